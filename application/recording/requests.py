"""A request to record, and how its body is read."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from pydantic import BaseModel, create_model

from application import bodies
from application.problems import IdempotencyMismatch, Malformed, no_such_trajectory
from domain.envelope import Actor, Circumstances
from domain.events import Event
from eventlog import EarlierAnswer


@dataclass(frozen=True)
class Request:
    """One recording as it came in; `trajectory_id` is `None` to open a trajectory. The body is read only when its turn comes."""

    actor: Actor
    kind: type[Event]
    trajectory_id: UUID | None
    if_match: str | None
    idempotency_key: str | None
    body: bytes

    @property
    def path(self) -> str:
        return f"/trajectories/{self.trajectory_id}/{self.kind.event_type}" if self.trajectory_id else "/trajectories"

    @cached_property
    def key_hash(self) -> bytes | None:
        """The idempotency key within its scope, actor and path; 32 bytes."""
        return None if self.idempotency_key is None else key_hash(self.actor, self.path, self.idempotency_key)

    @cached_property
    def body_hash(self) -> str:
        return body_hash(self.body)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a recording came to: the version it made, its position in the log, and the findings that it added."""

    trajectory_id: UUID
    version: int
    position: int
    findings: tuple[dict[str, Any], ...]


def key_hash(actor: Actor, path: str, idempotency_key: str) -> bytes:
    """The key within its scope, actor and path; 32 bytes."""
    scope = [actor.subject, actor.role, actor.organisation, path, idempotency_key]
    return hashlib.sha256(json.dumps(scope).encode()).digest()


def body_hash(body: bytes) -> str:
    """The same for bodies that differ in white space or order of fields only."""
    try:
        canonical = _CANONICAL.encode(json.loads(body)).encode()
    except (ValueError, RecursionError):
        canonical = body
    return hashlib.sha256(canonical).hexdigest()


def check_key(idempotency_key: str | None) -> None:
    """Raises `Malformed`."""
    if idempotency_key is not None and not _KEY.fullmatch(idempotency_key):
        message = "Give 1 to 200 printable ASCII characters."
        raise Malformed("Mend the header.", errors=[{"parameter": "Idempotency-Key", "message": message}])


def answered_before(earlier: EarlierAnswer, body: str) -> dict[str, Any]:
    """What was kept with that answer, of the same body by its hash. Raises `IdempotencyMismatch`, and `NotFound` once it is erased."""
    if earlier.answer is None:
        raise no_such_trajectory()
    answered: dict[str, Any] = json.loads(earlier.answer)
    if answered["body"] != body:
        raise IdempotencyMismatch("This Idempotency-Key was used for another body: take a new key.")
    return answered


_KEY = re.compile(r"[\x20-\x7e]{1,200}")

_CANONICAL = json.JSONEncoder(sort_keys=True)

_NO_MORE = Circumstances()
"""Of most recordings."""


@cache
def body_of(kind: type[Event]) -> type[BaseModel]:
    """The shape of a body: the fields of the event, and what the recorder may add to any event."""
    return create_model(f"{kind.__name__}Recording", __base__=(kind, Circumstances), __doc__=kind.__doc__)


def read_body(request: Request) -> tuple[Event, Circumstances]:
    """The event and its circumstances. Raises `Malformed`."""
    told = bodies.read(body_of(request.kind), request.body).__dict__
    event = request.kind.model_construct(**{name: told[name] for name in request.kind.model_fields})
    said = {name: value for name in Circumstances.model_fields if (value := told[name]) is not None}
    return event, Circumstances.model_construct(**said) if said else _NO_MORE

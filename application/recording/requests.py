"""A request to record, and how its body is read."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from pydantic import BaseModel, create_model

from application import bodies
from domain.envelope import Actor, Circumstances
from domain.events import Event


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
        if self.idempotency_key is None:
            return None
        scope = [self.actor.subject, self.actor.role, self.actor.organisation, self.path, self.idempotency_key]
        return hashlib.sha256(json.dumps(scope).encode()).digest()

    @cached_property
    def body_hash(self) -> str:
        """The same for bodies that differ in white space or order of fields only."""
        try:
            canonical = _CANONICAL.encode(json.loads(self.body)).encode()
        except (ValueError, RecursionError):
            canonical = self.body
        return hashlib.sha256(canonical).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a recording came to: the version it made, its position in the log, and the findings that it added."""

    trajectory_id: UUID
    version: int
    position: int
    findings: tuple[dict[str, Any], ...]


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

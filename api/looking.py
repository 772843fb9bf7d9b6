"""Looking: what HTTP knows of who asks about persons, why, and from where; and the one way to have such a question answered."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from fastapi import Request as HttpRequest
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from application import Application
from application.looking.disclosing import Disclosed, Look
from application.naming_nobody import may_be_somebodys
from application.problems import Malformed, Problem
from domain.envelope import Actor
from domain.purposes import PURPOSES

T = TypeVar("T")

LONGEST = 200
"""Characters of a purpose."""

PURPOSE: dict[str, Any] = {
    "name": "Purpose",
    "in": "header",
    "required": False,
    "description": "Why you read, in at most 200 printable characters, without a number that may be somebody's (eight digits or more): it "
    "is kept with who you are. Without it, the purpose of your role.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]([ -~]*[!-~])?$"},
    "example": "Voorbereiding van de zitting",
}
"""For the OpenAPI document: the header is read by hand. ASCII fits always; other letters are read as UTF-8, or else as ISO 8859-1."""

_CODED = frozenset({"kind", "municipality", "rule", "status", "type", "variant"})
"""Parameters that are texts of a closed list: kept as they are. Other texts may name somebody: only that they were given is kept."""


async def shown(
    http: HttpRequest,
    application: Application,
    actor: Actor,
    asked: BaseModel,
    ask: Callable[[Actor], Disclosed[T]],
    trajectory_id: UUID | None = None,
    coded: Mapping[str, str] | None = None,
) -> T:
    """The answer to `ask`, once it is recorded who is given it. `trajectory_id`: of the one case that it is about; `coded`: parts of the
    path that are texts of a closed list.

    The application waits for the database: it is called in a thread.
    """
    sought = trajectory_id or getattr(asked, "trajectory_id", None)
    look = _look(
        http,
        actor,
        _purpose(http) or PURPOSES[actor.role],
        of_one=trajectory_id is not None,
        sought=sought,
        parameters={**(coded or {}), **_told(asked)},
    )
    return await run_in_threadpool(application.looking.show, look, ask)


async def refused(http: HttpRequest, application: Application, actor: Actor, trajectory_id: UUID | None, refusal: Problem) -> None:
    """Before the refusal of a recording leaves: it may tell something of what is recorded already."""
    look = _look(
        http,
        actor,
        _purpose_if_legible(http) or PURPOSES[actor.role],
        of_one=trajectory_id is not None,
        sought=trajectory_id,
        parameters={},
    )
    await run_in_threadpool(application.looking.refused, look, refusal)


def _look(http: HttpRequest, actor: Actor, purpose: str, *, of_one: bool, sought: UUID | None, parameters: Mapping[str, Any]) -> Look:
    return Look(
        actor=actor,
        purpose=purpose,
        operation=http.scope["route"].operation_id,
        action="R" if of_one else "E",
        began_at=datetime.now(UTC),
        address=http.client.host if http.client else None,
        sought=sought,
        parameters=parameters,
    )


def _purpose(http: HttpRequest) -> str | None:
    """As it was sent, None if it was not. Raises `Malformed`."""
    sent = [value for name, value in http.headers.raw if name == b"purpose"]
    if not sent:
        return None
    purpose = _read(b", ".join(sent)).strip()
    if not 1 <= len(purpose) <= LONGEST or not purpose.isprintable():
        raise _wrong_purpose(f"Give 1 to {LONGEST} printable characters.")
    if may_be_somebodys(purpose):
        raise _wrong_purpose("Say why, and leave out the number: one of so many digits may be somebody's BSN, and this is kept for ever.")
    return purpose


def _wrong_purpose(message: str) -> Malformed:
    return Malformed("Mend the header.", errors=[{"parameter": "Purpose", "message": message}])


def _purpose_if_legible(http: HttpRequest) -> str | None:
    """A recording is refused for what is wrong with it, and not for this."""
    try:
        return _purpose(http)
    except Malformed:
        return None


def _read(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("iso-8859-1")


def _told(asked: BaseModel) -> dict[str, Any]:
    """What was asked, without what may name somebody; the trajectory that was asked about is kept apart."""
    given = {name: getattr(asked, name) for name in asked.model_fields_set if name != "trajectory_id"}
    return {type(asked).model_fields[name].alias or name: _kept(name, value) for name, value in given.items() if value is not None}


def _kept(name: str, value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case bool() | int():
            return value
        case Enum():
            return value.value
        case str() if name in _CODED:
            return value
    return "given"

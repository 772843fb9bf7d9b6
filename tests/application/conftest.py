"""Recording over the real database, without HTTP."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from application.doors.register import Register, record_register
from application.recording.committing import Outcome, Recording
from application.recording.requests import Answer, Request
from domain.codes import Role
from domain.envelope import Actor
from domain.events import EVENTS
from domain.rules.impossible.codes import is_bsn
from domain.zuid_limburg import register_events
from eventlog import EventLog, KeyStore

REGISSEUR = Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")

_numbers = (str(number) for number in range(999900006, 999999990) if is_bsn(str(number)))


def a_bsn() -> str:
    """One of the test range that was not used before."""
    return next(_numbers)


def opening(bsn: str | None = None, **changes: Any) -> dict[str, Any]:
    identity = {"bsn": bsn or a_bsn(), "surname": "Wit", "given_names": "Tom", "born_on": "2009-02-14", "postcode": "6411AA"}
    return {"occurred_on": "2025-01-10", "home_municipality": "0917", "gender": "male", "identity": identity, **changes}


def request(
    kind: str,
    body: dict[str, Any] | bytes,
    trajectory_id: UUID | None = None,
    *,
    version: int | None = None,
    key: str | None = None,
    actor: Actor = REGISSEUR,
) -> Request:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    if_match = None if version is None else f'"{version}"'
    return Request(actor, EVENTS[kind], trajectory_id, if_match, key, raw)


def note(trajectory_id: UUID, version: int | None, text: str = "Gebeld", **more: Any) -> Request:
    return request("note-added", {"occurred_on": "2025-02-01", "text": text}, trajectory_id, version=version, **more)


@pytest.fixture(scope="module")
def recording(log: EventLog, keys: KeyStore) -> Recording:
    record_register(log, register_events())
    return Recording(log, keys, Register(log))


@pytest.fixture
def opened(recording: Recording) -> Callable[[], UUID]:
    """Opens a trajectory."""

    def open_one() -> UUID:
        return answered(recording.record([request("trajectory-opened", opening())])[0]).trajectory_id

    return open_one


def answered(outcome: Outcome) -> Answer:
    assert isinstance(outcome, Answer), outcome
    return outcome

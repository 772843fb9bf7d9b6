"""Fictional events to record, with as little fuss as can be."""

from datetime import date
from uuid import UUID, uuid4

from domain.codes import Gender, Role
from domain.envelope import Actor, Despite, Envelope, Source
from domain.events import Identity, NoteAdded, TrajectoryOpened
from domain.words import Words
from eventlog import EventLog, Idempotency, NewEvent

SURNAME = "Zandlopersma"
PASSAGE = "Wil liever dicht bij oma in Kerkrade wonen."


def envelope(**more: object) -> Envelope:
    actor = Actor(subject="p.vermeer", role=Role.PROCESREGISSEUR, organisation="GM0917")
    return Envelope.model_validate({"event_id": uuid4(), "actor": actor, "source": Source(kind="manual"), **more})


def opened(bsn: str = "999900006") -> TrajectoryOpened:
    return TrajectoryOpened(
        occurred_on=date(2025, 1, 10),
        home_municipality="0917",
        gender=Gender.FEMALE,
        identity=Identity.model_validate(
            {"bsn": bsn, "surname": SURNAME, "given_names": "Tom", "born_on": date(2009, 2, 14), "postcode": "6411AA", "house_number": "1"}
        ),
    )


def note(text: str = PASSAGE) -> NoteAdded:
    return NoteAdded(occurred_on=date(2025, 1, 11), text=Words(text))


def despite(reason: str = PASSAGE) -> Despite:
    return Despite(rules=("L1",), reason=Words(reason))


def opening(trajectory_id: UUID | None = None, *, idempotency: Idempotency | None = None) -> NewEvent:
    return NewEvent(trajectory_id or uuid4(), 1, envelope(), opened(), idempotency=idempotency)


def noting(trajectory_id: UUID, version: int, text: str = PASSAGE, *, idempotency: Idempotency | None = None) -> NewEvent:
    return NewEvent(trajectory_id, version, envelope(), note(text), idempotency=idempotency)


def some_trajectory(log: EventLog, events: int = 1) -> UUID:
    """In the log, with so many events."""
    trajectory_id = uuid4()
    log.append([opening(trajectory_id), *(noting(trajectory_id, version) for version in range(2, events + 1))])
    return trajectory_id

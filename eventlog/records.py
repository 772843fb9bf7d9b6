"""What goes into the log, and what comes out of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from eventsourcing.persistence import Notification

from domain.envelope import Envelope, Recorded
from domain.events import DossierErased, Event
from eventlog.keys import Opened


@dataclass(frozen=True, slots=True)
class Idempotency:
    """What to answer when the same request comes again: opaque JSON bytes, sealed by the log."""

    key_hash: bytes
    answer: bytes


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that is to be recorded, as the next `version` (from 1) of its trajectory.

    `recorded_at`, with offset, is supplied only by the simulation and the register's migration.
    """

    trajectory_id: UUID
    version: int
    envelope: Envelope
    event: Event
    recorded_at: datetime | None = None
    idempotency: Idempotency | None = None


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an event came to stand, and when that was."""

    position: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Head:
    """The newest event: the state of the log."""

    position: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Stands for an event whose key was destroyed: that something was recorded, and no more."""

    trajectory_id: UUID
    version: int
    position: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Since:
    """What the log holds of a trajectory from a version on: where that version stands, None if it is not there, and what came after it."""

    there: Appended | None
    after: "Sequence[Recorded | Tombstone]"


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What an idempotency key was answered before; `answer` is None once the trajectory is erased."""

    trajectory_id: UUID
    version: int
    position: int
    recorded_at: datetime
    answer: bytes | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is to be known before something is recorded: see `EventLog.standing`."""

    since: dict[UUID, Since]
    answers: dict[bytes, EarlierAnswer]
    opened: Opened = field(repr=False)


@dataclass(frozen=True)
class StoredRecord(Notification):
    """The library's notification (id = position, originator = trajectory), with its moment of recording."""

    recorded_at: datetime


def legible(entries: Sequence[Recorded | Tombstone]) -> tuple[Recorded, ...] | None:
    """One trajectory's recordings; None if there are none, or if it was erased: with the event that ends it, before its keys go."""
    recorded = tuple(entry for entry in entries if isinstance(entry, Recorded))
    if not recorded or len(recorded) < len(entries) or isinstance(recorded[-1].event, DossierErased):
        return None
    return recorded

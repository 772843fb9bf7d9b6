"""The region's register: recorded once in an empty database, folded anew only when it has grown."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pydantic import ValidationError
from uuid_utils.compat import uuid7

from application.problems import NotYet
from domain.codes import Role
from domain.envelope import Actor, Envelope, Recorded, Source
from domain.events import REGISTER_ID, RegisterCorrected, RegisterEvent, RegisterVoided
from domain.region import Region, region_of
from domain.rules.impossible.register import impossible_entry, impossible_mending, not_yet
from eventlog import Conflict, EventLog, NewEvent, Since, Unavailable

FIRST_KNOWN = datetime(2022, 1, 1, tzinfo=UTC)
"""The moment from which the first register is known: before anything else is, so that a simulated past can lean on it."""

_RECORDER = Actor(subject="jeugdspoor", role=Role.ADMINISTRATOR, organisation="jeugdspoor")
_SOURCE = Source(kind="register")


class Register:
    """The register is about places, not people: it may be kept between requests."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._read = Read(-1, (), Region())
        """All of one reading together: several threads may read at the same time, and one of them late."""

    def current(self) -> Region:
        return self._newest().region

    @property
    def kept(self) -> int:
        """The version that was read last; 0 if nothing was."""
        return max(self._read.version, 0)

    def brought_up(self, since: Since | None) -> Region:
        """As `current`, by what the log holds since the version that was `kept`."""
        read = self._read
        return self.current() if since is None or since.there is None or since.after else read.region

    def as_of(self, position: int) -> Region:
        """As it was known at that position of the log."""
        return self._newest().as_of(position)

    def asked(self) -> "Read":
        """For who asks a question. Raises `NotYet`."""
        try:
            return self._newest()
        except Unavailable:
            raise NotYet.retry("The register cannot be read just now.") from None

    def changed_between(self, before: int, after: int) -> list[int]:
        """The positions after the one, up to and including the other, at which something was recorded of it."""
        return [entry.position for entry in self._newest().entries if before < entry.position <= after]

    def _newest(self) -> "Read":
        read = self._read
        version = self._log.versions([REGISTER_ID]).get(REGISTER_ID, 0)
        if version != read.version:
            came = self._log.continued(REGISTER_ID, len(read.entries))
            entries = (*read.entries, *(entry for entry in came if isinstance(entry, Recorded)))
            self._read = read = Read(version, entries, region_of(entries))
        return read


class Read(NamedTuple):
    """The register as it was read: its entries, in the order of recording, and what they come to."""

    version: int
    entries: tuple[Recorded, ...]
    region: Region

    def as_of(self, position: int) -> Region:
        """As it was known at that position of the log."""
        if not self.entries or self.entries[-1].position <= position:
            return self.region
        return region_of(entry for entry in self.entries if entry.position <= position)

    @property
    def position(self) -> int | None:
        """Of the log, at which it was last changed."""
        return self.entries[-1].position if self.entries else None


def record_register(log: EventLog, entries: list[RegisterEvent]) -> None:
    """Records the register where there is none yet, so that recording works at once. Any number of processes may try."""
    if REGISTER_ID in log.versions([REGISTER_ID]):
        return
    first = FIRST_KNOWN if log.head() is None else None
    events = [
        NewEvent(
            REGISTER_ID,
            version,
            Envelope(event_id=uuid7(), actor=_RECORDER, source=_SOURCE),
            entry,
            recorded_at=first + timedelta(microseconds=version) if first else None,
        )
        for version, entry in enumerate(entries, start=1)
    ]
    try:
        log.append(events)
    except Conflict:
        return  # another process recorded it meanwhile


class WrongEntry(Exception):
    """An entry cannot stand in the register; says which and why. Nothing is recorded."""


def extend_register(log: EventLog, entries: Sequence[RegisterEvent]) -> int:
    """Records what is new in the register, all or nothing, in that order; what stands there word for word is passed over.

    Returns how many were recorded. Raises `WrongEntry`, and `Conflict` if somebody recorded meanwhile.
    """
    new, _ = extended(log, entries)
    log.append(new)
    return len(new)


def extended(log: EventLog, entries: Sequence[RegisterEvent], after: datetime | None = None) -> tuple[list[NewEvent], Region]:
    """What is to be recorded of these, and the register with it. `after`: where a past is made up, the moment after which it is known, one
    microsecond after the other. Raises `WrongEntry`."""
    recorded = entries_of(log)
    there = [entry.event for entry in recorded]
    for entry in entries:
        if entry in there:
            continue
        envelope = Envelope(event_id=uuid7(), actor=_RECORDER, source=_SOURCE)
        new_one = Recorded(REGISTER_ID, len(recorded) + 1, 0, datetime.now(UTC), envelope, entry)
        if reason := _why_not(recorded, new_one):
            raise WrongEntry(f"{entry.event_type} of {entry.occurred_on}: {reason}")
        recorded.append(new_one)
    new = [
        NewEvent(
            REGISTER_ID,
            each.version,
            each.envelope,
            each.event,
            recorded_at=after + timedelta(microseconds=number) if after else None,
        )
        for number, each in enumerate(recorded[len(there) :], start=1)
    ]
    return new, region_of(recorded)


def entries_of(log: EventLog) -> list[Recorded]:
    """What was recorded in the register, with why it was mended."""
    return [entry for entry in log.histories([REGISTER_ID], words=True).get(REGISTER_ID, []) if isinstance(entry, Recorded)]


def _why_not(recorded: Sequence[Recorded], new: Recorded) -> str | None:
    match new.event:
        case RegisterCorrected() | RegisterVoided() as mending:
            try:
                return not_yet(mending, new.recorded_at) or impossible_mending(recorded, new)
            except ValidationError as error:
                return "; ".join(f"data.{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        case RegisterEvent() as entry:
            return impossible_entry(region_of(recorded), entry, new.recorded_at)
    return None


def holds_only_the_register(log: EventLog) -> bool:
    head = log.head()
    return head is None or head.position == log.versions([REGISTER_ID]).get(REGISTER_ID, 0)

"""CBS half-year record sets: made of the log itself, as it was known at a position, and never of rows.

Which trajectories there are, and which of them a provider has to do with, follows from facts alone. Words are opened of these only, and no
others than those in which an identity can stand.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Literal, Protocol
from uuid import UUID

from psycopg import OperationalError

from application.doors.door import Door, Moment
from application.doors.register import Register
from application.one_case.cases import TELL_WHO_IT_IS
from application.problems import Malformed, NotYet
from domain.envelope import Recorded
from domain.events import Corrected, WordsErased
from domain.history import History
from domain.region import Region
from domain.secrecy import Secrecy, kept_from_lists, more_is_secret
from domain.spans import Span
from eventlog import Databases, EventLog, Unavailable, legible
from projections.connecting import connect
from projections.generations.trajectories import FIRST, in_log

CHUNK = 200
"""Trajectories of which the histories are in memory at once."""


class Remark(Protocol):
    """What somebody has to say or mend before CBS takes the record."""

    @property
    def kind(self) -> str: ...
    @property
    def trajectory_id(self) -> UUID: ...
    @property
    def help(self) -> str: ...
    @property
    def started_on(self) -> date: ...
    @property
    def known(self) -> str | None: ...
    @property
    def message(self) -> str: ...


class Portion(Protocol):
    """What one jeugdige has in the file of a provider, and what is to be said of it. `hidden`: for the provider alone."""

    @property
    def trajectory_id(self) -> UUID: ...
    @property
    def records(self) -> Sequence[Any]: ...
    @property
    def remarks(self) -> Sequence[Remark]: ...
    @property
    def hidden(self) -> Sequence[Remark]: ...


Form = Literal["csv", "txt", "parquet"]
"""By the suffix of a file; the first is that which is delivered."""


class Making(Protocol):
    """Makes the records of one provider over a half year, and writes them: one history after the other, none of which it keeps."""

    def portions(self, period: Span, provider: str, histories: Iterable[tuple[History, Secrecy]], region: Region, /) -> Iterable[Portion]:
        """Of histories as they were known, each with what is secret of it today."""

    def written(self, records: Iterable[Any], form: Form, /) -> Iterator[bytes]:
        """In pieces, made as they are asked for; the same records give the same bytes."""

    def made_by(self) -> str:
        """By which definitions."""


@dataclass(slots=True)
class LeftOut:
    """Of a set that was delivered, how many jeugdigen it is not about any more, and why.

    `erased`: the dossier; `identity`: the words in which the identity stood; `secret`: something that was told of them then.
    """

    erased: int = 0
    identity: int = 0
    secret: int = 0

    @property
    def why(self) -> Mapping[str, int]:
        return {"erased": self.erased, "identity": self.identity, "secret": self.secret}

    @property
    def number(self) -> int:
        return sum(self.why.values())


class RecordSets:
    """Raises `NotYet` where the log cannot be read just now. In memory are the histories of `CHUNK` trajectories."""

    def __init__(self, log: EventLog, databases: Databases, door: Door, register: Register, make: Making) -> None:
        """`make`: the interchange, of which the application knows nothing."""
        self._log = log
        self._databases = databases
        self._door = door
        self._register = register
        self._make = make
        self.written, self.made_by = make.written, make.made_by

    def moment(self, known_at: datetime | None, at_position: int | None) -> Moment:
        """Raises `Malformed` (`Door.moment`)."""
        return self._door.moment(known_at, at_position=at_position)

    def check_provider(self, provider: str, last_day: date, position: int) -> None:
        """Whether there is such a file. Raises `Malformed`, naming the field."""
        region = self._region(position)
        if provider not in region.providers:
            raise _wrong_provider("The register knows no such provider.")
        heir = region.successor_of(provider, last_day)
        if heir is not None:
            raise _wrong_provider(f"On {last_day} {heir} stands in its place: its records are in that file.")

    def made(self, provider: str, period: Span, last_day: date, position: int) -> Iterable[Portion]:
        """As it was known at that position; but for what was erased, or is secret by now."""
        region = self._region(position)
        codes = {provider} | region.predecessors_of(provider, last_day)
        return self._make.portions(period, provider, self._histories(codes, position), region)

    def again(self, provider: str, period: Span, position: int, delivered: Iterable[UUID], at: int, left_out: LeftOut) -> Iterable[Portion]:
        """Of these trajectories alone, as known at that position; `at`: that of the delivery itself: what was known by
        then was left out as secret.

        Who is left out is left out whole, and counted: a record that was changed was never delivered.
        """
        region = self._region(position)

        def records(known: History, secrecy: Secrecy) -> set[Any]:
            return {record for each in self._make.portions(period, provider, [(known, secrecy)], region) for record in each.records}

        def left() -> Iterator[tuple[History, Secrecy]]:
            for history in self._whole(delivered):
                known, then = (history.as_of(position), history.as_of(at)) if history else (None, None)
                if history is None or known is None or then is None:
                    left_out.erased += 1
                elif _lost_identity(history, at):
                    left_out.identity += 1
                else:
                    before, now = kept_from_lists(then), kept_from_lists(history)
                    if more_is_secret(before, now) and not records(known, before) <= records(known, now):
                        left_out.secret += 1
                    else:
                        yield known, before

        return self._make.portions(period, provider, left(), region)

    def _whole(self, ids: Iterable[UUID]) -> Iterator[History | None]:
        """The histories as they are now, in that order; None of what was erased."""
        remaining = iter(ids)
        try:
            while chunk := list(islice(remaining, CHUNK)):
                opened = self._log.histories(chunk, words=TELL_WHO_IT_IS)
                for id_ in chunk:
                    whole = legible(opened.get(id_, []))
                    yield History(whole) if whole else None
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None

    def _region(self, position: int) -> Region:
        try:
            return self._register.as_of(position)
        except Unavailable:
            raise NotYet.retry("The register cannot be read just now.") from None

    def _histories(self, codes: Collection[str], position: int) -> Iterator[tuple[History, Secrecy]]:
        """Of every trajectory of which something names one of these providers, in order of their ids."""
        try:
            ids = self._after(FIRST, position)
            while ids:
                yield from self._concerned(ids, codes, position)
                ids = self._after(ids[-1], position)
        except (Unavailable, OperationalError):
            raise NotYet.retry("The log cannot be read just now.") from None

    def _after(self, last: UUID, position: int) -> Sequence[UUID]:
        """By a connection of its own: who takes what is made of them may be slow."""
        with connect(self._databases) as conn:
            return in_log(conn, position, last, CHUNK)

    def _concerned(self, ids: Sequence[UUID], codes: Collection[str], position: int) -> Iterator[tuple[History, Secrecy]]:
        facts = self._log.histories(ids, up_to=position)
        there = [id_ for id_ in ids if any(_names(each, codes) for each in legible(facts.get(id_, [])) or ())]
        opened = self._log.histories(there, words=TELL_WHO_IT_IS)
        for id_ in there:
            whole = legible(opened.get(id_, []))
            history = History(whole) if whole else None
            known = history.as_of(position) if history else None
            if history and known:
                yield known, kept_from_lists(history)


def _lost_identity(history: History, since: int) -> bool:
    """Whether words in which an identity can stand were erased after that position."""
    return any(
        recorded.position > since
        and isinstance(recorded.event, WordsErased)
        and history.recorded[recorded.event.target_version - 1].event.event_type in TELL_WHO_IT_IS
        for recorded in history.recorded
    )


def _names(recorded: Recorded, codes: Collection[str]) -> bool:
    """Whether it names one of these providers, or puts one of them in the place of what was named."""
    event = recorded.event
    if isinstance(event, Corrected):
        return _provider_in(event.data, codes)
    return getattr(event, "provider", None) in codes


def _provider_in(data: Mapping[str, Any], codes: Collection[str]) -> bool:
    corrected = data.get("data")
    return data.get("provider") in codes or (isinstance(corrected, Mapping) and _provider_in(corrected, codes))


def _wrong_provider(message: str) -> Malformed:
    return Malformed("Mend the fields named in errors.", errors=[{"pointer": "/provider", "message": message}])

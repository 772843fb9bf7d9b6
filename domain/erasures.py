"""How erasures stand: folded from a stream of their own, which says what may be done with each next."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from domain.calendar import add_days, amsterdam_day
from domain.codes import RefusalGround
from domain.deadlines.dossier import DESTRUCTION_DECISION
from domain.envelope import Actor, Recorded
from domain.events.correction import Annulled, Corrected, Voided
from domain.events.erasure import (
    ErasureApproved,
    ErasureBegun,
    ErasureExecuted,
    ErasureRefused,
    ErasureRequested,
    ErasureWithdrawn,
    WordsErased,
)
from domain.history import History, with_what_undoes
from domain.values import dataclass, replace
from domain.words import has_marker

Status = Literal["requested", "approved", "refused", "withdrawn", "overtaken", "begun", "executed"]
"""`overtaken`: of words, when the whole dossier was erased, or the words of all but a part of it."""

OPEN: frozenset[Status] = frozenset({"requested", "approved"})
"""Of which it is still to be decided whether they come about."""

_ASKED_ONCE: frozenset[Status] = OPEN | {"begun", "executed"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A part of a dossier of which the destruction was refused: the words of these events."""

    versions: tuple[int, ...]
    refused_for: RefusalGround
    refused_at: datetime


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure: of the trajectory, or of the words of its event `version`."""

    erasure_id: str
    trajectory_id: UUID
    version: int | None
    ground: str
    requested_by: Actor
    requested_at: datetime
    asked_on: date | None = None
    """The day of the request itself, where it was before."""
    status: Status = "requested"
    approved_by: Actor | None = None
    approved_at: datetime | None = None
    refused_for: RefusalGround | None = None
    kept: tuple[Kept, ...] = ()
    """Parts of which it was refused; in their order, each on its ground."""
    ended_at: datetime | None = None
    """When it was refused, withdrawn or overtaken."""
    begun_at: datetime | None = None
    begun_by: Actor | None = None
    begun_position: int | None = None
    """Of the log: everything recorded of the trajectory comes before it."""
    versions: tuple[int, ...] | None = None
    """Once it has begun, and a part is kept: the events of which the words go."""
    executed_at: datetime | None = None
    certificate: str | None = None

    @property
    def words(self) -> tuple[int, ...]:
        """Of one that has begun: the events of which only the words go; none where the whole dossier does."""
        return self.versions or (() if self.version is None else (self.version,))

    @property
    def is_asked_once(self) -> bool:
        """Whether the same is not asked for again: of a dossier of which a part was kept, what is left may be."""
        return self.status in _ASKED_ONCE and not (self.status == "executed" and self.kept)

    @property
    def decide_by(self) -> date:
        """The last day on which whoever asked is told what comes of it: a month from receipt (AVG 12(3))."""
        asked_on = self.asked_on or amsterdam_day(self.requested_at)
        return DESTRUCTION_DECISION.on(asked_on).due_on(asked_on)

    def may_begin_from(self, days_to_think: int) -> date | None:
        """The first day on which it may be carried out: so many days after it was approved; None before that."""
        return add_days(amsterdam_day(self.approved_at), days_to_think) if self.approved_at else None


Erasures = dict[str, Erasure]
"""Each by its id."""


def erasures_of(recorded: Iterable[Recorded]) -> Erasures:
    """All of them, in the order in which they were asked for."""
    erasures: Erasures = {}
    for entry in recorded:
        match entry.event:
            case ErasureRequested(erasure_id=str(name)) as asked:
                erasures[name] = _requested(name, asked, entry)
            case ErasureApproved() | ErasureRefused() | ErasureWithdrawn() | ErasureBegun() | ErasureExecuted() as step:
                erasure = erasures[step.erasure_id] = _next(erasures[step.erasure_id], step, entry)
                if isinstance(step, ErasureBegun):
                    erasures |= _overtaken(erasures, erasure, entry.recorded_at)
    return erasures


def _requested(name: str, asked: ErasureRequested, entry: Recorded) -> Erasure:
    return Erasure(name, asked.trajectory_id, asked.version, asked.ground, entry.envelope.actor, entry.recorded_at, asked.asked_on)


def _overtaken(erasures: Erasures, begun: Erasure, at: datetime) -> Erasures:
    """Those that wait for what is going now."""
    waiting = {name: each for name, each in erasures.items() if each.status in OPEN and each.trajectory_id == begun.trajectory_id}
    gone = {name: each for name, each in waiting.items() if not begun.words or each.version in begun.words}
    return {name: replace(each, status="overtaken", ended_at=at) for name, each in gone.items()}


_Step = ErasureApproved | ErasureRefused | ErasureWithdrawn | ErasureBegun | ErasureExecuted


def _next(erasure: Erasure, step: _Step, entry: Recorded) -> Erasure:
    actor, at = entry.envelope.actor, entry.recorded_at
    match step:
        case ErasureApproved():
            return replace(erasure, status="approved", approved_by=actor, approved_at=at)
        case ErasureRefused(versions=tuple(versions), ground=ground):
            # Once each: what was recorded before that was asked may name one twice.
            return replace(erasure, kept=(*erasure.kept, Kept(tuple(dict.fromkeys(versions)), ground, at)))
        case ErasureRefused(ground=ground):
            return replace(erasure, status="refused", refused_for=ground, ended_at=at)
        case ErasureWithdrawn():
            return replace(erasure, status="withdrawn", ended_at=at)
        case ErasureBegun(versions=versions):
            return replace(erasure, status="begun", begun_by=actor, begun_at=at, begun_position=entry.position, versions=versions)
        case ErasureExecuted(certificate=certificate):
            return replace(erasure, status="executed", executed_at=at, certificate=certificate)


def holds_words(recorded: Recorded) -> bool:
    """Whether there are any with it, sealed or erased."""
    return any(has_marker(part.model_dump(mode="json", exclude_none=True)) for part in (recorded.event, recorded.envelope))


def words_that_go(history: History, kept: Iterable[int]) -> tuple[int, ...]:
    """The events of which the words are destroyed where those of these are kept, with what corrects or undoes them.

    Facts of a dossier are sealed with one key: they are destroyed together, or not at all.
    """
    gone = {recorded.event.target_version for recorded in history.recorded if isinstance(recorded.event, WordsErased)}
    stays = gone | with_what_undoes(history.recorded, kept)
    return tuple(recorded.version for recorded in history.recorded if recorded.version not in stays and holds_words(recorded))


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Something recorded that is to be weighed first, since a day: for which the law may ask that a dossier be kept (Jeugdwet 7.3.9, second
    paragraph); an erasure that was refused before, as a whole or in part; or, of words, a version that corrects them and has words of its
    own."""

    what: Literal["hold", "stay", "complaint", "objection", "correction", "refusal"]
    about: str
    since: date


def in_the_way(history: History, version: int | None, today: date) -> Iterator[InTheWay]:
    """For who decides. Only a hold keeps an erasure from being carried out; care or a procedure that runs is to be weighed."""
    trajectory = history.trajectory
    for hold in trajectory.holds:
        if hold.lifted_on is None:
            yield InTheWay("hold", hold.hold_id, hold.placed_on)
    if version is not None:
        for recorded in history.recorded:
            if isinstance(recorded.event, Corrected | Voided | Annulled) and recorded.event.target_version == version:
                yield InTheWay("correction", str(recorded.version), recorded.event.occurred_on)
        return
    for stay in trajectory.open_stays_on(today):
        yield InTheWay("stay", stay.stay_id, stay.since)
    for complaint in trajectory.complaints:
        if complaint.decided_on is None or (complaint.appealed_on and not complaint.appeal_decided_on):
            yield InTheWay("complaint", complaint.complaint_id, complaint.filed_on)
    for objection in trajectory.objections:
        if objection.decided_on is None:
            yield InTheWay("objection", objection.objection_id, objection.filed_on)


def refused_before(erasures: Erasures, erasure: Erasure) -> Iterator[InTheWay]:
    """Earlier erasures of the same that were refused, the whole or a part: the interest for which that was may be there still."""
    for other in erasures.values():
        if other.trajectory_id != erasure.trajectory_id or other.erasure_id == erasure.erasure_id:
            continue
        kept = [part.refused_at for part in other.kept if erasure.version is None or erasure.version in part.versions]
        if other.status == "refused" and other.ended_at and (erasure.version is None or other.version in (None, erasure.version)):
            kept.append(other.ended_at)
        if kept:
            yield InTheWay("refusal", other.erasure_id, amsterdam_day(max(kept)))

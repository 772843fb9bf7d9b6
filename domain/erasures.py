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
)
from domain.history import History
from domain.values import dataclass, replace

Status = Literal["requested", "approved", "refused", "withdrawn", "overtaken", "begun", "executed"]
"""`overtaken`: of words, when the whole dossier was erased."""

OPEN: frozenset[Status] = frozenset({"requested", "approved"})
"""Of which it is still to be decided whether they come about."""

ASKED_ONCE: frozenset[Status] = OPEN | {"begun", "executed"}
"""Of which the same is not asked for again."""


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
    ended_at: datetime | None = None
    """When it was refused, withdrawn or overtaken."""
    begun_at: datetime | None = None
    begun_by: Actor | None = None
    begun_position: int | None = None
    """Of the log: everything recorded of the trajectory comes before it."""
    executed_at: datetime | None = None
    certificate: str | None = None

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
                if isinstance(step, ErasureBegun) and erasure.version is None:
                    erasures |= _overtaken(erasures, erasure.trajectory_id, entry.recorded_at)
    return erasures


def _requested(name: str, asked: ErasureRequested, entry: Recorded) -> Erasure:
    return Erasure(name, asked.trajectory_id, asked.version, asked.ground, entry.envelope.actor, entry.recorded_at, asked.asked_on)


def _overtaken(erasures: Erasures, trajectory_id: UUID, at: datetime) -> Erasures:
    waiting = {name: each for name, each in erasures.items() if each.status in OPEN and each.trajectory_id == trajectory_id}
    return {name: replace(each, status="overtaken", ended_at=at) for name, each in waiting.items()}


_Step = ErasureApproved | ErasureRefused | ErasureWithdrawn | ErasureBegun | ErasureExecuted


def _next(erasure: Erasure, step: _Step, entry: Recorded) -> Erasure:
    actor, at = entry.envelope.actor, entry.recorded_at
    match step:
        case ErasureApproved():
            return replace(erasure, status="approved", approved_by=actor, approved_at=at)
        case ErasureRefused(ground=ground):
            return replace(erasure, status="refused", refused_for=ground, ended_at=at)
        case ErasureWithdrawn():
            return replace(erasure, status="withdrawn", ended_at=at)
        case ErasureBegun():
            return replace(erasure, status="begun", begun_by=actor, begun_at=at, begun_position=entry.position)
        case ErasureExecuted(certificate=certificate):
            return replace(erasure, status="executed", executed_at=at, certificate=certificate)


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Something recorded that is to be weighed first, since a day: for which the law may ask that a dossier be kept (Jeugdwet 7.3.9, second
    paragraph); or, of words, a version that corrects them and has words of its own."""

    what: Literal["hold", "stay", "complaint", "objection", "correction"]
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

"""Leave and absconding."""

from collections.abc import Callable, Iterable
from datetime import date

from domain.calendar import earlier
from domain.envelope import Recorded
from domain.events import Absconded, LeaveEnded, LeaveGranted, LeaveWithdrawn, Returned
from domain.fold.step import on
from domain.spans import Span
from domain.trajectory import Leave, Trajectory
from domain.values import replace


@on(LeaveGranted)
def _leave_granted(trajectory: Trajectory, recorded: Recorded, event: LeaveGranted) -> Trajectory:
    """Who is granted leave anew was back from the leave before it: on its last day, if nothing else was recorded."""
    day = event.occurred_on
    back = (leave if leave.ended_on is not None else replace(leave, ended_on=earlier(leave.until, day)) for leave in trajectory.leaves)
    return trajectory.but(leaves=(*back, Leave(recorded.version, day, event.until)))


@on(LeaveEnded)
def _leave_ended(trajectory: Trajectory, recorded: Recorded, event: LeaveEnded) -> Trajectory:
    """On that day, also where that is later than was granted: he came back late. Unless he ran away in between, which says that he was back
    from leave that was over by then."""
    day = event.occurred_on

    def over_on(leave: Leave) -> date:
        ran_later = leave.until is not None and any(leave.until < absence.since <= day for absence in trajectory.absences)
        return leave.until if leave.until is not None and ran_later else day

    return trajectory.but(leaves=_leaves_ended(trajectory.leaves, over_on))


@on(LeaveWithdrawn)
def _leave_withdrawn(trajectory: Trajectory, recorded: Recorded, event: LeaveWithdrawn) -> Trajectory:
    day, by = event.occurred_on, recorded.version
    return trajectory.but(leaves=_leaves_ended(trajectory.leaves, lambda leave: earlier(leave.until, day), withdrawn_by=by))


@on(Absconded)
def _absconded(trajectory: Trajectory, recorded: Recorded, event: Absconded) -> Trajectory:
    return trajectory.but(absences=(*until_back(trajectory), Span(event.occurred_on)))


def until_back(trajectory: Trajectory) -> tuple[Span, ...]:
    """The absences; whose end is not recorded lasted until a later main stay began: then he was there."""
    began = [stay.since for stay in trajectory.stays if stay.is_main]
    return tuple(
        absence if absence.until is not None else absence.up_to(min((day for day in began if day > absence.since), default=None))
        for absence in trajectory.absences
    )


@on(Returned)
def _returned(trajectory: Trajectory, recorded: Recorded, event: Returned) -> Trajectory:
    """Who ran away was on leave until then, and no longer than was granted: a return says nothing of leave that was over before."""
    day = event.occurred_on
    ran_on = max((absence.since for absence in trajectory.absences if absence.until is None), default=day)

    def over_on(leave: Leave) -> date | None:
        return earlier(leave.until, ran_on if leave.since <= ran_on else day)

    return trajectory.but(absences=spans_ended(trajectory.absences, day), leaves=_leaves_ended(trajectory.leaves, over_on))


def spans_ended(spans: Iterable[Span], day: date) -> tuple[Span, ...]:
    return tuple(span.up_to(day) if span.since <= day else span for span in spans)


def _leaves_ended(
    leaves: Iterable[Leave], over_on: Callable[[Leave], date | None], *, withdrawn_by: int | None = None
) -> tuple[Leave, ...]:
    """The leave that has no end yet ends then; of who was back before, the end stays what it was."""
    return tuple(
        replace(leave, ended_on=over_on(leave), withdrawn_by=withdrawn_by) if leave.ended_on is None else leave for leave in leaves
    )

"""Leave and absconding."""

from domain.events import Absconded, LeaveEnded, Returned
from domain.fold.absence import until_back
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(LeaveEnded)
def _is_on_leave(before: Trajectory, event: LeaveEnded) -> str | None:
    return None if any(leave.ended_on is None for leave in before.leaves) else "No leave runs."


@condition(Returned)
def _is_away(before: Trajectory, event: Returned) -> str | None:
    away = any(span.until is None for span in before.absences) or any(leave.ended_on is None for leave in before.leaves)
    return None if away else "The jeugdige is not recorded as away."


@condition(Absconded)
def _is_here(before: Trajectory, event: Absconded) -> str | None:
    return "The jeugdige is recorded as away already." if any(span.until is None for span in until_back(before)) else None

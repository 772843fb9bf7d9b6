"""Toewijzingen, under which care is delivered."""

from domain.events import HelpStarted
from domain.events.stay import StayStarted, Transferred
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(StayStarted, HelpStarted)
def _first_start_of_its_assignment(before: Trajectory, event: StayStarted | HelpStarted) -> str | None:
    """Of one assignment one start runs at a time (iJw OP289). What gives way to it ends with it, and may share its assignment."""
    number, day = event.assignment_no, event.occurred_on
    if number is None:
        return None
    left = before.stay_to_leave_on(day, event.purpose) if isinstance(event, Transferred) else None
    stays = any(stay.assignment_no == number and stay.covers(day) and stay is not left for stay in before.stays)
    helps = any(given.assignment_no == number and (given.until is None or day < given.until) for given in before.helps)
    if not stays and not helps:
        return None
    return f"Under assignment {number} a stay or help runs already (OP289): end that first, or give the number of its own assignment."

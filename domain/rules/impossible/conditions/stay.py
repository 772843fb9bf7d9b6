"""Stays, and what needs one."""

from domain.codes import StayPurpose
from domain.events import Absconded, Discharged, Event, LeaveGranted, ReadyToLeave, ReadyWithdrawn
from domain.events.stay import StayStarted, Transferred
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(StayStarted)
def _new_stay(before: Trajectory, event: StayStarted) -> str | None:
    used = {stay.stay_id for stay in before.stays} | {given.help_id for given in before.helps}
    return f"stay_id {event.stay_id} is taken by another stay." if event.stay_id in used else None


@condition(Transferred)
def _has_stay_to_leave(before: Trajectory, event: Transferred) -> str | None:
    return None if before.stay_open_on(event.occurred_on, event.purpose) else "No such stay runs on that day: record an admission."


@condition(Discharged)
def _has_stay_to_end(before: Trajectory, event: Discharged) -> str | None:
    running = before.open_stays_on(event.occurred_on)
    if event.stay_id is not None:
        return None if any(stay.stay_id == event.stay_id for stay in running) else f"No stay {event.stay_id} runs on that day."
    if not running:
        return "No stay runs on that day."
    return None if len(running) == 1 else "More than one stay runs on that day: give stay_id."


@condition(ReadyToLeave, LeaveGranted, Absconded)
def _has_stay(before: Trajectory, event: Event) -> str | None:
    return None if before.stay_open_on(event.occurred_on, StayPurpose.MAIN) else "No main stay runs on that day."


@condition(ReadyWithdrawn)
def _is_ready(before: Trajectory, event: ReadyWithdrawn) -> str | None:
    return None if any(ready.until is None for ready in before.readiness) else "Readiness to leave is not recorded."

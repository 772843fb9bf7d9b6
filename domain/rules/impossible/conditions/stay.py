"""Stays, and what needs one."""

from collections.abc import Sequence

from domain.codes import StayPurpose
from domain.events import Absconded, AccommodationRegistrationNoted, Discharged, Event, LeaveGranted, ReadyToLeave, ReadyWithdrawn
from domain.events.stay import StayStarted, Transferred
from domain.fold.stay import is_noted_of
from domain.rules.impossible.condition import condition
from domain.trajectory import Stay, Trajectory


@condition(StayStarted)
def _new_stay(before: Trajectory, event: StayStarted) -> str | None:
    used = {stay.stay_id for stay in before.stays} | {given.help_id for given in before.helps}
    return f"stay_id {event.stay_id} is taken by another stay." if event.stay_id in used else None


@condition(Transferred)
def _has_stay_to_leave(before: Trajectory, event: Transferred) -> str | None:
    if before.stay_to_leave_on(event.occurred_on, event.purpose):
        return None
    fallen = [stay for stay in before.fallen_stays if stay.purpose is event.purpose]
    return _left_on_another_day(fallen) or "No such stay runs on that day: record an admission."


@condition(Discharged)
def _has_stay_to_end(before: Trajectory, event: Discharged) -> str | None:
    leaving = before.stays_to_leave_on(event.occurred_on, event.stay_id)
    if not leaving:
        fallen = [stay for stay in before.fallen_stays if event.stay_id in (None, stay.stay_id)]
        name = "stay" if event.stay_id is None else f"stay {event.stay_id}"
        return _left_on_another_day(fallen) or f"No {name} runs on that day."
    return None if len(leaving) == 1 else "More than one stay runs on that day: give stay_id."


def _left_on_another_day(fallen: Sequence[Stay]) -> str | None:
    days = [stay.left_on for stay in fallen if stay.left_on is not None]
    return f"The annulment of what the stay rested on has left_on {days[0]}: correct that day, or this one." if days else None


@condition(ReadyToLeave, LeaveGranted, Absconded)
def _has_stay(before: Trajectory, event: Event) -> str | None:
    """He may have been there in fact after his stay fell: an exit tells until when."""
    return None if before.stay_to_leave_on(event.occurred_on, StayPurpose.MAIN) else "No main stay runs on that day."


@condition(AccommodationRegistrationNoted)
def _is_in_an_accommodation(before: Trajectory, event: AccommodationRegistrationNoted) -> str | None:
    noted_of = [stay for stay in before.stays if is_noted_of(stay, event)]
    if noted_of:
        return None
    return "No closed stay runs on that day." if event.stay_id is None else f"No closed stay {event.stay_id} is known."


@condition(ReadyWithdrawn)
def _is_ready(before: Trajectory, event: ReadyWithdrawn) -> str | None:
    return None if any(ready.until is None for ready in before.readiness) else "Readiness to leave is not recorded."

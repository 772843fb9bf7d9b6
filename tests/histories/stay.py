"""Stays: begun, moved, ended; leave and absconding; the search for a place; readiness to leave."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.calendar import add_days
from domain.codes import BlockedBy, DeclinedBy, Destination, LeaveWithdrawal, MoveKind, MoveReason, Setting, StayPurpose
from domain.events import (
    Absconded,
    AccommodationRegistrationNoted,
    Admitted,
    Discharged,
    Event,
    LeaveEnded,
    LeaveGranted,
    LeaveRefused,
    LeaveWithdrawn,
    Moved,
    PlaceDeclined,
    PlaceOffered,
    PlaceSearchStarted,
    ReadyToLeave,
    ReadyWithdrawn,
    Returned,
    SteppedDown,
    SteppedUp,
)
from domain.trajectory import Trajectory
from tests.histories.proposal import Proposal, Proposals, always, has_no_stay, has_stay, is_inside, on_a_day
from tests.histories.region import CLOSED_HOUSES, HOUSES


def place(p: Proposal, day: date, houses: Sequence[str] = tuple(HOUSES)) -> dict[str, Any]:
    """What the start of a stay says, wherever it is."""
    location = p.of(houses)
    provider, setting = HOUSES[location]
    return {
        "occurred_on": day,
        "setting": setting,
        "provider": provider,
        "location": location,
        "title_id": p.some_title_id(),
        "purpose": p.of(StayPurpose) if p.seldom() else StayPurpose.MAIN,
        "crisis": p.seldom(),
        "expected_until": add_days(day, p.number(0, 200)) if p.seldom() else None,
        "assignment_no": "20240001" if p.seldom() else None,
    }


def _admitted(p: Proposal) -> Event:
    return Admitted(**place(p, p.past_day(), (*HOUSES, *CLOSED_HOUSES)), why_not_family=p.words_or_none())


def _moved(p: Proposal) -> Event:
    return _transfer(p, Moved, tuple(HOUSES))


def _stepped_down(p: Proposal) -> Event:
    heaviest = max(p.settings_now(), default=Setting.GESLOTEN.weight)
    lighter = [code for code, (_, setting) in HOUSES.items() if setting.weight < heaviest]
    return _transfer(p, SteppedDown, lighter or tuple(HOUSES))


def _stepped_up(p: Proposal) -> Event:
    lightest = min(p.settings_now(), default=Setting.AMBULANT.weight)
    heavier = [code for code, (_, setting) in HOUSES.items() if setting.weight > lightest]
    return _transfer(p, SteppedUp, heavier or tuple(HOUSES))


def _transfer(p: Proposal, cls: type[Moved] | type[SteppedDown] | type[SteppedUp], houses: Sequence[str]) -> Event:
    there = place(p, p.day_in_stay(), houses)
    if cls is not SteppedUp and p.seldom():
        there |= {"setting": Setting.AMBULANT, "location": None}
    return cls(**there, kind=p.of(MoveKind), reason=p.of(MoveReason), told_on=p.past_day() if p.often() else None)


def _discharged(p: Proposal) -> Event:
    stays = [stay.stay_id for stay in p.state.stays if stay.until is None]
    return Discharged(
        occurred_on=p.day_in_stay(),
        stay_id=p.of(stays) if stays and p.seldom() else None,
        destination=p.of(Destination),
        reason=p.of(("31", "33", None)),
    )


def _ready(p: Proposal) -> Event:
    return ReadyToLeave(occurred_on=p.day_in_stay(), needed_setting=p.of(Setting), blocked_by=p.of(BlockedBy))


def _registration_noted(p: Proposal) -> Event:
    day = p.day_in_stay()
    later = {"from": add_days(day, p.number(0, 40))} if p.seldom() else {}
    return AccommodationRegistrationNoted(occurred_on=day, registered=p.seldom(), **later)


def _leave(p: Proposal) -> Event:
    day = p.day_in_stay()
    return LeaveGranted(occurred_on=day, until=add_days(day, p.number(0, 9)) if p.often() else None, conditions=p.words())


def _leave_refused(p: Proposal) -> Event:
    return LeaveRefused(occurred_on=p.day_in_stay(), reasons=p.words())


def _leave_withdrawn(p: Proposal) -> Event:
    return LeaveWithdrawn(occurred_on=p.past_day(), ground=p.of(LeaveWithdrawal), reasons=p.words())


def _search(p: Proposal) -> Event:
    return PlaceSearchStarted(occurred_on=p.past_day(), setting=p.of(Setting))


def _offered(p: Proposal) -> Event:
    location = p.of(tuple(HOUSES))
    provider, setting = HOUSES[location]
    return PlaceOffered(occurred_on=p.past_day(), setting=setting, provider=provider, location=location if p.often() else None)


def _declined(p: Proposal) -> Event:
    provider, setting = HOUSES[p.of(tuple(HOUSES))]
    return PlaceDeclined(occurred_on=p.past_day(), setting=setting, provider=provider, by=p.of(DeclinedBy), reason=p.words_or_none())


def _is_away(state: Trajectory, today: date) -> object:
    return any(span.until is None for span in state.absences) or _is_on_leave(state, today)


def _is_on_leave(state: Trajectory, today: date) -> object:
    return any(leave.ended_on is None for leave in state.leaves)


def _is_ready(state: Trajectory, today: date) -> object:
    return any(ready.until is None for ready in state.readiness)


PROPOSALS: Proposals = (
    (has_no_stay, (_admitted,) * 5),
    (has_stay, (_moved, _stepped_down, _stepped_up, _admitted, _discharged, _leave, on_a_day(Absconded), _ready) * 2),
    (_is_away, (on_a_day(LeaveEnded), on_a_day(Returned)) * 3),
    (_is_ready, (on_a_day(ReadyWithdrawn),) * 4),
)

BESIDE: Proposals = (
    (always, (_search, _offered, _declined)),
    (is_inside, (_registration_noted,)),
    (has_no_stay, (_admitted,)),
    (has_stay, (_moved, _leave, _leave_refused)),
    (_is_on_leave, (_leave_withdrawn,) * 2),
)

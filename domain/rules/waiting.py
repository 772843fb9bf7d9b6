"""What should have happened and did not: a finding on the day on which it becomes one, without anything being recorded."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, earlier, later
from domain.deadlines.waiting import (
    DAYS_A_REVIEW_SERVES,
    REVIEWED_SETTINGS,
    crisis_shelter_is_short,
    stays_end_as_expected,
    who_is_ready_has_a_place,
)
from domain.law.cover import closed_nights
from domain.parameters import policy
from domain.rules.catalogue import Found, rule
from domain.rules.late import late
from domain.rules.paper import when_the_paper_is_missed
from domain.silence import silent_nights
from domain.since import PILOT
from domain.trajectory import Stay, Trajectory

DAYS_OF_SILENCE = policy("days-of-silence", {PILOT: 30})
"""In closed care something happens that is recorded at least once in so many days."""


@rule("P5", "policy", "Regionaal beleid: verwachte duur en perspectief")
def the_way_out_is_known_at_admission(trajectory: Trajectory) -> Iterator[Found]:
    """Who comes into closed or intensive care knows how long it is expected to last, and where the way leads; it then lasts no longer.

    Both may follow by post. The duration stands with the admission or in the advice that led to it; the perspective too, or on its own.
    """
    yield from late(stays_end_as_expected(trajectory), "De verwachte duur van het verblijf is verstreken.", aspect="duration")
    for stay in trajectory.stays:
        if stay.is_main and stay.setting in REVIEWED_SETTINGS and stay.comes_from is not stay.setting:
            until = earlier(_way_out_known(trajectory, stay), stay.until)
            message = "De verwachte duur of het perspectief is bij de opname niet vastgelegd."
            yield Found(when_the_paper_is_missed(stay.since), until, message, about=stay.stay_id)


def _way_out_known(trajectory: Trajectory, stay: Stay) -> date | None:
    """From which day both the duration and the perspective are known."""
    oldest = add_days(stay.since, -DAYS_A_REVIEW_SERVES.on(stay.since))
    advices = [advice for advice in trajectory.advices if oldest <= advice.day]
    durations = (advice.day for advice in advices if advice.expected_days is not None)
    duration_on = stay.since if stay.expected_until is not None else min(durations, default=None)
    perspectives = [advice.day for advice in advices if advice.gives_perspective]
    perspectives += [day for day in trajectory.perspectives if oldest <= day]
    return later(duration_on, min(perspectives, default=None))


@rule("P7", "policy", "Regionaal beleid: crisisopvang")
def crisis_shelter_lasts_a_week(trajectory: Trajectory) -> Iterator[Found]:
    """Crisis shelter lasts a week at most. Unit: nights."""
    yield from late(crisis_shelter_is_short(trajectory), "Crisisopvang langer dan het beleid kent.")


@rule("P12", "policy", "Regionaal beleid: niet langer dan nodig")
def nobody_waits_for_a_place(trajectory: Trajectory) -> Iterator[Found]:
    """Who is ready to leave has a place within so many days."""
    yield from late(who_is_ready_has_a_place(trajectory), "Klaar voor vertrek, en nog geen plek.")


@rule("P13", "policy", "Regionaal beleid: niemand uit het oog")
def closed_care_is_not_silent(trajectory: Trajectory) -> Iterator[Found]:
    """In a closed stay something is recorded that happened in the last thirty days: from the first day after them, until it is."""
    for nights in closed_nights(trajectory):
        days = DAYS_OF_SILENCE.on(nights.since)
        for silence in silent_nights(trajectory.heard_on, days, nights):
            yield Found(silence.since, silence.until, f"In {days} dagen is van dit gesloten verblijf niets vastgelegd.")

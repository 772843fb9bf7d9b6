"""Where a jeugdige is, night by night: worked cases, and what holds for every history."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.calendar import add_days
from domain.codes import Destination
from domain.events import LeaveEnded, LeaveGranted
from domain.history import History
from domain.rules import findings
from domain.spans import Span
from domain.trajectory import Trajectory
from domain.whereabouts import Where, whereabouts, whereabouts_on
from tests.domain.stories import Story
from tests.histories import histories

Nights = list[tuple[str, str, str | None, str | None]]


def nights(story: Story) -> Nights:
    return [
        (each.where.value, str(each.since), str(each.until) if each.until else None, each.stay_id) for each in whereabouts(story.trajectory)
    ]


def admitted(story: Story | None = None, on: str = "2025-02-03", stay_id: str = "S", **data: Any) -> Story:
    body = {"setting": "intensief_klinisch", "why_not_family": "Zo.", **data}
    return (story or Story.opened("2025-01-06")).and_("admitted", on, stay_id=stay_id, **body)


def test_who_is_in_no_stay_is_home() -> None:
    assert nights(Story.opened("2025-01-06")) == [("home", "2025-01-06", None, None)]


def test_a_stay_is_told_from_its_first_night() -> None:
    assert nights(admitted()) == [("home", "2025-01-06", "2025-02-03", None), ("stay", "2025-02-03", None, "S")]


@pytest.mark.parametrize(
    ("destination", "where"),
    [("home", "home"), ("network", "home"), ("independent", "home"), ("jji", "unknown"), ("absconded", "unknown"), ("unknown", "unknown")],
)
def test_where_he_went_is_what_is_known(destination: str, where: str) -> None:
    story = admitted().and_("discharged", "2025-03-03", stay_id="S", destination=destination)

    assert nights(story)[-1] == (where, "2025-03-03", None, None)
    assert story.findings("P14") == ([("P14", "2025-03-03", None)] if where == "unknown" else [])


def test_the_next_stay_ends_what_was_unknown() -> None:
    story = admitted().and_("discharged", "2025-03-03", stay_id="S", destination="pleegzorg")
    story = admitted(story, "2025-03-10", "T", setting="pleegzorg")

    assert story.findings("P14") == [("P14", "2025-03-03", "2025-03-10")]


def test_of_who_is_no_longer_followed_it_is_not_asked() -> None:
    story = admitted().and_("discharged", "2025-03-03", stay_id="S", destination="abroad")
    story = story.and_("trajectory-closed", "2025-03-17", reason="help_completed")

    assert story.findings("P14") == [("P14", "2025-03-03", "2025-03-17")]


def test_leave_lasts_as_long_as_was_granted_or_until_he_is_back() -> None:
    story = admitted().and_("leave-granted", "2025-02-14", until="2025-02-17").and_("leave-granted", "2025-02-28", until="2025-03-03")
    story = story.and_("leave-ended", "2025-03-01")

    assert nights(story)[1:] == [
        ("stay", "2025-02-03", "2025-02-14", "S"),
        ("leave", "2025-02-14", "2025-02-17", "S"),
        ("stay", "2025-02-17", "2025-02-28", "S"),
        ("leave", "2025-02-28", "2025-03-01", "S"),
        ("stay", "2025-03-01", None, "S"),
    ]


def test_who_ran_away_is_away_until_he_is_back_or_elsewhere() -> None:
    ran = admitted().and_("absconded", "2025-02-20")
    left = ran.and_("discharged", "2025-02-24", stay_id="S", destination="absconded")

    assert nights(ran)[-1] == ("absconded", "2025-02-20", None, "S")
    assert nights(left)[-2:] == [("absconded", "2025-02-20", "2025-02-24", "S"), ("absconded", "2025-02-24", None, None)]
    assert nights(ran.and_("returned", "2025-02-22"))[-1] == ("stay", "2025-02-22", None, "S")
    assert nights(admitted(left, "2025-03-03", "T"))[-1] == ("stay", "2025-03-03", None, "T")


def test_who_ran_away_long_after_leave_was_not_on_leave_until_then() -> None:
    story = admitted().and_("leave-granted", "2025-03-01", until="2025-03-03").and_("absconded", "2025-05-01")
    told = [
        ("stay", "2025-02-03", "2025-03-01", "S"),
        ("leave", "2025-03-01", "2025-03-03", "S"),
        ("stay", "2025-03-03", "2025-05-01", "S"),
    ]

    assert nights(story)[1:] == [*told, ("absconded", "2025-05-01", None, "S")]
    back = story.and_("returned", "2025-05-04")
    assert nights(back)[1:] == [*told, ("absconded", "2025-05-01", "2025-05-04", "S"), ("stay", "2025-05-04", None, "S")]


def test_who_ran_away_from_leave_is_back_in_the_stay_when_he_returns() -> None:
    story = admitted().and_("leave-granted", "2025-03-01", until="2025-03-10").and_("absconded", "2025-03-03")

    assert nights(story.and_("returned", "2025-03-05"))[2:] == [
        ("leave", "2025-03-01", "2025-03-03", "S"),
        ("absconded", "2025-03-03", "2025-03-05", "S"),
        ("stay", "2025-03-05", None, "S"),
    ]


@pytest.mark.parametrize(("kind", "body"), [("returned", {}), ("leave-withdrawn", {"ground": "conditions_broken"})])
def test_leave_that_was_over_is_not_made_longer_by_a_return_or_a_withdrawal(kind: str, body: dict[str, Any]) -> None:
    story = admitted().and_("leave-granted", "2025-03-01", until="2025-03-03").and_(kind, "2025-05-01", **body)

    assert nights(story)[2:] == [("leave", "2025-03-01", "2025-03-03", "S"), ("stay", "2025-03-03", None, "S")]


def test_leave_whose_end_is_told_later_than_was_granted_lasted_until_then() -> None:
    story = admitted().and_("leave-granted", "2025-03-01", until="2025-03-03").and_("leave-ended", "2025-03-05")

    assert nights(story)[2:] == [("leave", "2025-03-01", "2025-03-05", "S"), ("stay", "2025-03-05", None, "S")]


def test_but_not_where_he_ran_away_from_the_stay_in_between() -> None:
    story = admitted().and_("leave-granted", "2025-03-01", until="2025-03-03").and_("absconded", "2025-05-01")
    story = story.and_("leave-ended", "2025-05-05")

    assert nights(story)[2:] == [
        ("leave", "2025-03-01", "2025-03-03", "S"),
        ("stay", "2025-03-03", "2025-05-01", "S"),
        ("absconded", "2025-05-01", None, "S"),
    ]


def test_leave_without_a_day_lasts_until_the_return() -> None:
    story = admitted().and_("leave-granted", "2025-03-01").and_("returned", "2025-03-05")

    assert nights(story)[2:] == [("leave", "2025-03-01", "2025-03-05", "S"), ("stay", "2025-03-05", None, "S")]


def test_nights_elsewhere_for_a_while_are_told_there() -> None:
    story = admitted().and_("admitted", "2025-02-10", setting="pleegzorg", purpose="respite", stay_id="L")
    story = story.and_("discharged", "2025-02-12", stay_id="L", destination="unknown")

    assert nights(story)[1:] == [
        ("stay", "2025-02-03", "2025-02-10", "S"),
        ("stay", "2025-02-10", "2025-02-12", "L"),
        ("stay", "2025-02-12", None, "S"),
    ]


def test_who_goes_on_with_help_at_home_is_home() -> None:
    story = admitted().and_("stepped-down", "2025-03-03", setting="ambulant", provider="koraal")

    assert nights(story)[-1] == ("home", "2025-03-03", None, None)


def looked_up(trajectory: Trajectory, night: date) -> tuple[Where, str | None]:
    """The same by going through all that is known, for one night."""
    covering = [stay for stay in trajectory.stays if stay.nights.covers(night)]
    stay = max(covering, key=lambda each: (not each.is_main, each.since, each.version), default=None)
    ran = [absence.since for absence in trajectory.absences if absence.covers(night)]
    if ran and (stay is None or stay.since <= max(ran)):
        return Where.ABSCONDED, stay.stay_id if stay else None
    if stay is not None:
        away = [leave for leave in trajectory.leaves if Span(leave.since, leave.ended_on or leave.until).covers(night)]
        on_leave = stay.is_main and any(stay.since <= leave.since for leave in away)
        return (Where.LEAVE if on_leave else Where.STAY), stay.stay_id
    left = [each for each in trajectory.stays if each.is_main and each.until is not None and each.until <= night]
    last = max(left, key=lambda each: (each.until, each.version), default=None)
    home = last is None or last.destination in {Destination.HOME, Destination.NETWORK, Destination.INDEPENDENT}
    return (Where.HOME if home else Where.UNKNOWN), None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.sampled_from([(), ("place",), ("place", "help"), ("place", "title")]).flatmap(lambda themes: histories(30, themes)))
def test_every_night_since_the_opening_has_one_answer_and_only_what_is_unknown_is_found(history: History) -> None:
    trajectory = history.trajectory
    answers = whereabouts(trajectory)
    lived = Span(trajectory.opened_on, trajectory.died_on)

    assert all(first.until == second.since for first, second in pairwise(answers))
    assert [each for each in answers if each.until is not None and each.until <= each.since] == []
    assert (answers[0].since, answers[-1].until) == (lived.since, lived.until) if answers else lived.is_empty
    for night in _nights_at_the_edges(trajectory):
        answer = whereabouts_on(trajectory, night)
        assert (answer is not None) == lived.covers(night)
        if answer:
            assert (answer.where, answer.stay_id) == looked_up(trajectory, night)
            lost = answer.where is Where.UNKNOWN and not trajectory.is_closed_on(night)
            assert lost == any(finding.rule == "P14" and finding.days.covers(night) for finding in findings(trajectory))


def _nights_at_the_edges(trajectory: Trajectory) -> set[date]:
    """The first and the last night of all that lasts, as recorded, and the nights beside them."""
    leaves = [Span(leave.since, leave.ended_on or leave.until) for leave in trajectory.leaves]
    stays = [Span(stay.since, stay.until) for stay in trajectory.stays]
    lasting = [*stays, *leaves, *trajectory.absences, *trajectory.closings, Span(trajectory.opened_on, trajectory.died_on)]
    edges = {edge for each in lasting for edge in (each.since, each.until) if edge is not None}
    return {add_days(edge, days) for edge in edges for days in (-1, 0, 1)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(histories(max_events=30))
def test_leave_never_lasts_longer_than_was_granted_unless_its_end_says_so(history: History) -> None:
    happened = [recorded.event for recorded in history.effective]
    granted = [event for event in happened if isinstance(event, LeaveGranted)]
    ended = [event.occurred_on for event in happened if isinstance(event, LeaveEnded)]

    for told in whereabouts(history.trajectory):
        # Leave upon leave is one stretch, and each night of it has a leave of its own.
        if told.where is Where.LEAVE and told.until is not None:
            for night in (add_days(told.since, days) for days in range((told.until - told.since).days)):
                assert any(event.occurred_on <= night < _last_day(event, ended) for event in granted)


def _last_day(leave: LeaveGranted, ended: list[date]) -> date:
    """Up to which that leave can have lasted: without a day it lasts until something else is recorded."""
    return max([leave.until or date.max, *(day for day in ended if day > leave.occurred_on)])

"""The whole region comes out at the published figures, within loose bands: it is a region of dice, and a small one."""

from collections import Counter
from datetime import date
from itertools import pairwise
from statistics import mean, median

import pytest

from domain.calendar import amsterdam_day
from domain.codes import Gender, MoveReason, Setting
from domain.deadlines import deadlines
from domain.events import Corrected, Moved, SteppedDown, SteppedUp, TeamReviewHeld, Voided
from domain.law.cover import closed_nights, uncovered_nights
from domain.region import Region
from domain.rules import findings
from domain.spans import Span
from domain.trajectory import Trajectory
from simulation import DEFAULT_TRAJECTORIES, trajectories_until
from simulation.figures import FIRST_DAY, IN_CARE
from tests.simulation.told import Told

END = date(2026, 12, 1)
QUARTERS = [date(year, month, 1) for year in range(2023, 2027) for month in (1, 4, 7, 10) if date(year, month, 1) >= date(2023, 7, 1)]
Episode = tuple[Trajectory, Span]


@pytest.fixture(scope="module")
def episodes(whole: Told) -> list[Episode]:
    """Closed episodes: consecutive closed stays joined, with the trajectory that each is of."""
    return [(trajectory, nights) for trajectory in whole.trajectories for nights in closed_nights(trajectory)]


@pytest.fixture(scope="module")
def lengths(episodes: list[Episode]) -> list[int]:
    """Nights of each episode that ended."""
    return [(nights.until - nights.since).days for _, nights in episodes if nights.until is not None]


@pytest.mark.parametrize("day", QUARTERS, ids=str)
def test_about_240_are_in_care_from_the_second_year_on(whole: Told, day: date) -> None:
    # The target group is some 200 to 250 jeugdigen (jeugdhulpzuidlimburg.nl/verblijf-jeugd).
    assert 200 <= len(whole.in_care_on(day)) <= 280


def test_by_then_every_setting_is_in_use(whole: Told) -> None:
    for day in QUARTERS:
        stays = [trajectory.main_stay_on(day) for trajectory in whole.in_care_on(day)]
        assert {stay.setting if stay else Setting.AMBULANT for stay in stays} == set(Setting)


def test_the_default_is_a_whole_region_until_the_end_of_2026() -> None:
    assert trajectories_until(END) == DEFAULT_TRAJECTORIES
    assert trajectories_until(FIRST_DAY) < IN_CARE
    assert 500 < DEFAULT_TRAJECTORIES < 1000


def test_closed_stays_last_half_a_year(lengths: list[int]) -> None:
    # 2021: mean 6.5 months, 11% less than one month, 13% more than a year (nji.nl, minder plaatsingen in JeugdzorgPlus).
    assert 5.5 < mean(lengths) / 30.4 < 7.5
    assert 0.06 < sum(days < 30 for days in lengths) / len(lengths) < 0.16
    assert 0.08 < sum(days > 365 for days in lengths) / len(lengths) < 0.18


def test_as_many_come_into_closed_care_as_the_region_has_part_in_the_country(episodes: list[Episode]) -> None:
    # 989 placements in 2022 and 891 in 2023 (nji.nl/cijfers/jeugdzorgplus); some 600 thousand of 17.7 million inhabitants live
    # here, and the region placed more than its part.
    for year in (2023, 2024, 2025):
        assert 0.03 * 891 < sum(nights.since.year == year for _, nights in episodes) < 0.07 * 989


def test_more_boys_than_girls_are_placed(episodes: list[Episode]) -> None:
    # 57 boys to 43 girls (nji.nl, 2021).
    first = {trajectory.trajectory_id: trajectory.gender for trajectory, _ in episodes}
    count = Counter(first.values())

    assert 0.5 < count[Gender.MALE] / (count[Gender.MALE] + count[Gender.FEMALE]) < 0.64


def test_a_third_is_younger_than_fifteen_when_placed(episodes: list[Episode]) -> None:
    # 35% (nji.nl, 2021).
    assert 0.27 < sum(trajectory.age_on(nights.since) < 15 for trajectory, nights in episodes) / len(episodes) < 0.43


def test_some_come_back_within_a_year(whole: Told, lengths: list[int]) -> None:
    # In 2022 and 2023, 15% and 14% of all placements were of somebody who had been placed in that year already
    # (placements less unique, nji.nl/cijfers/jeugdzorgplus).
    again = 0
    for trajectory in whole.trajectories:
        for before, after in pairwise(closed_nights(trajectory)):
            again += before.until is not None and (after.since - before.until).days <= 365

    assert 0.08 < again / len(lengths) < 0.22


def test_who_is_moved_is_moved_four_times(whole: Told) -> None:
    # Mean 4 (2022) to 6 (2025) of those who were moved; small samples (Verwey-Jonker, Het Vergeten Kind).
    moves = [count for trajectory in whole.trajectories if (count := trajectory.moves_until(END))]

    assert 3 < mean(moves) < 6.5
    assert 0.03 < sum(count > 10 for count in moves) / len(moves) < 0.2
    assert 0.35 < len(moves) / len(whole.trajectories) < 0.75


def test_moves_are_told_late_and_without_goodbye(whole: Told) -> None:
    # A third told at most a day before, three quarters without goodbye, 26% without knowing why (Verwey-Jonker 2025).
    moves = [*whole.events(Moved), *whole.events(SteppedDown), *whole.events(SteppedUp)]
    told_late = [move for move in moves if move.told_on is not None and (move.occurred_on - move.told_on).days <= 1]

    assert 0.27 < len(told_late) / len(moves) < 0.4
    assert 0.2 < sum(move.goodbye_possible is True for move in moves) / len(moves) < 0.3
    assert 0.68 < sum(move.told_to_youth is True for move in moves) / len(moves) < 0.8


def test_moves_within_a_setting_come_of_help_that_does_not_fit(whole: Told) -> None:
    # No fitting help 66.4%, problems at the place 56.3%, more than one answer allowed (Verwey-Jonker 2025).
    reasons = Counter(event.reason for event in whole.events(Moved))

    assert reasons.most_common(1)[0][0] is MoveReason.NO_FITTING_HELP
    assert reasons[MoveReason.PROBLEMS_AT_PLACE] > 0.25 * reasons.total()


def test_no_house_holds_more_than_it_has_room_for(whole: Told, region: Region) -> None:
    for day in QUARTERS:
        occupied = Counter(stay.location for trajectory in whole.trajectories for stay in trajectory.stays if stay.nights.covers(day))
        assert {code: count for code, count in occupied.items() if count > region.locations[code].capacity} == {}


def test_the_jeugdige_takes_part_in_most_reviews(whole: Told) -> None:
    # The region's principle: talk with the jeugdige.
    youth = Counter(event.youth.value for event in whole.events(TeamReviewHeld))

    assert 0 < youth["not_offered"] / youth.total() < 0.12


def test_most_is_recorded_within_a_day_and_some_of_it_weeks_later(whole: Told) -> None:
    days = [(amsterdam_day(step.recorded_at) - step.event.occurred_on).days for step in whole.steps]

    assert median(days) <= 1
    assert 0.02 < sum(late > 14 for late in days) / len(days) < 0.15


def test_most_trajectories_are_orderly(whole: Told) -> None:
    mended = sum(any(isinstance(r.event, Corrected | Voided) for r in history.recorded) for history in whole.histories.values())
    uncovered = [t for t in whole.trajectories if any(nights.until is not None for nights in uncovered_nights(t))]

    assert 0.05 < mended / len(whole.histories) < 0.2
    assert 5 <= len(uncovered) < 0.05 * len(whole.histories)


def test_trajectories_have_some_forty_events(whole: Told) -> None:
    assert 32 < len(whole.steps) / len(whole.histories) < 60


def test_plans_are_made_in_time_and_some_late(whole: Told) -> None:
    # Six weeks after the admission (Jeugdwet 6.2.9, from 2024 on); how many are late is nowhere published.
    long_enough = late = 0
    for trajectory in whole.trajectories:
        for due in deadlines(trajectory):
            if due.kind == "plan" and due.due_on < END and (due.over_on is None or due.over_on > due.due_on):
                long_enough += 1
                late += due.met_on is None or due.met_on > due.due_on

    assert long_enough > 50
    assert 0.03 < late / long_enough < 0.2


SOME_OF_THEM = {
    "L1": (0.02, 0.14),
    "L7": (0.02, 0.2),
    "L12": (0.08, 0.4),
    "P8": (0.02, 0.25),
    "P12": (0.15, 0.6),
}
"""Rules of closed care, and the shares of trajectories with a closed stay in which each finds something, least and most."""


@pytest.mark.parametrize("rule", SOME_OF_THEM)
def test_rules_of_closed_care_find_something_in_some_of_its_trajectories(rule: str, whole: Told) -> None:
    closed = [t for t in whole.trajectories if any(stay.setting is Setting.GESLOTEN for stay in t.stays)]
    least, most = SOME_OF_THEM[rule]

    assert least < sum(rule in _rules_not_met(trajectory) for trajectory in closed) / len(closed) < most


SELDOM = ("L2", "L3", "L5", "L6", "L8", "L9", "L10", "L11", "L13", "L14", "L15", "L16", "L17", "L18", "L19", "L20", "L21", "L22", "L23")


@pytest.mark.parametrize("rule", SELDOM)
def test_other_rules_of_law_find_something_seldom(rule: str, whole: Told) -> None:
    assert sum(rule in _rules_not_met(trajectory) for trajectory in whole.trajectories) < 0.05 * len(whole.trajectories)


def test_most_trajectories_have_no_finding_of_law_and_a_part_none_at_all(whole: Told) -> None:
    found = [_rules_not_met(trajectory) for trajectory in whole.trajectories]

    assert 0.75 < sum(not any(rule.startswith("L") for rule in rules) for rules in found) / len(found) < 0.95
    assert 0.2 < sum(not rules for rules in found) / len(found) < 0.6


def _rules_not_met(trajectory: Trajectory) -> set[str]:
    return {finding.rule for finding in findings(trajectory) if finding.since < END}

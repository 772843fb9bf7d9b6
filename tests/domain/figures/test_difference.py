"""Why a figure is another than it was: the changes are those of the recordings in between, and add up to all of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from domain.codes import Setting
from domain.envelope import Recorded
from domain.figures import (
    NO_HEIRS,
    Heirs,
    KnownFact,
    Registered,
    Statistics,
    Viewpoint,
    because,
    dimensions,
    figure_of,
    published_figure_of,
    statistics,
)
from domain.figures.making import Tallies
from domain.history import History
from domain.indicators import Aggregate, Dimension, Fact, Group, Variant, facts, indicators, places
from domain.region import Provider, Region
from domain.spans import Span
from tests.domain.stories import LONG_AGO
from tests.domain.stories import REGION as A_REGION
from tests.histories import REGION, histories

PERIOD = Span(date(2025, 1, 1), date(2025, 7, 1))
LATER = date(2025, 12, 31)
BEFORE, AFTER = 10, 20
"""The two positions of the worked cases."""

SUCCEEDED_ON = date(2025, 3, 1)


def succeeded(region: Region) -> Region:
    """The same in which koraal took over from xonar."""
    xonar = Provider("xonar", "XONAR", LONG_AGO, until=SUCCEEDED_ON, successor="koraal")
    return replace(region, providers={**region.providers, "xonar": xonar})


def as_registered(since: int, region: Region) -> Registered:
    return Registered(since, Heirs.known(region), tuple(places(region)))


AS_IT_WAS = as_registered(BEFORE, A_REGION)

exits = Variant("exits", "exit", Aggregate.COUNT, "keer", "Aantal.", labels="bestemming")


def fact(day: str, who: int = 1, measure: str = "exit", *, nights: int = 1, provider: str = "koraal", **more: Any) -> Fact:
    since = date.fromisoformat(day)
    said = {"amount": None, "met": None, "label": None, "left": None, "until": since + timedelta(nights), **more}
    group = Group(municipality="0917", provider=provider, setting=Setting.GESLOTEN)
    return Fact(trajectory_id=UUID(int=who), measure=measure, about="", since=since, group=group, **said)


known = KnownFact


def why(
    variant: Variant,
    *told: KnownFact,
    by: Dimension | None = None,
    register: Sequence[Registered] = (AS_IT_WAS,),
    days: tuple[date, date] = (LATER, LATER),
    figure: Callable[[Variant, Statistics], float | None] = figure_of,
) -> Mapping[str | None, list[tuple[int | None, Any]]]:
    first, last = Viewpoint(BEFORE, days[0]), Viewpoint(AFTER, days[1])
    found = because(variant, PERIOD, by, figure, first, last, told, register)
    return {group: [(each.position, pytest.approx(each.delta)) for each in changes] for group, changes in found.items()}


class TestWhatWasRecorded:
    def test_a_count_changes_by_each_recording(self) -> None:
        assert why(
            exits,
            known(fact("2025-02-01", 1), 3, None),
            known(fact("2025-02-02", 2), 12, None),
            known(fact("2025-02-03", 3), 15, None),
            known(fact("2025-02-04", 4), 15, None),
            known(fact("2025-02-05", 5), 4, 18),
        ) == {None: [(12, 1), (15, 2), (18, -1)]}

    def test_of_what_was_known_before_or_only_afterwards_nothing_is_told(self) -> None:
        assert (
            why(
                exits,
                known(fact("2025-02-01", 1), 3, None),
                known(fact("2025-02-02", 2), BEFORE, None),
                known(fact("2025-02-03", 3), 3, BEFORE),
                known(fact("2025-02-04", 4), AFTER + 1, None),
                known(fact("2025-02-05", 5), 3, AFTER + 1),
            )
            == {}
        )

    def test_what_was_recorded_at_the_second_position_itself_is_told(self) -> None:
        told = known(fact("2025-02-02", 2), AFTER, None), known(fact("2025-02-03", 3), 3, AFTER), known(fact("2025-02-04", 4), AFTER, None)

        assert why(exits, *told) == {None: [(AFTER, 1)]}

    def test_what_was_recorded_and_voided_in_between_changes_it_there_and_back(self) -> None:
        assert why(exits, known(fact("2025-02-02"), 12, 15)) == {None: [(12, 1), (15, -1)]}

    def test_of_what_is_known_otherwise_and_counts_the_same_nothing_is_told(self) -> None:
        told = fact("2025-02-02", met=True), fact("2025-02-05", met=False)

        assert why(exits, known(told[0], 3, 15), known(told[1], 15, None)) == {}

    def test_one_that_is_recorded_again_word_for_word_changes_nothing(self) -> None:
        assert why(exits, known(fact("2025-02-02"), 3, 15), known(fact("2025-02-02"), 15, None)) == {}

    def test_two_of_one_jeugdige_are_two_and_he_is_one(self) -> None:
        people = replace(exits, aggregate=Aggregate.UNIQUE)
        told = known(fact("2025-02-02"), 3, 15), known(fact("2025-02-02"), 12, None), known(fact("2025-03-02"), 13, 16)

        assert why(exits, *told) == {None: [(12, 1), (13, 1), (15, -1), (16, -1)]}
        assert why(people, *told) == {}

    def test_another_measure_or_period_changes_nothing(self) -> None:
        assert why(exits, known(fact("2025-02-02", measure="entry"), 12, None), known(fact("2025-07-01"), 13, None)) == {}

    def test_a_median_changes_by_what_comes_beside_the_others(self) -> None:
        lasted = replace(exits, aggregate=Aggregate.MEDIAN)

        assert why(
            lasted,
            known(fact("2025-02-01", 1, amount=10.0), BEFORE, None),
            known(fact("2025-02-02", 2, amount=20.0), 12, None),
            known(fact("2025-02-03", 3, amount=90.0), 13, 15),
            known(fact("2025-02-03", 3, amount=16.0), 15, None),
        ) == {None: [(12, 5), (13, 5), (15, -4)]}

    def test_a_share_of_nothing_counts_as_nothing(self) -> None:
        met = replace(exits, aggregate=Aggregate.SHARE)

        assert why(met, known(fact("2025-02-01", 1, met=True), 12, None), known(fact("2025-02-02", 2, met=False), 13, 15)) == {
            None: [(12, 100), (13, -50), (15, 50)]
        }

    def test_a_published_figure_changes_only_where_it_is_rounded_to_another(self) -> None:
        told = [known(fact("2025-02-01", number), 10 + number, None) for number in range(1, 6)]

        assert why(exits, *told, figure=published_figure_of) == {None: [(13, 5)]}


class TestGroups:
    def test_what_goes_from_one_label_to_another_leaves_the_one_and_joins_the_other(self) -> None:
        told = known(fact("2025-02-02", label="home"), 3, 15), known(fact("2025-02-02", label="network"), 15, None)

        assert why(exits, *told) == {}
        assert why(exits, *told, by=Dimension.LABEL) == {"home": [(15, -1)], "network": [(15, 1)]}

    def test_by_label_nights_of_the_denominator_are_those_of_every_group(self) -> None:
        per_night = replace(exits, aggregate=Aggregate.PER_HUNDRED_NIGHTS, other="night")
        nights = partial(fact, "2025-02-01", measure="night")

        assert why(
            per_night,
            known(nights(1, nights=100), 3, None),
            known(nights(2, nights=100), 14, None),
            known(fact("2025-02-02", 1, label="home"), 4, None),
            known(fact("2025-02-03", 1, label="network"), 12, None),
            by=Dimension.LABEL,
        ) == {"home": [(14, -0.5)], "network": [(12, 1), (14, -0.5)]}


class TestTheDayAskedAbout:
    def test_a_later_day_changes_it_first_by_what_was_known_then(self) -> None:
        told = known(fact("2025-02-01"), 3, 15), known(fact("2025-05-01"), 4, None), known(fact("2025-05-02"), 12, None)

        assert why(exits, *told, days=(date(2025, 3, 1), LATER)) == {None: [(None, 1), (12, 1), (15, -1)]}

    def test_an_earlier_day_takes_away(self) -> None:
        told = known(fact("2025-02-01"), 3, None), known(fact("2025-05-01"), 4, None), known(fact("2025-05-02"), 12, None)

        assert why(exits, *told, days=(LATER, date(2025, 3, 1))) == {None: [(None, -1)]}

    def test_before_the_period_there_is_nothing(self) -> None:
        assert why(exits, known(fact("2025-02-01"), 3, None), days=(date(2024, 12, 31), LATER)) == {None: [(None, 1)]}


class TestTheRegister:
    occupancy = Variant("occupancy", "night", Aggregate.OCCUPANCY, "%", "Bezetting.", other="place")
    night = partial(fact, "2025-02-01", measure="night", until=None)

    def houses(self, capacity: int) -> Region:
        """One house, of so many places."""
        house = replace(A_REGION.locations["gesloten-1"], capacity=capacity)
        return replace(A_REGION, locations={"gesloten-1": house})

    def test_occupancy_changes_with_the_places(self) -> None:
        register = [as_registered(3, self.houses(8)), as_registered(15, self.houses(10))]
        told = known(self.night(1), 3, None), known(self.night(2), 12, None), known(self.night(3), 18, None)

        assert why(self.occupancy, *told, register=register) == {None: [(12, 12.5), (15, -5), (18, 10)]}
        assert why(self.occupancy, *told, by=Dimension.SETTING, register=register) == {"gesloten": [(12, 12.5), (15, -5), (18, 10)]}

    def test_after_the_second_position_it_may_change_as_it_likes(self) -> None:
        register = [as_registered(3, self.houses(8)), as_registered(AFTER + 1, self.houses(10))]

        assert why(self.occupancy, known(self.night(1), 3, None), register=register) == {}

    def test_at_one_position_all_of_it_is_one_change(self) -> None:
        register = [as_registered(3, self.houses(8)), as_registered(15, self.houses(10))]

        assert why(self.occupancy, known(self.night(1), 15, None), register=register) == {None: [(15, 10)]}

    def test_after_a_succession_the_successor_has_what_was_anothers(self) -> None:
        nights = Variant("nights", "night", Aggregate.NIGHTS, "nachten", "Nachten.")
        register = [as_registered(3, A_REGION), as_registered(15, succeeded(A_REGION))]
        told = (
            known(fact("2025-02-27", 1, "night", nights=10, provider="xonar"), 3, None),
            known(fact("2025-02-28", 2, "night", nights=2, provider="xonar"), 18, None),
        )

        assert why(nights, *told, register=register) == {None: [(18, 2)]}
        assert why(nights, *told, by=Dimension.PROVIDER, register=register) == {"xonar": [(15, -8), (18, 1)], "koraal": [(15, 8), (18, 1)]}

    def test_after_a_succession_a_move_was_one_within_a_provider(self) -> None:
        within = Variant("within", "move", Aggregate.SHARE, "%", "Binnen.", label="overplaatsing", labels="binnen of buiten")
        register = [as_registered(3, A_REGION), as_registered(15, succeeded(A_REGION))]
        told = [known(fact("2025-04-01", 1, "move", left="xonar", label="doorplaatsing"), 3, None)]

        assert why(within, *told, register=register) == {None: [(15, 100)]}


class Lived(NamedTuple):
    """What a region recorded: its histories at even positions of the log, and its register at odd ones."""

    histories: Sequence[History]
    positions: Sequence[int]
    register: Sequence[Registered]

    def facts(self, position: int) -> list[Fact]:
        there = (history.as_of(position) for history in self.histories)
        return [each for history in there if history is not None for each in facts(history)]

    def known(self) -> list[KnownFact]:
        return [each for history in self.histories for each in _known(history)]

    def registered(self, position: int) -> Registered:
        return [each for each in self.register if each.since <= position][-1]


def _known(history: History) -> Iterable[KnownFact]:
    """By what was known after each recording."""
    since: dict[Fact, int] = {}
    for grown in history.grown():
        there, position = set(facts(History(grown.recorded))), grown.newest.position
        yield from [KnownFact(each, since.pop(each), position) for each in set(since) - there]
        since |= dict.fromkeys(there - set(since), position)
    yield from (KnownFact(each, first, None) for each, first in since.items())


@st.composite
def lived(draw: DrawFn) -> Lived:
    stories = draw(st.lists(histories(max_events=40), min_size=1, max_size=4))
    told = [replace(each, trajectory_id=UUID(int=number)) for number, story in enumerate(stories, start=1) for each in story.recorded]
    entries = [replace(each, position=2 * n) for n, each in enumerate(sorted(told, key=lambda each: each.recorded_at), start=1)]
    by_trajectory: dict[UUID, list[Recorded]] = {}
    for entry in entries:
        by_trajectory.setdefault(entry.trajectory_id, []).append(entry)
    fuller = replace(REGION, locations={code: replace(house, capacity=5) for code, house in REGION.locations.items()})
    regions = draw(st.lists(st.sampled_from([REGION, succeeded(REGION), fuller, succeeded(fuller)]), max_size=2))
    turns = sorted(draw(st.sets(st.integers(0, len(entries)), min_size=len(regions), max_size=len(regions))))
    register = [as_registered(0, REGION), *(as_registered(2 * turn + 1, region) for turn, region in zip(turns, regions, strict=True))]
    positions = sorted({*(entry.position for entry in entries), *(each.since for each in register)})
    return Lived([History(tuple(each)) for each in by_trajectory.values()], positions, register)


CUTS = (None, Dimension.PROVIDER, Dimension.SETTING, Dimension.LABEL)
FIGURES = [
    (variant, by)
    for indicator in indicators().values()
    for variant in indicator.variants
    for by in CUTS
    if by is None or by in dimensions(variant)
]
"""Each variant, in each way in which it is broken down."""

days = st.dates(date(2024, 1, 15), date(2025, 6, 1))
asked = st.one_of(st.just(LATER), days)
spans = st.builds(lambda first, length: Span(first, first + timedelta(length)), days, st.integers(1, 600))
patient = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@patient
@given(st.data(), lived(), spans, asked, asked)
def test_of_any_two_positions_each_recording_is_told_by_how_much_it_changed_the_figure(
    data: st.DataObject, region: Lived, period: Span, on: date, later_on: date
) -> None:
    # given two positions
    number = len(region.positions)
    before, after = sorted(region.positions[data.draw(st.integers(0, number - 1))] for _ in range(2))
    known_facts, register = region.known(), [region.registered(before), *(each for each in region.register if each.since > before)]
    there = {position: region.facts(position) for position in region.positions if before <= position <= after}

    def figures(variant: Variant, by: Dimension | None, position: int, day: date) -> dict[str | None, float]:
        registered = region.registered(position)
        counted = [*(each for each in there[position] if each.measure in (variant.measure, variant.other)), *registered.places]
        told = statistics(variant, counted, period, day, by=by, heirs=registered.heirs)
        return {group: figure_of(variant, each) or 0.0 for group, each in told.items()}

    for variant, by in FIGURES:
        wanted = [each for each in known_facts if each.fact.measure in (variant.measure, variant.other)]
        found = because(variant, period, by, figure_of, Viewpoint(before, on), Viewpoint(after, later_on), wanted, register)

        # then each step is what the definitions say of what was known before and after it
        steps: list[tuple[int | None, dict[str | None, float]]] = [(None, figures(variant, by, before, on))]
        steps.append((None, figures(variant, by, before, later_on)))
        steps += [(position, figures(variant, by, position, later_on)) for position in there if position > before]
        expected: dict[str | None, list[tuple[int | None, Any]]] = {}
        for (_, last), (position, now) in pairwise(steps):
            for group in last.keys() | now.keys():
                if delta := now.get(group, 0.0) - last.get(group, 0.0):
                    expected.setdefault(group, []).append((position, pytest.approx(delta, abs=1e-9)))
        assert {group: [(each.position, each.delta) for each in told] for group, told in found.items()} == expected, (variant.name, by)

        # and together they are all of the difference
        for group in steps[0][1].keys() | steps[-1][1].keys():
            whole = steps[-1][1].get(group, 0.0) - steps[0][1].get(group, 0.0)
            assert sum(each.delta for each in found.get(group, ())) == pytest.approx(whole, abs=1e-9), (variant.name, by)


@patient
@given(st.data(), lived(), spans, asked)
def test_where_nothing_was_recorded_nothing_is_told(data: st.DataObject, region: Lived, period: Span, on: date) -> None:
    seen = Viewpoint(data.draw(st.sampled_from(region.positions)), on)
    known_facts, register = region.known(), [region.registered(seen.position)]

    for variant, by in FIGURES:
        assert because(variant, period, by, figure_of, seen, seen, known_facts, register) == {}, (variant.name, by)


@patient
@given(st.data(), lived(), spans, asked)
def test_what_was_counted_and_taken_out_again_leaves_nothing(data: st.DataObject, region: Lived, period: Span, on: date) -> None:
    there = region.facts(region.positions[-1])
    out = data.draw(st.integers(0, len(there)))

    for variant, by in FIGURES:
        tallies = Tallies(variant, period, on, by=by, heirs=NO_HEIRS)
        for each in there:
            tallies.count(each)
        for each in there[:out]:
            tallies.count(each, -1)
        assert tallies.statistics() == statistics(variant, there[out:], period, on, by=by), (variant.name, by)

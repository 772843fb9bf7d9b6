"""What is told of figures: by period and group, exactly, protected or as published; checked against the definitions alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.calendar import add_days, add_months
from domain.codes import Setting
from domain.figures import Detail, Period, PeriodKind, Statistics, Told, counts_of, dimensions, figure_of, periods, report, statistics
from domain.figures.disclosure import REGION, is_small
from domain.figures.report import NONE, Cells, Column, Count, numbers_by_label
from domain.figures.statistics import published_figure_of
from domain.figures.tally import NIGHTLY, STANDING
from domain.indicators import Aggregate, Dimension, Fact, Group, Variant, facts, indicators
from domain.spans import Span
from simulation import simulate
from tests.simulation.told import Told as Region
from tests.simulation.told import register

YEAR = Span(date(2024, 1, 1), date(2025, 1, 1))
LATER = date(2025, 9, 1)
MONTH, QUARTER, HALF_YEAR = PeriodKind
MUNICIPALITY = Dimension.MUNICIPALITY

ADDED_UP = frozenset({Aggregate.COUNT, Aggregate.STOCK, Aggregate.NIGHTS})
NOT_ADDED_UP = frozenset({Aggregate.UNIQUE, Aggregate.REPEATED})

Key = tuple[Period, str | None]


def counted(some: Iterable[Fact], on: date) -> Count:
    """Counts facts by the definitions."""
    there = list(some)

    def count(variant: Variant, asked: Sequence[Period], by: Dimension | None) -> Cells:
        found: dict[tuple[Period, Column], Statistics] = {}
        for period in asked:
            for group, told in statistics(variant, there, period.days, on, by=by).items():
                found[period, group] = told
            for told in statistics(variant, there, period.days, on).values() if by and variant.aggregate in NIGHTLY else ():
                found[period, REGION] = told
        return found

    return count


def rows(
    variant: Variant,
    some: Iterable[Fact],
    kind: PeriodKind,
    *,
    by: Dimension | None = None,
    detail: Detail = Detail.PROTECTED,
    days: Span = YEAR,
    on: date = LATER,
) -> list[Told]:
    return list(report(variant, list(periods(kind, days)), on, by, detail, counted(some, on)))


def said(told: Iterable[Told]) -> dict[tuple[str, str | None], float | str | None]:
    return {(row.period.name, row.group): "hidden" if row.suppressed else row.value for row in told}


def variant(aggregate: Aggregate, label: str | None = None) -> Variant:
    other = "o" if aggregate in (Aggregate.OCCUPANCY, Aggregate.PER_HUNDRED_NIGHTS) else None
    return Variant("v", "m", aggregate, "", "", other=other, label=label, labels="labels")


def fact(day: str, municipality: str | None = "0917", *, who: int, until: str | None = None, amount: float | None = None) -> Fact:
    since = date.fromisoformat(day)
    end = date.fromisoformat(until) if until else add_days(since, 1)
    return Fact(UUID(int=who), "m", "x", since, end, amount, None, None, None, Group(municipality))


def several(
    number: int, day: str, municipality: str | None = "0917", *, until: str | None = None, amount: float | None = None
) -> list[Fact]:
    """Of so many jeugdigen, in every municipality others."""
    first = 1000 * int(municipality or 0)
    return [fact(day, municipality, who=first + who, until=until, amount=amount) for who in range(number)]


COUNT = variant(Aggregate.COUNT)


class TestWhatIsTold:
    def test_every_period_and_every_group_in_order_those_without_last(self) -> None:
        some = [*several(6, "2024-02-05", "0935"), *several(7, "2024-02-05", None), *several(8, "2024-08-05", "0917")]

        told = rows(COUNT, some, HALF_YEAR, by=MUNICIPALITY)

        assert said(told) == {
            ("2024-H1", "0917"): 0,
            ("2024-H1", "0935"): 6,
            ("2024-H1", NONE): 7,
            ("2024-H2", "0917"): 8,
            ("2024-H2", "0935"): 0,
            ("2024-H2", NONE): 0,
        }
        assert [(row.period.name, row.group) for row in told] == list(said(told))

    def test_of_the_region_also_where_nothing_is(self) -> None:
        assert said(rows(COUNT, several(6, "2024-02-05"), HALF_YEAR)) == {("2024-H1", None): 6, ("2024-H2", None): 0}
        assert said(rows(variant(Aggregate.MEDIAN), [], HALF_YEAR)) == {("2024-H1", None): None, ("2024-H2", None): None}

    @pytest.mark.parametrize("detail", Detail)
    def test_nothing_of_what_has_not_begun_and_the_days_so_far_of_what_runs(self, detail: Detail) -> None:
        some = [*several(6, "2024-02-05"), *several(7, "2024-02-06"), *several(9, "2024-04-05")]

        assert said(rows(COUNT, some, QUARTER, detail=detail, on=date(2024, 2, 5))) in (
            {("2024-Q1", None): 6},
            {("2024-Q1", None): 5},  # as published
        )
        assert rows(COUNT, some, QUARTER, detail=detail, on=date(2023, 12, 31)) == []


class TestProtection:
    def test_a_number_below_five_is_not_told_nor_is_the_one_from_which_it_follows(self) -> None:
        some = [*several(4, "2024-02-05", "0917"), *several(6, "2024-02-05", "0935"), *several(9, "2024-02-05", "1883")]

        told = said(rows(COUNT, some, QUARTER, by=MUNICIPALITY, days=Span(date(2024, 1, 1), date(2024, 2, 1))))

        assert told == {("2024-Q1", "0917"): "hidden", ("2024-Q1", "0935"): "hidden", ("2024-Q1", "1883"): 9}
        assert said(rows(COUNT, some, QUARTER))["2024-Q1", None] == 19

    def test_a_month_is_hidden_with_another_of_its_quarter_whichever_is_asked(self) -> None:
        some = [*several(4, "2024-01-05"), *several(7, "2024-02-05"), *several(6, "2024-03-05")]
        asked = [said(rows(COUNT, some, MONTH, days=Span(date(2024, month, 1), date(2024, month, 2)))) for month in (1, 2, 3)]

        assert asked == [{("2024-01", None): "hidden"}, {("2024-02", None): 7}, {("2024-03", None): "hidden"}]
        assert said(rows(COUNT, some, QUARTER))["2024-Q1", None] == 17

    def test_what_is_hidden_of_a_half_year_is_hidden_of_its_months(self) -> None:
        some = [*several(4, "2024-02-05", "0917"), *several(40, "2024-02-05", "0935"), *several(40, "2024-08-05", "0917")]

        told = said(rows(COUNT, some, MONTH, by=MUNICIPALITY))

        assert {group for (_, group), value in told.items() if value == "hidden"} == {"0917", "0935"}
        assert all(value == "hidden" for (month, _), value in told.items() if month <= "2024-06")
        assert told["2024-08", "0917"] == 40

    def test_a_quarter_stands_as_its_last_month_does_and_no_other_month_follows(self) -> None:
        stock = variant(Aggregate.STOCK)
        some = [*several(3, "2024-01-05", until="2024-02-10"), *several(9, "2024-02-20", until="2024-03-10")]

        assert said(rows(stock, some, MONTH, days=Span(date(2024, 1, 1), date(2024, 4, 1)))) == {
            ("2024-01", None): "hidden",
            ("2024-02", None): 9,
            ("2024-03", None): 0,
        }
        few = several(3, "2024-03-05", until="2024-04-10")
        assert said(rows(stock, few, MONTH))["2024-03", None] == said(rows(stock, few, QUARTER))["2024-Q1", None] == "hidden"

    def test_jeugdigen_of_months_do_not_add_up_so_each_stands_alone(self) -> None:
        unique = variant(Aggregate.UNIQUE)
        some = [*several(3, "2024-01-05"), *several(9, "2024-02-05"), *several(6, "2024-03-05")]

        assert list(said(rows(unique, some, MONTH)).values())[:3] == ["hidden", 9, 6]
        assert said(rows(unique, some, QUARTER))["2024-Q1", None] == 9

    def test_many_nights_of_few_are_hidden(self) -> None:
        nights = variant(Aggregate.NIGHTS)
        few = several(4, "2024-01-05", until="2024-05-01")
        many = several(5, "2024-01-05", until="2024-05-01")

        assert set(said(rows(nights, few, MONTH)).values()) == {"hidden", 0}
        assert said(rows(nights, many, QUARTER))["2024-Q1", None] == 5 * 87

    def test_nights_of_the_same_few_in_several_months_are_hidden_in_the_quarter_too(self) -> None:
        nights = variant(Aggregate.NIGHTS)
        same = several(4, "2024-01-05", until="2024-03-20")

        assert said(rows(nights, same, QUARTER))["2024-Q1", None] == "hidden"

    def test_a_median_of_few_is_hidden_and_one_of_nothing_is_nothing(self) -> None:
        median = variant(Aggregate.MEDIAN)

        told = said(rows(median, several(4, "2024-01-05", amount=12.0), HALF_YEAR))

        assert told == {("2024-H1", None): "hidden", ("2024-H2", None): None}

    def test_zero_is_told_unless_it_keeps_another_company(self) -> None:
        some = [*several(2, "2024-02-05", "0917"), *several(40, "2024-02-05", "0935"), *several(9, "2024-05-05", "1883")]

        told = said(rows(COUNT, some, QUARTER, by=MUNICIPALITY, days=Span(date(2024, 1, 1), date(2024, 4, 1))))

        assert told["2024-Q1", "0917"] == "hidden"
        assert list(told.values()).count("hidden") > 1
        assert 0 in told.values() or told["2024-Q1", "1883"] == "hidden", "a group of the half-year has a row in each of its quarters"


class TestFewJeugdigen:
    """Of whom there are many facts: they do not add up as these do."""

    def spread(self, people: int) -> list[Fact]:
        """Six facts in each month of a quarter, of three jeugdigen a month, and of so many in all."""
        days = ("2024-01-05", "2024-02-05", "2024-03-05")
        return [fact(day, who=(3 * month + nth % 3) % people) for month, day in enumerate(days) for nth in range(6)]

    def test_who_are_the_same_in_every_month_are_few_in_the_quarter_too(self) -> None:
        assert said(rows(COUNT, self.spread(3), QUARTER))["2024-Q1", None] == "hidden"

    def test_who_are_others_in_every_month_are_not_few_in_the_quarter(self) -> None:
        assert set(said(rows(COUNT, self.spread(9), MONTH, days=Span(date(2024, 1, 1), date(2024, 4, 1)))).values()) == {"hidden"}
        assert said(rows(COUNT, self.spread(9), QUARTER))["2024-Q1", None] == 18

    def test_of_every_group_need_not_be_few_in_the_region(self) -> None:
        some = [
            fact(each.since.isoformat(), municipality, who=each.trajectory_id.int + first)
            for municipality, first in (("0917", 0), ("0935", 100))
            for each in self.spread(3)
        ]

        assert set(said(rows(COUNT, some, QUARTER, by=MUNICIPALITY, days=Span(date(2024, 1, 1), date(2024, 4, 1)))).values()) == {"hidden"}
        assert said(rows(COUNT, some, QUARTER))["2024-Q1", None] == 36


class TestWhatIsCounted:
    """Each question is a look at very many facts."""

    def asked(
        self, variant: Variant, some: Iterable[Fact], kind: PeriodKind, by: Dimension | None = MUNICIPALITY
    ) -> list[tuple[set[PeriodKind], Dimension | None]]:
        asked: list[tuple[set[PeriodKind], Dimension | None]] = []
        count = counted(some, LATER)

        def noted(variant: Variant, there: Sequence[Period], by: Dimension | None) -> Cells:
            asked.append(({period.kind for period in there}, by))
            return count(variant, there, by)

        list(report(variant, list(periods(kind, YEAR)), LATER, by, Detail.PROTECTED, noted))
        return asked

    FEW_IN_JANUARY = (*several(2, "2024-01-05", until="2024-01-09"), *several(8, "2024-02-05", until="2024-09-01"))

    @pytest.mark.parametrize("aggregate", [Aggregate.COUNT, Aggregate.STOCK])
    def test_is_what_is_asked_where_the_rest_follows_from_it(self, aggregate: Aggregate) -> None:
        assert self.asked(variant(aggregate), several(8, "2024-01-05", until="2024-09-01"), MONTH) == [({MONTH}, MUNICIPALITY)]
        assert self.asked(variant(aggregate), self.FEW_IN_JANUARY, MONTH) == [({MONTH}, MUNICIPALITY)]

    def test_are_the_longer_periods_too_where_it_is_open_whether_they_are_of_few(self) -> None:
        a_few_each_month = [*several(4, "2024-01-05"), *several(4, "2024-02-05")]

        assert self.asked(COUNT, a_few_each_month, MONTH, None) == [({MONTH}, None), ({QUARTER}, None), ({HALF_YEAR}, None)]

    def test_are_the_nights_of_all_periods_and_of_the_region_at_once(self) -> None:
        assert self.asked(variant(Aggregate.NIGHTS), self.FEW_IN_JANUARY, QUARTER) == [({MONTH, QUARTER, HALF_YEAR}, MUNICIPALITY)]


class TestHowMuchIsTold:
    SOME = (*several(4, "2024-02-05", "0917"), *several(63, "2024-02-05", "0935"), *several(8, "2024-02-05", "1883"))

    def told(self, detail: Detail) -> list[float | str | None]:
        return list(
            said(rows(COUNT, self.SOME, HALF_YEAR, by=MUNICIPALITY, detail=detail, days=Span(date(2024, 1, 1), date(2024, 2, 1)))).values()
        )

    def test_exactly_everything(self) -> None:
        assert self.told(Detail.EXACT) == [4, 63, 8]

    def test_protected_all_but_what_is_small(self) -> None:
        assert self.told(Detail.PROTECTED) == ["hidden", 63, "hidden"]

    def test_published_the_same_to_five(self) -> None:
        assert self.told(Detail.PUBLISHED) == ["hidden", 65, "hidden"]


# What holds of every report: the facts are made after a table of numbers, and lived in a simulated region


@st.composite
def numbers(draw: st.DrawFn) -> list[Fact]:
    """Facts of a year of three municipalities and of none, many of them of few; of some jeugdigen there are several."""
    number = st.sampled_from([0, 0, 0, 1, 2, 4, 5, 6, 9])
    months = draw(st.lists(st.lists(number, min_size=4, max_size=4), min_size=1, max_size=12))
    people, lengths, shift = draw(st.integers(3, 200)), draw(st.sampled_from([(1,), (1, 20, 45), (10, 100, 400)])), draw(st.integers(0, 5))
    made: list[Fact] = []
    for month, row in enumerate(months):
        for group, size in zip(("0917", "0935", "1883", None), row, strict=True):
            for nth in range(size):
                number_of_all = len(made) + shift
                since = add_days(add_months(YEAR.since, month), nth * 7 % 28)
                until = add_days(since, lengths[number_of_all % len(lengths)])
                met = (True, False, None)[number_of_all % 3 % (2 + shift % 2)]
                who = UUID(int=number_of_all % people)
                label = ("a", "b", None)[nth % 3]
                cell = Group(group, setting=Setting.GESLOTEN if nth % 2 else Setting.LEEFHUIS)
                made.append(Fact(who, "m", str(number_of_all), since, until, float(nth), met, label, None, cell))
    places = [replace(each, measure="o", amount=3.0) for each in made[::2]]
    return [*made, *places]


any_table = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
aggregates = st.sampled_from(Aggregate)
days_asked = st.sampled_from([LATER, date(2024, 12, 31), date(2024, 8, 20), date(2024, 5, 3), date(2024, 1, 1)])


def by_key(told: Iterable[Told]) -> dict[Key, Told]:
    return {(row.period, row.group): row for row in told}


def value_of(told: Mapping[Key, Told], key: Key, nothing: float | None) -> float | None:
    """What is told of a group that may have no row, where nothing of it counts in any period."""
    return told[key].value if key in told else nothing


class Laws:
    """Every kind of report of one variant."""

    def __init__(self, variant: Variant, some: Sequence[Fact], on: date, by: Dimension | None) -> None:
        self.variant, self.on, self.by = variant, on, by
        self._some = [each for each in some if each.measure in (variant.measure, variant.other)]
        self._counted = cache(counted(self._some, on))
        self.nothing = figure_of(variant, Statistics())

    def told(self, kind: PeriodKind, detail: Detail = Detail.PROTECTED, days: Span = YEAR, *, whole: bool = False) -> dict[Key, Told]:
        """`whole`: of the region, instead of the groups."""
        by = None if whole else self.by
        return by_key(report(self.variant, list(periods(kind, days)), self.on, by, detail, self._count))

    def _count(self, variant: Variant, asked: Sequence[Period], by: Dimension | None) -> Cells:
        return self._counted(variant, tuple(asked), by)

    def cell(self, key: Key) -> Statistics:
        period, group = key
        return self._count(self.variant, (period,), self.by).get((period, None if group == NONE else group), Statistics())

    def protected_figures_are_the_exact_ones_or_hidden(self) -> None:
        for kind in PeriodKind:
            exact = self.told(kind, Detail.EXACT)
            published = self.told(kind, Detail.PUBLISHED)
            protected = self.told(kind)
            assert exact.keys() <= protected.keys() == published.keys()
            assert not any(row.suppressed for row in exact.values())
            for key, row in protected.items():
                assert published[key].suppressed == row.suppressed
                if row.suppressed:
                    assert row.value is published[key].value is None
                else:
                    assert row.value == value_of(exact, key, self.nothing)
                    assert published[key].value == published_figure_of(self.variant, self.cell(key))

    def what_is_small_is_hidden(self) -> None:
        for kind in PeriodKind:
            for key, row in self.told(kind).items():
                assert row.suppressed or not is_small(counts_of(self.variant, self.cell(key)))

    def months_quarters_and_half_years_agree(self) -> None:
        """What is hidden of a whole is hidden of its parts, and of the parts of what is told never just one."""
        if self.variant.aggregate in NOT_ADDED_UP:
            return
        for shorter, longer in pairwise(PeriodKind):
            parts, wholes = self.told(shorter), self.told(longer)
            for (period, group), whole in wholes.items():
                within = [row for (part, its), row in parts.items() if its == group and Period.of(longer, part.since) == period]
                if self.variant.aggregate in STANDING:
                    assert [row.suppressed for row in within[-1:]] == [whole.suppressed]
                elif whole.suppressed:
                    assert all(row.suppressed for row in within)
                else:
                    assert [row.suppressed for row in within].count(True) != 1

    def groups_and_their_region_agree(self) -> None:
        """What counts in a group of a region that is hidden is hidden; and of the groups of one that is told never just one is."""
        for kind in PeriodKind:
            groups = self.told(kind)
            for (period, _), region in self.told(kind, whole=True).items():
                line = {key: row.suppressed for key, row in groups.items() if key[0] == period}
                if region.suppressed:
                    assert all(hidden or not any(counts_of(self.variant, self.cell(key))) for key, hidden in line.items())
                else:
                    assert [*line.values()].count(True) != 1

    def it_does_not_depend_on_from_and_until(self) -> None:
        for kind in PeriodKind:
            everything = self.told(kind)
            for period in periods(kind, YEAR):
                for key, row in self.told(kind, days=Span(period.since, add_days(period.since, 1))).items():
                    assert everything[key] == row
                told_alone = self.told(kind, days=period.days)
                absent = [row for key, row in everything.items() if key[0] == period and key not in told_alone]
                assert all((row.value, row.suppressed) == (self.nothing, False) for row in absent)

    def groups_add_up(self) -> None:
        if self.variant.aggregate in ADDED_UP:
            for kind in PeriodKind:
                groups = self.told(kind, Detail.EXACT)
                for (period, _), region in self.told(kind, Detail.EXACT, whole=True).items():
                    assert sum(row.value or 0 for (its, _), row in groups.items() if its == period) == region.value

    def hold(self) -> None:
        self.protected_figures_are_the_exact_ones_or_hidden()
        self.what_is_small_is_hidden()
        self.months_quarters_and_half_years_agree()
        self.groups_and_their_region_agree()
        self.it_does_not_depend_on_from_and_until()
        self.groups_add_up()


@any_table
@given(numbers(), aggregates, days_asked, st.sampled_from([None, Dimension.MUNICIPALITY, Dimension.SETTING]))
def test_what_holds_of_every_report_holds_of_any_numbers(some: list[Fact], aggregate: Aggregate, on: date, by: Dimension | None) -> None:
    Laws(variant(aggregate), some, on, by).hold()


@any_table
@given(numbers(), days_asked, st.sampled_from([Aggregate.SHARE, Aggregate.COUNT, Aggregate.PER_HUNDRED_NIGHTS]))
def test_and_by_label(some: list[Fact], on: date, aggregate: Aggregate) -> None:
    Laws(variant(aggregate, label="a" if aggregate is Aggregate.SHARE else None), some, on, Dimension.LABEL).hold()


@pytest.fixture(scope="module")
def lived() -> list[Fact]:
    """What counts of a simulated region."""
    histories = Region(simulate(11, 60, date(2025, 1, 1), register())).histories.values()
    return [each for history in histories for each in facts(history)]


VARIANTS = {f"{indicator.id}-{each.name}": each for indicator in indicators().values() for each in indicator.variants}


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_and_of_every_variant_in_a_simulated_region(lived: list[Fact], variant: Variant) -> None:
    for by in (None, *dimensions(variant)):
        Laws(variant, lived, date(2024, 11, 20), by).hold()


# A share beside its number


MOVES = indicators()["moves"]
BESIDE_THEIR_NUMBERS = {name: each for name, each in VARIANTS.items() if numbers_by_label(each)}


def moved(direction: str, number: int, day: str = "2024-02-05", municipality: str = "0917") -> list[Fact]:
    first = {"lateral": 0, "step_up": 1000, "step_down": 2000}[direction]
    return [replace(fact(day, municipality, who=first + who), measure="move", label=direction) for who in range(number)]


def share(name: str) -> Variant:
    found = MOVES.variant(name)
    assert found
    return found


class TestAShareBesideItsNumber:
    SOME = (*moved("lateral", 66), *moved("step_up", 3), *moved("step_down", 13))
    OF_A_QUARTER = Span(date(2024, 1, 1), date(2024, 4, 1))

    def test_is_hidden_where_the_number_of_its_label_is(self) -> None:
        numbers = said(rows(MOVES.default, self.SOME, QUARTER, by=Dimension.LABEL, days=self.OF_A_QUARTER))
        assert numbers == {("2024-Q1", "lateral"): 66, ("2024-Q1", "step_down"): "hidden", ("2024-Q1", "step_up"): "hidden"}
        assert said(rows(MOVES.default, self.SOME, QUARTER))["2024-Q1", None] == 82

        for detail in (Detail.PROTECTED, Detail.PUBLISHED):
            for by in (None, MUNICIPALITY):
                told = said(rows(share("step-down"), self.SOME, QUARTER, by=by, detail=detail, days=self.OF_A_QUARTER))
                assert set(told.values()) == {"hidden"}
        assert said(rows(share("step-down"), self.SOME, QUARTER, detail=Detail.EXACT))["2024-Q1", None] == 100 * 13 / 82

    def by_label(self, some: Sequence[Fact]) -> dict[str | None, float | str | None]:
        told = said(rows(MOVES.default, some, QUARTER, by=Dimension.LABEL, days=self.OF_A_QUARTER))
        return {label: number for (_, label), number in told.items()}

    def test_that_leaves_few_hides_its_number_for_with_that_of_all_it_says_how_many_these_are(self) -> None:
        """Two and one, of whom neither is told; but 73 less 70 are three."""
        some = (*moved("lateral", 2), *moved("step_up", 1), *moved("step_down", 70))

        assert said(rows(MOVES.default, some, QUARTER))["2024-Q1", None] == 73
        assert said(rows(share("step-down"), some, QUARTER))["2024-Q1", None] == "hidden"
        assert set(self.by_label(some).values()) == {"hidden"}

    def test_so_does_one_that_leaves_many_of_few_jeugdigen(self) -> None:
        same = [replace(each, trajectory_id=UUID(int=7 + nth % 2)) for nth, each in enumerate(moved("lateral", 12))]
        some = (*same, *moved("step_down", 70))

        assert said(rows(share("step-down"), some, QUARTER))["2024-Q1", None] == "hidden"
        assert set(self.by_label(some).values()) == {"hidden"}

    def test_is_hidden_where_it_would_say_how_many_have_no_label(self) -> None:
        """30 of 50 that have one: then two of 52 have none."""
        unknown = [replace(each, label=None, trajectory_id=UUID(int=9000 + nth)) for nth, each in enumerate(moved("lateral", 2))]
        some = (*moved("step_up", 20), *moved("step_down", 30), *unknown)

        assert self.by_label(some)[NONE] == "hidden"
        assert said(rows(share("step-down"), some, QUARTER))["2024-Q1", None] == "hidden"

    def test_is_told_where_that_number_is(self) -> None:
        some = (*moved("lateral", 66), *moved("step_up", 7), *moved("step_down", 13))

        assert said(rows(share("step-down"), some, QUARTER))["2024-Q1", None] == 100 * 13 / 86

    def test_are_these(self) -> None:
        assert set(BESIDE_THEIR_NUMBERS) == {
            "inflow-from-home",
            "moves-step-up",
            "moves-step-down",
            "nearness-stand-same-municipality",
        }


@st.composite
def by_label(draw: st.DrawFn, labels: tuple[str, ...], measure: str) -> list[Fact]:
    """Facts of a half-year, many labels with few of them; of the same number of jeugdigen."""
    number = st.sampled_from([0, 1, 2, 4, 5, 6, 13, 40])
    made: list[Fact] = []
    for month in range(1, 7):
        for label in labels:
            for _ in range(draw(number)):
                one = fact(f"2024-{month:02}-05", ("0917", "0935")[len(made) % 3 % 2], who=len(made), until=f"2024-{month:02}-28")
                # What stands is asked of the last night.
                made.append(replace(one, measure=measure, label=label, until=add_months(one.since, 1)))
    return made


@pytest.mark.parametrize("variant", BESIDE_THEIR_NUMBERS.values(), ids=BESIDE_THEIR_NUMBERS)
@any_table
@given(data=st.data())
def test_nothing_that_is_hidden_of_numbers_follows_from_the_shares_beside_them(variant: Variant, data: st.DataObject) -> None:
    sisters = [each for each in BESIDE_THEIR_NUMBERS.values() if each.measure == variant.measure]
    numbers = numbers_by_label(variant)
    assert numbers is not None
    labels = ("others", *(each.label for each in sisters if each.label))
    some = data.draw(by_label(labels, variant.measure))
    for kind in PeriodKind:
        of_labels = Laws(numbers, some, LATER, Dimension.LABEL).told(kind)
        whole = Laws(numbers, some, LATER, None).told(kind)
        shares = {each.label: Laws(each, some, LATER, MUNICIPALITY).told(kind, whole=True) for each in sisters}
        for (period, _), region in whole.items():
            told = {label for label in labels if (key := (period, label)) in of_labels and not of_labels[key].suppressed}
            told |= {label for label, rows_ in shares.items() if label and not rows_[period, None].suppressed and not region.suppressed}
            left = [label for label in labels if (period, label) in of_labels and label not in told]
            assert region.suppressed or len(left) != 1
            for label in left:
                if label in shares:
                    assert shares[label][period, None].suppressed
            # And what is hidden of a share for what it leaves is not told by the number of its label.
            for label, rows_ in shares.items():
                counted_here = Laws(numbers, some, LATER, Dimension.LABEL).told(kind, Detail.EXACT)
                whole_here = Laws(numbers, some, LATER, None).told(kind, Detail.EXACT)[period, None].value or 0
                number = value_of(counted_here, (period, label), 0) or 0
                if label and number and 0 < whole_here - number < 5:
                    assert rows_[period, None].suppressed
                    assert of_labels[period, label].suppressed


@pytest.mark.parametrize("variant", BESIDE_THEIR_NUMBERS.values(), ids=BESIDE_THEIR_NUMBERS)
@any_table
@given(data=st.data())
def test_and_what_holds_of_every_report_holds_of_them(variant: Variant, data: st.DataObject) -> None:
    some = data.draw(by_label(("others", str(variant.label)), variant.measure))
    for by in (None, MUNICIPALITY):
        Laws(variant, some, LATER, by).hold()

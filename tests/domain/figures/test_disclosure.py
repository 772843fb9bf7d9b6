"""What is not told of a table, so that small counts are neither read nor computed."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

from domain.figures.disclosure import REGION, Counts, Whole, hidden, is_small, rounded, rounded_share

Key = tuple[str, str | Whole | None]
Table = dict[Key, Counts]

HALF_YEAR = {"spring": "half", "summer": "half", "jan": "spring", "feb": "spring", "mar": "spring", "apr": "summer", "may": "summer"}
"""Of which the second quarter is still running."""
LONGER_OF_SPRING = {"jan": "spring", "feb": "spring", "mar": "spring"}


def with_totals(cells: Mapping[tuple[str, str], Counts], longer: Mapping[str, str]) -> Table:
    """The table with its region and its longer periods."""
    table: Table = {}
    for (period, group), counts in cells.items():
        within: str | None = period
        while within is not None:
            for each in (group, REGION):
                table[within, each] = tuple(a + b for a, b in zip(table.get((within, each), (0,) * len(counts)), counts, strict=True))
            within = longer.get(within)
    return table


def months(rows: Mapping[str, Iterable[int]], longer: Mapping[str, str] = LONGER_OF_SPRING) -> Table:
    """Numbers by month, of groups a, b, c, ..."""
    return with_totals({(month, "abcdefgh"[nth]): (n,) for month, row in rows.items() for nth, n in enumerate(row)}, longer)


# Who attacks: all tables that agree with everything told


class Told:
    """What everybody can read, as sums of the cells of months and groups."""

    def __init__(self, table: Table, gone: Iterable[Key], longer: Mapping[str, str]) -> None:
        last = {period for period, _ in table} - set(longer.values())
        self.cells = [key for key in table if key[0] in last and key[1] is not REGION]
        self.table = table
        self.gone = frozenset(gone)
        self.longer = longer

    def made_of(self, key: Key) -> list[bool]:
        return [(key[1] is REGION or key[1] == group) and self._within(period, key[0]) for period, group in self.cells]

    def _within(self, period: str, other: str) -> bool:
        return period == other or (period in self.longer and self._within(self.longer[period], other))

    def given_away(self, unique: Callable[["Told", Key, int], bool]) -> list[Key]:
        return [
            key
            for key, counts in self.table.items()
            if key in self.gone and any(0 < n < 5 and unique(self, key, nth) for nth, n in enumerate(counts))
        ]


def by_enumeration(told: Told, key: Key, nth: int) -> bool:
    totals = [(told.made_of(other), counts[nth]) for other, counts in told.table.items() if other not in told.gone]
    most = 1 + max(counts[nth] for counts in told.table.values())
    values = set()
    for numbers in product(*([told.table[cell][nth]] if cell not in told.gone else range(most + 1) for cell in told.cells)):
        if all(sum(n for n, is_part in zip(numbers, parts, strict=True) if is_part) == total for parts, total in totals):
            values.add(sum(n for n, is_part in zip(numbers, told.made_of(key), strict=True) if is_part))
    return len(values) == 1


def by_programming(told: Told, key: Key, nth: int) -> bool:
    """By integer linear programming: the least and the most that it can be."""
    totals = [(told.made_of(other), counts[nth]) for other, counts in told.table.items() if other not in told.gone]
    rules = [LinearConstraint([parts for parts, _ in totals], *[[total for _, total in totals]] * 2)] if totals else []
    wanted = told.made_of(key)
    extremes = [
        milp([sign * part for part in wanted], integrality=[1] * len(wanted), bounds=Bounds(0, 1000), constraints=rules) for sign in (1, -1)
    ]
    assert all(found.success for found in extremes)
    return len({round(abs(found.fun)) for found in extremes}) == 1


@st.composite
def tables(draw: st.DrawFn, longer: Mapping[str, str], groups: int = 4, counts: int = 2, most: int = 12) -> Table:
    last = sorted(longer.keys() - longer.values())
    names = "abcdefgh"[: draw(st.integers(1, groups))]
    width = draw(st.integers(1, counts))
    number = st.integers(0, most) | st.sampled_from([0, 0, 1, 2, 5])
    return with_totals({(period, name): tuple(draw(number) for _ in range(width)) for period in last for name in names}, longer)


slow = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@slow
@given(tables({"jan": "spring", "feb": "spring"}, groups=2, counts=1, most=6))
def test_no_small_count_follows_in_any_table_that_can_be_written_out(table: Table) -> None:
    longer = {"jan": "spring", "feb": "spring"}

    assert Told(table, hidden(table, longer), longer).given_away(by_enumeration) == []


ZEROS_IN_THE_WAY = with_totals(
    {
        ("jan", "a"): (0, 0),
        ("feb", "a"): (9, 9),
        ("mar", "a"): (0, 0),
        ("jan", "b"): (9, 0),
        ("feb", "b"): (3, 3),
        ("mar", "b"): (0, 9),
    },
    LONGER_OF_SPRING,
)
"""What keeps the one count of feb, b company cannot do so for the other."""


@slow
@given(tables(LONGER_OF_SPRING))
@example(ZEROS_IN_THE_WAY)
def test_no_small_count_of_a_quarter_follows_from_all_that_is_told(table: Table) -> None:
    assert Told(table, hidden(table, LONGER_OF_SPRING), LONGER_OF_SPRING).given_away(by_programming) == []


@slow
@given(tables(HALF_YEAR))
def test_no_small_count_of_a_half_year_follows_from_all_that_is_told(table: Table) -> None:
    assert Told(table, hidden(table, HALF_YEAR), HALF_YEAR).given_away(by_programming) == []


@slow
@given(tables({str(month): "year" for month in range(6)}, groups=6, counts=1, most=30))
def test_no_small_count_of_a_wide_table_follows_from_all_that_is_told(table: Table) -> None:
    longer = {str(month): "year" for month in range(6)}

    assert Told(table, hidden(table, longer), longer).given_away(by_programming) == []


@pytest.mark.parametrize("attack", [by_enumeration, by_programming])
def test_whoever_hides_the_small_alone_gives_them_away(attack: Callable[[Told, Key, int], bool]) -> None:
    table = months({"jan": (2, 9)}, {})

    assert Told(table, {("jan", "a")}, {}).given_away(attack) == [("jan", "a")]
    assert Told(table, {("jan", "a"), ("jan", "b")}, {}).given_away(attack) == []


def test_two_hidden_in_each_line_are_not_enough_where_there_are_zeros() -> None:
    table = months({"jan": (3, 0, 9), "feb": (0, 0, 9), "mar": (9, 9, 9)})
    two_in_each_line = {("jan", "a"), ("jan", "b"), ("feb", "a"), ("feb", "b")}

    assert Told(table, two_in_each_line, LONGER_OF_SPRING).given_away(by_programming) == [("jan", "a")]
    assert Told(table, hidden(table, LONGER_OF_SPRING), LONGER_OF_SPRING).given_away(by_programming) == []


def test_two_hidden_in_each_line_are_not_enough_between_two_blocks() -> None:
    longer = dict.fromkeys(("1", "2", "3", "4"), "third")
    table = months({"1": (1, 1, 3, 50), "2": (1, 1, 50, 50), "3": (50, 50, 1, 1), "4": (50, 50, 1, 1)}, longer)
    small = {key for key, counts in table.items() if is_small(counts)}

    assert Told(table, small, longer).given_away(by_programming) == [("1", "c")]
    assert Told(table, hidden(table, longer), longer).given_away(by_programming) == []


# The rules


@slow
@given(tables(HALF_YEAR))
def test_the_small_are_hidden_and_of_what_is_hidden_all_parts(table: Table) -> None:
    gone = hidden(table, HALF_YEAR)

    for (period, group), counts in table.items():
        wholes = {(HALF_YEAR.get(period, period), group), (period, REGION)} - {(period, group)}
        if is_small(counts) or wholes & gone:
            assert (period, group) in gone


@slow
@given(tables(HALF_YEAR))
def test_no_line_of_which_the_whole_is_told_has_one_hidden_cell(table: Table) -> None:
    gone = hidden(table, HALF_YEAR)

    for period, group in table.keys() - gone:
        shorter = [(each, group) for each, above in HALF_YEAR.items() if above == period]
        groups = [key for key in table if key[0] == period and key[1] is not REGION] if group is REGION else []
        assert sum(key in gone for key in shorter) != 1
        assert sum(key in gone for key in groups) != 1


@slow
@given(tables(HALF_YEAR), st.randoms(use_true_random=False))
def test_what_is_hidden_does_not_hang_on_what_else_is_asked(table: Table, random: Random) -> None:
    gone = hidden(table, HALF_YEAR)
    other_year = {(f"other {period}", group): counts for (period, group), counts in table.items()}

    for part in (
        {key: counts for key, counts in table.items() if key[1] is REGION},
        {key: counts for key, counts in table.items() if key[0] in HALF_YEAR.values()},
        {key: counts for key, counts in table.items() if key[0] == "half"},
    ):
        assert hidden(part, HALF_YEAR) == gone & part.keys()
    assert hidden(dict(random.sample(sorted(table.items(), key=str), len(table))) | other_year, HALF_YEAR) & table.keys() == gone


def test_the_smallest_keeps_a_small_one_company() -> None:
    assert hidden(months({"jan": (2, 30, 9, 40)}, {}), {}) == {("jan", "a"), ("jan", "c")}


def test_a_zero_keeps_company_too() -> None:
    assert hidden(months({"jan": (2, 30, 0, 40)}, {}), {}) == {("jan", "a"), ("jan", "c")}


def test_of_equals_the_first_by_name_keeps_company() -> None:
    assert hidden(months({"jan": (9, 9, 9, 9, 9, 2, 9, 9)}, {}), {}) == {("jan", "a"), ("jan", "f")}


def test_two_small_ones_keep_each_other_company() -> None:
    assert hidden(months({"jan": (2, 30, 4, 40)}, {}), {}) == {("jan", "a"), ("jan", "c")}


def test_where_nothing_is_small_all_is_told() -> None:
    assert hidden(months({"jan": (5, 0), "feb": (0, 0), "mar": (0, 12)}), LONGER_OF_SPRING) == frozenset()
    assert hidden({}, {}) == frozenset()


def test_of_a_small_region_everything_is_hidden() -> None:
    assert hidden(months({"jan": (4, 0)}, {}), {}) == {("jan", REGION), ("jan", "a"), ("jan", "b")}


def test_what_is_hidden_of_a_quarter_is_hidden_of_its_months() -> None:
    table = months({"jan": (3, 9, 9), "feb": (0, 9, 9), "mar": (0, 8, 9)})

    gone = hidden(table, LONGER_OF_SPRING)

    assert {key for key in table.keys() - gone if key[1] is not REGION} == {(period, "c") for period in ("jan", "feb", "mar", "spring")}
    assert gone == {(period, group) for period in ("jan", "feb", "mar", "spring") for group in "ab"}


def test_a_small_month_hides_one_more_month_of_its_quarter_and_one_more_group_of_each() -> None:
    table = months({"jan": (2, 20, 30), "feb": (10, 20, 30), "mar": (15, 25, 35)})

    assert hidden(table, LONGER_OF_SPRING) == {("jan", "a"), ("jan", "b"), ("feb", "a"), ("feb", "b")}


def test_two_hidden_months_keep_each_other_company_in_every_group() -> None:
    table = months({"jan": (0, 3), "feb": (0, 3), "mar": (20, 0)})

    assert hidden(table, LONGER_OF_SPRING) == {(month, group) for month in ("jan", "feb") for group in ("a", "b", REGION)}


def test_a_share_is_hidden_if_few_are_met_or_few_are_not() -> None:
    few_met = with_totals({("jan", "a"): (2, 40), ("jan", "b"): (20, 20), ("jan", "c"): (30, 30)}, {})
    few_not_met = with_totals({("jan", "a"): (40, 2), ("jan", "b"): (20, 20), ("jan", "c"): (30, 30)}, {})
    all_met = with_totals({("jan", "a"): (40, 0), ("jan", "b"): (20, 20), ("jan", "c"): (30, 30)}, {})

    assert hidden(few_met, {}) == {("jan", "a"), ("jan", "b")}
    assert hidden(few_not_met, {}) == {("jan", "a"), ("jan", "b")}
    assert hidden(all_met, {}) == frozenset()


def test_what_has_nothing_to_give_or_take_keeps_no_company() -> None:
    """Nobody of b is counted at all, and a month in which nobody is counted takes nothing from another."""
    table = months({"jan": (2, 20, 0), "feb": (10, 20, 0), "mar": (0, 0, 0)})

    gone = hidden(table, LONGER_OF_SPRING)

    assert gone == {("jan", "a"), ("jan", "b"), ("feb", "a"), ("feb", "b")}


def test_what_does_not_add_up_over_time_is_hidden_period_by_period() -> None:
    people: Table = {
        ("spring", REGION): (9,),
        ("jan", REGION): (9,),
        ("feb", REGION): (3,),
        **{("spring", group): (n,) for group, n in (("a", 4), ("b", 5))},
        **{("jan", group): (n,) for group, n in (("a", 0), ("b", 9))},
        **{("feb", group): (n,) for group, n in (("a", 0), ("b", 3))},
    }

    assert hidden(people, {}) == {("spring", "a"), ("spring", "b"), ("feb", REGION), ("feb", "a"), ("feb", "b")}


@given(tables({"mar": "spring", "jun": "summer"}))
def test_the_stock_of_a_quarter_is_hidden_or_told_with_that_of_its_last_month(table: Table) -> None:
    gone = hidden(table, {"mar": "spring", "jun": "summer"})

    assert all((("mar", group) in gone) == (("spring", group) in gone) for _, group in table)


@given(tables(HALF_YEAR, groups=1))
def test_an_only_group_is_hidden_or_told_with_the_region(table: Table) -> None:
    gone = hidden(table, HALF_YEAR)

    assert all(((period, "a") in gone) == ((period, REGION) in gone) for period, _ in table)


@slow
@given(tables(HALF_YEAR))
def test_a_cell_that_is_not_given_is_a_zero(table: Table) -> None:
    given_cells = {key: counts for key, counts in table.items() if any(counts) or key[1] is REGION}
    groups = {group for _, group in given_cells}

    same = {key: counts for key, counts in table.items() if key[1] in groups}
    assert hidden(given_cells, HALF_YEAR) == hidden(same, HALF_YEAR)


def test_many_nights_of_few_are_hidden_too_and_do_not_follow() -> None:
    nights = months({"jan": (30, 40, 50), "feb": (28, 40, 50), "mar": (0, 40, 50)})
    few = {("spring", "a"), ("jan", "a"), ("feb", "a")}

    gone = hidden(nights, LONGER_OF_SPRING, also_small=few)

    assert gone == {(period, group) for period in ("jan", "feb", "mar", "spring") for group in "ab"}


def test_the_threshold_is_policy() -> None:
    table = months({"jan": (9, 30, 40)}, {})

    assert hidden(table, {}) == frozenset()
    assert hidden(table, {}, below=10) == {("jan", "a"), ("jan", "b")}


def test_unknown_is_a_group_like_another() -> None:
    table: Table = {("jan", REGION): (51,), ("jan", None): (2,), ("jan", "a"): (9,), ("jan", "b"): (40,)}

    assert hidden(table, {}) == {("jan", None), ("jan", "a")}


@pytest.mark.parametrize(
    ("table", "longer", "what"),
    [
        ({("jan", "a"): (7,)}, {}, "has no region"),
        ({("jan", REGION): (7,)}, {"jan": "spring"}, "spring is not there"),
        ({("jan", REGION): (7,), ("spring", REGION): (8,)}, {"jan": "spring"}, "do not add up"),
        ({("jan", REGION): (7,), ("jan", "a"): (7, 0)}, {}, "counts"),
    ],
)
def test_what_cannot_be_judged_is_refused(table: Table, longer: Mapping[str, str], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        hidden(table, longer)


# Rounding


@pytest.mark.parametrize(
    ("number", "to_five"), [(0, 0), (2, 0), (2.5, 5), (3, 5), (7, 5), (7.5, 10), (-2, 0), (-2.5, -5), (12, 10), (13, 15)]
)
def test_numbers_are_rounded_to_five_and_from_half_on_away_from_zero(number: float, to_five: int) -> None:
    assert rounded(number) == to_five


@given(st.floats(-1e9, 1e9) | st.integers(-(10**20), 10**20), st.integers(1, 100))
@example(0.49999999999999994, 1)
def test_nothing_is_nearer_than_what_it_is_rounded_to(number: float, to: int) -> None:
    result = rounded(number, to)

    assert result % to == 0
    assert abs(Fraction(number) - result) <= Fraction(to, 2)
    assert rounded(-number, to) == -result


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(3, 12, 50.0), (0, 40, 0.0), (38, 38, 100.0), (2, 2, None), (1, 14, 0.0), (7, 14, 100 / 3)]
)
def test_a_share_is_made_of_rounded_numbers(part: int, whole: int, share: float | None) -> None:
    assert rounded_share(part, whole) == share


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_share_lies_between_nothing_and_all(part: int, whole: int) -> None:
    assume(part <= whole)
    share = rounded_share(part, whole)

    assert share is None or 0 <= share <= 100

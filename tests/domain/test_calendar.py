"""The law's way of counting, in worked examples: every row names a rule and the days around it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.calendar import (
    EQUATED_DAYS,
    FIRST_DAY,
    LAST_DAY,
    Day,
    add_days,
    add_months,
    add_weeks,
    add_working_days,
    add_years,
    age_on,
    amsterdam_day,
    birthday,
    earlier,
    extended,
    is_recognised_holiday,
    is_working_day,
    later,
    midnight,
    with_two_working_days,
)

days = st.dates(FIRST_DAY, LAST_DAY)


def day(text: str) -> date:
    return date.fromisoformat(text)


class TestLocalDays:
    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2025-03-01T22:59:59+00:00", "2025-03-01"),
            ("2025-03-01T23:00:00+00:00", "2025-03-02"),
            ("2025-07-01T21:59:59+00:00", "2025-07-01"),
            ("2025-07-01T22:00:00+00:00", "2025-07-02"),
            ("2025-03-02T05:00:00+09:00", "2025-03-01"),
        ],
    )
    def test_a_moment_falls_on_a_day_in_amsterdam(self, moment: str, expected: str) -> None:
        assert amsterdam_day(datetime.fromisoformat(moment)) == day(expected)

    @pytest.mark.parametrize(("text", "began"), [("2026-03-29", "2026-03-28T23:00"), ("2026-03-30", "2026-03-29T22:00")])
    def test_a_day_begins_at_midnight_in_amsterdam(self, text: str, began: str) -> None:
        assert midnight(day(text)) == datetime.fromisoformat(f"{began}:00+00:00")
        assert midnight(None) is None

    @pytest.mark.parametrize("text", ["1900-01-01", "2026-02-28", "2199-12-31"])
    def test_of_1900_to_2199_a_day_can_be_reckoned_with(self, text: str) -> None:
        assert TypeAdapter(Day).validate_python(text) == day(text)

    @pytest.mark.parametrize("text", ["1899-12-31", "2200-01-01"])
    def test_of_another_it_cannot(self, text: str) -> None:
        with pytest.raises(ValidationError):
            TypeAdapter(Day).validate_python(text)

    def test_no_end_is_later_than_every_end(self) -> None:
        first, second = day("2025-03-01"), day("2025-03-02")
        assert later(first, second) == later(second, first) == second
        assert earlier(first, second) == earlier(second, first) == first
        assert later(first, None) is None
        assert later(None, first) is None
        assert earlier(first, None) == earlier(None, first) == first
        assert earlier(None, None) is None


class TestMonths:
    """The same day number, or the last day of a month without it (HR 1 September 2017, ECLI:NL:HR:2017:2225)."""

    @pytest.mark.parametrize(
        ("start", "months", "expected"),
        [
            ("2025-03-01", 6, "2025-09-01"),
            ("2025-08-31", 6, "2026-02-28"),
            ("2023-08-31", 6, "2024-02-29"),
            ("2025-01-31", 1, "2025-02-28"),
            ("2025-01-31", 3, "2025-04-30"),
            ("2025-02-28", 1, "2025-03-28"),
            ("2016-02-29", 3, "2016-05-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2025-11-30", 3, "2026-02-28"),
            ("2025-12-01", 1, "2026-01-01"),
            ("2025-12-31", 12, "2026-12-31"),
            ("2026-01-31", -2, "2025-11-30"),
            ("2025-03-31", 0, "2025-03-31"),
        ],
    )
    def test_a_term_in_months_ends_on_the_same_day_number(self, start: str, months: int, expected: str) -> None:
        assert add_months(day(start), months) == day(expected)

    @pytest.mark.parametrize(
        ("start", "years", "expected"),
        [("2025-03-01", 1, "2026-03-01"), ("2024-02-29", 20, "2044-02-29"), ("2024-02-29", 1, "2025-02-28")],
    )
    def test_a_year_is_twelve_months(self, start: str, years: int, expected: str) -> None:
        assert add_years(day(start), years) == day(expected)


class TestWeeksAndDays:
    @pytest.mark.parametrize(
        ("start", "weeks", "expected"),
        [
            ("2025-03-01", 4, "2025-03-29"),
            ("2024-02-05", 4, "2024-03-04"),
            ("2025-12-29", 1, "2026-01-05"),
            ("2025-03-24", 1, "2025-03-31"),
        ],
    )
    def test_a_term_in_weeks_ends_on_the_same_weekday(self, start: str, weeks: int, expected: str) -> None:
        assert add_weeks(day(start), weeks) == day(expected)

    @pytest.mark.parametrize(
        ("start", "count", "expected"),
        [
            ("2018-02-26", 14, "2018-03-12"),
            ("2024-02-26", 4, "2024-03-01"),
            ("2025-12-30", 4, "2026-01-03"),
            ("2025-03-01", -1, "2025-02-28"),
        ],
    )
    def test_a_term_in_days_counts_every_day(self, start: str, count: int, expected: str) -> None:
        assert add_days(day(start), count) == day(expected)


class TestAge:
    """Who was born on 29 February is a year older on 1 March where February has no 29th."""

    @pytest.mark.parametrize(
        ("born_on", "years", "expected"),
        [
            ("2008-02-29", 18, "2026-03-01"),
            ("2008-02-29", 16, "2024-02-29"),
            ("2008-02-29", 12, "2020-02-29"),
            ("2008-02-29", 17, "2025-03-01"),
            ("2082-02-28", 18, "2100-02-28"),
            ("2080-02-29", 20, "2100-03-01"),
            ("2008-03-01", 18, "2026-03-01"),
            ("2008-02-28", 18, "2026-02-28"),
            ("2007-12-31", 18, "2025-12-31"),
            ("2008-03-29", 18, "2026-03-29"),
            ("2008-01-29", 18, "2026-01-29"),
        ],
    )
    def test_a_birthday(self, born_on: str, years: int, expected: str) -> None:
        assert birthday(day(born_on), years) == day(expected)

    @pytest.mark.parametrize(
        ("born_on", "on", "age"),
        [
            ("2008-02-29", "2026-02-28", 17),
            ("2008-02-29", "2026-03-01", 18),
            ("2008-06-15", "2026-06-14", 17),
            ("2008-06-15", "2026-06-15", 18),
            ("2008-06-15", "2026-07-01", 18),
            ("2008-06-15", "2008-06-15", 0),
        ],
    )
    def test_an_age(self, born_on: str, on: str, age: int) -> None:
        assert age_on(day(born_on), day(on)) == age

    @given(st.dates(FIRST_DAY, date(2099, 12, 31)), st.integers(0, 100))
    def test_a_birthday_is_the_first_day_of_that_age(self, born_on: date, years: int) -> None:
        reached = birthday(born_on, years)
        assert age_on(born_on, reached) == years
        assert age_on(born_on, reached - timedelta(1)) == years - 1

    @given(days, days, st.integers(0, 1000))
    def test_nobody_grows_younger(self, born_on: date, on: date, more: int) -> None:
        assert age_on(born_on, on) <= age_on(born_on, on + timedelta(more))


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, number + 1)


class TestRecognisedHolidays:
    """Algemene termijnenwet 3(1) and 3(2)."""

    @pytest.mark.parametrize(
        ("text", "recognised"),
        [
            ("2026-01-01", True),
            ("2026-01-02", False),
            ("2026-04-02", False),
            ("2026-04-03", True),
            ("2026-04-04", False),
            ("2026-04-06", True),
            ("2026-04-07", False),
            ("2026-04-27", True),
            ("2025-04-27", False),
            ("2025-04-26", True),
            ("2025-04-28", False),
            ("2014-04-26", True),
            ("2013-04-30", True),
            ("2014-04-30", False),
            ("2006-04-29", True),
            ("2025-05-05", True),
            ("2026-05-05", True),
            ("2026-05-04", False),
            ("2026-05-14", True),
            ("2026-05-15", False),
            ("2026-05-25", True),
            ("2026-12-24", False),
            ("2026-12-25", True),
            ("2026-12-26", True),
            ("2026-12-28", False),
            ("2026-12-31", False),
            ("2023-01-02", False),
            ("1900-12-25", True),
            ("2199-12-26", True),
            ("2200-01-01", True),
        ],
    )
    def test_a_day_is_recognised_or_not(self, text: str, recognised: bool) -> None:
        assert is_recognised_holiday(day(text)) is recognised

    @pytest.mark.parametrize("year", range(2014, LAST_DAY.year + 1))
    def test_a_year_has_the_days_of_the_act_and_no_others(self, year: int) -> None:
        sunday = easter(year)
        movable = {sunday + timedelta(days) for days in (-2, 0, 1, 39, 49, 50)}
        king = date(year, 4, 26 if date(year, 4, 27).isoweekday() == 7 else 27)
        fixed = {date(year, 1, 1), king, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
        first = date(year, 1, 1)
        assert {on for on in (first + timedelta(n) for n in range(366)) if on.year == year and is_recognised_holiday(on)} == movable | fixed

    @pytest.mark.parametrize("year", range(FIRST_DAY.year, 2014))
    def test_the_church_year_holds_in_every_year_that_can_be_reckoned_with(self, year: int) -> None:
        assert all(is_recognised_holiday(easter(year) + timedelta(days)) for days in (-2, 0, 1, 39, 49, 50))
        assert all(is_recognised_holiday(date(year, *fixed)) for fixed in ((1, 1), (12, 25), (12, 26)))


class TestWorkingDays:
    """iJw counts werkdagen (OP271, OP272: five); the day itself is not counted."""

    @pytest.mark.parametrize(
        ("text", "working"),
        [
            ("2026-03-06", True),
            ("2026-03-07", False),
            ("2026-03-08", False),
            ("2026-03-09", True),
            ("2026-04-03", False),
            ("2026-05-05", False),
            ("2026-05-15", True),
            ("2025-04-26", False),
        ],
    )
    def test_a_day_is_worked_or_not(self, text: str, working: bool) -> None:
        assert is_working_day(day(text)) is working

    @pytest.mark.parametrize(
        ("start", "count", "expected"),
        [
            ("2026-03-02", 5, "2026-03-09"),  # a plain week
            ("2026-03-06", 3, "2026-03-11"),  # over a weekend
            ("2026-03-07", 1, "2026-03-09"),  # from a Saturday
            ("2026-03-08", 5, "2026-03-13"),  # from a Sunday
            ("2026-04-01", 5, "2026-04-10"),  # Good Friday to Easter Monday
            ("2026-04-02", 1, "2026-04-07"),
            ("2026-04-24", 1, "2026-04-28"),  # Koningsdag on a Monday
            ("2025-04-25", 1, "2025-04-28"),  # Koningsdag on Saturday 26 April
            ("2026-05-04", 1, "2026-05-06"),  # 5 May in a year that is no lustrum
            ("2025-05-02", 1, "2025-05-06"),  # 5 May in a lustrum year
            ("2026-05-13", 1, "2026-05-15"),  # Ascension Day; the Friday is equated for the Act alone
            ("2026-05-22", 5, "2026-06-01"),  # Whit Monday
            ("2025-12-23", 5, "2026-01-02"),  # both Christmas days and New Year's Day
            ("2026-12-24", 1, "2026-12-28"),  # Christmas into the weekend
            ("2026-03-07", 0, "2026-03-07"),  # none is the day itself, whatever it is
            ("2026-04-07", -1, "2026-04-02"),  # back over Easter
            ("2026-03-11", -3, "2026-03-06"),
        ],
    )
    def test_so_many_working_days_on(self, start: str, count: int, expected: str) -> None:
        assert add_working_days(day(start), count) == day(expected)

    @given(days, st.integers(0, 40), st.integers(1, 40))
    def test_more_working_days_end_later(self, start: date, count: int, more: int) -> None:
        end = add_working_days(start, count)
        assert end < add_working_days(start, count + more)
        assert add_working_days(end, more) == add_working_days(start, count + more)

    @given(days, st.integers(0, 20), st.integers(0, 40))
    def test_a_later_start_never_ends_earlier(self, start: date, later_by: int, count: int) -> None:
        assert add_working_days(start, count) <= add_working_days(start + timedelta(later_by), count)

    @given(days, st.integers(1, 40))
    def test_the_days_between_hold_exactly_so_many_working_days(self, start: date, count: int) -> None:
        end = add_working_days(start, count)
        assert is_working_day(end)
        assert sum(is_working_day(start + timedelta(n)) for n in range(1, (end - start).days + 1)) == count

    @given(days.filter(is_working_day), st.integers(0, 40))
    def test_back_is_the_way_on_again(self, start: date, count: int) -> None:
        assert add_working_days(add_working_days(start, count), -count) == start


class TestEndOfATerm:
    """Algemene termijnenwet 1(1): a term that ends on a Saturday, Sunday or recognised holiday runs on to the next day that is none."""

    @pytest.mark.parametrize(
        ("end", "expected"),
        [
            ("2026-03-06", "2026-03-06"),  # a plain Friday
            ("2026-03-07", "2026-03-09"),  # Saturday
            ("2026-03-08", "2026-03-09"),  # Sunday
            ("2016-05-29", "2016-05-30"),  # HR:2017:2225: three months from 29 February 2016, a Sunday
            ("2026-04-02", "2026-04-02"),  # Maundy Thursday is none
            ("2026-04-03", "2026-04-07"),  # Good Friday, the weekend and Easter Monday
            ("2026-04-06", "2026-04-07"),  # Easter Monday
            ("2026-04-27", "2026-04-28"),  # Koningsdag
            ("2025-04-26", "2025-04-28"),  # Koningsdag on Saturday 26 April
            ("2025-04-28", "2025-04-28"),  # and no Monday instead
            ("2013-04-30", "2013-05-01"),  # the last Koninginnedag
            ("2025-05-05", "2025-05-06"),  # 5 May, a lustrum year
            ("2021-05-05", "2021-05-06"),  # 5 May, another year
            ("2024-05-05", "2024-05-06"),  # 5 May on a Sunday
            ("2026-05-25", "2026-05-26"),  # Whit Monday
            ("2025-12-25", "2025-12-29"),  # Christmas, Thursday and Friday, then the weekend
            ("2023-12-25", "2023-12-27"),  # Christmas, Monday and Tuesday
            ("2026-12-26", "2026-12-28"),  # Christmas, Saturday
            ("2025-01-01", "2025-01-02"),  # New Year's Day
            ("2023-01-01", "2023-01-02"),  # New Year's Day on a Sunday
            ("2100-05-05", "2100-05-07"),  # 5 May, then Ascension Day
            ("2199-12-28", "2199-12-30"),
        ],
    )
    def test_it_runs_on_to_the_next_ordinary_day(self, end: str, expected: str) -> None:
        assert extended(day(end)) == day(expected)

    @pytest.mark.parametrize(
        ("end", "expected"),
        [
            ("2025-05-29", "2025-06-02"),  # Ascension Day, the Friday equated
            ("2026-01-01", "2026-01-05"),  # New Year's Day, the Friday equated
            ("2026-05-15", "2026-05-18"),
            ("2024-12-27", "2024-12-30"),
            ("2023-04-27", "2023-05-01"),  # Koningsdag, the Friday equated
            ("2027-05-05", "2027-05-10"),  # 5 May, Ascension Day, the Friday equated
            ("2029-05-11", "2029-05-11"),  # no decree yet
        ],
    )
    def test_a_day_equated_by_decree_is_no_last_day_either(self, end: str, expected: str) -> None:
        assert extended(day(end)) == day(expected)

    @pytest.mark.parametrize("equated", sorted(EQUATED_DAYS), ids=str)
    def test_the_decrees_of_2023_to_2028_equate_fridays_after_a_holiday(self, equated: date) -> None:
        assert equated.isoweekday() == 5
        assert is_working_day(equated)
        assert is_recognised_holiday(equated - timedelta(1))

    @given(days)
    def test_it_is_the_first_working_day_from_there(self, end: date) -> None:
        moved = extended(end)
        assert moved >= end
        assert is_working_day(moved)
        assert moved not in EQUATED_DAYS
        assert extended(moved) == moved
        passed = [end + timedelta(n) for n in range((moved - end).days)]
        assert all(not is_working_day(on) or on in EQUATED_DAYS for on in passed)


class TestTwoWorkingDays:
    """Algemene termijnenwet 2: a term of at least three days holds at least two that are no Saturday, Sunday or recognised holiday."""

    @pytest.mark.parametrize(
        ("start", "length", "expected"),
        [
            ("2026-03-02", 4, "2026-03-06"),  # Monday: nothing to mend
            ("2026-03-06", 3, "2026-03-10"),  # Friday: Monday alone is not enough
            ("2026-03-06", 4, "2026-03-10"),  # Friday: Monday and Tuesday are in it
            ("2026-03-05", 3, "2026-03-09"),  # Thursday: Friday and Monday
            ("2026-03-04", 3, "2026-03-07"),  # Wednesday: it holds two, and still ends on a Saturday
            ("2026-03-06", 2, "2026-03-08"),  # shorter than three days
            ("2026-03-06", 1, "2026-03-07"),
            ("2026-04-02", 4, "2026-04-08"),  # Easter between
            ("2025-04-17", 4, "2025-04-23"),
            ("2026-12-24", 4, "2026-12-29"),  # Christmas into the weekend
            ("2025-12-24", 4, "2025-12-30"),
            ("2025-04-25", 4, "2025-04-29"),  # Koningsdag on Saturday takes nothing away
            ("2026-04-24", 4, "2026-04-29"),  # Koningsdag on Monday does
            ("2027-05-04", 4, "2027-05-11"),  # 5 May, Ascension Day, the Friday equated
            ("2026-04-02", 42, "2026-05-14"),  # a long term holds two anyway
        ],
    )
    def test_so_many_days_hold_two_of_them(self, start: str, length: int, expected: str) -> None:
        assert with_two_working_days(day(start), add_days(day(start), length)) == day(expected)

    @given(days, st.integers(3, 120))
    def test_it_is_moved_no_further_than_needed(self, start: date, length: int) -> None:
        def ordinary(until: date) -> int:
            within = (start + timedelta(n) for n in range(1, (until - start).days + 1))
            return sum(is_working_day(on) and on not in EQUATED_DAYS for on in within)

        end = add_days(start, length)
        moved = with_two_working_days(start, end)
        assert ordinary(moved) >= 2
        assert moved == end or ordinary(moved - timedelta(1)) == 1

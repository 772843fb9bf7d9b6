"""Months, quarters and half years: every day is of one of each, and a shorter one is a part of a longer one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import FIRST_DAY, LAST_DAY
from domain.figures import Period, PeriodKind, periods
from domain.spans import Span

kinds = st.sampled_from(PeriodKind)
days = st.dates(FIRST_DAY, LAST_DAY)
MONTH, QUARTER, HALF_YEAR = PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR


@pytest.mark.parametrize(
    ("kind", "day", "since", "until", "name"),
    [
        (MONTH, "2025-03-31", "2025-03-01", "2025-04-01", "2025-03"),
        (MONTH, "2024-12-01", "2024-12-01", "2025-01-01", "2024-12"),
        (QUARTER, "2025-03-31", "2025-01-01", "2025-04-01", "2025-Q1"),
        (QUARTER, "2025-12-31", "2025-10-01", "2026-01-01", "2025-Q4"),
        (HALF_YEAR, "2025-06-30", "2025-01-01", "2025-07-01", "2025-H1"),
        (HALF_YEAR, "2025-07-01", "2025-07-01", "2026-01-01", "2025-H2"),
    ],
)
def test_a_period_begins_and_ends_with_the_calendar(kind: PeriodKind, day: str, since: str, until: str, name: str) -> None:
    period = Period.of(kind, date.fromisoformat(day))

    assert (period.days, period.name) == (Span(date.fromisoformat(since), date.fromisoformat(until)), name)


def test_a_month_is_part_of_a_quarter_that_is_part_of_a_half_year() -> None:
    month = Period.of(MONTH, date(2025, 8, 15))

    assert month.whole == Period.of(QUARTER, date(2025, 7, 1))
    assert month.whole.whole == Period.of(HALF_YEAR, date(2025, 7, 1))
    assert month.whole.whole.whole is None


def test_periods_are_told_of_which_any_day_is_asked_for() -> None:
    asked = Span(date(2025, 1, 31), date(2025, 4, 1))

    assert [period.name for period in periods(MONTH, asked)] == ["2025-01", "2025-02", "2025-03"]
    assert [period.name for period in periods(QUARTER, asked)] == ["2025-Q1"]
    assert [period.name for period in periods(HALF_YEAR, asked)] == ["2025-H1"]


def test_of_no_day_there_is_no_period() -> None:
    assert list(periods(MONTH, Span(date(2025, 1, 31), date(2025, 1, 31)))) == []
    assert list(periods(MONTH, Span(date(2025, 2, 1), date(2025, 1, 1)))) == []


@given(kinds, days)
def test_a_day_is_of_the_period_that_covers_it_and_not_of_the_next(kind: PeriodKind, day: date) -> None:
    period = Period.of(kind, day)

    assert period.days.covers(day)
    assert period.next.since == period.until
    assert Period.of(kind, period.until) == period.next
    assert period.next.name > period.name


@given(kinds, days)
def test_the_parts_of_a_longer_period_are_all_of_it(kind: PeriodKind, day: date) -> None:
    longer = kind.longer
    if longer is None:
        return
    whole = Period.of(longer, day)
    parts = list(periods(kind, whole.days))

    assert len(parts) * kind.months == longer.months
    assert (parts[0].since, parts[-1].until) == (whole.since, whole.until)
    assert {part.whole for part in parts} == {whole}


@given(kinds, st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(1, 800))
def test_periods_come_in_order_without_gaps_and_none_too_many(kind: PeriodKind, first: date, length: int) -> None:
    asked = Span(first, first + timedelta(length))
    told = list(periods(kind, asked))

    assert told[0].days.covers(first)
    assert told[-1].days.covers(first + timedelta(length - 1))
    assert [period.since for period in told[1:]] == [period.until for period in told[:-1]]

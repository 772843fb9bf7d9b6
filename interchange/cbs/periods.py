"""The half years over which is delivered: January to June, and July to December."""

from datetime import date

from domain.calendar import add_days, add_months, add_weeks
from domain.spans import Span

_MONTHS = 6
_WEEKS_TO_DELIVER = 3


def half_year_of(day: date) -> Span:
    """The half year in which the day lies, half-open.

    >>> half_year_of(date(2025, 6, 30))
    Span(since=datetime.date(2025, 1, 1), until=datetime.date(2025, 7, 1))
    """
    since = date(day.year, 1 if day.month <= _MONTHS else 1 + _MONTHS, 1)
    return Span(since, add_months(since, _MONTHS))


def previous(period: Span) -> Span:
    """The half year before: besides the newest the only one that CBS still takes in, and then as a whole."""
    return half_year_of(add_days(period.since, -1))


def last_day(period: Span) -> date:
    """The last day of a half year. Raises `ValueError` for any other stretch of days."""
    if period.until is None or period != half_year_of(period.since):
        raise ValueError(f"{period} is no half year from 1 January or 1 July.")
    return add_days(period.until, -1)


def last_day_to_deliver(period: Span) -> date:
    """Three weeks after the half year; a letter of CBS may name another day.

    >>> last_day_to_deliver(half_year_of(date(2025, 3, 1)))
    datetime.date(2025, 7, 21)
    """
    return add_weeks(last_day(period), _WEEKS_TO_DELIVER)

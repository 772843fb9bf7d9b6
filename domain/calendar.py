"""The only date arithmetic: local days in Europe/Amsterdam, months and weeks as the law counts them."""

import calendar as _gregorian
from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A local date that can be reckoned with: 1900 up to and including 2199."""


def amsterdam_day(moment: datetime) -> date:
    """The local date of a moment with offset."""
    return moment.astimezone(AMSTERDAM).date()


def add_days(day: date, days: int) -> date:
    return day + timedelta(days=days)


def add_weeks(day: date, weeks: int) -> date:
    """The same weekday, so many weeks on: a spoedmachtiging of four weeks from 1 March ends on 29 March."""
    return day + timedelta(weeks=weeks)


def add_months(day: date, months: int) -> date:
    """The same day number so many months on, or the last day of that month where it has none.

    >>> add_months(date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = _gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def age_on(born_on: date, day: date) -> int:
    """Whole years on that day; who was born on 29 February has a birthday on 1 March in other years (BW 1:2 practice)."""
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (0 if had_birthday else 1)


def later(first: date | None, second: date | None) -> date | None:
    """The later of two ends, where `None` is without end."""
    return None if first is None or second is None else max(first, second)


def earlier(first: date | None, second: date | None) -> date | None:
    """The earlier of two ends, where `None` is without end."""
    if first is None:
        return second
    return first if second is None else min(first, second)

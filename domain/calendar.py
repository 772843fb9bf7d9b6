"""The only date arithmetic: local days in Europe/Amsterdam, months, weeks and working days as the law counts them."""

import calendar as _gregorian
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from holidays import OPTIONAL, PUBLIC
from holidays.countries.netherlands import Netherlands
from pydantic import Field

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
_ONE_DAY = timedelta(days=1)

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A local date that can be reckoned with: 1900 up to and including 2199."""


def amsterdam_day(moment: datetime) -> date:
    """The local date of a moment with offset."""
    return moment.astimezone(AMSTERDAM).date()


def add_days(day: date, days: int) -> date:
    return day + _so_many(days)


@lru_cache(maxsize=1 << 12)
def _so_many(days: int) -> timedelta:
    """Kept: to make one takes far longer than to add it, and all that is counted in days asks for the same few."""
    return timedelta(days=days)


def add_weeks(day: date, weeks: int) -> date:
    """The same weekday, so many weeks on: a spoedmachtiging of four weeks from 1 March ends on 29 March."""
    return add_days(day, 7 * weeks)


def add_months(day: date, months: int) -> date:
    """The same day number so many months on, or the last day of that month where it has none (HR 1 September 2017, ECLI:NL:HR:2017:2225).

    >>> add_months(date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    return _so_many_months_on(day, months)


@lru_cache(maxsize=1 << 14)
def _so_many_months_on(day: date, months: int) -> date:
    """Kept: every judging of a trajectory asks for the same few days again."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = _gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def age_on(born_on: date, day: date) -> int:
    """Whole years on that day; born on 29 February is a year older on 1 March in other years (practice: BW 1:233 names the age alone)."""
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (0 if had_birthday else 1)


def birthday(born_on: date, years: int) -> date:
    """The day on which someone reaches that age: the first day on which `age_on` says so.

    >>> birthday(date(2008, 2, 29), 18)
    datetime.date(2026, 3, 1)
    """
    year, month, day = born_on.year + years, born_on.month, born_on.day
    if day == 29 and month == 2 and not _gregorian.isleap(year):
        return date(year, 3, 1)
    return date(year, month, day)


class _DutchHolidays(Netherlands):
    """The library knows the Netherlands from 1966 to 2100. A term that starts on our last day ends in the year after it."""

    start_year = FIRST_DAY.year
    end_year = LAST_DAY.year + 1


EQUATED_DAYS = frozenset(
    {
        # Besluit gelijkstelling van 28 april 2023, 19 mei 2023, 10 mei 2024, 27 december 2024 en 30 mei 2025
        date(2023, 4, 28),
        date(2023, 5, 19),
        date(2024, 5, 10),
        date(2024, 12, 27),
        date(2025, 5, 30),
        # Besluit gelijkstelling van 2 januari 2026, 15 mei 2026, 7 mei 2027, 28 april 2028 en 26 mei 2028
        date(2026, 1, 2),
        date(2026, 5, 15),
        date(2027, 5, 7),
        date(2028, 4, 28),
        date(2028, 5, 26),
    }
)
"""Days that a royal decree puts on a level with the recognised holidays, for the Act alone (Algemene termijnenwet 3(3)).

A decree names the days of three years, in the Staatscourant. Those of 2023 to 2028 are here; a next one is added.
"""


@cache
def _recognised_holidays(year: int) -> frozenset[date]:
    """5 May is an optional holiday to the library; Koningsdag moves off a Sunday only with `observed`; its names are not read."""
    return frozenset(_DutchHolidays(years=year, observed=True, categories=(PUBLIC, OPTIONAL), language="nl"))  # type: ignore[no-untyped-call]  # as the library has it


def is_recognised_holiday(day: date) -> bool:
    """An algemeen erkende feestdag, or Good Friday, which is on a level with them (Algemene termijnenwet 3(1) and (2)).

    New Year's Day, Easter Monday, Ascension Day, Whit Monday, both Christmas days, the day on which the King's birthday is
    celebrated (27 April, the 26th where that is a Sunday; 30 April until 2013) and 5 May (every year since 1982). Easter Sunday
    and Whit Sunday are in the set too, and are Sundays anyway. 1900 to 2200; the years before the Act (1 April 1965) as its first.
    """
    return day in _recognised_holidays(day.year)


def is_working_day(day: date) -> bool:
    """A werkdag: no Saturday, Sunday or recognised holiday. A day equated by decree is one: that counts for the Act alone."""
    return day.weekday() < 5 and not is_recognised_holiday(day)


def add_working_days(day: date, working_days: int) -> date:
    """The working day so many working days after that day, which is not counted itself; before it where negative (iJw: OP271, OP272).

    >>> add_working_days(date(2026, 4, 2), 1)  # Maundy Thursday
    datetime.date(2026, 4, 7)
    """
    return _so_many_working_days_on(day, working_days)


@lru_cache(maxsize=1 << 14)
def _so_many_working_days_on(day: date, working_days: int) -> date:
    """Kept, as months are: each day between is looked up among the holidays."""
    return _counting(day, working_days, is_working_day)


def extended(day: date) -> date:
    """The end of a term of the law that arithmetic puts on that day: the first ordinary day from there (Algemene termijnenwet 1(1)).

    Not for terms that the Act leaves alone: see `domain.terms.Term`.
    """
    while not _is_ordinary(day):
        day += _ONE_DAY
    return day


def with_two_working_days(start: date, end: date) -> date:
    """The end of a term of at least three days, moved so that it holds at least two ordinary days (Algemene termijnenwet 2).

    `start` is the day of the event and not counted; `end` is the last day of the term. Shorter terms keep their end.

    >>> with_two_working_days(date(2026, 4, 2), date(2026, 4, 6))  # four days from Maundy Thursday, Easter between
    datetime.date(2026, 4, 8)
    """
    return max(end, _counting(start, 2, _is_ordinary)) if (end - start).days >= 3 else end


def _is_ordinary(day: date) -> bool:
    return is_working_day(day) and day not in EQUATED_DAYS


def _counting(day: date, number: int, counts: Callable[[date], bool]) -> date:
    step = _ONE_DAY if number > 0 else -_ONE_DAY
    for _ in range(abs(number)):
        day += step
        while not counts(day):
            day += step
    return day


def later(first: date | None, second: date | None) -> date | None:
    """The later of two ends, where `None` is without end."""
    return None if first is None or second is None else max(first, second)


def earlier(first: date | None, second: date | None) -> date | None:
    """The earlier of two ends, where `None` is without end."""
    if first is None:
        return second
    return first if second is None else min(first, second)


def midnight(day: date | None) -> datetime | None:
    """At which that day begins in Amsterdam."""
    return datetime.combine(day, time.min, AMSTERDAM) if day else None

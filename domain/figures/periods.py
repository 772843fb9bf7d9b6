"""The periods of figures: calendar months, quarters and half years."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from domain.calendar import add_months
from domain.spans import Span
from domain.values import dataclass


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"

    @property
    def months(self) -> int:
        return _MONTHS[self]

    @property
    def longer(self) -> "PeriodKind | None":
        """The next longer kind, of which several of this one make one."""
        return _LONGER.get(self)


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6}
_LONGER = {PeriodKind.MONTH: PeriodKind.QUARTER, PeriodKind.QUARTER: PeriodKind.HALF_YEAR}
_LETTERS = {PeriodKind.QUARTER: "Q", PeriodKind.HALF_YEAR: "H"}


@dataclass(frozen=True, slots=True)
class Period:
    """One of them; `since` is its first day."""

    kind: PeriodKind
    since: date

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> "Period":
        """The one in which the day lies."""
        return cls(kind, date(day.year, day.month - (day.month - 1) % kind.months, 1))

    @property
    def until(self) -> date:
        """The first day of the next."""
        return add_months(self.since, self.kind.months)

    @property
    def days(self) -> Span:
        return Span(self.since, self.until)

    @property
    def name(self) -> str:
        """2025-03, 2025-Q1 or 2025-H1."""
        if self.kind is PeriodKind.MONTH:
            return f"{self.since:%Y-%m}"
        return f"{self.since.year:04}-{_LETTERS[self.kind]}{(self.since.month - 1) // self.kind.months + 1}"

    @property
    def whole(self) -> "Period | None":
        """The next longer period that it is a part of."""
        return Period.of(self.kind.longer, self.since) if self.kind.longer else None

    @property
    def next(self) -> "Period":
        return Period(self.kind, self.until)


def periods(kind: PeriodKind, days: Span) -> Iterator[Period]:
    """Every period of which a day lies in those days, which have an end, in order.

    >>> [period.name for period in periods(PeriodKind.QUARTER, Span(date(2025, 2, 1), date(2025, 4, 2)))]
    ['2025-Q1', '2025-Q2']
    """
    period = Period.of(kind, days.since)
    while days.until is not None and period.since < days.until and not days.is_empty:
        yield period
        period = period.next

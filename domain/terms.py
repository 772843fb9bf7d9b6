"""A term of the law: how long it is, and which day is the last one on time."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from domain.calendar import add_days, add_months, add_weeks, add_working_days, extended, with_two_working_days

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """So many months, weeks, days and working days, and where that stands in the law. The day it runs from is not counted.

    `termijnenwet`: the Algemene termijnenwet applies to it, as to terms for a plan, a notice or a decision. Not to the length of
    a title (deprivation of liberty, art. 4(c)), to a lapse, or to what a protocol or policy asks.
    """

    article: str
    months: int = 0
    weeks: int = 0
    days: int = 0
    working_days: int = 0
    termijnenwet: bool = False

    def after(self, start: date) -> date:
        """The day so long after the start, by plain arithmetic: of a title the day up to which, and not including, it may run."""
        end = add_months(start, self.months) if self.months else start
        end = add_days(add_weeks(end, self.weeks), self.days)
        return add_working_days(end, self.working_days) if self.working_days else end

    def due_on(self, start: date) -> date:
        """The last day on time.

        Six weeks for a plan, from Thursday 2 April 2026, are over on Thursday 14 May: Ascension Day, and the Friday is equated.

        >>> Term("Jeugdwet 6.2.9(2)", weeks=6, termijnenwet=True).due_on(date(2026, 4, 2))
        datetime.date(2026, 5, 18)
        """
        return _due_on(self, start)

    def breach_from(self, start: date) -> date:
        """The first day too late."""
        return _due_on(self, start) + _ONE_DAY

    @property
    def may_be_moved(self) -> bool:
        """Whether the Act may move its end.

        It leaves alone what is counted back from a day (Algemene termijnenwet 1(2)), and what is longer than three months, twelve
        weeks or 90 days (4(a)). A term in working days ends on one by itself.
        """
        if not self.termijnenwet or self.working_days or min(self.months, self.weeks, self.days) < 0:
            return False
        return (self.months, self.weeks, self.days) <= (3, 0, 0) and (self.weeks, self.days) <= (12, 0) and self.days <= 90


@lru_cache(maxsize=1 << 16)
def _due_on(term: Term, start: date) -> date:
    """Kept, since every judging of a trajectory asks for the same few days again."""
    end = term.after(start)
    return extended(with_two_working_days(start, end)) if term.may_be_moved else end

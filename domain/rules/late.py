"""A passed term as a finding: one place for the term, and one for what it is to be late."""

from collections.abc import Iterable, Iterator

from domain.calendar import add_days, earlier
from domain.deadlines import Due
from domain.rules.catalogue import Found
from domain.spans import Span


def late(dues: Iterable[Due], message: str, *, article: str | None = None, aspect: str | None = None) -> Iterator[Found]:
    """A finding about each thing that was not done by its last day, from the first day too late until it is done or nobody asks.

    `aspect` keeps two terms about the same thing apart, where one rule asks both.
    """
    for due in dues:
        days = days_late(due)
        if days.until is None or days.since < days.until:
            about = f"{due.about}:{aspect}" if aspect else due.about
            yield Found(days.since, days.until, message, about=about, article=article, absence=True)


def days_late(due: Due) -> Span:
    """From the first day too late until it was done, or nobody asked any more; empty, if it was done in time.

    What was done on the first day too late was late that day: a term that passed would otherwise be found nowhere. Not so of what is over
    by itself on its day (a stay), or was asked for no sooner than on that very day.
    """
    breach_from = due.breach_from or add_days(due.due_on, 1)
    at_once = due.met_on == breach_from and breach_from > max(due.due_on, due.since)
    return Span(breach_from, earlier(add_days(breach_from, 1) if at_once else due.met_on, due.over_on))

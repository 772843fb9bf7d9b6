"""A passed term as a finding: one place for the term, and one for what it is to be late."""

from collections.abc import Iterable, Iterator

from domain.calendar import add_days, earlier
from domain.deadlines import Due
from domain.rules.catalogue import Found


def late(dues: Iterable[Due], message: str, *, article: str | None = None, aspect: str | None = None) -> Iterator[Found]:
    """A finding about each thing that was not done by its last day, from the first day too late until it is done or nobody asks.

    `aspect` keeps two terms about the same thing apart, where one rule asks both.
    """
    for due in dues:
        breach_from = due.breach_from or add_days(due.due_on, 1)
        until = earlier(due.met_on, due.over_on)
        yield Found(breach_from, until, message, about=f"{due.about}:{aspect}" if aspect else due.about, article=article, absence=True)

"""Half-open stretches of days: from a day up to, and not including, another; `None` is without end."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from domain.calendar import earlier, later
from domain.values import dataclass


@dataclass(frozen=True, slots=True, order=False)
class Span:
    """The nights from `since` up to, and not including, `until`."""

    since: date
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        return self.until is not None and self.until <= self.since

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def up_to(self, day: date | None) -> "Span":
        """The same, ending no later than that day."""
        return Span(self.since, earlier(self.until, day))

    def __and__(self, other: "Span") -> "Span":
        return Span(max(self.since, other.since), earlier(self.until, other.until))


_SINCE = attrgetter("since")


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days in order, touching and overlapping stretches made one."""
    some = [span for span in spans if span.until is None or span.since < span.until]
    if len(some) < 2:
        return some
    result: list[Span] = []
    for span in sorted(some, key=_SINCE):
        last = result[-1] if result else None
        if last is not None and (last.until is None or span.since <= last.until):
            result[-1] = Span(last.since, later(last.until, span.until))
        else:
            result.append(span)
    return result


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The days of `spans` that are in none of `taken`."""
    left = joined(spans)
    for hole in joined(taken) if left else ():
        remaining: list[Span] = []
        for span in left:
            remaining.append(span.up_to(hole.since))
            if hole.until is not None:
                remaining.append(Span(max(span.since, hole.until), span.until))
        left = [span for span in remaining if not span.is_empty]
    return left


def within(spans: Iterable[Span], bounds: Iterable[Span]) -> list[Span]:
    """The days that are in both."""
    limits = joined(bounds)
    return [both for span in joined(spans) for limit in limits if not (both := span & limit).is_empty]

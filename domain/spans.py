"""Half-open stretches of days: from a day up to, and not including, another; `None` is without end."""

from collections.abc import Iterable, Iterator
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

    def meets(self, other: "Span") -> bool:
        """Whether some day is in both, none of them being empty."""
        return (other.until is None or self.since < other.until) and (self.until is None or other.since < self.until)

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
    holes = joined(taken) if left else []
    return [rest for span in left for rest in outside(span, holes)] if holes else left


def outside(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """What is left of a stretch that is not empty; the holes in order, without overlap (`joined`)."""
    since, until = span.since, span.until
    for hole in holes:
        if hole.until is not None and hole.until <= since:
            continue
        if until is not None and until <= hole.since:
            break
        if since < hole.since:
            yield Span(since, hole.since)
        if hole.until is None or (until is not None and until <= hole.until):
            return
        since = hole.until
    yield span if since == span.since else Span(since, until)


def within(spans: Iterable[Span], bounds: Iterable[Span]) -> list[Span]:
    """The days that are in both."""
    some = joined(spans)
    limits = joined(bounds) if some else []
    return [span & limit for span in some for limit in limits if span.meets(limit)]

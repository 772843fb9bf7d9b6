"""Verblijfplaats: where a jeugdige is, night by night, since his trajectory was opened. One answer for every night, or that it is unknown.

Who came home stays there until something else is recorded; so does who was in no stay yet when his trajectory was opened. Of two stays in
one night the passing one counts, of a stay and leave from it the leave, and of both and absconding the absconding, until a later stay.
Leave lasts as long as was granted, unless its end is recorded: who came back late was on leave up to then. A return, or a withdrawal, makes
it no longer.
"""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from operator import attrgetter, itemgetter
from typing import Generic, TypeVar

from domain.codes import Destination
from domain.codes.coded import Coded, in_dutch
from domain.spans import Span
from domain.trajectory import Leave, Stay, Trajectory, derived
from domain.values import dataclass


class Where(Coded):
    HOME = "home"
    STAY = "stay"
    LEAVE = "leave"
    ABSCONDED = "absconded"
    UNKNOWN = "unknown"


in_dutch(
    {
        "Where.HOME": "thuis",
        "Where.STAY": "in een verblijf",
        "Where.LEAVE": "met verlof",
        "Where.ABSCONDED": "onttrokken",
        "Where.UNKNOWN": "onbekend",
    }
)

_AT_HOME = frozenset({Destination.HOME, Destination.NETWORK, Destination.INDEPENDENT})
"""Destinations that say where he lives from then on: with parents or the own network, or on his own."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Nights from `since` up to, and not including, `until`. `stay_id`: of the stay that he is in, on leave from, or ran away from."""

    since: date
    until: date | None
    where: Where
    stay_id: str | None = None


@derived
def whereabouts(trajectory: Trajectory) -> tuple[Whereabouts, ...]:
    """Every night from the opening on, up to the death, in order, without gap or overlap."""
    first, last = trajectory.opened_on, trajectory.died_on
    course = _Course(trajectory)
    edges = {day for day in course.edges() if day is not None and first < day and (last is None or day < last)}
    starts = [first, *sorted(edges)]
    result: list[Whereabouts] = []
    for start, end in zip(starts, [*starts[1:], last], strict=True):
        where, stay_id = course.on(start)
        before = result[-1] if result else None
        if before is not None and before.where is where and before.stay_id == stay_id:
            result[-1] = Whereabouts(before.since, end, where, stay_id)
        elif end is None or start < end:
            result.append(Whereabouts(start, end, where, stay_id))
    return tuple(result)


def is_always_known(trajectory: Trajectory) -> bool:
    """Whether he is nowhere unknown: every main stay that ended led home, or to another that began by then. Quicker to say than where."""
    main = sorted((stay for stay in trajectory.stays if stay.is_main), key=_SINCE)
    return all(
        stay.until is None or stay.destination in _AT_HOME or (following is not None and following.since <= stay.until)
        for stay, following in zip_longest(main, main[1:])
    )


_SINCE = attrgetter("since")


def whereabouts_on(trajectory: Trajectory, night: date) -> Whereabouts | None:
    """Where he is in the night that begins on that day; None before the opening, and from the death on."""
    return next((each for each in whereabouts(trajectory) if each.since <= night and (each.until is None or night < each.until)), None)


class _Course:
    """Stays, leave and absences, each kind by its first days. Of main stays, leave and absences none outlasts one that began later."""

    def __init__(self, trajectory: Trajectory) -> None:
        self._main = _Begun([(stay.since, stay.until, stay) for stay in trajectory.stays if stay.is_main])
        self._passing = [stay for stay in trajectory.stays if not stay.is_main]
        self._leaves = _Begun(
            [(leave.since, leave.until if leave.ended_on is None else leave.ended_on, leave) for leave in trajectory.leaves]
        )
        self._absences = _Begun([(absence.since, absence.until, absence) for absence in trajectory.absences])

    def edges(self) -> Iterator[date | None]:
        """The days on which something begins or ends; `None` for an end that is not known."""
        for begun in (self._main, self._leaves, self._absences):
            for since, until, _ in begun.spans:
                yield since
                yield until
        for stay in self._passing:
            yield stay.since
            yield stay.until

    def on(self, night: date) -> tuple[Where, str | None]:
        """To be asked of one night after another."""
        last = self._main.last(night)
        main = last if last is not None and last.covers(night) else None
        passing = [stay for stay in self._passing if stay.covers(night)] if self._passing else ()
        stay = max(passing, key=lambda each: (each.since, each.version)) if passing else main
        ran = self._absences.on(night)
        if ran is not None and (stay is None or stay.since <= ran.since):
            return Where.ABSCONDED, stay.stay_id if stay else None
        if stay is None:
            # Home, unless the main stay that ended last led elsewhere, or it is not recorded whereto.
            return Where.HOME if last is None or last.destination in _AT_HOME else Where.UNKNOWN, None
        leave = self._leaves.on(night) if stay is main else None
        return Where.LEAVE if leave is not None and stay.since <= leave.since else Where.STAY, stay.stay_id


T = TypeVar("T", Stay, Leave, Span)


class _Begun(Generic[T]):
    """Things that last, by their first day; asked of one night after another."""

    def __init__(self, spans: list[tuple[date, date | None, T]]) -> None:
        self.spans: list[tuple[date, date | None, T]] = sorted(spans, key=itemgetter(0))
        self._place = -1

    def last(self, night: date) -> T | None:
        """What began last by then."""
        self._go_to(night)
        return self.spans[self._place][2] if self._place >= 0 else None

    def on(self, night: date) -> T | None:
        """The same, if it lasts that night."""
        self._go_to(night)
        if self._place < 0:
            return None
        _, until, thing = self.spans[self._place]
        return thing if until is None or night < until else None

    def _go_to(self, night: date) -> None:
        while self._place + 1 < len(self.spans) and self.spans[self._place + 1][0] <= night:
            self._place += 1

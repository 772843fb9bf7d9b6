"""Verblijfplaats: where a jeugdige is, night by night, since his trajectory was opened. One answer for every night, or that it is unknown.

Who came home stays there until something else is recorded; so does who was in no stay yet when his trajectory was opened. Of two stays in
one night the passing one counts, of a stay and leave from it the leave, and of both and absconding the absconding, until a later stay.
Leave lasts as long as was granted, unless its end is recorded.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

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
    starts = [first, *sorted({day for day in _edges(trajectory) if first < day and (last is None or day < last)})]
    result: list[Whereabouts] = []
    for start, end in zip(starts, [*starts[1:], last], strict=True):
        where, stay = _on(trajectory, start)
        stay_id = stay.stay_id if stay else None
        before = result[-1] if result else None
        if before is not None and (before.where, before.stay_id) == (where, stay_id):
            result[-1] = Whereabouts(before.since, end, where, stay_id)
        elif end is None or start < end:
            result.append(Whereabouts(start, end, where, stay_id))
    return tuple(result)


def whereabouts_on(trajectory: Trajectory, night: date) -> Whereabouts | None:
    """Where he is in the night that begins on that day; None before the opening, and from the death on."""
    return next((each for each in whereabouts(trajectory) if Span(each.since, each.until).covers(night)), None)


def _edges(trajectory: Trajectory) -> Iterator[date]:
    spans: list[Any] = [stay.nights for stay in trajectory.stays]
    spans += [_away(leave) for leave in trajectory.leaves]
    spans += trajectory.absences
    for span in spans:
        yield span.since
        if span.until is not None:
            yield span.until


def _on(trajectory: Trajectory, night: date) -> tuple[Where, Stay | None]:
    covering = [stay for stay in trajectory.stays if stay.nights.covers(night)]
    stay = max(covering, key=lambda stay: (not stay.is_main, stay.since, stay.version), default=None)
    ran = max((absence.since for absence in trajectory.absences if absence.covers(night)), default=None)
    if ran is not None and (stay is None or stay.since <= ran):
        return Where.ABSCONDED, stay
    if stay is None:
        return _without_stay(trajectory, night), None
    main = next((each for each in covering if each.is_main), stay)
    if stay is main and any(_away(leave).covers(night) and main.since <= leave.since for leave in trajectory.leaves):
        return Where.LEAVE, stay
    return Where.STAY, stay


def _away(leave: Leave) -> Span:
    return Span(leave.since, leave.ended_on if leave.ended_on is not None else leave.until)


def _without_stay(trajectory: Trajectory, night: date) -> Where:
    """Home, unless the main stay that ended last led elsewhere, or it is not recorded whereto."""
    over = [stay for stay in trajectory.stays if stay.is_main and stay.until is not None and stay.until <= night]
    last = max(over, key=lambda stay: (stay.until, stay.version), default=None)
    return Where.HOME if last is None or last.destination in _AT_HOME else Where.UNKNOWN

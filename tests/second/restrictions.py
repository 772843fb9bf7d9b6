"""Indicator 12: restrictive measures."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from domain.codes import MeasureCode
from domain.events import MeasureDecided, MeasureEnded, MeasureReviewed, MeasureStarted
from tests.second.counted import Counted, one
from tests.second.life import Life, Stay


@dataclass
class Applied:
    """A measure that was carried out."""

    measure_id: str
    code: MeasureCode
    emergency: bool
    day: date
    clock: time | None
    stay_id: str | None
    reviews: list[tuple[date, time | None]] = field(default_factory=list)
    ended: tuple[date, time | None] | None = None


def measures(life: Life) -> list[Applied]:
    in_emergency, applied = set(), dict[str, Applied]()
    for recorded in life.events:
        event, name = recorded.event, str(recorded.version)
        match event:
            case MeasureDecided():
                if event.emergency:
                    in_emergency.add(event.measure_id or name)
            case MeasureStarted():
                name = event.measure_id or name
                emergency = event.emergency or name in in_emergency
                applied[name] = Applied(name, event.code, emergency, event.occurred_on, event.occurred_at, event.stay_id)
            case MeasureReviewed() if event.measure_id in applied:
                applied[event.measure_id].reviews.append((event.occurred_on, event.occurred_at))
            case MeasureEnded() if event.measure_id in applied:
                applied[event.measure_id].ended = (event.occurred_on, event.occurred_at)
    return list(applied.values())


def _closed_stay(life: Life, measure: Applied) -> Stay | None:
    """One that he was in that day, if that is closed care, or else is what the measure names: with whom he was then, it was applied."""
    named = [stay for stay in life.stays if stay.stay_id == measure.stay_id]
    if named:
        that_night = [stay for stay in life.closed_stays if stay.since <= measure.day and (stay.until is None or measure.day < stay.until)]
        return (that_night or named)[0] if named[0].is_closed else None
    return next((s for s in life.closed_stays if s.since <= measure.day and (s.until is None or measure.day <= s.until)), None)


def in_closed_care(life: Life) -> Iterator[Counted]:
    for measure in measures(life):
        stay = _closed_stay(life, measure)
        if stay is not None:
            yield one(life, measure.day, stay, met=measure.emergency, label=str(measure.code))


def outside_closed_care(life: Life) -> Iterator[Counted]:
    for measure in measures(life):
        if _closed_stay(life, measure) is None:
            stay = life.main_stay(measure.day)
            yield one(life, measure.day, stay, label=str(measure.code))


def seclusions(life: Life) -> Iterator[Counted]:
    for measure in measures(life):
        stay = _closed_stay(life, measure)
        if measure.code is MeasureCode.BEW_F and stay is not None:
            yield one(life, measure.day, stay, amount=_hours(measure), met=_judged_in_time(measure))


def _hours(measure: Applied) -> float | None:
    """Where both clock times are recorded."""
    if measure.clock is None or measure.ended is None or measure.ended[1] is None:
        return None
    lasted = datetime.combine(measure.ended[0], measure.ended[1]) - datetime.combine(measure.day, measure.clock)
    return lasted / timedelta(hours=1)


def _judged_in_time(measure: Applied) -> bool | None:
    """Within three hours for certain, or for certain not; a moment without a clock time is any of its day."""
    begun = _could_be(measure.day, measure.clock)
    judged = min((_could_be(*each) for each in measure.reviews), default=None)
    if judged is not None:
        if judged[1] - begun[0] <= timedelta(hours=3):
            return True
        return False if judged[0] - begun[1] > timedelta(hours=3) else None
    if measure.ended is None:
        return False
    return False if _could_be(*measure.ended)[0] - begun[1] > timedelta(hours=3) else None


def _could_be(day: date, clock: time | None) -> tuple[datetime, datetime]:
    """The first and the last moment that it can have been."""
    return (datetime.combine(day, clock or time.min), datetime.combine(day, clock or time.max))

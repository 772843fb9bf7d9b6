"""Restrictive measures as they were applied (Jeugdwet 6.3): where, on which days, and what the scientist said of it.

The law counts hours here, and the register often knows days alone. What is not recorded is read so that nothing follows from it: a
measure without a clock time began as late on its day, and ended as early, as can be.
"""

from datetime import UTC, date, datetime, time, timedelta

from domain.calendar import AMSTERDAM, add_days, earlier
from domain.codes import MeasureCode, StatementFor, StatementOutcome
from domain.law.residence import Residence, closed_admissions
from domain.parameters import Dated
from domain.since import RECHTSPOSITIE
from domain.spans import Span
from domain.trajectory import Measure, Stay, Trajectory, derived
from domain.values import dataclass

HOURS_WITHOUT_CONSENT = Dated({RECHTSPOSITIE: 12})
"""Jeugdwet 6.3.1.2(5): then a measure against an emergency goes on only with the consent of a scientist."""

HOURS_TO_JUDGE_SECLUSION = Dated({RECHTSPOSITIE: 3})
"""Besluit Jeugdwet 6.2.4(1)."""

_OF_A_MOMENT = frozenset({MeasureCode.BEW_A})
_CHAPTERS_OF_A_MOMENT = frozenset({"ONDZ", "VERV", "GERE"})

_ANSWERS = frozenset({StatementFor.VBM, StatementFor.INSLUITING})


@dataclass(frozen=True, slots=True)
class Instant:
    """A day, with the local clock time where it is recorded."""

    day: date
    clock: time | None = None

    @property
    def earliest(self) -> datetime:
        return datetime.combine(self.day, self.clock or time.min)

    @property
    def latest(self) -> datetime:
        return datetime.combine(self.day, self.clock or time.max)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a gekwalificeerde gedragswetenschapper said of a running measure, and when."""

    at: Instant
    continues: bool
    prolongs_seclusion: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """A measure that was applied from `start`; `end` is None while it goes on, `days` are those on which it was.

    `inside` is the admission to closed care in which it was, None if it was elsewhere.
    """

    measure: Measure
    start: Instant
    end: Instant | None
    inside: Residence | None
    judged: tuple[Judged, ...]

    @property
    def days(self) -> Span:
        """From the day it began up to and including the day it ended."""
        return Span(self.start.day, add_days(self.end.day, 1) if self.end else None)


@derived
def applications(trajectory: Trajectory) -> tuple[Application, ...]:
    """Every measure that was applied, in the order in which they began. A decision alone restricts nobody."""
    applied = [_application(trajectory, measure, measure.started_on) for measure in trajectory.measures if measure.started_on is not None]
    return tuple(sorted(applied, key=lambda each: (each.start.day, each.measure.version)))


def hours_after(start: Instant, hours: int) -> datetime:
    """The local moment so many hours later, at the earliest; by the clock of the wall, which is set back and forth."""
    began = start.latest.replace(tzinfo=AMSTERDAM).astimezone(UTC)
    return (began + timedelta(hours=hours)).astimezone(AMSTERDAM).replace(tzinfo=None)


def beyond(limit: datetime, over: Instant | None) -> Span | None:
    """The days on which it is certain that something went on after that moment; None where that is not certain.

    It is told by the end: on the day of the limit if it ended later on that day, else from the day after.
    """
    day_after = add_days(limit.date(), 1)
    if over is None:
        return Span(day_after)
    return Span(min(over.day, day_after), add_days(over.day, 1)) if over.earliest > limit else None


def first_of(*instants: Instant | None) -> Instant | None:
    return min((each for each in instants if each is not None), key=lambda each: each.earliest, default=None)


def _application(trajectory: Trajectory, measure: Measure, started_on: date) -> Application:
    stay = _stay(trajectory, measure, started_on)
    inside = None
    if stay is None or stay.in_closed_care:
        admissions = closed_admissions(trajectory)
        inside = next((each for each in admissions if (each.holds(stay.stay_id) if stay else each.touches(started_on))), None)
    start = Instant(started_on, measure.started_at)
    left_on = inside.until if inside else stay.until if stay else None
    return Application(measure, start, _end(measure, start, left_on), inside, _judged(trajectory, measure))


def _stay(trajectory: Trajectory, measure: Measure, day: date) -> Stay | None:
    """The stay that is named; else a closed one which that day touches, as the day of arrival and of leaving do; else the main stay."""
    if measure.stay_id is not None:
        named = next((stay for stay in trajectory.stays if stay.stay_id == measure.stay_id), None)
        if named is not None:
            return named
    there = (s for s in trajectory.closed_stays if s.since <= day and (s.until is None or day <= s.until))
    return next(there, None) or trajectory.main_stay_on(day)


def _end(measure: Measure, start: Instant, left_on: date | None) -> Instant | None:
    """As recorded, or when it was annulled, or when the jeugdige had left; what is by its nature short is over on its own day."""
    if measure.ended_on is not None:
        return Instant(measure.ended_on, measure.ended_at)
    if measure.code in _OF_A_MOMENT or measure.code.chapter in _CHAPTERS_OF_A_MOMENT:
        return start
    over_on = earlier(left_on, measure.annulled_from)
    return Instant(max(over_on, start.day)) if over_on is not None else None


def _judged(trajectory: Trajectory, measure: Measure) -> tuple[Judged, ...]:
    """Reviews, and statements about this very measure, in order."""
    said = [Judged(Instant(review.day, review.clock), review.continues, review.prolongs_seclusion) for review in measure.reviews]
    for statement in trajectory.statements:
        if statement.measure_id == measure.measure_id and statement.purpose in _ANSWERS:
            said.append(Judged(Instant(statement.given_on), statement.outcome is StatementOutcome.GRANTED))
    return tuple(sorted(said, key=lambda each: each.at.earliest))

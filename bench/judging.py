"""Judging one proposal: on a state that is up to date, and on a history that is folded anew.

Of every trajectory that is open, each kind of proposal once; what would be refused is left out, since refusing is less work.
"""

import gc
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import fmean, median
from time import thread_time

from bench.figures import Figure, at
from bench.region import ENVELOPE
from domain.calendar import add_days, add_months
from domain.codes import Agreement as Agrees
from domain.codes import Destination, TitleBasis, VoiceAbout, VoiceForm
from domain.envelope import Recorded
from domain.events import Discharged, Event, LeaveGranted, TitleGranted, VoiceRecorded
from domain.history import History
from domain.judging import Case, judge
from domain.region import Region
from domain.rules import findings
from domain.words import Words

EVENTS = 200
"""Of a very long history."""

TIMES = 5
"""Each is judged so often, and the fastest counts: what the machine did meanwhile is not what is measured."""


@dataclass(frozen=True, slots=True)
class Timed:
    """What was proposed, of how many trajectories and after how many events (median), what it took (ms), and what it should at most."""

    what: str
    trajectories: int
    events: int
    mean: float
    p50: float
    p95: float
    goal: float


def measured(lives: Sequence[History], region: Region, today: date) -> Generator[Figure]:
    for each in timed(lives, region, today):
        of = f"{each.what}; {each.trajectories} trajectories, {each.events} events each at the median"
        yield Figure(f"mean: {of}", each.mean, "ms of CPU", most=each.goal)
        yield Figure(f"p50: {of}", each.p50, "ms of CPU")
        yield Figure(f"p95: {of}", each.p95, "ms of CPU", most=each.goal)


def timed(lives: Sequence[History], region: Region, today: date) -> Iterator[Timed]:
    running = [life for life in lives if not life.trajectory.is_closed_on(today) and life.trajectory.died_on is None]
    long = [longer(life, today) for life in running]
    # The simulated region in memory is this program's, not the server's: looking through it for garbage is not what is measured.
    gc.collect()
    gc.freeze()
    yield _lived(lives, region)
    for what, propose in _PROPOSALS.items():
        if not any(_is_admitted(history, propose, region, today) for history in running):
            continue  # in so few simulated lives nobody it could be proposed of
        yield _timed(f"{what}, the state up to date", running, propose, region, today, fresh=False, goal=0.15)
        yield _timed(f"{what}, the state up to date, very long histories", long, propose, region, today, fresh=False, goal=0.15)
        yield _timed(f"{what}, everything folded anew, very long histories", long, propose, region, today, fresh=True, goal=1.0)


def _lived(lives: Sequence[History], region: Region) -> Timed:
    """Every event of the lives as it came, in the mix in which they come: on the state that all before it led to."""
    took, lengths = [], []
    for life in lives:
        known = History(life.recorded[:1])
        for recorded in life.recorded[1:]:
            took.append(min(_judging(Case(known, region), recorded) for _ in range(TIMES)))
            lengths.append(known.version)
            known = judge(Case(known, region), recorded.envelope, recorded.event, recorded.recorded_at, "fresh").history
    return _summed_up("every event as it came, the state up to date", len(lives), lengths, took, 0.15)


def _judging(case: Case, recorded: Recorded) -> float:
    start = thread_time()
    judge(case, recorded.envelope, recorded.event, recorded.recorded_at, "fresh")
    return 1000 * (thread_time() - start)


Propose = Callable[[History, date], Event | None]


def _timed(what: str, histories: Sequence[History], propose: Propose, region: Region, today: date, *, fresh: bool, goal: float) -> Timed:
    judged = [history for history in histories if _is_admitted(history, propose, region, today)]
    took = [min(_judged(history, propose, region, today, fresh=fresh) for _ in range(TIMES)) for history in judged]
    return _summed_up(what, len(judged), [len(history.recorded) for history in judged], took, goal)


def _summed_up(what: str, trajectories: int, lengths: Sequence[int], took: Sequence[float], goal: float) -> Timed:
    return Timed(what, trajectories, int(median(lengths)), fmean(took), at(took, 0.5), at(took, 0.95), goal)


def _is_admitted(history: History, propose: Propose, region: Region, today: date) -> bool:
    event = propose(history, today)
    return event is not None and not judge(Case(history, region), ENVELOPE, event, _now(history, today), "fresh").impossible


def _judged(history: History, propose: Propose, region: Region, today: date, *, fresh: bool) -> float:
    """ms of this thread: judging waits for nothing, and what else the machine does is not its work."""
    case, event, now = Case(History(history.recorded) if fresh else history, region), propose(history, today), _now(history, today)
    assert event is not None
    if not fresh:
        findings(case.history.trajectory)
    return _judging(case, replace(history.recorded[-1], event=event, envelope=ENVELOPE, recorded_at=now))


def _now(history: History, today: date) -> datetime:
    """A moment after everything that is recorded, late on that day."""
    return max(datetime.combine(today, time(22), UTC), history.recorded[-1].recorded_at) + timedelta(seconds=1)


def _spoken(on: date) -> Event:
    return VoiceRecorded(
        occurred_on=on, about=VoiceAbout.PLAN, form=VoiceForm.CONVERSATION, agrees=Agrees.YES, summary=Words("Een gesprek.")
    )


def _on_leave(history: History, today: date) -> Event | None:
    stay = history.trajectory.main_stay_on(today)
    return LeaveGranted(occurred_on=today, until=add_days(today, 2)) if stay else None


def _left(history: History, today: date) -> Event | None:
    stay = history.trajectory.main_stay_on(today)
    return Discharged(occurred_on=today, stay_id=stay.stay_id, destination=Destination.HOME) if stay else None


def _prolonged(history: History, today: date) -> Event | None:
    """The title of a closed stay, for three months more."""
    stay = history.trajectory.main_stay_on(today)
    titles = [title for title in history.trajectory.titles if title.valid_until is not None]
    if stay is None or not stay.in_closed_care or not titles or titles[-1].valid_until is None:
        return None
    last = titles[-1].valid_until
    return TitleGranted(
        occurred_on=today,
        title_id="prolonged",
        kind=titles[-1].kind,
        valid_from=last,
        valid_until=add_months(last, 3),
        prolongs=titles[-1].title_id,
        civil_basis=TitleBasis.OTS,
    )


_PROPOSALS: dict[str, Propose] = {
    "the jeugdige was heard": lambda history, today: _spoken(today),
    "leave": _on_leave,
    "a prolonging title": _prolonged,
    "a discharge": _left,
}


def longer(history: History, today: date) -> History:
    """The same with conversations on days between its opening and today, recorded in the end, until it is as long as histories get."""
    last = history.recorded[-1]
    opened_on, lacking = history.trajectory.opened_on, EVENTS - len(history.recorded)
    days = max((today - opened_on).days, 1)
    more = [
        replace(
            last,
            version=last.version + n,
            position=last.position + n,
            envelope=ENVELOPE,
            event=_spoken(add_days(opened_on, days * n // lacking)),
        )
        for n in range(1, lacking + 1)
    ]
    return History((*history.recorded, *more))

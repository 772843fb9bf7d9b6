"""Judging one proposal: on a state that is up to date, and on a history that is folded anew."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from time import perf_counter

from bench.region import ENVELOPE
from domain.codes import Agreement as Agrees
from domain.codes import VoiceAbout, VoiceForm
from domain.events import Event, VoiceRecorded
from domain.history import History
from domain.judging import Case, judge
from domain.region import Region
from domain.rules import findings
from domain.words import Words

EVENTS = 200
"""Of the long history."""

TIMES = 300


@dataclass(frozen=True, slots=True)
class Timed:
    """What was done, on how many events, what it took (ms), and what it should take at most."""

    what: str
    events: int
    p50: float
    p95: float
    goal: float


def timed(lives: Sequence[History], region: Region, today: date) -> list[Timed]:
    by_length = sorted(lives, key=lambda life: len(life.recorded))
    ordinary, longest = by_length[len(by_length) // 2], by_length[-1]
    long = _longer(longest, today)
    # The simulated region in memory is this program's, not the server's: looking through it for garbage is not what is measured.
    gc.collect()
    gc.freeze()
    return [
        _timed("one proposal, the state up to date, an ordinary history", ordinary, region, today, fresh=False, goal=0.15),
        _timed("one proposal, the state up to date, the longest simulated", longest, region, today, fresh=False, goal=0.15),
        _timed("one proposal, the state up to date, a very long history", long, region, today, fresh=False, goal=0.15),
        _timed("one proposal, everything folded anew, a very long history", long, region, today, fresh=True, goal=1.0),
    ]


def _timed(what: str, history: History, region: Region, today: date, *, fresh: bool, goal: float) -> Timed:
    def up_to_date() -> Case:
        case = Case(history, region)
        findings(case.history.trajectory)
        return case

    def anew() -> Case:
        return Case(History(history.recorded), region)

    make: Callable[[], Case] = anew if fresh else up_to_date
    took = sorted(_judged(make(), today) for _ in range(TIMES))
    return Timed(what, len(history.recorded), took[len(took) // 2], took[int(len(took) * 0.95)], goal)


def _judged(case: Case, today: date) -> float:
    """ms"""
    now = case.history.recorded[-1].recorded_at + timedelta(days=1)
    event = _spoken(today)
    start = perf_counter()
    judgement = judge(case, ENVELOPE, event, now, "fresh")
    took = 1000 * (perf_counter() - start)
    assert judgement is not None
    return took


def _spoken(on: date) -> Event:
    return VoiceRecorded(
        occurred_on=on, about=VoiceAbout.PLAN, form=VoiceForm.CONVERSATION, agrees=Agrees.YES, summary=Words("Een gesprek.")
    )


def _longer(history: History, today: date) -> History:
    """The same with conversations after its last event, until it is as long as histories get."""
    last = history.recorded[-1]
    more = [
        replace(last, version=last.version + n, position=last.position + n, envelope=ENVELOPE, event=_spoken(today))
        for n in range(1, EVENTS + 1 - len(history.recorded))
    ]
    return History((*history.recorded, *more))

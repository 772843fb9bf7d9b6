"""Indicator 6: from one house to another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.calendar import add_months
from domain.codes import MeasureCode, MoveKind, MoveReason, Setting, VoiceAbout, VoiceForm
from domain.events import Moved, SteppedDown, SteppedUp, VoiceRecorded
from domain.region import Region
from tests.second.closed import AT_HOME
from tests.second.counted import Counted, Window, one
from tests.second.life import Life, Stay
from tests.second.restrictions import measures


@dataclass
class Move:
    left: Stay
    to: Stay
    is_relocation: bool

    @property
    def event(self) -> Moved | SteppedDown | SteppedUp | None:
        return None if not isinstance(self.to.event, Moved | SteppedDown | SteppedUp) else self.to.event


def moves_and_relocations(life: Life) -> list[Move]:
    found = []
    for left, to in pairwise(life.main_stays):
        if left.until is None or left.location == to.location:
            continue
        nights_between = (to.since - left.until).days
        if nights_between > 1 or (nights_between == 1 and left.destination in AT_HOME):
            continue
        reason = to.event.reason if isinstance(to.event, Moved | SteppedDown | SteppedUp) else None
        found.append(Move(left, to, reason is MoveReason.CLOSURE))
    return found


def moves_of(life: Life) -> list[Move]:
    return [move for move in moves_and_relocations(life) if not move.is_relocation]


def heard(life: Life, about: VoiceAbout, day: date) -> bool:
    """Of the thirty days before, the day, or the fourteen days after; that he declined to speak is no voice."""
    for recorded in life.all(VoiceRecorded):
        event = recorded.event
        assert isinstance(event, VoiceRecorded)
        if event.about is about and event.form is not VoiceForm.DECLINED and -30 <= (event.occurred_on - day).days <= 14:
            return True
    return False


def weight(setting: Setting) -> int:
    return list(Setting).index(setting)


def who_moves(life: Life) -> Iterator[Counted]:
    for move in moves_of(life):
        unplanned = move.to.crisis or (move.event is not None and move.event.kind is MoveKind.CRISIS)
        change = weight(move.to.setting) - weight(move.left.setting)
        label = "step_up" if change > 0 else "step_down" if change < 0 else "lateral"
        yield one(life, move.to.since, move.to, met=unplanned, label=label)


def within_a_provider(life: Life, region: Region) -> Iterator[Counted]:
    """Where neither place is secret; who took over from a provider is that provider."""

    def now(provider: str, day: date) -> str:
        return region.successor_of(provider, day) or provider

    for move in moves_of(life):
        if life.is_secret(move.left) or life.is_secret(move.to):
            continue
        day = move.to.since
        yield one(life, day, move.to, met=now(move.left.provider, day) == now(move.to.provider, day))


def told_late(life: Life) -> Iterator[Counted]:
    for move in moves_of(life):
        told_on = move.event.told_on if move.event is not None else None
        met = told_on >= move.to.since - timedelta(1) if told_on is not None else None
        yield one(life, move.to.since, move.to, met=met)


def heard_about_it(life: Life) -> Iterator[Counted]:
    for move in moves_of(life):
        yield one(life, move.to.since, move.to, met=heard(life, VoiceAbout.MOVE, move.to.since))


def explained(life: Life) -> Iterator[Counted]:
    for move in moves_of(life):
        yield one(life, move.to.since, move.to, met=move.to.told_to_youth)


def relocations(life: Life) -> Iterator[Counted]:
    for move in moves_and_relocations(life):
        if move.is_relocation:
            yield one(life, move.to.since, move.to)


def temporary(life: Life) -> Iterator[Counted]:
    for measure in measures(life):
        if measure.code is MeasureCode.BEW_D:
            stay = life.main_stay(measure.day)
            yield one(life, measure.day, stay)


def moves_in_a_year(life: Life, window: Window) -> Iterator[Counted]:
    """On every night in a main stay: the moves whose day is not twelve months ago yet."""
    days = [move.to.since for move in moves_of(life)]
    for night in window.nights():
        stay = life.main_stay(night)
        if stay is not None:
            yield one(life, night, stay, amount=sum(1 for day in days if day <= night < add_months(day, 12)))


def moves_ever(life: Life, window: Window) -> Iterator[Counted]:
    days = [move.to.since for move in moves_of(life)]
    for night in window.nights():
        stay = life.main_stay(night)
        if stay is not None:
            yield one(life, night, stay, amount=sum(1 for day in days if day <= night))

"""What a proposal of an event is made from: chance, and what is known so far. And when one is likely to fit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from domain.calendar import add_days
from domain.codes import Setting
from domain.events import Event
from domain.history import History
from domain.trajectory import Stay, Trajectory
from domain.words import Words
from tests.histories.parts import words

T = TypeVar("T")


class NothingThere(Exception):
    """What the event would be about is not recorded."""


@dataclass(frozen=True)
class Proposal:
    """Chance, the history so far, and the moment of recording."""

    draw: DrawFn
    history: History
    now: datetime

    @property
    def state(self) -> Trajectory:
        return self.history.trajectory

    @property
    def today(self) -> date:
        return self.now.date()

    def of(self, values: Sequence[T] | type[T]) -> T:
        """One of them; raises `NothingThere` where there is none."""
        if values == () or values == []:
            raise NothingThere
        return self.draw(st.sampled_from(values))  # type: ignore[arg-type]  # an enumeration is a sequence to Hypothesis

    def evenly(self, values: Sequence[T]) -> T:
        """One of them, with no favour for the first and the last: they come from a range that is far wider."""
        return values[self.number(0, 2**20) % len(values)] if values else self.of(values)

    def some(self, values: type[T], most: int, least: int = 0) -> tuple[T, ...]:
        """A few of an enumeration, each once, in its order."""
        chosen = self.draw(st.sets(st.sampled_from(values), min_size=least, max_size=most))  # type: ignore[arg-type]
        return tuple(value for value in values if value in chosen)  # type: ignore[attr-defined]

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def often(self) -> bool:
        return bool(self.number(0, 3))

    def seldom(self) -> bool:
        return not self.often()

    def yes_or_no(self) -> bool | None:
        """Or not recorded."""
        return self.of((True, False, None))

    def words(self) -> Words:
        return self.draw(words)

    def words_or_none(self) -> Words | None:
        return self.words() if self.often() else None

    def clock(self) -> time | None:
        return self.of((None, time(8, 15), time(21, 40)))

    def past_day(self) -> date:
        """A day up to today: mostly near, at times long ago."""
        return add_days(self.today, -(self.number(0, 12) if self.often() else self.number(0, 200)))

    def day_since(self, since: date | None) -> date:
        """Mostly a day from the given one up to today."""
        return self.draw(st.dates(since, self.today)) if since and since <= self.today and self.often() else self.past_day()

    def day_before(self, day: date) -> date:
        """That day, or some days earlier."""
        return add_days(day, -self.number(0, 10))

    def day_after(self, day: date, most: int) -> date:
        return add_days(day, self.number(1, most))

    def day_in_stay(self) -> date:
        """A day on which a stay runs, where one does."""
        return self.day_since(max((stay.since for stay in self.running()), default=None))

    def settings_now(self) -> list[int]:
        return [stay.setting.weight for stay in self.running() if stay.is_main]

    def running(self) -> list[Stay]:
        return self.state.open_stays_on(self.today)

    def id_of(self, ids: Iterable[str]) -> str:
        """Mostly one that is recorded."""
        return self.of([*ids] * 4 + ["unknown"])

    def title_id(self) -> str:
        return self.of([title.title_id for title in self.state.titles] or ["unknown"])

    def some_title_id(self) -> str | None:
        named = self.draw(st.booleans())
        return self.title_id() if self.state.titles and named else None

    def some_stay_id(self) -> str | None:
        return self.of([stay.stay_id for stay in self.state.stays]) if self.state.stays and self.often() else None

    def version(self) -> int:
        return self.number(1, self.history.version)

    def decision(self) -> int | None:
        """The version of something that can be complained of, annulled or objected to."""
        decided = [recorded.version for recorded in self.history.effective if recorded.event.is_decision]
        return self.of(decided) if decided and self.often() else None


Propose = Callable[[Proposal], Event | None]
Condition = Callable[[Trajectory, date], object]
Proposals = tuple[tuple[Condition, tuple[Propose, ...]], ...]
"""What may be proposed next, and when it is likely to fit; more often than once what leads to most."""


def on_a_day(cls: Callable[..., Event]) -> Propose:
    return lambda p: cls(occurred_on=p.day_in_stay())


def about_a_title(cls: Callable[..., Event]) -> Propose:
    return lambda p: cls(occurred_on=p.past_day(), title_id=p.title_id())


def once_in_a_while(propose: Propose) -> Propose:
    """For what leaves little to tell after it."""
    return lambda p: propose(p) if p.seldom() else None


def always(state: Trajectory, today: date) -> object:
    return True


def has_stay(state: Trajectory, today: date) -> object:
    return any(stay.is_main for stay in state.open_stays_on(today))


def has_no_stay(state: Trajectory, today: date) -> object:
    return not has_stay(state, today)


def is_inside(state: Trajectory, today: date) -> object:
    return any(stay.setting is Setting.GESLOTEN for stay in state.open_stays_on(today))


def was_inside(state: Trajectory, today: date) -> object:
    return any(stay.setting is Setting.GESLOTEN for stay in state.stays)


def has_title(state: Trajectory, today: date) -> object:
    return state.titles


def has_help(state: Trajectory, today: date) -> object:
    return any(given.until is None for given in state.helps)


def some(read: Callable[[Trajectory], Sequence[Any]]) -> Condition:
    """There is at least one of these."""
    return lambda state, today: read(state)

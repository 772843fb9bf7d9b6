"""Deadlines: each kind a function from a trajectory to what is due, since when, until when, and what met it.

@deadline("conditional-notice", "Jeugdwet 6.1.6(6)", dutch="Mededeling voorwaardelijke opname", lead=(3, 1, 0))
def notice_of_a_conditional_admission(trajectory):
    yield Due(about=title.title_id, since=decided_on, due_on=NOTICE.on(decided_on).due_on(decided_on), met_on=told_on)
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from inspect import cleandoc
from operator import attrgetter
from typing import Literal

from domain.calendar import add_days, add_weeks, earlier
from domain.since import JEUGDWET
from domain.spans import Span
from domain.trajectory import Derived, Trajectory, derived, gathered
from domain.values import dataclass

Kind = Literal["law", "policy"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due about one thing.

    `due_on` is the last day on time; where something stops by itself (a title, consent) it is the day on which it does, and `last_night`
    the night before. `met_on` and `met_by` say when, and by the event of which version, it was met; `over_on` from which day nobody
    asks for it any more (a stay ended, a title lapsed). `breach_from`, the first day too late, is the day after `due_on` unless said.
    `lead`: lead times in days, where they are others than those of its kind. `due_at`: the moment on `due_on`, with offset, where the law
    counts hours and the clock was recorded.
    """

    about: str
    since: date
    due_on: date
    breach_from: date | None = None
    met_on: date | None = None
    met_by: int | None = None
    over_on: date | None = None
    last_night: date | None = None
    article: str | None = None
    lead: tuple[int, ...] | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term of one kind about one thing: open from `since` up to, and not including, `open_until`.

    `alerts` are the days on which somebody wants to be warned: before and on `due_on`, and of some kinds weekly after it.
    """

    kind: str
    source: Kind
    article: str
    about: str
    since: date
    due_on: date
    breach_from: date
    met_on: date | None
    met_by: int | None
    over_on: date | None
    last_night: date | None
    alerts: tuple[date, ...]
    due_at: datetime | None = None
    """The moment on `due_on`, with offset, where the law counts hours and the clock was recorded."""

    @property
    def open_until(self) -> date | None:
        return earlier(self.met_on, self.over_on)

    def is_open_on(self, day: date) -> bool:
        # Asked of every deadline of a trajectory: without a further call.
        met, over = self.met_on, self.over_on
        return self.since <= day and (met is None or day < met) and (over is None or day < over)

    def status_on(self, day: date) -> Literal["to come", "open", "late", "met", "over"]:
        """What is to be said of it on a day; late is open after its last day."""
        if day < self.since:
            return "to come"
        if self.is_open_on(day):
            return "late" if day >= self.breach_from else "open"
        return "met" if self.met_on is not None and self.met_on <= day else "over"


@dataclass(frozen=True, slots=True)
class _Kind:
    article: str
    dutch: str
    lead: tuple[int, ...]
    deadlines: Derived[tuple[Deadline, ...]]


_KINDS: dict[str, _Kind] = {}

WEEKS_AFTER = 26
"""For so many weeks after its last day is warned of what is late, weekly, of the kinds that ask for it. What is stored has an end."""

Find = Callable[[Trajectory], Iterable[Due]]


def deadline(
    kind: str,
    article: str,
    *,
    dutch: str,
    lead: tuple[int, ...],
    weekly_after: bool = False,
    source: Kind = "law",
    since: date = JEUGDWET,
) -> Callable[[Find], Find]:
    """Registers a kind of deadline (kebab-case) with its article, what people call it and lead times in days.

    The last line of its docstring is made from `article`, which is written nowhere else.
    `weekly_after`: it is warned of weekly as long as it is late. It is for what began `since` that day or later.
    """

    def register(find: Find) -> Find:
        if kind in _KINDS:
            raise ValueError(f"Two kinds of deadline are called {kind}.")

        def deadlines(trajectory: Trajectory) -> tuple[Deadline, ...]:
            return tuple(sorted((_deadline(due) for due in find(trajectory) if due.since >= since), key=_SOONEST))

        def _deadline(due: Due) -> Deadline:
            return Deadline(
                kind=kind,
                source=source,
                article=due.article or article,
                about=due.about,
                since=due.since,
                due_on=due.due_on,
                breach_from=due.breach_from or add_days(due.due_on, 1),
                met_on=due.met_on,
                met_by=due.met_by,
                over_on=due.over_on,
                last_night=due.last_night,
                due_at=due.due_at,
                alerts=tuple(sorted({*_before(due, due.lead or lead), *(_after(due) if weekly_after else ())})),
            )

        find.__doc__ = f"{cleandoc(find.__doc__ or '')}\n\nSource: {article}."
        _KINDS[kind] = _Kind(article, dutch, lead, Derived(f"deadline {kind}", deadlines))
        return find

    return register


def _before(due: Due, lead: tuple[int, ...]) -> Iterator[date]:
    return (max(due.since, add_days(due.due_on, -days)) for days in lead)


def _after(due: Due) -> Iterator[date]:
    """Weekly, as long as it is open."""
    weekly = Span(due.due_on, earlier(due.met_on, due.over_on))
    days = (add_weeks(due.due_on, weeks) for weeks in range(1, WEEKS_AFTER + 1))
    return (day for day in days if weekly.covers(day))


def deadline_kinds() -> dict[str, tuple[str, tuple[int, ...]]]:
    """Every kind with its article and its lead times in days."""
    return {name: (kind.article, kind.lead) for name, kind in _KINDS.items()}


def in_dutch(kind: str) -> str:
    """What people call a kind of deadline; one that a newer version made, beside this one, goes by its own name."""
    return _KINDS[kind].dutch if kind in _KINDS else kind


_SOONEST = attrgetter("due_on", "kind", "about")


@derived
def deadlines(trajectory: Trajectory) -> tuple[Deadline, ...]:
    """Every deadline there ever was or will be, if nothing more happens; soonest first."""
    due = gathered(trajectory, [kind.deadlines for kind in _KINDS.values()])
    return tuple(sorted((d for each in due for d in each), key=_SOONEST))


def deadlines_of(trajectory: Trajectory, kind: str) -> tuple[Deadline, ...]:
    """Those of one kind, soonest first."""
    return _KINDS[kind].deadlines(trajectory)


def deadlines_on(trajectory: Trajectory, day: date) -> list[Deadline]:
    """What is open on that day, late or not, soonest first."""
    return [each for each in deadlines(trajectory) if each.is_open_on(day)]

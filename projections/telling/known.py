"""Both times: what was read from each state of a history, with the positions of the log between which that was known."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from domain.envelope import Recorded
from domain.history import History
from domain.trajectory import Trajectory
from projections.telling.table import Column, Row

KNOWN = (Column("known_from", "bigint"), Column("known_until", "bigint", nullable=True))
"""`known_from` up to, and not including, `known_until`, which is empty as long as it is still known."""

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
Outcome = TypeVar("Outcome")


class Range(NamedTuple):
    """From which recording on something was known, and by which it was known no more, if it is not known still."""

    since: Recorded
    until: Recorded | None

    @property
    def positions(self) -> tuple[int, int | None]:
        """What stands in the columns `KNOWN`."""
        return self.since.position, self.until.position if self.until else None


@dataclass(slots=True)
class _Still(Generic[T]):
    """Something that is known, since when, and its row once somebody asked for it."""

    item: T
    since: Recorded
    row: Row | None = None


class Known(Generic[Outcome, K, T]):
    """What each recording made known, joined over consecutive recordings that left it as it was (a `Teller`).

    `read` works something out of the history up to there, and gives the same object as long as nothing that it goes by has changed
    (`derived`): then it is passed over. `things` names each part of it, so that one thing is known in one way at a time: ranges of one name
    never overlap. A position that closes a range never changes again: what was known then is known for ever. `row` has what stands in the
    row of one thing, after the trajectory.
    """

    def __init__(self, read: Callable[[History], Outcome], things: Callable[[Outcome], Mapping[K, T]], row: Callable[[K, T, Range], Row]):
        self._read = read
        self._things = things
        self._row = row
        self._before: Outcome | None = None
        self._still: dict[K, _Still[T]] = {}
        self._over: list[tuple[K, T, Range]] = []
        self._rows_over: list[Row] = []

    def learn(self, history: History) -> None:
        outcome = self._read(history)
        if outcome is self._before:
            return
        recorded, self._before, current, still = history.newest, outcome, self._things(outcome), self._still
        for name in [name for name, known in still.items() if _is_another(known.item, current.get(name))]:
            known = still.pop(name)
            self._over.append((name, known.item, Range(known.since, recorded)))
        for name, item in current.items():
            if name not in still:
                still[name] = _Still(item, recorded)

    def rows(self) -> Iterator[Row]:
        """Each the same object as long as it stands."""
        self._rows_over += (self._whole(*over) for over in self._over[len(self._rows_over) :])
        yield from self._rows_over
        for name, known in self._still.items():
            if known.row is None:
                known.row = self._whole(name, known.item, Range(known.since, None))
            yield known.row

    def _whole(self, name: K, item: T, range_: Range) -> Row:
        return range_.since.trajectory_id, *self._row(name, item, range_)


def _is_another(item: T, now: T | None) -> bool:
    """Most are the same object: comparing all of each would take far longer."""
    return item is not now and item != now


def numbered(items: Iterable[T], name: Callable[[T], K]) -> dict[tuple[K, int], T]:
    """Each item by its name and a number, which tells apart those of one name; what is said twice counts once."""
    things: dict[tuple[K, int], T] = {}
    for item in items:
        named, number = name(item), 0
        while (there := things.get((named, number))) is not None and there != item:
            number += 1
        things.setdefault((named, number), item)
    return things


def of_state(read: Callable[[Trajectory], Outcome]) -> Callable[[History], Outcome]:
    """What goes by the state alone."""
    return lambda history: read(history.trajectory)

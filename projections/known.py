"""Both times: what was read from each state of a history, with the positions of the log between which that was known."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from domain.deadlines import deadlines
from domain.envelope import Recorded
from domain.history import History
from domain.indicators import counting, measures
from domain.law.cover import legal_cover
from domain.rules import findings
from domain.secrecy import kept_from_lists
from domain.trajectory import Trajectory
from projections.segments import segments
from projections.table import Column

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


def known(history: History, read: Callable[[History], Outcome], things: Callable[[Outcome], Mapping[K, T]]) -> Iterator[tuple[K, T, Range]]:
    """What each recording made known, joined over consecutive recordings that left it as it was.

    `read` works something out of the history up to there, and gives the same object as long as nothing that it goes by has changed
    (`derived`): then it is passed over. `things` names each part of it, so that one thing is known in one way at a time: ranges of one name
    never overlap. A position that closes a range never changes again: what was known then is known for ever.
    """
    still: dict[K, tuple[T, Recorded]] = {}
    before: Outcome | None = None
    for grown in history.grown():
        outcome = read(grown)
        if outcome is before:
            continue
        recorded, before, current = grown.newest, outcome, things(outcome)
        for name in [name for name, (item, _) in still.items() if _is_another(item, current.get(name))]:
            item, since = still.pop(name)
            yield name, item, Range(since, recorded)
        for name, item in current.items():
            if name not in still:
                still[name] = item, recorded
    for name, (item, since) in still.items():
        yield name, item, Range(since, None)


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


_READ = tuple(of_state(read) for read in (segments, deadlines, findings, legal_cover))
"""What read models work out of every state."""


class Retold(History):
    """A history that is grown once, whichever read models go by how it grew.

    Of each state all is worked out at once that is read of any: the next takes it over only as it comes into being.
    """

    @cached_property
    def trajectory(self) -> Trajectory:
        return self._told[-1].trajectory

    def grown(self) -> Iterator[History]:
        return iter(self._told)

    @cached_property
    def _told(self) -> list[History]:
        secrecy, told = kept_from_lists(History(self.recorded)), []
        reads = (*_READ, *(counting(name, secrecy) for name in measures()))
        for history in super().grown():
            for read in reads:
                read(history)
            told.append(history)
        return told

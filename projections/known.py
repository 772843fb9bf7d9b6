"""Both times: what was read from each state of a history, with the positions of the log between which that was known."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from domain.deadlines import deadlines
from domain.envelope import Recorded
from domain.history import History
from domain.law.cover import legal_cover
from domain.rules import findings
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


def known(
    history: History, read: Callable[[Trajectory], Outcome], things: Callable[[Outcome], Mapping[K, T]]
) -> Iterator[tuple[K, T, Range]]:
    """What each recording made known, joined over consecutive recordings that left it as it was.

    `read` works something out of a state, and gives the same object as long as nothing that it goes by has changed (`derived`): then the
    state is passed over. `things` names each part of it, so that one thing is known in one way at a time: ranges of one name never overlap.
    A position that closes a range never changes again: what was known then is known for ever.
    """
    still: dict[K, tuple[T, Recorded]] = {}
    before: Outcome | None = None
    for recorded, state in history.states():
        outcome = read(state)
        if outcome is before:
            continue
        before, current = outcome, things(outcome)
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


_READ = (segments, deadlines, findings, legal_cover)
"""What read models work out of every state."""


class Retold(History):
    """A history whose states are gone through once, whichever read models go by them.

    Each state is asked at once all that is read of any: what was worked out of one, the next takes over only as it comes into being.
    """

    @cached_property
    def trajectory(self) -> Trajectory:
        return self._told[-1][1]

    def states(self) -> Iterator[tuple[Recorded, Trajectory]]:
        return iter(self._told)

    @cached_property
    def _told(self) -> list[tuple[Recorded, Trajectory]]:
        told = []
        for recorded, state in super().states():
            for read in _READ:
                read(state)
            told.append((recorded, state))
        return told

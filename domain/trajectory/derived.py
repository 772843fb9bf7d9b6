"""What follows from a state alone: worked out once for it, and anew only when something that it was read from has changed.

    @derived
    def closed_nights(trajectory: Trajectory) -> list[Span]: ...

Nobody declares what such a function reads. It is given the state through a glass that notes every field that is looked at; as long
as none of those fields changes, the same steps would be taken again with the same outcome, so the next state takes the outcome over
(`Trajectory.becoming`). Who reads more than the state, the events themselves, says so (`noted`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import compress, repeat
from operator import is_not
from types import FunctionType
from typing import Any, Generic, TypeVar

from domain.trajectory.memory import Entry
from domain.trajectory.trajectory import PARTS, Trajectory

T = TypeVar("T")


class _Field:
    """A field of a watched trajectory, or a part of one, until it was looked at once: from then on it stands in the glass itself."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, watched: "_Watched", _: type) -> Any:
        name = self.name
        value = watched.__dict__[name] = getattr(watched.state, name)
        return value


class _Watched:
    """A trajectory of which it is noted what is read. A field stands in it from the first look on: further looks cost nothing more."""

    __slots__ = ("__dict__", "besides", "state")

    def __init__(self, state: Trajectory) -> None:
        self.state = state
        self.besides = _NOTHING


_NOTHING: frozenset[str] = frozenset()

# What a trajectory can be asked, the glass can be asked too: it reads the fields through it.
for _name, _member in vars(Trajectory).items():
    if isinstance(_member, FunctionType | property) and not _name.startswith("__"):
        setattr(_Watched, _name, _member)
for _name in (*(field.name for field in fields(Trajectory)), *PARTS):
    setattr(_Watched, _name, _Field(_name))


class Derived(Generic[T]):
    """A function of a state that is worked out once. It gives a value that nobody changes, and never the trajectory itself."""

    def __init__(self, name: str, read: Callable[[Trajectory], T]) -> None:
        """`name`: under which its outcome is remembered."""
        self.name = name
        self._read = read
        self.__doc__ = read.__doc__

    def __call__(self, trajectory: Trajectory) -> T:
        return recalled(self.name, trajectory, self._read)

    def entry(self, state: Trajectory) -> Entry:
        return state.memory.get(self.name) or _worked_out(self.name, state, self._read)


def derived(read: Callable[[Trajectory], T]) -> Derived[T]:
    """Registers nothing: it only remembers."""
    return Derived(f"{read.__module__}.{read.__qualname__}", read)


def recalled(name: str, trajectory: Trajectory, read: Callable[[Trajectory], T]) -> T:
    """What is remembered of the state under that name, or else what is read from it now."""
    watcher = trajectory if isinstance(trajectory, _Watched) else None
    state = watcher.state if watcher is not None else trajectory
    entry: tuple[T, frozenset[str]] = state.memory.get(name) or _worked_out(name, state, read)
    if watcher is not None:
        watcher.besides |= entry[1]
    return entry[0]


def gathered(trajectory: Trajectory, several: Iterable[Derived[T]]) -> list[T]:
    """What each of them gives. Where most is remembered, far quicker than asking one by one."""
    watcher = trajectory if isinstance(trajectory, _Watched) else None
    state = watcher.state if watcher is not None else trajectory
    memory = state.memory
    entries = [memory.get(each.name) or each.entry(state) for each in several]
    if watcher is not None:
        watcher.besides = watcher.besides.union(*[reads for _, reads in entries])
    return [outcome for outcome, _ in entries]


def _worked_out(name: str, state: Trajectory, read: Callable[[Trajectory], Any]) -> Entry:
    watched = _Watched(state)
    outcome = read(watched)  # type: ignore[arg-type]
    entry = outcome, watched.besides.union(watched.__dict__)
    state.memory.keep(name, entry)
    return entry


def noted(trajectory: Trajectory, names: Iterable[str]) -> None:
    """What is being worked out of this state goes by more than its fields, of which the names are told: see `Trajectory.becoming`."""
    if isinstance(trajectory, _Watched):
        trajectory.besides = trajectory.besides.union(names)


def touched(several: Mapping[str, Derived[T]], before: Trajectory, after: Trajectory) -> Iterator[tuple[T, T]]:
    """What each gives of the two, by name: of those that give something of `after`, and were read from something in which they differ."""
    for name in unshared(several, before, after):
        each = several[name]
        outcome = each.entry(after)[0]
        if outcome and not after.memory.holds_before(name, before.memory):
            yield each(before), outcome


def unshared(names: Collection[str], before: Trajectory, after: Trajectory) -> list[str]:
    """Those under which `after` does not remember the very thing that `before` does."""
    mine, theirs = before.memory, after.memory
    return list(compress(names, map(is_not, map(theirs.get, names, repeat(_NOT_THERE)), map(mine.get, names))))


_NOT_THERE = object()

"""What follows from a state alone: worked out once for it, and anew only when something that it was read from has changed.

    @derived
    def closed_nights(trajectory: Trajectory) -> list[Span]: ...

Nobody declares what such a function reads. It is given the state through a glass that notes every field that is looked at; as long
as none of those fields changes, the same steps would be taken again with the same outcome, so the next state takes the outcome over
(`Trajectory.becoming`). Who reads more than the state, the events themselves, says so (`noted`).
"""

from collections.abc import Callable, Iterable
from types import FunctionType
from typing import Any, Generic, TypeVar

from domain.trajectory.memory import Entry
from domain.trajectory.trajectory import Trajectory

T = TypeVar("T")


class _Watched:
    """A trajectory of which it is noted what is read. A field stands in it from the first look on: further looks cost nothing more."""

    __slots__ = ("__dict__", "besides", "state")

    def __init__(self, state: Trajectory) -> None:
        self.state = state
        self.besides: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = self.state.__dict__[name]
        return value

    @property
    def reads(self) -> frozenset[str]:
        return frozenset(self.besides.union(self.__dict__))


# What a trajectory can be asked, the glass can be asked too: it reads the fields through it.
for _name, _member in vars(Trajectory).items():
    if isinstance(_member, FunctionType | property) and not _name.startswith("__"):
        setattr(_Watched, _name, _member)


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
        watcher.besides.update(*[fields for _, fields in entries])
    return [outcome for outcome, _ in entries]


def _worked_out(name: str, state: Trajectory, read: Callable[[Trajectory], Any]) -> Entry:
    watched = _Watched(state)
    entry = read(watched), watched.reads  # type: ignore[arg-type]
    state.memory.keep(name, entry)
    return entry


def noted(trajectory: Trajectory, names: Iterable[str]) -> None:
    """What is being worked out of this state goes by more than its fields, of which the names are told: see `Trajectory.becoming`."""
    if isinstance(trajectory, _Watched):
        trajectory.besides.update(names)


def touched(several: Iterable[Derived[T]], before: Trajectory, after: Trajectory) -> list[Derived[T]]:
    """Those that `after` was not found to share with `before`: they were read from something in which the two differ."""
    by_name = {each.name: each for each in several}
    theirs = [by_name[name] for name in unshared(by_name, before, after)]
    for each in theirs:
        each.entry(after)
    return [each for each in theirs if not after.memory.holds_before(each.name, before.memory)]


def unshared(names: Iterable[str], before: Trajectory, after: Trajectory) -> list[str]:
    """Those under which `after` does not remember the very thing that `before` does."""
    mine, theirs = before.memory, after.memory
    return [name for name in names if (entry := theirs.get(name)) is None or entry is not mine.get(name)]

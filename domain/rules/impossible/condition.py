"""How a condition is registered and asked: a function that gives the reason why the state before it does not admit an event."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from domain.events import Event
from domain.trajectory import Trajectory

Condition = Callable[[Trajectory, Any], str | None]

_CONDITIONS: list[tuple[type[Event], Condition]] = []


def condition(*kinds: type[Event]) -> Callable[[Condition], Condition]:
    """Registers a condition of these kinds, and of what derives from them."""

    def register(check: Condition) -> Condition:
        _CONDITIONS.extend((kind, check) for kind in kinds)
        return check

    return register


def not_admitted(before: Trajectory, event: Event) -> Iterator[str]:
    """Every reason why the state does not admit the event."""
    for check in _conditions_of(type(event)):
        if reason := check(before, event):
            yield reason


@cache
def _conditions_of(kind: type[Event]) -> tuple[Condition, ...]:
    return tuple(check for registered, check in _CONDITIONS if issubclass(kind, registered))

"""How a step of the fold is registered and taken."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from domain.envelope import Recorded
from domain.events import Event
from domain.trajectory import Trajectory, Unfinished

E = TypeVar("E", bound=Event)
Step = Callable[[Trajectory, Recorded, E], Trajectory]

_STEPS: dict[type[Event], Step[Any]] = {}


def on(*kinds: type[E]) -> Callable[[Step[E]], Step[E]]:
    """Registers what a kind of event changes in the state of a trajectory."""

    def register(step: Step[E]) -> Step[E]:
        for kind in kinds:
            _STEPS[kind] = step
        return step

    return register


def evolve(trajectory: Trajectory, recorded: Recorded) -> Trajectory:
    """The state after one more event."""
    step = _STEPS.get(type(recorded.event))
    return step(trajectory, recorded, recorded.event) if step else trajectory


def folded(trajectory: Trajectory, events: Iterable[Recorded]) -> Trajectory:
    """The state after all of them, one after another. Those between are not kept, so no copies are made of them."""
    unfinished = Unfinished.of(trajectory)
    for recorded in events:
        if step := _STEPS.get(type(recorded.event)):
            step(unfinished, recorded, recorded.event)
    return unfinished.finished()

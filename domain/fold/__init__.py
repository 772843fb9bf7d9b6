"""The fold: what each kind of event changes in the state of a trajectory. One step per kind, by chapter.

`evolve` never fails on what was once recorded: an event that its state does not admit changes nothing (that it is
impossible is said by `domain.rules.impossible`, before it is recorded).

    @on(Died)
    def died(trajectory, recorded, event):
        return replace(trajectory, died_on=event.occurred_on)
"""

from collections.abc import Sequence
from functools import reduce

from domain.envelope import Recorded
from domain.events import TrajectoryOpened
from domain.fold import absence, annulment, closing, help, opening, review, stay, title  # noqa: F401  # each registers its steps
from domain.fold.opening import opened
from domain.fold.step import evolve
from domain.trajectory import Trajectory

__all__ = ["evolve", "fold", "opened"]


def fold(effective: Sequence[Recorded]) -> Trajectory:
    """The state after an effective history (`domain.history`), which holds the opening."""
    first = next(recorded for recorded in effective if isinstance(recorded.event, TrajectoryOpened))
    return reduce(evolve, effective, opened(first))

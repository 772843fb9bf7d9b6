"""The fold: what each kind of event changes in the state of a trajectory. One step per kind, by chapter.

`evolve` never fails on what was once recorded: an event that its state does not admit changes nothing (that it is
impossible is said by `domain.rules.impossible`, before it is recorded).

    @on(Died)
    def died(trajectory, recorded, event):
        return replace(trajectory, died_on=event.occurred_on)
"""

from collections.abc import Sequence

from domain.envelope import Recorded
from domain.fold import (  # noqa: F401  # each registers its steps
    absence,
    annulment,
    closing,
    complaint,
    help,
    measure,
    opening,
    plan,
    practice,
    protection,
    request,
    review,
    rights,
    safety,
    search,
    stay,
    title,
)
from domain.fold.opening import opened
from domain.fold.step import evolve, folded
from domain.trajectory import Trajectory

__all__ = ["evolve", "folded", "heard", "opened"]


def heard(trajectory: Trajectory, latest: Sequence[Recorded]) -> Trajectory:
    """The state with the days on which something happened, and when something was last recorded: of every event, whatever its kind."""
    heard_on = trajectory.heard_on
    days = [recorded.event.occurred_on for recorded in latest]
    if not heard_on or days != [heard_on[-1]]:
        heard_on = (*heard_on, *days) if heard_on and days == [max(heard_on[-1], days[0])] else tuple(sorted({*heard_on, *days}))
    moments = [recorded.recorded_at for recorded in latest]
    return trajectory.but(heard_on=heard_on, changed_at=max((*moments, trajectory.changed_at or moments[0])))

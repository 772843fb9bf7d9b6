"""Closing, reopening, and after death."""

from domain.events import Died, TrajectoryClosed, TrajectoryReopened
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(TrajectoryReopened)
def _once_opened(before: Trajectory, event: TrajectoryReopened) -> str | None:
    return None if before.is_closed_on(event.occurred_on) else "The trajectory is not closed."


@condition(TrajectoryClosed)
def _can_close(before: Trajectory, event: TrajectoryClosed) -> str | None:
    if before.is_closed_on(event.occurred_on):
        return "The trajectory is closed already."
    return "A stay still runs: discharge first." if before.open_stays_on(event.occurred_on) else None


@condition(Died)
def _died_once(before: Trajectory, event: Died) -> str | None:
    return None if before.died_on is None else f"The death on {before.died_on} is recorded already."

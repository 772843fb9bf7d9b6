"""The end of a trajectory."""

from domain.calendar import earlier
from domain.envelope import Recorded
from domain.events import Died, TrajectoryClosed, TrajectoryReopened
from domain.fold.absence import spans_ended
from domain.fold.stay import end_stays
from domain.fold.step import on
from domain.spans import Span
from domain.trajectory import Trajectory
from domain.values import replace


@on(Died)
def _died(trajectory: Trajectory, recorded: Recorded, event: Died) -> Trajectory:
    trajectory = end_stays(trajectory, trajectory.open_stays_on(event.occurred_on), event.occurred_on)
    helps = tuple(replace(given, until=earlier(given.until, event.occurred_on)) for given in trajectory.helps)
    return trajectory.but(helps=helps, died_on=event.occurred_on)


@on(TrajectoryClosed)
def _trajectory_closed(trajectory: Trajectory, recorded: Recorded, event: TrajectoryClosed) -> Trajectory:
    return trajectory.but(closings=(*trajectory.closings, Span(event.occurred_on)))


@on(TrajectoryReopened)
def _trajectory_reopened(trajectory: Trajectory, recorded: Recorded, event: TrajectoryReopened) -> Trajectory:
    return trajectory.but(closings=spans_ended(trajectory.closings, event.occurred_on))

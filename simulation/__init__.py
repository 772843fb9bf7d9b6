"""A whole synthetic region, played through the domain as users would record it.

    for step in simulate(seed=1, trajectories=DEFAULT_TRAJECTORIES, until=date(2026, 12, 1), region=register):
        append(step.trajectory_id, step.version, step.recorded_at, step.envelope, step.event)

`figures` says what the region is made after, `plots` which stories it has, `story` tells them in the `chapters` of a trajectory,
`slips` spoils some, `desk` records them, and `play` brings all of them together. Nobody in it exists.
"""

from simulation.cast import trajectories_until
from simulation.desk import ImpossibleStory, Step
from simulation.outside import OUTSIDE
from simulation.play import DEFAULT_TRAJECTORIES, simulate

__all__ = ["DEFAULT_TRAJECTORIES", "OUTSIDE", "ImpossibleStory", "Step", "simulate", "trajectories_until"]

"""Safety flags."""

from dataclasses import replace

from domain.codes import SafetyLevel
from domain.envelope import Recorded
from domain.events import SafetyFlagSet
from domain.fold.step import on
from domain.trajectory import SafetyFlag, Trajectory


@on(SafetyFlagSet)
def _set(trajectory: Trajectory, recorded: Recorded, event: SafetyFlagSet) -> Trajectory:
    """A flag stands beside those that were set before: to set one never makes anything less secret.

    To lift is to lift all that stand, of which it was known then. What is recorded later, of an earlier day, was not meant by it.
    """
    day = event.occurred_on
    if event.level is not SafetyLevel.LIFTED:
        return trajectory.but(safety=(*trajectory.safety, SafetyFlag(recorded.version, event.level, day, event.until)))
    lifted = (replace(flag, lifted_on=flag.lifted_on or day) if flag.version < recorded.version else flag for flag in trajectory.safety)
    return trajectory.but(safety=tuple(lifted))

"""Safety flags."""

from dataclasses import replace

from domain.calendar import earlier
from domain.codes import SafetyLevel
from domain.envelope import Recorded
from domain.events import SafetyFlagSet
from domain.fold.step import on
from domain.trajectory import SafetyFlag, Trajectory


@on(SafetyFlagSet)
def _set(trajectory: Trajectory, recorded: Recorded, event: SafetyFlagSet) -> Trajectory:
    """A flag takes the place of an earlier one of its level from its day; to lift is to lift all that were set."""
    day = event.occurred_on
    if event.level is SafetyLevel.LIFTED:
        return trajectory.but(safety=tuple(replace(flag, lifted_on=flag.lifted_on or day) for flag in trajectory.safety))
    before = (replace(flag, until=earlier(flag.until, day)) if flag.level is event.level else flag for flag in trajectory.safety)
    return trajectory.but(safety=(*before, SafetyFlag(event.level, day, event.until)))

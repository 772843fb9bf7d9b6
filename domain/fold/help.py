"""Help without a stay."""

from domain.envelope import Recorded
from domain.events import ContinuedHelpDecided, HelpChanged, HelpEnded, HelpStarted
from domain.fold.step import on
from domain.trajectory import Continuation, Help, Trajectory
from domain.values import replace


@on(HelpStarted)
def _help_started(trajectory: Trajectory, recorded: Recorded, event: HelpStarted) -> Trajectory:
    started = Help(event.help_id or str(recorded.version), event.provider, event.kind, event.occurred_on, assignment_no=event.assignment_no)
    return trajectory.but(helps=(*trajectory.helps, started))


@on(HelpEnded)
def _help_ended(trajectory: Trajectory, recorded: Recorded, event: HelpEnded) -> Trajectory:
    helps = tuple(
        replace(given, until=event.occurred_on) if given.until is None and event.help_id in (None, given.help_id) else given
        for given in trajectory.helps
    )
    return trajectory.but(helps=helps)


@on(HelpChanged)
def _help_changed(trajectory: Trajectory, recorded: Recorded, event: HelpChanged) -> Trajectory:
    helps = tuple(
        replace(given, kind=event.kind or given.kind) if given.until is None and event.help_id in (None, given.help_id) else given
        for given in trajectory.helps
    )
    return trajectory.but(helps=helps)


@on(ContinuedHelpDecided)
def _continued(trajectory: Trajectory, recorded: Recorded, event: ContinuedHelpDecided) -> Trajectory:
    continuation = Continuation(recorded.version, event.occurred_on, event.ground, event.until)
    return trajectory.but(continuations=(*trajectory.continuations, continuation))

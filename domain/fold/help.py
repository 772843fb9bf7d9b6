"""Help without a stay."""

from dataclasses import replace

from domain.envelope import Recorded
from domain.events import HelpEnded, HelpStarted
from domain.fold.step import on
from domain.trajectory import Help, Trajectory


@on(HelpStarted)
def _help_started(trajectory: Trajectory, recorded: Recorded, event: HelpStarted) -> Trajectory:
    started = Help(event.help_id or str(recorded.version), event.provider, event.kind, event.occurred_on)
    return replace(trajectory, helps=(*trajectory.helps, started))


@on(HelpEnded)
def _help_ended(trajectory: Trajectory, recorded: Recorded, event: HelpEnded) -> Trajectory:
    helps = tuple(
        replace(given, until=event.occurred_on) if given.until is None and event.help_id in (None, given.help_id) else given
        for given in trajectory.helps
    )
    return replace(trajectory, helps=helps)

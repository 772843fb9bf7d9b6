"""The search for a place: who was asked for one."""

from domain.envelope import Recorded
from domain.events import PlaceDeclined, PlaceOffered, PlaceSearchStarted
from domain.fold.step import on
from domain.trajectory import PlaceAsked, Trajectory
from domain.values import replace


@on(PlaceSearchStarted)
def _searched(trajectory: Trajectory, recorded: Recorded, event: PlaceSearchStarted) -> Trajectory:
    return _asked(trajectory, recorded, event.provider)


@on(PlaceOffered)
def _offered(trajectory: Trajectory, recorded: Recorded, event: PlaceOffered) -> Trajectory:
    return _asked(trajectory, recorded, event.provider)


def _asked(trajectory: Trajectory, recorded: Recorded, provider: str | None) -> Trajectory:
    """By somebody else: a provider that names itself asks nobody, and does not go on seeing the trajectory by that."""
    if provider is None or provider == recorded.envelope.actor.organisation:
        return trajectory
    return trajectory.but(asked=(*trajectory.asked, PlaceAsked(recorded.version, provider, recorded.event.occurred_on)))


@on(PlaceDeclined)
def _declined(trajectory: Trajectory, recorded: Recorded, event: PlaceDeclined) -> Trajectory:
    """By whom, or of whom, is not told apart: that provider is not asked any more; nobody is, if none is named."""
    return trajectory.but(
        asked=tuple(
            replace(each, declined_on=event.occurred_on) if each.declined_on is None and event.provider in (None, each.provider) else each
            for each in trajectory.asked
        )
    )

"""What was told of a region, as the log would hold it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from domain.codes import Role
from domain.envelope import Actor, Envelope, Recorded, Source
from domain.events import REGISTER_ID, Event
from domain.history import History
from domain.region import Region, region_of
from domain.trajectory import Trajectory
from domain.zuid_limburg import register_events
from simulation import Step

E = TypeVar("E", bound=Event)


class Told:
    """All steps of a region in order, and what they come to per trajectory."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps = list(steps)

    @cached_property
    def histories(self) -> dict[UUID, History]:
        recorded: dict[UUID, list[Recorded]] = defaultdict(list)
        for position, step in enumerate(self.steps, start=1):
            recorded[step.trajectory_id].append(
                Recorded(step.trajectory_id, step.version, position, step.recorded_at, step.envelope, step.event)
            )
        return {trajectory_id: History(tuple(entries)) for trajectory_id, entries in recorded.items()}

    @cached_property
    def trajectories(self) -> list[Trajectory]:
        return [history.trajectory for history in self.histories.values()]

    def events(self, *kinds: type[E]) -> Iterator[E]:
        return (step.event for step in self.steps if isinstance(step.event, kinds))

    def in_care_on(self, day: date) -> list[Trajectory]:
        """Those with a stay or help on that day."""
        return [trajectory for trajectory in self.trajectories if _in_care(trajectory, day)]


def _in_care(trajectory: Trajectory, day: date) -> bool:
    if any(stay.nights.covers(day) for stay in trajectory.stays):
        return True
    return any(given.since <= day and (given.until is None or day < given.until) for given in trajectory.helps)


def register() -> Region:
    """The region's register, folded from its first entries."""
    envelope = Envelope(
        event_id=UUID(int=1),
        actor=Actor(subject="registerhouder", role=Role.ADMINISTRATOR, organisation="regio"),
        source=Source(kind="register"),
    )
    known_at = datetime(2022, 1, 1, tzinfo=UTC)
    return region_of(
        Recorded(REGISTER_ID, number, number, known_at, envelope, event) for number, event in enumerate(register_events(), start=1)
    )

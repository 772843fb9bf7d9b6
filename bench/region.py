"""A simulated region in memory: histories as the log would hold them."""

from datetime import UTC, date, datetime
from uuid import UUID

from domain.codes import Role
from domain.envelope import Actor, Envelope, Recorded, Source
from domain.events import REGISTER_ID
from domain.history import History
from domain.region import Region, region_of
from domain.zuid_limburg import register_events
from simulation import simulate

SEED = 1

ENVELOPE = Envelope(
    event_id=UUID(int=1),
    actor=Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917"),
    source=Source(kind="manual"),
)


def register() -> Region:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    return region_of(Recorded(REGISTER_ID, n, n, long_ago, ENVELOPE, entry) for n, entry in enumerate(register_events(), start=1))


def histories(trajectories: int, until: date, region: Region) -> list[History]:
    """So many trajectories, told until that day; the same every time."""
    told: dict[UUID, list[Recorded]] = {}
    for position, step in enumerate(simulate(SEED, trajectories, until, region), start=1):
        recorded = Recorded(step.trajectory_id, step.version, position, step.recorded_at, step.envelope, step.event)
        told.setdefault(step.trajectory_id, []).append(recorded)
    return [History(tuple(events)) for events in told.values()]

"""A log that is worth rebuilding from: copies of simulated lives under fresh ids, sealed, in a PostgreSQL of its own."""

import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from psycopg.conninfo import make_conninfo

from bench.region import SEED
from domain.envelope import Recorded
from domain.history import History
from eventlog import Databases, EventLog, FileMasterKey, KeyStore, NewEvent, migrate
from jeugdspoor.embedded import DATABASE, Embedded
from jeugdspoor.wiring import engine_log
from projections import migrate as migrate_projections
from projections.connecting import OpenLog

APPENDED = 10_000
"""Events that are appended in one transaction."""

APART = timedelta(microseconds=1)
"""Between two recordings at least."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A log, how the engine opens it, and what stands in it, in order of position."""

    databases: Databases
    superuser: str
    """How to reach the log's database as whom rights do not hold."""
    open_log: OpenLog
    recorded: Sequence[Recorded]

    def whole_trajectories(self, events: int) -> list[list[Recorded]]:
        """Of some, whichever their random ids put first: as many as together have so many events at least."""
        told: dict[UUID, list[Recorded]] = {}
        for each in self.recorded:
            told.setdefault(each.trajectory_id, []).append(each)
        some: list[list[Recorded]] = []
        for id_ in sorted(told):
            if sum(map(len, some)) >= events:
                break
            some.append(told[id_])
        return some


@contextmanager
def filled(lives: Sequence[History], trajectories: int) -> Iterator[Filled]:
    """So many trajectories that tell those lives, again and again; the database is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-") as name:
        directory = Path(name)
        embedded = Embedded(directory / "data")
        with embedded as databases:
            migrate(databases)
            migrate_projections(databases)
            master = FileMasterKey.at(directory / "master.key", make=True)
            recorded = _copies(lives, trajectories)
            with KeyStore(databases.keys, master) as keys, EventLog(databases, keys) as log:
                for first in range(0, len(recorded), APPENDED):
                    log.append([_anew(each) for each in recorded[first : first + APPENDED]])
            superuser = make_conninfo(embedded.superuser, dbname=DATABASE)
            yield Filled(databases, superuser, partial(engine_log, databases, master, None), recorded)


def _copies(lives: Sequence[History], trajectories: int) -> list[Recorded]:
    """In order of their moments, as if all had been recorded side by side; never two at one moment."""
    dice = random.Random(SEED)  # noqa: S311  # ids, the same every time, and no secrets
    ids = [UUID(int=dice.getrandbits(128), version=4) for _ in range(trajectories)]
    told = [
        replace(each, trajectory_id=id_)
        for id_, life in zip(ids, islice(cycle(lives), trajectories), strict=True)
        for each in life.recorded
    ]
    told.sort(key=lambda each: (each.recorded_at, each.position))
    placed: list[Recorded] = []
    for position, each in enumerate(told, start=1):
        moment = max(each.recorded_at, placed[-1].recorded_at + APART) if placed else each.recorded_at
        placed.append(replace(each, position=position, recorded_at=moment))
    return placed


def _anew(each: Recorded) -> NewEvent:
    return NewEvent(each.trajectory_id, each.version, each.envelope, each.event, recorded_at=each.recorded_at)


def facts(each: Recorded) -> Mapping[str, Any]:
    """What was recorded, with what stands around it, as plain JSON: nothing is sealed."""
    return {
        "envelope": each.envelope.model_dump(mode="json", exclude_none=True),
        "event": each.event.model_dump(mode="json", exclude_none=True),
    }

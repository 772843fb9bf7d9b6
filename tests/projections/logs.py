"""Recording what was told in `tests.histories` into a real log, and opening it as the engine."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from domain.envelope import Recorded
from eventlog import Appended, Databases, EventLog, FileMasterKey, KeyStore, NewEvent
from projections.generations.generation import Generation
from projections.telling.models import MODELS


@contextmanager
def engine_log(databases: Databases, master_key: Path) -> Iterator[EventLog]:
    with (
        KeyStore(databases.keys, FileMasterKey.at(master_key), pool_size=2) as keys,
        EventLog(databases, keys, login="engine", pool_size=2) as log,
    ):
        yield log


@dataclass
class Recorder:
    """Appends what was judged elsewhere; the log gives it its own positions and moments."""

    log: EventLog

    def record(self, events: Sequence[Recorded]) -> list[Appended]:
        return self.log.append([NewEvent(each.trajectory_id, each.version, each.envelope, each.event) for each in events])

    def record_one_by_one(self, events: Sequence[Recorded]) -> list[Appended]:
        return [self.record([each])[0] for each in events]


def anew(events: Sequence[Recorded]) -> list[Recorded]:
    """The same of other trajectories, so that one log can hold it many times."""
    ids: dict[UUID, UUID] = {}
    return [replace(each, trajectory_id=ids.setdefault(each.trajectory_id, uuid4())) for each in events]


def everything(conn: Connection[TupleRow], generation: int | None) -> dict[str, set[str]]:
    """All rows of a generation, table by table, as text."""
    assert generation is not None
    tables = {model.name: Generation(generation).table(model.name) for model in MODELS}
    return {name: {row[0] for row in conn.execute(SQL("SELECT t::text FROM {} AS t").format(table))} for name, table in tables.items()}

"""`eventsourcing` 9.5 as its documentation uses it: aggregates, an application on PostgreSQL, and a runner with a projection.

Every event is a transaction of its own: the view and the place in the log that it has reached change together.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any, ClassVar
from uuid import UUID

import psycopg
from eventsourcing.application import Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row, tuple_row
from psycopg.sql import SQL, Identifier

from bench.rebuilding.logs import Filled, facts
from bench.rebuilding.stays import STAYS
from domain.envelope import Recorded
from eventlog import EventLog
from projections.connecting import connect
from projections.generations import generation
from projections.generations.generation import Generation
from projections.generations.writing import stored, write
from projections.telling.recompute import recompute

SCHEMA = "library"

PATIENCE = 600.0
"""Seconds after which a run is given up."""

LOOKED = 0.02
"""Seconds between two looks whether the runner is done: its own `wait` looks every one to eight tenths."""


class Traject(Aggregate):
    """What is told of one jeugdige, one event after another."""

    class Opened(Aggregate.Created):
        trajectory_id: UUID
        kind: str
        facts: Mapping[str, Any]

    class Told(Aggregate.Event):
        kind: str
        facts: Mapping[str, Any]

    @event(Opened)
    def __init__(self, trajectory_id: UUID, kind: str, facts: Mapping[str, Any]) -> None:
        self.kind = kind

    @event(Told)
    def tell(self, kind: str, facts: Mapping[str, Any]) -> None:
        self.kind = kind

    @staticmethod
    def create_id(trajectory_id: UUID) -> UUID:
        return trajectory_id


class Trajects(Application[UUID]):
    name = "trajects"


# --- one small view


class InSetting(PostgresTrackingRecorder):
    """In which setting each trajectory is."""

    def __init__(self, datastore: PostgresDatastore, **options: Any) -> None:
        super().__init__(datastore, **options)
        table = Identifier(self.datastore.schema, "in_setting")
        self.sql_create_statements.append(
            SQL("CREATE TABLE IF NOT EXISTS {} (trajectory_id uuid PRIMARY KEY, setting text NOT NULL)").format(table)
        )
        self._upsert = SQL("INSERT INTO {} VALUES (%s, %s) ON CONFLICT (trajectory_id) DO UPDATE SET setting = excluded.setting").format(
            table
        )

    def moved(self, trajectory_id: UUID, setting: str, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as curs:
            self._insert_tracking(curs, tracking)
            curs.execute(self._upsert, (trajectory_id, setting), prepare=True)


class Settings(Projection[InSetting]):
    name = "settings"

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        self.view.insert_tracking(tracking)

    @process_event.register
    def _(self, domain_event: Traject.Told, tracking: Tracking) -> None:
        if domain_event.kind in STAYS:
            self.view.moved(domain_event.originator_id, domain_event.facts["event"]["setting"], tracking)
        else:
            self.view.insert_tracking(tracking)


# --- all that we make


@dataclass(frozen=True, slots=True)
class _Making:
    """What every row is made from, and where it goes."""

    log: EventLog
    generation: Generation
    positions: Mapping[tuple[UUID, int], int]


class AllRows(PostgresTrackingRecorder):
    """The rows of all our read models."""

    making: ClassVar[_Making]
    """The library makes its views itself, and gives them nothing of ours."""

    def told(self, trajectory_id: UUID, version: int, tracking: Tracking) -> None:
        generation, position = self.making.generation, self.making.positions[trajectory_id, version]
        made = recompute(self.making.log, [trajectory_id], position)
        with self.datastore.transaction(commit=True) as curs:
            self._insert_tracking(curs, tracking)
            conn: Any = curs.connection
            conn.row_factory = tuple_row
            try:
                write(conn, generation, made, stored(conn, generation, made.keys()), position)
            finally:
                conn.row_factory = dict_row


class Rows(Projection[AllRows]):
    name = "rows"

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        self.view.told(domain_event.originator_id, domain_event.originator_version, tracking)


# --- running


@dataclass(frozen=True, slots=True)
class Library:
    """The library on a schema of its own in the log's database, with the same trajectories in its own table as plain JSON."""

    filled: Filled
    env: Mapping[str, str]
    recorded: Sequence[Recorded]

    def settings(self) -> float:
        """Seconds in which its runner makes the small view of all its events."""
        return self._ran(Settings, InSetting, ("in_setting", "settings_tracking"), len(self.recorded))

    def all_rows(self, events: int) -> float:
        """Seconds in which its runner, for each of so many events, makes all our rows of that trajectory and writes those that differ."""
        with self.filled.open_log() as log, connect(self.filled.databases) as conn:
            with conn.transaction():
                made = generation.create(conn)
                generation.index(conn, made)
            AllRows.making = _Making(log, made, {(each.trajectory_id, each.version): each.position for each in self.recorded})
            try:
                return self._ran(Rows, AllRows, ("rows_tracking",), events)
            finally:
                conn.execute(SQL("DROP SCHEMA {} CASCADE").format(made.schema))

    def _ran(self, projection: type[Projection[Any]], view: type[PostgresTrackingRecorder], tables: Sequence[str], events: int) -> float:
        """Seconds from nothing until so many are in the view. Raises what the projection raised, and `TimeoutError`."""
        with psycopg.connect(self.filled.superuser) as conn:
            for table in tables:
                conn.execute(SQL("DROP TABLE IF EXISTS {}").format(Identifier(SCHEMA, table)))
        began = perf_counter()
        runner = ProjectionRunner(application_class=Trajects, projection_class=projection, view_class=view, env=dict(self.env))
        try:
            with runner:
                while (runner.view.max_tracking_id(Trajects.name) or 0) < events:
                    if runner.is_interrupted.wait(LOOKED):
                        runner.run_forever(timeout=0)
                    if perf_counter() - began > PATIENCE:
                        raise TimeoutError(f"The library's runner was not done in {PATIENCE:g} s.")
                return perf_counter() - began
        finally:
            runner.view.datastore.close()


@contextmanager
def library(filled: Filled, events: int) -> Iterator[Library]:
    """With so many events of whole trajectories, told one trajectory after another."""
    some = filled.whole_trajectories(events)
    at = conninfo_to_dict(filled.superuser)
    env = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(at["dbname"]),
        "POSTGRES_HOST": str(at["host"]),
        "POSTGRES_USER": str(at["user"]),
        "POSTGRES_PASSWORD": "",
        "POSTGRES_SCHEMA": SCHEMA,
    }
    with psycopg.connect(filled.superuser) as conn:
        conn.execute(SQL("CREATE SCHEMA {}").format(Identifier(SCHEMA)))
    with Trajects(env) as trajects:
        for history in some:
            first, *rest = history
            told = Traject(first.trajectory_id, first.event.event_type, facts(first))
            for each in rest:
                told.tell(each.event.event_type, facts(each))
            trajects.save(told)
    try:
        yield Library(filled, env, [each for history in some for each in history])
    finally:
        with psycopg.connect(filled.superuser) as conn:
            conn.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(SCHEMA)))

"""Rebuilding: the next generation is made beside the live one, follows the log, and takes over when it has caught up."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from uuid import UUID

from psycopg import Connection, IsolationLevel
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from eventlog import Databases
from projections.connecting import OpenLog, connect
from projections.errors import Stopped
from projections.following.batches import Following
from projections.following.checking import Progress
from projections.generations import generation as generations
from projections.generations import pointer
from projections.generations.generation import Generation
from projections.generations.trajectories import count
from projections.rebuilding.filling import Filling, fill_all, processes_for
from projections.statements import statement
from projections.telling.models import MODELS

_PAUSE = 0.2
"""Seconds between two looks whether somebody else has finished building."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The generation that took over, the position it had reached then, how many trajectories it began with, and which of them
    have other rows than in the generation before; `changed` is None where there was none to compare with."""

    generation: int
    position: int
    trajectories: int
    changed: frozenset[UUID] | None


def rebuild(
    databases: Databases,
    open_log: OpenLog,
    *,
    progress: Progress | None = None,
    processes: int | None = None,
    stopping: Event | None = None,
) -> Rebuilt:
    """Makes all rows anew, while readers go on reading the old ones and the engine goes on following the log.

    `progress` is told how many trajectories are done, of how many. One rebuild at a time: a second waits. Raises `Stopped`, and what
    `DATABASE_TROUBLE` names; then nothing has changed.
    """
    with connect(databases) as conn, _building(conn, stopping):
        return _build(conn, databases, open_log, progress, processes, stopping)


def build_if_needed(databases: Databases, open_log: OpenLog, stopping: Event) -> None:
    """Makes rows where there are none that fit this program. Raises as `rebuild`."""
    with connect(databases) as conn, _building(conn, stopping):
        if pointer.fit(conn) is None:
            _build(conn, databases, open_log, None, None, stopping)


def _build(
    conn: Connection[TupleRow],
    databases: Databases,
    open_log: OpenLog,
    progress: Progress | None,
    processes: int | None,
    stopping: Event | None,
) -> Rebuilt:
    head = _head(conn)
    total, done = count(conn, head), 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        _stop_if_asked(stopping)
        if progress:
            progress(done, total)

    with conn.transaction():
        generation = generations.create(conn)
    fill_all(conn, Filling(databases, open_log, generation, head, processes or processes_for(head)), told)
    with conn.transaction():
        generations.index(conn, generation)
        generations.secure(conn, generation, databases.logins())
        generations.begin_at(conn, generation, head)
    generations.settle(conn, generation)
    with open_log() as log:
        following = Following(conn, generation, log)
        _catch_up(following, stopping)
        changed = _changed(conn, generation)
        position = _take_over(conn, generation, following)
    return Rebuilt(generation.number, position, total, changed)


def _catch_up(following: Following, stopping: Event | None) -> None:
    """To within a batch of the head: those who go on recording would otherwise never let it end."""
    while following.advance().is_full:
        _stop_if_asked(stopping)


def _take_over(conn: Connection[TupleRow], generation: Generation, following: Following) -> int:
    """Never with rows older than those that readers have seen: the little that is missing is followed while the others wait."""
    with conn.transaction():
        conn.execute("SELECT pg_advisory_xact_lock(%s)", (pointer.TAKING_OVER,))
        before = pointer.fit(conn)
        seen = pointer.checkpoint(conn, before) if before else None
        while (position := pointer.checkpoint(conn, generation) or 0) < (seen or 0):
            following.advance()
        pointer.take_over(conn, generation)
    return position


def _changed(conn: Connection[TupleRow], generation: Generation) -> frozenset[UUID] | None:
    """Trajectories whose rows differ between the live generation and this one, of what both have reached."""
    conn.isolation_level = IsolationLevel.REPEATABLE_READ
    try:
        with conn.transaction():
            before = pointer.live(conn)
            seen = pointer.checkpoint(conn, before) if before and pointer.has_schema(conn, before) else None
            if before is None or seen is None:
                return None
            positions = sorted((seen, pointer.checkpoint(conn, generation) or 0))
            found: set[UUID] = set()
            for name in _comparable(conn, before, generation):
                query = statement("changed").format(old=before.table(name), new=generation.table(name))
                found |= {row[0] for row in conn.execute(query)}
            # What was recorded between the two is not a change, but a difference in time.
            moving = conn.execute("SELECT trajectory_id FROM log.events WHERE position > %s AND position <= %s", positions)
            return frozenset(found - {row[0] for row in moving})
    finally:
        conn.isolation_level = None


def _comparable(conn: Connection[TupleRow], before: Generation, generation: Generation) -> Iterator[str]:
    """The tables that have the same columns in both: a read model whose table changed cannot be compared row by row."""
    for model in MODELS:
        columns = [
            conn.execute(
                SQL("SELECT attname, atttypid FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 ORDER BY attnum"), (each,)
            ).fetchall()
            for each in (f"rows_{before.number}.{model.name}", f"rows_{generation.number}.{model.name}")
        ]
        if columns[0] == columns[1]:
            yield model.name


@contextmanager
def _building(conn: Connection[TupleRow], stopping: Event | None) -> Iterator[None]:
    """Alone: waits until nobody else builds. The lock goes with the connection, however this ends."""
    while conn.execute("SELECT pg_try_advisory_lock(%s)", (pointer.BUILDING,)).fetchone() != (True,):
        _stop_if_asked(stopping)
        time.sleep(_PAUSE)
    yield


def _stop_if_asked(stopping: Event | None) -> None:
    if stopping is not None and stopping.is_set():
        raise Stopped


def _head(conn: Connection[TupleRow]) -> int:
    row = conn.execute(statement("head")).fetchone()
    return int(row[0]) if row else 0

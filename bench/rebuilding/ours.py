"""Ours: all read models of the whole log, and the least that PostgreSQL needs to hand out or fold the same rows."""

import json
import os
from collections.abc import Callable

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from bench.figures import seconds
from bench.rebuilding.logs import Filled, facts
from projections import rebuild
from projections.connecting import connect
from projections.rebuilding.retiring import retire

COPIES = 5
"""How often rows are copied out, or folded, each time: once is over before the clock has said much."""


def rebuilt(filled: Filled) -> float:
    """Seconds in which all rows are made anew and take over."""
    took = seconds(lambda: rebuild(filled.databases, filled.open_log, processes=os.cpu_count()))
    with connect(filled.databases) as conn:
        retire(conn)
    return took


def copied_out(filled: Filled) -> float:
    """Seconds in which all that is stored of all events leaves the database, in the order in which it lies there."""

    def out(conn: Connection[TupleRow]) -> None:
        with conn.cursor().copy("COPY log.events TO STDOUT (FORMAT binary)") as copy:
            for _ in copy:
                pass

    with psycopg.connect(filled.databases.engine, autocommit=True) as conn:
        return _each(lambda: out(conn))


def plain(filled: Filled) -> None:
    """A copy of all facts as a table that the database itself can read."""
    with psycopg.connect(filled.superuser) as conn:
        conn.execute("CREATE SCHEMA plain")
        conn.execute(
            "CREATE TABLE plain.events (position bigint PRIMARY KEY, trajectory_id uuid NOT NULL, version integer NOT NULL, "
            "recorded_at timestamptz NOT NULL, kind text NOT NULL, facts jsonb NOT NULL, UNIQUE (trajectory_id, version))"
        )
        with conn.cursor().copy("COPY plain.events FROM STDIN") as copy:
            for each in filled.recorded:
                copy.write_row(
                    (each.position, each.trajectory_id, each.version, each.recorded_at, each.event.event_type, json.dumps(facts(each)))
                )
    with psycopg.connect(filled.superuser, autocommit=True) as conn:
        conn.execute("VACUUM (ANALYZE) plain.events")


def folded(filled: Filled) -> float:
    """Seconds in which the newest event of each trajectory of `plain` is found and laid in a table."""

    def fold(conn: Connection[TupleRow]) -> None:
        with conn.transaction():
            conn.execute(
                "CREATE TEMPORARY TABLE latest ON COMMIT DROP AS "
                "SELECT DISTINCT ON (trajectory_id) * FROM plain.events ORDER BY trajectory_id, version DESC"
            )

    with psycopg.connect(filled.superuser, autocommit=True) as conn:
        return _each(lambda: fold(conn))


def _each(do: Callable[[], None]) -> float:
    def all_of_them() -> None:
        for _ in range(COPIES):
            do()

    return seconds(all_of_them) / COPIES

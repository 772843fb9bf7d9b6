"""Generations that nobody reads any more go, and never under a reader."""

from psycopg import Connection, errors
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from projections.generations import pointer
from projections.generations.generation import Generation
from projections.statements import statement

PATIENCE = "50ms"
"""A reader of an old generation is not waited for: there is a next time."""


def retire(conn: Connection[TupleRow]) -> None:
    """Drops every generation but the live one, unless one is being built, or read: then later."""
    for row in conn.execute(statement("generations")).fetchall():
        _drop(conn, Generation(row[0]))


def _drop(conn: Connection[TupleRow], generation: Generation) -> None:
    try:
        with conn.transaction():
            held = conn.execute("SELECT pg_try_advisory_xact_lock(%s)", (pointer.BUILDING,)).fetchone()
            if held == (True,) and pointer.live_and_held(conn) != generation:
                conn.execute(SQL("SET LOCAL lock_timeout = {}").format(PATIENCE))
                conn.execute(SQL("DROP SCHEMA {} CASCADE").format(generation.schema))
    except (errors.LockNotAvailable, errors.DeadlockDetected):
        return

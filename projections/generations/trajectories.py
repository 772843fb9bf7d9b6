"""Which trajectories there are, by the log and by the rows, in order of their ids."""

from collections.abc import Iterator
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from domain.events import OWN_STREAMS
from projections.generations.generation import Generation
from projections.statements import statement
from projections.telling.models import MODELS

FIRST = UUID(int=0)
"""Comes before every trajectory."""


def in_log(conn: Connection[TupleRow], up_to: int, after: UUID, limit: int) -> list[UUID]:
    """The next trajectories after one of them that were opened at or before that position."""
    parameters = {"up_to": up_to, "after": after, "own_streams": list(OWN_STREAMS), "limit": limit}
    return [row[0] for row in conn.execute(statement("trajectories"), parameters)]


def with_rows(conn: Connection[TupleRow], generation: Generation, after: UUID, limit: int) -> list[UUID]:
    """The next trajectories after one of them that have rows in any table."""
    found: set[UUID] = set()
    for model in MODELS:
        query = SQL("SELECT DISTINCT trajectory_id FROM {} WHERE trajectory_id > %s ORDER BY trajectory_id LIMIT %s")
        found |= {row[0] for row in conn.execute(query.format(generation.table(model.name)), (after, limit))}
    return sorted(found)[:limit]


def chunks(conn: Connection[TupleRow], generation: Generation, up_to: int, size: int) -> Iterator[list[UUID]]:
    """All of both, in chunks."""
    after = FIRST
    while chunk := next_chunk(conn, generation, up_to, after, size):
        yield chunk
        after = chunk[-1]


def next_chunk(conn: Connection[TupleRow], generation: Generation, up_to: int, after: UUID, size: int) -> list[UUID]:
    """The next of both, at most `size` of them."""
    return sorted({*in_log(conn, up_to, after, size), *with_rows(conn, generation, after, size)})[:size]


def count(conn: Connection[TupleRow], position: int) -> int:
    """How many trajectories were opened at or before that position."""
    row = conn.execute(statement("count_trajectories"), {"up_to": position, "own_streams": list(OWN_STREAMS)}).fetchone()
    return int(row[0]) if row else 0

"""Which generation is live, and the locks by which it changes.

Advisory locks of a database: whoever leads (one engine), whoever builds (one generation at a time), and the moment of taking over,
which the engine's batches hold shared, so that a generation is never written to after another has taken its place.
"""

from psycopg import Connection, errors
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from projections.errors import Superseded
from projections.generations.definition import definition
from projections.generations.generation import Generation

LEADING = 0x4A657567_64737011
BUILDING = 0x4A657567_64737012
TAKING_OVER = 0x4A657567_64737013
"""("Jeugdsp", 17 to 19)."""


def live(conn: Connection[TupleRow]) -> Generation | None:
    """The generation that readers read; None before the first."""
    row = conn.execute("SELECT generation FROM projections.live").fetchone()
    return Generation(row[0]) if row else None


def live_and_held(conn: Connection[TupleRow]) -> Generation | None:
    """The same, and it stays so until the end of the transaction."""
    conn.execute("SELECT pg_advisory_xact_lock_shared(%s)", (TAKING_OVER,))
    return live(conn)


def fit(conn: Connection[TupleRow]) -> Generation | None:
    """The live generation, if its rows are there and were made by this very program; otherwise a new one is needed. Raises `Superseded`."""
    generation = live(conn)
    if generation is None or not has_schema(conn, generation):
        return None
    return generation if _noted(conn, generation, "definition") == (definition(),) else None


def checkpoint(conn: Connection[TupleRow], generation: Generation) -> int | None:
    """The position of the log that its rows are those of; None when a crash emptied them. Raises `Superseded`."""
    row = _noted(conn, generation, "position")
    return int(row[0]) if row else None


def _noted(conn: Connection[TupleRow], generation: Generation, what: str) -> TupleRow | None:
    """Raises `Superseded`: it is dropped as soon as another has taken over, also under who kept it until then."""
    try:
        return conn.execute(SQL("SELECT {} FROM {}").format(Identifier(what), generation.table("checkpoint"))).fetchone()
    except errors.UndefinedTable:
        raise Superseded(f"Generation {generation.number} is not live any more, and dropped.") from None


def take_over(conn: Connection[TupleRow], generation: Generation) -> None:
    """Readers that begin from the commit on read this generation; those under way finish with the one that they began with."""
    conn.execute(
        "INSERT INTO projections.live (generation) VALUES (%s) ON CONFLICT (one_row) DO UPDATE SET generation = excluded.generation",
        (generation.number,),
    )


def has_schema(conn: Connection[TupleRow], generation: Generation) -> bool:
    row = conn.execute("SELECT to_regclass(%s) IS NOT NULL", (f"rows_{generation.number}.checkpoint",)).fetchone()
    return bool(row and row[0])

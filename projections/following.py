"""Following the log: one batch of it, exactly once."""

from dataclasses import dataclass

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from eventlog import EventLog
from projections.errors import GenerationLost
from projections.generation import Generation
from projections.pointer import checkpoint
from projections.recompute import recompute
from projections.writing import write

BATCH = 500
"""Events that are followed in one transaction."""


@dataclass(frozen=True, slots=True)
class Advanced:
    """The position that the rows have reached, and whether there may be more at once: the batch was full."""

    position: int
    is_full: bool


def advance(conn: Connection[TupleRow], generation: Generation, log: EventLog, limit: int = BATCH) -> Advanced:
    """Re-runs the read models for the trajectories of the next events, and commits their rows together with the checkpoint.

    Nothing is counted twice, nor lost: either both are there or neither. Raises `GenerationLost`, and what `DATABASE_TROUBLE` names.
    """
    with conn.transaction():
        before = checkpoint(conn, generation)
        if before is None:
            raise GenerationLost(f"Generation {generation.number} has no rows any more.")
        reached, touched = log.touched(before, limit)
        if touched:
            write(conn, generation, recompute(log, touched, reached), reached)
            moved = conn.execute(
                SQL("UPDATE {} SET position = %s WHERE position = %s").format(generation.table("checkpoint")), (reached, before)
            )
            # Whoever else wrote here meanwhile has done this batch: ours is rolled back.
            if moved.rowcount != 1:
                raise GenerationLost(f"Generation {generation.number} was written to by somebody else.")
        return Advanced(reached, is_full=reached - before >= limit)

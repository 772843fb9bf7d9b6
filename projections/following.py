"""Following the log: one batch of it, exactly once."""

from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from eventlog import EventLog
from projections.errors import GenerationLost
from projections.generation import Generation
from projections.pointer import checkpoint
from projections.recent import Recent
from projections.writing import stored, write

BATCH = 500
"""Events that are followed in one transaction."""


@dataclass(frozen=True, slots=True)
class Advanced:
    """The position that the rows have reached, and whether there may be more at once: the batch was full."""

    position: int
    is_full: bool


class Following:
    """Follows the log for one generation of rows, as the only one that writes them."""

    def __init__(self, conn: Connection[TupleRow], generation: Generation, log: EventLog) -> None:
        self._conn = conn
        self._generation = generation
        self._log = log
        self._recent = Recent()

    def advance(self, limit: int = BATCH) -> Advanced:
        """Re-runs the read models for the trajectories of the next events, and commits their rows together with the checkpoint.

        Nothing is counted twice, nor lost: either both are there or neither. Raises `GenerationLost`, and what `DATABASE_TROUBLE` names;
        also where whoever called has a transaction of his own that does not commit, nothing goes on from here.
        """
        with self._conn.transaction():
            before = checkpoint(self._conn, self._generation)
            if before is None:
                raise GenerationLost(f"Generation {self._generation.number} has no rows any more.")
            reached, touched = self._log.touched(before, limit)
            if touched:
                self._write(touched, before, reached)
            return Advanced(reached, is_full=reached - before >= limit)

    def _write(self, touched: set[UUID], before: int, reached: int) -> None:
        generation, stood = self._generation, self._recent.rows(touched)
        made = self._recent.follow(self._log, touched, before, reached)
        stood |= stored(self._conn, generation, made.keys() - stood.keys())
        self._recent.forget(write(self._conn, generation, made, stood, reached))
        moved = self._conn.execute(
            SQL("UPDATE {} SET position = %s WHERE position = %s").format(generation.table("checkpoint")), (reached, before)
        )
        # Whoever else wrote here meanwhile has done this batch: ours is rolled back.
        if moved.rowcount != 1:
            raise GenerationLost(f"Generation {generation.number} was written to by somebody else.")

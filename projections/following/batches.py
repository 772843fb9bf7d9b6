"""Following the log: one batch of it, exactly once."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from eventlog import EventLog
from projections.errors import GenerationLost
from projections.following.recent import Recent
from projections.generations.generation import Generation
from projections.generations.pointer import checkpoint
from projections.generations.writing import Made, stored, write
from projections.telling.retold import RowsOf

BATCH = 500
"""Events that are followed in one transaction."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What comes next in the log: from where to where, and what the rows of the trajectories that it touches are then."""

    before: int
    reached: int
    made: Made
    stood: Mapping[UUID, RowsOf]
    """Of some of them, the rows that stand."""
    is_full: bool
    """There may be more at once."""


class Following:
    """Follows the log for one generation of rows, as the only one that writes them."""

    def __init__(self, conn: Connection[TupleRow], generation: Generation, log: EventLog) -> None:
        self._conn = conn
        self._generation = generation
        self._log = log
        self._recent = Recent()

    def advance(self) -> Batch:
        """Reads the next events, and writes what follows from them. Raises as both."""
        batch = self.next()
        self.write(batch)
        return batch

    def next(self, limit: int = BATCH) -> Batch:
        """Re-runs the read models for the trajectories of the next events; in no transaction, since folding takes its time.

        To be written, or nothing goes on from here. Raises `GenerationLost`, `Superseded`, and what `DATABASE_TROUBLE` names.
        """
        before = checkpoint(self._conn, self._generation)
        if before is None:
            raise GenerationLost(f"Generation {self._generation.number} has no rows any more.")
        reached, touched = self._log.touched(before, limit)
        stood = self._recent.rows(touched)
        made = self._recent.follow(self._log, touched, before, reached) if touched else {}
        return Batch(before, reached, made, stood, is_full=reached - before >= limit)

    def write(self, batch: Batch) -> None:
        """Commits its rows together with the checkpoint: nothing is counted twice, nor lost. Raises as `next`."""
        generation = self._generation
        with self._conn.transaction():
            stood = {**batch.stood, **stored(self._conn, generation, batch.made.keys() - batch.stood.keys())}
            self._recent.forget(write(self._conn, generation, batch.made, stood, batch.reached))
            moved = self._conn.execute(
                SQL("UPDATE {} SET position = %s WHERE position = %s").format(generation.table("checkpoint")), (batch.reached, batch.before)
            )
            # Whoever else wrote here meanwhile has done this batch: ours is rolled back.
            if moved.rowcount != 1:
                raise GenerationLost(f"Generation {generation.number} was written to by somebody else.")

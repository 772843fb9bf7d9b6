"""Equality: whether the stored rows are what the log makes of them. All of it at once, or a little all the time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection, IsolationLevel
from psycopg.rows import TupleRow

from eventlog import Databases, EventLog
from projections.connecting import OpenLog, connect
from projections.errors import NotYet
from projections.generations import pointer
from projections.generations.generation import Generation
from projections.generations.trajectories import FIRST, chunks, count, next_chunk
from projections.generations.writing import dead_letters, differing, stored
from projections.statements import statement
from projections.telling.models import MODELS
from projections.telling.recompute import Failure, recompute

CHUNK = 100
"""Trajectories that are opened and compared together."""

SAMPLE = 2
"""The same in the background: whoever waits for what was just recorded waits for these meanwhile, some tens of milliseconds each."""

Progress = Callable[[int, int], None]
"""Told how many trajectories are done, of how many."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was compared at which position, and the read models of each trajectory whose rows are not what the log makes of them."""

    position: int
    trajectories: int
    unequal: Mapping[UUID, frozenset[str]]


def check(databases: Databases, open_log: OpenLog, *, progress: Progress | None = None) -> Checked:
    """Recomputes every trajectory at the checkpoint and compares; finds rows of trajectories that are not in the log, too.

    Changes nothing, and hinders nobody. Raises `NotYet` when there are no rows, and what `DATABASE_TROUBLE` names.
    """
    with open_log() as log, connect(databases) as conn:
        conn.isolation_level = IsolationLevel.REPEATABLE_READ
        return _check(conn, log, progress)


def _check(conn: Connection[TupleRow], log: EventLog, progress: Progress | None) -> Checked:
    with conn.transaction():
        generation = pointer.fit(conn)
        if generation is None:
            raise NotYet("There are no rows to check.")
        position = pointer.checkpoint(conn, generation) or 0
        total = count(conn, position)
        done, unequal = 0, dict[UUID, frozenset[str]]()
        for ids in chunks(conn, generation, position, CHUNK):
            unequal |= compared(conn, generation, log, ids, position)
            done += len(ids)
            if progress:
                progress(done, max(total, done))
    return Checked(position, done, unequal)


def compared(
    conn: Connection[TupleRow], generation: Generation, log: EventLog, ids: list[UUID], position: int
) -> dict[UUID, frozenset[str]]:
    """The unequal ones among these. What cannot be recomputed is unequal in everything, unless it is a dead letter and told as that."""
    made, there, told = recompute(log, ids, position), stored(conn, generation, ids), dead_letters(conn, generation, ids)
    found = {each: _ALL if isinstance(rows, Failure) else differing(there[each], rows) for each, rows in made.items() if each not in told}
    return {each: models for each, models in found.items() if models}


_ALL = frozenset(model.name for model in MODELS)


class Sampler:
    """Goes round all trajectories, a few at a turn, and notes in the generation what it finds."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._after = FIRST

    def turn(self, conn: Connection[TupleRow], generation: Generation) -> None:
        """Checks the next few, at the checkpoint: nobody else writes rows meanwhile. Raises `Superseded`, and what `DATABASE_TROUBLE`
        names."""
        with conn.transaction():
            position = pointer.checkpoint(conn, generation)
            if position is None:
                return
            ids = next_chunk(conn, generation, position, self._after, SAMPLE)
            found = compared(conn, generation, self._log, ids, position)
            last = ids[-1] if len(ids) == SAMPLE else None
            conn.execute(
                statement("note_equality").format(rows=generation.schema),
                {"position": position, "checked": len(ids), "after": self._after, "last": last, "found": list(found)},
            )
            self._after = last or FIRST

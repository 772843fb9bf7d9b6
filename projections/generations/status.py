"""How far the rows are, and how well: for health, for metrics, for whoever waits."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from projections.errors import Superseded
from projections.generations import pointer
from projections.generations.generation import DEAD_LETTERS
from projections.statements import statement


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A trajectory whose rows could not be made; those that it has are older than `position`. `error` holds no personal data."""

    trajectory_id: UUID
    position: int
    error: str


@dataclass(frozen=True, slots=True)
class Equality:
    """What the background check found so far in this generation: `checked` counts trajectories, again each time around."""

    position: int
    checked: int
    unequal: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """`checkpoint` is None while there are no rows; `lag_events` counts what is recorded and not in the rows yet."""

    generation: int | None
    checkpoint: int | None
    head: int
    lag_events: int
    dead_letters: tuple[DeadLetter, ...]
    equality: Equality | None

    @property
    def is_ready(self) -> bool:
        """Rows are there, of all trajectories, and as they should be; lag is for the caller to judge."""
        return self.checkpoint is not None and not self.dead_letters and not (self.equality and self.equality.unequal)


def status(conn: Connection[TupleRow]) -> Status:
    """As the engine's login sees it; the same in every process."""
    while True:
        with suppress(Superseded), conn.transaction():  # from the first look at its tables on, nobody drops them
            return _status(conn)


def _status(conn: Connection[TupleRow]) -> Status:
    """Raises `Superseded`."""
    row = conn.execute(statement("head")).fetchone()
    head = int(row[0]) if row else 0
    generation = pointer.fit(conn)
    if generation is None:
        return Status(None, None, head, head, (), None)
    position = pointer.checkpoint(conn, generation) or 0
    letters = conn.execute(
        SQL("SELECT trajectory_id, position, error FROM {} ORDER BY position, trajectory_id").format(generation.table(DEAD_LETTERS))
    )
    found = conn.execute(SQL("SELECT position, checked, unequal FROM {}").format(generation.table("equality"))).fetchone()
    return Status(
        generation=generation.number,
        checkpoint=position,
        head=head,
        lag_events=max(head - position, 0),
        dead_letters=tuple(DeadLetter(*letter) for letter in letters),
        equality=Equality(found[0], found[1], tuple(found[2])) if found else None,
    )

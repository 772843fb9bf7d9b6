"""What is proven: a table that only grows, whose records have positions from 1 on, without gaps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString, NamedTuple
from uuid import UUID

from eventlog.access.record import StoredAccess
from eventlog.access.record import leaf as leaf_of_access
from eventlog.seal import Place, leaf
from eventlog.statements import statement


class Turn(NamedTuple):
    """Where a record stands in a stream of its own, counted from 1."""

    stream: UUID
    version: int


class Mark(NamedTuple):
    """Where a record stands in its ledger, since when, and in which turn of a stream, if its ledger has streams."""

    position: int
    recorded_at: datetime
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """`name` is that of its tree in the database. `after` is SQL that gives rows in order of position, the first column, given `after` and
    `limit`; of such a row, `entry` makes the bytes of a leaf, and `mark` says where it stands. The leaf of position p has the index p - 1.
    """

    name: str
    after: LiteralString
    entry: Callable[[tuple[Any, ...]], bytes]
    mark: Callable[[tuple[Any, ...]], Mark]


def _stored_event(row: tuple[Any, ...]) -> bytes:
    position, trajectory_id, version, recorded_at, topic, state = row
    return leaf(position, Place(trajectory_id, version), recorded_at, topic, state)


def _mark_of_event(row: tuple[Any, ...]) -> Mark:
    position, trajectory_id, version, recorded_at, *_ = row
    return Mark(position, recorded_at, Turn(trajectory_id, version))


def _mark_of_access(row: tuple[Any, ...]) -> Mark:
    stored = StoredAccess(*row)
    return Mark(stored.position, stored.recorded_at)


LOG = Ledger("log", statement("after"), _stored_event, _mark_of_event)
"""The log itself: its leaf is everything that is stored of an event (ADR 0005)."""

ACCESS = Ledger("access", statement("accesses_after"), leaf_of_access, _mark_of_access)
"""Who looked: its leaf is everything that is stored of an access (`eventlog.access.record`)."""

LEDGERS = [LOG.name, ACCESS.name]
"""All that have a tree."""

"""What the leading engine does besides following: checking what was written before, and dropping what nobody reads any more."""

import time

from psycopg import Connection
from psycopg.rows import TupleRow

from eventlog import EventLog
from projections.following.checking import Sampler
from projections.generations.generation import Generation
from projections.rebuilding.retiring import retire

RETIRING = 10.0
"""Seconds between two attempts to drop old generations."""

SHARE = 0.05
"""The part of the engine's time that goes into checking: all trajectories in turn, however many there are."""

CHECKING = 0.2
"""Seconds between two turns of the check, at least."""


class Upkeep:
    """Each thing when its time has come; on the engine's own connection, so never while it writes."""

    def __init__(self, conn: Connection[TupleRow], generation: Generation, log: EventLog) -> None:
        self._conn = conn
        self._generation = generation
        self._sampler = Sampler(log)
        self._retire_at = self._check_at = 0.0

    def when_due(self) -> None:
        """Raises `Superseded`, and what `DATABASE_TROUBLE` names."""
        now = time.monotonic()
        if now >= self._check_at:
            self._sampler.turn(self._conn, self._generation)
            taken = time.monotonic() - now
            self._check_at = now + max(CHECKING, taken / SHARE)
        if now >= self._retire_at:
            retire(self._conn)
            self._retire_at = time.monotonic() + RETIRING

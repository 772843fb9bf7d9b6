"""After erasure: nothing of whom the engine took out of the rows stays in the files of their database.

A row that was deleted stays in its page, and a page in its file, until something else is written over it. So the rows are made anew from
the log, where what was erased does not open any more, and the files of the old ones go.
"""

import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from threading import Event

import psycopg
from psycopg import Connection, connect, errors
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from eventlog import Databases
from projections import connecting
from projections.connecting import OpenLog
from projections.following.checking import Progress
from projections.rebuilding.building import rebuild
from projections.rebuilding.retiring import retire
from projections.statements import statement

logger = logging.getLogger(__name__)

READERS = 60.0
"""Seconds in which whoever reads old rows may finish; a question takes less than one."""

LOCK_TIMEOUT, ATTEMPTS = "100ms", 50
"""Everybody who plans a query waits in line behind the lock on the statistics: so it is asked for shortly, and often."""

_PAUSE = 0.2
"""Seconds between two looks, or two attempts."""


class Left(StrEnum):
    """What a purge could not do, as the certificate says it."""

    OLD_ROWS = "Rijen van vóór de vernietiging werden nog gelezen of gemaakt; hun bestanden verdwijnen zodra dat klaar is."
    STATISTICS = "De statistiek van de database (codes, dagen en nummers van trajecten) is niet herschreven."
    WRITE_AHEAD_LOG = "Oude delen van het write-ahead log verdwijnen pas bij de volgende checkpoints van de database."


@dataclass(frozen=True, slots=True)
class Purged:
    """The generation of rows that took over, and what is left undone: then call again."""

    generation: int
    left: tuple[Left, ...]


def purge(
    databases: Databases,
    open_log: OpenLog,
    *,
    superuser: str | None = None,
    readers: float = READERS,
    progress: Progress | None = None,
    stopping: Event | None = None,
) -> Purged:
    """Makes the rows anew, and lets the files of the old ones, what the database knows of them, and its write-ahead log of before go.

    To be called after the keys are destroyed; the engine need not have followed yet. Safe while servers run and people read and record,
    and to be called again at will. `superuser` connects as one (embedded: `Embedded.superuser`); `readers` are the seconds that readers of
    old rows are given; `progress` and `stopping` as of `rebuild`. Raises as `rebuild`: then it is to be called again.

    Why not VACUUM FULL of the rows: it keeps what a reader's older snapshot still sees, and locks everybody out of the very tables for as
    long as it rewrites them. A new generation holds nothing but what the log opens, and nobody waits for it.

    On a PostgreSQL of one's own the owner of the database may rewrite its statistics, but CHECKPOINT (role pg_checkpoint) and
    pg_switch_wal() are the administrator's to grant. Without them segments of before go at the next checkpoints, or stay for who keeps them
    (archive, replication slot). That is no plaintext: rows are unlogged, of free text no statistics are kept, and what the log and the
    key store write is sealed or wrapped. What a file system or a disk keeps of files that were deleted is out of reach from here.
    """
    # In processes of their own even where that is no quicker: folding would share the interpreter with who records and asks.
    processes, stopping = max(2, os.cpu_count() or 1), stopping or Event()
    rebuilt = rebuild(databases, open_log, progress=progress, processes=processes, stopping=stopping)
    return Purged(rebuilt.generation, tuple(_rest(databases, superuser, readers, stopping)))


def _rest(databases: Databases, superuser: str | None, readers: float, stopping: Event) -> Iterator[Left]:
    if not _retired(databases, readers, stopping):
        yield Left.OLD_ROWS
    if not _statistics_rewritten(databases, stopping):
        yield Left.STATISTICS
    if not _write_ahead_log_begun_anew(superuser or databases.owner):
        yield Left.WRITE_AHEAD_LOG


def _retired(databases: Databases, patience: float, stopping: Event) -> bool:
    """Whether the live generation is the only one: files of a table that is dropped are emptied as the drop commits."""
    deadline = time.monotonic() + patience
    with connecting.connect(databases) as conn:
        while True:
            retire(conn)
            if len(conn.execute(statement("generations")).fetchall()) <= 1:
                return True
            if time.monotonic() > deadline or stopping.wait(_PAUSE):
                return False


def _statistics_rewritten(databases: Databases, stopping: Event) -> bool:
    """Its dead rows may tell days and codes of few people."""
    with connect(databases.owner, autocommit=True, connect_timeout=10) as conn:
        conn.execute(SQL("SET lock_timeout = {}").format(LOCK_TIMEOUT))
        before = _statistics_file(conn)
        for _ in range(ATTEMPTS):
            try:
                # Who may not is only warned.
                conn.execute("VACUUM (FULL) pg_catalog.pg_statistic")
            except (errors.LockNotAvailable, errors.DeadlockDetected):
                if stopping.wait(_PAUSE):
                    return False
            else:
                return _statistics_file(conn) != before
    return False


def _statistics_file(conn: Connection[TupleRow]) -> object:
    return conn.execute("SELECT pg_relation_filenode('pg_catalog.pg_statistic')").fetchone()


def _write_ahead_log_begun_anew(conninfo: str) -> bool:
    """A checkpoint lets segments go that lie wholly before it: hence a new segment first. Files of what was dropped go with it."""
    try:
        with connect(conninfo, autocommit=True, connect_timeout=10) as conn:
            conn.execute("SELECT pg_switch_wal()")
            conn.execute("CHECKPOINT")
    except (errors.InsufficientPrivilege, psycopg.OperationalError) as error:
        logger.info("The write-ahead log is left as it is: %s", type(error).__name__)
        return False
    return True

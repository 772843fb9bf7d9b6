"""Connections of the engine's login, and to the log."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from eventlog import Databases, EventLog

OpenLog = Callable[[], AbstractContextManager[EventLog]]
"""Opens the log as the engine. It can be pickled (a function of a module, or a `functools.partial` of one): other processes open theirs."""

_OPTIONS = (
    # Rows are unlogged: what a crash takes with it is made again, so no commit has to wait for the disk.
    "-c synchronous_commit=off "
    # A batch that stalls may not keep everybody else from building or taking over.
    "-c idle_in_transaction_session_timeout=60s "
    "-c timezone=UTC"
)


def connect(databases: Databases) -> Connection[TupleRow]:
    """A connection as the engine; each statement a transaction of its own unless one is opened. Raises `psycopg.OperationalError`."""
    return psycopg.connect(databases.engine, autocommit=True, connect_timeout=10, options=_OPTIONS)

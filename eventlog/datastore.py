"""Pools of connections: one per login, made for the library's recorder."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from eventsourcing.persistence import InterfaceError, OperationalError
from eventsourcing.postgres import ConnectionPool, PostgresDatastore
from psycopg import Connection, Cursor
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import DictRow, TupleRow, dict_row, tuple_row

from eventlog.arrays import Adapting
from eventlog.errors import Unavailable
from eventlog.flight import Call, Flight, FlightConnection

PATIENCE = "3s"
"""How long any statement waits for a lock; the append lock is held for milliseconds."""

WAITING = 5.0
"""Seconds in which a connection must be had."""


class LivePool(ConnectionPool[Connection[DictRow]]):
    """Gives no connection that has died while it lay in the pool.

    The pool's own check costs a round trip at every use, and sleeps for a second or more at every dead connection it meets.
    """

    def getconn(self, timeout: float | None = None) -> Connection[DictRow]:
        while True:
            conn = super().getconn(timeout)
            if _quiet(conn):
                return conn
            conn.close()
            self.putconn(conn)


class Datastore(PostgresDatastore):
    """The library's datastore on a whole connection string, so that TLS and other options of the URL count."""

    connections: ClassVar[type[Connection[DictRow]]] = Connection
    prepare_threshold: ClassVar[int | None] = 5
    """How often psycopg has seen a statement when it prepares it; `None`: it prepares none, also if it is told to."""

    def __init__(self, conninfo: str, *, pool_size: int = 8, schema: str = "log") -> None:
        given = conninfo_to_dict(conninfo)
        super().__init__(
            dbname=str(given.get("dbname") or ""),
            host=str(given.get("host") or ""),
            port=str(given.get("port") or ""),
            user=str(given.get("user") or ""),
            password=str(given.get("password") or ""),
            schema=schema,
        )
        # Opened lazily, at the first use: making the object costs nothing.
        self.pool = LivePool(
            conninfo,
            connection_class=self.connections,
            kwargs={
                "row_factory": dict_row,
                "autocommit": True,
                "prepare_threshold": self.prepare_threshold,
                "connect_timeout": 10,
                "options": _options(given.get("options")),
                "context": Adapting(),
            },
            min_size=1,
            max_size=pool_size,
            open=False,
            timeout=WAITING,
            reconnect_timeout=5.0,
        )

    def register_type_adapters(self) -> None:
        """None: batches travel as arrays, not as the library's composite type."""

    @contextmanager
    def rows(self) -> Iterator[Cursor[TupleRow]]:
        """A cursor of binary tuple rows: three times as fast as the library's dict rows. Raises the library's exceptions."""
        with self.get_connection() as conn, conn.cursor(row_factory=tuple_row, binary=True) as curs:
            yield curs

    @contextmanager
    def reading(self) -> Iterator[Cursor[TupleRow]]:
        """As `rows`, each statement a transaction of its own. Raises `Unavailable`."""
        with reaching(), self.rows() as curs:
            yield curs

    @contextmanager
    def transaction_of_rows(self) -> Iterator[Cursor[TupleRow]]:
        """As `rows`, in one transaction. Raises `Unavailable`."""
        with reaching(), self.get_connection() as conn, conn.transaction(), conn.cursor(row_factory=tuple_row, binary=True) as curs:
            yield curs


class LogDatastore(Datastore):
    """Of the log and of its keys: what is asked for all the time goes by `Flight`.

    psycopg prepares nothing here by itself, as it drops all that is prepared on a connection whenever it rolls back what it prepared.
    """

    connections = FlightConnection
    prepare_threshold = None

    @contextmanager
    def flying(self) -> Iterator[Connection[DictRow]]:
        """For a `Flight` that reads. Raises `Unavailable`."""
        with reaching(), self.get_connection() as conn:
            yield conn

    def landed(self, call: Call) -> list[TupleRow]:
        """The rows of one statement. Raises `Unavailable`."""
        with self.flying() as conn:
            (rows,) = Flight(conn, call).landed()
        return rows


@contextmanager
def reaching() -> Iterator[None]:
    """A database that does not answer, or a lock that is not let go, is something to try again."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise Unavailable(str(error)) from error


def _quiet(conn: Connection[DictRow]) -> bool:
    """Nobody speaks to an idle connection but a server that says goodbye."""
    poll = select.poll()
    poll.register(conn.fileno(), select.POLLIN)
    return not conn.closed and not poll.poll(0)


def _options(given: object) -> str:
    # Every transaction reads what is committed when each of its statements begins, whatever the database has for its default.
    return f"{given or ''} -c lock_timeout={PATIENCE} -c timezone=UTC -c default_transaction_isolation=read\\ committed".strip()

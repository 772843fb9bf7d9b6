"""What `verify` looks at, opened without writing anything: no migration, no register, no signature, and no transaction that could.

Whoever checks a log must leave it as it is found. What is missing in it is what is looked for, so it is not made here either.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

import psycopg
from eventsourcing.persistence import PersistenceError
from psycopg import Connection, connect
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from eventlog import Databases, EventLog, KeyStore, WrongDatabase
from eventlog.connections import parts
from eventlog.migrations import pending, steps
from eventlog.notary import Kept, LogKey, NotAsProven
from eventlog.schema import check
from jeugdspoor.settings import Settings
from jeugdspoor.wiring import log_key_file_of, master_key_of, reached

_SCHEMAS = ("log", "proof", "access")
"""Of the log's database; the key store has one of its own."""

_NOT_THERE = ("3F000", "42P01", "42703")
"""PostgreSQL's codes for a schema, a table and a column that do not exist."""


@dataclass(frozen=True)
class Evidence:
    """The log, who looked, and the keys, as they are found."""

    databases: Databases
    """Whose transactions can only read."""
    log_key: LogKey
    kept: Kept
    """The newest checkpoints, beside the log's key."""
    _settings: Settings = field(repr=False)

    @contextmanager
    def keys(self) -> Iterator[tuple[KeyStore, EventLog]]:
        """The key store, and the log that it opens. Raises `NotAsProven`, `WrongDatabase`, `WrongMasterKey` and `Unavailable`."""
        with connect(self.databases.keys_owner) as conn:
            _is_there(conn, "keys")
            # A store that knows no master key takes the first that comes: not from here.
            if conn.execute("SELECT FROM keys.master_key").fetchone() is None:
                raise NotAsProven(1, "With which master key the keys of all records are wrapped stands nowhere any more.")
        master = master_key_of(self._settings)
        with KeyStore(self.databases.keys, master) as keys, EventLog(self.databases, keys, login="reader") as log:
            yield keys, log


@contextmanager
def evidence(settings: Settings) -> Iterator[Evidence]:
    """Raises `WrongDatabase` where there never was a log, and where it cannot be looked at; `NotAsProven` where there was one.

    Within, a table that is gone is `NotAsProven` too.
    """
    check()
    kept = Kept(log_key_file_of(settings))
    with reached(settings, make=False) as found, _what_is_gone_is_found():
        databases = Databases(**{login: _reading(conninfo) for login, conninfo in asdict(found.databases).items()})
        with connect(databases.owner) as conn:
            if not kept.any() and not any(_has(conn, schema) for schema in _SCHEMAS):
                raise WrongDatabase(f"Database {conn.info.dbname} holds no log.")
            for schema in _SCHEMAS:
                _is_there(conn, schema)
        yield Evidence(databases, LogKey.at(log_key_file_of(settings)), kept, settings)


def _reading(conninfo: str) -> str:
    return make_conninfo(conninfo, options=f"{parts(conninfo).get('options') or ''} -c default_transaction_read_only=on".strip())


def _is_there(conn: Connection[TupleRow], schema: str) -> None:
    """Raises `NotAsProven` when it, or what says of which version it is, is gone; `WrongDatabase` when it is of another version."""
    if not _has(conn, schema):
        raise NotAsProven(1, f"Schema {schema} is gone from database {conn.info.dbname}.")
    taken = SQL("SELECT count(*), coalesce(max(number), 0) FROM {}").format(Identifier(schema, "migrations"))
    rows, newest = conn.execute(taken).fetchone() or (0, 0)
    if rows == 0 or rows != newest:
        # They are taken all or none, and never taken back.
        raise NotAsProven(0, f"In database {conn.info.dbname}, rows of {schema}.migrations are gone.")
    if pending(conn, schema, steps(schema)):
        raise WrongDatabase(f"Database {conn.info.dbname} is of an older program: the next start of the server brings it up to date.")


def _has(conn: Connection[TupleRow], schema: str) -> bool:
    return conn.execute("SELECT to_regnamespace(%s)", (schema,)).fetchone() != (None,)


@contextmanager
def _what_is_gone_is_found() -> Iterator[None]:
    try:
        yield
    except (psycopg.Error, PersistenceError) as error:
        cause = error if isinstance(error, psycopg.Error) else error.__cause__
        if isinstance(cause, psycopg.Error) and cause.sqlstate in _NOT_THERE:
            raise NotAsProven(1, f"What held the records is gone: {cause.diag.message_primary}.") from None
        raise

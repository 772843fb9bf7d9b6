"""Numbered SQL files, run as one step: several processes may start at once, and all or nothing of it happens.

Each database records number, name and SHA-256 of every file that was run. One that is newer than the program, half
migrated, or made by files that read differently is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import LiteralString

from psycopg import Connection, connect
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Composable, Identifier

from eventlog.connections import Databases, Logins
from eventlog.errors import WrongDatabase

_LOCK = 0x4A657567_64737002
"""The advisory lock under which a database is migrated ("Jeugdsp", 2)."""

_TABLE = SQL(
    "CREATE TABLE {schema}.migrations (number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, "
    "applied_at timestamptz NOT NULL DEFAULT clock_timestamp())"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One file: `0001_events.sql`. Its names in braces, such as `{writer}`, are replaced by the login's."""

    number: int
    name: str
    text: LiteralString

    @property
    def sha256(self) -> str:
        return sha256(self.text.encode()).hexdigest()


@cache
def steps(schema: str, package: str = "eventlog") -> tuple[Step, ...]:
    """The files of one schema (here `log` and `keys`), in order: `{package}/sql/{schema}/*.sql`."""
    found = [entry for entry in (files(package) / "sql" / schema).iterdir() if entry.name.endswith(".sql")]
    numbered = sorted((entry.name.removesuffix(".sql"), entry.read_text(encoding="utf-8")) for entry in found)
    return tuple(Step(int(name.partition("_")[0]), name.partition("_")[2], text) for name, text in numbered)


def is_new(databases: Databases) -> bool:
    """Whether there is no key store yet: then, and only then, a master key may be made."""
    with connect(databases.keys_owner) as conn:
        return _applied(conn, "keys") is None


def migrate(databases: Databases) -> None:
    """Brings both databases to this program's version. Raises `WrongDatabase`."""
    migrate_schema(databases.keys_owner, "keys", steps("keys"), databases.logins())
    migrate_schema(databases.owner, "log", steps("log"), databases.logins())
    migrate_schema(databases.owner, "proof", steps("proof"), databases.logins())
    migrate_schema(databases.owner, "access", steps("access"), databases.logins())


def check(databases: Databases) -> None:
    """Changes nothing. Raises `WrongDatabase` unless the log is at exactly this program's version."""
    with connect(databases.reader) as conn:
        if pending(conn, "log", steps("log")):
            raise WrongDatabase(f"Database {conn.info.dbname} is not migrated yet.")


def migrate_schema(conninfo: str, schema: str, known: Sequence[Step], logins: Logins) -> None:
    """Takes the steps that this schema of a database has not taken yet, all or none. Raises `WrongDatabase`."""
    names = {name: Identifier(getattr(logins, name)) for name in ("writer", "reader", "engine", "notary", "access", "keys")}
    with connect(conninfo) as conn:
        _migrate(conn, schema, known, names)


def _migrate(conn: Connection[TupleRow], schema: str, known: Sequence[Step], names: Mapping[str, Composable]) -> None:
    conn.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
    left = pending(conn, schema, known)
    if len(left) == len(known):
        conn.execute(SQL("CREATE SCHEMA {schema}").format(schema=Identifier(schema)))
        conn.execute(_TABLE.format(schema=Identifier(schema)))
    for step in left:
        conn.execute(SQL(step.text).format(**names))
        conn.execute(
            SQL("INSERT INTO {schema}.migrations (number, name, sha256) VALUES (%s, %s, %s)").format(schema=Identifier(schema)),
            (step.number, step.name, step.sha256),
        )


def pending(conn: Connection[TupleRow], schema: str, known: Sequence[Step]) -> Sequence[Step]:
    """The steps still to be taken. Raises `WrongDatabase` when what was done is not the beginning of what is known."""
    applied = _applied(conn, schema)
    where = f"Database {conn.info.dbname}, schema {schema}"
    if applied is None:
        return known
    newer = [number for number, *_ in applied if number > known[-1].number]
    if newer:
        raise WrongDatabase(
            f"{where} is newer (migration {newer[-1]:04}) than this program (migration {known[-1].number:04}): use a newer program."
        )
    if not applied or [number for number, *_ in applied] != [step.number for step in known[: len(applied)]]:
        raise WrongDatabase(
            f"{where} is half migrated: migrations {[number for number, *_ in applied]} were run. "
            "Restore a backup, or start on an empty database."
        )
    for (number, name, digest), step in zip(applied, known, strict=False):
        if digest != step.sha256:
            raise WrongDatabase(f"{where} was made by a migration {number:04}_{name} that reads differently from this program's.")
    return known[len(applied) :]


def _applied(conn: Connection[TupleRow], schema: str) -> list[tuple[int, str, str]] | None:
    """None for a database without the schema."""
    row = conn.execute("SELECT to_regnamespace(%s) IS NOT NULL, to_regclass(%s) IS NOT NULL", (schema, f"{schema}.migrations")).fetchone()
    has_schema, has_table = row or (False, False)
    if not has_schema:
        return None
    if not has_table:
        return []
    rows = conn.execute(SQL("SELECT number, name, sha256 FROM {schema}.migrations ORDER BY number").format(schema=Identifier(schema)))
    return [(number, name, digest) for number, name, digest in rows]

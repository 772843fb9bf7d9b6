"""Separate database logins, so that each part of the program can do its own work and no other.

The writer inserts and reads in the log; the reader only reads; the engine reads the log and makes schemas of rows; `access` writes down who
looked, and reads that again; the notary reads both and adds to their proof; `keys` works in the key store; the owner migrates, and is the
URL's own user. Only the owner can do anything to the tables themselves.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from urllib.parse import unquote

import psycopg
from psycopg import Connection, connect, errors
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Composed, Identifier, Literal

from eventlog.connections import Databases, Logins, database_of, parts, user_of
from eventlog.errors import WrongDatabase

OLDEST = 150000
"""PostgreSQL 15."""

_LOCK = 0x4A657567_64737003
"""The advisory lock under which logins and databases are made ("Jeugdsp", 3)."""

_ATTRIBUTES = SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS")


def prepare(url: str, keys_url: str | None = None) -> Databases:
    """The databases behind a PostgreSQL of your own: `url` is the owner's. Makes what is missing and may be made.

    Raises `WrongDatabase` with what to do about it: superuser, too old, logins or the key store missing.
    """
    with _reached(url) as conn:
        conn.autocommit = True
        _suits(conn)
        conn.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        log = make_conninfo(url, dbname=conn.info.dbname, user=conn.info.user)
        logins = Logins.of(conn.info.dbname, conn.info.user)
        password = str(parts(url).get("password") or "") or None
        ensure_logins(conn, logins.of_the_log(), password)
        store = keys_url or make_conninfo(log, dbname=f"{conn.info.dbname}_keys")
        if keys_url is None:
            ensure_logins(conn, (logins.keys,), password)
            _ensure_database(conn, database_of(store))
        grant_database(conn, connects=logins.of_the_log(), creates=logins.engine)
    with _reached(store) as conn:
        conn.autocommit = True
        _suits(conn)
        if keys_url is not None:
            ensure_logins(conn, (logins.keys,), str(parts(store).get("password") or "") or None)
        grant_database(conn, connects=(logins.keys,))
        store = make_conninfo(store, dbname=conn.info.dbname, user=conn.info.user)
    return Databases.reached(log, store, logins)


def found(url: str, keys_url: str | None = None) -> Databases:
    """As `prepare`, for who makes nothing: a login that is missing shows when it is used. Raises `WrongDatabase`."""
    with _reached(url) as conn:
        _suits(conn)
        logins, log = Logins.of(conn.info.dbname, conn.info.user), make_conninfo(url, dbname=conn.info.dbname, user=conn.info.user)
        store = keys_url or make_conninfo(log, dbname=f"{conn.info.dbname}_keys")
    with _reached(store) as conn:
        _suits(conn)
        return Databases.reached(log, make_conninfo(store, dbname=conn.info.dbname, user=conn.info.user), logins)


def ensure_logins(conn: Connection[TupleRow], names: Iterable[str], password: str | None) -> None:
    """Makes the roles that are missing. Raises `WrongDatabase`, with the SQL to run, when this user may not."""
    existing: dict[str, bool] = dict(conn.execute("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles").fetchall())
    for name in names:
        if existing.get(name):
            raise WrongDatabase(f"The login {name} is a superuser or bypasses row security: it must have no rights of its own.")
    missing = [name for name in names if name not in existing]
    for name in missing:
        try:
            with suppress(errors.DuplicateObject, errors.UniqueViolation):
                conn.execute(_create(conn, name, password))
        except errors.InsufficientPrivilege:
            statements = "\n".join(f"  {_create(conn, each, None).as_string(conn)};" for each in missing)
            raise WrongDatabase(
                f"The user {conn.info.user} may not make the logins that are missing. Let the database's administrator run\n{statements}\n"
                f"and give them the password of {conn.info.user}, or lines in .pgpass."
            ) from None


def set_passwords(conn: Connection[TupleRow], passwords: Mapping[str, str]) -> None:
    """Of those of these logins that are there, all or none; as who may."""
    with conn.transaction():
        there = {row[0] for row in conn.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", (list(passwords),))}
        for name in sorted(there):
            conn.execute(SQL("ALTER ROLE {} PASSWORD {}").format(Identifier(name), _hashed(conn, name, passwords[name])))


def grant_database(conn: Connection[TupleRow], *, connects: Iterable[str], creates: str | None = None) -> None:
    """Who may connect to this database, and who may make schemas in it; everybody else loses both. As its owner."""
    database = Identifier(conn.info.dbname)
    wanted = [(name, "CONNECT") for name in connects] + ([(creates, "CREATE")] if creates else [])
    if all(_has(conn, name, privilege) for name, privilege in wanted) and not _public_connects(conn):
        return
    conn.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    for name, privilege in wanted:
        conn.execute(
            SQL("GRANT {} ON DATABASE {} TO {}").format(
                SQL("CREATE") if privilege == "CREATE" else SQL("CONNECT"), database, Identifier(name)
            )
        )
    # A grant by somebody who may not give it is only a warning.
    lacking = [
        f"  GRANT {privilege} ON DATABASE {database.as_string(conn)} TO {name};"
        for name, privilege in wanted
        if not _has(conn, name, privilege)
    ]
    if lacking:
        raise WrongDatabase(
            f"The user {conn.info.user} does not own the database {conn.info.dbname}. Make it the owner, or run\n" + "\n".join(lacking)
        )


def _has(conn: Connection[TupleRow], role: str, privilege: str) -> bool:
    row = conn.execute("SELECT has_database_privilege(%s, current_database(), %s)", (role, privilege)).fetchone()
    return bool(row and row[0])


def _public_connects(conn: Connection[TupleRow]) -> bool:
    """Role 0 stands for PUBLIC; without an access list everybody may connect."""
    row = conn.execute(
        "SELECT datacl IS NULL OR EXISTS (SELECT FROM aclexplode(datacl) WHERE grantee = 0 AND privilege_type = 'CONNECT') "
        "FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    return bool(row and row[0])


def _create(conn: Connection[TupleRow], name: str, password: str | None) -> Composed:
    create = SQL("CREATE ROLE {} {}").format(Identifier(name), _ATTRIBUTES)
    if password is None:
        return create
    return create + SQL(" PASSWORD {}").format(_hashed(conn, name, password))


def _hashed(conn: Connection[TupleRow], name: str, password: str) -> Literal:
    """Here, so that the password itself is in no statement and no server log."""
    return Literal(conn.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode())


def _ensure_database(conn: Connection[TupleRow], name: str) -> None:
    if conn.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
        try:
            conn.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        except errors.InsufficientPrivilege:
            raise WrongDatabase(
                f"The user {conn.info.user} may not make the key store. Let the database's administrator run\n"
                f"  CREATE DATABASE {Identifier(name).as_string(conn)} OWNER {Identifier(conn.info.user).as_string(conn)};\n"
                "or name another in JEUGDSPOOR_KEYS_URL."
            ) from None


def _suits(conn: Connection[TupleRow]) -> None:
    if conn.info.server_version < OLDEST:
        raise WrongDatabase(f"PostgreSQL {conn.info.server_version // 10000} is too old: 15 or newer is needed.")
    row = conn.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
    if row and row[0]:
        raise WrongDatabase(
            f"The user {conn.info.user} is a superuser or bypasses row security. Append-only means nothing to such a user: "
            "make an ordinary one, the owner of the database, and name it in JEUGDSPOOR_DATABASE_URL."
        )


def _reached(url: str) -> Connection[TupleRow]:
    try:
        return connect(url, connect_timeout=10)
    except psycopg.Error as error:
        raise WrongDatabase(f"The database {database_of(url)} cannot be reached as {user_of(url)}: {unquote(str(error)).strip()}") from None

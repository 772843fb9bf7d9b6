"""Migrating is one step: safe when many start at once, all or nothing, and never onto a database that does not fit."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from eventlog import Databases, WrongDatabase, check, migrate
from eventlog import migrations as module
from eventlog.connections import database_of
from eventlog.logins import grant_database
from jeugdspoor.embedded import LOGINS
from tests.conftest import Cluster

STARTING = "import sys; from eventlog import Databases, migrate; sys.stdin.read(); migrate(Databases(*sys.argv[1:]))"


@pytest.fixture
def empty(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Two databases that nobody has migrated."""
    names = ("onbeschreven", "onbeschreven_keys")
    with psycopg.connect(cluster.superuser, autocommit=True) as conn:
        for name in names:
            conn.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(name), Identifier(LOGINS.owner)))
    log, store = (make_conninfo(cluster.template.owner, dbname=name) for name in names)
    with psycopg.connect(log, autocommit=True) as conn:
        grant_database(conn, connects=LOGINS.of_the_log(), creates=LOGINS.engine)
    databases = Databases.reached(log, store, LOGINS)
    yield databases
    cluster.drop(databases)


def test_six_processes_that_start_at_once_migrate_once(empty: Databases) -> None:
    command = [sys.executable, "-c", STARTING, *asdict(empty).values()]
    root = Path(__file__).parents[2]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root) for _ in range(6)]
    for process in processes:
        process.stdin.close()

    errors = [process.stderr.read() for process in processes]
    assert [process.wait(timeout=120) for process in processes] == [0] * 6, errors
    check(empty)
    for conninfo, schema in ((empty.owner, "log"), (empty.keys_owner, "keys")):
        with psycopg.connect(conninfo) as conn:
            numbers = conn.execute(SQL("SELECT number FROM {}.migrations ORDER BY number").format(Identifier(schema))).fetchall()
        assert [row[0] for row in numbers] == [step.number for step in module.steps(schema)]


def test_a_database_that_is_not_migrated_is_told_from_one_that_is(empty: Databases) -> None:
    with pytest.raises(WrongDatabase, match="not migrated"):
        check(empty)
    migrate(empty)
    check(empty)


def test_a_migration_that_fails_leaves_nothing_behind(empty: Databases, monkeypatch) -> None:
    known = module.steps("log")
    broken = module.Step(known[-1].number + 1, "broken", "CREATE TABLE log.half (); SELECT 1 / 0")
    monkeypatch.setattr(module, "steps", lambda schema: (*known, broken) if schema == "log" else STEPS(schema))

    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(empty)

    with psycopg.connect(empty.owner) as conn:
        assert conn.execute("SELECT to_regnamespace('log')").fetchone() == (None,)


STEPS = module.steps


def test_a_later_migration_runs_on_what_is_there(empty: Databases, monkeypatch) -> None:
    migrate(empty)
    known = module.steps("log")
    later = module.Step(known[-1].number + 1, "later", "CREATE TABLE log.later (); GRANT SELECT ON log.later TO {reader}")
    monkeypatch.setattr(module, "steps", lambda schema: (*known, later) if schema == "log" else STEPS(schema))

    with pytest.raises(WrongDatabase, match="not migrated"):
        check(empty)
    migrate(empty)

    with psycopg.connect(empty.reader) as conn:
        conn.execute("SELECT * FROM log.later")


@pytest.mark.parametrize("database", ["owner", "keys_owner"])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("INSERT INTO {}.migrations VALUES (9999, 'from_the_future', 'x')", "newer"),
        ("DELETE FROM {}.migrations WHERE number = 1", "half migrated"),
        ("DELETE FROM {}.migrations", "half migrated"),
        ("DROP TABLE {}.migrations", "half migrated"),
        ("UPDATE {}.migrations SET sha256 = 'x' WHERE number = 1", "reads differently"),
    ],
)
def test_a_database_that_does_not_fit_is_refused_and_not_touched(empty: Databases, database: str, change: str, message: str) -> None:
    migrate(empty)
    conninfo = asdict(empty)[database]
    schema = "log" if database == "owner" else "keys"
    with psycopg.connect(conninfo, autocommit=True) as conn:
        conn.execute(SQL(change).format(Identifier(schema)))

    with pytest.raises(WrongDatabase, match=message) as refused:
        migrate(empty)

    assert database_of(conninfo) in str(refused.value)
    if database == "owner" and "DROP" not in change:
        with pytest.raises(WrongDatabase, match=message):
            check(empty)

"""`jeugdspoor verify` and `erase --check`: 0 that all is well, 1 that it is not, 2 that it could not be seen; and nothing is written."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier
from typer.testing import CliRunner, Result

from jeugdspoor.commands import commands
from jeugdspoor.embedded import DATABASE, KEY_STORE, LOGINS, Embedded
from jeugdspoor.settings import Settings
from jeugdspoor.wiring import store

NOWHERE = f"{tempfile.gettempdir()}/nergens-{os.getpid()}/elders"

Counts = dict[tuple[str, str, str], int]


@dataclass
class Home:
    """A log that holds the register, signed; as it was at the beginning of each test."""

    embedded: Embedded
    hurt: set[str] = field(default_factory=set)

    @property
    def data_dir(self) -> Path:
        return self.embedded.data_dir

    def connected(self, database: str) -> psycopg.Connection:
        return psycopg.connect(make_conninfo(self.embedded.superuser, dbname=database), autocommit=True)

    def copied(self, source: str, target: str) -> None:
        with self.connected("postgres") as conn:
            conn.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(target)))
            names = {"target": Identifier(target), "source": Identifier(source), "owner": Identifier(LOGINS.owner)}
            conn.execute(SQL("CREATE DATABASE {target} TEMPLATE {source} OWNER {owner} STRATEGY wal_log").format(**names))

    def damaged(self, database: str, *statements: str) -> None:
        """As its owner."""
        self.hurt.add(database)
        with psycopg.connect(make_conninfo(self.embedded.databases.owner, dbname=database)) as conn:
            for statement in statements:
                conn.execute(statement)

    def counts(self) -> Counts:
        """Rows of every table of either database."""
        found: Counts = {}
        for database in (DATABASE, KEY_STORE):
            with self.connected(database) as conn:
                tables = conn.execute(
                    "SELECT relnamespace::regnamespace::text, relname FROM pg_class WHERE relkind = 'r' "
                    "AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
                ).fetchall()
                for schema, table in tables:
                    row = conn.execute(SQL("SELECT count(*) FROM {}").format(Identifier(schema, table))).fetchone()
                    found[database, schema, table] = row[0] if row else 0
        return found


@pytest.fixture(scope="module")
def kept(scratch: Path) -> Iterator[Home]:
    directory = scratch / "verified" / "data"
    directory.parent.mkdir()
    with store(Settings(data_dir=directory)) as opened:
        opened.sign()
    with Embedded(directory):
        home = Home(Embedded(directory))
        home.copied(DATABASE, "saved")
        home.copied(KEY_STORE, "saved_keys")
        shutil.copytree(directory, directory.parent / "saved", ignore=shutil.ignore_patterns("pg", "*.lock"))
        yield home


@pytest.fixture
def home(kept: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    monkeypatch.setenv("JEUGDSPOOR_DATA_DIR", str(kept.data_dir))
    yield kept
    while kept.hurt:
        database = kept.hurt.pop()
        kept.copied("saved" if database == DATABASE else "saved_keys", database)
    shutil.copytree(kept.data_dir.parent / "saved", kept.data_dir, dirs_exist_ok=True)


def run(*arguments: str, **settings: str) -> Result:
    return CliRunner().invoke(commands, arguments, env=settings)


def test_a_log_that_is_whole_is_said_to_be_and_is_not_touched(home: Home) -> None:
    before = home.counts()
    verified = run("verify")
    assert (verified.exit_code, verified.stderr) == (0, "")
    assert "records are as they were recorded" in verified.stdout
    assert home.counts() == before


EMPTIED = ("ALTER TABLE log.events DISABLE TRIGGER USER", "TRUNCATE log.events")


@pytest.mark.parametrize(
    ("database", "statements", "told"),
    [
        (DATABASE, EMPTIED, "position 1: Position 1 is not there"),
        (DATABASE, ("DROP TABLE log.events CASCADE",), "position 1: What held the records is gone"),
        (DATABASE, ("DROP SCHEMA log CASCADE",), "position 1: Schema log is gone"),
        (DATABASE, ("DROP SCHEMA log, proof, access, projections CASCADE",), "position 1: Schema log is gone"),
        (DATABASE, ("DROP TABLE proof.tiles CASCADE",), "position 1: What held the records is gone"),
        (DATABASE, ("DROP TABLE access.accesses CASCADE",), "position 1: What held the records is gone"),
        (DATABASE, ("DELETE FROM log.migrations WHERE number = 1",), "rows of log.migrations are gone"),
        (DATABASE, ("DELETE FROM log.migrations",), "rows of log.migrations are gone"),
        (DATABASE, ("DROP TABLE log.migrations",), "position 1: What held the records is gone"),
        (KEY_STORE, ("TRUNCATE keys.master_key",), "position 1: With which master key"),
        (KEY_STORE, ("DROP TABLE keys.trajectory_keys CASCADE",), "position 1: What held the records is gone"),
        (KEY_STORE, ("DROP SCHEMA keys CASCADE",), "position 1: Schema keys is gone"),
    ],
)
def test_what_is_missing_is_found_and_not_made_anew(home: Home, database: str, statements: tuple[str, ...], told: str) -> None:
    # given
    home.damaged(database, *statements)
    before = home.counts()
    # when
    verified = run("verify")
    # then
    assert (verified.exit_code, verified.stderr) == (1, "")
    assert told in verified.stdout
    assert home.counts() == before


def test_a_log_that_was_emptied_with_all_proof_of_it_is_found_empty(home: Home) -> None:
    # given an owner who has the machine as well
    home.damaged(DATABASE, *EMPTIED)
    for table in ("tiles", "checkpoints", "cosignatures"):
        home.damaged(DATABASE, f"ALTER TABLE proof.{table} DISABLE TRIGGER USER")
    home.damaged(DATABASE, "TRUNCATE proof.tiles, proof.checkpoints, proof.cosignatures")
    (home.data_dir / "log.checkpoint").unlink()
    before = home.counts()
    # then
    verified = run("verify")
    assert (verified.exit_code, verified.stdout) == (1, "position 1: The log holds nothing, and every log begins with the register.\n")
    assert home.counts() == before


def without(name: str) -> Callable[[Home], dict[str, str]]:
    def removed(home: Home) -> dict[str, str]:
        (home.data_dir / name).unlink()
        return {}

    return removed


def newer(home: Home) -> dict[str, str]:
    home.damaged(DATABASE, "INSERT INTO log.migrations (number, name, sha256) VALUES (3, 'of_tomorrow', 'x')")
    return {}


def older(home: Home) -> dict[str, str]:
    home.damaged(DATABASE, "DELETE FROM log.migrations WHERE number = 2")
    return {}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (lambda home: {"JEUGDSPOOR_DATA_DIR": str(home.data_dir.parent / "elders")}, "holds no database"),
        (lambda _: {"JEUGDSPOOR_KEYS_URL": "postgresql://localhost/keys"}, "JEUGDSPOOR_KEYS_URL goes with JEUGDSPOOR_DATABASE_URL"),
        (lambda _: {"JEUGDSPOOR_DATABASE_URL": "host=/nergens user=iemand dbname=ergens"}, "cannot be reached"),
        (lambda home: {"JEUGDSPOOR_LOG_KEY_FILE": str(home.data_dir / "none.key")}, "none.key cannot be read"),
        (without("log.key"), "log.key cannot be read"),
        (without("master.key"), "master.key cannot be read"),
        (lambda _: {"JEUGDSPOOR_MASTER_KEY": "QQ=="}, "base64 of exactly 32"),
        (newer, "newer"),
        (older, "older"),
    ],
    ids=["no database", "wrong setting", "out of reach", "another log key", "no log key", "no master key", "bad key", "newer", "older"],
)
def test_what_cannot_be_looked_at_is_another_exit_code(home: Home, given: Callable[[Home], dict[str, str]], told: str) -> None:
    settings = given(home)
    before = home.counts()
    verified = run("verify", **settings)
    assert verified.exit_code == 2, verified.output
    assert told in verified.stderr
    assert "Traceback" not in verified.output
    assert home.counts() == before
    assert not (home.data_dir.parent / "elders").exists()


def test_a_file_that_is_no_checkpoint_is_wrong_use(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "checkpoint"
    file.write_text("geen checkpoint")
    assert run("verify", "--checkpoint", str(file)).exit_code == 2
    assert run("verify", "--checkpoint", str(tmp_path / "nergens")).exit_code == 2


def test_the_exit_codes_are_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    for arguments in (("verify", "--help"), ("erase", "--help")):
        told = " ".join(run(*arguments).stdout.split())
        assert "xit 1 and name" in told
        assert "2 if it could not be" in told


class TestSearching:
    def test_finds_and_says_where_and_changes_nothing(self, home: Home) -> None:
        (home.data_dir / "rest.txt").write_text("Zandlopersma")
        before = home.counts()
        try:
            found = run("erase", "--check", "Zandlopersma")
        finally:
            (home.data_dir / "rest.txt").unlink()
        assert (found.exit_code, found.stderr) == (1, "")
        assert found.stdout == f"text 1: {home.data_dir / 'rest.txt'}\n"
        assert run("erase", "--check", "Zandlopersma").exit_code == 0
        assert home.counts() == before

    @pytest.mark.parametrize(
        ("settings", "text", "told"),
        [
            ({"JEUGDSPOOR_DATA_DIR": NOWHERE}, "Zandlopersma", "holds no database"),
            ({"JEUGDSPOOR_DATABASE_URL": "host=/nergens user=iemand dbname=ergens"}, "Zandlopersma", "cannot be reached"),
            ({"JEUGDSPOOR_ERASURE_DAYS": "soon"}, "Zandlopersma", "JEUGDSPOOR_ERASURE_DAYS"),
            ({}, "kort", "at least 6 bytes"),
        ],
    )
    def test_what_cannot_be_searched_is_another_exit_code(self, home: Home, settings: dict[str, str], text: str, told: str) -> None:
        ended = run("erase", "--check", text, **settings)
        assert (ended.exit_code, ended.stdout) == (2, "")
        assert told in ended.stderr
        assert not os.path.exists(NOWHERE)

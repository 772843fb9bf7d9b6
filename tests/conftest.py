"""A real PostgreSQL for every test that needs one: one server per test process, a fresh pair of databases per module.

Nothing is mocked. The databases are copies of a migrated template, which takes some tens of milliseconds.
"""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

from eventlog import Databases, EventLog, FileMasterKey, KeyStore, migrate
from eventlog.connections import database_of
from eventlog.logins import grant_database, set_passwords
from jeugdspoor import passwords
from jeugdspoor.embedded import DATABASE, KEY_STORE, LOGINS, Embedded

SLOW_FIRST = ("serving", "api", "simulation", "projections", "eventlog", "application")
"""Rooms by what a module of theirs takes. Modules of the others take so little that they fill up what is left at the end."""


# What a test promises, it promises on a busy machine too. Fewer examples than the library's hundred: the whole is to be run often.
settings.register_profile("patient", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_configure() -> None:
    # Else every program that a test starts, and every process of this run, would compile all that it imports anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # A run that is told to stop takes its server with it, as one that is interrupted does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {room: place for place, room in enumerate(SLOW_FIRST)}
    tests = Path(__file__).parent
    items.sort(key=lambda item: rank.get(item.path.relative_to(tests).parts[0], len(rank)))


class ByModule(LoadFileScheduling):  # type: ignore[misc]
    """A module is run by one process, in its order: its server and its databases are made once, and what is told in it stays a story."""

    def _split_scope(self, nodeid: str) -> str:
        # All that is asked of the simulated region is asked by the process that simulated it.
        return "tests/simulation" if nodeid.startswith("tests/simulation/") else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByModule:
    config.option.loadscopereorder = False  # else the modules with most tests come first, which are the quickest
    return ByModule(config, log)


@dataclass
class Cluster:
    """The server of this test process. `superuser` connects as nobody in production may."""

    embedded: Embedded
    template: Databases
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def superuser(self) -> str:
        return self.embedded.superuser

    def as_superuser(self, conninfo: str) -> psycopg.Connection:
        """The same database, with rights that append-only and row security mean nothing to."""
        return psycopg.connect(self.superuser, dbname=database_of(conninfo), autocommit=True)

    def kill_connections(self, conninfo: str) -> int:
        """Every connection that this login has to this database dies; gives how many."""
        parts = conninfo_to_dict(conninfo)
        with psycopg.connect(self.superuser, autocommit=True) as conn:
            killed = conn.execute(
                "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = %s AND usename = %s",
                (parts["dbname"], parts["user"]),
            )
            return killed.rowcount

    def fresh(self) -> Databases:
        """A pair of databases of its own: empty, migrated, with all logins."""
        number = next(self.numbers)
        names = (f"log_{number}", f"log_{number}_keys")
        with psycopg.connect(self.superuser, autocommit=True) as conn:
            for name, template in zip(names, (DATABASE, KEY_STORE), strict=True):
                # FILE_COPY asks for a checkpoint: slower than copying these few pages through the write-ahead log.
                conn.execute(
                    SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY wal_log").format(
                        Identifier(name), Identifier(template), Identifier(LOGINS.owner)
                    )
                )
        log, store = (make_conninfo(self.template.owner, dbname=name) for name in names)
        # Rights on a database itself are not copied with it.
        with psycopg.connect(log, autocommit=True) as conn:
            grant_database(conn, connects=LOGINS.of_the_log(), creates=LOGINS.engine)
        with psycopg.connect(store, autocommit=True) as conn:
            grant_database(conn, connects=(LOGINS.keys,))
        return Databases.reached(log, store, LOGINS)

    def drop(self, databases: Databases) -> None:
        with psycopg.connect(self.superuser, autocommit=True) as conn:
            for each in (databases.owner, databases.keys_owner):
                conn.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(database_of(each))))


def forget_on_a_power_cut(embedded: Embedded) -> None:
    """Nothing is synchronised to disk any more: most of what making and dropping a database costs. Kills of processes it survives.

    For servers of tests alone, and of those only where nobody cuts the power. It is kept in the directory, over restarts.
    """
    with psycopg.connect(embedded.superuser, autocommit=True) as conn:
        conn.execute("ALTER SYSTEM SET fsync = off")
        conn.execute("ALTER SYSTEM SET full_page_writes = off")
        conn.execute("SELECT pg_reload_conf()")


def sign_in_at_once(embedded: Embedded) -> None:
    """Passwords are kept as what one hash makes of them, and not 4096: milliseconds less per connection. They are random, and of tests.

    Kept over restarts, too: a server that is started again sets its passwords as its configuration says.
    """
    with psycopg.connect(embedded.superuser, autocommit=True) as conn:
        conn.execute("ALTER SYSTEM SET scram_iterations = 1")
        conn.execute("SELECT pg_reload_conf()")
    # A connection of its own: it is told of what holds from its beginning.
    with psycopg.connect(embedded.superuser, autocommit=True) as conn:
        while conn.execute("SHOW scram_iterations").fetchone() != ("1",):
            time.sleep(0.01)
        set_passwords(conn, passwords.read(embedded.data_dir / passwords.FILE))


_IN_MEMORY = Path("/dev/shm")  # noqa: S108  # a directory of its own is made in it
"""Where files are quickest: databases are made, copied and removed by the hundred, of a thousand files each."""


def _is_roomy(directory: Path) -> bool:
    """Whether all databases of a run fit in it, several times, and in memory too."""
    room = 8 * 2**30
    return os.access(directory, os.W_OK) and min(shutil.disk_usage(directory).free, psutil.virtual_memory().available) > room


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A directory that PostgreSQL's own user can reach also when the tests run as root (pytest's own cannot be)."""
    directory = Path(tempfile.mkdtemp(prefix="jeugdspoor-tests-", dir=_IN_MEMORY if _is_roomy(_IN_MEMORY) else None))
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster(scratch: Path) -> Iterator[Cluster]:
    embedded = Embedded(scratch / "cluster")
    with embedded as databases:
        forget_on_a_power_cut(embedded)
        sign_in_at_once(embedded)
        migrate(databases)
        yield Cluster(embedded, databases)


@pytest.fixture(scope="session")
def master(scratch: Path) -> FileMasterKey:
    return FileMasterKey.at(scratch / "master.key", make=True)


@pytest.fixture(scope="module")
def databases(cluster: Cluster) -> Iterator[Databases]:
    fresh = cluster.fresh()
    yield fresh
    cluster.drop(fresh)


@pytest.fixture(scope="module")
def keys(databases: Databases, master: FileMasterKey) -> Iterator[KeyStore]:
    with KeyStore(databases.keys, master) as store:
        yield store


@pytest.fixture(scope="module")
def log(databases: Databases, keys: KeyStore) -> Iterator[EventLog]:
    """Seen by the writer."""
    with EventLog(databases, keys, login="writer") as writer:
        yield writer

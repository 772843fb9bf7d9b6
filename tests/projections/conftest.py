"""The databases of `tests/conftest.py` with the room of rows in them, and what the engine needs to run on them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from psycopg import Connection
from psycopg.rows import TupleRow

from eventlog import Databases, EventLog, KeyStore
from projections import Engine, Rows, migrate
from projections.connecting import OpenLog, connect
from tests.conftest import Cluster
from tests.projections.assigned import open_to_all
from tests.projections.logs import Recorder, engine_log


@pytest.fixture(scope="module")
def databases(databases: Databases) -> Databases:
    migrate(databases)
    return databases


@pytest.fixture(scope="module")
def open_log(databases: Databases, keys: KeyStore, scratch: Path) -> OpenLog:
    """As the engine's login; another process can open it, too."""
    return partial(engine_log, databases, scratch / "master.key")


@pytest.fixture(scope="module")
def recorder(log: EventLog) -> Recorder:
    return Recorder(log)


@pytest.fixture
def engine(databases: Databases, open_log: OpenLog) -> Iterator[Engine]:
    with Engine(databases, open_log) as running:
        yield running


@pytest.fixture
def rows(databases: Databases, engine: Engine) -> Iterator[Rows]:
    with Rows(databases, reached=engine.reached, scope=open_to_all) as reader:
        yield reader


@pytest.fixture
def engine_login(databases: Databases) -> Iterator[Connection[TupleRow]]:
    """What the engine itself can reach: for looking at, and for changing rows behind its back."""
    with connect(databases) as conn:
        yield conn


@pytest.fixture
def superuser(cluster: Cluster, databases: Databases) -> Iterator[Connection[TupleRow]]:
    """Whom neither grants nor triggers nor row security hold back, in the database of the log."""
    with cluster.as_superuser(databases.owner) as conn:
        yield conn


@pytest.fixture
def key_store(cluster: Cluster, databases: Databases) -> Iterator[Connection[TupleRow]]:
    """The same, in the key store."""
    with cluster.as_superuser(databases.keys_owner) as conn:
        yield conn

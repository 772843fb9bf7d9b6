"""After a crash of the database the rows are gone, because they never were in its write-ahead log; they come back by themselves."""

import contextlib
import fcntl
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from domain.codes import Role
from domain.envelope import Actor
from eventlog import EventLog, FileMasterKey, KeyStore, migrate
from jeugdspoor.embedded import Embedded
from projections import Engine, NotYet, Rows, check
from projections import migrate as migrate_projections
from tests.histories import told
from tests.projections.assigned import open_to_all
from tests.projections.logs import Recorder, anew, engine_log
from tests.projections.waiting import PATIENCE, eventually

AUDITOR = Actor(subject="auditor-1", role=Role.AUDITOR, organisation="inspectie")


@pytest.fixture
def home(scratch: Path) -> Path:
    """A server of its own, because this one dies."""
    return scratch / "crashing"


@contextlib.contextmanager
def crashed(home: Path) -> Iterator[None]:
    """As in a power cut: all processes of the database at once. For as long nobody can start it again: whoever does holds that lock."""
    with (home / "starting.lock").open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        _kill(home)
        yield


def _kill(home: Path) -> None:
    server = psutil.Process(int((home / "pg" / "postmaster.pid").read_text().split("\n", 1)[0]))
    for each in [server, *server.children()]:
        with contextlib.suppress(psutil.NoSuchProcess):  # a worker of the database that just ended by itself
            each.kill()
    psutil.wait_procs([server], timeout=PATIENCE)


def test_after_a_crash_of_the_database_the_rows_come_back_by_themselves(home: Path, master: FileMasterKey, scratch: Path) -> None:
    with Embedded(home) as databases:
        migrate(databases)
        migrate_projections(databases)
        open_log = partial(engine_log, databases, scratch / "master.key")
        with Engine(databases, open_log) as engine, Rows(databases, reached=engine.reached, scope=open_to_all) as rows:
            # given: rows that are there, of a generation that is on disk (as every append makes sure of what was committed before it)
            eventually(lambda: engine.leads)
            with KeyStore(databases.keys, master) as keys, EventLog(databases, keys) as log:
                events = anew(told())
                last = Recorder(log).record(events)[-1]
            assert rows.wait_for(last.position, PATIENCE)
            before = engine.status().generation

            # when: the database crashes, and nobody can be asked
            with crashed(home):
                with pytest.raises(NotYet):
                    rows.audit_trail(AUDITOR)
                eventually(lambda: engine.trouble)

            # and: it starts again
            # then: the rows are made anew, and nobody reads an empty list meanwhile
            eventually(lambda: engine.leads)
            assert rows.wait_for(last.position, PATIENCE)
            items = rows.audit_trail(AUDITOR, trajectory_id=events[0].trajectory_id).items
            assert [item["version"] for item in items] == [1, 2, 3, 4, 5]
            assert (engine.status().generation or 0) > (before or 0)
            assert check(databases, open_log).unequal == {}

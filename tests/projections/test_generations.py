"""Generations of rows: made beside the live one, taking over under whoever reads, found wrong, mended, lost in a crash, and dropped."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from psycopg import Connection, IsolationLevel, connect
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from domain.codes import Role
from domain.envelope import Actor
from eventlog import Databases, FileMasterKey, KeyStore
from projections import Engine, NotYet, Rows, check, migrate, rebuild
from projections.connecting import OpenLog
from projections.errors import Stopped
from projections.generations import pointer
from projections.generations.generation import Generation
from projections.rebuilding.retiring import retire
from projections.telling.models import MODELS
from projections.telling.models.deadlines import NO_END
from tests.conftest import Cluster
from tests.histories import told
from tests.projections.assigned import open_to_all
from tests.projections.logs import Recorder, anew, engine_log, everything
from tests.projections.waiting import PATIENCE, eventually

AUDITOR = Actor(subject="auditor-1", role=Role.AUDITOR, organisation="inspectie")


@pytest.fixture
def recorded(recorder: Recorder, rows: Rows) -> UUID:
    """One ordinary trajectory, in the log and in the rows."""
    events = anew(told())
    last = recorder.record(events)[-1]
    assert rows.wait_for(last.position, PATIENCE)
    return events[0].trajectory_id


def generations(conn: Connection[TupleRow]) -> list[int]:
    return [int(row[0].removeprefix("rows_")) for row in conn.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^rows_[0-9]+$'")]


@contextmanager
def reading_slowly(databases: Databases, generation: int) -> Iterator[Connection[TupleRow]]:
    """A reader in the middle of a long transaction."""
    with connect(databases.reader) as conn:
        conn.isolation_level = IsolationLevel.REPEATABLE_READ
        conn.execute("SELECT set_config('jeugdspoor.role', 'privacy_officer', true)")
        conn.execute(SQL("SELECT FROM {}").format(Generation(generation).table("checkpoint")))
        yield conn


def rows_in(conn: Connection[TupleRow], generation: int) -> int:
    row = conn.execute(SQL("SELECT count(*) FROM {}").format(Generation(generation).table("audit_trail"))).fetchone()
    return int(row[0]) if row else 0


def test_a_generation_takes_over_under_a_long_reader(
    recorded: UUID, engine: Engine, rows: Rows, databases: Databases, open_log: OpenLog, engine_login: Connection[TupleRow]
) -> None:
    # given: somebody who has begun to read
    old = engine.status().generation
    assert old is not None
    with reading_slowly(databases, old) as reader:
        seen = rows_in(reader, old)
        assert seen >= 5

        # when
        new = rebuild(databases, open_log).generation
        retire(engine_login)

        # then: who began with the old rows goes on reading them; who begins now reads the new ones
        assert rows_in(reader, old) == seen
        assert pointer.live(engine_login) == Generation(new)
        assert {old, new} <= set(generations(engine_login))
        assert rows.audit_trail(AUDITOR, trajectory_id=recorded).items

    # and: then nobody needs the old ones
    retire(engine_login)
    assert generations(engine_login) == [new]
    assert rows.audit_trail(AUDITOR, trajectory_id=recorded).items


def test_an_engine_finds_no_trouble_in_it_that_what_it_followed_was_replaced_and_dropped(
    recorded: UUID,
    engine: Engine,
    rows: Rows,
    recorder: Recorder,
    databases: Databases,
    open_log: OpenLog,
    engine_login: Connection[TupleRow],
    caplog: pytest.LogCaptureFixture,
) -> None:
    # given
    eventually(lambda: engine.leads)

    # when: as after an erasure, others make the rows anew, and drop those that it keeps
    new = rebuild(databases, open_log).generation
    eventually(lambda: retire(engine_login) or generations(engine_login) == [new])

    # then: it goes on with the new ones, and nothing in the log alarms anybody
    last = recorder.record(anew(told()))[-1]
    assert rows.wait_for(last.position, PATIENCE)
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING] == []


def test_a_row_changed_behind_its_back_is_found_reported_and_mended(
    recorded: UUID, engine: Engine, databases: Databases, open_log: OpenLog, superuser: Connection[TupleRow]
) -> None:
    # given
    schema = Generation(engine.status().generation or 0)
    superuser.execute(
        SQL("UPDATE {} SET location = 'elders' WHERE trajectory_id = %s AND stay_id = 'v-1'").format(schema.table("current_placements")),
        (recorded,),
    )

    # when / then: found
    assert check(databases, open_log).unequal == {recorded: {"current_placements"}}

    # and: reported without being asked
    eventually(lambda: (found := engine.status().equality) and found.unequal == (recorded,))
    assert not engine.status().is_ready

    # and: mended, by name
    assert rebuild(databases, open_log).changed == frozenset({recorded})
    assert check(databases, open_log).unequal == {}
    eventually(lambda: engine.status().is_ready)


def test_questions_over_new_rows_are_answered_from_indexes_alone(
    recorded: UUID, databases: Databases, open_log: OpenLog, superuser: Connection[TupleRow]
) -> None:
    rows = Generation(rebuild(databases, open_log).generation)

    settled = "SELECT relname FROM pg_stat_user_tables WHERE schemaname = %s AND last_vacuum IS NOT NULL AND last_analyze IS NOT NULL"
    eventually(lambda: {name for (name,) in superuser.execute(settled, (f"rows_{rows.number}",))} == {model.name for model in MODELS})


@pytest.mark.parametrize("table", ["placements", "current_placements", "worklist", "audit_trail", "access"])
def test_a_row_that_is_gone_is_found(
    table: str, recorded: UUID, engine: Engine, databases: Databases, open_log: OpenLog, superuser: Connection[TupleRow]
) -> None:
    schema = Generation(engine.status().generation or 0)
    superuser.execute(SQL("DELETE FROM {} WHERE trajectory_id = %s").format(schema.table(table)), (recorded,))

    assert check(databases, open_log).unequal == {recorded: {table}}

    rebuild(databases, open_log)


def test_rows_of_a_trajectory_that_is_not_in_the_log_are_found(
    recorded: UUID, engine: Engine, databases: Databases, open_log: OpenLog, superuser: Connection[TupleRow]
) -> None:
    stranger, schema = uuid4(), Generation(engine.status().generation or 0)
    row = (stranger, "referral", "", date(2024, 1, 1), NO_END, 1)
    superuser.execute(SQL("INSERT INTO {} VALUES (%s, %s, %s, %s, %s, %s)").format(schema.table("access")), row)

    assert check(databases, open_log).unequal == {stranger: {"access"}}
    assert rebuild(databases, open_log).changed == frozenset({stranger})


def test_an_engine_corrects_what_it_touches(
    recorder: Recorder, engine: Engine, rows: Rows, databases: Databases, open_log: OpenLog, superuser: Connection[TupleRow]
) -> None:
    # given
    events = anew(told())
    assert rows.wait_for(recorder.record(events[:-1])[-1].position, PATIENCE)
    schema = Generation(engine.status().generation or 0)
    superuser.execute(SQL("DELETE FROM {} WHERE trajectory_id = %s").format(schema.table("placements")), (events[0].trajectory_id,))

    # when
    assert rows.wait_for(recorder.record(events[-1:])[-1].position, PATIENCE)

    # then
    assert events[0].trajectory_id not in check(databases, open_log).unequal


def test_recording_goes_on_while_rows_are_rebuilt(
    recorded: UUID, recorder: Recorder, engine: Engine, rows: Rows, databases: Databases, open_log: OpenLog
) -> None:
    # given: somebody who keeps recording, and somebody who keeps looking how far the rows are
    done = Event()
    looked: list[int] = []

    def record() -> None:
        events = (each for _ in count() for each in anew(told()))
        # Breath for who rebuilds on the same interpreter, who would have more to rebuild the longer it took.
        while not done.wait(0.01):
            recorder.record([next(events)])

    def look() -> None:
        while not done.is_set():
            looked.append(rows.checkpoint() or 0)
            done.wait(0.005)

    threads = [Thread(target=record), Thread(target=look)]
    for thread in threads:
        thread.start()

    # when
    try:
        rebuilt = [rebuild(databases, open_log) for _ in range(3)]
    finally:
        done.set()
        for thread in threads:
            thread.join()

    # then: readers never went back in time, nothing changed, and nothing was lost
    assert looked == sorted(looked)
    assert [each.changed for each in rebuilt] == [frozenset()] * 3
    last = recorder.record(anew(told()))[-1]
    assert rows.wait_for(last.position, PATIENCE)
    assert check(databases, open_log).unequal == {}


def test_several_processes_make_the_same_rows_as_one(
    recorder: Recorder, engine: Engine, rows: Rows, databases: Databases, open_log: OpenLog, engine_login: Connection[TupleRow]
) -> None:
    # given: more trajectories than one process takes at a time
    for _ in range(3):
        last = recorder.record([each for _ in range(50) for each in anew(told())])[-1]
    assert rows.wait_for(last.position, PATIENCE)
    before = everything(engine_login, engine.status().generation)
    told_of: list[tuple[int, int]] = []

    # when
    rebuilt = rebuild(databases, open_log, processes=2, progress=lambda done, total: told_of.append((done, total)))

    # then
    assert everything(engine_login, rebuilt.generation) == before
    assert told_of[-1] == (rebuilt.trajectories, rebuilt.trajectories)
    assert [done for done, _ in told_of] == sorted(done for done, _ in told_of)


def test_two_rebuilds_at_once_happen_one_after_the_other(
    recorded: UUID, databases: Databases, open_log: OpenLog, engine: Engine, engine_login: Connection[TupleRow]
) -> None:
    found: list[int] = []
    threads = [Thread(target=lambda: found.append(rebuild(databases, open_log).generation)) for _ in range(2)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(found)) == 2
    assert pointer.live(engine_login) == Generation(max(found))


def test_a_rebuild_that_is_stopped_leaves_everything_as_it_was(
    recorded: UUID, databases: Databases, open_log: OpenLog, engine: Engine, engine_login: Connection[TupleRow]
) -> None:
    # given
    before = pointer.live(engine_login)
    stopping = Event()
    stopping.set()

    # when
    with pytest.raises(Stopped):
        rebuild(databases, open_log, stopping=stopping)

    # then
    assert pointer.live(engine_login) == before
    retire(engine_login)
    assert generations(engine_login) == [before.number if before else None]


def test_rows_of_another_definition_are_made_anew_and_not_read_meanwhile(
    recorded: UUID, databases: Databases, open_log: OpenLog, engine: Engine, rows: Rows, engine_login: Connection[TupleRow]
) -> None:
    # given: rows that another version of the program made
    engine.stop()
    old = pointer.live(engine_login)
    assert old is not None
    engine_login.execute(SQL("UPDATE {} SET definition = 'another'").format(old.table("checkpoint")))
    with pytest.raises(NotYet):
        rows.audit_trail(AUDITOR)
    assert rows.checkpoint() is None

    # when
    engine.start()

    # then
    eventually(lambda: rows.checkpoint() is not None)
    assert pointer.live(engine_login) != old
    assert rows.audit_trail(AUDITOR, trajectory_id=recorded).items


def test_an_engine_begins_on_an_empty_log(cluster: Cluster, master: FileMasterKey, scratch: Path) -> None:
    databases = cluster.fresh()
    migrate(databases)
    with KeyStore(databases.keys, master), Rows(databases, scope=open_to_all) as rows:
        # given
        assert rows.checkpoint() is None
        with pytest.raises(NotYet):
            rows.audit_trail(AUDITOR)

        # when
        with Engine(databases, partial(engine_log, databases, scratch / "master.key")) as engine:
            # then
            assert rows.wait_for(0, PATIENCE)
            eventually(lambda: rows.checkpoint() == 0)
            assert engine.status().is_ready
    cluster.drop(databases)

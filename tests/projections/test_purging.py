"""After a purge nothing of whom was erased is in any row or file; before it, much is. Statistics never hold what somebody typed."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from psycopg import Connection
from psycopg.rows import TupleRow

from domain.codes import Role
from domain.envelope import Actor
from eventlog import Databases
from jeugdspoor.embedded import DATABASE
from jeugdspoor.searching import Found
from projections import Engine, Rows, check
from projections.connecting import OpenLog
from projections.generations.generation import PLANNED_BY
from projections.rebuilding.purging import Left, purge
from tests.histories import told
from tests.projections.erased import FACTS, SEALED, Home, erased, home_at, recorded, somebody_else
from tests.projections.logs import Recorder, anew
from tests.projections.test_generations import generations, reading_slowly
from tests.projections.waiting import PATIENCE

AUDITOR = Actor(subject="auditor-1", role=Role.AUDITOR, organisation="inspectie")


@pytest.fixture
def home(scratch: Path, request: pytest.FixtureRequest) -> Iterator[Home]:
    with home_at(scratch / request.node.name) as made:
        yield made


def test_nothing_of_whom_was_erased_is_left_in_any_row_or_file(home: Home) -> None:
    # given: facts stand in rows and in their files; words, identity and BSN nowhere
    trajectory_id, other = recorded(home), somebody_else(home)
    home.analyzed()
    found = home.searched(*FACTS, *SEALED)
    for number in range(1, len(FACTS) + 1):
        places = [each.where for each in found if isinstance(each, Found) and each.canary == number]
        assert f"{DATABASE}.rows_1.audit_trail" in places, number
        assert any("/pg/base/" in place for place in places), number
        # Neither in the statistics nor in the write-ahead log: both outlive rows.
        assert not any("pg_wal" in place or "pg_statistic" in place for place in places), number
    assert all(isinstance(each, Found) and each.canary <= len(FACTS) for each in found)

    # when: erased, and taken out of the rows by the engine
    erased(home, trajectory_id)
    assert home.rows.wait_for(Recorder(home.log).record(anew(told()))[-1].position, PATIENCE)

    # then: deleted rows are in the files still
    places = [each.where for each in home.searched(*FACTS)]
    assert places
    assert all("/pg/base/" in place for place in places)

    # when
    purged = purge(home.databases, home.open_log, superuser=home.embedded.superuser)

    # then: no more; and everybody else's rows are there
    assert purged.left == ()
    assert home.searched(*FACTS, *SEALED) == []
    assert trajectory_id not in home.everybody()
    assert other in home.everybody()
    assert check(home.databases, home.open_log).unequal == {}

    # and: it can be done again
    assert purge(home.databases, home.open_log, superuser=home.embedded.superuser).generation > purged.generation


def test_rows_that_the_engine_has_not_taken_out_yet_go_too(home: Home) -> None:
    # given
    trajectory_id = recorded(home)
    home.engine.stop()
    erased(home, trajectory_id)
    assert home.everybody() == {trajectory_id}

    # when
    assert purge(home.databases, home.open_log, superuser=home.embedded.superuser).left == ()

    # then
    assert home.everybody() == set()
    assert home.searched(*FACTS) == []


def test_who_reads_old_rows_is_waited_for_and_then_said_to_be_left(
    engine: Engine, rows: Rows, recorder: Recorder, databases: Databases, open_log: OpenLog, engine_login: Connection[TupleRow]
) -> None:
    # given
    assert rows.wait_for(recorder.record(anew(told()))[-1].position, PATIENCE)
    with reading_slowly(databases, engine.status().generation or 0):
        # when
        purged = purge(databases, open_log, readers=0.5)

        # then
        assert Left.OLD_ROWS in purged.left
        assert len(generations(engine_login)) == 2

    # and: the next time nobody does
    assert Left.OLD_ROWS not in purge(databases, open_log).left
    assert len(generations(engine_login)) == 1


def test_an_owner_rewrites_statistics_and_leaves_the_write_ahead_log_to_the_administrator(
    engine: Engine, databases: Databases, open_log: OpenLog
) -> None:
    assert purge(databases, open_log).left == (Left.WRITE_AHEAD_LOG,)


def test_others_read_and_record_meanwhile(engine: Engine, rows: Rows, recorder: Recorder, databases: Databases, open_log: OpenLog) -> None:
    # given
    done, read, errors = Event(), [0], list[Exception]()

    def go_on() -> None:
        try:
            while not done.is_set():
                last = recorder.record(anew(told()))[-1]
                assert rows.wait_for(last.position, PATIENCE)
                read[0] += len(rows.audit_trail(AUDITOR).items)
        except Exception as error:
            errors.append(error)

    threads = [Thread(target=go_on) for _ in range(2)]
    for thread in threads:
        thread.start()

    # when
    try:
        purge(databases, open_log)
    finally:
        done.set()
        for thread in threads:
            thread.join()

    # then
    assert errors == []
    assert read[0] > 0
    assert check(databases, open_log).unequal == {}


def test_statistics_are_of_ids_codes_and_days_alone(
    engine: Engine, rows: Rows, recorder: Recorder, superuser: Connection[TupleRow]
) -> None:
    # given
    assert rows.wait_for(recorder.record(anew(told()))[-1].position, PATIENCE)

    # when: as the database does by itself, sooner or later
    superuser.execute("ANALYZE")

    # then
    kept = superuser.execute("SELECT tablename, attname FROM pg_stats WHERE schemaname ~ '^rows_'").fetchall()
    bookkeeping = {"checkpoint", "dead_letters", "equality"}
    assert {column for table, column in kept if table not in bookkeeping} <= PLANNED_BY
    assert {table for table, column in kept if column == "trajectory_id"} >= {"deadlines", "worklist", "access", "audit_trail"}
    assert not [row for row in superuser.execute("SELECT t::text FROM pg_statistic AS t") if "v-1" in row[0] or "m-1" in row[0]]

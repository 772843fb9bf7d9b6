"""Statements that are sent together are carried out together, or not at all; and what they give is what a cursor gives."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import Connection, errors
from psycopg.rows import DictRow, tuple_row

from eventlog import Databases
from eventlog.arrays import Blobs, Integers, Moments, Number, Packed, Texts, Uuids
from eventlog.datastore import LogDatastore
from eventlog.flight import Flight
from eventlog.recorder import APPEND_LOCK
from eventlog.statements import statement

LOCK = ("lock", {"lock": Number(APPEND_LOCK)})


@contextmanager
def connected(databases: Databases) -> Iterator[Connection[DictRow]]:
    datastore = LogDatastore(databases.writer, pool_size=1)
    try:
        with datastore.pool, datastore.pool.connection() as conn:
            yield conn
    finally:
        datastore.close()


def appending(id_: UUID, version: int, moment: datetime | None = None) -> tuple[str, dict[str, Packed | None]]:
    return (
        "append",
        {
            "trajectory_ids": Uuids([id_]),
            "versions": Integers([version]),
            "topics": Texts(["sealed/1"]),
            "states": Blobs([b"state"]),
            "moments": Moments([moment]) if moment else None,
            "key_hashes": Blobs(),
            "answered_ids": Uuids(),
            "answered_versions": Integers(),
            "answers": Blobs(),
        },
    )


def standing(id_: UUID) -> tuple[str, dict[str, Packed | None]]:
    return "standing", {"trajectory_ids": Uuids([id_]), "versions": Integers([0]), "key_hashes": Blobs([b"none"])}


def test_what_a_flight_gives_is_what_a_cursor_gives(databases: Databases) -> None:
    id_ = uuid4()
    with connected(databases) as conn:
        _, ((position, recorded_at),) = Flight(conn, LOCK, appending(id_, 1)).landed()
        (rows,) = Flight(conn, standing(id_)).landed()
        with conn.cursor(row_factory=tuple_row, binary=True) as curs:
            assert rows == curs.execute(statement("standing"), standing(id_)[1]).fetchall()
        assert rows == [(None, None, position, id_, 1, recorded_at, "sealed/1", b"state")]
        assert recorded_at.tzinfo is not None


def test_of_a_flight_in_which_one_statement_fails_nothing_stands_and_the_connection_flies_on(databases: Databases) -> None:
    id_ = uuid4()
    with connected(databases) as conn:
        # when the second append of two takes a version that the first took
        with pytest.raises(errors.UniqueViolation):
            Flight(conn, LOCK, appending(id_, 1), appending(id_, 1)).landed()
        # then neither stands, and the same statements can be sent again
        assert Flight(conn, standing(id_)).landed() == [[]]
        assert len(Flight(conn, LOCK, appending(id_, 1)).landed()[1]) == 1


def test_a_statement_after_one_that_failed_is_prepared_when_it_is_sent_again(databases: Databases) -> None:
    with connected(databases) as conn:
        too_late = appending(uuid4(), 1, datetime(2999, 1, 1, tzinfo=UTC))
        with pytest.raises(errors.DatetimeFieldOverflow):
            Flight(conn, LOCK, too_late, standing(uuid4())).landed()
        assert Flight(conn, standing(uuid4())).landed() == [[]]


def test_the_lock_is_free_when_a_flight_has_landed_or_failed(databases: Databases) -> None:
    id_ = uuid4()
    with connected(databases) as conn, psycopg.connect(databases.writer) as other:

        def is_free() -> bool:
            got = other.execute("SELECT pg_try_advisory_xact_lock(%s)", (APPEND_LOCK,)).fetchone()
            other.rollback()
            return got == (True,)

        flights: list[Callable[[], object]] = [lambda: Flight(conn, LOCK, appending(id_, 1)).landed()] * 2
        flights[0]()
        assert is_free()
        with pytest.raises(errors.UniqueViolation):
            flights[1]()
        assert is_free()


def test_a_flight_on_a_connection_that_was_cut_says_so(databases: Databases) -> None:
    with connected(databases) as conn, psycopg.connect(databases.writer) as other:
        Flight(conn, standing(uuid4())).landed()
        other.execute("SELECT pg_terminate_backend(%s)", (conn.pgconn.backend_pid,))
        with pytest.raises(psycopg.OperationalError):
            Flight(conn, standing(uuid4())).landed()
        assert conn.broken

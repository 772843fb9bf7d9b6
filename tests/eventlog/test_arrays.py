"""Columns that are sent as arrays arrive as what they are, also where nothing is in them."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import psycopg
import pytest

from eventlog import Databases
from eventlog.arrays import Adapting, Blobs, Integers, Moments, Texts, Uuids

SUMMER = timezone(timedelta(hours=2))

SOME = [
    (Uuids([UUID(int=0), UUID(int=2**128 - 1)]), "uuid[]"),
    (Integers([1, -(2**31), 2**31 - 1]), "integer[]"),
    (Texts(["", "é, {1}", 'NULL "\\']), "text[]"),
    (Blobs([b"", b"\x00{},"]), "bytea[]"),
    (
        Moments([datetime(1, 1, 1, tzinfo=UTC), datetime(2026, 3, 29, 3, 0, 0, 1, tzinfo=timezone(timedelta(hours=2)))]),
        "timestamp with time zone[]",
    ),
]


@pytest.mark.parametrize(("column", "type_"), [*SOME, *((type(column)(), type_) for column, type_ in SOME)])
def test_a_column_arrives_as_it_was_sent(databases: Databases, column: list[object], type_: str) -> None:
    with psycopg.connect(databases.reader, context=Adapting()) as conn:
        got = conn.execute("SELECT %(column)b, pg_typeof(%(column)b)::text", {"column": column}).fetchone()

    assert got == (list(column), type_)

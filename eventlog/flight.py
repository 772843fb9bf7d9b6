"""Statements that are sent together and waited for once, as libpq sends them: the short way for what every recording waits for.

psycopg's cursors make objects for each statement that live for its one use: 130 to 200 us of CPU, three to four times what it takes to
send it and to read its rows (measured on those of a recording). Here a statement is prepared once on a connection; its parameters
are packed as it takes them (`eventlog.arrays`), and its rows are read by psycopg's own loaders. All other statements go by cursors.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from psycopg import Connection, errors, generators
from psycopg.abc import PQGen
from psycopg.adapt import Transformer
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult
from psycopg.rows import DictRow, TupleRow

from eventlog.arrays import Packed
from eventlog.statements import statement


class FlightConnection(Connection[DictRow]):
    """psycopg's, which knows what was prepared on it."""

    def __init__(self, pgconn: PGconn) -> None:
        super().__init__(pgconn)
        self.prepared: set[str] = set()


Call = tuple[str, Mapping[str, Packed | None]]
"""The name of a statement in `sql/statements`, and its parameters."""


class Flight:
    """Under way when it is made, so that something else can be sent meanwhile; to be `landed` once.

    All that one holds is one transaction, unless one was begun before: it ends where the flight ends, with the Sync message of PostgreSQL's
    protocol. A flight that breaks off has none, and leaves nothing. Raises psycopg's exceptions.
    """

    def __init__(self, conn: Connection[DictRow], *calls: Call) -> None:
        """`calls`: in the order in which they are to be carried out."""
        assert isinstance(conn, FlightConnection)  # of `LogDatastore`
        self._conn = conn
        self._new = [name for name in dict.fromkeys(name for name, _ in calls) if name not in conn.prepared]
        self._calls = len(calls)
        pgconn = conn.pgconn
        pgconn.enter_pipeline_mode()
        for name in self._new:
            pgconn.send_prepare(name.encode(), _numbered(name).text, None)
        for name, parameters in calls:
            given = [None if (value := parameters[each]) is None else value.packed() for each in _numbered(name).parameters]
            pgconn.send_query_prepared(name.encode(), given, [Format.BINARY] * len(given), Format.BINARY)
        pgconn.pipeline_sync()
        conn.wait(generators.send(pgconn))

    def landed(self) -> list[list[TupleRow]]:
        """The rows of each call. Raises the first error of any; then nothing of the flight was carried out."""
        pgconn = self._conn.pgconn
        *results, _ = self._conn.wait(_results(pgconn, len(self._new) + self._calls + 1))
        pgconn.exit_pipeline_mode()
        prepared, carried_out = results[: len(self._new)], results[len(self._new) :]
        # What was prepared stays so, whatever becomes of the flight.
        self._conn.prepared.update(name for name, result in zip(self._new, prepared, strict=True) if result.status == ExecStatus.COMMAND_OK)
        for result in results:
            if result.status == ExecStatus.FATAL_ERROR:
                raise errors.error_from_result(result)
        return [self._rows(result) for result in carried_out]

    def _rows(self, result: PGresult) -> list[TupleRow]:
        reader = Transformer(self._conn)
        reader.set_pgresult(result)
        return reader.load_rows(0, result.ntuples, tuple)


def _results(pgconn: PGconn, count: int) -> PQGen[list[PGresult]]:
    results = []
    for _ in range(count):
        results += yield from generators.fetch_many(pgconn)
    return results


class _Numbered(NamedTuple):
    """A statement as PostgreSQL prepares it."""

    text: bytes
    parameters: Sequence[str]
    """By their names; the first is `$1`."""


@cache
def _numbered(name: str) -> _Numbered:
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"${numbers.setdefault(found[1], len(numbers) + 1)}"

    text = re.sub(r"%\((\w+)\)b", number, statement(name))
    return _Numbered(text.encode(), tuple(numbers))

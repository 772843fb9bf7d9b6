"""Tables as Parquet: in groups of rows, so that no more than one of them is in memory, and in pieces, made as they are asked for.

The same rows give the same bytes, with one version of the library: which format and compression are written is said here, and nothing in
the file tells of a moment or a machine. Text is UTF-8, integers have 64 bits, numbers are doubles, moments are microseconds in UTC. Text
stands as it is: a program that reads Parquet takes no cell for a formula.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from interchange.tables.column import Column, Kind, Value, fitting

ROWS_IN_A_GROUP = 50_000

_TYPES: Mapping[Kind, Any] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.TIMESTAMP: pa.timestamp("us", tz="UTC"),
    Kind.BOOLEAN: pa.bool_(),
}


def parquet_of(columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, rows_in_a_group: int = ROWS_IN_A_GROUP) -> Iterator[bytes]:
    """The table in pieces. Raises `Misfit` at a row that does not fit, and what the rows raise: what came before is no table that can be
    read."""
    schema = pa.schema([pa.field(column.name, _TYPES[column.kind], column.nullable) for column in columns])
    remaining = iter(fitting(columns, rows))
    sink = _Sink()
    # The library ends a table whenever it lets go of it: of one that breaks off, nobody takes that end.
    with pq.ParquetWriter(sink, schema, version="2.6", data_page_version="1.0", compression="zstd", store_schema=False) as writer:
        while group := list(islice(remaining, rows_in_a_group)):
            values = zip(*group, strict=True)
            arrays = [pa.array(each, field.type) for each, field in zip(values, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=rows_in_a_group)
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """What the library writes to: keeps it until it is taken."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """What was written stays until it is taken."""

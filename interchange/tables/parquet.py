"""Tables as Parquet: in groups of rows, so that no more than one of them is in memory.

The same rows give the same bytes, with one version of the library: which format and compression are written is said here, and nothing in
the file tells of a moment or a machine. Text is UTF-8, integers have 64 bits, numbers are doubles, moments are microseconds in UTC. Text
stands as it is: a program that reads Parquet takes no cell for a formula.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

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


def write_parquet(
    columns: Sequence[Column], rows: Iterable[Sequence[Value]], to: BinaryIO, *, rows_in_a_group: int = ROWS_IN_A_GROUP
) -> None:
    """Writes the table to a file, or to what is written to like one, and leaves it open.

    Raises `Misfit` at a row that does not fit, as does whatever the rows raise. What was written by then is no table that can be read.
    """
    schema = pa.schema([pa.field(column.name, _TYPES[column.kind], column.nullable) for column in columns])
    remaining = iter(fitting(columns, rows))
    sink = _Sink(to)
    writer = pq.ParquetWriter(sink, schema, version="2.6", data_page_version="1.0", compression="zstd", store_schema=False)
    try:
        while group := list(islice(remaining, rows_in_a_group)):
            values = zip(*group, strict=True)
            arrays = [pa.array(each, field.type) for each, field in zip(values, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=rows_in_a_group)
    except BaseException:
        sink.takes_more = False
        raise
    finally:
        writer.close()


class _Sink:
    """What the library writes to. It ends a file whenever it lets go of it: of a table that broke off, that end is not taken."""

    closed = False

    def __init__(self, to: BinaryIO) -> None:
        self._to = to
        self.takes_more = True

    def write(self, data: Any) -> int:
        return self._to.write(data) if self.takes_more else len(data)

    def flush(self) -> None:
        self._to.flush()

    def close(self) -> None:
        """Who opened it closes it."""

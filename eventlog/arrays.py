"""Parameters as PostgreSQL takes them in binary: whole columns, which are arrays of one type; and a number.

Of a plain list psycopg finds out by itself what it is a list of, anew for each cursor, and sends an empty one in another form, for
which the statement is prepared once more. Here the type is said.
"""

import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Protocol, TypeVar
from uuid import UUID

from psycopg import adapters
from psycopg.adapt import AdaptersMap, Dumper
from psycopg.pq import Format

_HEAD, _DIMENSION, _LENGTH = (struct.Struct(layout) for layout in (">iiI", ">ii", ">i"))
_INTEGER, _BIGINT = struct.Struct(">i"), struct.Struct(">q")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

T = TypeVar("T")


class Packed(Protocol):
    """Whatever can be a parameter of a `Flight`."""

    def packed(self) -> bytes:
        """PostgreSQL's binary form of its type."""


class Number(int):
    """`bigint`."""

    def packed(self) -> bytes:
        return _BIGINT.pack(self)


class Array(list[T]):
    """One column. `oid` is the type of the array, `element` that of what is in it; both are PostgreSQL's numbers."""

    oid: ClassVar[int]
    element: ClassVar[int]

    def packed(self) -> bytes:
        """Its dimensions, that nothing is null, its type; where there is something, how many, counted from 1; each behind its length."""
        if not self:
            return _HEAD.pack(0, 0, self.element)
        parts = [_HEAD.pack(1, 0, self.element), _DIMENSION.pack(len(self), 1)]
        for each in self.elements():
            parts += (_LENGTH.pack(len(each)), each)
        return b"".join(parts)

    def elements(self) -> Sequence[bytes]:
        raise NotImplementedError


class Uuids(Array[UUID]):
    """`uuid[]`."""

    oid, element = 2951, 2950

    def elements(self) -> Sequence[bytes]:
        return [each.bytes for each in self]


class Integers(Array[int]):
    """`integer[]`, of 32 bits each."""

    oid, element = 1007, 23

    def elements(self) -> Sequence[bytes]:
        return [_INTEGER.pack(each) for each in self]


class Texts(Array[str]):
    """`text[]`."""

    oid, element = 1009, 25

    def elements(self) -> Sequence[bytes]:
        return [each.encode() for each in self]


class Blobs(Array[bytes]):
    """`bytea[]`."""

    oid, element = 1001, 17

    def elements(self) -> Sequence[bytes]:
        return self


class Moments(Array[datetime]):
    """`timestamptz[]`, of moments with an offset."""

    oid, element = 1185, 1184

    def elements(self) -> Sequence[bytes]:
        return [_BIGINT.pack((each - _EPOCH) // _MICROSECOND) for each in self]


class Adapting:
    """How values travel by psycopg's cursors: as psycopg has it, and these."""

    connection = None
    adapters = AdaptersMap(adapters)


class _Packing(Dumper):
    format = Format.BINARY

    def dump(self, obj: Array[object]) -> bytes:
        return obj.packed()


for _kind in (Uuids, Integers, Texts, Blobs, Moments):
    Adapting.adapters.register_dumper(_kind, type(f"Packing{_kind.__name__}", (_Packing,), {"oid": _kind.oid}))

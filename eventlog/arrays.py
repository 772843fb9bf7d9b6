"""Parameters that are a whole column: arrays of one type, as PostgreSQL takes them in binary.

Of a plain list psycopg finds out by itself what it is a list of, anew for each cursor, and sends an empty one in another form, for
which the statement is prepared once more. Here the type is said.
"""

import struct
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from psycopg import adapters
from psycopg.adapt import AdaptersMap, Dumper
from psycopg.pq import Format

_HEAD, _DIMENSION, _LENGTH, _INTEGER = (struct.Struct(layout) for layout in (">iiI", ">ii", ">i", ">i"))


class Uuids(list[UUID]):
    """`uuid[]`."""


class Integers(list[int]):
    """`integer[]`, of 32 bits each."""


class Texts(list[str]):
    """`text[]`."""


class Blobs(list[bytes]):
    """`bytea[]`."""


class _Array(Dumper):
    """Its dimensions, that nothing is null, and its type; where there is something, how many, counted from 1, each behind its length."""

    format = Format.BINARY
    element: ClassVar[int]

    def dump(self, obj: Any) -> bytes:
        elements = self.elements(obj)
        if not elements:
            return _HEAD.pack(0, 0, self.element)
        parts = [_HEAD.pack(1, 0, self.element), _DIMENSION.pack(len(elements), 1)]
        for each in elements:
            parts += (_LENGTH.pack(len(each)), each)
        return b"".join(parts)

    def elements(self, obj: Any) -> Sequence[bytes]:
        raise NotImplementedError


class _Uuids(_Array):
    oid, element = 2951, 2950

    def elements(self, obj: Uuids) -> Sequence[bytes]:
        return [each.bytes for each in obj]


class _Integers(_Array):
    oid, element = 1007, 23

    def elements(self, obj: Integers) -> Sequence[bytes]:
        return [_INTEGER.pack(each) for each in obj]


class _Texts(_Array):
    oid, element = 1009, 25

    def elements(self, obj: Texts) -> Sequence[bytes]:
        return [each.encode() for each in obj]


class _Blobs(_Array):
    oid, element = 1001, 17

    def elements(self, obj: Blobs) -> Sequence[bytes]:
        return obj


class Adapting:
    """How values travel: as psycopg has it, and these."""

    connection = None
    adapters = AdaptersMap(adapters)


for _kind, _dumper in ((Uuids, _Uuids), (Integers, _Integers), (Texts, _Texts), (Blobs, _Blobs)):
    Adapting.adapters.register_dumper(_kind, _dumper)

"""One access, and the bytes of it that the Merkle tree hashes: the format `access/1`. Pure.

The fields are those of NEN 7513 as far as they mean something here. There is no word in them of what was shown: ids, codes and days.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple, TypeVar
from uuid import UUID

from eventlog.seal import microseconds

FORMAT = "access/1"
"""Stands in the `format` column of every record."""

MOST = 1000
"""Trajectories that one record names at most: its leaf stays within the 65,535 bytes that an entry of a tile has."""

Action = Literal["R", "E"]
"""R: one trajectory was read; E: a search or an export was carried out (NEN 7513, EventActionCode)."""

Outcome = Literal["shown", "not-found", "forbidden", "refused"]
"""Shown; not there or not to be seen by this actor; not for this role; a recording that was refused, with its reasons,
or a question about a day before the opening, with what began before it."""


@dataclass(frozen=True, slots=True)
class Access:
    """What is known of an access before the answer leaves.

    `began_at`: when the question came in, with offset. `parameters`: JSON, of what was asked, without data of persons. `sought`: the
    trajectory that was asked about by its id, whatever came of it. `trajectories`: of which something was shown. `words`: whether
    narrative or identity was among it. `ground`: on which rule the
    actor was allowed to see it; none if nothing was shown.
    """

    access_id: UUID
    began_at: datetime
    action: Action
    operation: str
    parameters: str
    outcome: Outcome
    subject: str
    role: str
    organisation: str
    on_behalf_of: str | None
    purpose: str
    address: str | None
    ground: str | None
    sought: UUID | None
    trajectories: tuple[UUID, ...]
    words: bool


class StoredAccess(NamedTuple):
    """A row of the table, in the order of its columns. `position` counts from 1 without gaps; `recorded_at` increases with it."""

    position: int
    recorded_at: datetime
    format: str
    access_id: UUID
    began_at: datetime
    action: str
    operation: str
    parameters: str
    outcome: str
    subject: str
    role: str
    organisation: str
    on_behalf_of: str | None
    purpose: str
    address: str | None
    ground: str | None
    sought: UUID | None
    trajectories: list[UUID]
    words: bool


T = TypeVar("T")


def leaf(row: tuple[Any, ...]) -> bytes:
    """Everything that is stored of an access, and nothing else; two different rows never have the same bytes.

    Integers are big-endian, moments microseconds since 1970-01-01T00:00Z, a text its length in UTF-8 (u32) and its bytes, what can be
    missing a byte 0 or a byte 1 and the value: u16 length + format | u64 position | i64 recorded_at | 16 bytes access_id | i64 began_at |
    the texts action, operation, parameters, outcome, subject, role, organisation | on_behalf_of or none | the text purpose |
    address, ground and 16 bytes of sought, or none each | u32 count + 16 bytes for each trajectory | u8 words.
    """
    stored = StoredAccess(*row)
    name = stored.format.encode()
    return b"".join(
        (
            struct.pack(f">H{len(name)}sQq", len(name), name, stored.position, microseconds(stored.recorded_at)),
            stored.access_id.bytes,
            struct.pack(">q", microseconds(stored.began_at)),
            *map(_text, (stored.action, stored.operation, stored.parameters, stored.outcome, stored.subject, stored.role)),
            _text(stored.organisation),
            _perhaps(stored.on_behalf_of, _text),
            _text(stored.purpose),
            _perhaps(stored.address, _text),
            _perhaps(stored.ground, _text),
            _perhaps(stored.sought, lambda sought: sought.bytes),
            struct.pack(">I", len(stored.trajectories)),
            *(each.bytes for each in stored.trajectories),
            struct.pack(">B", stored.words),
        )
    )


def _text(value: str) -> bytes:
    encoded = value.encode()
    return struct.pack(">I", len(encoded)) + encoded


def _perhaps(value: T | None, encode: Callable[[T], bytes]) -> bytes:
    return b"\x00" if value is None else b"\x01" + encode(value)

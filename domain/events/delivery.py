"""What was delivered: figures and records as they were known at a position, recorded in a stream of its own."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from domain.calendar import Day
from domain.codes import Role
from domain.events.base import Code, Event, Name

DELIVERIES_ID = UUID("00000000-0000-8000-8000-64656c697665")
"""The stream of deliveries: a version-8 UUID of which the last six bytes spell the beginning of its name."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""Of bytes, in hexadecimal."""

Choice = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
"""One of a closed list of the definitions of that time."""


Packed = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=62_000)]
"""Bytes, compressed (zlib), in base64: so many that they fit into one event."""

MOST_NAMED = 1_500
"""Trajectories that one event names at most, since more would not fit: those of a larger set follow in events that continue it."""


def packed(content: bytes) -> str:
    return b64encode(zlib.compress(content, 9)).decode("ascii")


def unpacked(content: str) -> bytes:
    return zlib.decompress(b64decode(content))


class DeliveryEvent(Event):
    """Of no trajectory: by what it was made, as known at `position`, and the hash of the bytes that were given out."""

    stream = DELIVERIES_ID
    recorded_by = frozenset({Role.REPORTER, Role.PRIVACY_OFFICER, Role.AUDITOR})
    opens = "delivery_id"

    delivery_id: Code | None = None
    recipient: Annotated[Name | None, Field(description="For whom it is: an organisation, no person.", examples=["CBS"])] = None
    position: Annotated[int, Field(ge=0, description="Of the log: what was known at it was delivered.")]
    query_version: Annotated[Sha256, Field(description="Of the definitions by which it was made.")]
    sha256: Annotated[Sha256, Field(description="Of the bytes that were delivered: a report as JSON, records as CSV.")]


class ReportDelivered(DeliveryEvent):
    """Rapportage geleverd: the figures of an indicator, with every parameter by which they are made again.

    The college uses data for its policy (Jeugdwet 7.4.1, second paragraph), and accounts for what it does with them (AVG 5, second
    paragraph).
    """

    event_type = "report-delivered"

    indicator: Choice
    variant: Choice
    period: Choice
    from_: Annotated[Day, Field(alias="from")]
    until: Annotated[Day, Field(description="The day after the last.")]
    by: Choice | None = None
    valid_on: Annotated[Day, Field(description="Of a period that ran on that day, its days up to and including it count.")]
    detail: Choice
    content: Annotated[
        Packed | None,
        Field(description="The bytes that were delivered: figures name nobody. Not there in what was delivered before they were kept."),
    ] = None

    def sentence(self) -> str:
        return f"Cijfers geleverd: {self.indicator} ({self.variant}), zoals bekend op positie {self.position}."


class RecordsDelivered(DeliveryEvent):
    """CBS-halfjaarbestand geleverd: the records of one provider.

    Who gives help tells the CBS of it every half year (Jeugdwet 7.4.3; Regeling Jeugdwet 7; CBS Beleidsinformatie Jeugd v7, 7.3 and 7.4).
    """

    event_type = "records-delivered"
    recorded_by = frozenset({Role.PROVIDER, Role.PRIVACY_OFFICER})

    provider: Code
    half_year: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-H[12]$")]
    trajectories: Annotated[
        tuple[UUID, ...] | None,
        Field(
            max_length=MOST_NAMED,
            description="Of which there was a record, in that order. Not there in what was delivered before they were kept; and before "
            f"larger sets were continued, not where there were more than {MOST_NAMED:,}.",
        ),
    ] = None
    continues: Annotated[
        Code | None,
        Field(description="The delivery of which this names further trajectories, and says the same again; it is none by itself."),
    ] = None

    def named(self, trajectories: Sequence[UUID]) -> "list[RecordsDelivered]":
        """The same with all of these, in as many events as it takes."""
        parts = [tuple(trajectories[first : first + MOST_NAMED]) for first in range(0, len(trajectories), MOST_NAMED)] or [()]
        further = [
            self.model_copy(update={"delivery_id": f"{self.delivery_id}-{number}", "trajectories": part, "continues": self.delivery_id})
            for number, part in enumerate(parts[1:], start=2)
        ]
        return [self.model_copy(update={"trajectories": parts[0]}), *further]

    def sentence(self) -> str:
        return f"CBS-bestand over {self.half_year} geleverd van {self.provider}, zoals bekend op positie {self.position}."

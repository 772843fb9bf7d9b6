"""The parameters of questions and the headers of recordings, read strictly: what is meant otherwise than it is written must not give
another answer."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from fastapi import Request as HttpRequest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from domain.calendar import FIRST_DAY, LAST_DAY

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+ -]\d{2}:\d{2})", re.ASCII)
_WHOLE_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


def _day(value: Any) -> date:
    try:
        day = date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise PydanticCustomError("day", "Give a date such as 2025-02-20.")
    return day


def _moment(value: Any) -> datetime:
    """In UTC. A space before the offset is a plus sign: that is how it arrives in a query where nobody escaped it."""
    try:
        match = _MOMENT.fullmatch(value)
        moment = datetime.fromisoformat(match[1] + match[2].replace(" ", "+")) if match else None
    except ValueError:
        moment = None
    if moment is None or moment.date() < FIRST_DAY:
        raise PydanticCustomError("moment", "Give a moment with its offset, such as 2025-03-01T12:00:00Z or 2025-03-01T13:00:00+01:00.")
    if moment.date() > LAST_DAY:
        raise PydanticCustomError("future", "This lies in the future: what will be known then cannot be asked yet.")
    return moment.astimezone(UTC)


def _whole_number(value: Any) -> int:
    if not _WHOLE_NUMBER.fullmatch(str(value)):
        raise PydanticCustomError("whole_number", "Give a whole number.")
    return int(value)


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A local date in Europe/Amsterdam."""

KnownAt = Annotated[
    datetime | None,
    BeforeValidator(_moment),
    Field(description="What was known at that moment, with its offset; without it, what is known now.", examples=["2025-03-01T12:00:00Z"]),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]

AtPosition = Annotated[
    int | None,
    BeforeValidator(_whole_number),
    Field(ge=1, description="What was known at that position of the log; instead of `known_at`.", examples=[17]),
]

WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Limit = Annotated[WholeNumber, Field(ge=1, le=1000, description="Items on one page.")]
Cursor = Annotated[
    str | None,
    StringConstraints(pattern=r"^[A-Za-z0-9_=.~-]{1,1000}$"),
    Field(description="The `next` of the page before."),
]
MinPosition = Annotated[
    int | None,
    BeforeValidator(_whole_number),
    Field(description="Answer no older than this position of the log: wait for it, 2 s at most.", examples=[17]),
]


class Question(BaseModel):
    """The parameters of one question. A name that it does not know is refused: a misspelt filter must not widen the answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    elsewhere: ClassVar[Mapping[str, str]] = {}
    """What other questions are asked with and this one is not, with what to ask instead."""

    min_position: MinPosition = None


class Paged(Question):
    limit: Limit = 100
    cursor: Cursor = None


class Known(Question):
    """As known at a moment, or at a position of the log, not both; without either, now."""

    known_at: KnownAt = None
    at_position: AtPosition = None


class KnownPaged(Known, Paged):
    pass


def if_match(http: HttpRequest) -> str | None:
    """As it was sent: whether it is the strong form of one version is for the application to say, in its turn."""
    return ", ".join(http.headers.getlist("if-match")) or None


def idempotency_key(http: HttpRequest) -> str | None:
    """As it was sent; several at once make one that no key can be."""
    return "\n".join(sent) if (sent := http.headers.getlist("idempotency-key")) else None


IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body give the same answer for 30 days, and record once.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
    "example": "b1946ac9-2c5e-4a3e-9d3a-1",
}
"""Of operations that read it by hand, for the document."""

"""What a table holds: its columns, and rows that fit them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from math import isfinite

from domain.values import dataclass


class Kind(StrEnum):
    """What stands in a column. A timestamp is a moment with offset; a number is a float, and finite; an integer fits in 64 bits."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TIMESTAMP = "timestamp"
    BOOLEAN = "boolean"


Value = str | int | float | date | datetime | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    nullable: bool = False


class Misfit(ValueError):
    """A row does not fit its columns. The message names the row, from 1, and the column, and never what stood there."""


def fitting(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    """The rows, each looked at first. Raises `Misfit` at the first that does not fit."""
    fits = [_FITS[column.kind] for column in columns]
    may_miss = [column.nullable for column in columns]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise Misfit(f"Row {number} has {len(row)} values, where there are {len(columns)} columns.")
        for value, fit, nullable, column in zip(row, fits, may_miss, columns, strict=True):
            if not (nullable if value is None else fit(value)):
                raise Misfit(f"Row {number} has no {column.kind} in the column {column.name!r}.")
        yield row


def _is_text(value: Value) -> bool:
    """Half of a surrogate pair can be in a string, and in no file."""
    return isinstance(value, str) and (value.isascii() or not any("\ud800" <= each <= "\udfff" for each in value))


def _is_integer(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


def _is_number(value: Value) -> bool:
    return isinstance(value, float) and isfinite(value)


def _is_date(value: Value) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_timestamp(value: Value) -> bool:
    return isinstance(value, datetime) and value.utcoffset() is not None


_FITS: Mapping[Kind, Callable[[Value], bool]] = {
    Kind.TEXT: _is_text,
    Kind.INTEGER: _is_integer,
    Kind.NUMBER: _is_number,
    Kind.DATE: _is_date,
    Kind.TIMESTAMP: _is_timestamp,
    Kind.BOOLEAN: lambda value: isinstance(value, bool),
}

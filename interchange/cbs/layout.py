"""A record as a line. Which columns there are, how wide and how written, is one description for every writer.

Records come one by one and lines leave one by one, in the same order: the same records give the same bytes. Every value is a code, a date
or a number of ours, so that no cell can be read as a formula.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from domain.codes import Informant
from domain.values import dataclass
from interchange import tables
from interchange.cbs.record import Record
from interchange.tables import Kind, Value

_END = "\r\n"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters; `value`: what a record has there, of that kind, and None only where it may be `nullable`."""

    name: str
    width: int
    value: Callable[[Record], Value]
    kind: Kind = Kind.TEXT
    nullable: bool = False

    def written(self, record: Record) -> str:
        """The value in a line, empty where there is none. A day is JJJJMMDD: of a birth date of which the day is not known it would end in
        00; here it always is known."""
        value = self.value(record)
        if isinstance(value, date):
            return f"{value:%Y%m%d}"
        return "" if value is None else str(value)


def _grade(informant: Informant) -> Callable[[Record], Value]:
    def value(record: Record) -> Value:
        outcome = record.outcome_of(informant)
        return outcome.grade if outcome else None

    return value


def _further_help(informant: Informant) -> Callable[[Record], Value]:
    def value(record: Record) -> Value:
        outcome = record.outcome_of(informant)
        return outcome.further_help if outcome else None

    return value


COLUMNS: Sequence[Column] = (
    Column("bsn", 9, lambda record: record.bsn),
    Column("geboortedatum", 8, lambda record: record.born_on, Kind.DATE),
    Column("geslacht", 1, lambda record: record.gender),
    Column("postcode_of_gemeentecode", 6, lambda record: record.address),
    Column("verwijzer", 2, lambda record: record.referrer, nullable=True),
    Column("hulpvorm", 2, lambda record: record.help),
    Column("gestart_met_crisis", 2, lambda record: record.crisis),
    Column("datum_aanvang", 8, lambda record: record.started_on, Kind.DATE),
    Column("datum_einde", 8, lambda record: record.ended_on, Kind.DATE, nullable=True),
    Column("reden_beeindiging", 2, lambda record: record.reason, nullable=True),
    Column("cijfer_jeugdige", 2, _grade(Informant.JEUGDIGE), Kind.INTEGER, nullable=True),
    Column("verder_zonder_hulp_jeugdige", 2, _further_help(Informant.JEUGDIGE), nullable=True),
    Column("cijfer_ouder", 2, _grade(Informant.PARENT), Kind.INTEGER, nullable=True),
    Column("verder_zonder_hulp_ouder", 2, _further_help(Informant.PARENT), nullable=True),
)
"""Ours, until the specification of CBS is at hand: the items in the order of the protocol."""


class _Line:
    """What the `csv` module writes to: gives the line back."""

    def write(self, line: str) -> str:
        return line


def as_csv(records: Iterable[Record], columns: Sequence[Column] = COLUMNS, delimiter: str = ";") -> Iterator[bytes]:
    """A header, and a line for each record (RFC 4180). The semicolon is what a Dutch spreadsheet opens."""
    writer = csv.writer(_Line(), delimiter=delimiter, lineterminator=_END)
    yield _bytes(writer.writerow([column.name for column in columns]))
    for record in records:
        yield _bytes(writer.writerow([column.written(record) for column in columns]))


def _bytes(line: object) -> bytes:
    assert isinstance(line, str)  # what `_Line` gives back, which the type of `writerow` does not tell
    return line.encode("ascii")


def as_fixed_width(records: Iterable[Record], columns: Sequence[Column] = COLUMNS) -> Iterator[bytes]:
    """A line of ASCII for each record, each value filled up with spaces to the width of its column; no header.

    Raises `ValueError` where a value does not fit.
    """
    for record in records:
        yield ("".join(_filled(column, column.written(record)) for column in columns) + _END).encode("ascii")


def _filled(column: Column, value: str) -> str:
    if len(value) > column.width or not value.isascii():
        raise ValueError(f"{column.name}: a value of {len(value)} characters does not fit into {column.width} of ASCII.")
    return value.ljust(column.width)


def as_table(columns: Sequence[Column] = COLUMNS) -> Sequence[tables.Column]:
    """The same columns, as every table has them (`interchange.tables`)."""
    return [tables.Column(column.name, column.kind, column.nullable) for column in columns]


def as_rows(records: Iterable[Record], columns: Sequence[Column] = COLUMNS) -> Iterator[Sequence[Value]]:
    """A row for each record, that fits those columns."""
    for record in records:
        yield [column.value(record) for column in columns]

"""Records as lines, and the half years that they are of."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice, repeat
from uuid import UUID

import pytest

from domain.codes import FurtherHelp, Informant
from domain.spans import Span
from interchange.cbs import (
    COLUMNS,
    Column,
    Crisis,
    Geslacht,
    Hulpvorm,
    Outcome,
    Record,
    Reden,
    Verwijzer,
    as_csv,
    as_fixed_width,
    as_rows,
    as_table,
    half_year_of,
    last_day_to_deliver,
    previous,
)
from interchange.tables.column import fitting

ENDED = Record(
    trajectory_id=UUID(int=1),
    provider="koraal",
    bsn="999900006",
    born_on=date(2009, 2, 4),
    gender=Geslacht.MAN,
    postcode="6411AA",
    municipality="0917",
    referrer=Verwijzer.GI,
    help=Hulpvorm.GESLOTEN,
    crisis=Crisis.NEE,
    started_on=date(2025, 2, 4),
    ended_on=date(2025, 3, 3),
    reason=Reden.VOLGENS_PLAN,
    outcomes=(Outcome(Informant.JEUGDIGE, 10, FurtherHelp.LIGHTER), Outcome(Informant.PARENT, None, FurtherHelp.NONE)),
)
RUNNING = replace(ENDED, postcode=None, referrer=None, ended_on=None, reason=None, outcomes=(Outcome(Informant.PARENT, 7, None),))


def test_a_line_of_csv_has_every_item_in_the_order_of_its_header() -> None:
    assert b"".join(as_csv([ENDED, RUNNING])).decode("ascii").split("\r\n") == [
        "bsn;geboortedatum;geslacht;postcode_of_gemeentecode;verwijzer;hulpvorm;gestart_met_crisis;datum_aanvang;datum_einde;"
        "reden_beeindiging;cijfer_jeugdige;verder_zonder_hulp_jeugdige;cijfer_ouder;verder_zonder_hulp_ouder",
        "999900006;20090204;M;6411AA;04;13;02;20250204;20250303;01;10;02;;04",
        "999900006;20090204;M;0917;;13;02;20250204;;;;;7;",
        "",
    ]


def test_a_line_of_fixed_width_has_every_item_in_its_place() -> None:
    assert list(as_fixed_width([ENDED, RUNNING])) == [
        b"99990000620090204M6411AA0413022025020420250303011002  04\r\n",
        b"99990000620090204M0917    130220250204              7   \r\n",
    ]


def test_columns_can_be_others() -> None:
    columns = [Column("hulpvorm", 3, lambda record: record.help), Column("aanbieder", 8, lambda record: record.provider)]

    assert list(as_csv([ENDED], columns, delimiter=",")) == [b"hulpvorm,aanbieder\r\n", b"13,koraal\r\n"]
    assert list(as_fixed_width([ENDED], columns)) == [b"13 koraal  \r\n"]


@pytest.mark.parametrize("value", ["zeventien tekens!", "é"])
def test_a_value_that_does_not_fit_is_no_line_and_is_not_told(value: str) -> None:
    with pytest.raises(ValueError, match="aanbieder: a value of") as refused:
        list(as_fixed_width([ENDED], [Column("aanbieder", 8, lambda record: value)]))

    assert value not in str(refused.value)


def test_a_cell_with_a_delimiter_is_read_back_as_it_was() -> None:
    lines = b"".join(as_csv([ENDED], [Column("naam", 8, lambda record: 'a;"b"')])).decode("ascii")

    assert list(csv.reader(io.StringIO(lines), delimiter=";")) == [["naam"], ['a;"b"']]


def test_a_value_fits_its_column_whatever_the_record() -> None:
    for column in COLUMNS:
        assert len(column.written(ENDED)) == column.width or column.width == 2, column.name
        assert len(column.written(RUNNING)) <= column.width, column.name


def test_a_row_says_what_the_line_says_and_fits_the_columns_of_any_table() -> None:
    there = list(fitting(as_table(), as_rows([ENDED, RUNNING])))

    assert [len(row) for row in there] == [len(COLUMNS)] * 2
    assert there[0][:3] == ["999900006", date(2009, 2, 4), "M"]
    assert there[1][8:12] == [None, None, None, None]


def test_lines_leave_as_records_come() -> None:
    taken: list[Record] = []

    def endless() -> Iterator[Record]:
        for record in repeat(ENDED):
            taken.append(record)
            yield record

    assert len(list(islice(as_csv(endless()), 4))) == 4  # the header is one of them
    assert len(taken) == 3


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        ("2025-01-01", "2025-01-01", "2025-07-01"),
        ("2025-06-30", "2025-01-01", "2025-07-01"),
        ("2025-07-01", "2025-07-01", "2026-01-01"),
        ("2025-12-31", "2025-07-01", "2026-01-01"),
    ],
)
def test_a_day_is_of_one_half_year(day: str, since: str, until: str) -> None:
    assert half_year_of(date.fromisoformat(day)) == Span(date.fromisoformat(since), date.fromisoformat(until))


def test_the_half_year_before_is_the_one_that_is_delivered_again() -> None:
    assert previous(half_year_of(date(2025, 7, 1))) == half_year_of(date(2025, 1, 1))
    assert previous(half_year_of(date(2025, 1, 1))) == half_year_of(date(2024, 12, 31))


def test_it_is_delivered_within_three_weeks() -> None:
    assert last_day_to_deliver(half_year_of(date(2025, 1, 1))) == date(2025, 7, 21)
    assert last_day_to_deliver(half_year_of(date(2025, 7, 1))) == date(2026, 1, 21)
    with pytest.raises(ValueError, match="half year"):
        last_day_to_deliver(Span(date(2025, 1, 1)))

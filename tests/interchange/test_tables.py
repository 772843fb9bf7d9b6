"""A table reads in other tools as it was written, as CSV and as Parquet; no text in it becomes a formula; and it is never half a table."""

import csv
import io
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interchange.tables import Column, Kind, Misfit, Value, as_written, csv_of, disarmed
from interchange.tables.parquet import parquet_of

COLUMNS = (
    Column("period", Kind.DATE),
    Column("municipality", Kind.TEXT),
    Column("note", Kind.TEXT, nullable=True),
    Column("known_at", Kind.TIMESTAMP, nullable=True),
    Column("count", Kind.INTEGER, nullable=True),
    Column("value", Kind.NUMBER, nullable=True),
    Column("suppressed", Kind.BOOLEAN),
)
SUMMER = timezone(timedelta(hours=2))
ROWS: tuple[tuple[Value, ...], ...] = (
    (date(2025, 1, 1), "0917", None, datetime(2025, 7, 1, 14, 30, tzinfo=SUMMER), 12, 0.1, False),
    (date(2025, 2, 1), "0935", 'zei: "nee", dus\r\ngeen één 🙂', datetime(2025, 1, 1, 12, 0, 0, 250, tzinfo=UTC), -3, -1.5, True),
    (date(1999, 12, 31), "1883", "", None, None, None, False),
)

texts = st.text(alphabet=st.one_of(st.sampled_from("=+-@\t\r\n\"' ,;＝＠﹣\xa0\u200b\ufeff’a1"), st.characters(exclude_categories=["Cs"])))
VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.TEXT: texts,
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
    Kind.DATE: st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    Kind.TIMESTAMP: st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.sampled_from([UTC, SUMMER])),
    Kind.BOOLEAN: st.booleans(),
}
tables = st.lists(st.tuples(*(VALUES[c.kind] | st.none() if c.nullable else VALUES[c.kind] for c in COLUMNS)), max_size=20)


def as_csv(rows: Sequence[Sequence[Value]], columns: Sequence[Column] = COLUMNS) -> bytes:
    return b"".join(csv_of(columns, rows))


def as_parquet(rows: Sequence[Sequence[Value]], columns: Sequence[Column] = COLUMNS, **how: Any) -> bytes:
    return b"".join(parquet_of(columns, rows, **how))


def in_cells(row: Sequence[Value]) -> list[str]:
    """The cells as somebody reads them who knows nothing but what the module says of it."""
    return [
        ""
        if value is None
        else ("true" if value else "false")
        if isinstance(value, bool)
        else value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        if isinstance(value, datetime)
        else str(value)
        for value in row
    ]


def moments_in_utc(rows: Sequence[Sequence[Value]]) -> list[tuple[Value, ...]]:
    return [tuple(each.astimezone(UTC) if isinstance(each, datetime) else each for each in row) for row in rows]


def rows_of(db: duckdb.DuckDBPyConnection, table: str) -> list[tuple[Value, ...]]:
    """The rows as DuckDB has them, the moments with the zone that they are in."""
    db.execute("SET TimeZone = 'UTC'")
    rows = db.sql(f"FROM {table}").project("* REPLACE (known_at::TIMESTAMP AS known_at)").fetchall()
    return [tuple(each.replace(tzinfo=UTC) if isinstance(each, datetime) else each for each in row) for row in rows]


class TestCsv:
    def test_a_table_to_read_by_eye(self) -> None:
        assert as_csv(ROWS).decode() == (
            '"period","municipality","note","known_at","count","value","suppressed"\r\n'
            '2025-01-01,"0917",,2025-07-01T12:30:00Z,12,0.1,false\r\n'
            '2025-02-01,"0935","zei: ""nee"", dus\r\ngeen één 🙂",2025-01-01T12:00:00.000250Z,-3,-1.5,true\r\n'
            '1999-12-31,"1883","",,,,false\r\n'
        )

    @given(tables)
    def test_the_cells_come_back(self, rows: list[tuple[Value, ...]]) -> None:
        header, *read = csv.reader(io.StringIO(as_csv(rows).decode(), newline=""), strict=True)
        assert header == [column.name for column in COLUMNS]
        texts = [column.kind is Kind.TEXT for column in COLUMNS]
        assert [[as_written(c) if t else c for c, t in zip(row, texts, strict=True)] for row in read] == [in_cells(row) for row in rows]

    def test_it_is_made_as_it_is_asked_for(self) -> None:
        asked: list[int] = []

        def rows() -> Iterator[tuple[Value, ...]]:
            for number in range(1_000_000):
                asked.append(number)
                yield (number,)

        pieces = csv_of((Column("n", Kind.INTEGER),), rows())
        assert next(pieces) == b'"n"\r\n'
        assert not asked
        assert next(pieces).startswith(b"0\r\n1\r\n")
        assert len(asked) < 10_000

    def test_duckdb_reads_it(self, tmp_path: Path) -> None:
        file = tmp_path / "figures.csv"
        file.write_bytes(as_csv(ROWS))
        types = dict(zip((c.name for c in COLUMNS), ("DATE", "TEXT", "TEXT", "TIMESTAMPTZ", "BIGINT", "DOUBLE", "BOOLEAN"), strict=True))
        told = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        with duckdb.connect() as db:
            table = f"read_csv('{file}', header = true, allow_quoted_nulls = false, columns = {{{told}}})"
            assert rows_of(db, table) == moments_in_utc(ROWS)

    def test_duckdb_finds_out_by_itself_what_stands_in_it(self, tmp_path: Path) -> None:
        file = tmp_path / "figures.csv"
        file.write_bytes(as_csv(ROWS))
        with duckdb.connect() as db:
            kinds = {name: kind for name, kind, *_ in db.execute(f"DESCRIBE FROM read_csv('{file}')").fetchall()}
        assert list(kinds) == [column.name for column in COLUMNS]
        assert (kinds["period"], kinds["note"], kinds["count"], kinds["value"]) == ("DATE", "VARCHAR", "BIGINT", "DOUBLE")


class TestFormulas:
    @pytest.mark.parametrize("sign", list("=+-@\t\r\n") + list("＝＋－＠﹦﹢﹣﹫"))
    @pytest.mark.parametrize("before", ["", " ", "\xa0", "'", '"', ' "', "\ufeff", "’ "])
    def test_what_could_be_taken_for_one_begins_with_an_apostrophe(self, before: str, sign: str) -> None:
        assert disarmed(f"{before}{sign}1") == f"'{before}{sign}1"

    @pytest.mark.parametrize("text", ["", "a", "1", "a=1", "0917", "'s-Hertogenbosch", "’t Zand", "één", " x", "<12", "15-17"])
    def test_what_could_not_stays_as_it_is(self, text: str) -> None:
        assert disarmed(text) == text

    @given(texts)
    @example("'=1")
    @example("''=1")
    def test_the_apostrophe_can_be_taken_off_again(self, text: str) -> None:
        assert as_written(disarmed(text)) == text

    def test_in_the_names_of_columns_too(self) -> None:
        assert as_csv([], (Column("=cmd", Kind.TEXT),)) == b'"\'=cmd"\r\n'

    def test_a_negative_number_stays_a_number(self) -> None:
        assert as_csv([(-3, -1.5)], (Column("n", Kind.INTEGER), Column("x", Kind.NUMBER))).endswith(b"\r\n-3,-1.5\r\n")


class TestParquet:
    def test_duckdb_reads_it(self, tmp_path: Path) -> None:
        file = tmp_path / "figures.parquet"
        file.write_bytes(as_parquet(ROWS))
        with duckdb.connect() as db:
            relation = db.sql(f"FROM read_parquet('{file}')")
            assert relation.columns == [column.name for column in COLUMNS]
            kinds = ["DATE", "VARCHAR", "VARCHAR", "TIMESTAMP WITH TIME ZONE", "BIGINT", "DOUBLE", "BOOLEAN"]
            assert list(map(str, relation.types)) == kinds
            assert rows_of(db, f"read_parquet('{file}')") == moments_in_utc(ROWS)

    @given(tables, st.integers(1, 7))
    def test_the_rows_come_back(self, rows: list[tuple[Value, ...]], rows_in_a_group: int) -> None:
        read = pq.read_table(io.BytesIO(as_parquet(rows, rows_in_a_group=rows_in_a_group))).to_pylist()
        assert moments_in_utc([tuple(row.values()) for row in read]) == moments_in_utc(rows)

    @given(tables)
    def test_the_same_rows_give_the_same_bytes(self, rows: list[tuple[Value, ...]]) -> None:
        assert as_parquet(rows) == as_parquet(rows)

    def test_it_is_written_in_groups_of_rows(self) -> None:
        told = pq.read_metadata(io.BytesIO(as_parquet(ROWS * 4, rows_in_a_group=5)))
        assert [told.row_group(n).num_rows for n in range(told.num_row_groups)] == [5, 5, 2]

    def test_a_text_stands_in_it_as_it_is(self) -> None:
        assert pq.read_table(io.BytesIO(as_parquet([("=1+1",)], (Column("t", Kind.TEXT),))))["t"].to_pylist() == ["=1+1"]

    def test_what_breaks_off_cannot_be_read_as_a_shorter_table(self) -> None:
        file = io.BytesIO()
        with pytest.raises(Misfit):
            file.writelines(parquet_of((Column("n", Kind.INTEGER),), [(1,), (2,), ("drie",)], rows_in_a_group=1))
        with pytest.raises(Exception, match=r"(?i)parquet"):
            pq.read_metadata(io.BytesIO(file.getvalue()))

    def test_memory_does_not_grow_with_the_rows(self, tmp_path: Path) -> None:
        def most_at_once(rows: int) -> int:
            with (tmp_path / "large.parquet").open("wb") as file:
                tracemalloc.start()
                file.writelines(parquet_of((Column("t", Kind.TEXT),), ((f"{n:0100}",) for n in range(rows)), rows_in_a_group=1_000))
                most = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
                return most

        assert most_at_once(50_000) < 2 * most_at_once(5_000)


class TestRowsThatDoNotFit:
    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (Kind.TEXT, 1),
            (Kind.TEXT, "\ud800"),
            (Kind.INTEGER, True),
            (Kind.INTEGER, 1.0),
            (Kind.INTEGER, 2**63),
            (Kind.NUMBER, float("nan")),
            (Kind.NUMBER, float("inf")),
            (Kind.NUMBER, 1),
            (Kind.DATE, datetime(2025, 1, 1, tzinfo=UTC)),
            (Kind.DATE, "2025-01-01"),
            (Kind.TIMESTAMP, datetime(2025, 1, 1)),
            (Kind.TIMESTAMP, date(2025, 1, 1)),
            (Kind.BOOLEAN, 1),
            (Kind.TEXT, None),
        ],
    )
    def test_are_refused_by_number_and_column(self, kind: Kind, value: Value) -> None:
        columns = (Column("first", Kind.INTEGER), Column("second", kind))
        for write in (as_csv, as_parquet):
            with pytest.raises(Misfit, match=f"^Row 1 has no {kind} in the column 'second'.$"):
                write([(1, value)], columns)

    def test_are_not_repeated_in_the_message(self) -> None:
        with pytest.raises(Misfit) as refused:
            as_csv([("Tom Wit",)], (Column("n", Kind.INTEGER),))
        assert "Wit" not in str(refused.value)

    @pytest.mark.parametrize("row", [(), (1, 2)])
    def test_have_as_many_values_as_there_are_columns(self, row: tuple[int, ...]) -> None:
        with pytest.raises(Misfit, match=f"Row 1 has {len(row)} values"):
            as_csv([row], (Column("n", Kind.INTEGER),))

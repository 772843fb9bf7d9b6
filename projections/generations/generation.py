"""One generation of rows: a schema `rows_N` of unlogged tables, with what it knows of itself.

Made, filled, indexed, secured, settled, read, dropped: in that order. Row security comes before the reader's grants, and after the bulk
of the rows: PostgreSQL does not COPY into a table under row security.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Composable, Composed, Identifier

from eventlog import Logins
from projections.generations.definition import definition
from projections.statements import statement
from projections.telling.models import MODELS
from projections.telling.table import Column, Table

PROGRESS = ("checkpoint", "equality")
"""Tables that name no trajectory to a reader."""

DEAD_LETTERS = "dead_letters"

FUNCTIONS = ("recorded_before", "tells_figures", "parts", "numbers", "amounts", "nights", "lasted", "changes", "stays_begun")
"""What tells of rows to who may not see them, each after those that it calls: `sql/policies/functions`."""

PLANNED_BY = frozenset(
    {
        *("trajectory_id", "position", "recorded_at", "type", "kind", "rule", "purpose", "setting"),
        *("organisation", "home_municipality", "home_municipality_before", "home_municipality_since"),
        *("since", "until", "due_on", "open_until", "overdue_until", "long_overdue", "closed_on", "stay_since", "stay_until"),
        *("valid_from", "valid_until", "known_from", "known_until", "measure"),
    }
)
"""Columns of which the database keeps statistics: ids, positions, codes and days, by which questions choose their rows."""


@dataclass(frozen=True, slots=True)
class Generation:
    number: int

    @property
    def schema(self) -> Identifier:
        return Identifier(f"rows_{self.number}")

    def table(self, name: str) -> Identifier:
        return Identifier(f"rows_{self.number}", name)


def create(conn: Connection[TupleRow]) -> Generation:
    """A new, empty generation, beside all that there are."""
    row = conn.execute(statement("next_generation")).fetchone()
    generation = Generation(row[0] if row else 1)
    conn.execute(SQL("CREATE SCHEMA {}").format(generation.schema))
    conn.execute(statement("bookkeeping").format(rows=generation.schema))
    for model in MODELS:
        conn.execute(_create_table(generation, model.table))
        for column in model.table.columns:
            if column.name not in PLANNED_BY:
                conn.execute(_without_statistics(generation, model.table, column))
    return generation


def index(conn: Connection[TupleRow], generation: Generation) -> None:
    """Keys and indexes, faster made when the rows are there."""
    for model in MODELS:
        table = generation.table(model.name)
        conn.execute(SQL("ALTER TABLE {} ADD PRIMARY KEY ({})").format(table, _names(model.table.key)))
        for columns in model.table.indexes:
            conn.execute(SQL("CREATE INDEX ON {} ({})").format(table, _names(columns)))


def settle(conn: Connection[TupleRow], generation: Generation) -> None:
    """The statistics that plans go by, and the note that all rows are there for everybody: without it an index does not answer alone.

    Not within a transaction.
    """
    for model in MODELS:
        conn.execute(SQL("VACUUM (ANALYZE) {}").format(generation.table(model.name)))


def secure(conn: Connection[TupleRow], generation: Generation, logins: Logins) -> None:
    """Row-level security on every table; then, and only then, the reader's grants, and the functions that count for it."""
    names = {"rows": generation.schema, "reader": Identifier(logins.reader), "engine": Identifier(logins.engine)}
    for name, policy in _policies():
        table = generation.table(name)
        conn.execute(SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(table))
        conn.execute(SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(table))
        for each in (policy, "policies/engine"):
            conn.execute(statement(each).format(table=Identifier(name), **names))
    for name, _ in _policies():
        conn.execute(SQL("GRANT SELECT ON {} TO {}").format(generation.table(name), names["reader"]))
    for name in FUNCTIONS:
        conn.execute(statement(f"policies/functions/{name}").format(**names))
    conn.execute(SQL("GRANT USAGE ON SCHEMA {} TO {}").format(generation.schema, names["reader"]))


def begin_at(conn: Connection[TupleRow], generation: Generation, position: int) -> None:
    """The rows are those of that position of the log."""
    conn.execute(
        SQL("INSERT INTO {} (position, definition) VALUES (%s, %s)").format(generation.table("checkpoint")), (position, definition())
    )


def _policies() -> Iterator[tuple[str, str]]:
    """Each table with the file of its policy for the reader."""
    for model in MODELS:
        yield model.name, "policies/access" if model.name == "access" else "policies/rows"
    yield DEAD_LETTERS, "policies/rows"
    for name in PROGRESS:
        yield name, "policies/progress"


def _create_table(generation: Generation, table: Table) -> Composed:
    columns: Composable = SQL(", ").join(_column(column) for column in table.columns)
    return SQL("CREATE UNLOGGED TABLE {} ({})").format(generation.table(table.name), columns)


def _without_statistics(generation: Generation, table: Table, column: Column) -> Composed:
    """Statistics are samples of values in a logged table: what somebody typed would reach the write-ahead log, replicas and base
    backups by them, and outlive its rows."""
    return SQL("ALTER TABLE {} ALTER COLUMN {} SET STATISTICS 0").format(generation.table(table.name), Identifier(column.name))


def _column(column: Column) -> Composed:
    # A type is one of the literals of `SqlType`.
    return SQL("{} {}{}").format(Identifier(column.name), SQL(column.type), SQL("" if column.nullable else " NOT NULL"))


def _names(columns: tuple[str, ...]) -> Composable:
    return SQL(", ").join(map(Identifier, columns))

"""Rows into tables: only those that changed, or, into an empty generation, all of them at once."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeVar
from uuid import UUID

from psycopg import Connection, Cursor
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Composed, Identifier, Placeholder
from psycopg.types.json import Jsonb

from projections.errors import DATABASE_TROUBLE
from projections.generations.generation import DEAD_LETTERS, Generation
from projections.telling.models import MODELS
from projections.telling.recompute import Failure
from projections.telling.retold import RowsOf
from projections.telling.table import Row, Table

T = TypeVar("T")

Made = Mapping[UUID, RowsOf | Failure]

Difference = tuple[dict[Row, Row], dict[Row, Row]]
"""By their keys, the rows that go or change as they stood, and those that come or change as they are."""

Differences = Mapping[str, Difference]
"""By name, of the read models that have one."""


def stored(conn: Connection[TupleRow], generation: Generation, ids: Collection[UUID]) -> dict[UUID, RowsOf]:
    """The rows that are there of these trajectories; none for one without."""
    if not ids:
        return {}
    found: dict[UUID, dict[str, list[Row]]] = {each: {model.name: [] for model in MODELS} for each in ids}
    with conn.cursor(binary=True) as curs:
        for model in MODELS:
            for row in curs.execute(_select(generation, model.table), (list(ids),)):
                found[row[0]][model.name].append(row)
    return dict(found)


def dead_letters(conn: Connection[TupleRow], generation: Generation, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of them that are set aside."""
    query = SQL("SELECT trajectory_id FROM {} WHERE trajectory_id = ANY (%s)").format(generation.table(DEAD_LETTERS))
    return frozenset(row[0] for row in conn.execute(query, (list(ids),)))


def differing(before: RowsOf, after: RowsOf) -> frozenset[str]:
    """The read models whose rows are not the same, in whichever order."""
    return frozenset(_differences(before, after))


def write(conn: Connection[TupleRow], generation: Generation, made: Made, stood: Mapping[UUID, RowsOf], position: int) -> Collection[UUID]:
    """Brings the stored rows from those that stood to what was made of each trajectory. Where that failed they stay, and the trajectory is
    set aside: gives those."""
    changes = {each: _differences(stood[each], outcome) for each, outcome in made.items() if not isinstance(outcome, Failure)}
    changed = {each: differences for each, differences in changes.items() if differences}
    refused = _written(conn, changed, lambda curs, some: _change(curs, generation, some))
    return _set_aside(conn, generation, made, refused, position)


def fill(conn: Connection[TupleRow], generation: Generation, made: Made, position: int) -> None:
    """Copies rows into tables that hold none of these trajectories yet, and are not secured yet."""
    rows = {each: outcome for each, outcome in made.items() if not isinstance(outcome, Failure)}
    refused = _written(conn, rows, lambda curs, some: _copy(curs, generation, some))
    _set_aside(conn, generation, made, refused, position)


def _written(
    conn: Connection[TupleRow], work: Mapping[UUID, T], do: Callable[[Cursor[TupleRow], Collection[T]], None]
) -> dict[UUID, Failure]:
    """Does the work in one go; if the database refuses a value in it, trajectory by trajectory. Gives those that it refuses."""
    try:
        with conn.transaction(), conn.cursor() as curs:
            do(curs, work.values())
    except DATABASE_TROUBLE:
        raise
    except Exception as error:
        if len(work) == 1:
            return dict.fromkeys(work, Failure.of(error))
    else:
        return {}
    return {each: failure for one, of in work.items() for each, failure in _written(conn, {one: of}, do).items()}


def _change(curs: Cursor[TupleRow], generation: Generation, changes: Collection[Differences]) -> None:
    deletes, upserts = _deletes(generation), _upserts(generation)
    with curs.connection.pipeline():  # of all tables together: nothing that is sent hangs on what came of the one before
        for model in MODELS:
            gone: list[Row] = []
            new: list[Row] = []
            for old_rows, new_rows in [each[model.name] for each in changes if model.name in each]:
                gone += [key for key in old_rows if key not in new_rows]
                new += new_rows.values()
            if gone:
                curs.executemany(deletes[model.name], gone)
            if new:
                curs.executemany(upserts[model.name], [_adapted(model.table, row) for row in new])


def _copy(curs: Cursor[TupleRow], generation: Generation, all_rows: Collection[RowsOf]) -> None:
    for model in MODELS:
        with curs.copy(_copy_in(generation, model.table)) as copy:
            copy.set_types([column.type for column in model.table.columns])
            for row in model.table.laid(row for rows in all_rows for row in rows[model.name]):
                copy.write_row(_adapted(model.table, row))


def _set_aside(
    conn: Connection[TupleRow], generation: Generation, made: Made, refused: Mapping[UUID, Failure], position: int
) -> Collection[UUID]:
    """Those that failed go into the dead letters with their error; those that did not come out of them. Gives those that failed."""
    failed = {each: outcome for each, outcome in made.items() if isinstance(outcome, Failure)} | dict(refused)
    letters = generation.table(DEAD_LETTERS)
    with conn.cursor() as curs:
        curs.execute(SQL("DELETE FROM {} WHERE trajectory_id = ANY (%s)").format(letters), (list(made),))
        if failed:
            curs.executemany(
                SQL("INSERT INTO {} (trajectory_id, position, error) VALUES (%s, %s, %s)").format(letters),
                [(each, position, failure.error) for each, failure in failed.items()],
            )
    return failed.keys()


def _differences(before: RowsOf, after: RowsOf) -> Differences:
    found = {model.name: _difference(model.table, before[model.name], after[model.name]) for model in MODELS}
    return {name: difference for name, difference in found.items() if difference != ({}, {})}


def _difference(table: Table, before: Sequence[Row], after: Sequence[Row]) -> Difference:
    """Of both, by their keys, the rows that do not stand so in the other. Most stand in both, and many are the same object: such are passed
    over without looking into them."""
    same = set(map(id, before)) & set(map(id, after))
    old_rows, new_rows = ({table.key_of(row): row for row in rows if id(row) not in same} for rows in (before, after))
    for key in old_rows.keys() & new_rows.keys():
        if old_rows[key] == new_rows[key]:
            del old_rows[key], new_rows[key]
    return old_rows, new_rows


def _adapted(table: Table, row: Row) -> Row:
    return tuple(
        Jsonb(value) if column.type == "jsonb" and value is not None else value for column, value in zip(table.columns, row, strict=True)
    )


def _select(generation: Generation, table: Table) -> Composed:
    return SQL("SELECT {} FROM {} WHERE trajectory_id = ANY (%s)").format(_names(table.column_names), generation.table(table.name))


@cache
def _deletes(generation: Generation) -> Mapping[str, bytes]:
    """By name of the read model, as they are sent: they are needed at every event."""
    return {model.name: _delete(generation, model.table).as_bytes() for model in MODELS}


@cache
def _upserts(generation: Generation) -> Mapping[str, bytes]:
    """As `_deletes`."""
    return {model.name: _upsert(generation, model.table).as_bytes() for model in MODELS}


def _delete(generation: Generation, table: Table) -> Composed:
    return SQL("DELETE FROM {} WHERE {}").format(
        generation.table(table.name), SQL(" AND ").join(SQL("{} = %s").format(Identifier(name)) for name in table.key)
    )


def _upsert(generation: Generation, table: Table) -> Composed:
    rest = [name for name in table.column_names if name not in table.key]
    return SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO UPDATE SET {}").format(
        generation.table(table.name),
        _names(table.column_names),
        SQL(", ").join(Placeholder() * len(table.columns)),
        _names(table.key),
        SQL(", ").join(SQL("{0} = excluded.{0}").format(Identifier(name)) for name in rest),
    )


def _copy_in(generation: Generation, table: Table) -> Composed:
    return SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(generation.table(table.name), _names(table.column_names))


def _names(names: Iterable[str]) -> Composed:
    return SQL(", ").join(map(Identifier, names))

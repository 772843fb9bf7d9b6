"""The table of a read model, and its rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

SqlType = Literal["uuid", "text", "text[]", "date", "timestamptz", "integer", "bigint", "double precision", "boolean", "jsonb"]

Row = tuple[object, ...]
"""One value for each column, in the table's order."""

BELONGS_TO = "trajectory_id"
"""Every row belongs to one trajectory: row-level security, live updates and checks go by it."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: SqlType
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of rows. `key` begins with `trajectory_id` and is unique; `indexes` are further lists of columns.

    `laid_by`: a column of which equal values lie near each other, for questions that ask for one value of many trajectories.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    laid_by: str | None = None
    column_names: tuple[str, ...] = field(init=False, compare=False, repr=False)
    _key_places: tuple[int, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        known = {column.name for column in self.columns}
        missing = {name for names in (self.key, *self.indexes) for name in names} - known
        if missing or self.columns[0].name != BELONGS_TO or self.key[0] != BELONGS_TO:
            raise ValueError(f"{self.name}: the first column and the key's first is {BELONGS_TO}; unknown in keys: {sorted(missing)}.")

        # Worked out once: they are asked for at every row.
        names = tuple(column.name for column in self.columns)
        object.__setattr__(self, "column_names", names)
        object.__setattr__(self, "_key_places", tuple(map(names.index, self.key)))

    def laid(self, rows: Iterable[Row]) -> Iterable[Row]:
        """In the order in which they are written."""
        if self.laid_by is None:
            return rows
        return sorted(rows, key=itemgetter(self.column_names.index(self.laid_by)))

    def key_of(self, row: Row) -> Row:
        return tuple([row[place] for place in self._key_places])

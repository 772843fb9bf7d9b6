"""A report as a table: one row for each figure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from interchange.tables.column import Column, Kind, Value

COLUMNS = (
    Column("indicator", Kind.TEXT),
    Column("variant", Kind.TEXT),
    Column("period", Kind.TEXT),
    Column("group", Kind.TEXT, nullable=True),
    Column("value", Kind.NUMBER, nullable=True),
    Column("suppressed", Kind.BOOLEAN),
    Column("unit", Kind.TEXT),
    Column("position", Kind.INTEGER),
)
"""`group` is missing where the figures are the region's, `value` where it is suppressed or there is nothing to say; `position`: of the log,
as known at which the figure is told."""


def figures(report: Mapping[str, Any]) -> Iterator[Sequence[Value]]:
    """Its rows, in its order. `report`: as `GET /reports/{indicator}` tells it."""
    for row in report["rows"]:
        value = None if row["value"] is None else float(row["value"])
        of_all = report["unit"], report["position"]
        yield report["indicator"], report["variant"], row["period"], row["group"], value, row["suppressed"], *of_all

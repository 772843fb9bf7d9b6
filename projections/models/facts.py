"""Everything that figures count, with both times: what it is, in which group, and the positions of the log between which that was known."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.history import History
from domain.indicators import Counted, counting, measures
from domain.secrecy import kept_from_lists
from projections.known import KNOWN, known, numbered
from projections.table import Column, Row, Table

FACT = (
    Column("measure", "text"),
    Column("about", "text"),
    Column("number", "integer"),
    Column("since", "date"),
    Column("until", "date", nullable=True),
    Column("amount", "double precision", nullable=True),
    Column("met", "boolean", nullable=True),
    Column("label", "text", nullable=True),
    Column("left_provider", "text", nullable=True),
    Column("municipality", "text", nullable=True),
    Column("provider", "text", nullable=True),
    Column("setting", "text", nullable=True),
    Column("age_group", "text", nullable=True),
    Column("gender", "text", nullable=True),
    Column("civil_basis", "text", nullable=True),
    Column("title_kind", "text", nullable=True),
)
"""A `Fact` of `domain.indicators`; `number` tells apart those of one measure about one thing from one day on."""

TABLE = Table(
    name="facts",
    columns=(Column("trajectory_id", "uuid"), *FACT, *KNOWN),
    key=("trajectory_id", "measure", "about", "since", "number", "known_from"),
    indexes=(("measure", "since"),),
    laid_by="measure",
)


def rows(history: History) -> Iterator[Row]:
    """As it was known; only that a place is secret is as it is now."""
    trajectory_id, secrecy = history.recorded[0].trajectory_id, kept_from_lists(history)
    for measure in measures():
        for (_, number), counted, range_ in known(history, counting(measure, secrecy), _things):
            yield trajectory_id, *_fact(measure, number, counted), *range_.positions


def _things(found: Iterable[Counted]) -> dict[tuple[tuple[str, date], int], Counted]:
    return numbered(found, lambda counted: (counted.about, counted.days.since))


def _fact(measure: str, number: int, counted: Counted) -> Row:
    group = counted.group
    return (
        measure,
        counted.about,
        number,
        counted.days.since,
        counted.days.until,
        counted.amount,
        counted.met,
        counted.label,
        counted.left,
        group.municipality,
        group.provider,
        group.setting,
        group.age_group,
        group.gender,
        group.civil_basis,
        group.title_kind,
    )

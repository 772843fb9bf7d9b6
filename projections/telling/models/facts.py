"""Everything that figures count, with both times: what it is, in which group, and the positions of the log between which that was known."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from domain.history import History
from domain.indicators import Counted, counting, measures, remembered_as
from domain.secrecy import Secrecy
from domain.trajectory import Trajectory, unshared
from projections.telling.known import KNOWN, Known, Range, numbered
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel

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


class _Facts:
    """As they were known; only that a place is secret is as it is now. Most recordings leave most measures as they were."""

    def __init__(self, secrecy: Secrecy) -> None:
        self._measures = {remembered_as(name): Known(counting(name, secrecy), _things, partial(_row, name)) for name in measures()}
        self._state: Trajectory | None = None

    def learn(self, history: History) -> None:
        before, self._state = self._state, history.trajectory
        for name in self._measures if before is None else unshared(self._measures, before, self._state):
            self._measures[name].learn(history)

    def rows(self) -> Iterator[Row]:
        for measure in self._measures.values():
            yield from measure.rows()


Thing = tuple[str, date]
"""What is counted, from which day."""


def _things(found: Iterable[Counted]) -> dict[tuple[Thing, int], Counted]:
    return numbered(found, lambda counted: (counted.about, counted.days.since))


def _row(measure: str, name: tuple[Thing, int], counted: Counted, range_: Range) -> Row:
    return *_fact(measure, name[1], counted), *range_.positions


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


MODEL = ReadModel(TABLE, _Facts)

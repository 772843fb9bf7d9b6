"""Who is procesregisseur of a trajectory, and when: one after the other, from the day of the first."""

from collections.abc import Iterator

from domain.history import History
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel, now

TABLE = Table(
    name="assignments",
    columns=(
        Column("trajectory_id", "uuid"),
        Column("since", "date"),
        Column("until", "date", nullable=True),
        Column("procesregisseur", "text"),
    ),
    key=("trajectory_id", "since"),
    indexes=(("procesregisseur",),),
)
"""From `since` up to, and not including, `until`."""


def _rows(history: History) -> Iterator[Row]:
    trajectory = history.trajectory
    starts = sorted({assignment.day for assignment in trajectory.assignments})
    for start, end in zip(starts, [*starts[1:], None], strict=False):
        yield trajectory.trajectory_id, start, end, trajectory.procesregisseur_on(start)


MODEL = ReadModel(TABLE, now(_rows))

"""Every stay as it is known now: the newest knowledge of `placements`, small and fast."""

from collections.abc import Iterator

from domain.history import History
from domain.secrecy import kept_from_lists
from projections.telling.models.placements import SEGMENT
from projections.telling.segments import segments
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel, now

TABLE = Table(
    name="current_placements",
    columns=(Column("trajectory_id", "uuid"), *SEGMENT),
    key=("trajectory_id", "stay_id", "valid_from"),
    indexes=(("valid_from", "valid_until"),),
)


def _rows(history: History) -> Iterator[Row]:
    trajectory, secrecy = history.trajectory, kept_from_lists(history)
    return ((trajectory.trajectory_id, *segment.kept(secrecy)) for segment in segments(trajectory))


MODEL = ReadModel(TABLE, now(_rows))

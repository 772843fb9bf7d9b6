"""Every stay with both times: the nights for which something holds, and the positions of the log between which that was known."""

from collections.abc import Iterable
from datetime import date

from domain.secrecy import Secrecy
from projections.telling.known import KNOWN, Known, of_state
from projections.telling.segments import Segment, segments
from projections.telling.table import Column, Table
from projections.telling.teller import ReadModel, Teller

SEGMENT = (
    Column("stay_id", "text"),
    Column("valid_from", "date"),
    Column("valid_until", "date", nullable=True),
    Column("purpose", "text"),
    Column("setting", "text"),
    Column("provider", "text", nullable=True),
    Column("location", "text", nullable=True),
    Column("since", "date"),
    Column("until", "date", nullable=True),
    Column("home_municipality", "text"),
    Column("procesregisseur", "text", nullable=True),
    Column("title_id", "text", nullable=True),
    Column("title_valid_until", "date", nullable=True),
)
"""The columns of one `Segment`, in its order; without provider and location where they are secret (`domain.secrecy`)."""

TABLE = Table(
    name="placements",
    columns=(Column("trajectory_id", "uuid"), *SEGMENT, *KNOWN),
    key=("trajectory_id", "stay_id", "valid_from", "known_from"),
    indexes=(("valid_from", "valid_until"),),
)


def _begin(secrecy: Secrecy) -> Teller:
    """As it was known; only that a place is secret is as it is now."""
    return Known(of_state(segments), _things, lambda _, segment, range_: (*segment.kept(secrecy), *range_.positions))


def _things(found: Iterable[Segment]) -> dict[tuple[str, date], Segment]:
    return {(segment.stay_id, segment.valid_from): segment for segment in found}


MODEL = ReadModel(TABLE, _begin)

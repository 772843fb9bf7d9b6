"""Every stay with both times: the nights for which something holds, and the positions of the log between which that was known."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.history import History
from domain.secrecy import kept_from_lists
from projections.known import KNOWN, known, of_state
from projections.segments import Segment, segments
from projections.table import Column, Row, Table

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


def rows(history: History) -> Iterator[Row]:
    """As it was known; only that a place is secret is as it is now."""
    secrecy, trajectory_id = kept_from_lists(history), history.recorded[0].trajectory_id
    for _, segment, range_ in known(history, of_state(segments), _things):
        yield trajectory_id, *segment.kept(secrecy), *range_.positions


def _things(found: Iterable[Segment]) -> dict[tuple[str, date], Segment]:
    return {(segment.stay_id, segment.valid_from): segment for segment in found}

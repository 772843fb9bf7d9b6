"""Every stay with both times: the nights for which something holds, and the positions of the log between which that was known."""

from collections.abc import Iterator

from domain.history import History
from domain.secrecy import kept_from_lists
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
    columns=(
        Column("trajectory_id", "uuid"),
        *SEGMENT,
        Column("known_from", "bigint"),
        Column("known_until", "bigint", nullable=True),
    ),
    key=("trajectory_id", "stay_id", "valid_from", "known_from"),
    indexes=(("valid_from", "valid_until"),),
)
"""`known_from` up to, and not including, `known_until`, which is empty as long as it is still known."""


def rows(history: History) -> Iterator[Row]:
    """What each recording made known, joined over consecutive recordings that left it as it was.

    A position that closes a range never changes again: what was known then is known for ever. Only that a place is secret is as it is now.
    """
    secrecy = kept_from_lists(history)
    known: dict[Segment, int] = {}
    bases: object = None
    for recorded, state in history.states():
        relevant = (state.stays, state.titles, state.municipalities, state.assignments, state.consents, state.protections, state.person)
        if relevant == bases:
            continue
        bases = relevant
        current = segments(state)
        for gone in known.keys() - set(current):
            yield (recorded.trajectory_id, *gone.kept(secrecy), known.pop(gone), recorded.position)
        for segment in current:
            known.setdefault(segment, recorded.position)
    for segment, known_from in known.items():
        yield (history.recorded[0].trajectory_id, *segment.kept(secrecy), known_from, None)

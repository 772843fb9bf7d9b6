"""Every closed night with both times: under which title it was spent, and the positions of the log between which that was known."""

from collections.abc import Iterable
from datetime import date

from domain.law.cover import Cover, legal_cover
from projections.telling.known import KNOWN, Known, Range, of_state
from projections.telling.models.legal_cover import NIGHTS, nights
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel

TABLE = Table(
    name="legal_cover_known",
    columns=(Column("trajectory_id", "uuid"), *NIGHTS, *KNOWN),
    key=("trajectory_id", "since", "known_from"),
    indexes=(
        ("trajectory_id", "since", "until", "title_id", "annulled_later", "known_from", "known_until"),
        ("title_id", "trajectory_id", "since", "until", "annulled_later", "known_from", "known_until"),
    ),
)
"""In one knowledge, the stretches have neither gap nor overlap. The indexes hold whole rows."""


def _things(found: Iterable[Cover]) -> dict[date, Cover]:
    return {cover.since: cover for cover in found}


def _row(_: date, cover: Cover, range_: Range) -> Row:
    return *nights(cover), *range_.positions


MODEL = ReadModel(TABLE, lambda _: Known(of_state(legal_cover), _things, _row))

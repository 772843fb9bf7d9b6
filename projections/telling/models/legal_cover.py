"""Every night in a closed place, under which title it was spent, or under none (Jeugdwet 6.1.2, 6.2.2)."""

from collections.abc import Iterator

from domain.history import History
from domain.law.cover import Cover, legal_cover
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel, now

NIGHTS = (
    Column("since", "date"),
    Column("until", "date", nullable=True),
    Column("title_id", "text", nullable=True),
    Column("annulled_later", "boolean"),
)
"""The columns of one stretch (`nights`)."""

TABLE = Table(
    name="legal_cover",
    columns=(Column("trajectory_id", "uuid"), *NIGHTS),
    key=("trajectory_id", "since"),
    indexes=(
        ("trajectory_id", "since", "until", "title_id", "annulled_later"),
        ("title_id", "trajectory_id", "since", "until", "annulled_later"),
    ),
)
"""The nights from `since` up to, and not including, `until`, without gap or overlap; `title_id` is empty where no title is known.
The indexes hold whole rows: on most days few stretches lie, among all there ever were."""


def _rows(history: History) -> Iterator[Row]:
    trajectory = history.trajectory
    return ((trajectory.trajectory_id, *nights(cover)) for cover in legal_cover(trajectory))


def nights(cover: Cover) -> Row:
    return cover.since, cover.until, cover.title_id, cover.annulled_later


MODEL = ReadModel(TABLE, now(_rows))

"""Every finding with both times: the days on which it holds, and the positions of the log between which that was known."""

from collections.abc import Iterator

from domain.history import History
from domain.rules import findings
from projections.known import KNOWN, known, of_state
from projections.models.findings import FOUND, found, things
from projections.table import Column, Row, Table

TABLE = Table(
    name="findings_known",
    columns=(Column("trajectory_id", "uuid"), *FOUND, *KNOWN),
    key=("trajectory_id", "since", "rule", "about", "number", "known_from"),
    indexes=(
        ("trajectory_id", "since", "rule", "about", "number", "until", "known_from", "known_until"),
        ("rule", "trajectory_id", "since", "about", "number", "until", "known_from", "known_until"),
    ),
)


def rows(history: History) -> Iterator[Row]:
    trajectory_id = history.recorded[0].trajectory_id
    for (_, number), finding, range_ in known(history, of_state(findings), things):
        yield trajectory_id, *found(number, finding), *range_.positions

"""Every finding with both times: the days on which it holds, and the positions of the log between which that was known."""

from domain.rules import Finding, findings
from projections.telling.known import KNOWN, Known, Range, of_state
from projections.telling.models.findings import FOUND, Thing, found, things
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel

TABLE = Table(
    name="findings_known",
    columns=(Column("trajectory_id", "uuid"), *FOUND, *KNOWN),
    key=("trajectory_id", "since", "rule", "about", "number", "known_from"),
    indexes=(
        ("trajectory_id", "since", "rule", "about", "number", "until", "known_from", "known_until"),
        ("rule", "trajectory_id", "since", "about", "number", "until", "known_from", "known_until"),
    ),
)


def _row(name: tuple[Thing, int], finding: Finding, range_: Range) -> Row:
    return *found(name[1], finding), *range_.positions


MODEL = ReadModel(TABLE, lambda secrecy: Known(of_state(lambda trajectory: secrecy.found(findings(trajectory))), things, _row))

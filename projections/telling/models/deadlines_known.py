"""Every term with both times: the days between which it is open, and the positions of the log between which that was known."""

from domain.deadlines import Deadline, deadlines
from projections.telling.known import KNOWN, Known, Range, of_state
from projections.telling.models.deadlines import TERM, Thing, term, terms
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel

TABLE = Table(
    name="deadlines_known",
    columns=(Column("trajectory_id", "uuid"), *TERM, *KNOWN),
    key=("trajectory_id", "kind", "about", "due_on", "number", "known_from"),
    indexes=(
        ("due_on", "trajectory_id", "kind", "about", "number", "since", "open_until", "known_from", "known_until"),
        ("kind", "due_on", "trajectory_id", "about", "number", "since", "open_until", "known_from", "known_until"),
        ("long_overdue", "due_on", "trajectory_id", "kind", "about", "number", "since", "overdue_until", "known_from", "known_until"),
        ("kind", "long_overdue", "due_on", "trajectory_id", "about", "number", "since", "overdue_until", "known_from", "known_until"),
        ("trajectory_id", "due_on", "kind", "about", "number", "since", "open_until", "known_from", "known_until"),
    ),
)
"""As `deadlines`. But nearly everything was once known as open without end: so `overdue_until` is no later than the day after the one on
which this was known last. Who asks about that day or an earlier one, as known on it, finds it all the same, and what was late then is
found without passing over all that was ever met since."""


def _row(name: tuple[Thing, int], deadline: Deadline, range_: Range) -> Row:
    known_to = range_.until.recorded_on if range_.until else None
    return *term(name[1], deadline, known_to), *range_.positions


MODEL = ReadModel(TABLE, lambda secrecy: Known(of_state(lambda trajectory: secrecy.due(deadlines(trajectory))), terms, _row))

"""Every term of a trajectory, met or not, with the days between which it is open: what is open on a day is asked in SQL."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.calendar import add_days
from domain.deadlines import Deadline, deadlines
from domain.history import History
from domain.secrecy import kept_from_lists
from projections.telling.known import numbered
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel, now

TERM = (
    Column("kind", "text"),
    Column("source", "text"),
    Column("article", "text"),
    Column("about", "text"),
    Column("since", "date"),
    Column("due_on", "date"),
    Column("number", "integer"),
    Column("breach_from", "date"),
    Column("last_night", "date", nullable=True),
    Column("met_on", "date", nullable=True),
    Column("met_by", "integer", nullable=True),
    Column("over_on", "date", nullable=True),
    Column("open_until", "date", nullable=True),
    Column("overdue_until", "date", nullable=True),
    Column("long_overdue", "boolean", nullable=True),
    Column("alerts", "text[]"),
    Column("due_at", "timestamptz", nullable=True),
)
"""The columns of one deadline (`term`)."""

TABLE = Table(
    name="deadlines",
    columns=(Column("trajectory_id", "uuid"), *TERM),
    key=("trajectory_id", "kind", "about", "due_on", "number"),
    indexes=(
        ("due_on", "trajectory_id", "kind", "about", "number", "since", "open_until"),
        ("kind", "due_on", "trajectory_id", "about", "number", "since", "open_until"),
        ("long_overdue", "due_on", "trajectory_id", "kind", "about", "number", "since", "overdue_until"),
        ("kind", "long_overdue", "due_on", "trajectory_id", "about", "number", "since", "overdue_until"),
        ("trajectory_id", "due_on", "kind", "about", "number", "since", "open_until"),
    ),
)
"""Open from `since` up to, and not including, `open_until`, which is empty as long as nothing ends it; `number` tells apart what is due
twice on one day about one thing. `overdue_until` is the same end, of those alone that stay open after `due_on`, and `NO_END` where nothing
ends it; `long_overdue` says of the same ones whether that is more than `A_WHILE` after `due_on`. By both columns, what was late on a day
is found in the order of `due_on` without passing over all that was met; by the last index, what is open of one trajectory. All that a
question goes by stands in the indexes, so that only what is on a page is looked up. `alerts` are dates, ISO 8601.

Who is procesregisseur on a day stands in `assignments`, and whose it is in `access`: both change while no term does."""

NO_END = date.max

A_WHILE = 366
"""Days. What ended within them is looked for no further back; what did not is mostly open still. Shorter, and more that has ended is passed
over among the long overdue; longer, and more among the others."""


def _rows(history: History) -> Iterator[Row]:
    trajectory = history.trajectory
    told = kept_from_lists(history).due(deadlines(trajectory))
    return ((trajectory.trajectory_id, *term(number, each)) for (_, number), each in terms(told).items())


Thing = tuple[str, str, date]
"""What is due about something on a day."""


def terms(found: Iterable[Deadline]) -> dict[tuple[Thing, int], Deadline]:
    return numbered(found, lambda each: (each.kind, each.about, each.due_on))


def term(number: int, deadline: Deadline, known_to: date | None = None) -> Row:
    """Of what is known no more, `overdue_until` is the day after `known_to` at the latest: on that day it was known last."""
    overdue_until = _overdue_until(deadline, known_to)
    return (
        deadline.kind,
        deadline.source,
        deadline.article,
        deadline.about,
        deadline.since,
        deadline.due_on,
        number,
        deadline.breach_from,
        deadline.last_night,
        deadline.met_on,
        deadline.met_by,
        deadline.over_on,
        deadline.open_until,
        overdue_until,
        overdue_until > add_days(deadline.due_on, A_WHILE) if overdue_until else None,
        [day.isoformat() for day in deadline.alerts],
        deadline.due_at,
    )


def _overdue_until(deadline: Deadline, known_to: date | None) -> date | None:
    end = min(deadline.open_until or NO_END, add_days(known_to, 1) if known_to else NO_END)
    return end if end > max(deadline.since, add_days(deadline.due_on, 1)) else None


MODEL = ReadModel(TABLE, now(_rows))

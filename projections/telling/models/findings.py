"""Every finding of every rule as the days on which it holds, which may lie in the future: what is found on a day is asked in SQL."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.history import History
from domain.rules import Finding, findings
from domain.secrecy import kept_from_lists
from projections.telling.known import numbered
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel, now

FOUND = (
    Column("since", "date"),
    Column("rule", "text"),
    Column("about", "text"),
    Column("number", "integer"),
    Column("until", "date", nullable=True),
    Column("kind", "text"),
    Column("article", "text"),
    Column("message", "text"),
)
"""The columns of one finding (`found`)."""

TABLE = Table(
    name="findings",
    columns=(Column("trajectory_id", "uuid"), *FOUND),
    key=("trajectory_id", "since", "rule", "about", "number"),
    indexes=(("since", "until"), ("rule", "trajectory_id", "since", "about", "number")),
)
"""From `since` up to, and not including, `until`. `about` is empty where a rule is about nothing in particular; `number` tells apart what
one rule finds twice from one day about one thing."""


def _rows(history: History) -> Iterator[Row]:
    trajectory = history.trajectory
    told = kept_from_lists(history).found(findings(trajectory))
    return ((trajectory.trajectory_id, *found(number, each)) for (_, number), each in things(told).items())


Thing = tuple[date, str, str]
"""From which day which rule finds something about something."""


def things(all_found: Iterable[Finding]) -> dict[tuple[Thing, int], Finding]:
    return numbered(all_found, lambda each: (each.since, each.rule, each.about or ""))


def found(number: int, finding: Finding) -> Row:
    return (
        finding.since,
        finding.rule,
        finding.about or "",
        number,
        finding.until,
        finding.kind,
        finding.article,
        finding.message,
    )


MODEL = ReadModel(TABLE, now(_rows))

"""Every finding of every rule as the days on which it holds, which may lie in the future: what is found on a day is asked in SQL."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from domain.history import History
from domain.rules import findings
from projections.table import Column, Row, Table

TABLE = Table(
    name="findings",
    columns=(
        Column("trajectory_id", "uuid"),
        Column("since", "date"),
        Column("rule", "text"),
        Column("about", "text"),
        Column("number", "integer"),
        Column("until", "date", nullable=True),
        Column("kind", "text"),
        Column("article", "text"),
        Column("message", "text"),
    ),
    key=("trajectory_id", "since", "rule", "about", "number"),
    indexes=(("since", "until"), ("rule", "trajectory_id", "since", "about", "number")),
)
"""From `since` up to, and not including, `until`. `about` is empty where a rule is about nothing in particular; `number` tells apart what
one rule finds twice from one day about one thing."""


def rows(history: History) -> Iterator[Row]:
    trajectory = history.trajectory
    seen: Counter[tuple[date, str, str]] = Counter()
    for finding in dict.fromkeys(findings(trajectory)):
        one_thing = (finding.since, finding.rule, finding.about or "")
        yield (
            trajectory.trajectory_id,
            *one_thing,
            seen[one_thing],
            finding.until,
            finding.kind,
            finding.article,
            finding.message,
        )
        seen[one_thing] += 1

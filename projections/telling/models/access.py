"""Who may see which trajectory: the facts behind `domain.rights`, for row-level security to judge with today's date.

The policy over these rows stands in `projections/sql/policies/access.sql`; all other tables follow it.
"""

from collections.abc import Iterator
from datetime import date

from domain.calendar import FIRST_DAY, later
from domain.history import History
from domain.rights import carried_out, provided
from domain.spans import Span, joined
from domain.trajectory import Trajectory
from projections.telling.models.deadlines import NO_END
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel, now

TABLE = Table(
    name="access",
    columns=(
        Column("trajectory_id", "uuid"),
        Column("kind", "text"),
        Column("organisation", "text"),
        Column("since", "date"),
        Column("until", "date"),
        Column("first_position", "bigint"),
    ),
    key=("trajectory_id", "kind", "organisation", "since"),
    indexes=(("kind", "organisation", "trajectory_id", "until", "since", "first_position"),),
)
"""`kind`: municipality, provider, gi or referral (to anybody whose role goes by referrals: no organisation).

`since` up to, and not including, `until` (`NO_END` where nothing ends it) are the days of the fact itself; how long a provider or a GI
still sees a trajectory after that is no row's to say (`domain.rights.ended_since`). What is left of a right after that is in the case
alone, and in no row.

`first_position` is that of the trajectory's first event. By the index, what somebody sees today, and where in the log it begins, is read
in the order of trajectories as far as it is wanted, and without the rows.
"""


def _rows(history: History) -> Iterator[Row]:
    trajectory = history.trajectory
    facts = (*_municipalities(trajectory), *_providers(trajectory), *_gis(trajectory), *_referral(trajectory))
    first = history.recorded[0].position
    return ((trajectory.trajectory_id, kind, whose, since, until or NO_END, first) for kind, whose, since, until in facts)


def _municipalities(trajectory: Trajectory) -> Iterator[Row]:
    """One after the other, from the first day there is: every day has its municipality."""
    starts = sorted({FIRST_DAY, *(since.day for since in trajectory.municipalities)})
    changes = [
        start for before, start in zip([None, *starts], starts, strict=False) if before is None or _differs(trajectory, before, start)
    ]
    for start, end in zip(changes, [*changes[1:], None], strict=True):
        yield "municipality", f"GM{trajectory.home_municipality_on(start)}", start, end


def _differs(trajectory: Trajectory, before: date, start: date) -> bool:
    return trajectory.home_municipality_on(before) != trajectory.home_municipality_on(start)


def _providers(trajectory: Trajectory) -> Iterator[Row]:
    """Each provider once, up to the end of the last that it gave, or to the day on which it was asked for a place."""
    ends: dict[str, date | None] = {}
    for provider, until in provided(trajectory):
        ends[provider] = later(ends[provider], until) if provider in ends else until
    for provider, until in ends.items():
        yield "provider", provider, FIRST_DAY, until


def _gis(trajectory: Trajectory) -> Iterator[Row]:
    """Each GI on the days on which one of its measures runs."""
    runs: dict[str, list[Span]] = {}
    for gi, days in carried_out(trajectory):
        runs.setdefault(gi, []).append(days)
    for gi, spans in runs.items():
        yield from (("gi", gi, days.since, days.until) for days in joined(spans))


def _referral(trajectory: Trajectory) -> Iterator[Row]:
    if trajectory.referrals:
        yield "referral", "", FIRST_DAY, None


MODEL = ReadModel(TABLE, now(_rows))

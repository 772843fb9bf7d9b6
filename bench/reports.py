"""Reports over very many trajectories: every indicator over three years, now and in the past, and why two deliveries differ."""

from collections.abc import Callable, Generator, Sequence
from datetime import date
from statistics import median
from time import perf_counter

from psycopg.sql import SQL

from bench.figures import Figure
from domain.calendar import add_days, add_months
from domain.codes import Role
from domain.envelope import Actor
from domain.figures import (
    NO_HEIRS,
    Detail,
    Period,
    PeriodKind,
    Registered,
    Viewpoint,
    because,
    dimensions,
    figure_of,
    periods,
    report,
    seen_of,
)
from domain.figures.report import Cells
from domain.indicators import Dimension, Variant, indicators
from domain.spans import Span
from eventlog import Databases
from projections import Rows
from projections.asking.counting import Counted
from projections.connecting import connect
from projections.generations import pointer

YEARS = 3
GOAL = 2000.0
"""Milliseconds for one report."""
GOAL_OF_DIFFERENCE = 10_000.0

TIMES = 3

_REPORTER = Actor(subject="verslag-1", role=Role.REPORTER, organisation="regio")


def measured(databases: Databases, today: date) -> Generator[Figure]:
    # The copied rows have positions of their own.
    newest = _newest(databases)
    with Rows(databases, pool_size=1, today=lambda: today) as rows:
        for indicator in indicators().values():
            yield _slowest(f"{indicator.id}, by quarter", rows, newest, indicator.variants, PeriodKind.QUARTER, None, today)
        # Of months and municipalities some are small: what is hidden of them hangs on what they are part of, which is asked too.
        for indicator in indicators().values():
            what = f"{indicator.id}, by month and municipality"
            yield _slowest(what, rows, newest, indicator.variants, PeriodKind.MONTH, Dimension.MUNICIPALITY, today)
        inflow = indicators()["inflow"].variants[:1]
        yield _slowest("inflow, by month and provider", rows, newest, inflow, PeriodKind.MONTH, Dimension.PROVIDER, today)
        yield _difference(rows, indicators()["stand"].default, newest, today)


def _slowest(
    what: str, rows: Rows, known_at: int, variants: Sequence[Variant], kind: PeriodKind, by: Dimension | None, today: date
) -> Figure:
    """The protected report of the variant that takes longest."""
    took = {
        variant.name: _took(rows, known_at, variant, kind, by, today) for variant in variants if by is None or by in dimensions(variant)
    }
    name = max(took, key=lambda name: took[name])
    return Figure(f"{what}: {name}, the slowest of {len(took)} variants, {YEARS} years", took[name], "ms", most=GOAL)


def _took(rows: Rows, known_at: int, variant: Variant, kind: PeriodKind, by: Dimension | None, today: date) -> float:
    there = list(periods(kind, Span(add_months(today, -12 * YEARS), add_days(today, 1))))

    def count(variant: Variant, asked: Sequence[Period], by: Dimension | None) -> Cells:
        seen = [seen_of(variant, period.days, today) for period in asked]
        cells = rows.statistics(_REPORTER, Counted(variant, seen, today, by, NO_HEIRS, known_at)).cells
        return {(asked[number], group): told for (number, group), told in cells.items()}

    return median(_milliseconds(lambda: list(report(variant, there, today, by, Detail.PROTECTED, count))) for _ in range(TIMES))


def _difference(rows: Rows, variant: Variant, position: int, today: date) -> Figure:
    """What was recorded in the last tenth of the log, and how it changed one quarter's figure."""
    period = Period.of(PeriodKind.QUARTER, add_months(today, -3)).days
    before, after = Viewpoint(position - position // 10, today), Viewpoint(position, today)
    register = [Registered(before.position, NO_HEIRS)]

    def explain() -> None:
        facts = rows.changes(_REPORTER, variant, period, before.position, after.position)
        because(variant, period, None, figure_of, before, after, facts, register)

    return Figure("why a quarter's stand differs over the last tenth of the log", _milliseconds(explain), "ms", most=GOAL_OF_DIFFERENCE)


def _newest(databases: Databases) -> int:
    with connect(databases) as conn:
        live = pointer.live(conn)
        assert live is not None
        row = conn.execute(SQL("SELECT max(known_from) FROM {}").format(live.table("facts"))).fetchone()
    return int(row[0]) if row else 0


def _milliseconds(ask: Callable[[], object]) -> float:
    start = perf_counter()
    ask()
    return 1000 * (perf_counter() - start)

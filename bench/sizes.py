"""What grows with how much there is: one case, lists, lists of a past day and a report, asked of few and of very many trajectories.

All sizes stand side by side in databases of their own and take turns, so that what else the machine does touches all of them.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import cycle
from math import nan
from uuid import UUID

from application.doors.door import Door
from application.doors.granted import Granted
from application.one_case.cases import Cases
from bench.figures import Figure, at, load, ratio, seconds
from bench.rebuilding import logs
from bench.rows import Progress, everything, filled, halfway, indexes_of, readers
from domain.calendar import add_days, add_months
from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.figures import NO_HEIRS, PeriodKind, periods, seen_of
from domain.history import History
from domain.indicators import indicators
from domain.spans import Span
from projections import Page, Rows
from projections.counting import Counted

TIMES, TIMES_OF_REPORT = 40, 5
"""How often each question is asked at each size; a report goes through all that there is."""

GOAL = 1.5
"""Times as long as at the smallest size that a list may take at the largest."""

UNREAD = frozenset({"audit_trail", "deadlines_known", "findings_known"})
"""Read models that nothing here asks: they would take more of the disk than all that is asked."""

FACTS = "facts"
"""The read model that reports are made of."""

BYTES, BYTES_OF_FACTS, BYTES_OF_LOG = 19_000, 40_000, 9_500
"""What a trajectory takes of the disk, with indexes: rows but facts, facts, and the events that stand in for its own (seen in 2026)."""

LEFT = 0.2
"""The part of the disk's free space that is left alone."""

YEARS = 3
"""That a report covers, by quarter."""

LIMIT = 50

Ask = Callable[[], object]
AskList = Callable[[], Page]


@dataclass(frozen=True, slots=True)
class _Size:
    """So many trajectories, and what is asked of them; no report where there are no facts to make it of."""

    trajectories: int
    rows: Rows
    lists: Mapping[str, AskList]
    case: Ask
    report: Ask | None

    @property
    def said(self) -> str:
        return f"{self.trajectories:,} trajectories"


def measured(lives: Sequence[History], today: date, sizes: Sequence[int], told: Progress) -> Iterator[Figure]:
    """From the smallest size to the largest; all databases are gone afterwards. `told` how many trajectories are there, of all sizes."""
    yield load("before the sizes")
    with ExitStack() as opened:
        there: list[_Size] = []
        asking: Sequence[tuple[str, Actor]] = ()
        for size in sorted(sizes):
            already = sum(each.trajectories for each in there)
            without = UNREAD if _has_room_for_facts(size) else UNREAD | {FACTS}
            filling = filled(lives, size, lambda done, _, before=already: told(before + done, sum(sizes)), without=without)  # type: ignore[misc]
            databases = opened.enter_context(filling)
            asking = asking or [(name.partition(" (")[0], actor) for name, actor in readers(databases)]
            rows = opened.enter_context(Rows(databases, pool_size=1, today=lambda: today, scope=everything))
            report = None if FACTS in without else partial(_report, rows, today)
            there.append(_Size(size, rows, _lists(rows, asking, halfway(databases), today), _case(opened, lives, size, today), report))
        yield from _lists_compared(there)
        yield from _compared("one case, out of the log itself", [(each, each.case) for each in there])
        reports = [(each, each.report) for each in there if each.report is not None]
        yield from _compared(f"a report: who was in a stay, {YEARS} years by quarter", reports, TIMES_OF_REPORT)
        for each in there:
            if each.report is None:
                yield Figure(f"absent: a report of {each.said}, whose facts do not fit on the disk here", nan, "")
    yield load("after the sizes")


def _has_room_for_facts(trajectories: int) -> bool:
    free = shutil.disk_usage(tempfile.gettempdir()).free
    return trajectories * (BYTES + BYTES_OF_FACTS + BYTES_OF_LOG) < (1 - LEFT) * free


# --- what is asked


def _lists(rows: Rows, asking: Sequence[tuple[str, Actor]], position: int, today: date) -> Mapping[str, AskList]:
    a_year_ago = add_months(today, -12)
    found: dict[str, AskList] = {}
    for name, actor in asking:
        found |= {
            f"open trajectories: {name}": partial(rows.worklist, actor, on=today, status="open", limit=LIMIT),
            f"placements today: {name}": partial(rows.placements, actor, on=today, limit=LIMIT),
            f"placements a year ago: {name}": partial(rows.placements, actor, on=a_year_ago, limit=LIMIT),
            f"placements a year ago, as known half way: {name}": partial(
                rows.placements, actor, on=a_year_ago, known_at_position=position, limit=LIMIT
            ),
            f"deadlines today: {name}": partial(rows.deadlines, actor, on=today, limit=LIMIT),
            f"findings today: {name}": partial(rows.findings, actor, on=today, limit=LIMIT),
        }
    return found


def _case(opened: ExitStack, lives: Sequence[History], trajectories: int, today: date) -> Ask:
    """The situation of one trajectory after another, each asked for by its procesregisseur, of a log of so many."""
    running = [life for life in lives if not life.trajectory.is_closed_on(today) and life.trajectory.died_on is None]
    log = opened.enter_context(logs.filled(running, len(running)))
    logs.crowded(log, trajectories)
    reading = opened.enter_context(log.open_log())
    cases = Cases(Door(reading, Granted(reading)))
    told: dict[UUID, list[Recorded]] = {}
    for each in log.recorded:
        told.setdefault(each.trajectory_id, []).append(each)
    asked = cycle((id_, _regisseur(History(tuple(events)), today)) for id_, events in told.items())

    def ask() -> None:
        id_, actor = next(asked)
        cases.situation(actor, id_, known_at=None, valid_on=None, min_position=None)

    return ask


def _regisseur(life: History, today: date) -> Actor:
    return Actor(subject="pr-1", role=Role.PROCESREGISSEUR, organisation=f"GM{life.trajectory.home_municipality_on(today)}")


def _report(rows: Rows, today: date) -> None:
    there = periods(PeriodKind.QUARTER, Span(add_months(today, -12 * YEARS), add_days(today, 1)))
    seen = [seen_of(period.days, today) for period in there]
    reporter = Actor(subject="verslag-1", role=Role.REPORTER, organisation="regio")
    rows.statistics(reporter, Counted(indicators()["stand"].default, seen, today, None, NO_HEIRS, None))


# --- what it takes


def _lists_compared(there: Sequence[_Size]) -> Iterator[Figure]:
    """Each list; last the one that grows most, of those that are as long at the smallest size as at the largest."""
    grown: list[Figure] = []
    for question in there[0].lists:
        lengths = [len(each.lists[question]().items) for each in there]
        indexes = indexes_of(there[-1].rows, there[-1].lists[question])
        of_all = list(
            _compared(f"{question}, {' and '.join(map(str, lengths))} items [{indexes}]", [(each, each.lists[question]) for each in there])
        )
        if lengths[0] == lengths[-1]:
            grown.append(of_all[-1])
        yield from of_all
    worst = max(grown, key=lambda each: each.value)
    yield replace(worst, what=f"the list that grows most, of those with as many items: {worst.what}", most=GOAL, key="list_1m_vs_10k")


def _compared(what: str, asked: Sequence[tuple[_Size, Ask]], times: int = TIMES) -> Iterator[Figure]:
    """The median at each size, and how many times as long the largest takes as the smallest."""
    took: dict[int, list[float]] = {size.trajectories: [] for size, _ in asked}
    for number in range(times + 1):
        for size, ask in asked if number % 2 else asked[::-1]:
            spent = seconds(ask)
            if number:  # the first is for warming up
                took[size.trajectories].append(spent)
    for size, _ in asked:
        yield Figure(f"p50 of {size.said}: {what}", 1000 * at(took[size.trajectories], 0.5), "ms")
    if len(asked) > 1:
        (smallest, _), (largest, _) = asked[0], asked[-1]
        pairs = list(zip(took[smallest.trajectories], took[largest.trajectories], strict=True))
        yield ratio(f"as long with {largest.said} as with {smallest.said}: {what}", pairs)

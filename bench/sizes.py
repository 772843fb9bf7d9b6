"""What grows with how much there is: appending, rebuilding, one case, lists, lists of a past day and a report, at several sizes.

Every size has a log of its own (`copied`) and rows of its own (`rows`): making the rows of a million trajectories out of their log takes
hours, so that of each log a part is rebuilt, and told by events in a second. All sizes stand side by side and take turns, so that what else
the machine does touches all of them.
"""

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import cycle, islice
from math import nan
from time import perf_counter
from uuid import UUID

import psycopg

from application.doors.door import Door
from application.doors.granted import Granted
from application.one_case.cases import Cases
from bench.copied import Copied, copied
from bench.figures import Figure, at, ratio, seconds
from bench.plans import plan_of
from bench.recording.cases import spoken
from bench.region import ENVELOPE, SEED
from bench.rows import everything, filled, halfway, readers
from domain.calendar import add_days, add_months
from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.figures import NO_HEIRS, PeriodKind, periods, seen_of
from domain.history import History
from domain.indicators import indicators
from domain.spans import Span
from eventlog import EventLog, KeyStore, NewEvent
from projections import Page, Rows, rebuild
from projections.asking.counting import Counted
from projections.connecting import connect
from projections.rebuilding.retiring import retire

TIMES, TIMES_OF_REPORT, TIMES_OF_REBUILD = 40, 5, 3
"""How often each question is asked at each size; a report goes through all that there is."""

GOAL = 1.5
"""Times as long as at the smallest size that a list may take at the largest."""

UNREAD = frozenset({"audit_trail", "deadlines_known", "findings_known"})
"""Read models that nothing here asks: they would take more of the disk than all that is asked."""

BYTES = 55_000
"""What a trajectory takes of the disk with its events, its rows and all indexes, and while these are made (seen: 14,000 and 36,000)."""

LEFT = 0.1
"""The part of the disk's free space that is left alone."""

CASES = 200
"""Trajectories that are opened one after another, and recorded on."""

REBUILT = 1000
"""Trajectories of which rows are made when rebuilding is measured. The clock starts when some are done: all processes work then."""

TOGETHER = (1, 32)
"""Events that are appended in one transaction."""

YEARS = 3
"""That a report covers, by quarter."""

LIMIT = 50

MILLION = 1_000_000

KEY = "list_1m_vs_10k"

Ask = Callable[[], object]
AskList = Callable[[], Page]
Told = Callable[[str, int, int], None]
"""What is being done, how much of it is done, of how much."""


@dataclass(frozen=True, slots=True)
class _Size:
    """So many trajectories, and what is asked of them."""

    trajectories: int
    log: Copied
    rows: Rows
    lists: Mapping[str, AskList]
    case: Ask
    report: Ask
    append: Callable[[int], object]

    @property
    def said(self) -> str:
        return f"{self.trajectories:,} trajectories"


def measured(lives: Sequence[History], today: date, sizes: Sequence[int], told: Told) -> Generator[Figure]:
    """From the smallest size to the largest; all databases are gone afterwards."""
    lives = _on_their_way(lives)
    with ExitStack() as opened:
        there: list[_Size] = []
        asking: Sequence[tuple[str, Actor]] = ()
        for trajectories in sorted(sizes):
            if not _has_room(trajectories):
                yield _too_large(trajectories)
                break
            what = f"{trajectories:,} trajectories"
            log = opened.enter_context(copied(lives, trajectories, partial(told, f"Filling the log of {what}")))
            databases = opened.enter_context(filled(lives, trajectories, partial(told, f"Filling the rows of {what}"), without=UNREAD))
            asking = asking or [(name.partition(" (")[0], actor) for name, actor in readers(databases)]
            rows = opened.enter_context(Rows(databases, pool_size=1, today=lambda: today, scope=everything))
            lists = _lists(rows, asking, halfway(databases), today)
            case, append = _case(opened, log, today), _append(opened, log, today)
            there.append(_Size(trajectories, log, rows, lists, case, partial(_report, rows, today), append))
            yield from _stored(trajectories, log)
        yield from _grown(there)


def _on_their_way(lives: Sequence[History]) -> list[History]:
    """Each life twice, until some event of it: half of its events on average, as of a region that is in the middle of things."""
    dice = random.Random(SEED)  # noqa: S311  # lengths, the same every time, and no secrets
    return [History(life.recorded[: dice.randint(1, life.version)]) for _ in range(2) for life in lives]


def _has_room(trajectories: int) -> bool:
    return trajectories * BYTES < (1 - LEFT) * shutil.disk_usage(tempfile.gettempdir()).free


def _too_large(trajectories: int) -> Figure:
    needed, free = trajectories * BYTES / 1e9, shutil.disk_usage(tempfile.gettempdir()).free / 1e9
    what = f"absent: {trajectories:,} trajectories take up to {needed:.0f} GB of the disk, of which {free:.0f} GB are free"
    return Figure(what, nan, "", key=KEY if trajectories >= MILLION else None)


def _stored(trajectories: int, log: Copied) -> Iterator[Figure]:
    with psycopg.connect(log.superuser) as conn:
        row = conn.execute("SELECT pg_total_relation_size('log.events')").fetchone()
    assert row is not None
    yield Figure(f"events of {trajectories:,} trajectories", log.events, "events")
    yield Figure(f"an event in the log of {trajectories:,} trajectories, with its indexes", row[0] / log.events, "bytes")


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


def _case(opened: ExitStack, log: Copied, today: date) -> Ask:
    """The situation of one trajectory after another, each asked for by its procesregisseur."""
    reading = opened.enter_context(log.open_log())
    cases = Cases(Door(reading, Granted(reading)))
    some = reading.histories(_some(log, 5 * CASES))
    lives = {id_: History(tuple(each for each in events if isinstance(each, Recorded))) for id_, events in some.items()}
    running = {id_: life for id_, life in lives.items() if not life.trajectory.is_closed_on(today) and life.trajectory.died_on is None}
    asked = cycle([(id_, _regisseur(life, today)) for id_, life in islice(running.items(), CASES)])

    def ask() -> None:
        id_, actor = next(asked)
        cases.situation(actor, id_, known_at=None, valid_on=None, min_position=None)

    return ask


def _some(log: Copied, number: int) -> list[UUID]:
    """From all over the log."""
    return list(log.lengths)[:: max(len(log.lengths) // number, 1)]


def _regisseur(life: History, today: date) -> Actor:
    return Actor(subject="pr-1", role=Role.PROCESREGISSEUR, organisation=f"GM{life.trajectory.home_municipality_on(today)}")


def _append(opened: ExitStack, log: Copied, today: date) -> Callable[[int], object]:
    """By the log's own way in: so many events in one transaction, each the next of another trajectory."""
    keys = opened.enter_context(KeyStore(log.databases.keys, log.master))
    writing = opened.enter_context(EventLog(log.databases, keys))
    event = spoken(today)
    versions = {id_: log.lengths[id_] for id_ in _some(log, CASES)}
    turn = cycle(versions)

    def append(together: int) -> None:
        some = list(islice(turn, together))
        for id_ in some:
            versions[id_] += 1
        writing.append([NewEvent(id_, versions[id_], ENVELOPE, event) for id_ in some])

    return append


class _Enough(Exception):
    """So much was rebuilt that it is known how long it takes."""


def _rebuilt(log: Copied) -> float:
    """Seconds that an event takes while rows of `REBUILT` trajectories are made; what is made is thrown away."""
    began: list[tuple[int, float]] = []

    def told(done: int, _: int) -> None:
        began.append((done, perf_counter()))
        if done - began[0][0] >= min(REBUILT, len(log.lengths) // 2):
            raise _Enough

    with suppress(_Enough):
        rebuild(log.databases, log.open_log, processes=os.cpu_count(), progress=told)
    with connect(log.databases) as conn:
        retire(conn)
    (first, start), (last, end) = began[0], began[-1]
    in_order = [log.lengths[id_] for id_ in sorted(log.lengths)[first:last]]
    return (end - start) / sum(in_order)


def _report(rows: Rows, today: date) -> None:
    there = periods(PeriodKind.QUARTER, Span(add_months(today, -12 * YEARS), add_days(today, 1)))
    stand = indicators()["stand"].default
    seen = [seen_of(stand, period.days, today) for period in there]
    reporter = Actor(subject="verslag-1", role=Role.REPORTER, organisation="regio")
    rows.statistics(reporter, Counted(stand, seen, today, None, NO_HEIRS, None))


# --- what it takes


def _grown(there: Sequence[_Size]) -> Iterator[Figure]:
    yield from _lists_compared(there)
    yield from _compared("one case, out of the log itself", [(each, each.case) for each in there])
    yield from _compared(f"a report: who was in a stay, {YEARS} years by quarter", [(each, each.report) for each in there], TIMES_OF_REPORT)
    for together in TOGETHER:
        what = f"appending {together} event{'s' if together > 1 else ''} in one transaction"
        yield from _compared(what, [(each, partial(each.append, together)) for each in there])
    yield from _rebuilding(there)


def _rebuilding(there: Sequence[_Size]) -> Iterator[Figure]:
    took: dict[int, list[float]] = {each.trajectories: [] for each in there}
    for number in range(TIMES_OF_REBUILD):
        for each in there if number % 2 else there[::-1]:
            took[each.trajectories].append(_rebuilt(each.log))
    for each in there:
        rate = 1 / at(took[each.trajectories], 0.5)
        yield Figure(f"rebuilding {each.said}, seen of the rows of some {REBUILT}", rate, "events/s")
        yield Figure(f"so that all rows of {each.said} would take", each.log.events / rate / 60, "minutes")
    if len(there) > 1:
        pairs = list(zip(took[there[0].trajectories], took[there[-1].trajectories], strict=True))
        yield ratio(f"as long to rebuild an event of {there[-1].said} as one of {there[0].said}", pairs)


def _lists_compared(there: Sequence[_Size]) -> Iterator[Figure]:
    """Each list; last the one that grows most, of those that are as long at the smallest size as at the largest."""
    grown: list[Figure] = []
    for question in there[0].lists:
        lengths = [len(each.lists[question]().items) for each in there]
        asked = [(each, each.lists[question]) for each in there]
        of_all = list(_compared(f"{question}, {' and '.join(map(str, lengths))} items", asked))
        if lengths[0] == lengths[-1]:
            grown.append(of_all[-1])
        plans = [plan_of(each.rows, each.lists[question]) for each in there]
        yield from (replace(figure, plan=plan) for figure, plan in zip(of_all, plans, strict=False))
        yield from of_all[len(there) :]
    if len(there) > 1 and there[-1].trajectories >= MILLION:
        worst = max(grown, key=lambda each: each.value)
        yield replace(worst, what=f"the list that grows most, of those with as many items: {worst.what}", most=GOAL, key=KEY)


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

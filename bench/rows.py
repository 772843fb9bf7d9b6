"""Questions across very many trajectories, answered from rows in a real PostgreSQL.

The rows are those of a simulated region, made by the read models themselves, and copied again and again under fresh ids: other
trajectories, the same lives, each told some days sooner and followed by silence until today. Never later: nothing is recorded in the
future, and terms that have ended by then would be overdue today as none can be.
"""

import random
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from bench.plans import indexes_of
from bench.region import SEED
from domain.calendar import FIRST_DAY, LAST_DAY, add_days, add_months
from domain.codes import Role
from domain.deadlines import deadline_kinds
from domain.envelope import Actor
from domain.governance import Scope
from domain.history import History
from domain.rules import rules
from eventlog import Databases, migrate
from jeugdspoor.embedded import Embedded
from projections import Rows
from projections import migrate as migrate_projections
from projections.connecting import connect
from projections.generations import generation, pointer
from projections.generations.generation import Generation
from projections.generations.writing import fill
from projections.rebuilding import filling
from projections.telling.models import MODELS
from projections.telling.recompute import rows_of
from projections.telling.table import BELONGS_TO, Column, Table

CHUNK = 5000
"""Trajectories that are copied in one transaction."""

_POSITIONS = ("position", "first_position", "known_from", "known_until")
"""Columns that name a place in the log."""

TIMES = 20
"""How often each question is asked."""

SHIFT = 180
"""Days at most that a copy lies before its life: were all on the same days, whole lives would be passed over to find a certain one."""

SUBJECTS = 500
"""Procesregisseurs in a region so large: each simulated one stands for as many as give everybody a caseload."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was asked, how many items came, what it took (ms), and the indexes by which the database found them."""

    question: str
    items: int
    p50: float
    p95: float
    indexes: str


@contextmanager
def filled(lives: Sequence[History], trajectories: int, told: Progress, *, without: Collection[str] = ()) -> Iterator[Databases]:
    """A database of its own with the rows of so many trajectories, gone afterwards; `without`: read models that stay empty."""
    with tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-") as directory, Embedded(Path(directory) / "data") as databases:
        migrate(databases)
        migrate_projections(databases)
        told_of = {life.trajectory.trajectory_id: rows_of(life.recorded) for life in lives}
        with connect(databases) as conn:
            with conn.transaction():
                made = generation.create(conn)
                fill(conn, made, told_of, 1)
                _set_apart(conn, made, lives, trajectories)
            told(0, trajectories)
            for first in range(0, trajectories, CHUNK):
                with conn.transaction():
                    _copy(conn, made, first, without)
                told(min(first + CHUNK, trajectories), trajectories)
            with conn.transaction():
                conn.execute("DROP SCHEMA lives CASCADE")
                generation.index(conn, made)
                generation.secure(conn, made, databases.logins())
                generation.begin_at(conn, made, 1)
                pointer.take_over(conn, made)
            generation.settle(conn, made)
        yield databases


def _set_apart(conn: Connection[TupleRow], made: Generation, lives: Sequence[History], trajectories: int) -> None:
    """The rows of the lives themselves, out of the generation; and which trajectories are told by them, with how many days between."""
    conn.execute("CREATE SCHEMA lives")
    for model in MODELS:
        there = Identifier("lives", model.name)
        conn.execute(SQL("CREATE UNLOGGED TABLE {} AS TABLE {}").format(there, made.table(model.name)))
        conn.execute(SQL("TRUNCATE {}").format(made.table(model.name)))
        conn.execute(SQL("CREATE INDEX ON {} (trajectory_id)").format(there))
    conn.execute("CREATE UNLOGGED TABLE lives.copies (number integer, life uuid, fresh uuid, round bigint, days integer, subject integer)")
    dice = random.Random(SEED)  # noqa: S311  # ids, the same every time, and no secrets
    with conn.cursor().copy("COPY lives.copies FROM STDIN") as copy:
        for number in range(trajectories):
            life, fresh = lives[number % len(lives)].trajectory.trajectory_id, UUID(int=dice.getrandbits(128), version=4)
            copy.write_row((number, life, fresh, number // len(lives), dice.randint(-SHIFT, 0), dice.randrange(SUBJECTS)))
    conn.execute("CREATE INDEX ON lives.copies (number)")
    conn.execute("ANALYZE lives.copies")


def _copy(conn: Connection[TupleRow], made: Generation, first: int, without: Collection[str]) -> None:
    """The rows of `CHUNK` trajectories from that number on."""
    for model in MODELS:
        if model.name in without:
            continue
        columns = [column for column in model.table.columns if column.name != BELONGS_TO]
        query = SQL(
            "INSERT INTO {} SELECT copies.fresh, {} FROM lives.copies JOIN {} AS told ON told.trajectory_id = copies.life "
            "WHERE copies.number >= %(first)s AND copies.number < %(beyond)s ORDER BY {}"
        ).format(made.table(model.name), SQL(", ").join(map(_anew, columns)), Identifier("lives", model.name), _laid(model.table))
        beyond = first + CHUNK
        conn.execute(query, {"first": first, "beyond": beyond, "first_day": FIRST_DAY, "last_day": LAST_DAY})


def _laid(table: Table) -> Composable:
    """In the order in which a rebuild writes them."""
    if table.laid_by is None:
        return SQL("copies.number")
    return SQL("copies.number / {}, told.{}").format(Literal(filling.CHUNK), Identifier(table.laid_by))


def _anew(column: Column) -> Composed:
    """What stands there of another trajectory: days shifted, positions between those of the others, and nobody procesregisseur of all."""
    told = Identifier("told", column.name)
    if column.name in _POSITIONS:
        return SQL("{0} * (SELECT max(round) + 1 FROM lives.copies) + copies.round").format(told)
    if column.name == "procesregisseur":
        return SQL("{0} || '-' || copies.subject").format(told)
    if column.type == "date":
        return SQL("CASE WHEN {0} > %(first_day)s AND {0} < %(last_day)s THEN {0} + copies.days ELSE {0} END").format(told)
    if column.type == "timestamptz":
        # In the order of positions, as in a log.
        return SQL("{0} + copies.round * interval '1 microsecond'").format(told)
    return SQL("{0}").format(told)


def everything(actor: Actor, today: date) -> Scope:
    """Auditors have an assignment to all trajectories."""
    return Scope(everything=True)


def measured(databases: Databases, today: date) -> Iterator[Measured]:
    """Each question as each kind of reader asks it."""
    with Rows(databases, pool_size=1, today=lambda: today, scope=everything) as rows:
        for question, ask in _questions(rows, readers(databases), _busiest(databases), halfway(databases), today):
            items = len(ask())
            indexes = indexes_of(rows, ask)
            took = sorted(_milliseconds(ask) for _ in range(TIMES))
            yield Measured(question, items, took[len(took) // 2], took[int(len(took) * 0.95)], indexes)


Asked = tuple[str, Callable[[], Sequence[Any]]]


def _questions(rows: Rows, readers: Sequence[tuple[str, Actor]], busiest: str, halfway: int, today: date) -> Iterator[Asked]:
    within_a_week, a_year_ago = add_days(today, 7), add_months(today, -12)
    for name, actor in readers:
        for when, day in (("today", today), ("a year ago", a_year_ago)):
            yield f"deadlines, {when}: {name}", lambda a=actor, d=day: rows.deadlines(a, on=d).items  # type: ignore[misc]
            yield f"findings, {when}: {name}", lambda a=actor, d=day: rows.findings(a, on=d).items  # type: ignore[misc]
        yield (
            f"placements a year ago, as known half way: {name}",
            lambda a=actor: rows.placements(a, on=a_year_ago, known_at_position=halfway).items,  # type: ignore[misc]
        )
    for name, actor in readers[:2]:
        second = rows.deadlines(actor, on=today).next
        yield f"deadlines, second page: {name}", lambda a=actor, c=second: rows.deadlines(a, on=today, after=c).items  # type: ignore[misc]
        yield (
            f"deadlines, due within a week: {name}",
            lambda a=actor, d=within_a_week: rows.deadlines(a, on=today, due_before=d).items,  # type: ignore[misc]
        )
        yield (
            f"nights under no title, a year: {name}",
            lambda a=actor, d=a_year_ago: rows.legal_cover(a, from_=d, to=today, uncovered=True).items,  # type: ignore[misc]
        )
    name, actor = readers[0]
    for kind in sorted(deadline_kinds()):
        yield f"deadlines, {kind}: {name}", lambda k=kind: rows.deadlines(actor, on=today, kind=k).items  # type: ignore[misc]
    for rule in sorted(rule.id for rule in rules()):
        yield f"findings, {rule}: {name}", lambda r=rule: rows.findings(actor, on=today, rule=r).items  # type: ignore[misc]
    yield "deadlines of one caseload", lambda: rows.deadlines_of(actor, procesregisseur=busiest, on=today)


def readers(databases: Databases) -> list[tuple[str, Actor]]:
    """By name: who sees everything, and the largest and the smallest of those who see a part."""
    with connect(databases) as conn:
        live = pointer.live(conn)
        assert live is not None
        seen = SQL("SELECT kind, organisation, count(*) FROM {} GROUP BY 1, 2 ORDER BY 3 DESC").format(live.table("access"))
        found = conn.execute(seen).fetchall()
    named = [
        ("auditor", Actor(subject="auditor-1", role=Role.AUDITOR, organisation="inspectie")),
    ]
    for kind, role in (("municipality", Role.PROCESREGISSEUR), ("provider", Role.PROVIDER), ("gi", Role.GI)):
        of_kind = [(organisation, count) for each, organisation, count in found if each == kind]
        for size, (organisation, count) in zip(("largest", "smallest"), (of_kind[:1] + of_kind[-1:]), strict=False):
            named.append((f"{role.value}, {size} ({count})", Actor(subject="iemand", role=role, organisation=organisation)))
    named.append(("team_secretary", Actor(subject="secretaris-1", role=Role.TEAM_SECRETARY, organisation="team")))
    return named


def _busiest(databases: Databases) -> str:
    """The procesregisseur of the most trajectories."""
    with connect(databases) as conn:
        live = pointer.live(conn)
        assert live is not None
        assigned = SQL("SELECT procesregisseur FROM {} GROUP BY 1 ORDER BY count(*) DESC LIMIT 1").format(live.table("assignments"))
        row = conn.execute(assigned).fetchone()
    return str(row[0]) if row else ""


def halfway(databases: Databases) -> int:
    """A position by which half of all trajectories had their last event so far."""
    with connect(databases) as conn:
        live = pointer.live(conn)
        assert live is not None
        half = SQL("SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY position) FROM {}").format(live.table("worklist"))
        row = conn.execute(half).fetchone()
    return int(row[0]) if row else 0


def _milliseconds(ask: Callable[[], object]) -> float:
    start = perf_counter()
    ask()
    return 1000 * (perf_counter() - start)

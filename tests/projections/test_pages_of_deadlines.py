"""The list of deadlines, page after page, is what looking at every row would give: for any day, reader, kind and size of a page."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL

from domain.calendar import FIRST_DAY, LAST_DAY, add_days
from domain.codes import Role
from domain.deadlines import Deadline, deadlines
from domain.envelope import Actor
from domain.history import History
from eventlog import Databases
from projections import Engine, Page, Rows
from projections.generations.generation import Generation
from projections.generations.writing import write
from projections.telling.models import deadlines as deadlines_model
from projections.telling.models.deadlines import A_WHILE, NO_END
from projections.telling.retold import NO_ROWS, RowsOf
from tests.histories import told
from tests.projections.assigned import open_to_all
from tests.projections.logs import Recorder, anew
from tests.projections.paths import PATHS, take
from tests.projections.telling import rows_of
from tests.projections.waiting import PATIENCE

TODAY = date(2024, 6, 1)
KINDS = ("plan-adoption", "title-expiry")
AUDITOR = Actor(subject="auditor-1", role=Role.AUDITOR, organisation="inspectie")
MUNICIPALITY = Actor(subject="pr-1", role=Role.PROCESREGISSEUR, organisation="GM0001")
PROVIDER = Actor(subject="gedragswetenschapper-1", role=Role.PROVIDER, organisation="een")
KEPT_OUT = Actor(subject="rapporteur-1", role=Role.REPORTER, organisation="inspectie")

SEEN_BY = {
    AUDITOR: frozenset({"", "municipality", "provider"}),
    MUNICIPALITY: frozenset({"municipality"}),
    PROVIDER: frozenset({"provider"}),
    KEPT_OUT: frozenset[str](),
}
"""Whom a trajectory is of, by who sees it."""

ORGANISATIONS = {"municipality": MUNICIPALITY.organisation, "provider": PROVIDER.organisation}

SOMEBODY = History(told())
BLANK = replace(deadlines(SOMEBODY.trajectory)[0], about="", met_on=None, met_by=None, over_on=None, last_night=None, alerts=())


@dataclass(frozen=True)
class Life:
    """A trajectory with its terms, and whom it is of."""

    trajectory_id: UUID
    of: str
    terms: Sequence[Deadline]


# Days around each other as far as the question makes a difference: a day, a while, and longer than any while.
distances = st.one_of(st.integers(-3, 3), st.integers(-3, 3).map(lambda days: A_WHILE + days), st.integers(-400, 400), st.integers(0, 4000))


@st.composite
def terms(draw: st.DrawFn) -> Deadline:
    due_on = add_days(TODAY, -draw(distances))
    return replace(
        BLANK,
        kind=draw(st.sampled_from(KINDS)),
        about=draw(st.sampled_from(("", "m-1", "m-2"))),
        since=add_days(due_on, -draw(st.one_of(st.integers(-2, 60), distances))),
        due_on=due_on,
        breach_from=add_days(due_on, 1),
        over_on=draw(st.none() | distances.map(lambda days: add_days(due_on, days))),
    )


lives = st.lists(
    st.builds(Life, trajectory_id=st.uuids(version=4), of=st.sampled_from(("", *ORGANISATIONS)), terms=st.lists(terms(), max_size=12)),
    min_size=1,
    max_size=5,
    unique_by=lambda life: life.trajectory_id,
)


@pytest.fixture
def rows(databases: Databases, engine: Engine, recorder: Recorder) -> Iterator[Rows]:
    """Over rows that are there: one trajectory at least is in the log."""
    with Rows(databases, reached=engine.reached, today=lambda: TODAY, scope=open_to_all) as reader:
        assert reader.wait_for(recorder.record(anew(told()))[-1].position, PATIENCE)
        yield reader


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told_of=lives, data=st.data())
def test_the_pages_are_a_selection_from_all_rows(
    told_of: list[Life], data: st.DataObject, rows: Rows, engine: Engine, engine_login: Connection[TupleRow]
) -> None:
    live = Generation(engine.status().generation or 0)
    edges = {day for life in told_of for t in life.terms for day in (t.since, t.due_on, t.over_on, add_days(t.due_on, A_WHILE)) if day}
    days = st.sampled_from(sorted({TODAY, *(add_days(day, shift) for day in edges for shift in (-1, 0, 1))}))

    with written(engine_login, live, told_of):
        for actor in SEEN_BY:
            on, kind, due_before = data.draw(days), data.draw(st.none() | st.sampled_from(KINDS)), data.draw(st.none() | days)
            size = data.draw(st.integers(1, 12))
            seen = {life.trajectory_id for life in told_of if life.of in SEEN_BY[actor]}
            expected = [
                term
                for term, open_until in all_rows(engine_login, live)
                if term["trajectory_id"] in seen
                and term["since"] <= on
                and (open_until is None or on < open_until)
                and (due_before is None or term["due_on"] < due_before)
                and kind in (None, term["kind"])
            ]

            for path in PATHS:
                # when
                with pytest.MonkeyPatch.context() as patched:
                    take(path, patched)
                    pages = [rows.deadlines(actor, on=on, kind=kind, due_before=due_before, limit=size)]
                    while pages[-1].next:
                        pages.append(rows.deadlines(actor, on=on, kind=kind, due_before=due_before, limit=size, after=pages[-1].next))

                # then: as many on each page as fit, and all of them in order
                assert all(len(page.items) == size for page in pages[:-1]), path
                assert mine(pages, told_of) == expected, path


ENDS = (None, 1, 2, 3, A_WHILE - 1, A_WHILE, A_WHILE + 1, A_WHILE + 2)
"""Days after which what is due ends; None: never."""


@pytest.mark.parametrize("path", PATHS)
def test_what_is_overdue_is_listed_up_to_its_very_last_day(
    path: str, rows: Rows, engine: Engine, engine_login: Connection[TupleRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    # given: due on one day, and ended around all that the question tells apart
    live = Generation(engine.status().generation or 0)
    of_one_day = [replace(BLANK, since=TODAY, due_on=TODAY, over_on=add_days(TODAY, end) if end else None) for end in ENDS]
    life = Life(uuid4(), "", of_one_day)
    take(path, monkeypatch)

    with written(engine_login, live, [life]):
        for after in sorted({0, *(end + shift for end in ENDS if end for shift in (-1, 0, 1))}):
            page = rows.deadlines(AUDITOR, on=add_days(TODAY, after), limit=100)

            assert len(mine([page], [life])) == len([end for end in ENDS if end is None or after < end])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("on", [FIRST_DAY, LAST_DAY])
def test_the_first_and_the_last_day_can_be_asked_for(path: str, on: date, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    take(path, monkeypatch)

    assert all(item["since"] <= on for item in rows.deadlines(AUDITOR, on=on).items)


SHOWN = ("due_on", "trajectory_id", "kind", "about", "since", "breach_from")


def mine(pages: Sequence[Page], told_of: Sequence[Life]) -> list[dict[str, Any]]:
    ids = {life.trajectory_id for life in told_of}
    return [{name: item[name] for name in SHOWN} for page in pages for item in page.items if item["trajectory_id"] in ids]


def all_rows(conn: Connection[TupleRow], live: Generation) -> list[tuple[dict[str, Any], date | None]]:
    """Every row that there is, in the order of the list; what is shown of it, and its end."""
    found = conn.execute(
        SQL(
            "SELECT due_on, trajectory_id, kind, about, since, breach_from, open_until FROM {}"
            " ORDER BY due_on, trajectory_id, kind, about, number"
        ).format(live.table("deadlines"))
    )
    return [(dict(zip(SHOWN, row[:-1], strict=True)), row[-1]) for row in found]


@contextmanager
def written(conn: Connection[TupleRow], live: Generation, told_of: Sequence[Life]) -> Iterator[None]:
    """The rows of trajectories that no log holds, made by the read model itself; gone afterwards."""
    nothing: dict[UUID, RowsOf] = {life.trajectory_id: NO_ROWS for life in told_of}
    made = {life.trajectory_id: rows_made_of(life) for life in told_of}
    with conn.transaction():
        write(conn, live, made, nothing, 1)
    try:
        yield
    finally:
        with conn.transaction():
            write(conn, live, nothing, made, 1)


def rows_made_of(life: Life) -> RowsOf:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(deadlines_model, "deadlines", lambda _: life.terms)
        made = [(life.trajectory_id, *row[1:]) for row in rows_of(deadlines_model.MODEL, SOMEBODY)]
    access = [(life.trajectory_id, life.of, ORGANISATIONS[life.of], FIRST_DAY, NO_END, 1)] if life.of else []
    return {**NO_ROWS, "deadlines": made, "access": access}

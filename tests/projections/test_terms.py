"""Deadlines, findings and legal cover across trajectories: as each case says on every day, in pages, seen by whom they concern."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from domain.calendar import add_days
from domain.codes import Destination, Role
from domain.deadlines import deadlines
from domain.envelope import Actor, Recorded
from domain.events import ControllersNamed, Discharged, ProcesregisseurAssigned, TrajectoryClosed
from domain.history import History
from domain.law.cover import legal_cover
from domain.rules import findings
from eventlog import Databases
from projections import BadCursor, Engine, Page, Rows
from projections.telling.models import assignments
from projections.telling.models import deadlines as deadlines_model
from projections.telling.models import findings as findings_model
from projections.telling.models import legal_cover as legal_cover_model
from projections.telling.table import Table
from tests.histories import histories, logs, tell, told
from tests.projections.assigned import open_to_all
from tests.projections.logs import Recorder, anew
from tests.projections.paths import PATHS, take
from tests.projections.telling import rows_of
from tests.projections.waiting import PATIENCE

AUDITOR = Actor(subject="auditor-1", role=Role.AUDITOR, organisation="inspectie")
HEERLEN = Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")
MAASTRICHT = Actor(subject="pr-maastricht-1", role=Role.PROCESREGISSEUR, organisation="GM0935")
TODAY = date(2024, 6, 1)

in_a_database = settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def rows(databases: Databases, engine: Engine) -> Iterator[Rows]:
    with Rows(databases, reached=engine.reached, today=lambda: TODAY, scope=open_to_all) as reader:
        yield reader


@pytest.fixture(params=PATHS)
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sees few trajectories, some or many is answered along another path: all give the same."""
    take(request.param, monkeypatch)


@pytest.fixture
def recorded(recorder: Recorder, rows: Rows) -> History:
    """An ordinary trajectory with a machtiging up to 1 August 2024 and a closed stay up to 1 May, in the log and in the rows."""
    events = anew(told())
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)
    return History(events)


def items_of(ask: Callable[[str | None], Page]) -> list[dict[str, Any]]:
    """Every item, page after page; none comes twice."""
    page = ask(None)
    items = page.items
    while page.next:
        page = ask(page.next)
        items += page.items
    return items


def as_dicts(table: Table, found: Any) -> list[dict[str, Any]]:
    return [dict(zip(table.column_names, row, strict=True)) for row in found]


# The read models, as pure functions


@given(histories())
def test_the_rows_of_deadlines_say_on_every_day_what_is_open(history: History) -> None:
    rows = as_dicts(deadlines_model.TABLE, rows_of(deadlines_model.MODEL, history))

    for day in turning_days(history):
        found = [row for row in rows if row["since"] <= day and (row["open_until"] is None or day < row["open_until"])]
        overdue = [row for row in rows if row["overdue_until"] and row["due_on"] < day < row["overdue_until"] and row["since"] <= day]

        open_ones = {each for each in deadlines(history.trajectory) if each.is_open_on(day)}
        assert {(row["kind"], row["about"], row["due_on"]) for row in found} == {(d.kind, d.about, d.due_on) for d in open_ones}
        assert len(found) == len(open_ones)
        assert [row for row in found if row["due_on"] < day] == overdue


@given(histories())
def test_the_rows_of_findings_are_the_findings_of_the_case(history: History) -> None:
    rows = as_dicts(findings_model.TABLE, rows_of(findings_model.MODEL, history))

    assert {(r["rule"], r["about"] or None, r["since"], r["until"], r["kind"], r["article"], r["message"]) for r in rows} == {
        (f.rule, f.about or None, f.since, f.until, f.kind, f.article, f.message) for f in findings(history.trajectory)
    }


@given(histories())
def test_the_rows_of_legal_cover_are_those_of_the_case(history: History) -> None:
    assert [row[1:] for row in rows_of(legal_cover_model.MODEL, history)] == [
        (c.since, c.until, c.title_id, c.annulled_later) for c in legal_cover(history.trajectory)
    ]


@given(histories())
def test_somebody_is_procesregisseur_on_every_day_from_the_first_assignment(history: History) -> None:
    rows = as_dicts(assignments.TABLE, rows_of(assignments.MODEL, history))

    for day in turning_days(history):
        found = [row["procesregisseur"] for row in rows if row["since"] <= day and (row["until"] is None or day < row["until"])]
        assert found == [name for name in [history.trajectory.procesregisseur_on(day)] if name]


def test_what_is_said_twice_is_one_row_and_what_differs_is_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    # given: a term that is found twice, and once more with another end
    history = History(told())
    [term, *_] = deadlines(history.trajectory)
    other = replace(term, over_on=add_days(term.due_on, 3))
    monkeypatch.setattr(deadlines_model, "deadlines", lambda _: (term, term, other))

    # when
    rows = as_dicts(deadlines_model.TABLE, rows_of(deadlines_model.MODEL, history))

    # then
    assert [(row["number"], row["over_on"]) for row in rows] == [(0, term.over_on), (1, other.over_on)]


def turning_days(history: History) -> list[date]:
    """Each day on which a term or a finding begins or ends, with the day before and after it."""
    trajectory = history.trajectory
    turning: set[date | None] = {trajectory.opened_on, *(since.day for since in trajectory.assignments)}
    for term in deadlines(trajectory):
        turning |= {term.since, term.due_on, term.breach_from, term.met_on, term.over_on}
    for finding in findings(trajectory):
        turning |= {finding.since, finding.until}
    return sorted({add_days(day, shift) for day in turning if day for shift in (-1, 0, 1)})


# Questions, over the real database


@in_a_database
@given(events=logs())
@pytest.mark.usefixtures("either_way")
def test_the_lists_say_on_every_day_what_the_cases_say(events: list[Recorded], rows: Rows, recorder: Recorder) -> None:
    # given: what was recorded, with the moments that the log gave it
    events = anew(events)
    appended = recorder.record(events)
    assert rows.wait_for(appended[-1].position, PATIENCE)
    events = [replace(each, position=at.position, recorded_at=at.recorded_at) for each, at in zip(events, appended, strict=True)]
    ids = {each.trajectory_id for each in events}
    cases = [History([each for each in events if each.trajectory_id == one]) for one in ids]
    days = sorted({day for case in cases for day in turning_days(case)})

    for day in days[:: max(1, len(days) // 4)]:
        for actor in (AUDITOR, HEERLEN):
            seen = (
                ids
                if actor is AUDITOR
                else {c.trajectory.trajectory_id for c in cases if c.trajectory.home_municipality_on(TODAY) == "0917"}
            )

            # when
            due = items_of(lambda c, a=actor, d=day: rows.deadlines(a, on=d, after=c, limit=40))  # type: ignore[misc]
            found = items_of(lambda c, a=actor, d=day: rows.findings(a, on=d, after=c, limit=40))  # type: ignore[misc]

            # then: every one once, in order
            assert [d["due_on"] for d in due] == sorted(d["due_on"] for d in due)
            assert sorted(
                (d["trajectory_id"], d["kind"], d["about"], d["due_on"], d["late"]) for d in due if d["trajectory_id"] in ids
            ) == sorted(
                (c.trajectory.trajectory_id, d.kind, d.about, d.due_on, d.status_on(day) == "late")
                for c in cases
                for d in deadlines(c.trajectory)
                if d.is_open_on(day) and c.trajectory.trajectory_id in seen
            )
            assert sorted(
                (f["trajectory_id"], f["since"], f["rule"], f["about"] or "") for f in found if f["trajectory_id"] in ids
            ) == sorted(
                (c.trajectory.trajectory_id, f.since, f.rule, f.about or "")
                for c in cases
                for f in findings(c.trajectory)
                if f.days.covers(day) and c.trajectory.trajectory_id in seen
            )


@pytest.mark.usefixtures("either_way")
def test_a_title_is_due_up_to_the_day_on_which_it_ends(rows: Rows, recorded: History) -> None:
    def found(day: date, **filters: Any) -> list[tuple[date, date | None, bool]]:
        items = items_of(lambda cursor: rows.deadlines(AUDITOR, on=day, kind="title-expiry", after=cursor, **filters))
        mine = [item for item in items if item["trajectory_id"] == recorded.trajectory.trajectory_id]
        return [(item["due_on"], item["last_night"], item["late"]) for item in mine]

    decided_on = recorded.trajectory.titles[0].decided_on
    [expiry] = [d for d in deadlines(recorded.trajectory) if d.kind == "title-expiry"]
    open_one = [(date(2024, 8, 1), date(2024, 7, 31), False)]

    assert expiry.since >= decided_on
    assert found(add_days(expiry.since, -1)) == []
    assert found(expiry.since) == found(date(2024, 7, 31)) == open_one
    assert found(date(2024, 8, 1)) == []
    assert found(date(2024, 7, 1), due_before=date(2024, 8, 1)) == []
    assert found(date(2024, 7, 1), due_before=date(2024, 8, 2)) == open_one


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize(
    ("whose", "is_listed"),
    [
        ({"municipalities": ["0917"]}, True),
        ({"municipalities": ["0935", "0917"]}, True),
        ({"municipalities": ["0935"]}, False),
        ({"municipalities": []}, False),
        ({"controller": "koraal"}, True),
        ({"controller": "xonar"}, False),
        ({"controller": "nidos"}, True),
        ({"controller": "bjz-limburg"}, False),
        ({"controller": "GM0917"}, False),
        ({"municipalities": ["0935"], "controller": "koraal"}, False),
    ],
    ids=str,
)
def test_whose_dossiers_are_at_the_end_of_their_term_is_listed_by_controller(
    whose: dict[str, Any], is_listed: bool, rows: Rows, recorder: Recorder
) -> None:
    # given: stays with one provider; another controller named in the place of the one before, and then the closing
    first = ControllersNamed(occurred_on=date(2024, 5, 1), controllers=("bjz-limburg",))
    second = ControllersNamed(occurred_on=date(2024, 5, 2), controllers=("koraal", "nidos"))
    left = Discharged(occurred_on=date(2024, 5, 20), destination=Destination.HOME, reason="31", planned=True)
    events = anew(tell(*(each.event for each in told()), first, second, left, TrajectoryClosed(occurred_on=date(2024, 5, 31))))
    appended = recorder.record(events)
    position = appended[-1].position
    assert rows.wait_for(position, PATIENCE)

    # then: now, and as known at a position
    known = {"known_at_position": position, "known_on": appended[-1].recorded_at.date()}
    for more in ({}, known):
        asked = partial(rows.deadlines, AUDITOR, on=date(2044, 5, 1), kind="retention", **whose, **more)
        listed = items_of(lambda cursor, asked=asked: asked(after=cursor))
        assert (events[0].trajectory_id in {item["trajectory_id"] for item in listed}) == is_listed
        # and each is told its own end, and that of all that is here, and no other's
        told_of = {item["about"] for item in listed if item["trajectory_id"] == events[0].trajectory_id}
        if is_listed:
            assert told_of == {"dossier"} | ({"koraal"} if whose.get("controller", "koraal") == "koraal" else set())


def test_a_finding_holds_from_its_first_day_up_to_its_last(rows: Rows, recorder: Recorder) -> None:
    # given: a closed stay that goes on after its machtiging ended on 1 August 2024
    events = anew(told()[:4])
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)
    trajectory = History(events).trajectory
    [nights] = [each for each in findings(trajectory) if each.rule == "L1"]

    def holds(day: date) -> bool:
        items = items_of(lambda cursor: rows.findings(AUDITOR, on=day, rule="L1", after=cursor))
        return trajectory.trajectory_id in {item["trajectory_id"] for item in items}

    assert (nights.since, nights.until) == (date(2024, 8, 1), None)
    assert not holds(date(2024, 7, 31))
    assert holds(date(2024, 8, 1))
    [stretch] = [
        item
        for item in items_of(lambda c: rows.legal_cover(AUDITOR, from_=nights.since, to=add_days(nights.since, 1), uncovered=True, after=c))
        if item["trajectory_id"] == trajectory.trajectory_id
    ]
    assert (stretch["from"], stretch["until"], stretch["title_id"]) == (nights.since, None, None)


def test_legal_cover_of_a_period_holds_each_stretch_with_a_night_in_it(rows: Rows, recorded: History) -> None:
    def found(from_: date, to: date, **more: Any) -> list[tuple[date, date | None, str | None]]:
        items = items_of(lambda cursor: rows.legal_cover(AUDITOR, from_=from_, to=to, after=cursor, limit=2, **more))
        mine = [item for item in items if item["trajectory_id"] == recorded.trajectory.trajectory_id]
        return [(item["from"], item["until"], item["title_id"]) for item in mine]

    stay = (date(2024, 2, 3), date(2024, 5, 1), "m-1")
    assert found(date(2024, 2, 3), date(2024, 2, 4)) == [stay]
    assert found(date(2024, 2, 1), date(2024, 2, 3)) == []
    assert found(date(2024, 4, 30), date(2024, 5, 1)) == [stay]
    assert found(date(2024, 5, 1), date(2024, 6, 1)) == []
    assert found(date(2024, 2, 3), date(2024, 2, 4), uncovered=True) == []


def test_the_own_deadlines_follow_who_is_procesregisseur_on_the_day(rows: Rows, recorder: Recorder) -> None:
    # given: a trajectory that passes from one procesregisseur of Heerlen to another on 1 June
    first = ProcesregisseurAssigned(occurred_on=date(2024, 5, 2), subject="een")
    second = ProcesregisseurAssigned(occurred_on=date(2024, 6, 1), subject="twee")
    events = anew(tell(*(each.event for each in told()), first, second))
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)

    def theirs(subject: str, day: date, actor: Actor = HEERLEN) -> bool:
        return events[0].trajectory_id in {item["trajectory_id"] for item in rows.deadlines_of(actor, procesregisseur=subject, on=day)}

    assert [theirs("een", day) for day in (date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 31), TODAY)] == [False, True, True, False]
    assert [theirs("twee", day) for day in (date(2024, 5, 31), TODAY)] == [False, True]
    # and: under another municipality's token the same name sees nothing
    assert not theirs("twee", TODAY, MAASTRICHT)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ADMINISTRATOR, Role.JEUGDIGE, Role.INTEGRATION])
def test_roles_without_rights_get_empty_lists(role: Role, rows: Rows, recorded: History) -> None:
    actor = Actor(subject="iemand", role=role, organisation="GM0917")

    assert rows.deadlines(actor, on=TODAY).items == []
    assert rows.findings(actor, on=TODAY).items == []
    assert rows.legal_cover(actor, from_=date(2024, 2, 3), to=TODAY).items == []


@pytest.mark.parametrize("cursor", ["x", "bm9uc2Vuc2U", "W10"])
def test_a_cursor_that_no_page_gave_is_refused(cursor: str, rows: Rows, recorded: History) -> None:
    with pytest.raises(BadCursor):
        rows.deadlines(AUDITOR, on=TODAY, after=cursor)
    with pytest.raises(BadCursor):
        rows.findings(AUDITOR, on=TODAY, after=cursor)
    with pytest.raises(BadCursor):
        rows.legal_cover(AUDITOR, from_=TODAY, to=TODAY, after=cursor)

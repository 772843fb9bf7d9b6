"""Asking across trajectories: each actor sees its own and no other, in pages, at any moment of knowledge."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations, product
from typing import Any, LiteralString
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg import Connection, connect, errors
from psycopg.rows import TupleRow
from psycopg.sql import SQL
from pydantic import ValidationError

from domain.calendar import add_days
from domain.codes import Destination, ProtectionKind, Role, Setting
from domain.envelope import Actor, Recorded
from domain.events import (
    REGISTER_ID,
    Discharged,
    HomeMunicipalityDetermined,
    MunicipalityMerged,
    PlanAdopted,
    ProtectionMeasureStarted,
    ProtectionMeasureTransferred,
    ProviderSucceeded,
)
from domain.history import History
from domain.region import Region, region_of
from domain.rights import Succession, carried_out, provided, rights, succession_of
from domain.trajectory import Trajectory
from eventlog import Databases
from projections import BadCursor, Engine, Page, Rows
from projections.asking.cursor import cursor_of
from projections.generations.generation import Generation
from projections.telling.models import MODELS
from tests.histories import ORGANISATIONS, REGION, histories, logs, tell, told
from tests.histories.region import FIRST_MOMENT, MUNICIPALITIES, PROVIDERS, register_events
from tests.projections.assigned import OPEN_TO_AUDITORS, open_to_all
from tests.projections.logs import Recorder, anew
from tests.projections.waiting import PATIENCE

AUDITOR = Actor(subject="auditor-1", role=Role.AUDITOR, organisation="inspectie")
TODAY = date(2024, 6, 1)


FORBIDDEN: tuple[LiteralString, ...] = (
    "DELETE FROM {}",
    "TRUNCATE {}",
    "INSERT INTO {} DEFAULT VALUES",
    "DROP TABLE {}",
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
)


class Today:
    """The day by which rights are judged, as a test sets it."""

    day = TODAY

    def __call__(self) -> date:
        return self.day


class Register:
    """The region's register, as a test sets it."""

    region = REGION

    def succession(self, actor: Actor, today: date) -> Succession:
        return succession_of(actor, self.region, today)


@pytest.fixture
def today() -> Today:
    return Today()


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def rows(databases: Databases, engine: Engine, today: Today, register: Register) -> Iterator[Rows]:
    with Rows(databases, reached=engine.reached, today=today, succession=register.succession, scope=open_to_all) as reader:
        yield reader


@pytest.fixture
def recorded(recorder: Recorder, rows: Rows) -> list[Recorded]:
    """One ordinary trajectory, in the log and in the rows, with the positions that it has there."""
    events = anew(told())
    appended = recorder.record(events)
    assert rows.wait_for(appended[-1].position, PATIENCE)
    return [
        Recorded(each.trajectory_id, each.version, place.position, place.recorded_at, each.envelope, each.event)
        for each, place in zip(events, appended, strict=True)
    ]


def all_pages(ask: Callable[[str | None], Page]) -> list[Page]:
    pages = [ask(None)]
    while pages[-1].next:
        pages.append(ask(pages[-1].next))
    return pages


def seen_by(actor: Actor, rows: Rows, day: date = TODAY) -> set[UUID]:
    """The trajectories on the whole worklist of an actor."""
    pages = all_pages(lambda cursor: rows.worklist(actor, on=day, after=cursor, limit=1000))
    return {item["trajectory_id"] for page in pages for item in page.items}


# Who sees what

anybody = st.builds(
    Actor,
    subject=st.just("iemand-1"),
    role=st.sampled_from(Role),
    organisation=st.sampled_from((*ORGANISATIONS, "GM9999", "onbekend")),
)
TAKEOVERS = list(permutations(PROVIDERS, 2))
MERGERS = list(permutations(MUNICIPALITIES, 2))
under_protection = histories(themes=["protection"]).map(lambda history: list(history.recorded))
"""Measures that a GI carries out, hands over, and that end."""


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events=logs() | under_protection, somebody=st.lists(anybody, min_size=4, max_size=4), data=st.data())
def test_row_level_security_judges_as_the_domain_does(
    events: list[Recorded], somebody: list[Actor], data: st.DataObject, rows: Rows, recorder: Recorder, today: Today, register: Register
) -> None:
    # given: trajectories, and at times providers that others succeed, one after the other, around the days on which rights change; and
    # municipalities that merge
    events = anew(events)
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)
    trajectories = [History([r for r in events if r.trajectory_id == each]).trajectory for each in {r.trajectory_id for r in events}]
    concerned = sorted({each for trajectory in trajectories for each in whom_it_ever_concerned(trajectory)}, key=repr)
    changes = sorted({day for each in trajectories for day in days_on_which_rights_change(each)})
    taken_over = data.draw(st.lists(st.tuples(st.sampled_from(TAKEOVERS), st.sampled_from(changes)), max_size=3))
    successions = [ProviderSucceeded(occurred_on=day, provider=one, successor=other) for (one, other), day in taken_over]
    merged = data.draw(st.lists(st.tuples(st.sampled_from(MERGERS), st.sampled_from(changes)), max_size=2))
    mergers = [MunicipalityMerged(occurred_on=day, municipality=one, into=other) for (one, other), day in merged]
    register.region = region_with([*successions, *mergers])
    days = st.sampled_from(sorted({*changes, *(add_days(each.occurred_on, 30 + shift) for each in successions for shift in (-1, 0, 1))}))
    for succession in successions:
        concerned += [
            Actor(subject="iemand-1", role=Role.PROVIDER, organisation=code) for code in (succession.provider, succession.successor)
        ]

    for today.day, actor in product(data.draw(st.lists(days, min_size=1, max_size=5, unique=True)), (*somebody, *concerned)):
        # when
        listed = seen_by(actor, rows)

        # then
        for trajectory in trajectories:
            trajectory_id = trajectory.trajectory_id
            assert (trajectory_id in listed) == seen(actor, trajectory, today.day, register)
            assert bool(rows.audit_trail(actor, trajectory_id=trajectory_id).items) == (trajectory_id in listed)


def seen(actor: Actor, trajectory: Trajectory, day: date, register: Register) -> bool:
    return rights(actor, trajectory, day, OPEN_TO_AUDITORS, succession=register.succession(actor, day)).sees


def region_with(changes: Sequence[ProviderSucceeded | MunicipalityMerged]) -> Region:
    entries = (*register_events(), *changes)
    return region_of(Recorded(REGISTER_ID, n, n, FIRST_MOMENT, told()[0].envelope, entry) for n, entry in enumerate(entries, start=1))


def whom_it_ever_concerned(trajectory: Trajectory) -> Iterator[Actor]:
    """One of each organisation that sees it on some day, in its role."""
    for municipality in trajectory.municipalities:
        yield Actor(subject="iemand-1", role=Role.PROCESREGISSEUR, organisation=f"GM{municipality.value}")
    for provider, _ in provided(trajectory):
        yield Actor(subject="iemand-1", role=Role.PROVIDER, organisation=provider)
    for gi, _ in carried_out(trajectory):
        yield Actor(subject="iemand-1", role=Role.GI, organisation=gi)


def days_on_which_rights_change(trajectory: Trajectory) -> Iterator[date]:
    """With the day before and after each."""
    ends = [add_days(end, 30) for _, end in provided(trajectory) if end]
    for _, run in carried_out(trajectory):
        ends += [run.since, *([add_days(run.until, 14)] if run.until else [])]
    for day in (trajectory.opened_on, *(each.day for each in trajectory.municipalities), *ends):
        yield from (add_days(day, shift) for shift in (-1, 0, 1))


def test_a_procesregisseur_sees_a_trajectory_from_the_day_on_which_it_becomes_the_municipality_s(
    rows: Rows, recorder: Recorder, today: Today
) -> None:
    # given: one that passes to Maastricht on 1 July
    passes = HomeMunicipalityDetermined.model_validate({"occurred_on": date(2024, 6, 1), "municipality": "0935", "from": date(2024, 7, 1)})
    events = anew(tell(*(recorded.event for recorded in told()), passes))
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)

    for day, holder in ((date(2024, 6, 30), "GM0917"), (date(2024, 7, 1), "GM0935"), (date(2024, 7, 2), "GM0935")):
        today.day = day
        seers = [
            organisation
            for organisation in ("GM0917", "GM0935", "0935", "GM")
            if events[0].trajectory_id in seen_by(Actor(subject="pr", role=Role.PROCESREGISSEUR, organisation=organisation), rows)
        ]
        assert seers == [holder]


def test_a_provider_sees_a_trajectory_until_thirty_days_after_its_stay(rows: Rows, recorder: Recorder, today: Today) -> None:
    # given: a stay that ended on 1 June
    discharged = Discharged(occurred_on=date(2024, 6, 1), destination=Destination.HOME)
    events = anew(tell(*(recorded.event for recorded in told()), discharged))
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)
    provider = Actor(subject="gedragswetenschapper-1", role=Role.PROVIDER, organisation="koraal")

    for day, sees in ((date(2024, 6, 30), True), (date(2024, 7, 1), True), (date(2024, 7, 2), False)):
        today.day = day
        assert (events[0].trajectory_id in seen_by(provider, rows)) == sees


def test_a_provider_that_took_over_sees_what_runs_and_the_one_before_no_longer_than_thirty_days(
    rows: Rows, recorder: Recorder, today: Today, register: Register
) -> None:
    # given: a stay with Koraal that runs, a plan that it recorded, and XONAR that took over from it on 1 June
    register.region = region_with([ProviderSucceeded(occurred_on=date(2024, 6, 1), provider="koraal", successor="xonar")])
    koraal, xonar, others = (Actor(subject="iemand-1", role=Role.PROVIDER, organisation=code) for code in ("koraal", "xonar", "mondriaan"))
    *before, plan = tell(
        *(recorded.event for recorded in told()),
        PlanAdopted(occurred_on=date(2024, 5, 20), plan_id="plan-1", with_jeugdige=True, consulted=()),
    )
    by_koraal = replace(plan, envelope=plan.envelope.model_copy(update={"actor": koraal}))
    events = anew([*before, by_koraal])
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)
    trajectory_id = events[0].trajectory_id

    for day, seers in (
        (date(2024, 5, 31), [koraal]),
        (date(2024, 6, 1), [koraal, xonar]),
        (date(2024, 7, 1), [koraal, xonar]),
        (date(2024, 7, 2), [xonar]),
        (date(2025, 7, 2), [xonar]),
    ):
        today.day = day
        assert [each for each in (koraal, xonar, others) if trajectory_id in seen_by(each, rows)] == seers
        for seer in seers:  # then: contents that are confided, too
            assert "withheld" not in rows.audit_trail(seer, trajectory_id=trajectory_id, type="plan-adopted").items[0]["data"]


def test_of_a_municipality_that_merged_the_one_that_it_is_part_of_sees_all_from_that_day_on(
    rows: Rows, recorder: Recorder, today: Today, register: Register
) -> None:
    # given: a stay of somebody of Heerlen, with a plan that it recorded; Heerlen merged into Maastricht on 1 June, and that into Sittard on
    # 1 July
    register.region = region_with(
        [
            MunicipalityMerged(occurred_on=date(2024, 6, 1), municipality="0917", into="0935"),
            MunicipalityMerged(occurred_on=date(2024, 7, 1), municipality="0935", into="1883"),
        ]
    )
    heerlen, maastricht, sittard = (
        Actor(subject="pr", role=Role.PROCESREGISSEUR, organisation=code) for code in ("GM0917", "GM0935", "GM1883")
    )
    *before, plan = tell(
        *(recorded.event for recorded in told()),
        PlanAdopted(occurred_on=date(2024, 5, 20), plan_id="plan-1", with_jeugdige=True, consulted=()),
    )
    by_heerlen = replace(plan, envelope=plan.envelope.model_copy(update={"actor": heerlen}))
    events = anew([*before, by_heerlen])
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)
    trajectory_id = events[0].trajectory_id

    for day, seer in (
        (date(2024, 5, 31), heerlen),
        (date(2024, 6, 1), maastricht),
        (date(2024, 6, 30), maastricht),
        (date(2024, 7, 1), sittard),
        (date(2025, 7, 1), sittard),
    ):
        # when
        today.day = day

        # then: also where he is, and contents that are confided
        assert [each for each in (heerlen, maastricht, sittard) if trajectory_id in seen_by(each, rows)] == [seer]
        assert "withheld" not in rows.audit_trail(seer, trajectory_id=trajectory_id, type="plan-adopted").items[0]["data"]
        assert trajectory_id in {item["trajectory_id"] for item in rows.placements(seer, on=day, limit=1000).items}


def test_an_organisation_whose_name_holds_those_of_others_speaks_for_none_of_them(rows: Rows, recorder: Recorder) -> None:
    events = anew(told())
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)
    for name in ("koraal,xonar", "{koraal}", "koraal\\nxonar", "xonar koraal", "%"):
        assert events[0].trajectory_id not in seen_by(Actor(subject="iemand-1", role=Role.PROVIDER, organisation=name), rows)
    for name in ("xonar\nkoraal", "koraal\n", "xonar\x1fkoraal"):
        with pytest.raises(ValidationError):
            Actor(subject="iemand-1", role=Role.PROVIDER, organisation=name)


def test_a_gi_sees_a_trajectory_from_the_start_of_its_measure_until_two_weeks_after_it_went_to_another(
    rows: Rows, recorder: Recorder, today: Today
) -> None:
    # given: a measure from 1 May, up to its term on 1 August, that went to another GI on 1 June; and a later one under the first
    started = ProtectionMeasureStarted(
        occurred_on=date(2024, 5, 1), measure_id="ots-1", kind=ProtectionKind.OTS, until=date(2024, 8, 1), gi="gi-limburg"
    )
    transferred = ProtectionMeasureTransferred(occurred_on=date(2024, 6, 1), measure_id="ots-1", gi="gi-brabant")
    again = ProtectionMeasureStarted(occurred_on=date(2024, 10, 1), measure_id="ots-2", kind=ProtectionKind.VOOGDIJ, gi="gi-limburg")
    events = anew(tell(*(recorded.event for recorded in told()), started, transferred, again))
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)

    # then
    for day, seers in (
        (date(2024, 4, 30), []),
        (date(2024, 5, 1), ["gi-limburg"]),
        (date(2024, 6, 1), ["gi-limburg", "gi-brabant"]),
        (date(2024, 6, 15), ["gi-limburg", "gi-brabant"]),
        (date(2024, 6, 16), ["gi-brabant"]),
        (date(2024, 8, 15), ["gi-brabant"]),
        (date(2024, 8, 16), []),
        (date(2024, 9, 30), []),
        (date(2024, 10, 1), ["gi-limburg"]),
    ):
        today.day = day
        workers = [Actor(subject="jb", role=Role.GI, organisation=gi) for gi in ("gi-limburg", "gi-brabant")]
        assert [worker.organisation for worker in workers if events[0].trajectory_id in seen_by(worker, rows)] == seers


def test_who_says_nothing_of_himself_sees_nothing(recorded: list[Recorded], engine: Engine, databases: Databases) -> None:
    generation = Generation(engine.status().generation or 0)
    with connect(databases.reader) as conn:
        for table in (*(model.name for model in MODELS), "dead_letters"):
            assert conn.execute(SQL("SELECT * FROM {}").format(generation.table(table))).fetchall() == []


@pytest.mark.parametrize("role", ["", "reporter", "administrator", "jeugdige", "integration", "AUDITOR", "auditor'--"])
def test_roles_without_rights_see_nothing(role: str, recorded: list[Recorded], engine: Engine, databases: Databases) -> None:
    generation = Generation(engine.status().generation or 0)
    with connect(databases.reader) as conn:
        settings = {"role": role, "organisations": "GM0917", "today": "2024-06-01", "ended_since": "2024-05-01"}
        for name, value in settings.items():
            conn.execute("SELECT set_config(%s, %s, true)", (f"jeugdspoor.{name}", value))
        for model in MODELS:
            assert conn.execute(SQL("SELECT * FROM {}").format(generation.table(model.name))).fetchall() == []


def test_nothing_of_an_actor_stays_behind_in_a_pooled_connection(recorded: list[Recorded], databases: Databases, engine: Engine) -> None:
    with Rows(databases, pool_size=1, scope=open_to_all) as rows:
        assert rows.audit_trail(AUDITOR).items
        assert rows.audit_trail(Actor(subject="x", role=Role.REPORTER, organisation="inspectie")).items == []
        assert rows.checkpoint() is not None


@pytest.mark.parametrize("table", [*(model.name for model in MODELS), "checkpoint", "equality", "dead_letters"])
def test_the_reader_changes_nothing_and_row_security_is_forced_on_every_table(
    table: str, recorded: list[Recorded], engine: Engine, databases: Databases, superuser: Connection[TupleRow]
) -> None:
    generation = Generation(engine.status().generation or 0)
    with connect(databases.reader, autocommit=True) as conn:
        for command in (
            "DELETE FROM {}",
            "TRUNCATE {}",
            "INSERT INTO {} DEFAULT VALUES",
            "DROP TABLE {}",
            "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                conn.execute(SQL(command).format(generation.table(table)))
    found = superuser.execute(
        "SELECT relrowsecurity, relforcerowsecurity, relpersistence FROM pg_class WHERE oid = to_regclass(%s)",
        (f"rows_{generation.number}.{table}",),
    ).fetchone()
    assert found in ((True, True, "u"), (True, True, b"u"))


# Placements


def test_placements_name_the_main_stay_of_that_night(rows: Rows, recorded: list[Recorded]) -> None:
    trajectory_id = recorded[0].trajectory_id

    def found(day: date) -> list[dict[str, object]]:
        return [
            item
            for page in all_pages(lambda c: rows.placements(AUDITOR, on=day, after=c))
            for item in page.items
            if item["trajectory_id"] == trajectory_id
        ]

    assert found(date(2024, 2, 2)) == []
    assert found(date(2024, 2, 3)) == [
        {
            "trajectory_id": trajectory_id,
            "stay_id": "v-1",
            "home_municipality": "0917",
            "setting": "gesloten",
            "provider": "koraal",
            "location": "icarus",
            "since": date(2024, 2, 3),
            "until": date(2024, 5, 1),
            "title_id": "m-1",
            "title_valid_until": date(2024, 8, 1),
            "procesregisseur": None,
        }
    ]
    assert [item["setting"] for item in found(date(2024, 4, 30))] == ["gesloten"]
    assert [item["setting"] for item in found(date(2024, 5, 1))] == ["leefhuis"]


def test_placements_as_known_before_the_move_was_recorded(rows: Rows, recorded: list[Recorded]) -> None:
    trajectory_id, moved = recorded[0].trajectory_id, recorded[-1]

    def known(position: int | None) -> list[str]:
        page = rows.placements(AUDITOR, on=date(2024, 6, 1), known_at_position=position, limit=1000)
        return [item["setting"] for item in page.items if item["trajectory_id"] == trajectory_id]

    assert known(moved.position - 1) == ["gesloten"]
    assert known(moved.position) == known(None) == ["leefhuis"]
    assert known(recorded[0].position) == []


def test_placements_of_one_setting(rows: Rows, recorded: list[Recorded]) -> None:
    page = rows.placements(AUDITOR, on=date(2024, 6, 1), setting=Setting.LEEFHUIS, limit=1000)

    assert {item["setting"] for item in page.items} == {"leefhuis"}
    assert recorded[0].trajectory_id in {item["trajectory_id"] for item in page.items}


def test_later_pages_say_what_was_known_when_the_first_was_read(rows: Rows, recorder: Recorder, recorded: list[Recorded]) -> None:
    # given: a first page, and who was placed then
    for _ in range(4):
        last = recorder.record(anew(told()))[-1]
    assert rows.wait_for(last.position, PATIENCE)
    before = [i["trajectory_id"] for i in rows.placements(AUDITOR, on=TODAY, limit=1000).items]
    first = rows.placements(AUDITOR, on=TODAY, limit=2)

    # when: somebody is placed before the next is read
    assert rows.wait_for(recorder.record(anew(told()))[-1].position, PATIENCE)
    rest = all_pages(lambda cursor: rows.placements(AUDITOR, on=TODAY, after=cursor or first.next, limit=2))

    # then
    assert [i["trajectory_id"] for page in (first, *rest) for i in page.items] == before


# The worklist


def test_the_worklist_shows_a_trajectory_as_it_stands_on_a_day(rows: Rows, recorded: list[Recorded]) -> None:
    [item] = [i for i in rows.worklist(AUDITOR, on=TODAY, limit=1000).items if i["trajectory_id"] == recorded[0].trajectory_id]

    assert item["status"] == "open"
    assert item["referral"] == {"requested_setting": "gesloten", "urgency": "regulier", "received_on": date(2024, 1, 12)}
    assert (item["stay"]["stay_id"], item["stay"]["since"], item["stay"]["until"]) == ("v-2", date(2024, 5, 1), None)
    assert (item["version"], item["position"], item["last_occurred_on"]) == (5, recorded[-1].position, date(2024, 5, 1))


@pytest.mark.parametrize(
    ("filters", "is_listed"),
    [
        ({"status": "open"}, True),
        ({"status": "closed"}, False),
        ({"setting": Setting.LEEFHUIS}, True),
        ({"setting": Setting.GESLOTEN}, False),
        ({"municipalities": ["0917"]}, True),
        ({"municipalities": ["0935", "0917"]}, True),
        ({"municipalities": ["0935"]}, False),
        ({"municipalities": []}, False),
        ({"procesregisseur": "pr-heerlen-1"}, False),
        ({"municipalities": ["0935", "0917\x00"]}, False),
        ({"municipalities": ["' OR true --"]}, False),
    ],
)
def test_the_worklist_can_be_narrowed(filters: dict[str, Any], is_listed: bool, rows: Rows, recorded: list[Recorded]) -> None:
    pages = all_pages(lambda cursor: rows.worklist(AUDITOR, on=TODAY, after=cursor, limit=3, **filters))

    ids = [item["trajectory_id"] for page in pages for item in page.items]
    assert (recorded[0].trajectory_id in ids) == is_listed
    assert ids == sorted(set(ids))


# The audit trail


def test_the_audit_trail_tells_every_event_in_the_order_of_recording(rows: Rows, recorded: list[Recorded]) -> None:
    pages = all_pages(lambda cursor: rows.audit_trail(AUDITOR, trajectory_id=recorded[0].trajectory_id, after=cursor, limit=2))

    assert [len(page.items) for page in pages] == [2, 2, 1]
    items = [item for page in pages for item in page.items]
    assert [(i["position"], i["version"], i["type"]) for i in items] == [(r.position, r.version, r.event.event_type) for r in recorded]
    assert items[0]["summary"] == "Traject geopend voor de gemeente 0917."
    assert items[0]["data"] == {"occurred_on": "2024-01-10", "home_municipality": "0917", "gender": "female", "identity": {}}
    assert items[0]["recorded_by"] == {"subject": "pr-heerlen-1", "role": "procesregisseur", "organisation": "GM0917"}
    assert items[0]["recorded_at"] == recorded[0].recorded_at


def test_the_audit_trail_can_be_narrowed(rows: Rows, recorded: list[Recorded]) -> None:
    def versions(**filters: object) -> list[int]:
        page = rows.audit_trail(AUDITOR, trajectory_id=recorded[0].trajectory_id, **filters)  # type: ignore[arg-type]
        return [item["version"] for item in page.items]

    assert versions(type="admitted") == [4]
    assert versions(recorded_by="somebody-else") == []
    assert versions(from_=recorded[1].recorded_at, to=recorded[3].recorded_at) == [2, 3]
    assert versions(to=datetime(2000, 1, 1, tzinfo=UTC)) == []


OTHERS = [cursor_of(question, *key) for question in ("placements", "worklist", "audit-trail") for key in ((), ("x",), ("x", 1, 2, 3))]


@pytest.mark.parametrize("cursor", ["x", "é", "[" * 200, "W" * 4000, "bm9uc2Vuc2U", "W10", *OTHERS])
def test_a_cursor_that_no_page_gave_is_refused(cursor: str, rows: Rows, recorded: list[Recorded]) -> None:
    with pytest.raises(BadCursor):
        rows.audit_trail(AUDITOR, after=cursor)
    with pytest.raises(BadCursor):
        rows.worklist(AUDITOR, on=TODAY, after=cursor)
    with pytest.raises(BadCursor):
        rows.placements(AUDITOR, on=TODAY, after=cursor)


def test_a_cursor_of_another_list_is_refused(rows: Rows, recorded: list[Recorded]) -> None:
    cursor = rows.audit_trail(AUDITOR, limit=1).next

    with pytest.raises(BadCursor):
        rows.worklist(AUDITOR, on=TODAY, after=cursor)

"""A list is the same, page for page, by whichever way it is looked for; and a selection from that of who sees all."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.calendar import add_days
from domain.codes import Gender, Role, Setting
from domain.deadlines import deadline_kinds
from domain.envelope import Actor, Recorded
from domain.events import TrajectoryOpened
from domain.governance import Scope
from domain.history import History
from domain.rights import Succession, carried_out, provided, rights
from domain.rules import rules
from domain.trajectory import Trajectory
from eventlog import Databases
from projections import Engine, Page, Rows
from projections.asking import paging, snapshot
from projections.asking.paging import WAYS, Seen
from projections.asking.snapshot import Item, Snapshot
from projections.statements import text
from tests.histories import logs, told
from tests.histories.parts import BSNS, identity
from tests.histories.region import PROVIDERS
from tests.histories.told import tell
from tests.projections.assigned import OPEN_TO_AUDITORS
from tests.projections.logs import Recorder, anew
from tests.projections.paths import PATHS, take
from tests.projections.waiting import PATIENCE

TODAY = date(2024, 6, 1)
SEES_ALL = Actor(subject="auditor-1", role=Role.AUDITOR, organisation="inspectie")
SEES_SOME = Actor(subject="auditor-2", role=Role.AUDITOR, organisation="inspectie")

Ask = Callable[[Rows, Actor, str | None], Page]
"""A list with its filters and the size of its pages, which lacks who asks and after which page."""


class Opened:
    """What assignments open, as a test sets it."""

    ids: frozenset[UUID] = frozenset()

    def __call__(self, actor: Actor, today: date) -> Scope:
        return {SEES_ALL: Scope(everything=True), SEES_SOME: Scope(self.ids)}.get(actor, Scope())


@pytest.fixture
def opened() -> Opened:
    return Opened()


@pytest.fixture
def rows(databases: Databases, engine: Engine, opened: Opened) -> Iterator[Rows]:
    with Rows(databases, reached=engine.reached, today=lambda: TODAY, scope=opened) as reader:
        yield reader


@st.composite
def questions(draw: st.DrawFn, name: str, told_of: list[Recorded]) -> Ask:
    """A list, with any filters of which something is recorded."""

    def some(values: list[Any]) -> Any:
        return draw(st.none() | st.sampled_from(values))

    on = add_days(draw(st.sampled_from(sorted({TODAY, *(each.event.occurred_on for each in told_of)}))), draw(st.integers(-1, 40)))
    limit, settings_ = draw(st.integers(1, 5)), list(Setting)
    subjects = sorted({each.envelope.actor.subject for each in told_of})
    match name:
        case "placements":
            setting = some(settings_)
            return lambda rows, actor, after: rows.placements(actor, on=on, setting=setting, after=after, limit=limit)
        case "placements_known":
            setting, known = some(settings_), draw(st.sampled_from([each.position for each in told_of]))
            return lambda rows, actor, after: rows.placements(
                actor, on=on, known_at_position=known, setting=setting, after=after, limit=limit
            )
        case "worklist":
            filters = {"status": some(["open", "closed"]), "setting": some(settings_), "municipalities": some([["0917"], ["0935", "1954"]])}
            return lambda rows, actor, after: rows.worklist(actor, on=on, after=after, limit=limit, **filters)
        case "audit_trail":
            moments: list[datetime] = sorted(each.recorded_at for each in told_of)
            filters_of_one: tuple[dict[str, st.SearchStrategy[Any]], ...] = (
                {},
                {"trajectory_id": st.sampled_from([each.trajectory_id for each in told_of])},
                {"recorded_by": st.sampled_from(subjects)},
                {"type": st.sampled_from([each.event.event_type for each in told_of])},
                {"from_": st.sampled_from(moments), "to": st.sampled_from(moments)},
            )
            narrowed = draw(st.fixed_dictionaries(draw(st.sampled_from(filters_of_one))))
            return lambda rows, actor, after: rows.audit_trail(actor, after=after, limit=limit, **narrowed)
        case "deadlines":
            due_before, kind = draw(st.none() | st.integers(0, 400)), some(sorted(deadline_kinds()))
            before = None if due_before is None else add_days(on, due_before)
            whose = {"municipalities": some([["0917"], ["0935", "1954"]]), "controller": some(PROVIDERS)}
            return lambda rows, actor, after: rows.deadlines(actor, on=on, due_before=before, kind=kind, after=after, limit=limit, **whose)
        case "findings":
            rule = some(sorted(rule.id for rule in rules()))
            return lambda rows, actor, after: rows.findings(actor, on=on, rule=rule, after=after, limit=limit)
        case _:
            to, uncovered = add_days(on, draw(st.integers(1, 400))), draw(st.booleans())
            return lambda rows, actor, after: rows.legal_cover(actor, from_=on, to=to, uncovered=uncovered, after=after, limit=limit)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_lives_that_are_alike_come_in_one_order(limit: int, rows: Rows, recorder: Recorder) -> None:
    # given: terms of several trajectories due on the same days
    for _ in range(5):
        last = recorder.record(anew(told()))[-1]
    assert rows.wait_for(last.position, PATIENCE)
    regisseur = Actor(subject="iemand-1", role=Role.PROCESREGISSEUR, organisation="GM0917")

    def terms(rows: Rows, actor: Actor, after: str | None) -> Page:
        return rows.deadlines(actor, on=TODAY, after=after, limit=limit)

    def events(rows: Rows, actor: Actor, after: str | None) -> Page:
        return rows.audit_trail(actor, after=after, limit=limit)

    for ask in (terms, events):
        pages = [all_pages(ask, rows, regisseur, path) for path in PATHS]
        assert len(pages[0]) > 1
        assert all(each == pages[0] for each in pages)


LISTS = ("audit_trail", "deadlines", "legal_cover", "findings", "worklist", "placements", "placements_known")
"""The longest first: what is told for one stays in the log, and lengthens every list after it."""


@pytest.mark.parametrize("name", LISTS)
@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events=logs(), data=st.data())
def test_every_way_to_look_for_a_list_gives_the_same_pages(
    name: str, events: list[Recorded], data: st.DataObject, rows: Rows, recorder: Recorder, opened: Opened
) -> None:
    # given
    events = anew(events)
    appended = recorder.record(events)
    assert rows.wait_for(appended[-1].position, PATIENCE)
    told_of = [
        Recorded(each.trajectory_id, each.version, place.position, place.recorded_at, each.envelope, each.event)
        for each, place in zip(events, appended, strict=True)
    ]
    trajectories = [History([r for r in told_of if r.trajectory_id == each]).trajectory for each in {r.trajectory_id for r in events}]
    opened.ids = frozenset(data.draw(st.sets(st.sampled_from([each.trajectory_id for each in trajectories]))))
    readers = st.sampled_from(sorted({each for trajectory in trajectories for each in readers_of(trajectory)}, key=repr))

    for actor in data.draw(st.lists(readers, min_size=3, max_size=6, unique=True)):
        ask = data.draw(questions(name, told_of))

        # when
        pages = {path: all_pages(ask, rows, actor, path) for path in PATHS}

        # then
        assert all(each == pages["few"] for each in pages.values())
        seen = {each.trajectory_id for each in trajectories if sees(actor, each, opened)}
        mine = {each.trajectory_id for each in trajectories}
        assert [item for item in without_contents(pages["few"]) if item["trajectory_id"] in mine] == [
            item for item in without_contents(all_pages(ask, rows, SEES_ALL, "many")) if item["trajectory_id"] in seen
        ]


@pytest.mark.parametrize("path", PATHS)
def test_who_speaks_for_two_organisations_has_one_list_of_both(path: str, databases: Databases, engine: Engine, recorder: Recorder) -> None:
    # given: trajectories of two municipalities, one of which became part of the other
    mine = [anew(tell(opened_in(code))) for _ in range(3) for code in ("0917", "0935")]
    for events in mine:
        last = recorder.record(events)[-1]
    both = Succession(frozenset({"GM0917", "GM0935"}))
    regisseur = Actor(subject="iemand-1", role=Role.PROCESREGISSEUR, organisation="GM0917")
    with Rows(databases, reached=engine.reached, today=lambda: TODAY, succession=lambda actor, today: both) as rows:
        assert rows.wait_for(last.position, PATIENCE)

        # when
        pages = all_pages(lambda rows, actor, after: rows.worklist(actor, on=TODAY, after=after, limit=2), rows, regisseur, path)

    # then
    listed = [item["trajectory_id"] for page in pages for item in page]
    assert listed == sorted(set(listed))
    assert {events[0].trajectory_id for events in mine} <= set(listed)


def opened_in(municipality: str) -> TrajectoryOpened:
    return TrajectoryOpened(occurred_on=date(2024, 1, 10), home_municipality=municipality, gender=Gender.FEMALE, identity=identity(BSNS[0]))


def test_a_page_takes_as_much_looking_however_much_is_seen(rows: Rows, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    regisseur = Actor(subject="iemand-1", role=Role.PROCESREGISSEUR, organisation="GM0917")
    seen: list[int] = []
    told_by = Snapshot.told

    def noted(self: Snapshot, name: str, parameters: Mapping[str, object]) -> list[Item]:
        found = told_by(self, name, parameters)
        if name == "seen_next":
            seen.append(len(found[0]["ids"].split(",")))
        return found

    monkeypatch.setattr(Snapshot, "told", noted)
    for _ in range(12):
        last = recorder.record(anew(told()))[-1]
    assert rows.wait_for(last.position, PATIENCE)

    # when
    assert len(rows.worklist(regisseur, on=TODAY, limit=1).items) == 1

    # then
    assert seen == [2 * paging.AHEAD]


def all_pages(ask: Ask, rows: Rows, actor: Actor, path: str) -> list[list[Item]]:
    with pytest.MonkeyPatch.context() as patched:
        take(path, patched)
        pages = [ask(rows, actor, None)]
        while pages[-1].next:
            pages.append(ask(rows, actor, pages[-1].next))
    return [page.items for page in pages]


def without_contents(pages: list[list[Item]]) -> list[Item]:
    """What is confided is not given to everybody."""
    confided = ("data", "summary", "correlation")
    return [{name: value for name, value in item.items() if name not in confided} for page in pages for item in page]


def readers_of(trajectory: Trajectory) -> Iterator[Actor]:
    """One of each organisation that sees it on some day, those who see it by other ways, and some who do not."""
    for municipality in trajectory.municipalities:
        yield Actor(subject="iemand-1", role=Role.PROCESREGISSEUR, organisation=f"GM{municipality.value}")
    for provider, _ in provided(trajectory):
        yield Actor(subject="iemand-1", role=Role.PROVIDER, organisation=provider)
    for gi, _ in carried_out(trajectory):
        yield Actor(subject="iemand-1", role=Role.GI, organisation=gi)
    yield SEES_SOME
    yield Actor(subject=str(trajectory.trajectory_id), role=Role.JEUGDIGE, organisation="eigen dossier")
    for role in (Role.TEAM_SECRETARY, Role.PRIVACY_OFFICER, Role.REPORTER):
        yield Actor(subject="iemand-1", role=role, organisation="GM0917")


def sees(actor: Actor, trajectory: Trajectory, opened: Opened) -> bool:
    if actor == SEES_SOME:
        return trajectory.trajectory_id in opened.ids
    return rights(actor, trajectory, TODAY, OPEN_TO_AUDITORS).sees


def test_row_security_decides_also_on_what_a_question_names(rows: Rows, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    # given: a trajectory, and somebody who sees none but names it
    events = anew(told())
    assert rows.wait_for(recorder.record(events)[-1].position, PATIENCE)
    named = "{" + str(events[0].trajectory_id) + "}"
    stranger = Actor(subject="iemand-1", role=Role.PROVIDER, organisation="onbekend")

    for ids, one_by_one in ((named, False), (named, True), (None, False), (None, True)):
        monkeypatch.setattr(paging, "_seen", said_to_see(ids, one_by_one=one_by_one))
        monkeypatch.setattr(paging, "_ahead", said_to_come_next(ids, one_by_one=one_by_one))
        for ask in every_list(rows):
            assert ask(SEES_ALL) != []
            assert ask(stranger) == []


def said_to_see(ids: str | None, *, one_by_one: bool) -> Callable[[Snapshot, int, int], Seen]:
    def seen(snapshot: Snapshot, few: int, many: int) -> Seen:
        judged(snapshot, one_by_one=one_by_one)
        return Seen(1 if ids else None, ids, None, 1)

    return seen


def said_to_come_next(ids: str | None, *, one_by_one: bool) -> Callable[[Snapshot, object, int, float], Iterator[str | None]]:
    def ahead(snapshot: Snapshot, begin: object, wanted: int, most: float) -> Iterator[str | None]:
        judged(snapshot, one_by_one=one_by_one)
        yield ids

    return ahead


def judged(snapshot: Snapshot, *, one_by_one: bool) -> None:
    """By which of its two ways row security is asked from here on."""
    snapshot.cursor.execute("SELECT set_config('jeugdspoor.one_by_one', %s, true)", (str(one_by_one).lower(),))


def every_list(rows: Rows) -> Iterator[Callable[[Actor], list[Item]]]:
    day = date(2024, 3, 1)
    yield lambda actor: rows.placements(actor, on=day).items
    yield lambda actor: rows.placements(actor, on=day, known_at_position=rows.checkpoint()).items
    yield lambda actor: rows.worklist(actor, on=day).items
    yield lambda actor: rows.audit_trail(actor).items
    yield lambda actor: rows.deadlines(actor, on=day).items
    yield lambda actor: rows.findings(actor, on=day).items
    yield lambda actor: rows.legal_cover(actor, from_=day, to=add_days(day, 1)).items


def test_who_sees_nothing_is_not_looked_for(rows: Rows, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows.wait_for(recorder.record(anew(told()))[-1].position, PATIENCE)
    monkeypatch.setattr(snapshot.Snapshot, "asked", lambda _, question, parameters: pytest.fail(f"{question} was asked."))

    for role in (Role.REPORTER, Role.ADMINISTRATOR, Role.INTEGRATION, Role.PROVIDER):
        for each in every_list(rows):
            assert each(Actor(subject="iemand-1", role=role, organisation="onbekend")) == []


@pytest.mark.parametrize("question", LISTS)
def test_no_list_is_without_a_way_for_who_sees_few(question: str) -> None:
    assert "%(seen)s" in text(f"questions/{question}_few" if question in WAYS else f"questions/{question}")

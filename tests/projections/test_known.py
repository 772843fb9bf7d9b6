"""Both times: what was known at any position of the log is what the history up to there says, and nothing recorded later changes it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from domain.calendar import LAST_DAY, add_days, amsterdam_day
from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.events import Corrected
from domain.history import History
from domain.indicators import counting, measures
from domain.secrecy import Secrecy, kept_from_lists
from eventlog import Databases
from projections import BadCursor, Engine, Page, Rows
from projections.telling.known import KNOWN, numbered
from projections.telling.models import (
    MODELS,
    current_placements,
    deadlines_known,
    facts,
    findings_known,
    legal_cover_known,
    placements,
)
from projections.telling.models import deadlines as deadlines_now
from projections.telling.models import findings as findings_now
from projections.telling.models import legal_cover as legal_cover_now
from projections.telling.retold import Retold
from projections.telling.segments import segments
from projections.telling.table import Row
from tests.histories import histories, logs, told
from tests.projections.assigned import open_to_all
from tests.projections.logs import Recorder, anew
from tests.projections.paths import PATHS, take
from tests.projections.telling import rows_of
from tests.projections.waiting import PATIENCE


class CountedNow:
    """What counts now stands in no read model of its own: here it does, by the definitions alone."""

    TABLE = replace(facts.TABLE, columns=facts.TABLE.columns[: -len(KNOWN)], key=facts.TABLE.key[:-1])

    @staticmethod
    def rows(history: History, secrecy: Secrecy | None = None) -> Iterator[Row]:
        """`secrecy`: by another than that of the history."""
        secrecy = secrecy or kept_from_lists(history)
        for fact in (each.of(history.trajectory.trajectory_id, name) for name in measures() for each in counting(name, secrecy)(history)):
            group, others = fact.group, (fact.amount, fact.met, fact.label, fact.left)
            cells = (group.municipality, group.provider, group.setting, group.age_group, group.gender, group.civil_basis, group.title_kind)
            yield fact.trajectory_id, fact.measure, fact.about, 0, fact.since, fact.until, *others, *cells


BOTH_TIMES: dict[str, tuple[Any, Any]] = {
    "placements": (placements, current_placements),
    "facts": (facts, CountedNow),
    "deadlines": (deadlines_known, deadlines_now),
    "findings": (findings_known, findings_now),
    "legal_cover": (legal_cover_known, legal_cover_now),
}
"""By list, or figures, the read model with both times and that of what is known now."""

BOUNDED = ("overdue_until", "long_overdue")
"""Columns of terms that end with the knowledge."""

Known = dict[str, Any]

any_history = settings(deadline=None)
"""A history is read once for each of its positions, which takes as long as it is."""


def told_by(model: Any, history: History) -> list[Known]:
    rows = CountedNow.rows(history) if model is CountedNow else rows_of(model.MODEL, history)
    return [dict(zip(model.TABLE.column_names, row, strict=True)) for row in rows]


def known_at(rows: Sequence[Known], position: int) -> list[Known]:
    return [row for row in rows if row["known_from"] <= position and (row["known_until"] is None or position < row["known_until"])]


def shared(rows: Sequence[Known], now: Any) -> set[tuple[str, ...]]:
    """Of each row what both read models tell."""
    return {tuple(repr(row[name]) for name in now.TABLE.column_names if name not in BOUNDED) for row in rows}


def positions(history: History) -> list[int]:
    """From the opening on: of each event, just before it, where somebody else's may lie, and after the last."""
    first, *rest = (recorded.position for recorded in history.recorded)
    return sorted({first, *rest, *(position - 1 for position in rest), history.position + 1})


# The read models, as pure functions


def test_every_read_model_with_both_times_is_examined_here() -> None:
    with_both = {model.name for model in MODELS if "known_from" in model.table.column_names}
    assert with_both == {model.TABLE.name for model, _ in BOTH_TIMES.values()}


@pytest.mark.parametrize("name", ["deadlines", "findings", "legal_cover"])
@any_history
@given(history=histories())
def test_what_was_known_at_a_position_is_what_the_history_up_to_there_says(name: str, history: History) -> None:
    model, now = BOTH_TIMES[name]
    rows = told_by(model, history)

    for position in positions(history):
        before = history.as_of(position)
        assert before is not None
        found, expected = known_at(rows, position), told_by(now, History(before.recorded))
        assert len(found) == len(expected)
        assert shared(found, now) == shared(expected, now)


@any_history
@given(histories())
def test_what_counts_is_what_the_history_up_to_there_counts_but_for_what_is_secret_now(history: History) -> None:
    rows, secrecy = told_by(facts, history), kept_from_lists(history)

    for position in positions(history):
        before = history.as_of(position)
        assert before is not None
        expected = list(CountedNow.rows(History(before.recorded), secrecy))
        found = [tuple(row[name] for name in CountedNow.TABLE.column_names) for row in known_at(rows, position)]
        assert sorted(found, key=repr) == sorted(expected, key=repr)


@any_history
@given(histories())
def test_who_was_where_is_what_the_history_up_to_there_says_but_for_what_is_secret_now(history: History) -> None:
    rows, secrecy = told_by(placements, history), kept_from_lists(history)

    for position in positions(history):
        before = history.as_of(position)
        assert before is not None
        expected = [(before.trajectory.trajectory_id, *each.kept(secrecy)) for each in segments(before.trajectory)]
        found = [tuple(row[name] for name in current_placements.TABLE.column_names) for row in known_at(rows, position)]
        assert sorted(found, key=repr) == sorted(expected, key=repr)


@pytest.mark.parametrize("name", sorted(BOTH_TIMES.keys() - {"facts"}))
@any_history
@given(history=histories().filter(lambda history: not history.trajectory.safety))
def test_nothing_recorded_later_changes_what_was_known(name: str, history: History) -> None:
    """But that it is known no more; and that a place has become secret, which is left out of the past, too."""
    model, now = BOTH_TIMES[name]
    whole = told_by(model, history)

    for count in range(1, len(history.recorded) + 1):
        sooner = History(history.recorded[:count])
        rows = told_by(model, sooner)
        for position in positions(sooner)[:-1]:
            assert shared(known_at(rows, position), now) == shared(known_at(whole, position), now)
        closed = [row for row in rows if row["known_until"] is not None]
        assert all(row in whole for row in closed)


@any_history
@given(histories().filter(lambda history: not history.trajectory.safety), st.data())
def test_nor_what_counted(history: History, data: st.DataObject) -> None:
    """Looked at once in a history: of all that counts it would take long to look after every event."""
    whole = told_by(facts, history)
    sooner = History(history.recorded[: data.draw(st.integers(1, len(history.recorded)))])
    rows = told_by(facts, sooner)

    for position in positions(sooner)[:-1]:
        assert shared(known_at(rows, position), CountedNow) == shared(known_at(whole, position), CountedNow)
    assert all(row in whole for row in rows if row["known_until"] is not None)


@pytest.mark.parametrize("name", BOTH_TIMES)
@any_history
@given(history=histories())
def test_in_one_knowledge_nothing_overlaps(name: str, history: History) -> None:
    model, _ = BOTH_TIMES[name]
    ranges: dict[Row, list[tuple[int, int | None]]] = {}
    for row in told_by(model, history):
        thing = tuple(row[column] for column in model.TABLE.key if column != "known_from")
        ranges.setdefault(thing, []).append((row["known_from"], row["known_until"]))

    for known in ranges.values():
        assert all(until is None or since < until for since, until in known)
        assert all(until is not None and until <= since for (_, until), (since, _) in pairwise(sorted(known, key=lambda r: r[0])))


@any_history
@given(histories())
def test_in_one_knowledge_no_night_is_covered_twice(history: History) -> None:
    rows = told_by(legal_cover_known, history)

    for position in positions(history):
        stretches = sorted((row["since"], row["until"] or LAST_DAY) for row in known_at(rows, position))
        assert all(one[1] <= other[0] for one, other in pairwise(stretches))


@any_history
@given(histories())
def test_what_was_late_on_a_day_is_found_as_known_on_that_day_or_later(history: History) -> None:
    rows = told_by(deadlines_known, history)

    for recorded, following in zip(history.recorded, [*history.recorded[1:], None], strict=True):
        known = known_at(rows, recorded.position)
        last = following.recorded_on if following else max((row["due_on"] for row in known), default=recorded.recorded_on)
        edges = {day for row in known for day in (row["since"], row["due_on"], row["open_until"], row["overdue_until"], last) if day}
        for day in {add_days(edge, shift) for edge in edges - {date.max} for shift in (-1, 0, 1)}:
            if day <= last:
                late = [row for row in known if row["since"] <= day and row["due_on"] < day and day < (row["open_until"] or date.max)]
                assert late == [row for row in known if row["since"] <= day and row["due_on"] < day < (row["overdue_until"] or date.min)]


@any_history
@given(histories(), st.data())
def test_a_trajectory_is_retold_the_same_at_once_or_bit_by_bit(history: History, data: st.DataObject) -> None:
    recorded = history.recorded
    cuts = sorted({*data.draw(st.sets(st.integers(1, len(recorded)))), 1, len(recorded)})

    bit_by_bit = Retold(recorded[: cuts[0]])
    for cut, following in pairwise(cuts):
        bit_by_bit.rows()
        bit_by_bit.learn(recorded[cut:following])

    assert bit_by_bit.version == history.version
    assert bit_by_bit.rows() == Retold(recorded).rows()


@any_history
@given(histories().filter(lambda history: not history.trajectory.safety), st.data())
def test_a_row_that_stands_is_the_same_object(history: History, data: st.DataObject) -> None:
    """By that what is written of a trajectory is found without comparing all of it."""
    cut = data.draw(st.integers(1, len(history.recorded)))
    sooner, later = history.recorded[:cut], history.recorded[cut:]
    assume(not any(isinstance(recorded.event, Corrected) for recorded in later))
    retold = Retold(sooner)
    before = retold.rows()
    retold.learn(later)
    after = retold.rows()

    for model, _ in BOTH_TIMES.values():
        stood = {id(row): row for row in before[model.TABLE.name]}
        assert all(id(row) in stood for row in after[model.TABLE.name] if row in stood.values())


def test_what_is_said_twice_counts_once_and_what_differs_is_numbered() -> None:
    assert numbered(["a1", "b1", "a2", "a1", "a2", "a3"], lambda item: item[0]) == {
        ("a", 0): "a1",
        ("b", 0): "b1",
        ("a", 1): "a2",
        ("a", 2): "a3",
    }


# Questions, over the real database

AUDITOR = Actor(subject="auditor-1", role=Role.AUDITOR, organisation="inspectie")
TODAY = date(2024, 6, 1)

RECORDED_ON = amsterdam_day(datetime.now(UTC))
"""The day on which a log is recorded here, or the one before it: what is asked about a later day was foreseen."""

Ask = Callable[[Rows, date, int | None, str | None], Page]


def _deadlines(rows: Rows, day: date, position: int | None, after: str | None) -> Page:
    return rows.deadlines(AUDITOR, on=day, known_at_position=position, known_on=RECORDED_ON, after=after, limit=3)


def _foreseen(rows: Rows, day: date, position: int | None, after: str | None) -> Page:
    return rows.deadlines(AUDITOR, on=day, known_at_position=position, after=after, limit=3)


LISTS: dict[str, Ask] = {
    "placements": lambda rows, day, position, after: rows.placements(AUDITOR, on=day, known_at_position=position, after=after, limit=3),
    "deadlines": _deadlines,
    "deadlines foreseen": _foreseen,
    "findings": lambda rows, day, position, after: rows.findings(AUDITOR, on=day, known_at_position=position, after=after, limit=3),
    "legal_cover": lambda rows, day, position, after: rows.legal_cover(
        AUDITOR, from_=day, to=add_days(day, 40), known_at_position=position, after=after, limit=3
    ),
}
"""Each in pages of three."""


@pytest.fixture
def rows(databases: Databases, engine: Engine) -> Iterator[Rows]:
    with Rows(databases, reached=engine.reached, today=lambda: TODAY, scope=open_to_all) as reader:
        yield reader


def items_of(ask: Ask, rows: Rows, day: date, position: int | None) -> list[Known]:
    page = ask(rows, day, position, None)
    items = page.items
    while page.next:
        page = ask(rows, day, position, page.next)
        items += page.items
    return items


@pytest.mark.parametrize("path", PATHS)
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(events=logs(), data=st.data())
def test_an_answer_about_the_past_is_the_present_one_of_then(
    path: str, events: list[Recorded], data: st.DataObject, rows: Rows, recorder: Recorder
) -> None:
    # given: part of what happens is recorded, and all lists are asked as known now
    events = anew(events)
    count = data.draw(st.integers(1, len(events)))
    position = recorder.record(events[:count])[-1].position
    assert rows.wait_for(position, PATIENCE)
    days = data.draw(
        st.lists(
            st.builds(add_days, st.sampled_from(sorted({RECORDED_ON, *(each.event.occurred_on for each in events)})), st.integers(-1, 400)),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    with pytest.MonkeyPatch.context() as patched:
        take(path, patched)
        asked = [(name, day) for name in LISTS for day in days]
        before = [items_of(LISTS[name], rows, day, None) for name, day in asked]
        assert before == [items_of(LISTS[name], rows, day, position) for name, day in asked]

        # when: the rest is recorded, corrections of what was before among it
        if count < len(events):
            assert rows.wait_for(recorder.record(events[count:])[-1].position, PATIENCE)

        # then
        after = [items_of(LISTS[name], rows, day, position) for name, day in asked]
        secret = {each.trajectory_id for each in events if each.event.event_type.startswith("safety-")}
        assert [without(items, secret) for items in after] == [without(items, secret) for items in before]


def without(items: list[Known], trajectories: set[Any]) -> list[Known]:
    """A place that became secret is left out of the past, too."""
    return [item for item in items if item["trajectory_id"] not in trajectories]


def test_the_cursor_of_one_knowledge_is_none_of_another(rows: Rows, recorder: Recorder) -> None:
    # given: pages of terms as known at a position
    for _ in range(2):
        position = recorder.record(anew(told()))[-1].position
    assert rows.wait_for(position, PATIENCE)
    page = rows.deadlines(AUDITOR, on=TODAY, known_at_position=position, limit=1)
    assert page.next

    # then
    assert rows.deadlines(AUDITOR, on=TODAY, known_at_position=position, after=page.next).items
    for other in (None, position - 1):
        with pytest.raises(BadCursor):
            rows.deadlines(AUDITOR, on=TODAY, known_at_position=other, after=page.next)

"""A replay is no other reading of a history: each step is what was known then, and what was learned adds up."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import deadlines
from domain.history import History
from domain.replay import Learned, Step, as_far_as_asked_for, changes, learned, replay
from domain.rules import Finding, findings
from tests.domain.stories import Story
from tests.histories import histories

names = st.text("abcde", min_size=1, max_size=3)
objects = st.dictionaries(names, st.recursive(st.integers(0, 3), lambda value: st.dictionaries(names, value, max_size=4), max_leaves=8))
"""As JSON has them, without null: that is what a field is without a value."""


def told(found: tuple[Finding, ...]) -> set[tuple[Any, ...]]:
    """All of each that anybody is told."""
    return {(f.rule, f.kind, f.article, f.since, f.until, f.message, f.about) for f in found}


def all_of(steps: list[Step]) -> list[tuple[Any, ...]]:
    return [(step.recorded, step.after.trajectory, step.days_late, step.learned) for step in steps]


@given(histories())
def test_the_state_after_a_step_is_the_state_at_its_position(history: History) -> None:
    steps = list(replay(history))
    assert [step.recorded for step in steps] == list(history.recorded)
    for step in steps:
        known = history.as_of(step.recorded.position)
        assert known is not None
        assert step.after.trajectory == known.trajectory
        assert step.after.effective == known.effective
        assert (step.before is None) == (step.recorded.version == 1)


@given(histories())
def test_what_was_learned_is_what_the_histories_worked_out_anew_differ_in(history: History) -> None:
    for step in replay(history):
        before, after = history.as_of(step.recorded.position - 1), history.as_of(step.recorded.position)
        assert step.learned == learned(before, after)


@given(histories())
def test_what_each_step_added_and_took_away_adds_up_to_what_is_known(history: History) -> None:
    found: set[tuple[Any, ...]] = set()
    due: set[Any] = set()
    for step in replay(history):
        assert told(step.learned.findings_gone) <= found
        assert not told(step.learned.findings_added) & found
        found = found - told(step.learned.findings_gone) | told(step.learned.findings_added)
        assert set(step.learned.deadlines_gone) <= due
        assert not set(step.learned.deadlines_added) & due
        due = due - set(step.learned.deadlines_gone) | set(step.learned.deadlines_added)
    assert found == told(findings(history.trajectory))
    assert due == {as_far_as_asked_for(each) for each in deadlines(history.trajectory)}


@given(histories(), st.data())
def test_nothing_recorded_later_changes_the_replay_of_what_was_known(history: History, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, history.version))
    known = history.as_of(history.recorded[count - 1].position)
    assert known is not None
    assert all_of(list(replay(known))) == all_of(list(replay(history))[:count])


@given(histories(), st.data())
def test_a_replay_can_begin_at_any_version(history: History, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, history.version))
    assert all_of(list(replay(history, first))) == all_of(list(replay(history))[first - 1 :])


@given(histories(), st.data())
def test_what_was_learned_one_way_is_what_is_unlearned_the_other(history: History, data: st.DataObject) -> None:
    positions = st.integers(0, history.position + 1)
    one, other = (history.as_of(data.draw(positions)) for _ in range(2))
    there, back = learned(one, other), learned(other, one)
    assert there == Learned(back.findings_gone, back.findings_added, back.deadlines_gone, back.deadlines_added)


@given(objects, objects)
def test_the_changes_of_an_object_make_one_of_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    made = before
    for path, was, became in changes(before, after):
        assert was != became
        made = _with(made, path.split("."), was, became)
    assert made == after


@given(objects, objects)
def test_the_changes_the_other_way_round_are_the_same_reversed(before: dict[str, Any], after: dict[str, Any]) -> None:
    there = {(path, repr(was), repr(became)) for path, was, became in changes(before, after)}
    assert there == {(path, repr(was), repr(became)) for path, became, was in changes(after, before)}


def _with(whole: dict[str, Any], path: list[str], was: Any, became: Any) -> dict[str, Any]:
    """The object with that field another; it must have been as it was said to be."""
    name, *deeper = path
    if deeper:
        return {**whole, name: _with(whole[name], deeper, was, became)}
    assert whole.get(name) == was
    rest = {each: value for each, value in whole.items() if each != name}
    return rest if became is None else {**rest, name: became}


@pytest.fixture
def placed() -> Story:
    """Into closed care under a title, with the wrong first day at first."""
    story = Story.opened().and_(
        "title-granted", "2025-02-01", title_id="m", kind="machtiging", valid_from="2025-02-03", valid_until="2025-08-03"
    )
    return story.and_("admitted", "2025-02-10", setting="gesloten", title_id="m")


def last(story: Story) -> Step:
    return list(replay(story.history))[-1]


class TestAStep:
    def test_of_an_annulment_says_which_nights_are_bare_since(self, placed: Story) -> None:
        annulled = placed.and_("annulled", "2025-03-01", target_version=2, by="gerechtshof", left_on="2025-03-04", despite=["L1"])
        bare = [(str(f.since), str(f.until)) for f in last(annulled).learned.findings_added if f.rule == "L1"]
        assert bare == [("2025-03-01", "2025-03-04")]
        assert [(d.kind, str(d.due_on)) for d in last(annulled).learned.deadlines_gone if d.kind == "title-expiry"]

    def test_of_a_voiding_takes_back_all_that_it_had_added(self, placed: Story) -> None:
        voided = placed.and_("voided", "2025-03-01", target_version=3, reason="Nooit opgenomen")
        admission, voiding = (step.learned for step in list(replay(voided.history))[-2:])
        assert told(voiding.findings_gone) == told(admission.findings_added) != set()
        assert told(voiding.findings_added) == told(admission.findings_gone)
        assert set(voiding.deadlines_gone) == set(admission.deadlines_added) != set()

    def test_of_what_is_recorded_late_says_how_late(self, placed: Story) -> None:
        step = last(placed)
        assert step.days_late == (step.recorded.recorded_on - step.recorded.event.occurred_on).days > 0


def test_the_end_of_a_trajectory_changes_nothing_of_what_was_met_before() -> None:
    story = Story.opened().and_("agreement-made", "2025-02-03", agreement_id="A", due_on="2025-03-01")
    story = story.and_("agreement-made", "2025-02-03", agreement_id="B", due_on="2025-03-01")
    story = story.and_("agreement-kept", "2025-02-20", agreement_id="A").and_("trajectory-closed", "2025-02-25")

    closed = list(replay(story.history))[-1].learned

    agreements = [(each.about, each.open_until) for each in closed.deadlines_added if each.kind == "agreement"]
    assert [(about, str(until)) for about, until in agreements] == [("B", "2025-02-25")]
    assert [each.about for each in closed.deadlines_gone if each.kind == "agreement"] == ["B"]

"""What holds for every history that can be recorded."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import add_days, add_months
from domain.codes import Setting
from domain.deadlines import deadlines, deadlines_on
from domain.history import History
from domain.judging import Case
from domain.law.cover import closed_nights, legal_cover
from domain.rules import added, findings, impossibilities, made_impossible
from domain.spans import Span, joined, within, without
from tests.histories import REGION, histories

days = st.dates(date(2023, 1, 1), date(2027, 12, 31))
spans = st.lists(st.builds(lambda start, length: Span(start, length and start + timedelta(length)), days, st.integers(1, 200) | st.none()))


@given(histories())
def test_what_is_recorded_is_not_impossible(history: History) -> None:
    assert impossibilities(history, REGION) == []


@given(histories())
def test_judging_what_changes_is_judging_the_whole(history: History) -> None:
    for count in range(2, history.version + 1):
        before, after = History(history.recorded[: count - 1]), History(history.recorded[:count])
        quick = made_impossible(before, before.with_next(after.recorded[-1]), REGION)
        assert quick == set(impossibilities(after, REGION)) - set(impossibilities(before, REGION))


@given(histories())
def test_a_history_with_one_more_is_that_history(history: History) -> None:
    for count in range(2, history.version + 1):
        grown = History(history.recorded[: count - 1]).with_next(history.recorded[count - 1])
        whole = History(history.recorded[:count])
        assert grown.effective == whole.effective
        assert grown.trajectory == whole.trajectory


@given(histories())
def test_what_a_state_remembers_is_what_would_be_found_anew(history: History) -> None:
    grown = History(history.recorded[:1])
    for recorded in history.recorded[1:]:
        _derived(grown)
        grown = grown.with_next(recorded)
        assert _derived(grown) == _derived(History(grown.recorded))


@given(histories())
def test_what_one_more_event_adds_is_found_alike_from_what_is_remembered_and_from_nothing(history: History) -> None:
    known = History(history.recorded[:1])
    for count in range(2, history.version + 1):
        longer = known.with_next(history.recorded[count - 1])
        before, after = History(history.recorded[: count - 1]), History(history.recorded[:count])
        assert added(known.trajectory, longer.trajectory) == added(before.trajectory, after.trajectory)
        known = longer


def _derived(history: History) -> tuple[object, ...]:
    return findings(history.trajectory), deadlines(history.trajectory), legal_cover(history.trajectory)


@given(histories(), days)
def test_at_most_one_main_stay_covers_a_night(history: History, night: date) -> None:
    covering = [stay for stay in history.trajectory.stays if stay.is_main and stay.nights.covers(night)]
    assert len(covering) <= 1


@given(histories())
def test_legal_cover_partitions_the_closed_nights(history: History) -> None:
    trajectory = history.trajectory
    cover = [Span(c.since, c.until) for c in legal_cover(trajectory)]
    assert joined(cover) == closed_nights(trajectory)
    for first, second in pairwise(cover):
        assert first.until is not None
        assert first.until <= second.since


@given(histories(), days)
def test_a_closed_night_is_a_finding_if_and_only_if_no_title_covers_it(history: History, night: date) -> None:
    trajectory = history.trajectory
    uncovered = any(finding.rule == "L1" and finding.days.covers(night) for finding in findings(trajectory))
    bare = any(c.title_id is None and Span(c.since, c.until).covers(night) for c in legal_cover(trajectory))
    assert uncovered == bare
    if uncovered:
        assert any(stay.setting is Setting.GESLOTEN and stay.nights.covers(night) for stay in trajectory.stays)


@given(histories(), days)
def test_the_end_of_a_title_lies_before_who_asks_for_it(history: History, day: date) -> None:
    assert all(deadline.due_on > day for deadline in deadlines_on(history.trajectory, day) if deadline.kind == "title-expiry")


@given(histories())
def test_findings_are_in_order_and_never_empty(history: History) -> None:
    found = Case(history, REGION).findings
    assert all(not finding.days.is_empty for finding in found)
    assert [finding.since for finding in found] == sorted(finding.since for finding in found)


@given(spans, spans, days)
def test_a_day_is_in_one_and_not_the_other_as_sets_have_it(some: list[Span], others: list[Span], day: date) -> None:
    in_some, in_others = any(s.covers(day) for s in some), any(s.covers(day) for s in others)
    assert any(s.covers(day) for s in without(some, others)) == (in_some and not in_others)
    assert any(s.covers(day) for s in within(some, others)) == (in_some and in_others)
    assert any(s.covers(day) for s in joined(some)) == in_some


@given(spans)
def test_joined_stretches_do_not_touch(some: list[Span]) -> None:
    apart = joined(some)
    assert all(first.until is not None and first.until < second.since for first, second in pairwise(apart))


@given(days, st.integers(0, 60))
def test_months_on_is_the_same_day_number_or_the_last_of_its_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and add_days(later, 1).day == 1)

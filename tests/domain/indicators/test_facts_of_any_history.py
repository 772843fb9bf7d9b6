"""What holds for the facts of every history that can be recorded."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.calendar import add_days
from domain.codes import LapseGround, Setting
from domain.figures import dimensions, figure, figures
from domain.history import History
from domain.indicators import AgeGroup, Aggregate, Fact, facts, indicators, measures
from domain.rules import findings
from domain.spans import Span, joined
from tests.histories import histories

WHERE_HE_IS = ("night", "closed-night", "uncovered-night", "care-day", "moves-in-a-year", "moves-ever", "ready-night", "silence")

days = st.dates(date(2023, 6, 1), date(2027, 12, 31))
several = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
long_histories = histories(max_events=30)


def of(measure: str, some: list[Fact]) -> list[Fact]:
    return sorted((fact for fact in some if fact.measure == measure), key=lambda fact: fact.since)


LASTING = frozenset({"closed-placement-lasting", "closed-episode-lasting"})


@several
@given(long_histories)
def test_no_fact_is_there_twice(history: History) -> None:
    named = Counter((fact.trajectory_id, fact.measure, fact.about, fact.since) for fact in facts(history))

    assert [name for name, times in named.items() if times > 1] == []


@several
@given(long_histories)
def test_a_fact_covers_a_day_and_is_of_a_measure(history: History) -> None:
    """Save what lasted no night: a placement can end on the day on which it began."""
    for fact in facts(history):
        assert not fact.days.is_empty or (fact.measure in LASTING and fact.since == fact.until), fact
        assert fact.measure in measures()


@several
@given(long_histories)
def test_nobody_is_in_two_places_in_one_night(history: History) -> None:
    found = list(facts(history))

    for measure in WHERE_HE_IS:
        for first, second in pairwise(of(measure, found)):
            assert first.until is not None, (first, second)
            assert first.until <= second.since, (first, second)


@several
@given(long_histories, days)
def test_a_night_is_counted_where_and_as_who_he_is_then(history: History, night: date) -> None:
    trajectory = history.trajectory
    stay = trajectory.main_stay_on(night)
    counted = [fact for fact in facts(history) if fact.measure == "night" and fact.days.covers(night)]

    assert [fact.about for fact in counted] == ([stay.stay_id] if stay else [])
    for fact in counted:
        assert fact.group.municipality == trajectory.home_municipality_on(night)
        assert fact.group.age_group is AgeGroup.of(trajectory.age_on(night))


@several
@given(long_histories, days)
def test_who_has_a_stay_or_help_is_counted_once_in_the_heaviest(history: History, day: date) -> None:
    trajectory = history.trajectory
    settings_then = [stay.setting for stay in trajectory.stays if stay.nights.covers(day)]
    settings_then += [Setting.AMBULANT for given_help in trajectory.helps if Span(given_help.since, given_help.until).covers(day)]
    counted = [fact.group.setting for fact in facts(history) if fact.measure == "care-day" and fact.days.covers(day)]

    assert counted == ([max(settings_then, key=lambda setting: setting.weight)] if settings_then else [])


@several
@given(long_histories)
def test_nights_without_a_title_are_those_that_are_found(history: History) -> None:
    counted = joined(fact.days for fact in facts(history) if fact.measure == "uncovered-night")

    assert counted == joined(finding.days for finding in findings(history.trajectory) if finding.rule == "L1")


@several
@given(long_histories)
def test_facts_come_and_go_with_events_alone(history: History) -> None:
    grown = History(history.recorded[:1])
    for recorded in history.recorded[1:]:
        list(facts(grown))
        grown = grown.with_next(recorded)

        assert set(facts(grown)) == set(facts(History(grown.recorded)))


@several
@given(long_histories, days, st.integers(1, 400))
def test_who_comes_in_less_who_goes_out_is_the_change_of_the_stand(history: History, first: date, length: int) -> None:
    found = list(facts(history))
    period, day_before = Span(first, first + timedelta(length)), Span(add_days(first, -1), first)
    inflow, outflow, stand = (indicators()[name] for name in ("inflow", "outflow", "stand"))
    closed = stand.variant("closed")
    assert closed is not None

    came, went = (figure(each.default, found, period, date.max - timedelta(1)) for each in (inflow, outflow))
    before, after = (figure(closed, found, when, date.max - timedelta(1)) for when in (day_before, period))

    assert came is not None
    assert went is not None
    assert before is not None
    assert after is not None
    assert came - went == after - before


@several
@given(long_histories, days, st.integers(1, 400))
def test_the_groups_add_up_to_the_whole(history: History, first: date, length: int) -> None:
    found, period, on = list(facts(history)), Span(first, first + timedelta(length)), add_days(first, length)
    for indicator in indicators().values():
        for variant in indicator.variants:
            if variant.aggregate in (Aggregate.COUNT, Aggregate.STOCK, Aggregate.NIGHTS):
                whole = figure(variant, found, period, on)
                for dimension in dimensions(variant):
                    groups = figures(variant, found, period, on, dimension)
                    assert sum(part for part in groups.values() if part is not None) == whole, (variant.name, dimension)


@several
@given(long_histories, days, st.integers(2, 400))
def test_a_share_lies_between_none_and_all(history: History, first: date, length: int) -> None:
    found, period = list(facts(history)), Span(first, first + timedelta(length))
    for indicator in indicators().values():
        for variant in indicator.variants:
            if variant.unit == "%" and variant.aggregate is not Aggregate.OCCUPANCY:
                share = figure(variant, found, period, add_days(first, length))
                assert share is None or 0 <= share <= 100, variant.name


@several
@given(histories(max_events=30, themes=("title",)))
def test_a_title_ends_in_a_way_that_is_known(history: History) -> None:
    ends = {fact.label for fact in facts(history) if fact.measure == "title-ended"}

    assert ends <= {"expired", "annulled", "replaced", "lapsed", *(f"lapsed_{ground}" for ground in LapseGround)}

"""What holds of the law as it is written here, for every history that can be recorded, and every day."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from itertools import pairwise
from pkgutil import walk_packages
from types import MappingProxyType, ModuleType
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import domain
from domain.calendar import add_days
from domain.deadlines import deadlines
from domain.events import (
    Annulled,
    Corrected,
    Event,
    IdentityChanged,
    MeasureEnded,
    MeasureReviewed,
    ProtectionMeasureProlonged,
    ProtectionMeasureStarted,
    Voided,
)
from domain.history import History
from domain.judging import Case, Judgement, Misfit, judge
from domain.law.cover import closed_nights, legal_cover, uncovered_nights
from domain.law.lapse import titles_in_law
from domain.parameters import Dated
from domain.rules import findings
from domain.spans import Span, joined
from domain.terms import Term
from domain.trajectory import Trajectory
from domain.words import Words
from tests.histories import REGION, histories
from tests.histories.parts import envelope

days = st.dates(date(2023, 1, 1), date(2031, 12, 31))

thoroughly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
"""Long histories take their time."""


@thoroughly
@given(histories(max_events=30), days)
def test_no_deadline_is_both_met_and_open_and_what_is_past_does_not_come_back(history: History, day: date) -> None:
    course = {"to come": 0, "open": 1, "late": 2, "met": 3, "over": 3}
    for deadline in deadlines(history.trajectory):
        assert not (deadline.is_open_on(day) and deadline.met_on is not None and deadline.met_on <= day)
        statuses = [deadline.status_on(each) for each in _around(deadline.since, deadline.breach_from, deadline.met_on, deadline.over_on)]
        assert [course[each] for each in statuses] == sorted(course[each] for each in statuses)


@thoroughly
@given(histories(max_events=30), days)
def test_a_title_stands_on_the_days_for_which_it_runs_and_on_no_other(history: History, day: date) -> None:
    for title in titles_in_law(history.trajectory):
        status = title.status_on(day)
        assert (status in {"running", "suspended"}) == any(run.covers(day) for run in title.runs)
        if any(nights.covers(day) for nights in title.covered_nights()):
            assert status == "running"
        if status == "future":
            assert all(day < run.since for run in title.runs)


@thoroughly
@given(histories(max_events=30), days)
def test_every_closed_night_has_one_title_or_is_found_to_have_none(history: History, night: date) -> None:
    trajectory = history.trajectory
    cover = legal_cover(trajectory)
    spans = [Span(each.since, each.until) for each in cover]
    bare = joined(span for span, each in zip(spans, cover, strict=True) if each.title_id is None)

    assert joined(spans) == closed_nights(trajectory)
    assert all(first.until is not None and first.until <= second.since for first, second in pairwise(spans))
    assert bare == uncovered_nights(trajectory)
    assert sum(span.covers(night) for span in spans) == any(span.covers(night) for span in closed_nights(trajectory))
    for each, span in zip(cover, spans, strict=True):
        title = next((title for title in titles_in_law(trajectory) if title.title_id == each.title_id), None)
        if title is not None and span.covers(night):
            assert any(nights.covers(night) for nights in title.covered_nights())


@thoroughly
@given(histories(max_events=30))
def test_nothing_is_found_twice(history: History) -> None:
    found = findings(history.trajectory)
    assert len(set(found)) == len(found)


TELLS_OF_THE_DAYS_BEFORE: Mapping[type[Event], frozenset[str]] = MappingProxyType(
    {
        # Without an end or a review a measure is known of its first day only.
        MeasureEnded: frozenset({"L13", "L14"}),
        MeasureReviewed: frozenset({"L13", "L14"}),
        # A measure of child protection that begins now was not there when a title was granted on it.
        ProtectionMeasureStarted: frozenset({"L8"}),
        # A court prolongs before the term is over: what was missing by then was the record of it, and L8 reads the term as recorded.
        ProtectionMeasureProlonged: frozenset({"L8"}),
    }
)
"""Kinds that say something of days before their own without naming them, and the rules that read them so. No others may."""


@thoroughly
@given(histories(max_events=30))
def test_what_happens_later_changes_no_finding_of_the_days_before(history: History) -> None:
    for count in range(2, history.version + 1):
        before, recorded = History(history.recorded[: count - 1]), history.recorded[count - 1]
        if before.with_next(recorded).changed_from == len(before.effective) and not _is_about_the_past(recorded.event):
            day = recorded.event.occurred_on
            then = _found_before(day, before.trajectory)
            now = _found_before(day, History(history.recorded[:count]).trajectory)
            looking_back = TELLS_OF_THE_DAYS_BEFORE.get(type(recorded.event), frozenset())
            assert [each for each in now if each[0] not in looking_back] == [each for each in then if each[0] not in looking_back]


@thoroughly
@given(histories(max_events=30))
def test_parameters_of_tomorrow_do_not_change_what_was_found_up_to_today(history: History) -> None:
    tomorrow = add_days(max(recorded.recorded_on for recorded in history.recorded), 1)
    today = _found_before(tomorrow, History(history.recorded).trajectory)

    with _other_parameters_from(tomorrow):
        assert _found_before(tomorrow, History(history.recorded).trajectory) == today


@thoroughly
@given(histories(max_events=20), st.data())
def test_a_correction_that_is_corrected_back_leaves_no_trace(history: History, data: st.DataObject) -> None:
    version = data.draw(st.integers(1, history.version))
    event = history.effective_event(version)
    assume(event is not None)
    assert event is not None
    there = event.occurred_on.isoformat()
    elsewhere = (event.occurred_on + timedelta(days=data.draw(st.integers(-30, 30)))).isoformat()

    try:
        once = _corrected(history, version, elsewhere)
    except Misfit:
        return
    assume(not once.impossible)
    there_and_back = _corrected(History((*history.recorded, once.recorded)), version, there)

    assert not there_and_back.impossible
    assert findings(there_and_back.trajectory) == findings(history.trajectory)
    assert there_and_back.trajectory == history.trajectory


def test_every_parameter_is_known_here() -> None:
    """Else the law above promises nothing about it."""
    assert len(_parameters()) > 20
    for parameter in _parameters():
        for value in parameter.values.values():
            assert _other(value) != value


def test_no_term_stands_outside_a_parameter() -> None:
    """A plain one would hold for all days, past and to come, and the law above would not see it."""
    assert [name for module in _modules() for name, value in vars(module).items() if isinstance(value, Term)] == []


def _around(*edges: date | None) -> list[date]:
    return sorted({add_days(edge, days) for edge in edges if edge is not None for days in (-1, 0, 1)})


def _found_before(day: date, trajectory: Trajectory) -> list[tuple[str, str | None, Span]]:
    """What is found on the days before this one: of each rule, about each thing."""
    known: dict[tuple[str, str | None], list[Span]] = {}
    for finding in findings(trajectory):
        known.setdefault((finding.rule, finding.about), []).append(finding.days.up_to(day))
    return sorted(
        ((rule, about, span) for (rule, about), spans in known.items() for span in joined(spans)),
        key=lambda each: (each[0], each[1] or "", each[2].since),
    )


def _is_about_the_past(event: Event) -> bool:
    """It rewrites what was known, or reports a day before its own."""
    if isinstance(event, Corrected | Voided | Annulled | IdentityChanged):
        return True
    return any(day < event.occurred_on for day in _days_in(event.model_dump()))


def _days_in(value: Any) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _days_in(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _days_in(each)


def _corrected(history: History, version: int, occurred_on: str) -> Judgement:
    last = history.recorded[-1]
    correction = Corrected(
        occurred_on=last.recorded_on, target_version=version, data={"occurred_on": occurred_on}, reason=Words("Verkeerde dag.")
    )
    return judge(Case(history, REGION), envelope(), correction, last.recorded_at + timedelta(hours=1), "nieuw")


def _parameters() -> list[Dated[Any]]:
    """Every dated parameter of the domain, wherever it stands."""
    found = {id(value): value for module in _modules() for value in vars(module).values() if isinstance(value, Dated)}
    return list(found.values())


def _modules() -> list[ModuleType]:
    for module in walk_packages(domain.__path__, "domain."):
        import_module(module.name)
    return [module for name, module in sys.modules.items() if name.split(".")[0] == "domain"]


@contextmanager
def _other_parameters_from(day: date) -> Iterator[None]:
    """Every parameter is something else from that day on."""
    parameters = _parameters()
    kept = [parameter._values for parameter in parameters]
    for parameter in parameters:
        parameter.hold({day: _other(parameter.on(day))})
    try:
        yield
    finally:
        for parameter, values in zip(parameters, kept, strict=True):
            parameter._values = values


def _other(value: Any) -> Any:
    """Something else of the same kind."""
    match value:
        case bool():
            return not value
        case int():
            return value + 5
        case Term():
            return replace(value, days=value.days + 5)
        case Mapping():
            return {key: _other(each) for key, each in value.items()}
        case frozenset():
            return frozenset()
        case str():
            return f"not {value}"
    raise TypeError(f"Say here what another {type(value).__name__} is.")

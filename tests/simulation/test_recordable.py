"""Every step could have been recorded by a user, at that moment and by that person."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Recorded
from domain.events import Discharged, Event, HelpEnded, TrajectoryOpened
from domain.history import History
from domain.judging import Case, judge, judge_opening
from domain.region import Region
from domain.rights import alone, may_open, may_record, rights
from domain.words import STORED, facts_in, with_words, words_in
from simulation import simulate
from simulation.play import one_after_another
from tests.simulation.told import Told


def test_moments_are_strictly_increasing_and_in_utc(whole: Told) -> None:
    moments = [step.recorded_at for step in whole.steps]

    assert all(before < after for before, after in pairwise(moments))
    assert {moment.utcoffset() for moment in moments} == {timedelta(0)}


def test_steps_of_one_moment_are_set_apart(small: Told) -> None:
    one, two, three = (replace(step, recorded_at=small.steps[0].recorded_at) for step in small.steps[:3])

    moments = [step.recorded_at for step in one_after_another([one, two, three])]

    assert moments == [one.recorded_at + timedelta(microseconds=number) for number in range(3)]


def test_versions_count_from_one_without_a_gap(whole: Told) -> None:
    last: Counter[object] = Counter()
    for step in whole.steps:
        last[step.trajectory_id] += 1
        assert step.version == last[step.trajectory_id]


def test_no_event_has_the_id_of_another(whole: Told) -> None:
    ids = [step.envelope.event_id for step in whole.steps]

    assert len(set(ids)) == len(ids)


def test_every_event_judged_anew_with_its_whole_history_is_recordable_as_it_stands(small: Told, region: Region) -> None:
    for history in small.histories.values():
        opening, *others = history.recorded
        assert judge_opening(opening.trajectory_id, opening.envelope, opening.event, region, opening.recorded_at).is_recordable
        for recorded in others:
            before = History(history.recorded[: recorded.version - 1])
            judgement = judge(Case(before, region), recorded.envelope, recorded.event, recorded.recorded_at, fresh_id="not-needed")
            assert judgement.is_recordable
            assert judgement.recorded.event == recorded.event


def test_what_was_recorded_despite_a_finding_would_else_have_been_stopped(whole: Told, region: Region) -> None:
    despite = 0
    for history in whole.histories.values():
        for before, recorded in _each_with_what_was_known(history):
            if recorded.envelope.despite is not None:
                despite += 1
                silent = recorded.envelope.model_copy(update={"despite": None})
                judgement = judge(Case(before, region), silent, recorded.event, recorded.recorded_at, fresh_id="not-needed")
                assert {finding.rule for finding in judgement.stopping} == set(recorded.envelope.despite.rules)

    assert despite >= 10


def test_everybody_records_what_he_may_of_whom_he_may_see(whole: Told) -> None:
    for history in whole.histories.values():
        opening = history.recorded[0]
        assert may_open(opening.envelope.actor, alone(opening.envelope.actor), opening.event)
        for before, recorded in _each_with_what_was_known(history):
            actor = recorded.envelope.actor
            assert may_record(actor, type(recorded.event))
            assert rights(actor, before.trajectory, recorded.recorded_on).sees


def test_every_kind_of_recorder_takes_part(whole: Told) -> None:
    roles = {step.envelope.actor.role for step in whole.steps}

    assert roles == {Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI, Role.TEAM_SECRETARY}


def test_nothing_is_recorded_before_it_happened_or_was_learned(whole: Told) -> None:
    for step in whole.steps:
        recorded_on = amsterdam_day(step.recorded_at)
        learned_on = step.envelope.learned_on or recorded_on
        assert step.event.occurred_on <= learned_on <= recorded_on


def test_every_trajectory_begins_with_its_opening_and_says_where_it_comes_from(whole: Told) -> None:
    for history in whole.histories.values():
        assert isinstance(history.recorded[0].event, TrajectoryOpened)
    assert {step.envelope.source.kind for step in whole.steps} == {"simulation"}


def test_every_event_reads_back_as_it_was_written(whole: Told) -> None:
    for step in whole.steps:
        assert _stored_and_read(step.event) == step.event


def test_every_name_of_what_starts_is_complete(small: Told) -> None:
    # Given in the event as it is stored, so that folding it needs no invention.
    for step in small.steps:
        event = step.event
        assert event.opens is None or getattr(event, event.opens) is not None
        assert not isinstance(event, Discharged) or event.stay_id is not None
        assert not isinstance(event, HelpEnded) or event.help_id is not None


def _each_with_what_was_known(history: History) -> Iterator[tuple[History, Recorded]]:
    known = History(history.recorded[:1])
    for recorded in history.recorded[1:]:
        yield known, recorded
        known = known.with_next(recorded)


def _stored_and_read(event: Event) -> Event:
    return type(event).model_validate_json(json.dumps(with_words(facts_in(event), words_in(event))), context=STORED)


@pytest.mark.parametrize("trajectories", [1, 17, 40])
def test_a_region_of_any_size_can_be_told(trajectories: int, region: Region) -> None:
    told = Told(simulate(1, trajectories, date(2026, 12, 1), region))
    assert len(told.histories) == trajectories

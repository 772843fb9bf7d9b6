"""The examples of the OpenAPI document tell one trajectory that the domain accepts, event by event, against the region's own register."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from api.examples import STORY, body_on, examples_of
from api.operations.recording import recordable
from application.recording.requests import Request, read_body
from domain.codes import Role
from domain.envelope import Actor, Circumstances, Envelope, Recorded, Source
from domain.events import EVENTS, REGISTER_ID, Event, TrajectoryOpened
from domain.history import History
from domain.judging import Case, Judgement, judge, judge_opening
from domain.region import Region, region_of
from domain.rights import alone, may_open, may_record
from domain.zuid_limburg import register_events

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
REGISSEUR = Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")


def around(circumstances: Circumstances) -> Envelope:
    return Envelope(event_id=uuid4(), actor=REGISSEUR, source=Source(kind="manual"), **dict(circumstances))


@pytest.fixture(scope="module")
def region() -> Region:
    envelope = around(Circumstances())
    return region_of(Recorded(REGISTER_ID, n, n, NOW, envelope, event) for n, event in enumerate(register_events(), start=1))


def read(event_type: str, body: object) -> tuple[Event, Circumstances]:
    return read_body(Request(REGISSEUR, EVENTS[event_type], uuid4(), None, None, json.dumps(body).encode()))


def told(region: Region) -> list[Judgement]:
    """What becomes of each body where it stands."""
    trajectory_id, history, judgements = uuid4(), None, []
    for number, example in enumerate(STORY, start=1):
        event, circumstances = read(example.event_type, body_on(example, NOW.date()))
        envelope = around(circumstances)
        if history is None:
            assert may_open(REGISSEUR, alone(REGISSEUR), event)
            judgement = judge_opening(trajectory_id, envelope, event, region, NOW)
        else:
            judgement = judge(Case(history, region), envelope, event, NOW, fresh_id=f"fresh-{number}")
        judgements.append(judgement)
        recorded = replace(judgement.recorded, position=number)
        history = History((recorded,)) if history is None else history.with_next(recorded)
    return judgements


def test_every_body_is_recordable_where_it_stands(region: Region) -> None:
    refused = {
        (number, judgement.recorded.event.event_type): (judgement.impossible, judgement.stopping)
        for number, judgement in enumerate(told(region), start=1)
        if not judgement.is_recordable
    }

    assert refused == {}


def test_despite_is_shown_where_it_is_needed(region: Region) -> None:
    passing = [(judgement, despite) for judgement in told(region) if (despite := judgement.recorded.envelope.despite)]

    assert passing
    for judgement, despite in passing:
        named = set(despite.rules)
        found = {finding.rule for finding in judgement.findings if finding.days.covers(judgement.recorded.event.occurred_on)}
        assert named <= found


@pytest.mark.parametrize("kind", [TrajectoryOpened, *recordable()], ids=lambda kind: kind.event_type)
def test_every_kind_of_event_has_an_example_that_a_procesregisseur_may_record(kind: type[Event]) -> None:
    assert examples_of(kind)
    assert may_record(REGISSEUR, kind)

"""What is to be known before something is recorded: one flight, from the indexes alone, and what was just recorded reads as it stands."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import uuid4

import psycopg
import pytest

from domain.envelope import Recorded
from domain.events import EVENTS, REGISTER_ID, Corrected
from domain.region import Region, region_of
from domain.words import ERASED, STORED
from domain.zuid_limburg import register_events
from eventlog import Databases, EventLog, Idempotency, KeyStore, NewEvent, as_read
from eventlog.schema.corpus import Example, examples
from eventlog.statements import statement
from simulation import simulate
from tests.eventlog.recordings import PASSAGE, envelope, noting, some_trajectory

NEWEST = [each for each in examples() if each.number == EVENTS[each.event_type].schema_number and EVENTS[each.event_type] is not Corrected]


def test_it_tells_what_came_since_and_what_was_answered(log: EventLog) -> None:
    # given
    trajectory, other, unknown = some_trajectory(log, events=3), some_trajectory(log, events=2), uuid4()
    key = sha256(trajectory.bytes).digest()
    log.append([noting(trajectory, 4, idempotency=Idempotency(key, b"{}"))])

    # when
    standing = log.standing({trajectory: 3, other: 0, unknown: 0}, [key, bytes(32)])

    # then: as it is told when each is asked for by itself
    assert standing.since == log.since({trajectory: 3, other: 0, unknown: 0})
    assert [entry.version for entry in standing.since[trajectory].after] == [4]
    assert [entry.version for entry in standing.since[other].after] == [1, 2]
    assert unknown not in standing.since
    assert standing.answers == log.earlier_answers([key])


def test_who_keeps_what_came_before_reads_what_came_after(log: EventLog) -> None:
    stream = some_trajectory(log, events=3)

    for after in (0, 2, 3):
        assert log.continued(stream, after) == log.histories([stream])[stream][after:]
    assert log.continued(uuid4(), 0) == []


def test_what_is_to_be_sealed_is_sealed_with_the_keys_that_were_opened_beside_it(log: EventLog, keys: KeyStore) -> None:
    trajectory, unknown = some_trajectory(log), uuid4()

    standing = log.standing({trajectory: 1, unknown: 0}, [], {trajectory, unknown})

    assert standing.opened == keys.open([trajectory], words=True)
    assert keys.open([trajectory], words=True)[trajectory][1].facts.hex() not in repr(standing)
    log.append([noting(trajectory, 2)], standing.opened)
    assert [each.event.text for each in log.histories([trajectory], words=True)[trajectory][1:]] == [PASSAGE]


def test_where_a_passage_was_destroyed_keys_are_opened_for_the_append_itself(log: EventLog, keys: KeyStore) -> None:
    # given: another generation of keys, and single ones of the generation before
    trajectory = some_trajectory(log, events=2)
    keys.erase_words(trajectory, 2, lambda id_: log.versions([id_])[id_])

    # when
    standing = log.standing({trajectory: 2}, [], {trajectory})
    log.append([noting(trajectory, 3)], standing.opened)

    # then
    words = [each.event.text for each in log.histories([trajectory], words=True)[trajectory][1:]]
    assert words == [ERASED, PASSAGE]


def test_a_passage_that_is_destroyed_after_the_keys_were_opened_takes_no_other_with_it(log: EventLog, keys: KeyStore) -> None:
    trajectory = some_trajectory(log, events=2)
    standing = log.standing({trajectory: 2}, [], {trajectory})

    keys.erase_words(trajectory, 2, lambda id_: log.versions([id_])[id_])
    log.append([noting(trajectory, 3)], standing.opened)

    words = [each.event.text for each in log.histories([trajectory], words=True)[trajectory][1:]]
    assert words == [ERASED, PASSAGE]


def test_nothing_asked_is_nothing_told(log: EventLog) -> None:
    standing = log.standing({}, [])
    assert not standing.since
    assert not standing.answers


@pytest.mark.parametrize("name", ["standing", "versions"])
def test_the_log_is_never_read_from_end_to_end(log: EventLog, databases: Databases, name: str) -> None:
    # given: a table of which the planner knows nothing yet
    some_trajectory(log, events=50)
    parameters = {"trajectory_ids": [uuid4() for _ in range(128)], "versions": [1] * 128, "key_hashes": [bytes(32)] * 128}
    with psycopg.connect(databases.writer) as conn:
        plan = "\n".join(row[0] for row in conn.execute(b"EXPLAIN " + statement(name).encode(), parameters))
    assert "Seq Scan on events" not in plan


@pytest.mark.parametrize("example", NEWEST, ids=lambda example: example.event_type)
def test_every_kind_reads_as_it_was_read(example: Example) -> None:
    event = EVENTS[example.event_type].model_validate_json(json.dumps(example.facts), context=STORED)
    recorded = Recorded(uuid4(), 1, 1, datetime.now(UTC), envelope(), event)
    assert as_read(recorded) == recorded


def test_a_life_reads_as_the_log_gives_it(log: EventLog) -> None:
    # given: lives with words in them
    steps = list(simulate(1, 2, date(2025, 1, 1), _region()))
    appended = log.append([NewEvent(step.trajectory_id, step.version, step.envelope, step.event) for step in steps])

    # then
    read = log.histories({step.trajectory_id for step in steps})
    for step, place in zip(steps, appended, strict=True):
        recorded = Recorded(step.trajectory_id, step.version, place.position, place.recorded_at, step.envelope, step.event)
        if not isinstance(step.event, Corrected):
            assert as_read(recorded) == read[step.trajectory_id][step.version - 1]


def _region() -> Region:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    return region_of(Recorded(REGISTER_ID, n, n, long_ago, envelope(), entry) for n, entry in enumerate(register_events(), start=1))

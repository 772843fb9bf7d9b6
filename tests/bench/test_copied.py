"""The log that is laid in its table by COPY: it is a log like any other."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
import pytest

from bench.copied import SHIFTS, Copied, copied
from bench.region import histories, register
from domain.envelope import Recorded
from domain.history import History
from domain.words import WITHHELD, words_in
from eventlog import EventLog, KeyStore, NewEvent, Tombstone

LIVES = 3
TRAJECTORIES = 2 * len(SHIFTS) * LIVES + 1


@pytest.fixture(scope="module")
def lives() -> list[History]:
    return histories(LIVES, date(2025, 6, 1), register())


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def log(lives: list[History], told: list[tuple[int, int]]) -> Iterator[Copied]:
    with copied(lives, TRAJECTORIES, lambda done, total: told.append((done, total))) as log:
        yield log


def opened(log: Copied) -> dict[UUID, list[Recorded | Tombstone]]:
    with KeyStore(log.databases.keys, log.master) as keys, EventLog(log.databases, keys) as reading:
        return reading.histories(list(log.lengths), words=True)


def test_every_trajectory_opens_and_tells_its_life(log: Copied, lives: list[History]) -> None:
    there = opened(log)
    assert {id_: len(events) for id_, events in there.items()} == dict(log.lengths)
    kinds = {tuple(each.event.event_type for each in events if isinstance(each, Recorded)) for events in there.values()}
    assert kinds == {tuple(each.event.event_type for each in life.recorded) for life in lives}


def test_words_are_sealed_apart_and_open(log: Copied) -> None:
    passages = [words for events in opened(log).values() for each in events if isinstance(each, Recorded) for words in _words(each)]
    assert passages
    assert WITHHELD not in passages


def test_a_life_is_told_on_other_days_by_others(log: Copied) -> None:
    days = {events[0].event.occurred_on for events in opened(log).values() if isinstance(events[0], Recorded)}
    assert len(days) > LIVES


def test_positions_are_without_gaps_in_the_order_of_moments_and_of_versions(log: Copied) -> None:
    with psycopg.connect(log.superuser) as conn:
        rows = conn.execute("SELECT position, recorded_at, trajectory_id, version FROM log.events ORDER BY position").fetchall()
    assert [position for position, *_ in rows] == list(range(1, log.events + 1))
    moments = [moment for _, moment, *_ in rows]
    assert moments == sorted(set(moments))
    assert moments[-1] < datetime.now(UTC)
    versions: dict[UUID, int] = {}
    for _, _, trajectory_id, version in rows:
        assert version == versions.get(trajectory_id, 0) + 1
        versions[trajectory_id] = version


def test_it_is_appended_to_like_any_other(log: Copied, lives: list[History]) -> None:
    id_, length = next(iter(log.lengths.items()))
    last = lives[0].recorded[-1]
    with KeyStore(log.databases.keys, log.master) as keys, EventLog(log.databases, keys) as writing:
        (appended,) = writing.append([NewEvent(id_, length + 1, last.envelope, last.event)])
        assert appended.position == log.events + 1
        assert len(writing.histories([id_])[id_]) == length + 1


def test_it_is_told_how_far_it_is(log: Copied, told: list[tuple[int, int]]) -> None:
    assert told[0] == (0, log.events)
    assert told[-1] == (log.events, log.events)


def _words(each: Recorded) -> list[str]:
    return list(words_in({"envelope": each.envelope, "event": each.event}).values())

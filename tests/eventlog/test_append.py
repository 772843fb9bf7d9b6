"""What an append promises: all or nothing, no gaps, strictly later than what came before, once per idempotency key."""

import traceback
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from domain.envelope import Recorded
from domain.events import NoteAdded
from domain.words import WITHHELD, Words
from eventlog import Conflict, Databases, EventLog, Idempotency, KeyGone, KeyStore, NewEvent, Refused, TooLarge, UnknownEvent, WrongDatabase
from tests.conftest import Cluster
from tests.eventlog.recordings import PASSAGE, SURNAME, despite, envelope, note, noting, opened, opening, some_trajectory


def test_what_is_recorded_comes_back_with_its_words(log: EventLog) -> None:
    trajectory_id = uuid4()
    first = NewEvent(trajectory_id, 1, envelope(despite=despite(), on_behalf_of="GI Zuid"), opened())
    second = NewEvent(trajectory_id, 2, envelope(), note())

    appended = log.append([first, second])

    history = log.histories([trajectory_id], words=True)[trajectory_id]
    for given, got, place in zip((first, second), history, appended, strict=True):
        assert isinstance(got, Recorded)
        assert (got.trajectory_id, got.version, got.position, got.recorded_at) == (
            trajectory_id,
            given.version,
            place.position,
            place.recorded_at,
        )
        assert (got.envelope, got.event) == (given.envelope, given.event)
    assert history[0].event.identity.surname == SURNAME
    assert history[0].event.identity.postcode.area == "6411"
    assert history[0].envelope.despite.reason == PASSAGE


def test_facts_come_without_words(log: EventLog) -> None:
    trajectory_id = some_trajectory(log, 2)

    first, second = log.histories([trajectory_id])[trajectory_id]

    assert first.event.identity.surname is WITHHELD
    assert second.event.text is WITHHELD
    assert first.event.identity.postcode.area == "6411"
    assert first.event.home_municipality == "0917"


def test_histories_of_many_are_apart_and_in_order(log: EventLog) -> None:
    ids = [some_trajectory(log, 3) for _ in range(5)]
    unknown = uuid4()

    found = log.histories([*ids, unknown])

    assert set(found) == set(ids)
    assert all([each.version for each in history] == [1, 2, 3] for history in found.values())
    assert log.versions([*ids, unknown]) == dict.fromkeys(ids, 3)


def test_a_history_up_to_a_position_ends_there(log: EventLog) -> None:
    trajectory_id = uuid4()
    log.append([opening(trajectory_id)])
    (second,) = log.append([noting(trajectory_id, 2)])
    log.append([noting(trajectory_id, 3)])

    assert [each.version for each in log.histories([trajectory_id], up_to=second.position)[trajectory_id]] == [1, 2]


def test_a_taken_version_is_a_conflict_and_harms_nothing_else(log: EventLog) -> None:
    trajectory_id, neighbour = some_trajectory(log), uuid4()
    before = log.head()

    with pytest.raises(Conflict):
        log.append([opening(neighbour), noting(trajectory_id, 1)])

    assert log.head() == before
    assert log.histories([neighbour]) == {}


def test_positions_have_no_gaps_after_rollbacks(log: EventLog) -> None:
    trajectory_id = some_trajectory(log)
    for version in range(2, 8):
        with pytest.raises(Conflict):
            log.append([noting(trajectory_id, version), noting(trajectory_id, 1)])
        log.append([noting(trajectory_id, version)])

    positions = [each.position for each in log.read(0, 10_000)]
    assert positions == list(range(1, len(positions) + 1))


def test_moments_of_recording_increase_strictly_also_within_a_batch(log: EventLog) -> None:
    some_trajectory(log, 40)
    some_trajectory(log, 40)

    moments = [each.recorded_at for each in log.read(0, 10_000)]
    assert all(later > earlier for earlier, later in pairwise(moments))
    assert moments[-1].tzinfo is UTC or moments[-1].utcoffset() == timedelta(0)


def test_reading_on_from_a_position(log: EventLog) -> None:
    start = log.head().position
    one, two = some_trajectory(log, 2), some_trajectory(log, 1)

    assert [each.position for each in log.read(start, 2)] == [start + 1, start + 2]
    assert log.touched(start, 2) == (start + 2, {one})
    assert log.touched(start, 10) == (start + 3, {one, two})
    assert log.touched(start + 3, 10) == (start + 3, set())


def test_supplied_moments_are_kept(cluster: Cluster, master) -> None:
    databases = cluster.fresh()
    trajectory_id = uuid4()
    moments = [datetime(2022, 7, 1, 9, tzinfo=UTC) + timedelta(hours=hour) for hour in range(3)]
    with KeyStore(databases.keys, master) as keys, EventLog(databases, keys) as log:
        events = [
            NewEvent(trajectory_id, version, envelope(), opened() if version == 1 else note(), recorded_at=moment)
            for version, moment in enumerate(moments, 1)
        ]
        assert [each.recorded_at for each in log.append(events)] == moments
        assert log.position_at(moments[1]) == 2
        assert log.position_at(moments[1] - timedelta(microseconds=1)) == 1
        assert log.position_at(moments[0] - timedelta(days=1)) == 0
    cluster.drop(databases)


@pytest.mark.parametrize("shift", [timedelta(0), timedelta(days=-400), timedelta(days=400)], ids=["the head's", "earlier", "in the future"])
def test_a_supplied_moment_out_of_order_is_refused(log: EventLog, shift: timedelta) -> None:
    trajectory_id = some_trajectory(log)
    head = log.head()

    with pytest.raises(Refused):
        log.append([NewEvent(trajectory_id, 2, envelope(), note(), recorded_at=head.recorded_at + shift)])

    assert log.head() == head


def test_a_caller_that_mixes_moments_is_mistaken(log: EventLog) -> None:
    trajectory_id = uuid4()
    now = datetime.now(UTC)
    with pytest.raises(ValueError, match="all events"):
        log.append([NewEvent(trajectory_id, 1, envelope(), opened(), recorded_at=now), noting(trajectory_id, 2)])
    with pytest.raises(ValueError, match="increase"):
        log.append([NewEvent(trajectory_id, version, envelope(), opened(), recorded_at=now) for version in (1, 2)])


def test_an_idempotency_key_counts_once_and_its_answer_comes_back(log: EventLog) -> None:
    key = Idempotency(b"k" * 32, b'{"body": "hash", "findings": []}')
    trajectory_id = uuid4()
    (place,) = log.append([opening(trajectory_id, idempotency=key)])

    with pytest.raises(Conflict):
        log.append([opening(idempotency=key)])

    answers = log.earlier_answers([key.key_hash, b"x" * 32])
    assert set(answers) == {key.key_hash}
    earlier = answers[key.key_hash]
    assert (earlier.trajectory_id, earlier.version, earlier.position, earlier.recorded_at) == (trajectory_id, 1, *place_of(place))
    assert earlier.answer == key.answer


def place_of(place: object) -> tuple[object, object]:
    return place.position, place.recorded_at


def test_an_answer_is_forgotten_after_thirty_days_and_its_key_is_free(log: EventLog, cluster: Cluster, databases: Databases) -> None:
    old, young = (Idempotency(letter * 32, b"{}") for letter in (b"o", b"y"))
    log.append([opening(idempotency=old)])
    log.append([opening(idempotency=young)])
    with cluster.as_superuser(databases.writer) as conn:
        conn.execute("UPDATE log.idempotency SET made_at = made_at - interval '30 days 1 second' WHERE key_hash = %s", (old.key_hash,))

    assert set(log.earlier_answers([old.key_hash, young.key_hash])) == {young.key_hash}
    log.append([opening(idempotency=old)])  # not swept yet, and yet no conflict
    assert set(log.earlier_answers([old.key_hash, young.key_hash])) == {old.key_hash, young.key_hash}


def test_a_record_that_is_too_large_is_refused(log: EventLog) -> None:
    trajectory_id = some_trajectory(log)
    fits, too_large = "é" * 20_000, "𝄞" * 20_000

    log.append([noting(trajectory_id, 2, fits)])
    with pytest.raises(TooLarge):
        log.append([noting(trajectory_id, 3, too_large)])

    assert log.histories([trajectory_id], words=True)[trajectory_id][1].event.text == fits
    assert log.versions([trajectory_id]) == {trajectory_id: 2}


def test_a_trajectory_that_was_never_opened_has_no_key(log: EventLog) -> None:
    with pytest.raises(KeyGone):
        log.append([noting(uuid4(), 2)])


def test_nothing_can_come_between_what_is_read_under_the_lock_and_what_is_appended(
    log: EventLog, databases: Databases, keys: KeyStore
) -> None:
    trajectory_id = some_trajectory(log)
    with EventLog(databases, keys) as other:

        def decide() -> list[NewEvent]:
            read = log.versions([trajectory_id])[trajectory_id]
            with pytest.raises(Exception, match="lock"):
                other.append([noting(trajectory_id, 2, "Was eerder.")])
            return [noting(trajectory_id, read + 1)]

        log.append_under_lock(decide)
        assert log.versions([trajectory_id]) == {trajectory_id: 2}
        other.append([noting(trajectory_id, 3)])


def test_deciding_against_it_under_the_lock_records_nothing_and_lets_go(log: EventLog) -> None:
    before = log.head()
    assert log.append_under_lock(list) == []
    with pytest.raises(ZeroDivisionError):
        log.append_under_lock(lambda: [noting(uuid4(), 1 // 0)])

    assert log.head() == before
    some_trajectory(log)


@pytest.mark.parametrize("schema", [0, 2])
def test_a_record_of_another_schema_is_named_and_not_guessed_at(log: EventLog, monkeypatch, schema: int) -> None:
    trajectory_id = some_trajectory(log)
    with monkeypatch.context() as other_program:
        other_program.setattr(NoteAdded, "schema_number", schema)
        (place,) = log.append([noting(trajectory_id, 2)])

    with pytest.raises(UnknownEvent, match=f"Position {place.position} holds note-added/{schema}"):
        log.histories([trajectory_id])


def test_a_record_that_does_not_read_is_named_without_what_it_holds(log: EventLog) -> None:
    trajectory_id = some_trajectory(log)
    log.append([NewEvent(trajectory_id, 2, envelope(), NoteAdded.model_construct(occurred_on=date(1801, 2, 3), text=Words("x")))])

    with pytest.raises(UnknownEvent, match="occurred_on") as raised:
        log.histories([trajectory_id])
    assert "1801" not in "".join(traceback.format_exception(raised.value))


def test_the_functions_of_the_library_that_skip_the_lock_are_refused(databases: Databases, keys: KeyStore, monkeypatch) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "y")
    with pytest.raises(WrongDatabase, match="POSTGRES_ENABLE_DB_FUNCTIONS"):
        EventLog(databases, keys)

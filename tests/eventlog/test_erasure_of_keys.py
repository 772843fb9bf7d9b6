"""What erasure in the key store promises: what was erased never opens again, whoever was doing what meanwhile; all else always does."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.envelope import Recorded
from domain.words import ERASED
from eventlog import Conflict, KeyGone, NewEvent, Tombstone, rotate
from eventlog.datastore import LogDatastore
from eventlog.recorder import LogRecorder
from tests.conftest import Cluster
from tests.eventlog.key_stores import Home, home, sealed
from tests.eventlog.recordings import SURNAME, noting, opening, some_trajectory


@pytest.fixture(scope="module")
def at(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with home(cluster, tmp_path_factory.mktemp("keys")) as made:
        yield made


@pytest.fixture(scope="module")
def recorder(at: Home) -> Iterator[LogRecorder]:
    made = LogRecorder(LogDatastore(at.databases.writer))
    yield made
    made.close()


def told(at: Home, notes: int) -> UUID:
    """A trajectory whose notes say which they are."""
    trajectory_id = uuid4()
    at.log.append([opening(trajectory_id), *(noting(trajectory_id, n, f"passage {n}") for n in range(2, notes + 2))])
    return trajectory_id


# --- whole trajectories


def test_of_an_erased_trajectory_an_id_and_a_moment_stay(at: Home) -> None:
    # given
    kept, erased, bsn, kept_bsn = told(at, 1), told(at, 2), "999900110", "999900122"
    at.keys.erase_words(erased, 2, lambda _: 3)
    at.keys.claim_bsn(bsn, erased, lambda _: True)
    at.keys.claim_bsn(kept_bsn, kept, lambda _: True)
    with psycopg.connect(at.databases.keys) as conn:
        rows = conn.execute(
            "SELECT facts_key FROM keys.trajectory_keys WHERE trajectory_id = %(id)s "
            "UNION ALL SELECT words_key FROM keys.trajectory_keys WHERE trajectory_id = %(id)s AND words_key IS NOT NULL "
            "UNION ALL SELECT key FROM keys.words_keys WHERE trajectory_id = %(id)s "
            "UNION ALL SELECT bsn_hash FROM keys.bsn_claims WHERE trajectory_id = %(id)s",
            {"id": erased},
        ).fetchall()
    canaries = [row[0].hex() for row in rows]
    assert len(canaries) > 5
    assert all(canary in at.live_bytes() for canary in canaries)

    # when
    at.keys.erase([erased])

    # then
    live = at.live_bytes()
    assert not any(canary in live for canary in canaries)
    assert live.count(str(erased)) == 1
    with psycopg.connect(at.databases.keys) as conn:
        (tombstone,) = conn.execute("SELECT * FROM keys.erased_trajectories WHERE trajectory_id = %s", (erased,)).fetchall()
    assert tombstone == (erased, at.keys.erased([erased, kept])[erased])
    assert [type(each) for each in at.log.histories([erased], words=True)[erased]] == [Tombstone] * 3
    # and nobody else has lost anything
    assert at.words_of(kept) == ["passage 2"]
    assert at.keys.claim_bsn(kept_bsn, uuid4(), lambda _: True) == kept
    # ... while the BSN of the one that is gone is free
    assert at.keys.claim_bsn(bsn, uuid4(), lambda _: pytest.fail("nobody holds it")) is None


def test_an_erased_id_never_serves_again(at: Home) -> None:
    erased, fresh = told(at, 1), uuid4()
    at.keys.erase([erased])

    with pytest.raises(KeyGone) as raised:
        at.keys.make([fresh, erased])
    assert raised.value.trajectory_id == erased
    assert at.keys.open([fresh], words=False) == {}
    for attempt in (opening(erased), noting(erased, 3)):
        with pytest.raises(KeyGone):
            at.log.append([attempt])
    with pytest.raises(KeyGone):
        at.keys.claim_bsn("999900134", erased, lambda _: True)
    with psycopg.connect(at.databases.keys) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute("DELETE FROM keys.erased_trajectories")


def test_erasing_again_changes_nothing_and_does_what_was_left_undone(at: Home) -> None:
    first, second = told(at, 1), told(at, 1)
    at.keys.erase([first])
    moment = at.keys.erased([first])[first]

    at.keys.erase([first, second, second])
    at.keys.erase([])

    assert at.keys.erased([first])[first] == moment
    assert at.keys.open([first, second], words=True) == {}


def test_an_append_under_way_ends_in_a_conflict_when_the_trajectory_is_closed_and_erased(at: Home) -> None:
    # given: an event of another process is sealed, and waits for the append lock
    erased = told(at, 1)
    with at.another() as (_, other), ThreadPoolExecutor() as pool:
        under_way = []

        def closed() -> list[NewEvent]:
            under_way.append(pool.submit(other.append, [noting(erased, 3, "too late")]))
            until_somebody_waits(at)
            return [noting(erased, 3, "closed")]

        # when
        closing = at.log.append_under_lock(closed)[0].position
        at.keys.erase([erased])

        # then
        with pytest.raises(Conflict):
            under_way[0].result(timeout=60)
        with pytest.raises(KeyGone):
            other.append([noting(erased, 4, "again")])
    assert [each.position for each in at.log.histories([erased])[erased]][-1] == closing


def test_what_was_sealed_and_slept_is_kept_out_or_never_read(at: Home, recorder: LogRecorder) -> None:
    erased = told(at, 1)
    before, behind = sealed(at.keys, noting(erased, 3, "before")), sealed(at.keys, noting(erased, 4, "behind"))
    at.log.append([noting(erased, 3, "closed")])
    at.keys.erase([erased])

    with pytest.raises(Conflict):
        recorder.append(before)
    # Only who knew of the closing event and went on all the same has such a version: it never opens.
    recorder.append(behind)
    assert [type(each) for each in at.log.histories([erased], words=True)[erased]] == [Tombstone] * 4


def test_no_key_is_made_while_or_after_its_trajectory_is_erased(at: Home) -> None:
    """Erased while many make keys for it: whoever came first, none is left, and none comes."""
    for _ in range(15):
        ids = [uuid4() for _ in range(3)]
        begin, made = threading.Barrier(4), []

        def make(ids: list[UUID] = ids, begin: threading.Barrier = begin, made: list[bool] = made) -> None:
            begin.wait()
            for _ in range(4):
                try:
                    at.keys.make(ids)
                    made.append(True)
                except KeyGone:
                    made.append(False)

        with ThreadPoolExecutor(3) as pool:
            tried = [pool.submit(make) for _ in range(3)]
            begin.wait()
            time.sleep(random.random() / 200)  # noqa: S311
            at.keys.erase(ids)
            assert at.keys.open(ids, words=False) == {}
            for each in tried:
                each.result(timeout=60)
        assert at.keys.open(ids, words=False) == {}


def test_an_erasure_finds_its_moment_while_others_claim_and_record_all_the_time(at: Home) -> None:
    """A recording takes the store's lock again while it holds it: whoever waits in line between the two would hold both up."""
    done, recorded = threading.Event(), []

    def record(number: int) -> None:
        with at.another() as (keys, log):
            while not done.is_set():
                trajectory_id, bsn = uuid4(), f"9999{number}{len(recorded):04}"
                keys.claim_bsn(bsn, trajectory_id, lambda _: True)
                with keys.confirming({trajectory_id: bsn}):
                    log.append([opening(trajectory_id)])
                recorded.append(trajectory_id)

    with ThreadPoolExecutor(2) as pool:
        recording = [pool.submit(record, number) for number in (3, 4)]
        try:
            for _ in range(5):
                erased = told(at, 1)
                at.keys.erase([erased])
                assert at.keys.open([erased], words=False) == {}
        finally:
            done.set()
        for each in recording:
            each.result(timeout=60)
    assert recorded
    assert all(isinstance(each[0], Recorded) for each in at.log.histories(recorded).values())


# --- the words of one event


def test_the_words_of_one_event_go_and_nothing_else(at: Home) -> None:
    trajectory_id = told(at, 4)
    facts = at.log.histories([trajectory_id])[trajectory_id]
    newest = newest_in(at)

    # one, then another of the same generation, then later ones of a new generation, then the identity
    at.keys.erase_words(trajectory_id, 3, newest)
    assert at.words_of(trajectory_id) == ["passage 2", "", "passage 4", "passage 5"]
    at.keys.erase_words(trajectory_id, 5, newest)
    at.log.append([noting(trajectory_id, 6, "passage 6"), noting(trajectory_id, 7, "passage 7")])
    at.keys.erase_words(trajectory_id, 6, newest)
    at.log.append([noting(trajectory_id, 8, "passage 8")])
    at.keys.erase_words(trajectory_id, 2, newest)
    first = at.log.histories([trajectory_id], words=True)[trajectory_id][0]
    assert first.event.identity.surname == SURNAME
    at.keys.erase_words(trajectory_id, 1, newest)

    first, *others = at.log.histories([trajectory_id], words=True)[trajectory_id]
    assert first.event.identity.surname is ERASED
    assert [str(each.event.text) for each in others] == ["", "", "passage 4", "", "", "passage 7", "passage 8"]
    assert others[0].event.text is ERASED
    assert at.log.histories([trajectory_id])[trajectory_id][:5] == facts
    with psycopg.connect(at.databases.keys) as conn:
        roots = conn.execute(
            "SELECT generation, words_key IS NOT NULL FROM keys.trajectory_keys WHERE trajectory_id = %s ORDER BY generation",
            (trajectory_id,),
        )
        assert roots.fetchall() == [(1, False), (2, False), (3, True)]


def test_erasing_words_again_or_of_nothing(at: Home) -> None:
    trajectory_id = told(at, 2)
    at.keys.erase_words(trajectory_id, 2, newest_in(at))
    before = at.live_bytes()

    at.keys.erase_words(trajectory_id, 2, newest_in(at))
    at.keys.erase_words(uuid4(), 1, lambda _: pytest.fail("it has no keys"))
    with pytest.raises(ValueError, match="no version 9"):
        at.keys.erase_words(trajectory_id, 9, newest_in(at))

    assert at.live_bytes() == before
    assert at.words_of(trajectory_id) == ["", "passage 3"]


def test_an_event_under_way_with_the_old_generation_stays_readable(at: Home, recorder: LogRecorder) -> None:
    # given
    trajectory_id = told(at, 2)
    slept = sealed(at.keys, noting(trajectory_id, 4, "under way"))

    # when: it arrives after others have begun new generations
    at.keys.erase_words(trajectory_id, 2, newest_in(at))
    at.keys.erase_words(trajectory_id, 3, newest_in(at))
    recorder.append(slept)
    at.log.append([noting(trajectory_id, 5, "later")])

    # then: it reads, and can itself be erased alone
    assert at.words_of(trajectory_id) == ["", "", "under way", "later"]
    at.keys.erase_words(trajectory_id, 4, newest_in(at))
    assert at.words_of(trajectory_id) == ["", "", "", "later"]


def test_words_are_erased_while_others_are_recorded(at: Home) -> None:
    trajectory_id, erased = told(at, 3), {2}

    def record() -> None:
        with at.another() as (_, log):
            for version in count(5):
                log.append([noting(trajectory_id, version, f"passage {version}")])
                if version > 80 and len(erased) > 2:
                    return

    with ThreadPoolExecutor() as pool:
        recording = pool.submit(record)
        at.keys.erase_words(trajectory_id, 2, newest_in(at))
        while not recording.done():
            version = newest_in(at)(trajectory_id)
            at.keys.erase_words(trajectory_id, version, newest_in(at))
            erased.add(version)
            assert at.words_of(trajectory_id)[version - 2] == ""
        recording.result()

    newest = newest_in(at)(trajectory_id)
    assert at.words_of(trajectory_id) == ["" if version in erased else f"passage {version}" for version in range(2, newest + 1)]


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.integers(1, 3)),
        st.tuples(st.just("erase"), st.integers(0, 10)),
        st.tuples(st.just("rotate"), st.just(0)),
        st.tuples(st.just("seal"), st.just(0)),
        st.tuples(st.just("send"), st.just(0)),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=OPERATIONS)
def test_in_any_order_what_was_erased_never_opens_and_all_else_always_does(
    at: Home, recorder: LogRecorder, operations: list[tuple[str, int]]
) -> None:
    trajectory_id = told(at, 1)
    expected, slept = ["passage 2"], []
    for what, number in operations:
        version = len(expected) + 2
        match what:
            case "append":
                at.log.append([noting(trajectory_id, version + n, f"passage {version + n}") for n in range(number)])
                expected += [f"passage {version + n}" for n in range(number)]
            case "erase":
                chosen = number % len(expected)
                at.keys.erase_words(trajectory_id, chosen + 2, newest_in(at))
                expected[chosen] = ""
            case "rotate":
                rotate(at.keys, at.path)
            case "seal":
                slept.append((version, sealed(at.keys, noting(trajectory_id, version, f"passage {version}"))))
            case "send" if slept:
                sealed_for, batch = slept.pop()
                if sealed_for == version:
                    recorder.append(batch)
                    expected.append(f"passage {version}")
                else:
                    with pytest.raises(Conflict):
                        recorder.append(batch)
        assert at.words_of(trajectory_id) == expected


def newest_in(at: Home):
    return lambda trajectory_id: at.log.versions([trajectory_id])[trajectory_id]


def until_somebody_waits(at: Home) -> None:
    """For the append lock."""
    with at.cluster.as_superuser(at.databases.writer) as conn:
        query = (
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        deadline = time.monotonic() + 2.5
        while conn.execute(query).fetchone() == (0,):
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_others_of_the_same_batch_are_recorded_once_the_erased_one_is_left_out(at: Home) -> None:
    erased, other = told(at, 1), some_trajectory(at.log)
    at.keys.erase([erased])
    with pytest.raises(KeyGone) as raised:
        at.log.append([noting(other, 2), noting(erased, 3)])
    assert raised.value.trajectory_id == erased
    at.log.append([noting(other, 2)])

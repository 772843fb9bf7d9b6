"""The interleavings that broke other designs, on the real database."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent
from psycopg.conninfo import make_conninfo

import eventlog.datastore
import eventlog.recorder
from eventlog import Databases, EventLog, FileMasterKey, Future, KeyStore, OutcomeUnknown, Unavailable
from eventlog.datastore import LogDatastore
from eventlog.recorder import APPEND_LOCK, LogRecorder
from eventlog.statements import statement
from tests.conftest import Cluster
from tests.eventlog.cut_wire import Cut, wire_to
from tests.eventlog.recordings import noting, opening, some_trajectory

APPENDING = """
import sys
from pathlib import Path
from uuid import UUID
from eventlog import Conflict, Databases, EventLog, FileMasterKey, KeyStore
from tests.eventlog.recordings import noting, some_trajectory

databases = Databases(*sys.argv[3:])
with KeyStore(databases.keys, FileMasterKey.at(Path(sys.argv[1]))) as keys, EventLog(databases, keys) as log:
    shared = UUID(sys.argv[2])
    own = some_trajectory(log)
    won = lost = 0
    print("begun", flush=True)
    sys.stdin.read()  # until the others have begun, too
    while won < 40:
        log.append([noting(own, won + lost + 2)])
        try:
            log.append([noting(shared, log.versions([shared])[shared] + 1)])
            won += 1
        except Conflict:
            lost += 1
    print(won, lost, own)
"""


def test_processes_on_the_same_and_on_different_trajectories_lose_and_double_nothing(
    log: EventLog, databases: Databases, scratch: Path, master: FileMasterKey
) -> None:
    shared = some_trajectory(log)
    command = [sys.executable, "-c", APPENDING, str(scratch / "master.key"), str(shared), *asdict(databases).values()]

    root = Path(__file__).parents[2]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) for _ in range(3)]
    assert [process.stdout.readline() for process in processes] == ["begun\n"] * 3
    for process in processes:
        process.stdin.close()
    outcomes = [process.stdout.read().split() for process in processes]
    for process in processes:
        process.wait(timeout=60)

    assert [process.returncode for process in processes] == [0, 0, 0]
    won, tried = sum(int(outcome[0]) for outcome in outcomes), {UUID(outcome[2]): int(outcome[0]) + int(outcome[1]) for outcome in outcomes}
    assert sum(tried.values()) > won, "they never met: nothing was tried"
    everything = log.read(0, 10_000)
    assert [each.position for each in everything] == list(range(1, len(everything) + 1))
    moments = [each.recorded_at for each in everything]
    assert moments == sorted(set(moments))
    histories = log.histories([shared, *tried])
    assert [each.version for each in histories[shared]] == list(range(1, won + 2))
    for own, times in tried.items():
        assert [each.version for each in histories[own]] == list(range(1, times + 2))


def test_a_follower_never_passes_over_what_commits_late(log: EventLog, databases: Databases, keys: KeyStore) -> None:
    """Readers go by position; if positions were given out in another order than commits, one would be missed for ever."""
    some_trajectory(log)
    start = log.head().position
    seen: list[int] = []
    done = threading.Event()

    def follow() -> None:
        after = start
        while not done.is_set() or log.head().position > after:
            batch = log.read(after, 50)
            seen.extend(each.position for each in batch)
            after = batch[-1].position if batch else after

    follower = threading.Thread(target=follow)
    follower.start()
    try:
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda _: some_trajectory(log, 5), range(40)))
    finally:
        done.set()
        follower.join()

    assert seen == list(range(start + 1, start + 201))


@pytest.fixture
def slow_writer() -> Iterator[ExitStack]:
    """Lets go of the append lock also when the test fails."""
    with ExitStack() as stack:
        yield stack


@pytest.mark.parametrize("login", ["writer", "reader", "engine"])
def test_an_answer_about_this_very_moment_waits_for_a_commit_that_is_slow_after_its_stamp(
    log: EventLog, databases: Databases, keys: KeyStore, login, slow_writer: ExitStack
) -> None:
    some_trajectory(log)
    before = log.head()
    slow = slow_writer.enter_context(psycopg.connect(databases.writer, autocommit=True))
    slow.execute("BEGIN")
    slow.execute("SELECT pg_advisory_xact_lock(%s)", (APPEND_LOCK,))
    batch = {"trajectory_ids": [uuid4()], "versions": [1], "topics": ["sealed/1"], "states": [b"slow"], "moments": None}
    unanswered: dict[str, list[object]] = {key: [] for key in ("key_hashes", "answered_ids", "answered_versions", "answers")}
    position, stamp = slow.execute(statement("append"), {**batch, **unanswered}).fetchone()
    asked = stamp + timedelta(microseconds=1)

    with EventLog(databases, keys, login) as reader, ThreadPoolExecutor() as pool:
        # Asked while the stamp is taken and the commit is not there yet ...
        answer = pool.submit(reader.position_at, asked)
        earlier = reader.position_at(before.recorded_at - timedelta(microseconds=1))
        time.sleep(0.3)
        assert not answer.done()
        assert reader.head() == before
        slow.execute("COMMIT")
        # ... it is answered as it will be answered for ever.
        assert answer.result(timeout=60) == position == reader.position_at(asked)
        # What lies before the head needs to wait for nobody.
        assert earlier == before.position - 1


def test_the_future_cannot_be_asked_about_but_the_newest_event_can(log: EventLog) -> None:
    some_trajectory(log)
    head = log.head()

    assert log.position_at(head.recorded_at) == head.position
    with pytest.raises(Future):
        log.position_at(datetime.now(UTC) + timedelta(minutes=1))


def test_who_holds_the_lock_for_too_long_harms_only_for_that_long(log: EventLog, keys: KeyStore, databases: Databases, monkeypatch) -> None:
    monkeypatch.setattr(eventlog.datastore, "PATIENCE", "200ms")
    trajectory_id = some_trajectory(log)
    with EventLog(databases, keys) as hasty:
        with psycopg.connect(databases.writer) as holder:
            holder.execute("SELECT pg_advisory_xact_lock(%s)", (APPEND_LOCK,))
            with pytest.raises(Unavailable):
                hasty.append([noting(trajectory_id, 2)])
            with pytest.raises(Unavailable):
                hasty.append_under_lock(lambda: [noting(trajectory_id, 2)])

        hasty.append([noting(trajectory_id, 2)])


def test_each_statement_sees_what_is_committed_whatever_the_database_has_for_its_default(databases: Databases) -> None:
    """Else the head that is read under the lock could be older than the lock."""
    otherwise = make_conninfo(databases.writer, options="-c default_transaction_isolation=serializable")
    datastore = LogDatastore(otherwise)
    with datastore.rows() as curs:
        assert curs.execute("SHOW transaction_isolation").fetchone() == ("read committed",)
    datastore.close()


def test_a_writer_that_stalls_with_the_lock_is_thrown_out(log: EventLog, monkeypatch) -> None:
    monkeypatch.setattr(eventlog.recorder, "IDLE_TIMEOUT", "200ms")
    trajectory_id = some_trajectory(log)

    with pytest.raises(Unavailable):
        log.append_under_lock(lambda: [time.sleep(0.6), noting(trajectory_id, 2)][1:])

    assert log.versions([trajectory_id]) == {trajectory_id: 1}
    monkeypatch.undo()
    log.append([noting(trajectory_id, 2)])


def test_the_append_does_not_stand_in_the_way_of_upkeep(log: EventLog, cluster: Cluster, databases: Databases) -> None:
    """A table lock would: VACUUM and ANALYZE wait for it, and every append behind them."""
    with psycopg.connect(databases.writer) as holder, cluster.as_superuser(databases.owner) as upkeep:
        holder.execute("SELECT pg_advisory_xact_lock(%s)", (APPEND_LOCK,))
        # The database's own upkeep may be at it just now: it gives way, after a second.
        upkeep.execute("SET lock_timeout = '20s'")
        upkeep.execute("VACUUM ANALYZE log.events")


# --- a commit whose acknowledgement is lost


def test_a_commit_that_happened_is_found_though_its_answer_was_lost(
    databases: Databases, keys: KeyStore, log: EventLog, scratch: Path
) -> None:
    trajectory_id = uuid4()
    with wire_to(databases.writer, scratch / "wire-a") as (wire, conninfo), through(databases, conninfo, keys) as cut_log:
        some_trajectory(cut_log)
        wire.cut = Cut.ANSWER
        appended = cut_log.append([opening(trajectory_id), noting(trajectory_id, 2)])

    history = log.histories([trajectory_id])[trajectory_id]
    assert [(each.position, each.recorded_at) for each in history] == [(each.position, each.recorded_at) for each in appended]


def test_a_commit_that_never_arrived_is_reported_as_such(databases: Databases, keys: KeyStore, log: EventLog, scratch: Path) -> None:
    trajectory_id = uuid4()
    with wire_to(databases.writer, scratch / "wire-r") as (wire, conninfo), through(databases, conninfo, keys) as cut_log:
        some_trajectory(cut_log)
        wire.cut = Cut.REQUEST
        with pytest.raises(Unavailable):
            cut_log.append([opening(trajectory_id)])
        assert log.histories([trajectory_id]) == {}
        cut_log.append([opening(trajectory_id)])

    assert log.versions([trajectory_id]) == {trajectory_id: 1}


def test_what_was_reported_as_lost_does_not_arrive_after_all(databases: Databases, keys: KeyStore, log: EventLog, scratch: Path) -> None:
    """The server still has the whole flight, with the end that commits it, and waits for the lock while its client is gone."""
    trajectory_id = uuid4()
    with wire_to(databases.writer, scratch / "wire-c") as (wire, conninfo), through(databases, conninfo, keys) as cut_log:
        some_trajectory(cut_log)
        with psycopg.connect(databases.writer) as holder:
            holder.execute("SELECT pg_advisory_xact_lock(%s)", (APPEND_LOCK,))
            wire.cut = Cut.CLIENT
            with pytest.raises(Unavailable):
                cut_log.append([opening(trajectory_id)])
        time.sleep(0.3)
        as_soon_as_the_lock_is_free(log)

    assert log.histories([trajectory_id]) == {}


def as_soon_as_the_lock_is_free(log: EventLog) -> None:
    """Records one trajectory. On a busy machine the server may take its time to notice that the waiting client is gone."""
    for _ in range(10):
        try:
            some_trajectory(log)
        except Unavailable:
            continue
        return
    some_trajectory(log)


def test_an_outcome_that_cannot_be_known_is_called_unknown(
    databases: Databases, keys: KeyStore, log: EventLog, scratch: Path, monkeypatch
) -> None:
    monkeypatch.setattr(eventlog.recorder, "SETTLING", 0.5)
    monkeypatch.setattr(eventlog.datastore, "WAITING", 0.5)
    trajectory_id = uuid4()
    with wire_to(databases.writer, scratch / "wire-u") as (wire, conninfo), through(databases, conninfo, keys) as cut_log:
        some_trajectory(cut_log)
        wire.cut = Cut.DATABASE
        with pytest.raises(OutcomeUnknown):
            cut_log.append([opening(trajectory_id)])

    assert log.versions([trajectory_id]) == {trajectory_id: 1}


def through(databases: Databases, conninfo: str, keys: KeyStore) -> EventLog:
    return EventLog(Databases(**{**asdict(databases), "writer": conninfo}), keys)


# --- following


def test_a_subscription_outlives_the_death_of_its_connections(databases: Databases, cluster: Cluster) -> None:
    recorder = LogRecorder(LogDatastore(databases.reader))
    writer = LogRecorder(LogDatastore(databases.writer))
    start = recorder.max_notification_id() or 0

    def append() -> int:
        (position,) = writer.insert_events([StoredEvent(uuid4(), 1, "sealed/1", b"")])
        return position

    with recorder.subscribe(gt=start) as subscription:
        first = append()
        assert next(subscription).id == first
        assert cluster.kill_connections(databases.reader) > 0
        expected = [append() for _ in range(3)]
        assert [next(subscription).id for _ in range(3)] == expected
    recorder.close()
    writer.close()


def test_reads_and_appends_outlive_the_death_of_their_connections(log: EventLog, cluster: Cluster, databases: Databases) -> None:
    trajectory_id = some_trajectory(log)
    assert cluster.kill_connections(databases.writer) > 0

    log.append([noting(trajectory_id, 2)])
    assert log.versions([trajectory_id]) == {trajectory_id: 2}


def test_a_database_that_is_away_is_unavailable(databases: Databases, keys: KeyStore, scratch: Path, monkeypatch) -> None:
    monkeypatch.setattr(eventlog.datastore, "WAITING", 0.5)
    nowhere = make_conninfo(databases.reader, host=str(scratch), connect_timeout=1)
    with EventLog(Databases(**{**asdict(databases), "reader": nowhere}), keys, "reader") as log, pytest.raises(Unavailable):
        log.head()

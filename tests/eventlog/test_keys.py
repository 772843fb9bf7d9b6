"""What the key store promises: nothing opens without it, erasing in it is enough, and no jeugdige is opened twice."""

import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.envelope import Recorded
from domain.words import ERASED, WITHHELD
from eventlog import (
    Databases,
    EventLog,
    FileMasterKey,
    Idempotency,
    KeyDamaged,
    KeyGone,
    KeyStore,
    Tampered,
    Tombstone,
    WrongDatabase,
    WrongMasterKey,
)
from eventlog.keys.erasing import purpose_of
from eventlog.seal import Place, words_key_of
from tests.conftest import Cluster
from tests.eventlog.recordings import PASSAGE, SURNAME, noting, opening, some_trajectory

# --- erasure


def test_an_erased_trajectory_leaves_tombstones_and_harms_no_reader(log: EventLog, databases: Databases) -> None:
    kept, key = some_trajectory(log, 2), Idempotency(b"e" * 32, b"{}")
    erased = uuid4()
    log.append([opening(erased, idempotency=key), noting(erased, 2)])
    before = log.histories([erased])[erased]
    with psycopg.connect(databases.keys) as conn:
        conn.execute("DELETE FROM keys.trajectory_keys WHERE trajectory_id = %s", (erased,))

    histories = log.histories([kept, erased], words=True)

    assert histories[erased] == [Tombstone(each.trajectory_id, each.version, each.position, each.recorded_at) for each in before]
    assert all(isinstance(each, Recorded) for each in histories[kept])
    assert [type(each) for each in log.read(0, 1000) if each.trajectory_id == erased] == [Tombstone, Tombstone]
    assert log.earlier_answers([key.key_hash])[key.key_hash].answer is None
    with pytest.raises(KeyGone):
        log.append([noting(erased, 3)])


def test_one_passage_can_be_destroyed_while_the_others_stay(
    log: EventLog, databases: Databases, master: FileMasterKey, keys: KeyStore
) -> None:
    """The single keys of the other passages are kept as rows, and the key they were derived from goes."""
    trajectory_id = some_trajectory(log, 3)
    root = keys.open([trajectory_id], words=True)[trajectory_id][1].words
    with psycopg.connect(databases.keys) as conn:
        for version in (1, 3):
            wrapped = master.wrap(words_key_of(root, Place(trajectory_id, version)), purpose_of(trajectory_id, 1, "single", version))
            conn.execute("INSERT INTO keys.words_keys VALUES (%s, 1, %s, %s)", (trajectory_id, version, wrapped))
        conn.execute("UPDATE keys.trajectory_keys SET words_key = NULL WHERE trajectory_id = %s", (trajectory_id,))

    first, second, third = log.histories([trajectory_id], words=True)[trajectory_id]

    assert first.event.identity.surname == SURNAME
    assert second.event.text is ERASED
    assert third.event.text == PASSAGE
    assert log.histories([trajectory_id])[trajectory_id][2].event.text is WITHHELD


# --- tampering


@pytest.fixture
def storage(cluster: Cluster, databases: Databases):
    """The log as somebody sees it who has every right on the database."""
    with cluster.as_superuser(databases.writer) as conn:
        conn.execute("ALTER TABLE log.events DISABLE TRIGGER append_only")
        yield conn
        conn.execute("ALTER TABLE log.events ENABLE ALWAYS TRIGGER append_only")


@pytest.mark.parametrize("offset", [0, 7, 30, -1], ids=["generation", "length", "facts", "words"])
def test_a_changed_byte_is_noticed(log: EventLog, storage, offset: int) -> None:
    trajectory_id = some_trajectory(log, 2)
    (state,) = storage.execute("SELECT state FROM log.events WHERE trajectory_id = %s AND version = 2", (trajectory_id,)).fetchone()
    changed = bytearray(state)
    changed[offset] ^= 1
    storage.execute("UPDATE log.events SET state = %s WHERE trajectory_id = %s AND version = 2", (bytes(changed), trajectory_id))

    with pytest.raises(Tampered) as raised:
        log.histories([trajectory_id], words=True)
    assert (raised.value.trajectory_id, raised.value.version) == (trajectory_id, 2)
    assert raised.value.position == log.head().position


@pytest.mark.parametrize("elsewhere", ["another version", "another trajectory"])
def test_a_record_moved_to_another_place_is_noticed(log: EventLog, storage, elsewhere: str) -> None:
    trajectory_id = some_trajectory(log, 2)
    source = (trajectory_id, 2)
    target = (trajectory_id, 1) if elsewhere == "another version" else (some_trajectory(log), 1)
    storage.execute(
        "UPDATE log.events SET state = (SELECT state FROM log.events WHERE (trajectory_id, version) = (%s, %s)) "
        "WHERE (trajectory_id, version) = (%s, %s)",
        (*source, *target),
    )

    with pytest.raises(Tampered):
        log.histories([target[0]])


def test_a_record_in_an_unknown_format_is_noticed(log: EventLog, storage) -> None:
    trajectory_id = some_trajectory(log)
    storage.execute("UPDATE log.events SET topic = 'sealed/9' WHERE trajectory_id = %s", (trajectory_id,))
    with pytest.raises(Tampered):
        log.histories([trajectory_id])
    storage.execute("UPDATE log.events SET topic = 'sealed/1' WHERE trajectory_id = %s", (trajectory_id,))


def test_a_wrapped_key_moved_to_another_trajectory_does_not_open(log: EventLog, databases: Databases, keys: KeyStore) -> None:
    one, two = some_trajectory(log), some_trajectory(log)
    with psycopg.connect(databases.keys) as conn:
        conn.execute(
            "UPDATE keys.trajectory_keys SET facts_key = (SELECT facts_key FROM keys.trajectory_keys WHERE trajectory_id = %s) "
            "WHERE trajectory_id = %s",
            (one, two),
        )
    with pytest.raises(KeyDamaged):
        log.histories([two])
    assert isinstance(log.histories([one])[one][0], Recorded)


# --- the master key


def test_another_master_key_is_refused_at_once(databases: Databases, keys: KeyStore) -> None:
    with pytest.raises(WrongMasterKey, match="JEUGDSPOOR_MASTER_KEY_FILE"):
        KeyStore(databases.keys, FileMasterKey(b"another master key of 32 bytes.."))


def test_the_master_key_file_is_private_and_made_once(scratch: Path) -> None:
    path = scratch / "made" / "master.key"
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: FileMasterKey.at(path, make=True), range(8)))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_bytes()) == 32
    assert os.listdir(path.parent) == ["master.key"]
    wrapped = made[0].wrap(b"k" * 32, b"x")
    assert [each.unwrap(wrapped, b"x") for each in made] == [b"k" * 32] * 8


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_master_key_file_that_others_can_read_or_write_is_refused(scratch: Path, mode: int) -> None:
    shared = scratch / f"shared-{mode:o}.key"
    shared.write_bytes(bytes(32))
    shared.chmod(mode)
    with pytest.raises(WrongDatabase, match="chmod 600"):
        FileMasterKey.at(shared)
    shared.chmod(0o600)
    assert FileMasterKey.at(shared).path == shared.resolve()


def test_a_master_key_is_never_made_where_one_is_expected(scratch: Path) -> None:
    missing = scratch / "missing.key"
    with pytest.raises(WrongDatabase, match=r"missing\.key"):
        FileMasterKey.at(missing)
    assert not missing.exists()
    short = scratch / "short.key"
    short.write_bytes(b"short")
    short.chmod(0o600)
    with pytest.raises(WrongDatabase, match="32 bytes"):
        FileMasterKey.at(short, make=True)


def test_keys_are_not_shown(log: EventLog, keys: KeyStore) -> None:
    trajectory_id = some_trajectory(log)
    opened = keys.open([trajectory_id], words=True)[trajectory_id][1]
    assert repr(opened.facts) not in repr(opened)
    assert repr(opened.words) not in repr(opened)


# --- a crash between key and event


def test_what_fails_while_keys_are_asked_for_leaves_a_connection_that_serves_others(
    log: EventLog, databases: Databases, master: FileMasterKey
) -> None:
    first, second = some_trajectory(log), some_trajectory(log)
    with KeyStore(databases.keys, master, pool_size=1) as keys:
        with pytest.raises(ZeroDivisionError), keys.opening({first}):
            _ = 1 / 0
        assert keys.open({second}, words=False).keys() == {second}


def test_keys_of_an_attempt_that_never_reached_the_log_are_used_again(log: EventLog, keys: KeyStore) -> None:
    trajectory_id = uuid4()
    before = keys.make([trajectory_id])[trajectory_id][1]  # ... and then the process dies

    log.append([opening(trajectory_id)])

    assert keys.open([trajectory_id], words=True)[trajectory_id][1] == before
    assert isinstance(log.histories([trajectory_id])[trajectory_id][0], Recorded)


def test_a_claim_of_an_attempt_that_never_reached_the_log_blocks_nobody(log: EventLog, keys: KeyStore) -> None:
    bsn, died, retried = "999900018", uuid4(), uuid4()
    keys.make([died])
    assert keys.claim_bsn(bsn, died, lambda _: pytest.fail("nobody held it")) is None  # ... and then the process dies

    assert keys.claim_bsn(bsn, retried, lambda holder: holder in log.versions([holder])) is None
    with keys.confirming({retried: bsn}) as lost:
        assert lost == set()
        log.append([opening(retried)])
    assert keys.claim_bsn(bsn, uuid4(), lambda holder: holder in log.versions([holder])) == retried


def test_the_sweep_takes_old_orphans_and_nothing_else(log: EventLog, keys: KeyStore, databases: Databases) -> None:
    old_orphan, young_orphan, touched = uuid4(), uuid4(), uuid4()
    recorded = some_trajectory(log)
    keys.make([old_orphan, young_orphan, touched])
    with psycopg.connect(databases.keys) as conn:
        conn.execute(
            "UPDATE keys.trajectory_keys SET made_at = made_at - interval '25 hours' WHERE trajectory_id = ANY (%s)",
            ([old_orphan, touched, recorded],),
        )
    keys.make([touched])  # tried again just now: its event may be on its way

    log.sweep()
    log.sweep()

    assert set(keys.open([old_orphan, young_orphan, touched, recorded], words=False)) == {young_orphan, touched, recorded}
    assert isinstance(log.histories([recorded])[recorded][0], Recorded)


# --- no jeugdige is opened twice


def test_a_bsn_belongs_to_one_trajectory(keys: KeyStore) -> None:
    bsn, first, second = "999900020", uuid4(), uuid4()

    assert keys.claim_bsn(bsn, first, lambda _: True) is None
    assert keys.claim_bsn(bsn, second, lambda _: True) == first
    assert keys.claim_bsn(bsn, first, lambda _: True) is None
    assert keys.claim_bsn("999900031", second, lambda _: True) is None


def test_a_bsn_stands_nowhere_in_clear(keys: KeyStore, databases: Databases) -> None:
    keys.claim_bsn("999900043", uuid4(), lambda _: True)
    with psycopg.connect(databases.keys) as conn:
        hashes = [row[0] for row in conn.execute("SELECT bsn_hash FROM keys.bsn_claims")]
    assert all(len(each) == 32 and b"9999" not in each for each in hashes)


def test_of_many_who_claim_at_once_one_gets_it(keys: KeyStore) -> None:
    bsn, ids = "999900055", [uuid4() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        holders = list(pool.map(lambda each: keys.claim_bsn(bsn, each, lambda _: True), ids))

    assert holders.count(None) == 1
    winner = ids[holders.index(None)]
    assert {each for each in holders if each} == {winner}


def test_a_claim_taken_over_meanwhile_is_reported_as_lost(keys: KeyStore) -> None:
    bsn, slow, quick = "999900067", uuid4(), uuid4()
    keys.claim_bsn(bsn, slow, lambda _: True)
    keys.claim_bsn(bsn, quick, lambda _: False)

    with keys.confirming({slow: bsn}) as lost:
        assert lost == {slow}
    with keys.confirming({quick: bsn}) as lost:
        assert lost == set()


def test_no_claim_is_taken_over_while_the_log_commits(log: EventLog, keys: KeyStore) -> None:
    bsn, holder, other = "999900079", uuid4(), uuid4()
    keys.claim_bsn(bsn, holder, lambda _: True)
    asked = threading.Event()

    def in_log(trajectory_id: UUID) -> bool:
        asked.set()
        return trajectory_id in log.versions([trajectory_id])

    with ThreadPoolExecutor() as pool:
        with keys.confirming({holder: bsn}) as lost:
            assert lost == set()
            attempt = pool.submit(keys.claim_bsn, bsn, other, in_log)
            assert not asked.wait(0.3)
            log.append([opening(holder)])
        assert attempt.result(timeout=60) == holder


def test_a_failure_inside_confirming_is_the_callers(keys: KeyStore) -> None:
    keys.claim_bsn("999900080", holder := uuid4(), lambda _: True)
    with pytest.raises(ZeroDivisionError), keys.confirming({holder: "999900080"}):
        raise ZeroDivisionError


def test_losing_the_lock_after_the_log_has_committed_is_no_failure(keys: KeyStore, cluster: Cluster, databases: Databases) -> None:
    keys.claim_bsn("999900092", holder := uuid4(), lambda _: True)
    with keys.confirming({holder: "999900092"}):
        assert cluster.kill_connections(databases.keys) > 0


def test_nothing_to_confirm_needs_no_database(keys: KeyStore) -> None:
    with keys.confirming({}) as lost:
        assert lost == set()

"""Beside the log's key lies the newest checkpoint: who owns the database takes nothing back, and no crash looks as if he did."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from eventlog import Databases, EventLog, FileMasterKey, KeyStore
from eventlog.notary import LOG, Kept, LogKey, Notary, NotAsProven, Proofs, TreeDamaged, check_ledger
from eventlog.proof import Checkpoint, Note
from tests.conftest import Cluster
from tests.eventlog.recordings import some_trajectory

EVENTS = 12

ALL_PROOF = "TRUNCATE proof.tiles, proof.checkpoints, proof.cosignatures"


@pytest.fixture
def databases(cluster: Cluster) -> Iterator[Databases]:
    """Of its own for every test: most of them damage it."""
    fresh = cluster.fresh()
    yield fresh
    cluster.drop(fresh)


@pytest.fixture
def log(databases: Databases, master: FileMasterKey) -> Iterator[EventLog]:
    with KeyStore(databases.keys, master) as keys, EventLog(databases, keys) as writer:
        some_trajectory(writer, events=EVENTS)
        yield writer


@pytest.fixture
def key(tmp_path: Path) -> LogKey:
    return LogKey.at(tmp_path / "log.key", make=True)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "log.key")


@pytest.fixture
def notary(databases: Databases, log: EventLog, key: LogKey, kept: Kept) -> Iterator[Notary]:
    """Has taken in everything, and takes in more when it is told to."""
    notary = Notary(databases, LOG, key, kept)
    notary.take_in()
    yield notary
    notary._datastore.close()


def size(kept: Kept) -> int:
    return Checkpoint.parse(_note(kept).text).size


def _note(kept: Kept) -> Note:
    data = kept.read("log")
    assert data is not None
    return Note.parse(data)


def _as_owner(databases: Databases, *statements: str) -> None:
    with psycopg.connect(databases.owner, autocommit=True) as conn:
        for table in ("log.events", "proof.tiles", "proof.checkpoints", "proof.cosignatures"):
            conn.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for each in statements:
            conn.execute(each)


def _back_to(databases: Databases, records: int) -> None:
    """As an old backup has it."""
    _as_owner(
        databases,
        f"DELETE FROM log.events WHERE position > {records}",  # noqa: S608  (a number)
        f"DELETE FROM proof.checkpoints WHERE size > {records}",  # noqa: S608
        f"UPDATE proof.tiles SET hashes = substring(hashes FOR {32 * records})",  # noqa: S608
    )


class TestWhatIsKept:
    def test_it_is_the_newest_that_was_signed_as_the_log_serves_it(
        self, databases: Databases, log: EventLog, notary: Notary, kept: Kept, key: LogKey
    ) -> None:
        some_trajectory(log, events=3)
        notary.take_in()
        with Proofs(databases, LOG) as proofs:
            assert _note(kept).data == proofs.checkpoint().data
        assert check_ledger(databases, LOG, key.verifier("log"), (_note(kept),)).proven == EVENTS + 3

    def test_it_never_goes_back_whoever_comes_last(self, key: LogKey, kept: Kept) -> None:
        notes = [key.checkpoint("log", number, bytes(32)) for number in range(1, 60)]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda note: kept.keep("log", note), notes[::-1] + notes))
        assert size(kept) == 59
        assert sorted(path.name for path in kept.file("log").parent.iterdir()) == ["log.checkpoint", "log.key"]

    def test_a_log_that_was_signed_before_there_was_such_a_file_is_adopted_as_it_is(
        self, databases: Databases, log: EventLog, key: LogKey, kept: Kept
    ) -> None:
        with Notary(databases, LOG, key) as before:
            before.take_in()
        assert kept.read("log") is None
        with Notary(databases, LOG, key, kept) as notary:
            notary.take_in()
        assert size(kept) == EVENTS

    def test_where_it_cannot_be_written_that_is_said_once_and_signing_goes_on(
        self, databases: Databases, log: EventLog, key: LogKey, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        nowhere = Kept(tmp_path / "nowhere" / "log.key")
        with caplog.at_level(logging.WARNING), Notary(databases, LOG, key, nowhere) as notary:
            notary.take_in()
            some_trajectory(log)
            notary.take_in()
            assert notary.trouble is None
        assert len([each for each in caplog.messages if "cannot be kept" in each]) == 1
        assert check_ledger(databases, LOG, key.verifier("log")).proven == EVENTS + 1


class TestCrashes:
    def test_between_the_commit_and_the_file_it_is_behind_and_holds_and_is_brought_up_to_date(
        self, databases: Databases, log: EventLog, notary: Notary, key: LogKey, kept: Kept
    ) -> None:
        # given a notary that signed, and kept nothing of it any more
        some_trajectory(log, events=2)
        with Notary(databases, LOG, key) as crashed:
            crashed.take_in()
        assert size(kept) == EVENTS
        # then nobody takes it for tampering
        assert check_ledger(databases, LOG, key.verifier("log"), (_note(kept),)).proven == EVENTS + 2
        # and who comes next keeps it, with nothing new to sign
        assert notary.take_in() == 0
        assert size(kept) == EVENTS + 2

    def test_before_the_commit_nothing_is_kept(
        self, databases: Databases, log: EventLog, notary: Notary, kept: Kept, cluster: Cluster
    ) -> None:
        some_trajectory(log, events=2)
        with cluster.as_superuser(databases.owner) as conn:
            conn.execute("CREATE FUNCTION proof.crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'crash'; END $$")
            conn.execute(
                "CREATE CONSTRAINT TRIGGER crash AFTER INSERT ON proof.checkpoints DEFERRABLE INITIALLY DEFERRED "
                "FOR EACH ROW EXECUTE FUNCTION proof.crash()"
            )
            conn.commit()
        with pytest.raises(Exception, match="crash"):
            notary.take_in()
        assert size(kept) == EVENTS


class TestAttacks:
    """By who owns the database, without anybody outside who kept a checkpoint."""

    @pytest.mark.parametrize(
        "statements",
        [
            [ALL_PROOF],
            [ALL_PROOF, "UPDATE log.events SET state = set_byte(state, 40, get_byte(state, 40) # 1) WHERE position = 7"],
            [ALL_PROOF, "TRUNCATE log.events CASCADE"],
        ],
    )
    def test_all_proof_is_deleted(
        self, databases: Databases, log: EventLog, notary: Notary, key: LogKey, kept: Kept, statements: list[str]
    ) -> None:
        _as_owner(databases, *statements)
        with pytest.raises(NotAsProven) as found:
            check_ledger(databases, LOG, key.verifier("log"), (_note(kept),))
        assert found.value.position == 1
        some_trajectory(log)
        with pytest.raises(TreeDamaged, match=rf"The tree of log, of 0 records, does not begin with the {EVENTS} that were signed"):
            notary.take_in()
        assert size(kept) == EVENTS

    def test_an_old_backup_is_put_back(
        self, databases: Databases, log: EventLog, notary: Notary, master: FileMasterKey, key: LogKey, kept: Kept
    ) -> None:
        some_trajectory(log, events=4)
        notary.take_in()
        _back_to(databases, EVENTS)
        # whole in itself
        assert check_ledger(databases, LOG, key.verifier("log")).proven == EVENTS
        with pytest.raises(NotAsProven) as found:
            check_ledger(databases, LOG, key.verifier("log"), (_note(kept),))
        assert found.value.position == EVENTS + 1
        # and nothing more is signed on top of it, whatever is recorded
        some_trajectory(log, events=9)
        with pytest.raises(TreeDamaged, match=rf"of {EVENTS} records, does not begin with the {EVENTS + 4} that were signed"):
            notary.take_in()

    def test_another_history_is_signed_with_the_very_key(
        self, databases: Databases, log: EventLog, notary: Notary, key: LogKey, kept: Kept
    ) -> None:
        _as_owner(databases, ALL_PROOF, "UPDATE log.events SET state = set_byte(state, 40, get_byte(state, 40) # 1) WHERE position = 7")
        with Notary(databases, LOG, key) as forger:
            forger.take_in()
        assert check_ledger(databases, LOG, key.verifier("log")).proven == EVENTS
        with pytest.raises(NotAsProven, match="was signed") as found:
            check_ledger(databases, LOG, key.verifier("log"), (_note(kept),))
        assert 1 <= found.value.position <= 7
        some_trajectory(log)
        with pytest.raises(TreeDamaged, match="does not begin with"):
            notary.take_in()

    @pytest.mark.parametrize("content", [b"", b"geen notitie", b"a\n1\nAAAA\n\n\xe2\x80\x94 a AAAAAAAA\n"])
    def test_a_file_that_was_changed_is_named(self, notary: Notary, kept: Kept, content: bytes) -> None:
        kept.file("log").write_bytes(content)
        with pytest.raises(TreeDamaged, match=r"log\.checkpoint is not a checkpoint that this log's key signed"):
            notary.take_in()

"""What was signed can be proven to others, and whatever is changed afterwards is found out, by whoever changed it."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, RestrictViolation

from eventlog import Databases, EventLog, FileMasterKey, KeyStore, WrongDatabase
from eventlog.notary import (
    LOG,
    LogKey,
    Notary,
    NotAsProven,
    NotThere,
    NotYetProven,
    Proofs,
    TreeDamaged,
    check_ledger,
)
from eventlog.proof import (
    Bundle,
    Checkpoint,
    Note,
    NotSigned,
    Tile,
    WitnessKey,
    cosign,
    entries_of,
    leaf_hash,
    split,
    verify_consistency,
    verify_inclusion,
)
from eventlog.seal import Place, State, pack, seal, unpack, unseal
from tests.conftest import Cluster
from tests.eventlog.recordings import noting, opening, some_trajectory
from tests.projections.waiting import eventually

EVENTS = 300
"""More than one tile has."""


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> LogKey:
    return LogKey.at(tmp_path_factory.mktemp("log") / "log.key", make=True)


@pytest.fixture
def databases(cluster: Cluster) -> Iterator[Databases]:
    """Of its own for every test: most of them damage it."""
    fresh = cluster.fresh()
    yield fresh
    cluster.drop(fresh)


@pytest.fixture
def log(databases: Databases, master: FileMasterKey) -> Iterator[EventLog]:
    with KeyStore(databases.keys, master) as keys, EventLog(databases, keys) as writer:
        some_trajectory(writer, events=EVENTS - 2)
        some_trajectory(writer, events=2)
        yield writer


@pytest.fixture
def notary(databases: Databases, log: EventLog, key: LogKey) -> Iterator[Notary]:
    """Has taken in everything, and takes in more when it is told to: its thread was not started."""
    notary = Notary(databases, LOG, key)
    notary.take_in()
    yield notary
    notary._datastore.close()


@pytest.fixture
def proofs(databases: Databases, notary: Notary) -> Iterator[Proofs]:
    with Proofs(databases, LOG) as proofs:
        yield proofs


def _root(proofs: Proofs, size: int | None = None) -> bytes:
    return Checkpoint.parse(proofs.checkpoint(size).text).root


class TestProofs:
    def test_the_newest_checkpoint_covers_everything_and_is_signed(self, proofs: Proofs, key: LogKey) -> None:
        note = proofs.checkpoint()
        checkpoint = Checkpoint.parse(note.text)
        assert checkpoint.size == EVENTS
        assert checkpoint.origin == key.verifier("log").name
        assert [each.name for each in note.verified([key.verifier("log")])] == [checkpoint.origin]

    @pytest.mark.parametrize("position", [1, 2, 256, 257, EVENTS])
    def test_every_record_is_shown_to_stand_in_it(self, proofs: Proofs, position: int) -> None:
        shown = proofs.inclusion(position)
        verify_inclusion(shown.leaf_hash, position - 1, EVENTS, shown.proof, _root(proofs))
        bundle = Bundle((position - 1) // 256, 256 if position <= 256 else EVENTS - 256)
        entry = entries_of(proofs.entries(bundle), bundle.width)[(position - 1) % 256]
        assert leaf_hash(entry) == shown.leaf_hash

    def test_what_was_signed_before_is_shown_to_be_its_beginning(self, proofs: Proofs, log: EventLog, notary: Notary) -> None:
        before = _root(proofs)
        some_trajectory(log, events=3)
        notary.take_in()
        shown = proofs.consistency(EVENTS, EVENTS + 3)
        verify_consistency(EVENTS, EVENTS + 3, before, _root(proofs), shown.proof)

    def test_tiles_have_the_hashes_of_the_records(self, proofs: Proofs) -> None:
        first = split(proofs.tile(Tile(0, 0)))
        assert len(first) == 256
        assert first[41] == proofs.inclusion(42).leaf_hash
        assert len(split(proofs.tile(Tile(0, 1, EVENTS - 256)))) == EVENTS - 256
        assert len(split(proofs.tile(Tile(0, 1, 3)))) == 3
        assert len(split(proofs.tile(Tile(1, 0, 1)))) == 1

    @pytest.mark.parametrize("tile", [Tile(0, 1), Tile(0, 2, 1), Tile(1, 0, 2), Tile(2, 0, 1)])
    def test_what_no_checkpoint_covers_is_not_given_out(self, proofs: Proofs, tile: Tile) -> None:
        with pytest.raises(NotThere):
            proofs.tile(tile)

    def test_a_record_that_was_not_taken_in_yet_is_told_apart_from_one_that_is_not_there(self, proofs: Proofs, log: EventLog) -> None:
        some_trajectory(log)
        with pytest.raises(NotYetProven):
            proofs.inclusion(EVENTS + 1)
        with pytest.raises(NotThere):
            proofs.inclusion(EVENTS + 2)
        with pytest.raises(NotThere):
            proofs.inclusion(0)
        with pytest.raises(NotThere):
            proofs.consistency(1, EVENTS + 1)

    def test_it_takes_in_by_itself_what_is_recorded(self, databases: Databases, proofs: Proofs, log: EventLog, key: LogKey) -> None:
        with Notary(databases, LOG, key) as notary:
            some_trajectory(log, events=5)
            notary.wake()
            eventually(lambda: proofs.size() == EVENTS + 5)
            assert notary.trouble is None

    def test_two_notaries_take_turns(self, databases: Databases, log: EventLog, notary: Notary, proofs: Proofs, key: LogKey) -> None:
        with Notary(databases, LOG, key) as other:
            for _ in range(5):
                some_trajectory(log, events=7)
                other.wake()
                notary.take_in()
                other.take_in()
        assert check_ledger(databases, LOG, key.verifier("log")).proven == EVENTS + 35


class TestWitnesses:
    @pytest.fixture
    def witness(self, tmp_path: Path) -> LogKey:
        return LogKey.at(tmp_path / "witness.key", make=True)

    def test_a_witness_that_is_known_signs_and_its_line_is_served(self, proofs: Proofs, witness: LogKey) -> None:
        name = witness.origin("log")
        line = cosign(Checkpoint.parse(proofs.checkpoint().text), name, witness._private, 1_770_000_000)
        known = WitnessKey.of(name, witness._private)
        assert proofs.witnessed(proofs.checkpoint().signed(line), [known]) == [line]
        assert line in proofs.checkpoint().signatures
        assert proofs.checkpoint().verified([known]) == (line,)

    def test_one_that_is_not_known_adds_nothing(self, proofs: Proofs, witness: LogKey, key: LogKey) -> None:
        name = witness.origin("log")
        line = cosign(Checkpoint.parse(proofs.checkpoint().text), name, witness._private, 1_770_000_000)
        with pytest.raises(NotSigned):
            proofs.witnessed(proofs.checkpoint().signed(line), [WitnessKey.of("another", key._private)])
        assert line not in proofs.checkpoint().signatures

    def test_nobody_adds_to_what_was_never_signed_here(self, proofs: Proofs, witness: LogKey) -> None:
        name = witness.origin("log")
        forged = Checkpoint(Checkpoint.parse(proofs.checkpoint().text).origin, EVENTS, bytes(32))
        line = cosign(forged, name, witness._private, 1_770_000_000)
        with pytest.raises(NotThere):
            proofs.witnessed(Note(forged.text).signed(line), [WitnessKey.of(name, witness._private)])


class TestRights:
    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE proof.tiles SET hashes = hashes || hashes WHERE level = 5",
            "UPDATE proof.tiles SET index = index + 1",
            "DELETE FROM proof.tiles",
            "INSERT INTO proof.checkpoints (ledger, size, note) VALUES ('log', 1, '')",
        ],
    )
    @pytest.mark.parametrize("login", ["writer", "reader", "engine"])
    def test_only_the_notary_touches_the_proof(self, databases: Databases, notary: Notary, login: str, change: str) -> None:
        with psycopg.connect(databases.of(login)) as conn, pytest.raises(InsufficientPrivilege):  # type: ignore[arg-type]
            conn.execute(change)

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE proof.tiles SET hashes = overlay(hashes PLACING '\\x00' FROM 1)",
            "UPDATE proof.tiles SET hashes = substring(hashes FOR 32)",
            "DELETE FROM proof.tiles",
            "TRUNCATE proof.tiles",
            "UPDATE proof.checkpoints SET size = size",
            "DELETE FROM proof.checkpoints",
            "DELETE FROM proof.cosignatures",
        ],
    )
    def test_it_only_grows_for_the_notary_the_owner_and_a_superuser(
        self, cluster: Cluster, databases: Databases, notary: Notary, change: str
    ) -> None:
        with psycopg.connect(databases.notary) as conn, pytest.raises((InsufficientPrivilege, RestrictViolation)):
            conn.execute(change)
        with psycopg.connect(databases.owner) as conn, pytest.raises(RestrictViolation):
            conn.execute(change)
        with cluster.as_superuser(databases.owner) as conn:
            conn.execute("SET session_replication_role = replica")
            with pytest.raises(RestrictViolation):
                conn.execute(change)

    def test_the_notary_records_nothing(self, databases: Databases) -> None:
        with psycopg.connect(databases.notary) as conn, pytest.raises(InsufficientPrivilege):
            conn.execute("INSERT INTO log.events SELECT * FROM log.events")


def _unguarded(databases: Databases) -> psycopg.Connection:
    """As the owner, who can take the guards off."""
    conn = psycopg.connect(databases.owner, autocommit=True)
    for table in ("log.events", "proof.tiles", "proof.checkpoints", "proof.cosignatures"):
        conn.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return conn


def _change(databases: Databases, *statements: str) -> None:
    with _unguarded(databases) as conn:
        for each in statements:
            conn.execute(each)


FLIP = "UPDATE log.events SET state = set_byte(state, 40, get_byte(state, 40) # 1) WHERE position = 57"

ATTACKS: dict[str, tuple[list[str], int]] = {
    "a bit of one record": ([FLIP], 57),
    "a moment of recording": (["UPDATE log.events SET recorded_at = recorded_at + interval '1 microsecond' WHERE position = 300"], 300),
    "two records change places": (
        [
            "UPDATE log.events SET position = -position WHERE position IN (100, 101)",
            "UPDATE log.events SET position = 201 + position WHERE position IN (-100, -101)",
        ],
        100,
    ),
    "a ciphertext goes to another trajectory": (
        ["UPDATE log.events SET state = (SELECT state FROM log.events WHERE position = 299) WHERE position = 1"],
        1,
    ),
    "the last is dropped": (["DELETE FROM log.events WHERE position = 300"], 300),
    "one in between is dropped": (["DELETE FROM log.events WHERE position = 150"], 150),
    "one in between is dropped and the rest moves up": (
        [
            "DELETE FROM log.events WHERE position = 150",
            "UPDATE log.events SET position = -position WHERE position > 150",
            "UPDATE log.events SET position = -position - 1 WHERE position < 0",
        ],
        150,
    ),
    "everything is gone": (["TRUNCATE log.events CASCADE"], 1),
    "a hash of the tree": (["UPDATE proof.tiles SET hashes = overlay(hashes PLACING '\\x00' FROM 321) WHERE level = 0 AND index = 0"], 11),
    "a hash too many on a higher level": (["UPDATE proof.tiles SET hashes = hashes || hashes WHERE level = 1"], 257),
    "a tile too many": (["INSERT INTO proof.tiles SELECT ledger, 0, 2, hashes FROM proof.tiles WHERE level = 0 AND index = 1"], 301),
    "a tile too many on a higher level": (["INSERT INTO proof.tiles SELECT ledger, 2, 0, hashes FROM proof.tiles WHERE level = 1"], 1),
    "a tile far beyond": (["INSERT INTO proof.tiles SELECT ledger, 63, 4611686018427387904, hashes FROM proof.tiles WHERE level = 1"], 301),
    "a tile of a level is gone": (["DELETE FROM proof.tiles WHERE level = 1"], 1),
    "what was signed is gone": (["TRUNCATE proof.checkpoints, proof.cosignatures"], 1),
    "the tree is cut off": (["UPDATE proof.tiles SET hashes = substring(hashes FOR 320) WHERE level = 0 AND index = 1"], 267),
}


class TestAttacks:
    def test_untouched_it_is_as_it_was_signed(self, databases: Databases, notary: Notary, key: LogKey) -> None:
        checked = check_ledger(databases, LOG, key.verifier("log"))
        assert (checked.records, checked.proven) == (EVENTS, EVENTS)
        assert checked.checkpoints >= 1

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_the_first_bad_position_is_named(self, databases: Databases, notary: Notary, key: LogKey, attack: str) -> None:
        statements, position = ATTACKS[attack]
        _change(databases, *statements)
        with pytest.raises(NotAsProven) as found:
            check_ledger(databases, LOG, key.verifier("log"))
        assert found.value.position == position, str(found.value)

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ("UPDATE proof.checkpoints SET size = 299", "kept as that of 299 records was signed as one of 300"),
            (
                "INSERT INTO proof.checkpoints SELECT ledger, 12, note FROM proof.checkpoints",
                "kept as that of 12 records was signed as one of 300",
            ),
            ("INSERT INTO proof.tiles SELECT 'logg', level, index, hashes FROM proof.tiles", "tiles or checkpoints of 'logg'"),
            ("INSERT INTO proof.checkpoints SELECT 'logg', size, note FROM proof.checkpoints", "tiles or checkpoints of 'logg'"),
        ],
    )
    def test_what_does_not_belong_in_the_proof_is_named(
        self, databases: Databases, notary: Notary, key: LogKey, change: str, told: str
    ) -> None:
        _change(databases, change)
        with pytest.raises(NotAsProven, match=told):
            check_ledger(databases, LOG, key.verifier("log"))

    def test_an_event_sealed_anew_with_its_own_key_opens_and_is_found(
        self, databases: Databases, master: FileMasterKey, log: EventLog, notary: Notary, key: LogKey
    ) -> None:
        """By who owns both databases and has the master key: the seal tells nothing any more, the proof does."""
        with psycopg.connect(databases.owner) as conn:
            row = conn.execute("SELECT trajectory_id, version, state FROM log.events WHERE position = 57").fetchone()
        assert row is not None
        place, state = Place(row[0], row[1]), unpack(bytes(row[2]))
        with KeyStore(databases.keys, master) as keys:
            opened = keys.open([place.trajectory_id], words=False)[place.trajectory_id][state.generation]
        plain = unseal(opened.facts, place, "facts", state.facts)
        anew = pack(State(state.generation, seal(opened.facts, place, "facts", plain), state.words))
        with _unguarded(databases) as conn:
            conn.execute("UPDATE log.events SET state = %s WHERE position = 57", (anew,))
        assert len(log.histories([place.trajectory_id])[place.trajectory_id]) == EVENTS - 2
        with pytest.raises(NotAsProven) as found:
            check_ledger(databases, LOG, key.verifier("log"))
        assert found.value.position == 57

    def test_who_changes_the_tree_as_well_cannot_sign_it(self, databases: Databases, notary: Notary, key: LogKey, tmp_path: Path) -> None:
        _change(databases, FLIP, "TRUNCATE proof.tiles, proof.checkpoints, proof.cosignatures")
        own = LogKey.at(tmp_path / "own.key", make=True)
        Notary(databases, LOG, own).take_in()
        with pytest.raises(NotAsProven, match="not what this log's key signed"):
            check_ledger(databases, LOG, key.verifier("log"))

    def test_who_changes_all_but_what_was_signed_is_placed_after_the_last_checkpoint_that_holds(
        self, databases: Databases, log: EventLog, notary: Notary, key: LogKey, tmp_path: Path
    ) -> None:
        some_trajectory(log, events=20)
        notary.take_in()
        with _unguarded(databases) as conn:
            kept = conn.execute("SELECT ledger, size, note FROM proof.checkpoints").fetchall()
            conn.execute("UPDATE log.events SET state = set_byte(state, 40, get_byte(state, 40) # 1) WHERE position = 310")
            conn.execute("TRUNCATE proof.tiles, proof.checkpoints, proof.cosignatures")
        Notary(databases, LOG, LogKey.at(tmp_path / "own.key", make=True)).take_in()
        with _unguarded(databases) as conn:
            conn.execute("TRUNCATE proof.checkpoints CASCADE")
            conn.cursor().executemany("INSERT INTO proof.checkpoints (ledger, size, note) VALUES (%s, %s, %s)", kept)
        with pytest.raises(NotAsProven) as found:
            check_ledger(databases, LOG, key.verifier("log"))
        assert found.value.position == EVENTS + 1

    def test_who_has_the_key_and_signs_another_history_is_found_out_by_a_checkpoint_kept_elsewhere(
        self, databases: Databases, notary: Notary, proofs: Proofs, key: LogKey
    ) -> None:
        kept = proofs.checkpoint()
        _change(databases, FLIP, "TRUNCATE proof.tiles, proof.checkpoints, proof.cosignatures")
        notary.take_in()
        assert check_ledger(databases, LOG, key.verifier("log")).proven == EVENTS
        with pytest.raises(NotAsProven, match="was signed"):
            check_ledger(databases, LOG, key.verifier("log"), kept=(kept,))

    def test_a_kept_checkpoint_of_the_very_size_that_the_forger_signed_places_it_no_later(
        self, databases: Databases, notary: Notary, proofs: Proofs, key: LogKey
    ) -> None:
        kept = proofs.checkpoint()
        _change(databases, FLIP, "TRUNCATE proof.tiles, proof.checkpoints, proof.cosignatures")
        notary.take_in()
        with pytest.raises(NotAsProven) as found:
            check_ledger(databases, LOG, key.verifier("log"), kept=(kept,))
        assert found.value.position <= 57

    def test_no_entry_is_given_out_in_the_place_of_one_that_is_gone(self, databases: Databases, notary: Notary, proofs: Proofs) -> None:
        _change(databases, "DELETE FROM log.events WHERE position = 150")
        with pytest.raises(TreeDamaged):
            proofs.entries(Bundle(0))

    def test_an_old_backup_that_is_put_back_lacks_what_a_kept_checkpoint_has(
        self, databases: Databases, log: EventLog, notary: Notary, proofs: Proofs, key: LogKey
    ) -> None:
        with psycopg.connect(databases.owner) as conn:
            tiles = conn.execute("SELECT ledger, level, index, hashes FROM proof.tiles").fetchall()
        some_trajectory(log, events=4)
        notary.take_in()
        kept = proofs.checkpoint()
        with _unguarded(databases) as conn:
            conn.execute("DELETE FROM log.events WHERE position > %s", (EVENTS,))
            conn.execute("DELETE FROM proof.checkpoints WHERE size > %s", (EVENTS,))
            conn.execute("TRUNCATE proof.tiles")
            conn.cursor().executemany("INSERT INTO proof.tiles VALUES (%s, %s, %s, %s)", tiles)
        assert check_ledger(databases, LOG, key.verifier("log")).proven == EVENTS
        with pytest.raises(NotAsProven) as found:
            check_ledger(databases, LOG, key.verifier("log"), kept=(kept,))
        assert found.value.position == EVENTS + 1

    def test_an_old_checkpoint_in_the_place_of_the_newest_is_noticed(
        self, databases: Databases, log: EventLog, notary: Notary, key: LogKey
    ) -> None:
        some_trajectory(log, events=4)
        notary.take_in()
        _change(databases, "DELETE FROM proof.checkpoints WHERE size > 300")
        with pytest.raises(NotAsProven, match="no checkpoint of that size"):
            check_ledger(databases, LOG, key.verifier("log"))

    @pytest.mark.parametrize(
        "damage",
        [
            "DELETE FROM proof.tiles WHERE level = 1",
            "UPDATE proof.tiles SET hashes = substring(hashes FOR 320) WHERE level = 0 AND index = 1",
            "DELETE FROM log.events WHERE position = 301",
        ],
    )
    def test_on_a_damaged_tree_nothing_more_is_signed(
        self, databases: Databases, log: EventLog, notary: Notary, proofs: Proofs, damage: str
    ) -> None:
        some_trajectory(log, events=2)
        _change(databases, damage)
        if "320" in damage:
            _change(databases, "DELETE FROM log.events WHERE position > 300")
        with pytest.raises(TreeDamaged):
            notary.take_in()
        assert Checkpoint.parse(proofs.checkpoint().text).size == EVENTS

    def test_records_that_were_not_signed_yet_are_read_too(self, databases: Databases, log: EventLog, key: LogKey) -> None:
        checked = check_ledger(databases, LOG, key.verifier("log"))
        assert (checked.records, checked.proven, checked.checkpoints) == (EVENTS, 0, 0)
        _change(databases, "UPDATE log.events SET version = 900 WHERE position = 298")
        with pytest.raises(NotAsProven) as found:
            check_ledger(databases, LOG, key.verifier("log"))
        assert found.value.position == 298


class TestTheKey:
    def test_it_is_made_once_and_read_again(self, tmp_path: Path) -> None:
        made, again = LogKey.at(tmp_path / "log.key", make=True), LogKey.at(tmp_path / "log.key", make=True)
        assert str(made.verifier("log")) == str(again.verifier("log"))
        assert (tmp_path / "log.key").stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("text", ["", "PRIVATE+KEY+a", "PRIVATE+KEY+a+00000000+AAAA", "geen sleutel"])
    def test_a_damaged_file_is_refused_and_says_so(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "log.key").write_text(text)
        (tmp_path / "log.key").chmod(0o600)
        with pytest.raises(WrongDatabase, match=r"log\.key"):
            LogKey.at(tmp_path / "log.key")

    def test_one_that_others_can_read_is_refused(self, tmp_path: Path) -> None:
        LogKey.at(tmp_path / "log.key", make=True)
        (tmp_path / "log.key").chmod(0o644)
        with pytest.raises(WrongDatabase, match="chmod 600"):
            LogKey.at(tmp_path / "log.key")

    def test_a_missing_one_is_not_made_by_itself(self, tmp_path: Path) -> None:
        with pytest.raises(WrongDatabase, match="put it back"):
            LogKey.at(tmp_path / "log.key")


def test_what_is_recorded_late_in_a_batch_is_taken_in_whole(databases: Databases, log: EventLog, notary: Notary, proofs: Proofs) -> None:
    first = opening()
    log.append([first, *(noting(first.trajectory_id, version) for version in range(2, 600))])
    notary.take_in()
    assert proofs.size() == EVENTS + 599

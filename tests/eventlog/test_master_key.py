"""What rotation of the master key promises: old copies open nothing, nobody is interrupted, and a crash at any step is mended."""

import base64
import os
import pickle
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from hmac import new as hmac
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier
from pydantic import ValidationError

from eventlog import (
    EnvironmentMasterKey,
    EventLog,
    FileMasterKey,
    KeyDamaged,
    KeyStore,
    NotRotated,
    WrongDatabase,
    WrongMasterKey,
    migrations,
    rotate,
)
from eventlog.connections import database_of
from eventlog.keys import keyfile, rotation
from eventlog.keys.claims import ClaimKeys
from eventlog.keys.erasing import purpose_of
from jeugdspoor.embedded import LOGINS
from jeugdspoor.settings import Settings
from jeugdspoor.wiring import engine_log
from tests.conftest import Cluster
from tests.eventlog.key_stores import Home, home
from tests.eventlog.recordings import PASSAGE, noting, opening, some_trajectory

BSN = "999900146"


@pytest.fixture
def at(cluster: Cluster, tmp_path: Path) -> Iterator[Home]:
    with home(cluster, tmp_path) as made:
        yield made


@pytest.fixture
def recorded(at: Home) -> list[UUID]:
    """Two trajectories; of one the words of an event are erased, so that there are two generations and single keys. One BSN is held."""
    ids = [some_trajectory(at.log, 3), some_trajectory(at.log, 2)]
    at.keys.erase_words(ids[0], 2, lambda _: 3)
    at.log.append([noting(ids[0], 4)])
    assert at.keys.claim_bsn(BSN, ids[0], lambda _: True) is None
    return ids


def everything_reads(log: EventLog, keys: KeyStore, recorded: list[UUID]) -> bool:
    first, second = (log.histories(recorded, words=True)[each] for each in recorded)
    assert [str(each.event.text) for each in first[1:]] == ["", PASSAGE, PASSAGE]
    assert [str(each.event.text) for each in second[1:]] == [PASSAGE]
    assert keys.claim_bsn(BSN, uuid4(), lambda _: True) == recorded[0]
    return True


# --- what it is for


def test_a_copy_of_the_key_store_made_before_opens_nothing(at: Home, recorded: list[UUID], tmp_path: Path) -> None:
    # given: a backup, as rows and as a dump, and a second name for the file of the old key
    erased, bsn = some_trajectory(at.log), "999900158"
    at.keys.claim_bsn(bsn, erased, lambda _: True)
    old, copied = at.wrapped(), dumped(at)
    assert all(key.hex() in copied for key in old)
    claimed = hashes(at)
    os.link(at.path, tmp_path / "undeleted")
    assert at.keys.master.path == at.path
    old_key = at.path.read_bytes()

    # when
    at.keys.erase([erased])
    rotate(at.keys, at.path)

    # then: nothing of the backup is in the store, and nothing of it opens with what is on disk
    live = at.wrapped()
    assert not live & old
    master = FileMasterKey.at(at.path)
    assert not any(opens(master, key, erased, recorded) for key in old)
    assert all(opens(master, key, erased, recorded) for key in live)
    assert old_key not in {path.read_bytes() for path in tmp_path.iterdir()}
    assert (tmp_path / "undeleted").read_bytes() == bytes(32)
    # ... nor can the BSNs behind its claims be found by trying them all with the keys of today
    with at.keys.wrapping.shared() as (curs, present):
        keys = ClaimKeys.opened(curs, present)
    assert keys.hashed(BSN) in hashes(at)
    assert not {keys.hashed(each) for each in (BSN, bsn)} & claimed
    # while everything that is left reads
    assert everything_reads(at.log, at.keys, recorded)
    at.log.append([noting(recorded[1], 3)])


def test_a_backup_put_back_is_refused(at: Home, recorded: list[UUID], cluster: Cluster) -> None:
    copied = dumped(at)
    rotate(at.keys, at.path)
    with psycopg.connect(cluster.superuser, autocommit=True) as conn:
        conn.execute(SQL("CREATE DATABASE teruggezet_keys OWNER {}").format(Identifier(LOGINS.owner)))
    restored = make_conninfo(at.databases.keys, dbname="teruggezet_keys")
    psql = subprocess.run(
        [program("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-d", make_conninfo(cluster.superuser, dbname="teruggezet_keys")],
        input=copied,
        text=True,
        capture_output=True,
        check=False,
    )
    assert psql.returncode == 0, psql.stderr
    try:
        with pytest.raises(WrongMasterKey, match="After a rotation"):
            KeyStore(restored, FileMasterKey.at(at.path))
        # Not even by who says that it is wrapped with the key of today.
        with cluster.as_superuser(restored) as conn:
            conn.execute("UPDATE keys.master_key SET fingerprint = %s", (FileMasterKey.at(at.path).fingerprint,))
        with KeyStore(restored, FileMasterKey.at(at.path)) as keys, EventLog(at.databases, keys) as log, pytest.raises(KeyDamaged):
            log.histories(recorded)
    finally:
        with psycopg.connect(cluster.superuser, autocommit=True) as conn:
            conn.execute("DROP DATABASE teruggezet_keys WITH (FORCE)")


def test_the_new_file_is_as_private_as_the_old_and_alone(at: Home) -> None:
    at.path.chmod(0o640)
    rotate(at.keys, at.path)
    assert os.listdir(at.path.parent) == ["master.key"]
    assert stat.S_IMODE(at.path.stat().st_mode) == 0o640
    assert len(at.path.read_bytes()) == 32


def test_a_key_behind_a_link_is_replaced_where_it_lies(at: Home, recorded: list[UUID], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.key"
    link.symlink_to(at.path)
    with KeyStore(at.databases.keys, FileMasterKey.at(link)) as keys:
        rotate(keys, link)
        assert link.is_symlink()
        assert everything_reads(at.log, keys, recorded)


# --- a crash at any step


class Crash(BaseException):
    """Nothing in the program catches it."""


STEPS = ("open", "fchmod", "fsync", "link", "rename", "unlink")


def crash_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of the so-maniest change to the directory of the master key."""
    taken = iter(range(1000))

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **more: object) -> object:
            if next(taken) == step:
                raise Crash
            return real(*arguments, **more)

        return call

    names = {name: getattr(os, name) for name in dir(os)}
    monkeypatch.setattr(keyfile, "os", SimpleNamespace(**{**names, **{name: counted(names[name]) for name in STEPS}}))


def test_a_crash_at_any_step_is_mended_at_the_next_start(at: Home, recorded: list[UUID], tmp_path: Path) -> None:
    step, before, fingerprints = 0, at.keys.in_use(), []
    while True:
        with pytest.MonkeyPatch.context() as monkeypatch:
            crash_at(step, monkeypatch)
            try:
                rotate(at.keys, at.path)
                break
            except Crash:
                pass
        # Who has it open goes on, and who starts mends it.
        assert everything_reads(at.log, at.keys, recorded)
        with at.another() as (keys, log):
            assert everything_reads(log, keys, recorded)
            assert os.listdir(tmp_path) == ["master.key"], f"after a crash at step {step}"
            assert FileMasterKey.at(at.path).fingerprint == keys.in_use()
            fingerprints.append(keys.in_use())
            log.append([opening()])
        step += 1

    assert step > 12
    # The first crashes left the old key in use, the later ones the new.
    assert fingerprints[0] == before
    assert len(set(fingerprints)) > 3
    assert everything_reads(at.log, at.keys, recorded)
    assert os.listdir(tmp_path) == ["master.key"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_crash_around_the_commit_is_mended(
    at: Home, recorded: list[UUID], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    before, real = at.keys.in_use(), rotation.rewrap

    def crash(*_: object) -> None:
        if when == "before":
            real(*_)
        raise Crash

    monkeypatch.setattr(*((rotation, "rewrap", crash) if when == "before" else (keyfile, "succeed", crash)))
    with pytest.raises(Crash):
        rotate(at.keys, at.path)
    monkeypatch.undo()
    assert sorted(os.listdir(tmp_path)) == ["master.key", "master.key.next", "master.key.old"]

    assert everything_reads(at.log, at.keys, recorded)
    with at.another() as (keys, log):
        assert everything_reads(log, keys, recorded)
    assert os.listdir(tmp_path) == ["master.key"]
    assert (at.keys.in_use() == before) == (when == "before")


KILLED = """
import os, sys
from pathlib import Path
from eventlog import FileMasterKey, KeyStore, rotate
from eventlog.keys import keyfile

path = Path(sys.argv[1])
keys = KeyStore(sys.argv[2], FileMasterKey.at(path))
keyfile.succeed = lambda _: os.kill(os.getpid(), 9)
rotate(keys, path)
"""


def test_a_kill_after_the_commit_is_mended_by_the_next_rotation_too(at: Home, recorded: list[UUID], tmp_path: Path) -> None:
    killed = python(KILLED, str(at.path), at.databases.keys)
    assert killed.wait(timeout=120) == -9
    assert len(os.listdir(tmp_path)) == 3

    rotate(at.keys, at.path)

    assert os.listdir(tmp_path) == ["master.key"]
    assert everything_reads(at.log, at.keys, recorded)


def test_a_rotation_whose_commit_is_still_under_way_is_waited_for(at: Home, recorded: list[UUID], tmp_path: Path) -> None:
    """Whoever settled by what is visible meanwhile would destroy the key that everything is about to be wrapped with."""
    anew = FileMasterKey(keyfile.lay_beside(at.path, os.urandom(32)), at.path)

    def starts() -> bytes:
        with at.another() as (keys, log):
            assert everything_reads(log, keys, recorded)
            return keys.in_use()

    with ThreadPoolExecutor() as pool:
        with at.keys.wrapping.alone() as (curs, old):
            rotation.rewrap(curs, old, anew)
            settling, starting = pool.submit(FileMasterKey.at(at.path).settle, at.keys.in_use), pool.submit(starts)
            time.sleep(0.3)
            assert not settling.done()
            assert not starting.done()
            assert len(os.listdir(tmp_path)) == 3
        settling.result(timeout=60)
        assert starting.result(timeout=60) == anew.fingerprint
    assert FileMasterKey.at(at.path).fingerprint == anew.fingerprint
    assert os.listdir(tmp_path) == ["master.key"]


def test_who_starts_while_another_rotates_leaves_its_files_alone(at: Home, recorded: list[UUID], tmp_path: Path) -> None:
    with keyfile.alone(at.path):
        keyfile.lay_beside(at.path, os.urandom(32))
        with at.another() as (keys, log):
            assert everything_reads(log, keys, recorded)
        assert len(os.listdir(tmp_path)) == 3
    with at.another():
        assert os.listdir(tmp_path) == ["master.key"]


# --- nobody is interrupted

WORKING = """
import select, sys
from pathlib import Path
from uuid import UUID, uuid4
from eventlog import Databases, EventLog, FileMasterKey, KeyStore
from tests.eventlog.recordings import noting, opening

databases, path, shared = Databases(*sys.argv[3:]), Path(sys.argv[1]), UUID(sys.argv[2])
with KeyStore(databases.keys, FileMasterKey.at(path)) as keys, EventLog(databases, keys) as log:
    print("begun", flush=True)
    for number in range(100_000):
        if number > 10 and select.select([sys.stdin], [], [], 0)[0]:
            break  # it has met enough of them
        own = uuid4()
        bsn = f"9998{number:05}"
        assert keys.claim_bsn(bsn, own, lambda _: True) is None
        with keys.confirming({own: bsn}) as lost:
            assert not lost
            log.append([opening(own), noting(own, 2)])
        keys.erase_words(own, 2, lambda _: 2)
        assert log.histories([own], words=True)[own][1].event.text == ""
        assert len(log.histories([shared], words=True)[shared]) == 4
"""


def test_other_processes_go_on_while_the_master_key_is_rotated_again_and_again(at: Home, recorded: list[UUID]) -> None:
    working = python(WORKING, str(at.path), str(recorded[0]), *asdict(at.databases).values())
    assert working.stdout.readline() == "begun\n"
    done, read = threading.Event(), []

    def reading() -> None:
        with at.another() as (keys, log):
            while not done.is_set():
                assert everything_reads(log, keys, recorded)
                read.append(True)

    rotations = 0
    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(reading) for _ in range(2)]
        try:
            # However the three are scheduled, each goes on until all have met often enough.
            while rotations < 10 or (len(read) < 10 and not any(each.done() for each in readers)):
                rotate(at.keys, at.path)
                rotations += 1
            working.stdin.close()
            while working.poll() is None:
                rotate(at.keys, at.path)
        finally:
            done.set()
        for each in readers:
            each.result(timeout=60)

    assert working.returncode == 0, working.stderr.read()
    with at.another() as (keys, log):
        assert everything_reads(log, keys, recorded)
        assert all(len(history) in (2, 4) for history in log.histories(log.touched(0, 10_000)[1]).values())


def test_rows_whose_master_key_is_gone_before_they_are_opened_are_read_again(at: Home, recorded: list[UUID]) -> None:
    class Late(FileMasterKey):
        """Between reading rows and looking for their master key, that one is replaced."""

        late = False

        def known_as(self, fingerprint: bytes) -> FileMasterKey | None:
            if self.late:
                self.late = False
                rotate(at.keys, at.path)
            return super().known_as(fingerprint)

    master = Late.at(at.path)
    with KeyStore(at.databases.keys, master) as keys, EventLog(at.databases, keys) as log:
        rotate(at.keys, at.path)
        master.late = True
        assert len(log.histories([recorded[0]], words=True)[recorded[0]]) == 4
        assert not master.late


def test_two_that_rotate_at_once_rotate_one_after_the_other(at: Home, recorded: list[UUID], tmp_path: Path) -> None:
    with at.another() as (other, log), ThreadPoolExecutor() as pool:
        list(pool.map(lambda keys: rotate(keys, at.path), [at.keys, other] * 3))
        assert everything_reads(log, other, recorded)
    assert os.listdir(tmp_path) == ["master.key"]


# --- what cannot be rotated


def test_a_damaged_key_stops_the_rotation_and_is_named(at: Home, recorded: list[UUID], tmp_path: Path) -> None:
    before = at.keys.in_use()
    with psycopg.connect(at.databases.keys) as conn:
        conn.execute("UPDATE keys.trajectory_keys SET facts_key = 'x' WHERE trajectory_id = %s", (recorded[1],))

    with pytest.raises(KeyDamaged, match=f"{recorded[1]}.*facts"):
        rotate(at.keys, at.path)

    assert at.keys.in_use() == before
    assert os.listdir(tmp_path) == ["master.key"]


def test_a_directory_where_nothing_can_be_replaced_is_named(at: Home, recorded: list[UUID]) -> None:
    before = at.wrapped()
    keyfile.next_of(at.path).mkdir()

    with pytest.raises(NotRotated, match=str(at.path)):
        rotate(at.keys, at.path)

    keyfile.next_of(at.path).rmdir()
    assert at.wrapped() == before
    assert everything_reads(at.log, at.keys, recorded)


def test_another_file_than_the_stores_own_is_refused(at: Home, tmp_path: Path) -> None:
    FileMasterKey.at(tmp_path / "another.key", make=True)
    with pytest.raises(NotRotated, match=r"another\.key"):
        rotate(at.keys, tmp_path / "another.key")


def test_a_master_key_of_the_environment_serves_and_says_how_it_is_replaced(
    at: Home, recorded: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = base64.b64encode(at.path.read_bytes()).decode()
    with KeyStore(at.databases.keys, EnvironmentMasterKey.of(text)) as keys, EventLog(at.databases, keys) as log:
        assert everything_reads(log, keys, recorded)
        with pytest.raises(NotRotated, match="JEUGDSPOOR_MASTER_KEY_FILE") as refused:
            rotate(keys, at.path)
        assert text not in str(refused.value)

        # as it says: by way of a file
        rotate(at.keys, at.path)
        with pytest.raises(WrongMasterKey):
            log.histories(recorded)
    monkeypatch.setenv("JEUGDSPOOR_MASTER_KEY", base64.b64encode(at.path.read_bytes()).decode())
    with KeyStore(at.databases.keys, EnvironmentMasterKey.read()) as keys, EventLog(at.databases, keys) as log:
        assert everything_reads(log, keys, recorded)


@pytest.mark.parametrize("text", ["", "geheim", base64.b64encode(bytes(31)).decode(), "é" * 44])
def test_a_master_key_of_the_environment_that_is_none_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(WrongDatabase, match="JEUGDSPOOR_MASTER_KEY must be") as refused:
        EnvironmentMasterKey.of(text)
    assert not text or text not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_master_key_is_in_one_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = base64.b64encode(os.urandom(32)).decode()
    monkeypatch.setenv("JEUGDSPOOR_MASTER_KEY", secret)
    assert secret not in repr(Settings())
    monkeypatch.setenv("JEUGDSPOOR_MASTER_KEY_FILE", str(tmp_path / "master.key"))
    with pytest.raises(ValidationError, match="exclude each other"):
        Settings()


def test_a_master_key_travels_as_where_it_is_kept(at: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    key = at.path.read_bytes()
    monkeypatch.setenv("JEUGDSPOOR_MASTER_KEY", base64.b64encode(key).decode())
    for master in (FileMasterKey.at(at.path), EnvironmentMasterKey.read()):
        sent = pickle.dumps(master)
        assert key not in sent
        assert base64.b64encode(key) not in sent
        assert pickle.loads(sent).fingerprint == master.fingerprint  # noqa: S301
        assert key.hex() not in repr(vars(master))
        assert repr(key) not in repr(vars(master))
    with pytest.raises(TypeError):
        pickle.dumps(FileMasterKey(key))


def test_a_process_of_a_rebuild_opens_the_log_with_the_key_of_the_environment_or_of_the_file(
    at: Home, recorded: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JEUGDSPOOR_MASTER_KEY", base64.b64encode(at.path.read_bytes()).decode())
    reading = "import pickle, sys\nwith pickle.loads(bytes.fromhex(sys.argv[1]))() as log: print(len(log.histories(log.touched(0, 9)[1])))"
    for master in (EnvironmentMasterKey.read(), FileMasterKey.at(at.path)):
        opening_it = pickle.dumps(partial(engine_log, at.databases, master, None))
        out, err = python(reading, opening_it.hex()).communicate(timeout=120)
        assert out == "2\n", err


# --- from before


def test_a_key_store_of_the_first_version_is_brought_up_to_date(cluster: Cluster, tmp_path: Path) -> None:
    """Its claims were plain HMACs, and it did not say which master key it is wrapped with."""
    # given
    name, path, holder = "eerste_versie_keys", tmp_path / "master.key", uuid4()
    with psycopg.connect(cluster.superuser, autocommit=True) as conn:
        conn.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(name), Identifier(LOGINS.owner)))
    owner = make_conninfo(cluster.template.keys_owner, dbname=name)
    login = make_conninfo(cluster.template.keys, dbname=name)
    try:
        migrations.migrate_schema(owner, "keys", migrations.steps("keys")[:1], cluster.template.logins())
        master, hashing, facts = FileMasterKey.at(path, make=True), os.urandom(32), os.urandom(32)
        with psycopg.connect(owner) as conn:
            conn.execute("INSERT INTO keys.store_keys VALUES ('bsn', %s)", (master.wrap(hashing, b"store\x00bsn"),))
            conn.execute("INSERT INTO keys.bsn_claims VALUES (%s, %s)", (hmac(hashing, BSN.encode(), sha256).digest(), holder))
            wrapped = [master.wrap(facts, purpose_of(holder, 1, kind)) for kind in ("facts", "words")]
            conn.execute("INSERT INTO keys.trajectory_keys VALUES (%s, 1, %s, %s)", (holder, *wrapped))
        migrations.migrate_schema(owner, "keys", migrations.steps("keys"), cluster.template.logins())

        # when: another master key is refused, and does not become the one that is recorded
        with pytest.raises(WrongMasterKey):
            KeyStore(login, FileMasterKey(os.urandom(32)))
        # ... and several processes start at once
        with ThreadPoolExecutor(4) as pool:
            stores = list(pool.map(lambda _: KeyStore(login, FileMasterKey.at(path)), range(4)))

        # then
        for keys in stores:
            assert keys.claim_bsn(BSN, uuid4(), lambda _: True) == holder
            assert keys.open([holder], words=True)[holder][1].facts == facts
        rotate(stores[0], path)
        assert stores[1].claim_bsn(BSN, uuid4(), lambda _: True) == holder
        for keys in stores:
            keys.close()
    finally:
        with psycopg.connect(cluster.superuser, autocommit=True) as conn:
            conn.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


# --- means


def program(name: str) -> str:
    from jeugdspoor.embedded import POSTGRES_VERSIONS, VERSION

    return str(POSTGRES_VERSIONS[VERSION] / name)


def dumped(at: Home) -> str:
    """The key store as a backup has it."""
    dump = subprocess.run(
        [program("pg_dump"), make_conninfo(at.cluster.superuser, dbname=database_of(at.databases.keys))],
        text=True,
        capture_output=True,
        check=False,
    )
    assert dump.returncode == 0, dump.stderr
    return dump.stdout


def hashes(at: Home) -> set[bytes]:
    with psycopg.connect(at.databases.keys) as conn:
        return {row[0] for row in conn.execute("SELECT bsn_hash FROM keys.bsn_claims")}


def opens(master: FileMasterKey, wrapped: bytes, *known: UUID | list[UUID]) -> bool:
    """Whatever it was wrapped for."""
    ids = [id_ for each in known for id_ in (each if isinstance(each, list) else [each])]
    kinds = [("facts", 0), ("words", 0), *(("single", version) for version in range(100))]
    purposes = [purpose_of(id_, generation, *kind) for id_ in ids for generation in (1, 2, 3) for kind in kinds]
    for purpose in (b"store\x00bsn", b"store\x00claims", *purposes):
        try:
            master.unwrap(wrapped, purpose)
        except KeyDamaged:
            continue
        return True
    return False


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip

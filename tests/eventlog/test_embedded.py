"""The embedded database starts with the same command whatever happened before, and leaves nothing running behind it."""

import fcntl
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

import jeugdspoor.embedded
from eventlog import Databases, WrongDatabase, migrate
from jeugdspoor.embedded import LOGINS, Embedded
from tests.projections.waiting import PATIENCE
from tests.serving.conftest import until

SERVING = """
import signal, sys
from pathlib import Path
from jeugdspoor.embedded import Embedded
# As a terminal gives it: what a shell puts in the background is born deaf to it.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    with Embedded(Path(sys.argv[1])) as databases:
        print("up", flush=True)
        sys.stdin.read()
except KeyboardInterrupt:
    sys.exit(130)
"""


class Served:
    """Another process that uses the database, in a process group of its own as a terminal would give it."""

    def __init__(self, data_dir: Path) -> None:
        root = Path(__file__).parents[2]
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVING, str(data_dir)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root, start_new_session=True,
        )  # fmt: skip

    def up(self) -> "Served":
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        assert ready, "it does not come up"
        assert self.process.stdout.readline() == "up\n"
        return self

    def leaves(self) -> int:
        self.process.stdin.close()
        return self.process.wait(timeout=PATIENCE)

    def killed(self) -> None:
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> "Served":
        return self.up()

    def __exit__(self, *_: object) -> None:
        """A test that fails halfway leaves nobody who starts databases in the tests after it."""
        self.killed()


@pytest.fixture(scope="module")
def home(scratch: Path) -> Iterator[Path]:
    """A data directory below one that does not exist yet, holding one note; stopped."""
    directory = scratch / "missing" / "home"
    with Embedded(directory) as databases:
        migrate(databases)
        with psycopg.connect(databases.engine) as conn:
            conn.execute("CREATE SCHEMA notes")
            conn.execute("CREATE TABLE notes.kept AS SELECT 'blijft' AS text")
    yield directory
    assert runs(directory, 0)


def postmasters(data_dir: Path) -> list[psutil.Process]:
    """Not the `pg_ctl` that starts one, nor a process that one has just forked: both are called alike for a moment."""
    wanted = str(data_dir / "pg")
    found = [
        each
        for each in psutil.process_iter(["cmdline", "ppid"])
        if wanted in (command := each.info["cmdline"] or []) and "-D" in command and Path(command[0]).name == "postgres"
    ]
    return [each for each in found if each.info["ppid"] not in {other.pid for other in found}]


def runs(data_dir: Path, servers: int) -> bool:
    """Whether so many do, or will in a moment: what a killed one had just forked looks like a server of its own until it is gone."""
    return until(PATIENCE, lambda: len(postmasters(data_dir)) == servers)


def reads_its_note(databases: Databases) -> bool:
    with psycopg.connect(databases.engine) as conn:
        return conn.execute("SELECT text FROM notes.kept").fetchone() == ("blijft",)


def answers(databases: Databases) -> bool:
    try:
        return reads_its_note(databases)
    except psycopg.OperationalError:
        return False


@contextmanager
def nobody_starts_it(data_dir: Path) -> Iterator[None]:
    """For so long: whoever starts it holds that lock. Programs that have it open look twice a second whether it still runs."""
    with (data_dir / "starting.lock").open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def kill_the_postmaster(data_dir: Path) -> None:
    """Its children live a moment longer."""
    (postmaster,) = postmasters(data_dir)
    postmaster.kill()


def kill_all_of(data_dir: Path) -> None:
    """As in a power cut: all processes of the database, at once."""
    (postmaster,) = postmasters(data_dir)
    for each in [postmaster, *postmaster.children()]:
        with suppress(psutil.NoSuchProcess):  # a worker of the database that just ended by itself
            each.kill()


def crash(data_dir: Path) -> None:
    """The database dies, and whoever has it open may start it again."""
    with nobody_starts_it(data_dir):
        kill_all_of(data_dir)


def shutdowns(data_dir: Path) -> int:
    """How often its server was told to stop."""
    return (data_dir / "pg" / "server.log").read_text().count("received fast shutdown request")


def test_it_stops_what_it_started_and_finds_its_data_again(home: Path) -> None:
    with Embedded(home) as databases:
        assert reads_its_note(databases)
        assert len(postmasters(home)) == 1
    assert postmasters(home) == []


def test_after_a_crash_of_the_database_alone_it_starts_again(home: Path) -> None:
    with Embedded(home):
        crash(home)
        with Served(home) as other:
            assert other.leaves() == 0
    with Embedded(home) as databases:
        assert reads_its_note(databases)


def test_after_a_kill_of_program_and_database_together_it_starts_again(home: Path) -> None:
    served = Served(home).up()
    with nobody_starts_it(home):
        kill_all_of(home)
        served.killed()

    with Embedded(home) as databases:
        assert reads_its_note(databases)
    assert runs(home, 0)


def test_after_a_kill_of_the_postmaster_alone_it_starts_again(home: Path) -> None:
    """Its children live a moment longer, and hold on to the memory that a new server must not share."""
    served = Served(home).up()
    with nobody_starts_it(home):
        kill_the_postmaster(home)
        served.killed()

    with Embedded(home) as databases:
        assert reads_its_note(databases)


def test_while_it_is_open_a_database_that_is_gone_is_started_again(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    # given two programs on one directory
    with Embedded(home) as databases:
        with Served(home) as other:
            # when its database is killed
            for kill in (crash, kill_the_postmaster):
                caplog.clear()
                kill(home)
                # then one of the two starts one, without being asked
                assert until(PATIENCE, lambda: answers(databases))
                assert reads_its_note(databases)
                assert runs(home, 1)
            # and one line at most is said of it here
            assert len(caplog.messages) <= 1
            # and who is left still does when the other has gone
            assert other.leaves() == 0
        caplog.clear()
        crash(home)
        assert until(PATIENCE, lambda: answers(databases))
        assert caplog.messages == [f"PostgreSQL in {home} was gone: it is started again."]
    # and what is stopped on purpose stays so
    time.sleep(1.5)
    assert postmasters(home) == []


def test_it_can_be_stopped_at_any_moment_of_a_crash(home: Path) -> None:
    for moment in (0.0, 0.3, 0.6, 0.9):
        with Embedded(home):
            crash(home)
            time.sleep(moment)
        assert runs(home, 0)
        time.sleep(0.6)
        assert postmasters(home) == []
    with Embedded(home) as databases:
        assert reads_its_note(databases)


def a_backend_dies(databases: Databases) -> None:
    """As when the system runs out of memory: the server throws everybody out, recovers and goes on."""
    conn = psycopg.connect(databases.engine)
    psutil.Process(conn.info.backend_pid).kill()


def test_stopped_while_it_restarts_after_a_crash_of_one_of_its_processes_it_is_gone_in_the_end(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL itself may hang then for ever, and did so on most attempts."""
    monkeypatch.setattr(jeugdspoor.embedded, "_STOPPING", 3)
    for _ in range(3):
        with Embedded(home) as databases:
            a_backend_dies(databases)
        assert runs(home, 0)
    with Embedded(home) as databases:
        assert reads_its_note(databases)


def test_a_server_that_hangs_in_stopping_is_replaced_by_one_that_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jeugdspoor.embedded, "_STOPPING", 3)
    # given a server that was told to stop, after a crash of one of its processes, by a program that is gone
    other = Served(home).up()
    with Embedded(home) as databases:
        pass  # the other has it open still
    a_backend_dies(databases)
    (postmaster,) = postmasters(home)
    postmaster.send_signal(signal.SIGINT)
    other.killed()
    # when it is opened, then it runs
    with Embedded(home) as databases:
        assert reads_its_note(databases)


def test_a_ctrl_c_while_it_starts_leaves_no_server_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jeugdspoor.embedded, "_provision", lambda _: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt), Embedded(home):
        pass
    assert runs(home, 0)


def test_a_server_left_behind_by_a_killed_program_is_used_and_then_stopped(home: Path) -> None:
    Served(home).up().killed()
    (left,) = postmasters(home)

    with Embedded(home) as databases:
        assert reads_its_note(databases)
        assert [each.pid for each in postmasters(home)] == [left.pid]
    assert postmasters(home) == []


@pytest.mark.parametrize("whose", ["another living process's", "a zombie's"])
def test_a_stale_process_id_file_is_not_believed(home: Path, whose: str) -> None:
    served = Served(home).up()
    lines = (home / "pg" / "postmaster.pid").read_text().splitlines()
    served.killed()
    crash(home)
    other = subprocess.Popen(["sleep", "0" if whose.startswith("a zombie") else "600"])
    try:
        if whose.startswith("a zombie"):
            assert until(PATIENCE, lambda: psutil.Process(other.pid).status() == psutil.STATUS_ZOMBIE)
        for name in ("postmaster.pid", ".s.PGSQL.5432.lock"):
            (home / "pg" / name).write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")

        with Embedded(home) as databases:
            assert reads_its_note(databases)
    finally:
        other.kill()
        other.wait()


def test_the_last_of_several_processes_stops_it(home: Path) -> None:
    first, second, third = Served(home), Served(home), Served(home)  # starting at the same moment
    for each in (first, second, third):
        each.up()

    assert first.leaves() == 0
    third.killed()
    assert len(postmasters(home)) == 1
    assert second.leaves() == 0
    assert postmasters(home) == []


def test_ctrl_c_reaches_the_program_and_not_the_database(home: Path) -> None:
    """A terminal sends it to the whole group: twice, from somebody impatient."""
    served = Served(home).up()
    (postmaster,) = postmasters(home)
    assert os.getpgid(postmaster.pid) != os.getpgid(served.process.pid)

    before = shutdowns(home)
    os.killpg(served.process.pid, signal.SIGINT)
    # The second comes while the first is being answered.
    assert until(PATIENCE, lambda: shutdowns(home) > before, pause=0.001)
    os.killpg(served.process.pid, signal.SIGINT)

    served.process.wait(timeout=PATIENCE)
    assert postmasters(home) == []
    assert "shut down" in (home / "pg" / "server.log").read_text().splitlines()[-1]


def test_two_directories_run_side_by_side_one_long_and_odd(home: Path, scratch: Path) -> None:
    odd = scratch / ("een lange, lange 'naam' met spaties " * 4) / "data"
    with Embedded(home) as first, Embedded(odd) as second:
        migrate(second)
        socket_dir = Path(str(conninfo_to_dict(second.reader)["host"]))
        assert reads_its_note(first)
        with psycopg.connect(second.reader) as conn:
            assert conn.execute("SELECT count(*) FROM log.events").fetchone() == (0,)
            assert conn.execute("SELECT to_regnamespace('notes')").fetchone() == (None,)
        assert Served(odd).up().leaves() == 0
        with psycopg.connect(second.reader) as conn:
            conn.execute("SELECT 1")
    assert postmasters(odd) == []
    assert not socket_dir.exists()


def test_a_first_start_that_was_killed_halfway_is_begun_anew(scratch: Path) -> None:
    directory = scratch / "halfway"
    (directory / "pg.new").mkdir(parents=True)
    (directory / "pg.new" / "PG_VERSION").write_text("18\n")

    with Embedded(directory) as databases:
        migrate(databases)
    assert not (directory / "pg.new").exists()
    shutil.rmtree(directory)


def test_nobody_else_on_the_machine_reaches_it(home: Path) -> None:
    with Embedded(home) as databases, psycopg.connect(databases.reader) as conn:
        assert conn.execute("SELECT setting FROM pg_settings WHERE name = 'listen_addresses'").fetchone() == ("",)
        assert conn.execute("SELECT setting FROM pg_settings WHERE name = 'fsync'").fetchone() == ("on",)
        assert (home / "pg").stat().st_mode & 0o077 == 0


def test_every_login_has_a_password_of_its_own_in_a_file_that_its_owner_alone_reads(scratch: Path) -> None:
    directory = scratch / "passwords"
    with Embedded(directory) as databases:
        # given the file, and connection strings that hold none of it
        file = directory / "logins.pgpass"
        passwords = {line.split(":")[3]: line.split(":")[4] for line in file.read_text().splitlines()}
        assert file.stat().st_mode & 0o777 == 0o600
        assert set(passwords) == {LOGINS.owner, *LOGINS.working()}
        assert len(set(passwords.values())) == len(passwords)
        assert min(map(len, passwords.values())) >= 32
        assert not [each for each in passwords.values() if each in repr(databases)]
        # when one is another's, or there is none
        for wrong in (passwords[LOGINS.reader], "", "jeugdspoor"):
            # then nobody comes in
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(make_conninfo(databases.owner, passfile="/dev/null", password=wrong))
        psycopg.connect(make_conninfo(databases.owner, passfile="/dev/null", password=passwords[LOGINS.owner])).close()
        # and it stays the same for others, and at the next start
        assert Served(directory).up().leaves() == 0
    before = file.read_bytes()
    with Embedded(directory) as databases:
        migrate(databases)
    assert file.read_bytes() == before

    # when others can read it, it is not used
    file.chmod(0o640)
    with pytest.raises(WrongDatabase, match="chmod 600"):
        Embedded(directory).start()
    assert postmasters(directory) == []

    # and when it is lost, and in a directory of before there were any, all get new ones
    file.unlink()
    (directory / "pg" / "pg_hba.conf").write_text("local all all trust\n")
    with Embedded(directory) as databases:
        for conninfo in (databases.owner, databases.writer, databases.keys):
            psycopg.connect(conninfo).close()
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(make_conninfo(conninfo, passfile="/dev/null"))
        assert file.read_bytes() != before
    shutil.rmtree(directory)


def test_only_who_runs_it_is_its_superuser(home: Path) -> None:
    with Embedded(home) as databases:
        superuser = conninfo_to_dict(databases.owner) | {"user": "postgres", "dbname": "postgres"}
        psycopg.connect(**superuser).close()
        rules = (home / "pg" / "pg_hba.conf").read_text()
        assert "trust" not in rules
        with psycopg.connect(**superuser) as conn:
            kinds = conn.execute("SELECT DISTINCT auth_method, error FROM pg_hba_file_rules ORDER BY 1").fetchall()
        assert kinds == [("peer", None), ("scram-sha-256", None)]


def test_where_nothing_is_to_be_made_a_directory_without_a_database_stays_as_it_was(scratch: Path) -> None:
    directory = scratch / "nothing"
    with pytest.raises(WrongDatabase, match="holds no database"):
        Embedded(directory, make=False).start()
    assert not directory.exists()

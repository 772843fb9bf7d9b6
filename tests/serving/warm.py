"""Starts of the program without its imports, which are most of what a short command costs: a process that has made them forks for each.

What runs is a process of its own, with its own arguments, environment, directory and output, and ends as any does.
"""

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]


class Started:
    """As `subprocess.Popen` has it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._told = connection.makefile("r")
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0.0)
        return self.returncode

    def wait(self, timeout: float) -> int:
        if self.returncode is None:
            if not select.select([self._connection], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("jeugdspoor", timeout)
            self.returncode = int(self._told.readline())
            self._told.close()
            self._connection.close()
        return self.returncode

    def send_signal(self, how: signal.Signals) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Warm:
    """A process that forks. It ends with the one that made it, however that ends."""

    def __init__(self) -> None:
        self._asking, asked = socket.socketpair()
        with asked:
            forking = f"from tests.serving.warm import forks; forks({asked.fileno()})"
            self._process = subprocess.Popen(
                [sys.executable, "-c", forking], stdin=subprocess.DEVNULL, cwd=ROOT, pass_fds=(asked.fileno(),), start_new_session=True
            )

    def start(self, arguments: Sequence[str], environment: dict[str, str], out: IO[bytes], err: IO[bytes]) -> Started:
        connection, given = socket.socketpair()
        with given, tempfile.TemporaryFile("w+") as told:
            json.dump({"arguments": list(arguments), "environment": environment, "directory": os.getcwd()}, told)
            told.seek(0)
            socket.send_fds(self._asking, [b"."], [given.fileno(), told.fileno(), out.fileno(), err.fileno()])
        return Started(connection)

    def run(self, arguments: Sequence[str], environment: dict[str, str], seconds: float) -> subprocess.CompletedProcess[str]:
        """To its end."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            started = self.start(arguments, environment, out, err)
            try:
                code = started.wait(seconds)
            finally:
                started.kill()
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(list(arguments), code, out.read().decode(), err.read().decode())


# --- in the process that forks


def forks(asked: int) -> None:
    """Until nobody is there who asks. What was forked goes on to its own end."""
    import jeugdspoor.serving
    from jeugdspoor.commands import main

    assert jeugdspoor.serving
    gc.freeze()  # what was imported is walked through by nobody, and stays shared
    asking = socket.socket(fileno=asked)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who waits for a program is not waited for
    while True:
        said, given, _, _ = socket.recv_fds(asking, 1, 4)
        if not said:
            return
        if os.fork() == 0:
            break
        for each in given:
            os.close(each)
    asking.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    connection = socket.socket(fileno=given[0])
    if program := os.fork():
        connection.sendall(f"{program}\n".encode())
        _, status = os.waitpid(program, 0)
        with suppress(OSError):
            connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        os._exit(0)
    connection.close()
    _become(*given[1:])
    main()


def _become(told: int, out: int, err: int) -> None:
    os.setsid()
    with os.fdopen(told) as file:
        asked = json.load(file)
    for given, place in ((out, 1), (err, 2)):
        os.dup2(given, place)
        os.close(given)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["directory"])
    sys.argv = ["jeugdspoor", *asked["arguments"]]

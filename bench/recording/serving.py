"""A server in a process of its own, on this machine alone."""

import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from bench.recording.load import HOST

STARTING, ENDING = 600, 20
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def get(self, path: str) -> tuple[int, Any]:
        """Status and what the JSON of the answer says. Raises `OSError` where nobody answers."""
        conn = http.client.HTTPConnection(HOST, self.port, timeout=10)
        try:
            conn.request("GET", path)
            answer = conn.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            conn.close()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """It does nothing meanwhile, whatever it still has to do."""
        processes = [itself := psutil.Process(self.process.pid), *itself.children(recursive=True)]
        ours = [each for each in processes if "postgres" not in each.name()]
        for each in ours:
            each.suspend()
        try:
            yield
        finally:
            for each in ours:
                each.resume()


@contextmanager
def served(command: Sequence[str], ready: str, env: Mapping[str, str], cwd: Path) -> Iterator[Server]:
    """Once `GET ready` is answered with 200; gone afterwards. The last argument of the command is to be the port."""
    port = _free_port()
    with tempfile.TemporaryFile("w+") as said:
        # In a session of its own: Ctrl-C reaches this program, which ends it in order.
        process = subprocess.Popen(  # noqa: S603  # our own programs
            [*command, str(port)], cwd=cwd, env={**_plain(), **env}, stdout=said, stderr=said, start_new_session=True
        )
        try:
            server = Server(port, process)
            _await(server, ready, said)
            yield server
        finally:
            _end(process)


def _await(server: Server, ready: str, said: Any) -> None:
    deadline = time.monotonic() + STARTING
    while server.process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            if server.get(ready)[0] == http.client.OK:
                return
        time.sleep(0.1)
    said.seek(0)
    raise RuntimeError(f"It does not serve: {said.read()[-1000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
    finally:
        process.wait()


def _plain() -> Mapping[str, str]:
    """The environment without settings of ours: a database that is named there is not for measuring."""
    return {name: value for name, value in os.environ.items() if not name.startswith("JEUGDSPOOR_")}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])

"""The program as its users run it: a process of its own, on a data directory of its own."""

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from api import DemoIssuer
from domain.codes import Role
from domain.rules.impossible.codes import is_bsn
from jeugdspoor.embedded import Embedded
from tests import plain
from tests.conftest import forget_on_a_power_cut, sign_in_at_once
from tests.serving.warm import Started, Warm

_numbers = (str(number) for number in range(999900006, 999999990) if is_bsn(str(number)))

PATIENT = 120.0
"""Seconds after which a program is taken to have failed: many times what it needs, where others have the machine."""

_LISTENS = re.compile(rb"Uvicorn running on http://127\.0\.0\.1:(\d+) ")


def opening(**changes: Any) -> dict[str, Any]:
    identity = {"bsn": next(_numbers), "surname": "Wit", "given_names": "Tom", "born_on": "2009-02-14"}
    return {"occurred_on": "2025-01-10", "home_municipality": "0917", "gender": "male", "identity": identity, **changes}


def command(data_dir: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs one to its end."""
    return _warm().run(arguments, _environment(data_dir) | settings, PATIENT)


@cache
def _warm() -> Warm:
    """Made for the first who starts something."""
    return Warm()


def _environment(data_dir: Path) -> dict[str, str]:
    return {**os.environ, "JEUGDSPOOR_DATA_DIR": str(data_dir)}


def until(seconds: float, holds: Callable[[], bool], pause: float = 0.05) -> bool:
    """Whether it comes to hold in that time; looked at after every pause."""
    deadline = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(pause)
    return held


@dataclass
class Server:
    """`jeugdspoor serve` on a data directory."""

    data_dir: Path
    port: int = 0
    process: Started | None = None
    client: httpx.Client = field(default_factory=plain.Client)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, sign_in: bool = True) -> None:
        """The same command every time, whatever happened before; `sign_in` gives the client a token of the demo issuer."""
        path = self.data_dir.parent / f"{self.data_dir.name}.log"
        # Port 0: any that is free, and stays its own from then on.
        with path.open("ab") as log:
            before = log.tell()
            self.process = _warm().start(["serve", "--port", "0"], _environment(self.data_dir) | self.settings, log, log)
        deadline = time.monotonic() + PATIENT
        while (listens := _LISTENS.search(path.read_bytes(), before)) is None:
            assert self.process.poll() is None, path.read_text()[before:]
            assert time.monotonic() < deadline, path.read_text()[before:]
            time.sleep(0.05)
        self.port = int(listens[1])
        if not sign_in:
            return
        self.client = plain.Client(base_url=self.url, headers=self.signed(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1"), timeout=PATIENT)

    def signed(self, role: Role, organisation: str, subject: str = "demo") -> dict[str, str]:
        """A header with a token as the command gives it, without the seconds that a program takes to start."""
        return {"Authorization": f"Bearer {DemoIssuer(self.data_dir).issue(role, organisation, subject)}"}

    def await_rows(self) -> None:
        """Until it answers about lists, too: it begins with what it reads from the log itself."""
        assert until(PATIENT, lambda: plain.get(f"{self.url}/health/ready").status_code == 200), plain.get(f"{self.url}/health/ready").text

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        self._end(how)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=PATIENT)
        self.client.close()

    @property
    def postmaster(self) -> int:
        return int((self.data_dir / "pg" / "postmaster.pid").read_text().splitlines()[0])

    def opened(self) -> str:
        """The id of a new trajectory."""
        answer = self.client.post("/trajectories", json=opening())
        assert answer.status_code == 201, answer.text
        return str(answer.json()["trajectory_id"])

    def record(self, trajectory_id: str, kind: str, version: int, /, **body: Any) -> httpx.Response:
        headers = {"If-Match": f'"{version}"'}
        key = body.pop("key", None)
        return self.client.post(
            f"/trajectories/{trajectory_id}/{kind}", json=body, headers={**headers, **({"Idempotency-Key": key} if key else {})}
        )


@pytest.fixture(scope="session")
def born(scratch: Path) -> Path:
    """A data directory with a database in which nothing was made yet: to copy, which takes less than making it.

    Who is about a first start begins without it.
    """
    directory = scratch / "born"
    embedded = Embedded(directory)
    with embedded:
        forget_on_a_power_cut(embedded)
        sign_in_at_once(embedded)
    return directory


def copied(born: Path, data_dir: Path) -> Path:
    """There, with the same owners: PostgreSQL starts on no files of another."""
    data_dir.mkdir(parents=True)
    subprocess.run(["cp", "-a", f"{born}/.", data_dir], check=True, timeout=PATIENT)
    return data_dir


@pytest.fixture(scope="module")
def server(scratch: Path, born: Path) -> Iterator[Server]:
    """In a directory of its own: what one module does to its database is no other's."""
    running = Server(copied(born, Path(tempfile.mkdtemp(prefix="server-", dir=scratch)) / "data"))
    running.start()
    running.await_rows()
    yield running
    running.stop()

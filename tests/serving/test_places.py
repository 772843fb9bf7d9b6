"""Processes that are there for as long as their parent: whatever ends, the parent goes on and fills their places again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Where each process that fills the place leaves its id."""
    (tmp_path / "there").mkdir()
    return tmp_path / "there"


@pytest.fixture
def said(tmp_path: Path) -> Path:
    return tmp_path / "said.txt"


@pytest.fixture
def parent(there: Path, said: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", "import sys; from tests.serving.forked import run; run(sys.argv[1])", str(there)]
    with said.open("wb") as log, subprocess.Popen(command, cwd=ROOT, stderr=log) as running:
        yield running
        running.kill()


def _until(comes: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not comes():
        assert time.monotonic() < end
        time.sleep(0.01)


def _nth(there: Path, number: int) -> tuple[int, int]:
    """The ids of the process that filled the place then, counted from 0, and of the one that forked it."""
    _until((there / f"{number}").exists)
    process, forking = (there / f"{number}").read_text().split()
    return int(process), int(forking)


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@contextmanager
def _killed_afterwards(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)


def test_it_goes_on_when_what_forks_its_processes_is_killed_in_the_middle_of_a_start(
    parent: subprocess.Popen[bytes], there: Path, said: Path
) -> None:
    # given: the first process ended, and the second before it had begun, so that the third is started some seconds later
    first, _ = _nth(there, 0)
    os.kill(first, signal.SIGKILL)
    second, forking = _nth(there, 1)
    _until(lambda: _is_gone(second))
    time.sleep(0.2)  # by now the parent is told
    # when: what forks them takes no more orders, is waited for, and is killed
    with _killed_afterwards(forking):
        _until(lambda: said.read_text().count("another takes its place") == 2)
        time.sleep(0.5)
        assert not (there / "2").exists()

    # then: that start came to nothing, and the next one, by another, does not
    _until(lambda: (there / "2").exists() or parent.poll() is not None)
    assert parent.poll() is None, said.read_text()
    third, forking_then = _nth(there, 2)
    assert "werk cannot be started: EOFError" in said.read_text()
    assert (parent.poll(), _is_gone(third), forking_then == forking) == (None, False, False)
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(60) == -signal.SIGTERM
    assert _is_gone(third)

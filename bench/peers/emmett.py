"""Emmett on PostgreSQL, as its documentation uses it, in a Node.js process of its own."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.peers.answering import Answering
from bench.peers.databases import Own
from bench.peers.side import Absent

PROGRAMS = Path(__file__).with_name("emmett")

INSTALLED = Path(__file__).parents[2] / "build" / "emmett"
"""Where its packages are put: outside what is committed, and gone with `make clean`."""

_INSTALLING = 300
"""Seconds that it may take."""


class Emmett:
    def __init__(self, name: str, process: Answering) -> None:
        self.name = name
        self._process = process

    def took(self, recordings: int, callers: int) -> float:
        return float(self._process.ask({"recordings": recordings, "callers": callers})["seconds"])


@contextmanager
def emmett(database: Own, said: Mapping[str, str], *, streams: int, length: int) -> Iterator[Emmett]:
    """Raises `Absent`."""
    with program("record.mjs") as process:
        about = process.ask({"url": database.url, "said": said, "streams": streams, "length": length})
        yield Emmett(f"Emmett {about['version']} on Node.js {about['node']}, its command handler, plain JSON", process)


def program(name: str) -> Answering:
    """One of the programs in `PROGRAMS`, beside the packages that it needs. Raises `Absent`."""
    node = shutil.which("node")
    if node is None:
        raise Absent("Emmett: there is no Node.js here.")
    folder = installed()
    return Answering([node, str(folder / name)], folder)


def installed() -> Path:
    """A folder with the packages and the programs as they are now. Raises `Absent`."""
    wanted = (PROGRAMS / "package.json").read_text()
    done = INSTALLED / "installed.json"
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for each in PROGRAMS.iterdir():
        if each.is_file():
            shutil.copy(each, INSTALLED)
    if not (done.exists() and done.read_text() == wanted):
        _install(INSTALLED)
        done.write_text(wanted)
    return INSTALLED


def _install(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Absent("Emmett: there is no npm here.")
    command = [npm, "install", "--omit=dev", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=_INSTALLING)  # noqa: S603  # npm
    except subprocess.CalledProcessError as error:
        raise Absent(f"Emmett: npm cannot install it ({' '.join(error.stderr.split())[:300]})") from None
    except subprocess.TimeoutExpired:
        raise Absent(f"Emmett: npm did not install it in {_INSTALLING} s.") from None

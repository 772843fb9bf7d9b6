"""Emmett's rebuild of a projection on PostgreSQL, as its documentation has it, in a Node.js process of its own."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from bench.peers.answering import Answering
from bench.peers.databases import own
from bench.peers.emmett import program
from bench.peers.side import Absent
from bench.rebuilding.logs import Filled, facts
from bench.rebuilding.stays import STAYS
from domain.envelope import Recorded


@dataclass(frozen=True, slots=True)
class Emmett:
    """With so many events of so many trajectories in its store."""

    name: str
    events: int
    trajectories: int
    _database: str
    _process: Answering

    def rebuilt(self) -> float:
        """Seconds in which the documents are made anew. Raises `Absent`, also when it made others than there should be."""
        answer = self._process.ask({})
        with psycopg.connect(self._database) as conn:
            row = conn.execute(SQL("SELECT count(*) FROM {}").format(Identifier(answer["documents"]))).fetchone()
        if row != (self.trajectories,):
            raise Absent(f"Emmett: its rebuild made {row and row[0]} documents of {self.trajectories} streams.")
        return float(answer["seconds"])


@contextmanager
def emmett(filled: Filled, events: int) -> Iterator[Emmett]:
    """With so many events of whole trajectories, each a stream, in a database of its own. Raises `Absent`."""
    some = filled.whole_trajectories(events)
    database = own(filled.superuser, "emmett")
    with tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-") as directory, program("rebuild.mjs") as process:
        file = Path(directory) / "events.jsonl"
        file.write_text("".join(f"{json.dumps(_event(each))}\n" for history in some for each in history), encoding="utf-8")
        about = process.ask({"url": database.url, "file": str(file), "stays": sorted(STAYS)})
        name = f"Emmett {about['version']} on Node.js {about['node']}"
        there = make_conninfo(filled.superuser, dbname=database.name)
        yield Emmett(name, sum(map(len, some)), len(some), there, process)


def _event(each: Recorded) -> dict[str, object]:
    return {"stream": str(each.trajectory_id), "type": each.event.event_type, "data": facts(each)}

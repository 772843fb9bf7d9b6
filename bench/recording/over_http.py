"""Recording over HTTP: a real server, with everything on; beside a route that does nothing, and beside the database alone.

The load comes from a process of its own (`bench.recording.load`). The sides take turns. What ours still does of what it recorded (rows, the
log's tree) may slow down itself, and nobody else: while the others have their turn it stands still.
"""

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from api.signin import DemoIssuer
from bench.figures import Figure, at, ratio
from bench.peers import databases as peers
from bench.peers.answering import Answering
from bench.peers.pgbench import PgBench, sizes
from bench.peers.side import Absent
from bench.recording import noop
from bench.recording.absent import absent
from bench.recording.cases import body, opened
from bench.recording.serving import Server, served
from domain.events import VoiceRecorded
from domain.history import History
from eventlog import Databases, FileMasterKey, migrate
from jeugdspoor.embedded import Embedded
from jeugdspoor.wiring import wired

REQUESTS = {1: 32, 8: 96, 32: 256, 128: 384}
SHORT_REQUESTS = {1: 32, 8: 64, 32: 192, 128: 256}
"""In one turn, by so many clients. The route that does nothing, which is done sooner, gets `MORE` times as many."""

MORE = 4

CASES = 160
"""Trajectories that are recorded on: at least as many as there are clients."""

ROUNDS, SHORT_ROUNDS = 8, 3
"""That count, after one for warming up."""

MANY = 32
"""Clients of which there are goals."""

PGBENCH = (1, MANY)
"""By so many clients the database is asked by itself."""

SHARE, P99, TIMES_BOTH = 1 / 3, 60.0, 4.0
"""Of the rate of a route that does nothing; milliseconds, of `MANY`; as long, for one client, as the database and that route together."""

CATCHING_UP = 2
"""Seconds at most that the server has for that before each round."""

OURS = "ours, signed in, judged, sealed, idempotent, with If-Match, rows and notaries following"
NOOP = "a FastAPI route that reads such a body and does nothing, uvicorn, one process"

READY = "/health/ready"

ROOT = Path(__file__).parents[2]
"""From where the programs of the benchmark are found."""


@dataclass
class Turns:
    """By number of clients: seconds of one request (of pgbench: of one transaction) in each round, and of ours those of every answer."""

    ours: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    noop: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    pgbench: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    sending: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Seconds of CPU that the load took for one request of the route that does nothing."""
    behind: list[int] = field(default_factory=list)
    """Events that were recorded and not in the rows yet, at the end of each round."""


def measured(lives: Sequence[History], today: date, *, short: bool) -> Generator[Figure]:
    """On a database of its own that is gone afterwards. Raises `RuntimeError` if anything else than a recording is answered."""
    turns, missing = Turns(), None
    requests = SHORT_REQUESTS if short else REQUESTS
    with _sides(lives, today) as sides:
        for number in range((SHORT_ROUNDS if short else ROUNDS) + 1):
            sides.round(turns if number else Turns(), requests)  # the first is for warming up
        inserts, missing = sides.pgbench.name if sides.pgbench else "", sides.missing
    if missing:
        yield absent(missing)
    for clients in requests:
        yield from _beside_noop(turns, clients)
    recorded = sum(requests.values())
    yield Figure(f"recorded in a round of {recorded}, and not in the rows yet at its end", at(turns.behind, 0.5), "events")
    for clients, took in turns.pgbench.items():
        yield Figure(f"by {_counted(clients)}: {inserts}", 1 / at(took, 0.5), "transactions/s")
    if turns.pgbench:
        both = [sum(pair) for pair in zip(turns.pgbench[1], turns.noop[1], strict=True)]
        what = f"as long, by 1 client, {OURS}, as together {inserts} and {NOOP}"
        yield ratio(what, list(zip(both, turns.ours[1], strict=True)), most=TIMES_BOTH)


def _beside_noop(turns: Turns, clients: int) -> Iterator[Figure]:
    counted, has_goals = _counted(clients), clients == MANY
    yield Figure(f"recorded over HTTP by {counted}: {OURS}", 1 / at(turns.ours[clients], 0.5), "requests/s")
    yield Figure(f"p50 of these, {counted}", 1000 * at(turns.answers[clients], 0.5), "ms")
    yield Figure(f"p99 of these, {counted}", 1000 * at(turns.answers[clients], 0.99), "ms", most=P99 if has_goals else None)
    yield Figure(f"asked by {counted}: {NOOP}", 1 / at(turns.noop[clients], 0.5), "requests/s")
    yield Figure(
        f"what the load itself takes of the same cores for one of these, {counted}", 1e6 * at(turns.sending[clients], 0.5), "us of CPU"
    )
    # The rates are turned round: as many times the rate is as many times shorter a request.
    yield ratio(
        f"the rate of ours over that of this route, {counted}",
        list(zip(turns.ours[clients], turns.noop[clients], strict=True)),
        least=SHARE if has_goals else None,
        key="http_vs_noop" if has_goals else None,
    )


def _counted(clients: int) -> str:
    return f"{clients} client{'s' if clients > 1 else ''}"


class _Sides:
    """Everything that is running. `pgbench` is None where it is `missing`."""

    def __init__(self, server: Server, noop_server: Server, sender: Answering, pgbench: PgBench | Absent) -> None:
        self._server, self._noop, self._sender = server, noop_server, sender
        self.pgbench = pgbench if isinstance(pgbench, PgBench) else None
        self.missing = pgbench if isinstance(pgbench, Absent) else None

    def round(self, turns: Turns, asked: Mapping[int, int]) -> None:
        self._let_catch_up()
        for clients, requests in asked.items():
            took = ask(self._sender, self._server, clients, requests)
            turns.ours[clients].append(took["seconds"] / requests)
            turns.answers[clients].extend(took["took"])
            with self._server.paused():
                others = MORE * requests
                idle = ask(self._sender, self._noop, clients, others, noop=True)
                turns.noop[clients].append(idle["seconds"] / others)
                turns.sending[clients].append(idle["cpu"] / others)
                if self.pgbench and clients in PGBENCH:
                    turns.pgbench[clients].append(self.pgbench.took(requests, clients) / requests)
        turns.behind.append(self._behind())

    def _let_catch_up(self) -> None:
        deadline = time.monotonic() + CATCHING_UP
        while self._behind() and time.monotonic() < deadline:
            time.sleep(0.1)

    def _behind(self) -> int:
        _, told = self._server.get(READY)
        return int(told["checks"]["lag_events"])


def ask(sender: Answering, server: Server, clients: int, requests: int, *, noop: bool = False) -> dict[str, Any]:
    """What came of so many requests. Raises `RuntimeError`."""
    answer = sender.ask({"port": server.port, "clients": clients, "requests": requests, "noop": noop})
    if "refused" in answer:
        raise RuntimeError(f"What was sent was not recorded: {answer['refused']}")
    return answer


@contextmanager
def _sides(lives: Sequence[History], today: date) -> Iterator[_Sides]:
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="jeugdspoor-bench-")))
        embedded = Embedded(directory / "data")
        databases = stack.enter_context(embedded)
        migrate(databases)
        writer = peers.like_the_log(embedded.superuser, databases, "peer_pgbench")
        cases = _filled(databases, embedded.data_dir, lives, today)
        program = [sys.executable, "-m"]
        server = stack.enter_context(
            served([*program, "jeugdspoor", "serve", "--port"], READY, {"JEUGDSPOOR_DATA_DIR": str(embedded.data_dir)}, ROOT)
        )
        beside = stack.enter_context(served([*program, "bench.recording.noop"], noop.READY, {}, ROOT))
        sender = stack.enter_context(Answering([*program, "bench.recording.load"], ROOT))
        sender.ask({"cases": cases, "body": body(today).decode(), "noop": noop.PATH})
        ask(sender, server, clients=1, requests=1)
        yield _Sides(server, beside, sender, _pgbench(writer, databases, directory))


def _pgbench(writer: str, databases: Databases, directory: Path) -> PgBench | Absent:
    """With rows as large as those that were recorded."""
    try:
        pgbench = PgBench(writer, sizes(databases), directory)
        pgbench.took(1, 1)
    except Absent as reason:
        return reason
    return pgbench


def _filled(databases: Databases, data_dir: Path, lives: Sequence[History], today: date) -> list[dict[str, Any]]:
    """The log that the server finds; and what is asked of it, each time by somebody who may."""
    key_file = data_dir / "master.key"
    with wired(databases, FileMasterKey.at(key_file, make=True), key_file) as store:
        cases = opened(store.log, lives, today, CASES)
    issuer = DemoIssuer(data_dir)
    actors = {case.regisseur.organisation: case.regisseur for case in cases}
    tokens = {name: issuer.issue(each.role, each.organisation, each.subject) for name, each in actors.items()}
    return [
        {
            "path": f"/trajectories/{case.trajectory_id}/{VoiceRecorded.event_type}",
            "token": tokens[case.regisseur.organisation],
            "version": case.version,
        }
        for case in cases
    ]

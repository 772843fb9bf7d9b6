"""Several processes that serve one port and record in one database: as one server, whichever of them answers, and whichever is killed."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil
import pytest

from domain.codes import Role
from tests import plain
from tests.serving.conftest import _LISTENS, PATIENT, Server, _environment, _warm, command, copied, opening, until

WORKERS = 2


def _is_of_the_program(process: psutil.Process) -> bool:
    """In a session of its own, so that Ctrl-C reaches its parent alone."""
    return "forkserver" in " ".join(process.cmdline()) and os.getsid(process.pid) == process.pid


@dataclass
class Crew(Server):
    """`jeugdspoor serve --workers 2` on a data directory."""

    def start(self, *, sign_in: bool = True) -> None:
        with self.log.open("ab") as log:
            before = log.tell()
            arguments = ["serve", "--port", "0", "--workers", str(WORKERS)]
            self.process = _warm().start(arguments, _environment(self.data_dir) | self.settings, log, log)
        assert until(PATIENT, lambda: _LISTENS.search(self.log.read_bytes(), before) is not None or self._has_ended())
        listens = _LISTENS.search(self.log.read_bytes(), before)
        assert listens is not None, self.log.read_text()[before:]
        self.port = int(listens[1])
        if sign_in:
            signed = self.signed(Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1")
            self.client = plain.Client(base_url=self.url, headers=signed, timeout=PATIENT)

    @property
    def log(self) -> Path:
        return self.data_dir.parent / f"{self.data_dir.name}.log"

    def _has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def children(self) -> list[psutil.Process]:
        """The processes that the program made of itself."""
        assert self.process is not None
        made = psutil.Process(self.process.pid).children(recursive=True)
        return [each for each in made if _said_of(lambda each=each: _is_of_the_program(each), False)]

    def workers(self) -> list[psutil.Process]:
        return [each for each in self.children() if self._listens(each)]

    def keepers(self) -> list[psutil.Process]:
        return [each for each in self.children() if not self._listens(each)]

    def _listens(self, process: psutil.Process) -> bool:
        return any(each.status == psutil.CONN_LISTEN and each.laddr.port == self.port for each in _connections(process))

    def client_of(self, worker: psutil.Process) -> httpx.Client:
        """One whose connection is with that worker, signed in."""
        while True:
            client = plain.Client(base_url=self.url, headers=dict(self.client.headers), timeout=PATIENT)
            answer = client.get("/health/live")
            port = answer.extensions["network_stream"].get_extra_info("client_addr")[1]
            if any(each.raddr and each.raddr.port == port for each in _connections(worker)):
                return client
            client.close()

    @contextmanager
    def client_of_each(self) -> Iterator[list[httpx.Client]]:
        clients = [self.client_of(worker) for worker in self.workers()]
        try:
            yield clients
        finally:
            for client in clients:
                client.close()


def _said_of(ask: Callable[[], Any], gone: Any) -> Any:
    """Of a process that may end meanwhile."""
    try:
        return ask()
    except psutil.Error:
        return gone


def _connections(process: psutil.Process) -> list[Any]:
    return list(_said_of(lambda: process.net_connections("tcp"), []))


def note(client: httpx.Client, trajectory_id: str, version: int, key: str | None = None) -> httpx.Response:
    headers = {"If-Match": f'"{version}"', **({"Idempotency-Key": key} if key else {})}
    body = {"occurred_on": "2025-02-01", "text": f"Notitie {version}"}
    return client.post(f"/trajectories/{trajectory_id}/note-added", json=body, headers=headers)


def at_once(*asked: Callable[[], httpx.Response]) -> list[httpx.Response]:
    together = threading.Barrier(len(asked))

    def ask(each: Callable[[], httpx.Response]) -> httpx.Response:
        together.wait(PATIENT)
        return each()

    with ThreadPoolExecutor(len(asked)) as threads:
        return list(threads.map(ask, asked))


def recorded(server: Server, trajectory_id: str) -> list[int]:
    """The versions that stand in the log."""
    found: list[int] = []
    page: str | None = f"/trajectories/{trajectory_id}/events?limit=1000"
    while page:
        answer = server.client.get(page).json()
        found += [item["version"] for item in answer["items"]]
        page = answer["next"] and f"/trajectories/{trajectory_id}/events?limit=1000&cursor={answer['next']}"
    return found


def is_gone(process: psutil.Process) -> bool:
    return bool(_said_of(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE, True))


@pytest.fixture(scope="module")
def crew(scratch: Path, born: Path) -> Iterator[Crew]:
    yield from _served(scratch / "crew" / "data", born)


@pytest.fixture
def fresh(scratch: Path, born: Path, request: pytest.FixtureRequest) -> Iterator[Crew]:
    yield from _served(scratch / request.node.name / "data", born)


def _served(data_dir: Path, born: Path) -> Iterator[Crew]:
    server = Crew(copied(born, data_dir))
    server.start()
    server.await_rows()
    yield server
    left = server.children() if server.process and server.process.poll() is None else []
    server.stop()
    assert all(is_gone(each) for each in left)
    assert "Traceback" not in server.log.read_text()


# --- as one server


def test_each_worker_answers_and_says_how_many_there_are(crew: Crew) -> None:
    assert (len(crew.workers()), len(crew.keepers())) == (WORKERS, 1)
    with crew.client_of_each() as clients:
        for client in clients:
            assert client.get("/health/ready").json()["checks"]["workers"] == WORKERS


def test_one_key_sent_to_both_at_once_records_once(crew: Crew) -> None:
    with crew.client_of_each() as (first, second):
        trajectory_id = crew.opened()
        for version in range(1, 11):
            # when both are sent the same
            answers = at_once(
                lambda version=version: note(first, trajectory_id, version, f"key-{version}"),  # type: ignore[misc]
                lambda version=version: note(second, trajectory_id, version, f"key-{version}"),  # type: ignore[misc]
            )
            # then both answer the same
            assert [answer.status_code for answer in answers] == [201, 201], [answer.text for answer in answers]
            assert answers[0].json() == answers[1].json()
    # and it stands in the log once
    assert recorded(crew, trajectory_id) == list(range(1, 12))


def test_of_two_writers_on_one_version_one_wins_whichever_worker_they_ask(crew: Crew) -> None:
    with crew.client_of_each() as (first, second):
        trajectory_id = crew.opened()
        for version in range(1, 11):
            answers = at_once(
                lambda version=version: note(first, trajectory_id, version),  # type: ignore[misc]
                lambda version=version: note(second, trajectory_id, version),  # type: ignore[misc]
            )
            assert sorted(answer.status_code for answer in answers) == [201, 412], [answer.text for answer in answers]
            (stale,) = (answer for answer in answers if answer.status_code == 412)
            assert stale.json()["current_version"] == version + 1
    assert recorded(crew, trajectory_id) == list(range(1, 12))


def test_one_jeugdige_opened_at_both_at_once_has_one_trajectory(crew: Crew) -> None:
    with crew.client_of_each() as (first, second):
        for _ in range(5):
            body = opening()
            answers = at_once(lambda: first.post("/trajectories", json=body), lambda: second.post("/trajectories", json=body))  # noqa: B023
            assert sorted(answer.status_code for answer in answers) == [201, 409], [answer.text for answer in answers]


def test_one_opening_with_one_key_sent_to_both_at_once_is_recorded_once_and_answered_the_same(crew: Crew) -> None:
    with crew.client_of_each() as (first, second):
        for _ in range(5):
            asked = {"json": opening(), "headers": {"Idempotency-Key": str(uuid4())}}
            answers = at_once(lambda: first.post("/trajectories", **asked), lambda: second.post("/trajectories", **asked))  # noqa: B023
            assert [answer.status_code for answer in answers] == [201, 201], [answer.text for answer in answers]
            assert answers[0].json() == answers[1].json()


def test_what_one_worker_recorded_the_other_lists_when_it_is_asked_to_wait(crew: Crew) -> None:
    with crew.client_of_each() as (first, second):
        trajectory_id = crew.opened()
        for version, (writes, reads) in enumerate([(first, second), (second, first), (first, first)] * 3, start=1):
            asked = {"min_position": note(writes, trajectory_id, version).json()["position"], "limit": 1000}
            assert until(PATIENT, lambda reads=reads, asked=asked: reads.get("/trajectories", params=asked).status_code == 200)  # type: ignore[misc]
            items = reads.get("/trajectories", params=asked).json()["items"]
            assert [item["version"] for item in items if item["trajectory_id"] == trajectory_id] == [version + 1]


# --- whichever is killed


@dataclass
class Noting:
    """A client that notes on a trajectory of its own all the time, and goes on where the log is when an answer was lost."""

    server: Crew
    client: httpx.Client
    trajectory_id: str
    stopping: threading.Event
    acknowledged: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)
    """Those by which it was answered, each by its own end's address."""
    lost: int = 0

    def run(self) -> None:
        version = 1
        while not self.stopping.is_set():
            try:
                answer = note(self.client, self.trajectory_id, version)
                self.connections.add(answer.extensions["network_stream"].get_extra_info("client_addr"))
                if answer.status_code == 201:
                    version = answer.json()["version"]
                    self.acknowledged.append(version)
                else:
                    self.refused.append(answer.text)
                    return
            except httpx.TransportError:
                self.lost += 1
                with suppress(httpx.TransportError):
                    version = self.client.get(f"/trajectories/{self.trajectory_id}").json()["version"]


def test_a_killed_worker_is_replaced_and_nothing_acknowledged_is_lost(crew: Crew) -> None:
    # given clients of both workers that record all the time
    stopping = threading.Event()
    killed, spared = crew.workers()
    of_killed = [Noting(crew, crew.client_of(killed), crew.opened(), stopping) for _ in range(3)]
    of_spared = [Noting(crew, crew.client_of(spared), crew.opened(), stopping) for _ in range(3)]
    noting = of_killed + of_spared
    threads = [threading.Thread(target=each.run) for each in noting]
    for thread in threads:
        thread.start()
    try:
        assert until(PATIENT, lambda: min(len(each.acknowledged) for each in noting) >= 5, pause=0.01)
        # when one of the workers is killed
        killed.kill()
        # then another takes its place
        assert until(PATIENT, lambda: len(crew.workers()) == WORKERS and killed.pid not in {each.pid for each in crew.workers()})
        # and everybody records on
        so_far = [len(each.acknowledged) for each in noting]
        assert until(PATIENT, lambda: all(len(each.acknowledged) >= before + 5 for each, before in zip(noting, so_far, strict=True)))
    finally:
        stopping.set()
        for thread in threads:
            thread.join()
    # and who spoke with the other has noticed nothing
    assert [each.refused for each in noting] == [[]] * len(noting)
    assert [each.lost for each in of_spared] == [0] * len(of_spared)
    assert [len(each.connections) for each in of_spared] == [1] * len(of_spared)
    # while the others lost theirs, in the middle of a request or between two
    assert all(len(each.connections) > 1 for each in of_killed)
    # and all that was acknowledged is there, once and without gaps
    for each in noting:
        found = recorded(crew, each.trajectory_id)
        assert found == list(range(1, len(found) + 1))
        assert set(each.acknowledged) <= set(found)
        assert len(each.acknowledged) == len(set(each.acknowledged))
        each.client.close()
    # and the new worker answers as the other
    with crew.client_of_each() as clients:
        for client in clients:
            assert client.get(f"/trajectories/{noting[0].trajectory_id}").status_code == 200
    # and the log proves what it holds
    verified = command(crew.data_dir, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_killed_keeper_is_replaced_and_the_rows_go_on(crew: Crew) -> None:
    (keeper,) = crew.keepers()
    trajectory_id = crew.opened()
    keeper.kill()
    # recording does not need it
    answer = crew.record(trajectory_id, "note-added", 1, occurred_on="2025-02-01", text="Zonder")
    assert answer.status_code == 201
    # and the rows reach what was recorded meanwhile
    asked = {"min_position": answer.json()["position"]}
    assert until(PATIENT, lambda: crew.client.get("/trajectories", params=asked).status_code == 200)
    # and the log's tree too
    proof = f"/log/proof/inclusion?position={answer.json()['position']}"
    assert until(PATIENT, lambda: plain.get(f"{crew.url}{proof}").status_code == 200)
    (other,) = crew.keepers()
    assert other.pid != keeper.pid


def test_killed_itself_it_leaves_nobody_behind(fresh: Crew) -> None:
    trajectory_id = fresh.opened()
    left = fresh.children()
    assert len(left) == WORKERS + 1
    fresh.kill()
    assert until(PATIENT, lambda: all(is_gone(each) for each in left))
    # and the next start finds its data
    fresh.start()
    assert fresh.client.get(f"/trajectories/{trajectory_id}").status_code == 200


# --- being stopped, and not being started


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_being_stopped_it_answers_what_is_under_way_and_stops_everything(fresh: Crew, how: signal.Signals) -> None:
    # given a question at each worker that waits for what never comes
    trajectory_id = fresh.opened()
    everybody = [*fresh.children(), psutil.Process(fresh.postmaster)]
    never = {"min_position": 1_000_000}
    with fresh.client_of_each() as clients, ThreadPoolExecutor(len(clients)) as threads:
        asked = [threads.submit(client.get, f"/trajectories/{trajectory_id}", params=never) for client in clients]
        # they are taken up one after the other by whoever holds the connection
        assert until(PATIENT, lambda: all(each.running() for each in asked))
        threading.Event().wait(0.5)
        # when it is stopped
        fresh.stop(how)
        # then it is answered
        assert [each.result(PATIENT).status_code for each in asked] == [503, 503]
    # and nobody is left, nor the database
    assert all(is_gone(each) for each in everybody)
    assert not (fresh.data_dir / "pg" / "postmaster.pid").exists()


def test_more_workers_than_the_database_has_connections_for_are_refused(crew: Crew) -> None:
    outcome = command(crew.data_dir, "serve", "--port", "0", "--workers", "1000")
    assert outcome.returncode == 1
    assert "or raise its max_connections" in outcome.stderr


def test_where_somebody_listens_nobody_else_does(crew: Crew) -> None:
    outcome = command(crew.data_dir, "serve", "--port", str(crew.port), "--workers", str(WORKERS))
    assert outcome.returncode == 1
    assert f"127.0.0.1:{crew.port}" in outcome.stderr

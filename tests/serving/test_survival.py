"""Killed in the middle of recording, alone or with its database: it starts again, and every acknowledged event is there once."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest

from tests.serving.conftest import PATIENT, Server, command, copied, opening, until
from tests.serving.warm import ROOT


@pytest.fixture
def fresh(scratch: Path, born: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    server = Server(copied(born, scratch / request.node.name / "data"))
    server.start()
    yield server
    server.stop()


def record_until_it_dies(server: Server, acknowledged: dict[str, list[int]]) -> list[threading.Thread]:
    """Four clients, each noting on a trajectory of its own as fast as it can."""

    def keep_noting(trajectory_id: str) -> None:
        with suppress(httpx.TransportError):
            for version in range(1, 100_000):
                answer = server.record(trajectory_id, "note-added", version, occurred_on="2025-02-01", text=f"Notitie {version}")
                assert answer.status_code in (201, 503), answer.text
                if answer.status_code == 503:
                    return  # the database went before the server did
                acknowledged[trajectory_id].append(answer.json()["version"])

    threads = [threading.Thread(target=keep_noting, args=(trajectory_id,)) for trajectory_id in acknowledged]
    for thread in threads:
        thread.start()
    return threads


@pytest.mark.parametrize("with_database", [False, True], ids=["alone", "with-its-database"])
def test_a_killed_server_has_every_acknowledged_event_once(fresh: Server, with_database: bool) -> None:
    # given clients that record all the time
    acknowledged: dict[str, list[int]] = {fresh.opened(): [] for _ in range(4)}
    threads = record_until_it_dies(fresh, acknowledged)
    assert until(PATIENT, lambda: min(map(len, acknowledged.values())) >= 5, pause=0.01)
    # when the server is killed, and is started again with the same command
    postmaster = fresh.postmaster
    fresh.process.kill()  # type: ignore[union-attr]
    if with_database:
        os.kill(postmaster, signal.SIGKILL)
    for thread in threads:
        thread.join()
    fresh.kill()
    fresh.start()
    # then each acknowledged event is there, once, and at most the one that was under way besides
    for trajectory_id, versions in acknowledged.items():
        items = fresh.client.get(f"/trajectories/{trajectory_id}/events", params={"limit": 1000}).json()["items"]
        found = [item["version"] for item in items]
        assert found == list(range(1, len(found) + 1))
        assert versions == list(range(2, len(versions) + 2))
        assert len(found) - len(versions) in (1, 2)
    # and it records on
    trajectory_id, versions = next(iter(acknowledged.items()))
    version = fresh.client.get(f"/trajectories/{trajectory_id}").json()["version"]
    assert fresh.record(trajectory_id, "note-added", version, occurred_on="2025-02-02", text="Verder").status_code == 201
    # and the rows come back by themselves
    assert until(PATIENT, lambda: fresh.client.get("/health/ready").status_code == 200), fresh.client.get("/health/ready").text


def test_a_server_whose_database_is_killed_starts_it_again_and_loses_nothing(fresh: Server) -> None:
    # given a server that records all the time
    trajectory_id = fresh.opened()
    noted = 0
    for version in range(1, 6):
        noted += fresh.record(trajectory_id, "note-added", version, occurred_on="2025-02-01", text="Voor").status_code == 201
    assert until(PATIENT, lambda: fresh.client.get("/health/ready").status_code == 200)
    # when its database is killed, and nobody may start it for a while
    gone = fresh.postmaster
    with (fresh.data_dir / "starting.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.kill(gone, signal.SIGKILL)
        # then it says that it is not ready, in words that are its own and tell nothing of the machine
        assert until(PATIENT, lambda: fresh.client.get("/health/ready").status_code == 503)
        time.sleep(6)  # until who signs and who erases have looked too
        told = fresh.client.get("/health/ready")
        assert (told.status_code, told.json()["checks"]["database"]) == (503, "not reachable")
        for word in ("socket", "connection", "jeugdspoor_", "postgres", "PGSQL", str(fresh.data_dir), "/"):
            assert word not in told.text, told.text
        # and records nothing
        assert fresh.record(trajectory_id, "note-added", 6, occurred_on="2025-02-02", text="Nu niet").status_code == 503
    # and when it may, it is ready again by itself
    assert until(PATIENT, lambda: fresh.client.get("/health/ready").status_code == 200)
    assert fresh.postmaster != gone
    assert fresh.record(trajectory_id, "note-added", 6, occurred_on="2025-02-02", text="Na").status_code == 201
    items = fresh.client.get(f"/trajectories/{trajectory_id}/events").json()["items"]
    assert (noted, [item["version"] for item in items]) == (5, [1, 2, 3, 4, 5, 6, 7])
    # and the log says that once, and why it was not ready
    said = (fresh.data_dir.parent / f"{fresh.data_dir.name}.log").read_text()
    assert said.count("was gone: it is started again.") == 1
    assert "database: " in said


def test_a_request_sent_again_after_a_kill_records_once(fresh: Server) -> None:
    # given an opening whose answer was lost
    body = opening()
    first = fresh.client.post("/trajectories", json=body, headers={"Idempotency-Key": "opening-1"}).json()
    fresh.kill()
    # when it is sent again to the server that was started again
    fresh.start()
    again = fresh.client.post("/trajectories", json=body, headers={"Idempotency-Key": "opening-1"})
    # then it is answered the same
    assert again.status_code == 201
    assert again.json() == first


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_being_stopped_stops_everything_and_the_next_start_finds_its_data(fresh: Server, how: signal.Signals) -> None:
    trajectory_id = fresh.opened()
    postmaster = psutil.Process(fresh.postmaster)
    fresh.stop(how)
    assert not postmaster.is_running() or postmaster.status() == psutil.STATUS_ZOMBIE
    fresh.start()
    assert fresh.client.get(f"/trajectories/{trajectory_id}").status_code == 200


def _imports(program: psutil.Process) -> bool:
    return any("pydantic_core" in each.path for each in program.memory_maps())


def _begins_others(program: psutil.Process) -> bool:
    return any("forkserver" in " ".join(each.cmdline()) for each in program.children())


@pytest.mark.parametrize("is_busy", [_imports, _begins_others])
def test_ctrl_c_in_the_first_seconds_ends_it_without_a_word(
    scratch: Path, born: Path, request: pytest.FixtureRequest, is_busy: Callable[[psutil.Process], bool]
) -> None:
    data_dir = copied(born, scratch / request.node.name / "data")
    with (data_dir / "said").open("wb") as said:
        # given a server in a terminal of its own
        serving = [sys.executable, "-m", "jeugdspoor", "serve", "--port", "0"]
        environment = {**os.environ, "JEUGDSPOOR_DATA_DIR": str(data_dir)}
        process = subprocess.Popen(serving, cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True)
        program = psutil.Process(process.pid)
        assert until(PATIENT, lambda: is_busy(program), pause=0.01)
        begun = program.children(recursive=True)
        # when it is interrupted there, with all that it has started
        os.killpg(process.pid, signal.SIGINT)
        process.wait(PATIENT)
    # then
    assert (data_dir / "said").read_text() == ""
    assert until(PATIENT, lambda: not any(each.is_running() for each in begun))


def test_two_servers_on_one_directory_record_beside_each_other(fresh: Server) -> None:
    other = Server(fresh.data_dir)
    other.start()
    try:
        trajectory_id = fresh.opened()
        for version in range(1, 20, 2):
            assert fresh.record(trajectory_id, "note-added", version, occurred_on="2025-02-01", text="Hier").status_code == 201
            answer = other.record(trajectory_id, "note-added", version + 1, occurred_on="2025-02-01", text="Daar")
            assert answer.status_code == 201
        asked = {"min_position": answer.json()["position"]}
        for server in (fresh, other):
            assert until(PATIENT, lambda server=server: server.client.get("/trajectories", params=asked).status_code == 200)
            items = server.client.get("/trajectories", params=asked).json()["items"]
            assert [item["version"] for item in items] == [21]
    finally:
        other.stop()
    # the one that is left still has its database
    assert fresh.client.get(f"/trajectories/{trajectory_id}").status_code == 200


def test_simulate_refuses_a_log_that_people_recorded_in(fresh: Server) -> None:
    fresh.opened()
    outcome = command(fresh.data_dir, "simulate", "--trajectories", "5")
    assert outcome.returncode == 1
    assert "more than the register" in outcome.stderr


@pytest.mark.parametrize("days", ["0", "6"])
def test_no_server_shortens_the_days_to_think_again(scratch: Path, monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    monkeypatch.setenv("JEUGDSPOOR_ERASURE_DAYS", days)
    outcome = command(scratch / "nowhere", "serve", "--port", "0")
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert "JEUGDSPOOR_ERASURE_DAYS is 7 or more: only the demo" in outcome.stderr
    assert not (scratch / "nowhere").exists()


def test_the_demo_issuer_serves_this_machine_only(scratch: Path) -> None:
    outcome = command(scratch / "nowhere", "serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104  # refused
    assert outcome.returncode == 1
    assert "127.0.0.1" in outcome.stderr

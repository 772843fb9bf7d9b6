"""A server that dies between a read and its record has given nothing; and who looked outlives it, and is verified with the log."""

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
import psycopg
import pytest

from domain.codes import Role
from domain.purposes import PURPOSES
from eventlog.access import AccessLog
from eventlog.access.log import ACCESS_LOCK
from jeugdspoor.embedded import Embedded
from tests import plain
from tests.serving.conftest import PATIENT, Server, command, until


@contextmanager
def nobody_records_who_looks(server: Server) -> Iterator[psycopg.Connection]:
    """For as long as somebody else holds the lock under which accesses are recorded."""
    with psycopg.connect(Embedded(server.data_dir).databases.access, autocommit=True) as conn:
        conn.execute("SELECT pg_advisory_lock(%s)", (ACCESS_LOCK,))
        yield conn


def is_waited_for(conn: psycopg.Connection) -> bool:
    """Whether the answer is there, and its record waits."""
    row = conn.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchone()
    return bool(row and row[0])


def test_killed_between_the_read_and_its_record_it_has_given_nothing(server: Server) -> None:
    # given a trajectory that was shown once
    trajectory_id = server.opened()
    assert server.client.get(f"/trajectories/{trajectory_id}").status_code == 200
    with AccessLog(Embedded(server.data_dir).databases) as accesses:
        before = accesses.page(trajectory_id=UUID(trajectory_id))
    assert len(before) == 1

    for path in (f"/trajectories/{trajectory_id}", f"/trajectories/{trajectory_id}/events", "/trajectories"):
        # when the server, once it answers all, is killed after it was read, and before that is recorded
        server.await_rows()
        with nobody_records_who_looks(server) as conn, ThreadPoolExecutor(1) as pool:
            answer: Future[httpx.Response] = pool.submit(server.client.get, path)
            assert until(PATIENT, lambda: is_waited_for(conn))
            server.kill()
            # then nothing of it has left
            with pytest.raises(httpx.TransportError):
                answer.result(timeout=PATIENT)
        server.start()

    # and what was recorded is there still; after it only what was sent to be recorded, and was, though nobody was answered any more
    with AccessLog(Embedded(server.data_dir).databases) as accesses:
        after = accesses.page(trajectory_id=UUID(trajectory_id))
    assert after[-1:] == before


def test_where_its_record_has_to_wait_too_long_there_is_no_answer(server: Server) -> None:
    trajectory_id = server.opened()
    with nobody_records_who_looks(server):
        answer = server.client.get(f"/trajectories/{trajectory_id}")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert trajectory_id not in answer.text
    assert server.client.get(f"/trajectories/{trajectory_id}").status_code == 200


def test_replayed_at_the_command_line_it_is_told_in_facts_alone_and_on_record(server: Server) -> None:
    # given a trajectory, of which words and a mistake are recorded
    before = datetime.now(UTC).isoformat()
    trajectory_id = server.opened()
    noted = server.record(trajectory_id, "note-added", 1, occurred_on="2025-01-11", text="Boomklever")
    voided = server.record(trajectory_id, "voided", 2, occurred_on="2025-01-12", target_version=2, reason="Ander kind.")
    assert (noted.status_code, voided.status_code) == (201, 201)
    # when it is gone through on the machine of the server
    replayed = command(server.data_dir, "replay", trajectory_id, "--from", "2025-01-01")
    learned = command(server.data_dir, "difference", trajectory_id, before, datetime.now(UTC).isoformat(), "--json")
    # then each recording is told with who and how late, in plain text
    assert replayed.returncode == 0, replayed.stderr
    assert replayed.stderr == ""
    steps = replayed.stdout.strip().split("\n\n")
    assert [name in step for name, step in zip(("1 trajectory-opened", "2 note-added", "3 voided"), steps, strict=True)] == [True] * 3
    assert all("procesregisseur pr-heerlen-1 GM0917" in step and " days late" in step for step in steps)
    assert "    status: none -> open" in steps[0].splitlines()
    assert "\x1b" not in replayed.stdout
    # and what was learned, as HTTP tells it
    assert learned.returncode == 0, learned.stderr
    [line] = learned.stdout.splitlines()
    assert [event["version"] for event in json.loads(line)["events"]] == [1, 2, 3]
    # and no words
    assert not [word for word in ("Boomklever", "Ander kind", "Wit", "Tom") if word in replayed.stdout + learned.stdout]
    # and what is not there is refused, in one line
    refused = command(server.data_dir, "replay", str(UUID(int=1)))
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", "No such trajectory.\n")
    # and all three are on record
    with AccessLog(Embedded(server.data_dir).databases) as accesses:
        shown = [each for each in accesses.page(trajectory_id=UUID(trajectory_id)) if each.role == "administrator"]
        [sought] = accesses.page(trajectory_id=UUID(int=1))
    assert [(each.operation, each.action, each.outcome, each.words) for each in shown] == [
        ("difference", "R", "shown", False),
        ("replay", "R", "shown", False),
    ]
    assert all(each.purpose == PURPOSES[Role.ADMINISTRATOR] and each.ground == "administrator" and each.subject for each in shown)
    assert json.loads(shown[1].parameters) == {"from": "2025-01-01"}
    assert (sought.operation, sought.outcome, sought.sought) == ("replay", "not-found", UUID(int=1))


def test_who_looked_is_verified_with_the_log(server: Server, tmp_path: Path) -> None:
    # given somebody who looked, and a checkpoint of that which was kept elsewhere
    assert server.client.get(f"/trajectories/{server.opened()}").status_code == 200
    kept = tmp_path / "checkpoint"

    def is_taken_in() -> bool:
        checkpoint = plain.get(f"{server.url}/access-log/checkpoint")
        kept.write_bytes(checkpoint.content)
        return checkpoint.status_code == 200 and int(checkpoint.text.splitlines()[1]) > 0

    assert until(PATIENT, is_taken_in)
    # when all is as it was
    verified = command(server.data_dir, "verify", "--checkpoint", str(kept))
    # then that is said of both
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "who looked: " in verified.stdout
    # when the owner changes why somebody looked
    with psycopg.connect(Embedded(server.data_dir).databases.owner) as conn:
        conn.execute("ALTER TABLE access.accesses DISABLE TRIGGER USER")
        conn.execute("UPDATE access.accesses SET purpose = 'Iets anders' WHERE position = 1")
    # then the first bad position is named
    verified = command(server.data_dir, "verify")
    assert verified.returncode == 1
    assert "who looked: position 1: " in verified.stdout

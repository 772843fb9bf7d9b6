"""`jeugdspoor rebuild --check`: that rows differ is one thing, that nobody could look another."""

import shutil
from pathlib import Path

import psycopg
import pytest

from jeugdspoor.embedded import Embedded
from tests.serving.conftest import Server, command, copied, opening


def test_where_there_are_no_rows_it_could_not_look(born: Path, tmp_path: Path) -> None:
    # given a database of which no server ever made rows
    checked = command(copied(born, tmp_path / "data"), "rebuild", "--check")
    assert (checked.returncode, checked.stdout, checked.stderr) == (2, "", "There are no rows to check.\n")


def test_without_the_master_key_it_could_not_look(server: Server, tmp_path: Path) -> None:
    # given
    kept, key = tmp_path / "kept", server.data_dir / "master.key"
    shutil.move(key, kept)
    # when
    checked = command(server.data_dir, "rebuild", "--check")
    shutil.move(kept, key)
    # then
    assert (checked.returncode, checked.stdout) == (2, "")
    assert "master key" in checked.stderr


def test_with_a_setting_that_is_wrong_it_could_not_look(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JEUGDSPOOR_ERASURE_DAYS", "many")
    checked = command(server.data_dir, "rebuild", "--check")
    assert (checked.returncode, checked.stdout) == (2, "")
    assert checked.stderr.startswith("JEUGDSPOOR_ERASURE_DAYS: ")


def test_where_rows_differ_it_says_of_which(server: Server) -> None:
    # given rows that are there, and then are not
    opened = server.client.post("/trajectories", json=opening())
    trajectory_id = opened.json()["trajectory_id"]
    assert server.client.get("/audit-trail", params={"min_position": opened.headers["Position"]}).status_code == 200
    with psycopg.connect(Embedded(server.data_dir).databases.engine, autocommit=True) as conn:
        (generation,) = conn.execute("SELECT generation FROM projections.live").fetchone() or (0,)
        conn.execute(f"DELETE FROM rows_{generation}.audit_trail WHERE trajectory_id = %s", (trajectory_id,))  # noqa: S608
    checked = command(server.data_dir, "rebuild", "--check")
    assert checked.returncode == 1
    assert trajectory_id in checked.stdout


def test_it_says_so_beforehand(tmp_path: Path) -> None:
    told = " ".join(command(tmp_path, "rebuild", "--help").stdout.split())
    assert "exit 1 and name each trajectory whose rows differ, 2 if it could not be compared" in told

"""`jeugdspoor export`: files for others, of a server that runs."""

import subprocess
import sys
from pathlib import Path
from uuid import UUID

import psycopg

from eventlog.access import AccessLog
from jeugdspoor.embedded import Embedded
from tests import plain
from tests.serving.conftest import Server, command


def test_a_bundle_of_a_log_that_is_in_use_is_checked_offline(server: Server, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    trajectory_id = server.opened()
    kept.write_bytes(plain.get(f"{server.url}/log/checkpoint").content)
    bundle = tmp_path / "bundle"
    exported = command(server.data_dir, "export", "proof", str(bundle))
    assert exported.returncode == 0, exported.stderr
    assert exported.stderr == ""
    vkey = plain.get(f"{server.url}/log/key").text.strip()
    checked = subprocess.run(
        [sys.executable, "-I", "-S", str(bundle / "verify.py"), str(bundle), "--key", vkey, "--checkpoint", str(kept)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    assert "none more" in checked.stdout
    # What was recorded just before is in it: the log is signed before it is written.
    records = int(exported.stdout.split()[0])
    assert server.record(trajectory_id, "note-added", 1, occurred_on="2025-01-11", text="Een bericht.").headers["Position"] == str(
        records + 1
    )


def test_it_takes_no_place_that_is_taken(server: Server, tmp_path: Path) -> None:
    refused = command(server.data_dir, "export", "proof", str(tmp_path))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"{tmp_path}: File exists." in refused.stderr
    assert not list(tmp_path.iterdir())


def test_what_leaves_is_said_beforehand(tmp_path: Path) -> None:
    assert "ciphertext" in command(tmp_path, "export", "proof", "--help").stdout


def test_who_exports_is_on_record_before_with_whose_records_left(server: Server, tmp_path: Path) -> None:
    trajectory_id = UUID(server.opened())
    exported = command(server.data_dir, "export", "proof", str(tmp_path / "bundle"))
    assert exported.returncode == 0, exported.stderr
    with AccessLog(Embedded(server.data_dir).databases) as accesses:
        record = next(each for each in accesses.page(trajectory_id=trajectory_id) if each.operation == "export_proof")
    assert (record.role, record.action, record.outcome) == ("administrator", "E", "shown")
    assert record.subject
    assert trajectory_id in record.trajectories


def test_verify_finds_that_keys_or_all_proof_were_deleted_with_nothing_kept_elsewhere(server: Server) -> None:
    trajectory_id, databases = server.opened(), Embedded(server.data_dir).databases
    command(server.data_dir, "export", "proof", str(server.data_dir / "bundle"))
    # given a log that is whole
    verified = command(server.data_dir, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "0 trajectories were erased" in verified.stdout
    # when the owner of the key store deletes the keys of a trajectory, and buries it himself
    with psycopg.connect(databases.keys_owner) as conn:
        conn.execute("DELETE FROM keys.trajectory_keys WHERE trajectory_id = %s", (trajectory_id,))
    verified = command(server.data_dir, "verify")
    assert verified.returncode == 1
    assert f"trajectory {trajectory_id} was not erased" in verified.stdout
    with psycopg.connect(databases.keys_owner) as conn:
        conn.execute("INSERT INTO keys.erased_trajectories (trajectory_id) VALUES (%s)", (trajectory_id,))
    # then that is not taken for an erasure
    verified = command(server.data_dir, "verify")
    assert verified.returncode == 1
    assert f"trajectory {trajectory_id} are gone, with a tombstone, and no erasure of it is on record" in verified.stdout
    # and when the owner of the log deletes all proof
    with psycopg.connect(databases.owner) as conn:
        for table in ("tiles", "checkpoints", "cosignatures"):
            conn.execute(f"ALTER TABLE proof.{table} DISABLE TRIGGER USER")
        conn.execute("TRUNCATE proof.tiles, proof.checkpoints, proof.cosignatures")
    # then it is found by what lies beside the log's key
    verified = command(server.data_dir, "verify")
    assert verified.returncode == 1
    assert verified.stdout.startswith("position 1: The tree has 0 leaves, and ")

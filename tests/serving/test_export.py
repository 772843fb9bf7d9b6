"""`jeugdspoor export`: files for others, of a server that runs."""

import subprocess
import sys
from pathlib import Path

import httpx

from tests.serving.conftest import Server, command


def test_a_bundle_of_a_log_that_is_in_use_is_checked_offline(server: Server, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    trajectory_id = server.opened()
    kept.write_bytes(httpx.get(f"{server.url}/log/checkpoint").content)
    bundle = tmp_path / "bundle"
    exported = command(server.data_dir, "export", "proof", str(bundle))
    assert exported.returncode == 0, exported.stderr
    assert exported.stderr == ""
    vkey = httpx.get(f"{server.url}/log/key").text.strip()
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

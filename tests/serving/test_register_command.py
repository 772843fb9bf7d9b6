"""`jeugdspoor register`: the register from a file, told line by line what is wrong with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("jeugdspoor")


def run(data_dir: Path, file: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "JEUGDSPOOR_DATA_DIR": str(data_dir)}
    return subprocess.run([PROGRAM, "register", file], env=environment, capture_output=True, text=True, check=False)


def test_what_is_new_is_recorded_and_what_is_there_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "entries.jsonl"
    file.write_text('{"type": "location-closed", "occurred_on": "2026-01-01", "location": "groep-stein"}\n')
    assert run(tmp_path / "data", file).stdout == "1 entries recorded, 0 there already.\n"
    assert run(tmp_path / "data", file).stdout == "0 entries recorded, 1 there already.\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nonsense", "an entry is a JSON object with a type"),
        ("[]", "an entry is a JSON object with a type"),
        ('{"type": "admitted"}', "type is one of accommodation-deregistered, "),
        ('{"type": "location-closed", "occurred_on": "2026-01-01"}', "location: Field required"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_started(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "entries.jsonl"
    file.write_text(f"\n{line}\n")
    ended = run(tmp_path / "data", file)
    assert (ended.returncode, "line 2" in ended.stderr, told in ended.stderr) == (1, True, True)
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data").exists()

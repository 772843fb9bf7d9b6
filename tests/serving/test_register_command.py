"""`jeugdspoor register`: the register from a file, told line by line what is wrong with it."""

from pathlib import Path

import pytest

from tests.serving.conftest import command, copied


def test_what_is_new_is_recorded_and_what_is_there_passed_over(tmp_path: Path, scratch: Path, born: Path) -> None:
    data_dir = copied(born, scratch / "entries" / "data")
    file = tmp_path / "entries.jsonl"
    file.write_text('{"type": "location-closed", "occurred_on": "2026-01-01", "location": "groep-stein"}\n')
    assert command(data_dir, "register", str(file)).stdout == "1 entries recorded, 0 there already.\n"
    assert command(data_dir, "register", str(file)).stdout == "0 entries recorded, 1 there already.\n"


def test_what_is_struck_off_is_noted_in_the_trajectories_of_who_stays_there(tmp_path: Path, scratch: Path, born: Path) -> None:
    data_dir = copied(born, scratch / "struck-off" / "data")
    file = tmp_path / "entries.jsonl"
    file.write_text('{"type": "accommodation-deregistered", "occurred_on": "2025-03-01", "location": "gesloten-geleen-1"}\n')
    told = "{} entries recorded, {} there already.\n0 changes of a registration noted in the trajectories of who stays there.\n"
    assert command(data_dir, "register", str(file)).stdout == told.format(1, 0)
    assert command(data_dir, "register", str(file)).stdout == told.format(0, 1)


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
    ended = command(tmp_path / "data", "register", str(file))
    assert (ended.returncode, "line 2" in ended.stderr, told in ended.stderr) == (1, True, True)
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data").exists()

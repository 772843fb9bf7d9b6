"""`jeugdspoor export ... -o -`: to standard output what is text, with nothing else among it; and no key out of a pipe."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving.conftest import Server, command

FIGURES = ("figures", "stand", "--from", "2025-01-01", "--until", "2025-04-01")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file of the name - is."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def opened(server: Server) -> str:
    return server.opened()


def test_figures_go_there_as_they_go_into_a_file(server: Server, opened: str, tmp_path: Path) -> None:
    for form in ("csv", "json"):
        file = tmp_path / f"figures.{form}"
        assert command(server.data_dir, "export", *FIGURES, "-o", str(file)).returncode == 0
        told = command(server.data_dir, "export", *FIGURES, "--format", form, "-o", "-")
        assert (told.returncode, told.stderr) == (0, "")
        if form == "json":
            assert json.loads(told.stdout)["rows"] == json.loads(file.read_text(encoding="utf-8"))["rows"]
        else:
            assert list(csv.reader(told.stdout.splitlines())) == list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    assert not Path("-").exists()


def test_facts_go_there_and_nothing_else(server: Server, opened: str) -> None:
    told = command(server.data_dir, "export", "ocel", "-o", "-")
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["events"]
    assert not Path("-").exists()


def test_what_is_no_text_does_not(server: Server, opened: str) -> None:
    refused = command(server.data_dir, "export", *FIGURES, "--format", "parquet", "-o", "-")
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", "Parquet is no text: name a file for it.\n")
    unsaid = command(server.data_dir, "export", *FIGURES, "-o", "-")
    assert (unsaid.returncode, unsaid.stdout) == (1, "")
    assert "say in which --format" in unsaid.stderr


def test_where_nobody_reads_on_it_ends_in_one_line(server: Server, opened: str) -> None:
    # given a pipe of which the other end is closed already
    reading, writing = os.pipe()
    os.close(reading)
    # when
    ended = subprocess.run(
        [sys.executable, "-m", "jeugdspoor", "export", "ocel", "-o", "-"],
        env={**os.environ, "JEUGDSPOOR_DATA_DIR": str(server.data_dir), "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )
    os.close(writing)
    # then
    assert (ended.returncode, ended.stderr) == (1, "The system: Broken pipe.\n")


def test_a_key_in_a_pipe_is_refused_and_not_waited_for(server: Server, opened: str, tmp_path: Path) -> None:
    pipe = tmp_path / "key"
    os.mkfifo(pipe, 0o600)
    refused = command(server.data_dir, "export", "ocel", "--key-file", str(pipe), "-o", "facts.json")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"{pipe} is no regular file: a key lies in one, which stays.\n"
    assert not Path("facts.json").exists()


def test_the_program_is_a_module_too() -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    told = subprocess.run([sys.executable, "-m", "jeugdspoor", "--help"], env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "python -m jeugdspoor" in told.stdout
    assert "rebuild" in told.stdout

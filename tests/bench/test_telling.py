"""What the benchmark keeps and prints."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import StringIO
from math import nan
from pathlib import Path

import pytest
from rich.console import Console

from bench import telling
from bench.figures import Figure, ratio
from bench.telling import RATIOS, Section

FASTER = ratio("as fast by 32 callers: ours, as the library", [(1.0, 9.0), (1.0, 10.0), (1.0, 11.0)], least=8.0, key="record_vs_library")
ABSENT = Figure("absent, and compared with nothing: there is no Node.js here", nan, "", key="record_vs_emmett")
PLAN = ("Index Scan using placements_pkey on placements",)
LISTED = Figure("a list [placements_pkey, access_pkey]", 3.5, "ms", most=2.0, plan=PLAN)


@pytest.fixture
def sections() -> list[Section]:
    return [Section("Recording", [FASTER, ABSENT, LISTED], load_before=0.5, load_after=1.5, seconds=12.0)]


@pytest.fixture
def kept(sections: list[Section], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    monkeypatch.setattr(telling, "LATEST", tmp_path / "latest.json")
    telling.keep(sections, date(2025, 6, 1), short=True)
    return dict(json.loads((tmp_path / "latest.json").read_text()))


def test_every_ratio_is_kept_or_missing_with_the_reason(kept: dict[str, dict[str, object]]) -> None:
    assert set(kept["ratios"]) == set(RATIOS)
    assert kept["ratios"]["record_vs_library"] == 10.0
    assert {key for key, value in kept["ratios"].items() if value is None} == set(kept["missing"])
    assert "Node.js" in str(kept["missing"]["record_vs_emmett"])
    assert "short run" in str(kept["missing"]["list_1m_vs_10k"])


def test_every_figure_is_kept_with_how_busy_the_machine_was(kept: dict[str, list[dict[str, object]]]) -> None:
    (section,) = kept["sections"]
    assert (section["load_before"], section["load_after"]) == (0.5, 1.5)
    assert section["figures"] == [
        {"what": FASTER.what, "value": 10.0, "unit": "times", "low": FASTER.low, "high": FASTER.high, "least": 8.0},
        {"what": ABSENT.what, "value": None, "unit": ""},
        {"what": LISTED.what, "value": 3.5, "unit": "ms", "most": 2.0, "plan": list(PLAN)},
    ]


def test_one_part_alone_is_kept_beside_what_was_there(kept: dict[str, object], sections: list[Section]) -> None:
    listed = replace(LISTED, key="list_1m_vs_10k", unit="times")
    telling.keep([Section("Few and very many", [listed])], date(2025, 6, 2), short=False, beside=True)
    now = json.loads(telling.LATEST.read_text())
    assert now["ratios"] == {**dict(kept)["ratios"], "list_1m_vs_10k": 3.5}  # type: ignore[dict-item]
    assert "Node.js" in now["missing"]["record_vs_emmett"]
    assert "list_1m_vs_10k" not in now["missing"]
    assert [(each["title"], each["day"]) for each in now["sections"]] == [("Recording", "2025-06-01"), ("Few and very many", "2025-06-02")]


def test_the_table_of_ratios_names_all_of_them(sections: list[Section]) -> None:
    printed = printed_by(lambda console: console.print(telling.ratios(sections, short=True)))
    for key in RATIOS:
        assert key in printed
    assert "at least 8: met" in printed


def test_a_table_is_printed_as_it_is_written_brackets_too() -> None:
    printed = printed_by(lambda console: telling.section(console, "Lists", (each for each in [LISTED])))
    assert "[placements_pkey, access_pkey]" in printed
    assert "at most 2: not met" in printed
    assert "load average" in printed


def test_where_nobody_watches_a_line_says_how_long_it_will_be() -> None:
    def fill(console: Console) -> None:
        with telling.progress(console) as told:
            told("Filling", 0, 10)
            told("Filling", 10, 10)

    assert "Filling: 10 of 10" in printed_by(fill)


def printed_by(do: Callable[[Console], object]) -> str:
    into = StringIO()
    do(Console(file=into, width=160))
    return into.getvalue()

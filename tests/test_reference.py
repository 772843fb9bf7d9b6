"""The reference pages say what the classes say."""

from pathlib import Path

import pytest

from domain.events import EVENTS
from jeugdspoor.reference import PAGES

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_current(page: str) -> None:
    kept = (REFERENCE / f"{page}.md").read_text(encoding="utf-8")

    assert kept == f"{PAGES[page]()}\n", f"docs/reference/{page}.md is behind the classes: run make reference."


def test_every_kind_of_event_is_described() -> None:
    described = {line.split("`")[1] for line in PAGES["events"]().splitlines() if line.startswith("### `")}

    assert described == set(EVENTS)

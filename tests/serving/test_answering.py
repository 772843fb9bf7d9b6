"""What a process that answers has ready before anybody asks."""

from typing import Any

import pytest

from jeugdspoor.serving import answering
from jeugdspoor.settings import Settings


def test_has_loaded_what_a_kaplan_meier_figure_is_made_with(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[bool] = []
    nothing: Any = None
    monkeypatch.setattr(answering.survival, "load", lambda: loaded.append(True))
    monkeypatch.setattr(answering, "create_app", lambda *_: nothing)

    answering.http_of(nothing, nothing, Settings(), "127.0.0.1", 0)

    assert loaded == [True]

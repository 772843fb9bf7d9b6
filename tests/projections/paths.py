"""The ways by which a list is looked for, each of which a test can take for whoever asks."""

import pytest

from projections import snapshot
from projections.snapshot import SOME

MANY = 1_000_000

FEW_BY_PATH = {"few": MANY, "some": -1, "many": -1}
"""Trajectory by trajectory; in the order of the list, past those that somebody does not see; in that order, asking row security of each."""

SOME_BY_PATH = {"few": {}, "some": dict.fromkeys(SOME, MANY), "many": {}}


def take(path: str, patched: pytest.MonkeyPatch) -> None:
    patched.setattr(snapshot, "FEW", FEW_BY_PATH[path])
    patched.setattr(snapshot, "SOME", SOME_BY_PATH[path])

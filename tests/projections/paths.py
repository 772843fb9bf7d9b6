"""The ways by which a list is looked for, each of which a test can take for whoever asks."""

import pytest

from projections.asking import snapshot
from projections.asking.snapshot import FEW_OF

ANY_NUMBER = 1_000_000

PATHS = {"few": (ANY_NUMBER, ANY_NUMBER), "some": (-1, ANY_NUMBER), "many": (-1, 0)}
"""By way, how many are few and how many are many: trajectory by trajectory; in the order of the list, all that somebody sees being known
before; in that order, asking row security of each."""


def take(path: str, patched: pytest.MonkeyPatch) -> None:
    few, many = PATHS[path]
    patched.setattr(snapshot, "FEW", few)
    patched.setattr(snapshot, "FEW_OF", dict.fromkeys(FEW_OF, few))
    patched.setattr(snapshot, "MANY", many)
    patched.setattr(snapshot, "MANY_OF", {})

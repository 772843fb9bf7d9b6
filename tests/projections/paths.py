"""The ways by which a list is looked for, each of which a test can take for whoever asks."""

from collections.abc import Mapping

import pytest

from projections.asking import paging

ANY_NUMBER = 1_000_000
NO_NUMBER = -1

_LOOKED_UP = dict.fromkeys(("FEW_MATCH", "MANY", "FEW_DUE", "FEW_RECORDED"), ANY_NUMBER)
_PASSED_OVER = {**dict.fromkeys(("FEW_MATCH", "MANY", "FEW_DUE", "FEW_RECORDED"), NO_NUMBER), "ONE_IN": ANY_NUMBER * ANY_NUMBER}

PATHS: Mapping[str, Mapping[str, int]] = {
    "few": {**_LOOKED_UP, "MANY_DUE": ANY_NUMBER},
    "step by step": {**_LOOKED_UP, "MANY_DUE": ANY_NUMBER, "AHEAD": 1, "AND_THEN": 1},
    "in vain": {**_LOOKED_UP, "FEW_MATCH": 3, "MANY": 3, "AHEAD": 1, "AND_THEN": 1, "MANY_DUE": ANY_NUMBER},
    "some": {**_PASSED_OVER, "MANY_DUE": ANY_NUMBER, "MANY_RECORDED": ANY_NUMBER},
    "many": {**_PASSED_OVER, "MANY_DUE": 0, "MANY_RECORDED": 0},
}
"""By way, what the numbers of `paging` are then: trajectory by trajectory, all at once or a few at a time; so for a while, and then in the
order of the list; in that order, all that somebody sees being known before; in that order, asking row security of each."""


def take(path: str, patched: pytest.MonkeyPatch) -> None:
    for name, number in PATHS[path].items():
        patched.setattr(paging, name, number)

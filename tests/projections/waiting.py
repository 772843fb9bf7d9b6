"""Waiting for what an engine does in its own time."""

import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds after which the engine is taken to have failed. It needs a few hundredths of one; an erasure, whose rebuild starts processes,
some seconds, and many more where others have the machine."""


def eventually(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "It did not come about."
        time.sleep(0.02)

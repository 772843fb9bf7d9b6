"""How it is told that something is not there."""

from math import nan

from bench.figures import Figure
from bench.peers.side import Absent


def absent(reason: Absent, key: str | None = None) -> Figure:
    """Without a value: nothing is guessed. `key`: of the ratio that is missing for it."""
    return Figure(f"absent, and compared with nothing: {reason}", nan, "", key=key)

"""How it is told that something is not there."""

from math import nan

from bench.figures import Figure
from bench.peers.side import Absent


def absent(reason: Absent) -> Figure:
    """Without a value: nothing is guessed."""
    return Figure(f"absent, and compared with nothing: {reason}", nan, "")

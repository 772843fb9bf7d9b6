"""The process that keeps the rows and signs, for all who record and answer beside it."""

from collections.abc import Sequence
from socket import socket

from jeugdspoor.collecting import collect_seldom
from jeugdspoor.processes.hints import tell
from jeugdspoor.processes.joining import joined_or_ended
from jeugdspoor.processes.places import Begun
from jeugdspoor.wiring import Pools, There, keeping


def keep(there: There, ends: Sequence[socket], begun: Begun) -> None:
    """Until it is stopped. `ends`: its ends of what it tells those who answer by."""
    with joined_or_ended(there, Pools(writing=1, keys=1)) as store, keeping(store) as keeper:
        collect_seldom()
        begun()
        tell(keeper, ends)

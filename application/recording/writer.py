"""The one writer of a process: whatever is to be recorded goes through it."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future

from application.recording.lane import Lane, Recorder
from application.recording.requests import Answer, Request

LANES = 2
"""While what one took commits, and Python has nothing to do, the other decides. Of a third the interpreter would have no time for."""


class Writer:
    """Has a lane for each of the `recorders`. All that concerns one trajectory, and whatever is sent again, goes into one of them.

    To each other lanes are what two processes on one database are: what they may both want (a BSN, the next position) the database decides.
    """

    def __init__(self, recorders: Iterable[Recorder], recorded: Callable[[], None]) -> None:
        """`recorded` is called after each commit, by the thread of a lane."""
        self._lanes = [Lane(f"writer-{number}", recorder, recorded) for number, recorder in enumerate(recorders, start=1)]

    def start(self) -> None:
        for lane in self._lanes:
            lane.start()

    def stop(self) -> None:
        """Records what is waiting, then ends."""
        for lane in self._lanes:
            lane.stop()
        for lane in self._lanes:
            lane.join()

    def is_running(self) -> bool:
        return all(lane.is_running() for lane in self._lanes)

    def submit(self, request: Request) -> "Future[Answer]":
        """From any thread. The answer, or the `Problem` that the future raises."""
        return self._lanes[_told_apart_by(request) % len(self._lanes)].submit(request)


def _told_apart_by(request: Request) -> int:
    """The same for all that must not be decided on beside each other: random bits of the trajectory, or of the key of what opens one."""
    if request.trajectory_id is not None:
        return request.trajectory_id.bytes[-1]
    return request.key_hash[-1] if request.key_hash else 0

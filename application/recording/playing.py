"""The door that HTTP does not have: a simulated past enters the log with its own moments of recording."""

from collections.abc import Callable, Iterable, Sequence

from application.doors.register import holds_only_the_register
from domain.events import TrajectoryOpened
from eventlog import EventLog, KeyStore, NewEvent
from simulation import Step


class NotEmpty(Exception):
    """The log holds more than the register: a simulated past would mix with what people recorded."""


def play(log: EventLog, keys: KeyStore, steps: Iterable[Step], told: Callable[[int], None], register: Sequence[NewEvent] = ()) -> int:
    """Appends the steps, which were judged as they were played, in order, after what is new in the `register`; `told` is told of each.
    Gives how many there were.

    All of them in one transaction: a simulation that is interrupted leaves nothing behind. Raises `NotEmpty`.
    """
    if not holds_only_the_register(log):
        raise NotEmpty("The log holds more than the register. Simulate into an empty one: take another JEUGDSPOOR_DATA_DIR.")
    events: list[NewEvent] = []
    for step in steps:
        if isinstance(step.event, TrajectoryOpened) and (bsn := step.event.identity.bsn):
            keys.claim_bsn(bsn, step.trajectory_id, lambda _: False)
        events.append(NewEvent(step.trajectory_id, step.version, step.envelope, step.event, recorded_at=step.recorded_at))
        told(len(events))
    log.append([*register, *events])
    return len(events)

"""The door that HTTP does not have: a simulated past enters the log with its own moments of recording."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from application.register import holds_only_the_register
from domain.events import TrajectoryOpened
from eventlog import EventLog, KeyStore, NewEvent
from simulation import Step

BATCH = 500

T = TypeVar("T")


class NotEmpty(Exception):
    """The log holds more than the register: a simulated past would mix with what people recorded."""


def play(log: EventLog, keys: KeyStore, steps: Iterable[Step], told: Callable[[int], None]) -> int:
    """Appends the steps, which were judged as they were played, in order; tells how many are in after each batch.

    Raises `NotEmpty`.
    """
    if not holds_only_the_register(log):
        raise NotEmpty("The log holds more than the register. Simulate into an empty one: take another JEUGDSPOOR_DATA_DIR.")
    played = 0
    for batch in _batches(iter(steps)):
        for step in batch:
            if isinstance(step.event, TrajectoryOpened) and (bsn := step.event.identity.bsn):
                keys.claim_bsn(bsn, step.trajectory_id, lambda _: True)
        log.append([NewEvent(s.trajectory_id, s.version, s.envelope, s.event, recorded_at=s.recorded_at) for s in batch])
        played += len(batch)
        told(played)
    return played


def _batches(items: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(items, BATCH)):
        yield batch

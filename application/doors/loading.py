"""A trajectory from the log, for who then judges whether it may be seen."""

from uuid import UUID

from application.problems import NotYet
from domain.events import OWN_STREAMS
from domain.history import History
from eventlog import EventLog, Unavailable, Words, legible


def history_of(log: EventLog, trajectory_id: UUID, *, words: Words = False) -> History | None:
    """What is recorded of it; None of what is not there, was erased, or is a stream that is no trajectory. Raises `NotYet`."""
    if trajectory_id in OWN_STREAMS:
        return None
    try:
        recorded = legible(log.histories([trajectory_id], words=words).get(trajectory_id, []))
    except Unavailable:
        raise NotYet.retry("The log cannot be read just now.") from None
    return History(recorded) if recorded else None

"""The histories that are being recorded on: folded once, kept for a while, and brought up to date from the log before each use.

A kept one is used only when the log says so: the last event that it knows stands where it stood, and all that came after it is added.
Facts only, as they were read from the log: no words stay here.
"""

import time
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.envelope import Recorded
from domain.events import Corrected
from domain.history import History
from domain.trajectory import Trajectory
from eventlog import Appended, EventLog, Since, Tombstone, legible

KEPT_FOR = 300.0
"""Seconds after its last use. What was erased, by whichever process, cannot be used any more, and is gone from here by then."""

MOST = 50_000
"""Events that are kept, of all histories together."""


@dataclass(slots=True)
class _Kept:
    history: History
    used_at: float
    judged: tuple[UUID, Trajectory] | None = None
    """To which state which event was judged to lead."""

    def begins(self, since: Since) -> bool:
        """Whether the log still holds what this history ends with."""
        newest = self.history.newest
        return since.there == Appended(newest.position, newest.recorded_at)


class Histories:
    """For one thread at a time."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._kept: OrderedDict[UUID, _Kept] = OrderedDict()
        self._events = 0

    def current(self, ids: Collection[UUID]) -> dict[UUID, History]:
        """Those of which nothing was erased, as the log has them now. Raises `Unavailable`, `Tampered`."""
        self.forget()
        kept = {id_: self._taken(id_) for id_ in ids}
        found = self._log.since({id_: each.history.version if each else 0 for id_, each in kept.items()})
        histories = {id_: history for id_, since in found.items() if (history := self._brought_up(id_, kept[id_], since))}
        for id_, history in histories.items():
            self._keep(id_, history)
        return histories

    def with_words(self, id_: UUID) -> History | None:
        """One of them with all passages, read for this one use; None if something of it was erased. Raises as `current`."""
        return _history(self._log.histories([id_], words=True).get(id_, []))

    def judged(self, recorded: Recorded, state: Trajectory) -> None:
        """What was worked out of the state need not be worked out again, if the event that leads to it comes to stand in the log."""
        kept = self._kept.get(recorded.trajectory_id)
        # A person that was told anew has words.
        if kept is not None and state.person is kept.history.trajectory.person:
            kept.judged = recorded.envelope.event_id, state

    def forget(self) -> None:
        """Those that were not used for long, and the least used of too many."""
        too_old = time.monotonic() - KEPT_FOR
        while self._kept:
            id_, oldest = next(iter(self._kept.items()))
            if oldest.used_at > too_old and self._events <= MOST:
                return
            self._taken(id_)

    def _keep(self, id_: UUID, history: History) -> None:
        self._kept[id_] = _Kept(history, time.monotonic())
        self._events += history.version

    def _taken(self, id_: UUID) -> _Kept | None:
        kept = self._kept.pop(id_, None)
        if kept is not None:
            self._events -= kept.history.version
        return kept

    def _brought_up(self, id_: UUID, kept: _Kept | None, since: Since) -> History | None:
        if kept is None:
            return _history(since.after)
        if not kept.begins(since) or any(_is_read_with_what_it_corrects(entry) for entry in since.after):
            return _history(self._log.histories([id_]).get(id_, []))
        if not since.after:
            return kept.history
        recorded = legible(since.after)
        return _grown(kept, recorded) if recorded else None


def _history(entries: Sequence[Recorded | Tombstone]) -> History | None:
    recorded = legible(entries)
    return History(recorded) if recorded else None


def _is_read_with_what_it_corrects(entry: Recorded | Tombstone) -> bool:
    """Whether the log reads it by what came before it (`eventlog.mapper`)."""
    return isinstance(entry, Recorded) and isinstance(entry.event, Corrected)


def _grown(kept: _Kept, recorded: Sequence[Recorded]) -> History:
    history, (judged, state) = kept.history, kept.judged or (None, None)
    for each in recorded:
        history = history.with_next(each, state if each.envelope.event_id == judged else None)
    return history

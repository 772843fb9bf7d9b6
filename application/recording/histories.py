"""The histories that are being recorded on: folded once, kept for a while, and brought up to date from the log before each use.

A kept one is used only when the log says so: the last event that it knows stands where it stood, and all that came after it is added.
Facts only, as they are read from the log: no words stay here. What is recorded here is kept as it will be read, and not read again.
"""

import time
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
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
    next: tuple[Recorded, Trajectory | None] | None = None
    """What was recorded on it here, and the state to which it was judged to lead: added to it when it is used again."""

    @property
    def newest(self) -> Recorded:
        return self.next[0] if self.next else self.history.newest

    def is_in(self, since: Since) -> bool:
        """Whether the log still holds what this history ends with."""
        return since.there == Appended(self.newest.position, self.newest.recorded_at)

    def with_all(self, after: Sequence[Recorded]) -> History:
        history = self.history.with_next(*self.next) if self.next else self.history
        for each in after:
            history = history.with_next(each)
        return history


class Histories:
    """For one thread at a time."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._kept: OrderedDict[UUID, _Kept] = OrderedDict()
        self._events = 0

    def current(self, ids: Collection[UUID]) -> dict[UUID, History]:
        """Those of which nothing was erased, as the log has them now. Raises `Unavailable`, `Tampered`."""
        return self.brought_up(self._log.since(self.versions(ids)))

    def versions(self, ids: Collection[UUID]) -> dict[UUID, int]:
        """The versions up to which they are kept, 0 of those that are not."""
        self.forget()
        return {id_: each.newest.version if (each := self._kept.get(id_)) else 0 for id_ in ids}

    def brought_up(self, found: Mapping[UUID, Since]) -> dict[UUID, History]:
        """As `current`, by what the log holds since those `versions`."""
        histories = {id_: history for id_, since in found.items() if (history := self._brought_up(id_, self._taken(id_), since))}
        for id_, history in histories.items():
            self._keep(id_, history)
        return histories

    def with_words(self, id_: UUID) -> History | None:
        """One of them with all passages, read for this one use; None if something of it was erased. Raises as `current`."""
        return _history(self._log.histories([id_], words=True).get(id_, []))

    def appended(self, read: Recorded, place: Appended, state: Trajectory) -> None:
        """What was recorded, `as_read`, and the state to which it was judged to lead, of which nothing need be worked out again."""
        kept = self._kept.get(read.trajectory_id)
        if kept is None or kept.next is not None or read.version != kept.history.version + 1 or isinstance(read.event, Corrected):
            return  # it will be read from the log
        # A person that was told anew has words.
        known = state if state.person is kept.history.trajectory.person else None
        kept.next = replace(read, position=place.position, recorded_at=place.recorded_at), known
        self._events += 1

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
            self._events -= kept.newest.version
        return kept

    def _brought_up(self, id_: UUID, kept: _Kept | None, since: Since) -> History | None:
        if kept is None:
            return _history(since.after)
        if not kept.is_in(since) or any(_is_read_with_what_it_corrects(entry) for entry in since.after):
            return _history(self._log.histories([id_]).get(id_, []))
        recorded = legible(since.after) if since.after else ()
        return None if recorded is None else kept.with_all(recorded)


def _history(entries: Sequence[Recorded | Tombstone]) -> History | None:
    recorded = legible(entries)
    return History(recorded) if recorded else None


def _is_read_with_what_it_corrects(entry: Recorded | Tombstone) -> bool:
    """Whether the log reads it by what came before it (`eventlog.mapper`)."""
    return isinstance(entry, Recorded) and isinstance(entry.event, Corrected)

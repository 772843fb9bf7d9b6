"""The one door to a history: it loads, folds and judges the actor's rights before anything is shown."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from application.governing import Granted
from application.problems import Malformed, NotYet, no_such_trajectory
from domain.calendar import amsterdam_day
from domain.envelope import Actor, Recorded
from domain.events import OWN_STREAMS
from domain.history import History
from domain.rights import NOTHING, Rights, often_reads_words, rights
from eventlog import EventLog, Future, Unavailable, Words

PATIENCE = 2.0
"""Seconds that a question waits for what it asks about."""

PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of knowledge and the position of the log that it resolves to."""

    known_at: datetime
    position: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A history as far as it was known at a moment, and what the actor may do with it today."""

    history: History
    moment: Moment
    rights: Rights


class Door:
    """Opens one case from the log itself: never stale, and independent of every read model."""

    def __init__(self, log: EventLog, granted: Granted) -> None:
        self._log = log
        self._granted = granted

    def moment(self, known_at: datetime | None, min_position: int = 0) -> Moment:
        """What `known_at` resolves to, once; without it, the newest, as soon as the log has reached `min_position`.

        Raises `Malformed` for a moment in the future, and `NotYet`.
        """
        try:
            self._await(min_position)
            if known_at is not None:
                return Moment(known_at, self._log.position_at(known_at))
            return Moment(datetime.now(UTC), self._head())
        except Future:
            raise Malformed("known_at lies in the future: what will be known then cannot be asked yet.") from None
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None

    def _await(self, position: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while position and self._head() < position:
            if time.monotonic() > deadline:
                raise NotYet.retry(f"The log has not reached position {position} yet.")
            time.sleep(PAUSE)

    def _head(self) -> int:
        head = self._log.head()
        return head.position if head else 0

    def open(
        self, actor: Actor, trajectory_id: UUID, known_at: datetime | None, *, min_position: int | None = None, words: Words = False
    ) -> Opened:
        """The history as known at that moment, with `words` of all events or of some kinds, if the actor may read them.

        Raises `NotFound` for what is not there, was not yet, or may not be seen.
        """
        moment = self.moment(known_at, min_position or 0)
        with_words = often_reads_words(actor.role)
        history = self._load(trajectory_id, words=words if with_words else False)
        now = datetime.now(UTC)
        allowed = rights(actor, history.trajectory, amsterdam_day(now), self._granted.current(), now) if history else NOTHING
        if history is None or not allowed.sees:
            raise no_such_trajectory()
        if words and allowed.reads_words is not with_words:
            history = self._load(trajectory_id, words=words if allowed.reads_words else False)
        known = history.as_of(moment.position) if history else None
        if known is None:
            raise no_such_trajectory()
        return Opened(known, moment, allowed)

    def _load(self, trajectory_id: UUID, *, words: Words) -> History | None:
        if trajectory_id in OWN_STREAMS:
            return None
        try:
            found = self._log.histories([trajectory_id], words=words).get(trajectory_id, [])
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None
        recorded = [entry for entry in found if isinstance(entry, Recorded)]
        return History(tuple(recorded)) if recorded and len(recorded) == len(found) else None

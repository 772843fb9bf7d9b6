"""The one door to a history: it loads, folds and judges the actor's rights before anything is shown."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from application.problems import Malformed, NotYet, no_such_trajectory
from domain.calendar import amsterdam_day
from domain.envelope import Actor, Recorded
from domain.events import REGISTER_ID
from domain.history import History
from domain.rights import NOTHING, Rights, may_read_words, rights
from eventlog import EventLog, Future, Unavailable, Words


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

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def moment(self, known_at: datetime | None) -> Moment:
        """What `known_at` resolves to, once; without it, the newest. Raises `Malformed` for a moment in the future."""
        try:
            if known_at is not None:
                return Moment(known_at, self._log.position_at(known_at))
            head = self._log.head()
            return Moment(datetime.now(UTC), head.position if head else 0)
        except Future:
            raise Malformed("known_at lies in the future: what will be known then cannot be asked yet.") from None
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None

    def open(self, actor: Actor, trajectory_id: UUID, known_at: datetime | None, *, words: Words = False) -> Opened:
        """The history as known at that moment, with `words` of all events or of some kinds, if the actor may read them.

        Raises `NotFound` for what is not there, was not yet, or may not be seen.
        """
        moment = self.moment(known_at)
        history = self._load(trajectory_id, words=words if may_read_words(actor.role) else False)
        allowed = rights(actor, history.trajectory, amsterdam_day(datetime.now(UTC))) if history else NOTHING
        if history is None or not allowed.sees:
            raise no_such_trajectory()
        if words and not allowed.reads_words and may_read_words(actor.role):
            history = self._load(trajectory_id, words=False)
        known = history.as_of(moment.position) if history else None
        if known is None:
            raise no_such_trajectory()
        return Opened(known, moment, allowed)

    def _load(self, trajectory_id: UUID, *, words: Words) -> History | None:
        if trajectory_id == REGISTER_ID:
            return None
        try:
            found = self._log.histories([trajectory_id], words=words).get(trajectory_id, [])
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None
        recorded = [entry for entry in found if isinstance(entry, Recorded)]
        return History(tuple(recorded)) if recorded and len(recorded) == len(found) else None

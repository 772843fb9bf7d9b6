"""Streams of the log that are no trajectories: folded, and added to by who decides on what stands."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from uuid_utils.compat import uuid7

from application import bodies
from application.problems import Malformed, NotYet
from domain.calendar import amsterdam_day
from domain.envelope import Actor, Envelope, Recorded, Source
from domain.events import Event
from eventlog import Appended, Conflict, EventLog, Idempotency, NewEvent, OutcomeUnknown, Tombstone, Unavailable

S = TypeVar("S")
T = TypeVar("T")

_PATIENCE = 5.0
"""Seconds in which it is somebody's turn to record."""


class Place(NamedTuple):
    """Where something was recorded: as which version of its stream, and at which position of the log."""

    version: int
    position: int


class Keyed(NamedTuple):
    """An event, and what is answered to its key from now on."""

    event: Event
    idempotency: Idempotency


def _last(new: Sequence[NewEvent], appended: Sequence[Appended]) -> Place:
    return Place(new[-1].version, appended[-1].position)


class OwnStream(Generic[S]):
    """One such stream. What it comes to is folded again only when it has grown.

    It names a jeugdige by the trajectory's id at most, so that it may be kept between requests.
    """

    def __init__(self, log: EventLog, stream_id: UUID, source: str, fold: Callable[[Iterable[Recorded]], S]) -> None:
        """`source`: what its events say they come from."""
        self._log = log
        self._id = stream_id
        self._source = Source(kind=source)
        self._fold = fold
        self._turn = Lock()
        self._seen: tuple[tuple[Recorded | Tombstone, ...], S] = ((), fold(()))
        """What was recorded and its outcome together: several threads may fold at the same time."""

    def current(self) -> S:
        """Raises `NotYet`."""
        return self.read()[0]

    def read(self) -> tuple[S, int | None]:
        """What stands, and at which position of the log it was last added to, if ever. Raises `NotYet`."""
        history, standing = self._seen
        try:
            if len(history) != self._log.versions([self._id]).get(self._id, 0):
                history = (*history, *self._log.continued(self._id, len(history)))
                standing = self._fold(entry for entry in history if isinstance(entry, Recorded))
                self._seen = history, standing
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None
        return standing, history[-1].position if history else None

    def record(self, actor: Actor, decide: Callable[[S], Event | Keyed | Sequence[Event] | None]) -> Place | None:
        """Adds what `decide` makes of what stands: one event, several together, or with `None` nothing; the place of the last of them.

        What comes between is looked at anew. Raises what `decide` raises, and `NotYet`.
        """

        def decided() -> list[NewEvent]:
            # The version first: who records after that makes it a conflict, and what stands is looked at anew.
            version = self._log.versions([self._id]).get(self._id, 0)
            match decide(self.current()):
                case Keyed(event, idempotency):
                    return [replace(self._next_event(version + 1, actor, event), idempotency=idempotency)]
                case Event() as event:
                    return [self._next_event(version + 1, actor, event)]
                case events:
                    return [self._next_event(next_, actor, event) for next_, event in enumerate(events or (), start=version + 1)]

        def append() -> Place | None:
            new = decided()
            try:
                return _last(new, self._log.append(new)) if new else None
            except Conflict:
                pass  # another process was faster

            def decided_anew() -> list[NewEvent]:
                new[:] = decided()
                return new

            # With nobody in between.
            appended = self._log.append_under_lock(decided_anew)
            return _last(new, appended) if appended else None

        return self._in_turn(append)

    def record_with(self, actor: Actor, decide: Callable[[S], tuple[Event, Sequence[NewEvent]] | None]) -> None:
        """The same, together with events of other streams: in one transaction, with nobody in between, or not at all."""

        def decided() -> list[NewEvent]:
            version = self._log.versions([self._id]).get(self._id, 0)
            decision = decide(self.current())
            if decision is None:
                return []
            event, others = decision
            return [*others, self._next_event(version + 1, actor, event)]

        self._in_turn(lambda: self._log.append_under_lock(decided))

    def _in_turn(self, append: Callable[[], T]) -> T:
        """One at a time in this process: who holds the append lock and decides needs a connection beside it, and those who wait for that
        lock could hold them all."""
        if not self._turn.acquire(timeout=_PATIENCE):
            raise NotYet.retry("Others record here at the same time. Send it again.")
        try:
            return append()
        except Unavailable:
            raise NotYet.retry("Nothing was recorded. Send it again.") from None
        except OutcomeUnknown:
            raise NotYet.retry("It may have been recorded: look, and send it again if it was not.") from None
        finally:
            self._turn.release()

    def _next_event(self, version: int, actor: Actor, event: Event) -> NewEvent:
        return NewEvent(self._id, version, self.envelope(actor), event)

    def envelope(self, actor: Actor) -> Envelope:
        return Envelope(event_id=uuid7(), actor=actor, source=self._source)


K = TypeVar("K", bound=Event)


def read_said(kind: type[K], body: bytes, **given: str) -> K:
    """What somebody may say of that kind; the day, the id of what it begins, and what is `given` are not his to say. Raises `Malformed`.

    A member that is null is refused: what is left out often means all of it, which nobody says by having nothing to fill in.
    """
    given |= {"occurred_on": amsterdam_day(datetime.now(UTC)).isoformat()} | ({kind.opens: str(uuid7())} if kind.opens else {})
    said = bodies.members_of(body)
    if own := given.keys() & said.keys():
        errors = [{"pointer": f"/{name}", "message": "The server gives it: leave it out."} for name in sorted(own)]
        raise Malformed("Mend the fields named in errors.", errors=errors)
    if empty := [name for name, value in said.items() if value is None and name in kind.model_fields]:
        errors = [{"pointer": f"/{name}", "message": "It is null, which says nothing: give it, or leave it out."} for name in sorted(empty)]
        raise Malformed("Mend the fields named in errors.", errors=errors)
    return bodies.read(kind, json.dumps({**said, **given}).encode())

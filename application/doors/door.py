"""The one door to a history: it loads, folds and judges the actor's rights before anything is shown."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from application.doors.granted import Granted
from application.doors.loading import history_of
from application.doors.register import Register
from application.problems import Malformed, NotYet, no_such_trajectory
from domain.calendar import amsterdam_day
from domain.envelope import Actor, Recorded
from domain.history import History
from domain.region import Region
from domain.rights import (
    NONE,
    Rights,
    Succession,
    alone,
    can_be_succeeded,
    often_reads_words,
    own_events,
    own_period,
    own_words,
    rights,
    succession_of,
)
from domain.secrecy import Secrecy, kept_from
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
    events: Sequence[Recorded]
    """Those that the actor may be shown, with the words that he may read: all of the history, or the own ones alone."""
    secrecy: Secrecy
    """What is left out of all that is shown, as it is known today."""
    succession: Succession
    """For which organisations the actor speaks today."""
    region: Region
    """The region's register as far as it was known at that moment."""

    @property
    def disclosed_on(self) -> "OnGround":
        """On what ground it is shown, and in whose place: for the record of who looked."""
        return {"ground": self.rights.ground, "on_behalf_of": self.rights.on_behalf_of}


class OnGround(TypedDict):
    ground: str | None
    on_behalf_of: str | None


class Door:
    """Opens one case from the log itself: never stale, and independent of every read model."""

    def __init__(self, log: EventLog, granted: Granted) -> None:
        self._log = log
        self._granted = granted
        self._register = Register(log)

    def succession(self, actor: Actor, today: date) -> Succession:
        """For which organisations that actor speaks today, by the register as it is known. Raises `NotYet`."""
        return succession_of(actor, self._register.asked().region, today) if can_be_succeeded(actor.role) else alone(actor)

    def moment(self, known_at: datetime | None, min_position: int = 0, *, at_position: int | None = None) -> Moment:
        """What `known_at` resolves to, once, or when `at_position` was recorded; without both, the newest, as soon as the log has reached
        `min_position`.

        Raises `Malformed` for both together, for a moment in the future, or a position that the log has not reached; and `NotYet`.
        """
        if known_at is not None and at_position is not None:
            raise Malformed("Give known_at or at_position: both name what was known.")
        self.awaited(min_position)
        try:
            if at_position is not None:
                return self._recorded_at(at_position)
            if known_at is not None:
                return Moment(known_at, self._log.position_at(known_at))
            return Moment(datetime.now(UTC), self._head())
        except Future:
            raise Malformed("known_at lies in the future: what will be known then cannot be asked yet.") from None
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None

    def _recorded_at(self, position: int) -> Moment:
        found = self._log.read(position - 1, 1)
        if not found:
            raise Malformed("at_position lies beyond the log: what will be known then cannot be asked yet.")
        return Moment(found[0].recorded_at, position)

    def awaited(self, position: int | None) -> None:
        """Waits until the log has reached a position, if one was asked for: for what is read from the log itself. Raises `NotYet`."""
        deadline = time.monotonic() + PATIENCE
        try:
            while position and self._head() < position:
                if time.monotonic() > deadline:
                    raise NotYet.retry(f"The log has not reached position {position} yet.")
                time.sleep(PAUSE)
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None

    def _head(self) -> int:
        head = self._log.head()
        return head.position if head else 0

    def open(
        self,
        actor: Actor,
        trajectory_id: UUID,
        known_at: datetime | None,
        *,
        at_position: int | None = None,
        min_position: int | None = None,
        words: Words = False,
        own_events_alone: bool = False,
    ) -> Opened:
        """The history as known at that moment, or at a position, with `words` of all events or of some kinds, if the actor may read any.

        Who reads some of them reads those in the `events`; the history has all, since an identity is folded from several.

        Who keeps a period of it (`domain.rights.own_period`) is answered as at its end, whatever later moment is asked about.
        `own_events_alone`: whether there is an answer for who has only these left (`domain.rights.own_events`).

        Raises `NotFound` for what is not there, was not yet, or may not be seen.
        """
        moment = self.moment(known_at, min_position or 0, at_position=at_position)
        with_words = often_reads_words(actor.role)
        history = history_of(self._log, trajectory_id, words=words if with_words else False)
        if history is None:
            raise no_such_trajectory()
        now = datetime.now(UTC)
        register = self._register.asked()
        succession = succession_of(actor, register.region, amsterdam_day(now))
        allowed, ended_at = self._allowed(actor, succession, history, now)
        if not allowed.sees and not own_events_alone:
            raise no_such_trajectory()
        if ended_at is not None and moment.known_at >= ended_at:
            moment = self.moment(ended_at - timedelta.resolution)
        read: History | None = history
        if words and bool(allowed.words) is not with_words:
            read = history_of(self._log, trajectory_id, words=words if allowed.words else False)
        known = read.as_of(moment.position) if read else None
        if known is None:
            raise no_such_trajectory()
        events = _as_read(known, history, allowed)
        if not allowed.sees:
            left = {each.version for each in own_events(actor, succession, known)}
            events = [each for each in events if each.version in left]
        if not events:
            raise no_such_trajectory()
        # A period of the past opens no place that is secret today, not even to who read its words.
        secrecy = kept_from(actor, succession.organisations, history, reads_words=allowed.reads_words and ended_at is None)
        return Opened(known, moment, allowed, events, secrecy, succession, register.as_of(moment.position))

    def _allowed(self, actor: Actor, succession: Succession, history: History, now: datetime) -> tuple[Rights, datetime | None]:
        """What the actor may today, and the moment at which the period ended that is all that is left of it."""
        today = amsterdam_day(now)
        allowed = rights(actor, history.trajectory, today, self._granted.current(), now, succession=succession)
        period = None if allowed.sees else own_period(actor, succession, history, today)
        if period is not None:
            return Rights(sees=True, words="all" if period.reads_words else NONE, ground="own period"), period.ended_at
        if not allowed.sees:
            allowed = Rights(sees=False, ground="own events")
        return replace(allowed, words=allowed.words or own_words(actor, succession, history)), None


def _as_read(known: History, judged: History, allowed: Rights) -> Sequence[Recorded]:
    """All that was recorded, with the words that may be read: of who reads some, `judged` is the history without any."""
    if allowed.words in ("all", NONE):
        return known.recorded
    return [
        opened if allowed.reads_words_of(opened.version) else sealed
        for opened, sealed in zip(known.recorded, judged.recorded, strict=False)
    ]

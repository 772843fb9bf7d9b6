"""Questions about one case, answered from the log itself."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from application.doors.door import Door
from application.looking.disclosing import Disclosed
from application.one_case.replaying import Replaying
from application.one_case.shown import OPENING, cover_shown, event_shown, not_open_yet, situation, whereabouts_shown
from application.pages import Page, page_of
from domain.calendar import amsterdam_day
from domain.envelope import Actor, Recorded
from domain.events import Corrected, IdentityChanged, TrajectoryOpened
from domain.rights import reads_confided

TELL_WHO_IT_IS = frozenset(kind.event_type for kind in (TrajectoryOpened, IdentityChanged, Corrected))
"""Kinds of events in which an identity can stand: the only words that a situation shows."""


class Cases:
    """Each question goes through the door: what may not be seen raises `NotFound`, like what is not there.

    The answers are closed until it is recorded who is given them (`application.looking`).
    """

    def __init__(self, door: Door) -> None:
        self._door = door
        self.replaying = Replaying(door)

    def situation(
        self,
        actor: Actor,
        trajectory_id: UUID,
        *,
        known_at: datetime | None,
        at_position: int | None = None,
        valid_on: date | None,
        min_position: int | None,
    ) -> Disclosed[dict[str, Any]]:
        """What was known at `known_at`, or at a position, of the situation on `valid_on`; all default to now.

        Before it was known it raises `NotFound`; of a day before the opening `NotOpenYet`, which tells what began before that.
        """
        opened = self._door.open(actor, trajectory_id, known_at, at_position=at_position, min_position=min_position, words=TELL_WHO_IT_IS)
        day = valid_on or amsterdam_day(opened.moment.known_at)
        if refusal := not_open_yet(opened, day):
            raise refusal
        words = opened.rights.reads_words_of(OPENING)
        case = {
            "trajectory_id": trajectory_id,
            "version": opened.history.version,
            "position": opened.moment.position,
            "known_at": opened.moment.known_at,
            "valid_on": day,
            **situation(opened.history, day, opened.region, words=words, secrecy=opened.secrecy),
        }
        return Disclosed(case, [trajectory_id], words=words, **opened.disclosed_on)

    def events(
        self,
        actor: Actor,
        trajectory_id: UUID,
        *,
        known_at: datetime | None,
        at_position: int | None = None,
        valid_on: date | None = None,
        limit: int,
        cursor: str | None,
        min_position: int | None,
    ) -> Disclosed[Page]:
        """What was recorded of it, in order of version; what the own organisation recorded, where nothing else is left to see.

        `valid_on`: only of what had happened by that day, as it is known: what was corrected, on the day that it was corrected to.
        """
        opened = self._door.open(
            actor, trajectory_id, known_at, at_position=at_position, min_position=min_position, words=True, own_events_alone=True
        )
        reads_words_of = opened.rights.reads_words_of

        def shown(recorded: Recorded) -> dict[str, Any]:
            contents = not opened.history.confides(recorded) or reads_confided(actor, opened.succession, recorded)
            return event_shown(recorded, words=reads_words_of(recorded.version), contents=contents, secrecy=opened.secrecy)

        events = opened.events
        if valid_on is not None:
            happened_on = {each.version: each.event.occurred_on for each in opened.history.effective}
            events = [each for each in events if happened_on.get(each.version, each.event.occurred_on) <= valid_on]
        page = page_of("events", events, lambda r: r.version, shown, cursor, limit)
        words = any(reads_words_of(item["version"]) for item in page.items)
        return Disclosed(replace(page, position=opened.moment.position), [trajectory_id], words=words, **opened.disclosed_on)

    def whereabouts(
        self,
        actor: Actor,
        trajectory_id: UUID,
        *,
        known_at: datetime | None,
        at_position: int | None = None,
        valid_on: date | None = None,
        min_position: int | None,
    ) -> Disclosed[Page]:
        """Where the jeugdige was in each night since the opening. `valid_on`: in the night that begins on that day alone."""
        opened = self._door.open(actor, trajectory_id, known_at, at_position=at_position, min_position=min_position)
        page = Page(whereabouts_shown(opened.history, valid_on), None, opened.moment.position)
        return Disclosed(page, [trajectory_id], **opened.disclosed_on)

    def legal_cover(
        self,
        actor: Actor,
        trajectory_id: UUID,
        *,
        known_at: datetime | None,
        at_position: int | None = None,
        valid_on: date | None = None,
        min_position: int | None,
    ) -> Disclosed[Page]:
        """Under which title each closed night was spent. `valid_on`: in the night that begins on that day alone."""
        opened = self._door.open(actor, trajectory_id, known_at, at_position=at_position, min_position=min_position)
        page = Page(cover_shown(opened.history, valid_on), None, opened.moment.position)
        return Disclosed(page, [trajectory_id], **opened.disclosed_on)

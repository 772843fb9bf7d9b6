"""Replay of one case: what each recording changed, and what was learned between two moments.

Nothing is told that could not be asked for moment by moment (`cases`): the same rights, the same words, the same secret places.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from application.doors.door import Door, Moment, Opened
from application.looking.disclosing import Disclosed
from application.one_case.shown import OPENING, event_shown, found_and_due, not_open_yet, standing
from application.pages import Page, last_of
from application.problems import Malformed, finding_shown, no_such_trajectory
from domain.calendar import amsterdam_day
from domain.deadlines import Deadline
from domain.envelope import Actor, Recorded
from domain.history import History
from domain.replay import Learned, Step, changes, learned, replay
from domain.rights import reads_confided
from domain.secrecy import Secrecy
from projections.asking.cursor import cursor_of


class Replaying:
    """Each question goes through the door, and is closed until it is recorded who is answered (`application.looking`).

    For who has only his own recordings left there is no answer: what came of them was not his to see.
    """

    def __init__(self, door: Door) -> None:
        self._door = door

    def replay(
        self,
        actor: Actor,
        trajectory_id: UUID,
        *,
        from_: date | None,
        to: date | None,
        known_at: datetime | None,
        at_position: int | None = None,
        limit: int,
        cursor: str | None,
        min_position: int | None,
    ) -> Disclosed[Page]:
        """What was recorded from the day `from_` and before the day `to` (both in Amsterdam), each with the state from then on.

        Raises `NotFound`, `Malformed` and `NotYet`.
        """
        opened = self._door.open(actor, trajectory_id, known_at, at_position=at_position, min_position=min_position, words=True)
        after = last_of("replay", cursor, int) if cursor else 0
        left = [each for each in opened.events if each.version > after and _recorded_between(each, from_, to)]
        taken = left[:limit]
        shown = _Shown(actor, opened)
        # What was recorded on days that follow each other stands together: one step takes over from the other.
        steps = replay(opened.history, taken[0].version) if taken else iter(())
        items = [shown.step(step, recorded) for recorded, step in zip(taken, steps, strict=False)]
        page = Page(items, cursor_of("replay", taken[-1].version) if len(left) > limit else None, opened.moment.position)
        words = bool(taken) and (shown.knows_who or shown.has_words(taken))
        return Disclosed(page, [trajectory_id], words=words, **opened.disclosed_on)

    def difference(
        self,
        actor: Actor,
        trajectory_id: UUID,
        *,
        known_at: datetime | None,
        at_position: int | None = None,
        other: datetime | None,
        other_position: int | None = None,
        valid_on: date | None,
        min_position: int | None,
    ) -> Disclosed[dict[str, Any]]:
        """What was learned from `known_at`, or a position, to `other`, or another, whichever is first, of the situation on `valid_on`; both
        default to now, and the day to that of the later of the two.

        Before the opening nothing was known. Raises `NotFound` where nothing is on either side, of which `NotOpenYet` on a day before it;
        `Malformed` and `NotYet`.
        """
        first = self._door.moment(known_at, min_position or 0, at_position=at_position)
        last = self._other(other, other_position)
        backwards = last.known_at < first.known_at
        later, position = (known_at, at_position) if backwards else (other, other_position)
        opened = self._door.open(actor, trajectory_id, later, at_position=position, min_position=min_position, words=True)
        # Of an own period nothing is known later than its end.
        first = min(first, last, opened.moment, key=lambda moment: moment.known_at)
        between = [each for each in opened.events if each.position > first.position]
        sides = ((first, opened.history.as_of(first.position)), (opened.moment, opened.history))
        (one, known), (two, known_then) = reversed(sides) if backwards else sides
        day = valid_on or amsterdam_day(opened.moment.known_at)
        shown = _Shown(actor, opened)
        before, after = shown.standing(known, day), shown.standing(known_then, day)
        if not before and not after:
            raise not_open_yet(opened, day) or no_such_trajectory()
        differing = changed(before, after)
        answer = {
            "trajectory_id": trajectory_id,
            "known_at": one.known_at,
            "position": one.position,
            "other": two.known_at,
            "other_position": two.position,
            "valid_on": day,
            "events": [shown.event(each) for each in between],
            "changed": differing,
            **_learned(learned(known, known_then), opened.secrecy),
        }
        words = shown.has_words(between) or any(each["field"].startswith("identity") for each in differing)
        return Disclosed(answer, [trajectory_id], words=words, **opened.disclosed_on)

    def _other(self, known_at: datetime | None, at_position: int | None) -> Moment:
        """What the second of two resolves to. Raises as `Door.moment`, by the names that it has here."""
        try:
            return self._door.moment(known_at, at_position=at_position)
        except Malformed as refusal:
            raise Malformed(refusal.detail.replace("known_at", "other").replace("at_position", "other_position")) from None


class _Shown:
    """How one case is shown to one actor."""

    def __init__(self, actor: Actor, opened: Opened) -> None:
        self._actor = actor
        self._opened = opened
        self.knows_who = opened.rights.reads_words_of(OPENING)
        """Whether the identity is shown with the situation."""
        self._last: tuple[History, date, dict[str, Any]] | None = None
        """How things stood last: of two recordings on one day the one leaves what the other finds."""

    def has_words(self, recorded: list[Recorded]) -> bool:
        """Whether those of one of these are shown."""
        return any(self._opened.rights.reads_words_of(each.version) for each in recorded)

    def step(self, step: Step, recorded: Recorded) -> dict[str, Any]:
        """`recorded` has the words that may be read."""
        day = recorded.recorded_on
        before, after = (self.standing(known, day) for known in (step.before, step.after))
        return {
            "position": recorded.position,
            "event": self.event(recorded),
            "days_late": step.days_late,
            "state": {
                "trajectory_id": recorded.trajectory_id,
                "version": recorded.version,
                "position": recorded.position,
                "known_at": recorded.recorded_at,
                "valid_on": day,
                **(after and after | found_and_due(step.after, day, self._opened.secrecy)),
            },
            "changed": changed(before, after),
            **_learned(step.learned, self._opened.secrecy),
        }

    def event(self, recorded: Recorded) -> dict[str, Any]:
        opened = self._opened
        contents = not opened.history.confides(recorded) or reads_confided(self._actor, opened.succession, recorded)
        words = opened.rights.reads_words_of(recorded.version)
        return event_shown(recorded, words=words, contents=contents, secrecy=opened.secrecy)

    def standing(self, known: History | None, day: date) -> dict[str, Any]:
        """Empty where there was none: before it was known that the trajectory was opened, and on a day before that.

        By the register as it was known last: what is told to have changed is what was recorded of the case.
        """
        if known is None or day < known.trajectory.opened_on:
            return {}
        if self._last is None or self._last[0] is not known or self._last[1] != day:
            stands = standing(known, day, self._opened.region, words=self.knows_who, secrecy=self._opened.secrecy)
            self._last = known, day, stands
        return self._last[2]


def _recorded_between(recorded: Recorded, from_: date | None, to: date | None) -> bool:
    day = recorded.recorded_on
    return (from_ is None or from_ <= day) and (to is None or day < to)


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What differs between how things stand on one day; what is found and due is told as whole intervals."""
    return [{"field": field, "before": was, "after": became} for field, was, became in changes(_by_name(before), _by_name(after))]


def _learned(known: Learned, secrecy: Secrecy) -> dict[str, Any]:
    return {
        "findings_added": [finding_shown(each) for each in secrecy.found(known.findings_added)],
        "findings_gone": [finding_shown(each) for each in secrecy.found(known.findings_gone)],
        "deadlines_added": [_deadline(each) for each in secrecy.due(known.deadlines_added)],
        "deadlines_gone": [_deadline(each) for each in secrecy.due(known.deadlines_gone)],
    }


def _by_name(standing: Mapping[str, Any]) -> dict[str, Any]:
    """With each title by its id, so that what changed of it has a path."""
    return {**standing, "titles": {title["title_id"]: title for title in standing.get("titles", ())}}


_MEMBERS = tuple(field.name for field in fields(Deadline))


def _deadline(deadline: Deadline) -> dict[str, Any]:
    """All of it, from the day on which it is open to the day `until` on which nobody asks for it any more."""
    return {**{name: getattr(deadline, name) for name in _MEMBERS}, "until": deadline.open_until}

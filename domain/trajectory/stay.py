"""Stays, leave, readiness to leave."""

from datetime import date

from domain.codes import BlockedBy, Destination, MoveKind, MoveReason, Setting, StayPurpose
from domain.events.place import PlaceThen
from domain.spans import Span, within
from domain.values import dataclass, replace

_MAIN, _CLOSED = StayPurpose.MAIN, Setting.GESLOTEN
"""Asked of every stay by nearly every rule; an enum looks its members up by a call each time."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Verblijf: the nights from `since` up to, and not including, `until`."""

    stay_id: str
    version: int
    purpose: StayPurpose
    setting: Setting
    provider: str
    location: str
    since: date
    crisis: bool
    title_id: str | None
    came_from: "Stay | None"
    """The stay that gave way to this one."""
    move: MoveKind | None = None
    move_reason: MoveReason | None = None
    told_on: date | None = None
    """When the jeugdige was told of the move."""
    expected_until: date | None = None
    why_no_family_is_recorded: bool = False
    place_then: PlaceThen | None = None
    registrations: tuple[tuple[date, bool], ...] = ()
    """What was noted of the place's registration since: from which day it was there, or was not."""
    assignment_no: str | None = None
    until: date | None = None
    destination: Destination | None = None
    """Where he went from it, if no other stay took its place."""
    annulled_from: date | None = None
    """From this day the stay had no ground in law, even if the jeugdige was still there."""
    fell: bool = False
    """An annulment ended it, and no exit is recorded: `until` is the day of `left_on`, or is presumed to be that of the annulment."""
    left_on: date | None = None
    """When the jeugdige left, as the annulment has it."""

    @property
    def is_main(self) -> bool:
        return self.purpose is _MAIN

    @property
    def in_closed_care(self) -> bool:
        """Gesloten jeugdhulp (Jeugdwet chapter 6)."""
        return self.setting is _CLOSED

    @property
    def nights(self) -> Span:
        return Span(self.since, self.until)

    def covers(self, night: date) -> bool:
        """Whether that night is one of its nights."""
        return self.since <= night and (self.until is None or night < self.until)

    @property
    def registered_from(self) -> dict[date, bool]:
        """From which day its place is in the public register, or is not: as it was when the stay was recorded, and as was noted since."""
        said: dict[date, bool] = {}
        if self.place_then is not None:
            said[self.since] = self.place_then.registered
            if self.place_then.registered_until is not None:
                said[self.place_then.registered_until] = False
        return said | dict(self.registrations)

    @property
    def unregistered_nights(self) -> list[Span]:
        """Those in a place that is not in the public register of gesloten accommodaties; none, where what the place was is not known."""
        if self.place_then is None and not self.registrations:
            return []
        days = sorted(({self.since: True} | self.registered_from).items())
        spans = zip(days, [*(day for day, _ in days[1:]), None], strict=True)
        return within([self.nights], (Span(since, until) for (since, registered), until in spans if not registered))

    @property
    def comes_from(self) -> Setting | None:
        return self.came_from.setting if self.came_from else None

    @property
    def is_a_move(self) -> bool:
        """Verplaatsing: out of a main stay elsewhere. Another provider in the same house is a succession, and moves nobody."""
        return self.is_main and self.came_from is not None and self.came_from.location != self.location

    def is_open_on(self, day: date) -> bool:
        """Whether it can still end on that day: also on the day it began."""
        return self.covers(day)

    def may_be_left_on(self, day: date) -> bool:
        """Whether it fell, and the jeugdige may have been there in fact until that day: the annulment does not say otherwise."""
        return self.fell and self.until is not None and self.until <= day and self.left_on in (None, day)

    def left(self, day: date, destination: Destination | None) -> "Stay":
        """Ended in fact, whatever an annulment made of it before."""
        return replace(self, until=day, destination=destination, fell=False, left_on=None)

    def following(self, left: "Stay") -> "Stay":
        """With the end that an annulment gave to the stay before it: who was moved meanwhile left closed care from the other house."""
        if not left.fell or left.left_on is None or left.left_on <= self.since:
            return self
        if left.setting is Setting.GESLOTEN and self.setting is not Setting.GESLOTEN:
            return self
        return replace(self, until=left.left_on, fell=True, left_on=left.left_on)


@dataclass(frozen=True, slots=True)
class Leave:
    """Verlof, granted until a day; `ended_on` is when it really ended, or was withdrawn."""

    version: int
    since: date
    until: date | None
    ended_on: date | None = None
    withdrawn_by: int | None = None
    """The version of the withdrawal that ended it."""
    annulled_from: date | None = None
    """From this day it had no ground in law, even if the jeugdige was still away."""


@dataclass(frozen=True, slots=True)
class Readiness:
    since: date
    needed_setting: Setting
    blocked_by: BlockedBy
    until: date | None = None

"""Stays, leave, readiness to leave."""

from dataclasses import dataclass
from datetime import date

from domain.codes import BlockedBy, MoveKind, MoveReason, Setting, StayPurpose
from domain.events.place import PlaceThen
from domain.spans import Span


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
    assignment_no: str | None = None
    until: date | None = None
    annulled_from: date | None = None
    """From this day the stay had no ground in law, even if the jeugdige was still there."""

    @property
    def is_main(self) -> bool:
        return self.purpose is StayPurpose.MAIN

    @property
    def nights(self) -> Span:
        return Span(self.since, self.until)

    @property
    def comes_from(self) -> Setting | None:
        return self.came_from.setting if self.came_from else None

    @property
    def is_a_move(self) -> bool:
        """Verplaatsing: out of a main stay elsewhere. Another provider in the same house is a succession, and moves nobody."""
        return self.is_main and self.came_from is not None and self.came_from.location != self.location

    def is_open_on(self, day: date) -> bool:
        """Whether it can still end on that day: also on the day it began."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Leave:
    """Verlof, granted until a day; `ended_on` is when it really ended, or was withdrawn."""

    version: int
    since: date
    until: date | None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    since: date
    needed_setting: Setting
    blocked_by: BlockedBy
    until: date | None = None

"""Teambespreking en advies."""

from typing import Annotated

from pydantic import Field

from domain.calendar import Day
from domain.codes import Presence, Role, Setting, SharingBasis, Team
from domain.events.base import Event, Name, Shape
from domain.words import Words


class Participant(Shape):
    role: Name
    organisation: Name


class Alternative(Shape):
    """A lighter way that was weighed, and why it was not chosen."""

    setting: Setting
    why_not: Words | None = None


class Advice(Shape):
    setting: Setting
    alternatives: Annotated[tuple[Alternative, ...], Field(max_length=20)] = ()
    perspective: Name | None = None
    expected_days: Annotated[int, Field(ge=1, le=3660)] | None = None
    review_by: Day | None = None


class Dissent(Shape):
    role: Name
    organisation: Name
    setting: Setting
    why: Words | None = None


class TeamReviewHeld(Event):
    """Teambespreking gehouden, with its advice: the interdisciplinary team before closed or intensive care."""

    event_type = "team-review-held"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.TEAM_SECRETARY})

    team: Team
    participants: Annotated[tuple[Participant, ...], Field(max_length=40)] = ()
    youth: Presence
    parents: Presence | None = None
    advice: Advice
    dissents: Annotated[tuple[Dissent, ...], Field(max_length=40)] = ()
    sharing_basis: SharingBasis | None = None
    motivation: Words | None = None

    def sentence(self) -> str:
        return f"Teambespreking ({self.team.label}): advies {self.advice.setting.label}; jeugdige {self.youth.label}."

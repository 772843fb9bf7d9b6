"""Teambespreking en advies."""

from typing import Annotated

from pydantic import Field

from domain.calendar import Day
from domain.codes import DecisionBy, Perspective, Presence, Role, Setting, SharingBasis, Team
from domain.events.base import Event, Name, PlaceName, Shape
from domain.words import Words


class Participant(Shape):
    role: Name
    organisation: PlaceName


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
    organisation: PlaceName
    setting: Setting
    why: Words | None = None


class TeamReviewHeld(Event):
    """Teambespreking gehouden, with its advice: the interdisciplinary team before closed or intensive care.

    The region agreed on it (Regionaal beleid: teambespreking vooraf); of experts the law knows a team (Jeugdwet 1.1, regionaal
    expertteam).
    """

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


class IdtReviewRequested(Event):
    """Teambespreking aangevraagd (Regionaal beleid: teambespreking vooraf; Jeugdwet 1.1, regionaal expertteam)."""

    event_type = "idt-review-requested"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.TEAM_SECRETARY, Role.GI})

    team: Team = Team.IDT
    question: Words | None = None

    def sentence(self) -> str:
        return f"Teambespreking aangevraagd ({self.team.label})."


class IdtAdviceGiven(Event):
    """Nader advies: given, or revised, after the review. It takes the place of the advice of the last review.

    Lighter help is weighed (Regionaal beleid: lichtere hulp afgewogen), as the court will ask (Jeugdwet 6.1.2, second paragraph, c).
    """

    event_type = "idt-advice-given"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.TEAM_SECRETARY})

    advice: Advice
    motivation: Words | None = None

    def sentence(self) -> str:
        return f"Nader advies: {self.advice.setting.label}."


class DecisionTaken(Event):
    """Besluit genomen op het advies, by the municipality or the GI; a deviation from the advice is motivated.

    The college decides which help there is (Jeugdwet 2.3, first paragraph), under a measure the GI (Jeugdwet 3.5, first paragraph), with
    reasons (Awb 3:46). `intended_start`: the day on which what is decided on is meant to begin, a variable of the NZa for waiting (Regeling
    Jeugdwet 8f, first paragraph, b, 7).
    """

    event_type = "decision-taken"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.GI})

    setting: Setting
    follows_advice: bool
    decided_by: DecisionBy
    intended_start: Annotated[Day | None, Field(description="The day on which it is meant to begin (beoogde startdatum).")] = None
    motivation: Words | None = None

    def sentence(self) -> str:
        return f"Besluit van {self.decided_by.label}: {self.setting.label}{'' if self.follows_advice else ', in afwijking van het advies'}."


class PerspectiveSet(Event):
    """Perspectief vastgesteld: where the jeugdige is on the way to, and whether he knows.

    Who is placed knows where the way leads (Regionaal beleid: verwachte duur en perspectief; Richtlijn Uithuisplaatsing en terugplaatsing).
    """

    event_type = "perspective-set"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})

    perspective: Perspective
    by_when: Day | None = None
    known_to_youth: bool | None = None

    def sentence(self) -> str:
        return f"Perspectief: {self.perspective.label}{f', uiterlijk {self.by_when:%d-%m-%Y}' if self.by_when else ''}."

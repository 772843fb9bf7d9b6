"""Who may look into trajectories by an assignment of its own, and who stands in for whom: recorded in a stream of its own.

A change of what somebody may see is itself recorded for ever (NEN 7513 asks for that), and counts from the moment it is recorded.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator

from domain.calendar import Day
from domain.codes import Role
from domain.events.base import Code, Event, Name

GOVERNANCE_ID = UUID("00000000-0000-8000-8000-676f7665726e")
"""The stream of governance: a version-8 UUID of which the last six bytes spell its name."""


class GovernanceEvent(Event):
    """Of no trajectory, but about who may see which."""

    stream = GOVERNANCE_ID
    recorded_by = frozenset({Role.PRIVACY_OFFICER})


class _ForAWhile(GovernanceEvent):
    """From one day up to, and not including, another."""

    from_: Annotated[Day, Field(alias="from")]
    until: Annotated[Day, Field(description="The first day on which it does not hold any more.")]

    @field_validator("until")
    @classmethod
    def _ends_after_it_begins(cls, until: date, info: ValidationInfo) -> date:
        begins = info.data.get("from_")
        if begins is not None and until <= begins:
            raise ValueError("until lies after from: it is the first day on which it does not hold any more.")
        return until


class AuditAssigned(_ForAWhile):
    """Opdracht aan een toezichthouder: opens trajectories to an auditor for a while, for one purpose.

    Nobody sees personal data but on instruction, and every change of who may is recorded (AVG 5, first paragraph, b and f; 32, fourth
    paragraph; NEN 7513).
    """

    event_type = "audit-assigned"
    opens = "assignment_id"

    assignment_id: Code | None = None
    subject: Annotated[Name, Field(description="Of the auditor's token.")]
    scope: Annotated[
        Literal["all"] | Annotated[tuple[UUID, ...], Field(min_length=1, max_length=1000)],
        Field(description="All trajectories, or those of these ids."),
    ]
    purpose: Name

    def sentence(self) -> str:
        of = "alle trajecten" if self.scope == "all" else f"{len(self.scope)} trajecten"
        return f"Opdracht tot inzage in {of}, van {self.from_:%d-%m-%Y} tot {self.until:%d-%m-%Y}."


class AuditEnded(GovernanceEvent):
    """Opdracht ingetrokken: from that moment it opens nothing any more (AVG 5, first paragraph, f; 32, fourth paragraph; NEN 7513)."""

    event_type = "audit-ended"

    assignment_id: Code

    def sentence(self) -> str:
        return "Opdracht tot inzage ingetrokken."


class DeputyAppointed(_ForAWhile):
    """Waarneming: reads the words of the trajectories that are assigned to somebody else of the same municipality.

    Nobody sees personal data but on instruction, and every change of who may is recorded (AVG 5, first paragraph, f; 32, fourth paragraph;
    NEN 7513).
    """

    event_type = "deputy-appointed"
    opens = "deputy_id"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.ADMINISTRATOR})

    deputy_id: Code | None = None
    absent: Annotated[Name, Field(description="The subject of the token of whom somebody stands in for.")]
    deputy: Annotated[Name, Field(description="The subject of the token of who stands in.")]

    def sentence(self) -> str:
        return f"Waarneming van {self.from_:%d-%m-%Y} tot {self.until:%d-%m-%Y}."


class DeputyEnded(GovernanceEvent):
    """Waarneming beëindigd: from that moment on (AVG 5, first paragraph, f; 32, fourth paragraph; NEN 7513)."""

    event_type = "deputy-ended"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.ADMINISTRATOR})

    deputy_id: Code

    def sentence(self) -> str:
        return "Waarneming beëindigd."


class CalendarGiven(GovernanceEvent):
    """Agenda-adres gegeven (AVG 32(1)(b)).

    To who records it: it opens the own calendar, as long as it is not withdrawn.
    """

    event_type = "calendar-given"
    opens = "address_id"
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    address_id: Code | None = None
    until: Annotated[Day, Field(description="The first day on which it opens nothing any more.")]

    def sentence(self) -> str:
        return f"Agenda-adres gegeven, tot {self.until:%d-%m-%Y}."


class CalendarWithdrawn(GovernanceEvent):
    """Agenda-adres ingetrokken, or all of somebody (AVG 32(1)(b)).

    From that moment none that was given to that subject, of the organisation of who withdraws or one in whose place it stands, opens a
    calendar; or that one alone.
    """

    event_type = "calendar-withdrawn"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.ADMINISTRATOR})

    subject: Annotated[Name, Field(description="Of the token to which they were given.")]
    address_id: Annotated[
        Code | None,
        Field(description="Of the only one that is withdrawn, as `GET /deadlines.ics/addresses` lists it; without it, all are."),
    ] = None
    organisation: Annotated[
        Name | None, Field(description="In which they were given, where that is part of the organisation of who withdraws by now.")
    ] = None

    def sentence(self) -> str:
        return "Agenda-adres ingetrokken." if self.address_id else "Agenda-adressen ingetrokken."

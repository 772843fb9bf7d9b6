"""Rechten op het dossier (Jeugdwet 7.3.8 to 7.3.15; AVG 12, 15 to 17), and what keeps somebody safe."""

from typing import Annotated

from pydantic import Field, model_validator

from domain.calendar import Day
from domain.codes import AccessBy, Recipient, RefusalGround, RestrictionGround, Role, SafetyLevel
from domain.events.base import Code, Event, Name, PastDay, Place, TellsFlag
from domain.events.correction import Version
from domain.words import Words

_WHO_GUARDS = frozenset({Role.PROCESREGISSEUR, Role.PRIVACY_OFFICER})


class AccessRequested(Event):
    """Verzoek om inzage of afschrift (Jeugdwet 7.3.10; AVG 15).

    Under twelve by parents or guardian, from twelve by the jeugdige (Jeugdwet 7.3.15), from sixteen by the jeugdige alone
    (Jeugdwet 7.3.11, second paragraph, b).
    """

    event_type = "access-requested"
    outlives_the_trajectory = True
    opens = "request_id"
    recorded_by = _WHO_GUARDS

    request_id: Code | None = None
    by: AccessBy

    def sentence(self) -> str:
        return f"Inzage gevraagd door {self.by.label}."


class AccessGranted(Event):
    """Inzage verleend, at most for a part: what concerns another is left out (Jeugdwet 7.3.10).

    Given to the jeugdige, or to who acts for him, it opens to the jeugdige the words of what was recorded before it, but for those
    `withheld`. Given in part without saying what is left out, it opens nothing here.
    """

    event_type = "access-granted"
    outlives_the_trajectory = True
    recorded_by = _WHO_GUARDS

    request_id: Code | None = None
    by: AccessBy
    in_part: bool = False
    withheld: Annotated[
        tuple[Version, ...],
        Field(max_length=1000, description="Versions of the events whose words concern another, and are left out; goes with in_part."),
    ] = ()

    @model_validator(mode="after")
    def _leaves_out_in_part(self) -> "AccessGranted":
        if self.withheld and not self.in_part:
            raise ValueError("withheld goes with in_part.")
        return self

    def sentence(self) -> str:
        return f"Inzage verleend aan {self.by.label}{', gedeeltelijk' if self.in_part else ''}."


class RectificationDecided(Event):
    """Beslissing op een verzoek om rectificatie (AVG 16). What is rectified is recorded as `corrected`."""

    event_type = "rectification-decided"
    outlives_the_trajectory = True
    recorded_by = _WHO_GUARDS

    by: AccessBy
    granted: bool
    reasons: Words | None = None

    def sentence(self) -> str:
        return f"Verzoek om rectificatie {'ingewilligd' if self.granted else 'afgewezen'}."


class DestructionRequested(Event):
    """Verzoek om vernietiging (Jeugdwet 7.3.9, first paragraph): answered within a month (AVG 12, third paragraph)."""

    event_type = "destruction-requested"
    outlives_the_trajectory = True
    opens = "request_id"
    recorded_by = _WHO_GUARDS

    request_id: Code | None = None
    by: AccessBy

    def sentence(self) -> str:
        return f"Vernietiging gevraagd door {self.by.label}."


class DestructionRefused(Event):
    """Vernietiging geweigerd: for another's considerable interest, or because the law forbids it (Jeugdwet 7.3.9, second paragraph)."""

    event_type = "destruction-refused"
    outlives_the_trajectory = True
    recorded_by = _WHO_GUARDS

    request_id: Code | None = None
    ground: RefusalGround
    in_part: bool = False
    reasons: Words | None = None

    def sentence(self) -> str:
        return f"Vernietiging {'gedeeltelijk ' if self.in_part else ''}geweigerd: {self.ground.label}."


class DestructionExecuted(Event):
    """Vernietiging uitgevoerd (Jeugdwet 7.3.9, first paragraph)."""

    event_type = "destruction-executed"
    outlives_the_trajectory = True
    recorded_by = _WHO_GUARDS

    request_id: Code | None = None
    in_part: bool = False

    def sentence(self) -> str:
        return f"Vernietiging {'gedeeltelijk ' if self.in_part else ''}uitgevoerd."


class ProcessingRestricted(Event):
    """Beperking van de verwerking (AVG 18, first paragraph): what is recorded is kept, and used only as the second paragraph lets it."""

    event_type = "processing-restricted"
    outlives_the_trajectory = True
    opens = "restriction_id"
    recorded_by = _WHO_GUARDS

    restriction_id: Code | None = None
    by: AccessBy
    ground: RestrictionGround
    reason: Words | None = None

    def sentence(self) -> str:
        return f"Verwerking beperkt: {self.ground.label}."


class RestrictionLifted(Event):
    """Beperking van de verwerking opgeheven, of which the betrokkene is told before (AVG 18, third paragraph)."""

    event_type = "restriction-lifted"
    outlives_the_trajectory = True
    recorded_by = _WHO_GUARDS

    restriction_id: Code
    told_on: PastDay | None = None

    def sentence(self) -> str:
        return "Verwerking niet langer beperkt."


class DataDisclosed(Event):
    """Verstrekking aan een ander: who was given what, and on which ground (Jeugdwet 7.3.11).

    So that he can be told of what changes later (AVG 19).
    """

    event_type = "data-disclosed"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PRIVACY_OFFICER, Role.PROVIDER, Role.GI})

    to: Recipient
    organisation: Place | None = None
    ground: Annotated[Name, Field(description="What it rests on, such as an article of law. No person is named in it.")]
    with_consent: bool = False
    what: Words

    def sentence(self) -> str:
        return f"Gegevens verstrekt aan {self.to.label}."


class GlassBroken(Event):
    """Noodtoegang: somebody who may not see the trajectory opens it for a few hours, for a reason that is looked into afterwards.

    Access in an emergency stands apart, and is accounted for (NEN 7513; AVG 32). It is taken by recording it: `occurred_on` is that day, or
    around midnight the day before.
    """

    event_type = "glass-broken"
    outlives_the_trajectory = True
    opens = "break_id"
    opens_sight = True
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI, Role.TEAM_SECRETARY})

    break_id: Code | None = None
    reason: Words

    def sentence(self) -> str:
        return "Noodtoegang genomen."


class GlassReviewed(Event):
    """Noodtoegang beoordeeld: whether the reason held, by somebody else than who took it (NEN 7513; AVG 32)."""

    event_type = "glass-reviewed"
    outlives_the_trajectory = True
    recorded_by = _WHO_GUARDS

    break_id: Code
    justified: bool
    reasons: Words | None = None

    def sentence(self) -> str:
        return f"Noodtoegang beoordeeld: {'terecht' if self.justified else 'niet terecht'}."


class SafetyFlagSet(Event):
    """Veiligheid: a secret address or place, or no messages about this jeugdige (iJw OP003).

    Where a place is secret, what tells it is left out of answers and rows; so is which flag it is, for who does not record on the case
    (`domain.secrecy`).
    """

    event_type = "safety-flag-set"
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})

    level: Annotated[SafetyLevel, TellsFlag()]
    until: Annotated[Day | None, TellsFlag()] = None

    def sentence(self) -> str:
        return f"Veiligheid: {self.level.label}{f', tot {self.until:%d-%m-%Y}' if self.until else ''}."

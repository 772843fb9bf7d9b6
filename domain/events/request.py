"""Op weg naar een machtiging: what a request to the court needs, and the request itself."""

from typing import Annotated

from pydantic import Field

from domain.calendar import Day
from domain.codes import (
    AnnulmentBy,
    ConsentBy,
    FiledBy,
    PlanOffer,
    Role,
    ScientistCategory,
    StatementFor,
    StatementOutcome,
    TitleKind,
)
from domain.events.base import Code, Event, PastDay
from domain.events.correction import Version
from domain.words import Words

_WHO_PREPARES = frozenset({Role.PROCESREGISSEUR, Role.GI})
_WHO_HEARS_THE_SCIENTIST = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})


class FamilyGroupPlanOffered(Event):
    """Familiegroepsplan aangeboden (Jeugdwet 6.1.10, second paragraph): before a title is granted, except in urgency."""

    event_type = "family-group-plan-offered"
    recorded_by = _WHO_PREPARES

    outcome: PlanOffer

    def sentence(self) -> str:
        return f"Familiegroepsplan aangeboden: {self.outcome.label}."


class BehaviouralScientistStatement(Event):
    """(Weigering van de) instemmingsverklaring van een gekwalificeerde gedragswetenschapper.

    For a title (Jeugdwet 6.1.2(5); 6.1.3(3); 6.1.4(3); 6.1.8(4)); for a suspension (Jeugdwet 6.1.12(5)); for measures (Jeugdwet 6.3.1.2(5);
    6.3.2.2(3) and (4)) and in a plan (Jeugdwet 6.2.10(2)); for leave (Jeugdwet 6.4.1(3)). `title_id` may name a title that is yet to be
    granted.
    """

    event_type = "behavioural-scientist-statement"
    recorded_by = _WHO_HEARS_THE_SCIENTIST

    for_: Annotated[StatementFor, Field(alias="for")]
    outcome: StatementOutcome
    examined_on: PastDay | None = None
    category: ScientistCategory | None = None
    registration_no: Words | None = None
    title_id: Code | None = None
    measure_id: Code | None = None

    def sentence(self) -> str:
        return f"Verklaring gedragswetenschapper voor {self.for_.label}: {self.outcome.label}."


class TitleRequested(Event):
    """Verzoek om een machtiging ingediend (Jeugdwet 6.1.8): the court decides within three weeks if the jeugdige is inside already.

    A muhp is asked for under an ondertoezichtstelling, as is its prolongation (BW 1:265b; 1:265c).
    """

    event_type = "title-requested"
    recorded_by = _WHO_PREPARES

    kind: TitleKind
    filed_by: FiledBy
    already_in_closed: bool = False
    title_id: Code | None = None
    prolongs: Code | None = None

    def sentence(self) -> str:
        return f"Verzoek om een {self.kind.label} ingediend door {self.filed_by.label}."


class AnnulmentRequested(Event):
    """Vervallenverklaring gevraagd (Jeugdwet 6.1.7): of an admission on a conditional title, or of a change of its plan.

    And of the withdrawal of a suspension (Jeugdwet 6.1.12, fifth paragraph). Who is inside hears within three weeks. What the court undoes
    is `annulled`.
    """

    event_type = "annulment-requested"
    recorded_by = _WHO_HEARS_THE_SCIENTIST

    target_version: Version
    by: AnnulmentBy

    def sentence(self) -> str:
        return f"Vervallenverklaring van gebeurtenis {self.target_version} gevraagd door {self.by.label}."


class AnnulmentRefused(Event):
    """Verzoek om vervallenverklaring afgewezen (Jeugdwet 6.1.7): the decision stands."""

    event_type = "annulment-refused"
    recorded_by = _WHO_HEARS_THE_SCIENTIST

    target_version: Version

    def sentence(self) -> str:
        return f"Verzoek om vervallenverklaring van gebeurtenis {self.target_version} afgewezen."


class ConsentGiven(Event):
    """Instemming gegeven door een wettelijk vertegenwoordiger (Jeugdwet 6.1.2, third paragraph, c)."""

    event_type = "consent-given"
    recorded_by = _WHO_PREPARES

    by: ConsentBy
    basis_title_id: Code | None = None

    def sentence(self) -> str:
        return f"Instemming gegeven door {self.by.label}."


class ConsentWithdrawn(Event):
    """Instemming ingetrokken (Jeugdwet 6.1.2, seventh paragraph): a machtiging that rests on it lapses on the fourteenth day after."""

    event_type = "consent-withdrawn"
    recorded_by = _WHO_PREPARES

    by: ConsentBy
    basis_title_id: Code | None = None

    def sentence(self) -> str:
        return f"Instemming ingetrokken door {self.by.label}."


class NonProlongationNotified(Event):
    """Mededeling aan de Raad dat geen nieuwe machtiging of verlenging wordt gevraagd (Jeugdwet 6.1.12, sixth paragraph; BW 1:265j)."""

    event_type = "non-prolongation-notified"
    recorded_by = _WHO_PREPARES

    title_id: Code | None = None
    measure_id: Code | None = None
    ends_on: Day | None = None

    def sentence(self) -> str:
        return "Aan de Raad voor de Kinderbescherming meegedeeld dat niet wordt verlengd."

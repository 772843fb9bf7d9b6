"""Vrijheidsbeperkende maatregelen (Jeugdwet 6.3): decided, applied, reviewed, ended, reported."""

from typing import Annotated

from pydantic import Field, model_validator

from domain.codes import MeasureCode, MeasureTold, Moment, Role
from domain.events.base import Code, Event, PastDay, PlaceName
from domain.words import Words

_WHO_APPLIES = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER})

_AFTER_ITS_BEGINNING = Moment.START
"""Without a clock time at the end of its day, so that it follows on a measure whose beginning has one."""


class MeasureDecided(Event):
    """Beslissing tot een vrijheidsbeperkende maatregel: in writing, with reasons and a copy for the jeugdige (Jeugdwet 6.3.1.4)."""

    event_type = "measure-decided"
    confided = True
    opens = "measure_id"
    recorded_by = _WHO_APPLIES
    is_decision = True

    measure_id: Code | None = None
    code: MeasureCode
    emergency: Annotated[bool, Field(description="Noodsituatie: not in the plan (Jeugdwet 6.3.1.2, third paragraph).")] = False
    decided_by: PlaceName | None = None
    reasons: Words | None = None
    copy_to_youth_on: PastDay | None = None

    def sentence(self) -> str:
        return f"Beslissing tot een maatregel: {self.code.label}{' (noodsituatie)' if self.emergency else ''}."


class MeasureStarted(Event):
    """Vrijheidsbeperkende maatregel begonnen. `occurred_at` gives the hour, from which the law counts.

    Of the closed list of the law: in a closed accommodation, on the way or at court (Jeugdwet 6.3.2.1 to 6.3.2.7), or outside under a
    conditional title (Jeugdwet 6.1.4, sixth paragraph).
    """

    event_type = "measure-started"
    confided = True
    opens = "measure_id"
    recorded_by = _WHO_APPLIES

    measure_id: Code | None = None
    code: MeasureCode
    emergency: bool = False
    stay_id: Code | None = None
    reasons: Words | None = None

    def sentence(self) -> str:
        return f"Maatregel begonnen: {self.code.label}{' (noodsituatie)' if self.emergency else ''}."


class MeasureReviewed(Event):
    """Maatregel beoordeeld door een gekwalificeerde gedragswetenschapper (Jeugdwet 6.3.1.2(5); 6.3.2.2(3) and (4))."""

    event_type = "measure-reviewed"
    confided = True
    recorded_by = _WHO_APPLIES
    moment = _AFTER_ITS_BEGINNING

    measure_id: Code
    continues: bool
    prolongs_seclusion: Annotated[bool, Field(description="Insluiting prolonged once, by a day at most (6.3.2.2, third paragraph).")] = (
        False
    )

    @model_validator(mode="after")
    def _prolongs_what_continues(self) -> "MeasureReviewed":
        if self.prolongs_seclusion and not self.continues:
            raise ValueError("A measure that does not continue is not prolonged.")
        return self

    def sentence(self) -> str:
        return f"Maatregel beoordeeld: {'voortgezet' if self.continues else 'niet voortgezet'}."


class MeasureEnded(Event):
    """Vrijheidsbeperkende maatregel beëindigd (Jeugdwet 6.3.1.4, fourth paragraph; 6.7.3, first paragraph, c)."""

    event_type = "measure-ended"
    confided = True
    recorded_by = _WHO_APPLIES
    moment = _AFTER_ITS_BEGINNING

    measure_id: Code

    def sentence(self) -> str:
        return "Maatregel beëindigd."


class IndependentAdviceRequested(Event):
    """Advies gevraagd aan een onafhankelijke deskundige over het afbouwen van een maatregel (Jeugdwet 6.3.1.5, first paragraph).

    Of a measure that is not tapered off before the term that the plan gave it is over (Jeugdwet 6.2.10, first paragraph, d).
    """

    event_type = "independent-advice-requested"
    confided = True
    recorded_by = _WHO_APPLIES
    moment = _AFTER_ITS_BEGINNING

    measure_id: Code

    def sentence(self) -> str:
        return "Advies gevraagd aan een onafhankelijke deskundige over het afbouwen van een maatregel."


class IndependentAdviceGiven(Event):
    """Advies van de onafhankelijke deskundige ontvangen (Jeugdwet 6.3.1.5, second paragraph).

    Whether the plan is changed by it is considered then.
    """

    event_type = "independent-advice-given"
    confided = True
    recorded_by = _WHO_APPLIES
    moment = _AFTER_ITS_BEGINNING

    measure_id: Code
    advice: Words | None = None

    def sentence(self) -> str:
        return "Advies van een onafhankelijke deskundige over het afbouwen van een maatregel ontvangen."


class EmergencyDecisionsProvided(Event):
    """Afschriften van de beslissingen in noodsituaties verstrekt, before the plan is evaluated (Jeugdwet 6.7.2, second paragraph).

    Of all decisions up to that day (Jeugdwet 6.3.1.2, third paragraph; 6.3.1.4, third paragraph). From sixteen on with the consent of the
    jeugdige, unless the GI needs it for the ondertoezichtstelling.
    """

    event_type = "emergency-decisions-provided"
    confided = True
    outlives_the_trajectory = True
    recorded_by = _WHO_APPLIES
    moment = _AFTER_ITS_BEGINNING

    to: MeasureTold
    jeugdige_consents: bool | None = None
    needed_for_ots: bool = False

    def sentence(self) -> str:
        return f"Afschriften van beslissingen in noodsituaties verstrekt aan {self.to.label}."


class MeasureReported(Event):
    """Maatregelen gemeld aan ouders, pleegouders of de gecertificeerde instelling (Jeugdwet 6.7.1; 6.7.2).

    From sixteen on with the consent of the jeugdige, unless the GI needs it for the ondertoezichtstelling.
    """

    event_type = "measure-reported"
    confided = True
    outlives_the_trajectory = True
    recorded_by = _WHO_APPLIES
    moment = _AFTER_ITS_BEGINNING

    to: MeasureTold
    measure_id: Code | None = None
    jeugdige_consents: bool | None = None
    needed_for_ots: bool = False

    def sentence(self) -> str:
        return f"Maatregelen gemeld aan {self.to.label}."

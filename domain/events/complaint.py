"""Klachten, bezwaren en incidenten."""

from typing import Annotated

from pydantic import Field

from domain.codes import (
    ComplaintForum,
    ComplaintKind,
    ComplaintOutcome,
    ComplaintSubject,
    IncidentKind,
    Inspectorate,
    ObjectionOutcome,
    Role,
)
from domain.events.base import Code, Event, PastDay
from domain.words import Words

_WHO_HEARS_COMPLAINTS = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER, Role.GI})


class ComplaintFiled(Event):
    """Klacht ingediend: to the klachtencommissie of closed care (Jeugdwet 6.5.1), or in general (Jeugdwet 4.2.1)."""

    event_type = "complaint-filed"
    confided = True
    outlives_the_trajectory = True
    opens = "complaint_id"
    recorded_by = _WHO_HEARS_COMPLAINTS

    complaint_id: Code | None = None
    kind: ComplaintKind
    subject: ComplaintSubject
    target_version: Annotated[int | None, Field(ge=1, le=2**31 - 1, description="The decision complained of, if it is recorded here.")] = (
        None
    )
    text: Words | None = None

    def sentence(self) -> str:
        return f"Klacht ingediend ({self.kind.label}) over {self.subject.label}."


class ComplaintDecided(Event):
    """Uitspraak op een klacht: within four weeks in closed care (Jeugdwet 6.5.1, third paragraph)."""

    event_type = "complaint-decided"
    confided = True
    outlives_the_trajectory = True
    recorded_by = _WHO_HEARS_COMPLAINTS

    complaint_id: Code
    by: ComplaintForum = ComplaintForum.KLACHTENCOMMISSIE
    outcome: ComplaintOutcome
    compensation: bool = False

    def sentence(self) -> str:
        return f"Uitspraak van {self.by.label} op de klacht: {self.outcome.label}."


class ComplaintAppealed(Event):
    """Beroep bij de beroepscommissie van de RSJ: within six weeks (Jeugdwet 6.5.4)."""

    event_type = "complaint-appealed"
    confided = True
    outlives_the_trajectory = True
    recorded_by = _WHO_HEARS_COMPLAINTS

    complaint_id: Code

    def sentence(self) -> str:
        return "Beroep ingesteld tegen de uitspraak op de klacht."


class ComplaintAnswered(Event):
    """Reactie van de aanbieder op de uitspraak over een algemene klacht: within a month (Jeugdwet 4.2.1, fifth paragraph)."""

    event_type = "complaint-answered"
    confided = True
    outlives_the_trajectory = True
    recorded_by = _WHO_HEARS_COMPLAINTS

    complaint_id: Code

    def sentence(self) -> str:
        return "De aanbieder heeft op de uitspraak gereageerd."


class ObjectionFiled(Event):
    """Bezwaar tegen een besluit van het college (Awb 6:4)."""

    event_type = "objection-filed"
    confided = True
    outlives_the_trajectory = True
    opens = "objection_id"
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    objection_id: Code | None = None
    target_version: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None
    grounds: Words | None = None

    def sentence(self) -> str:
        return "Bezwaar ingediend."


class ObjectionDecided(Event):
    """Beslissing op bezwaar: within six weeks of the end of the term for objecting, or twelve with a committee (Awb 7:10)."""

    event_type = "objection-decided"
    confided = True
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    objection_id: Code
    outcome: ObjectionOutcome

    def sentence(self) -> str:
        return f"Beslissing op bezwaar: {self.outcome.label}."


class IncidentReported(Event):
    """Calamiteit of geweld gemeld: to the inspectorate without delay (Jeugdwet 4.1.8)."""

    event_type = "incident-reported"
    confided = True
    outlives_the_trajectory = True
    recorded_by = _WHO_HEARS_COMPLAINTS

    kind: IncidentKind
    reported_on: PastDay | None = None
    reported_to: Inspectorate = Inspectorate.IGJ
    text: Words | None = None

    def sentence(self) -> str:
        told = f", gemeld bij de {self.reported_to.label} op {self.reported_on:%d-%m-%Y}" if self.reported_on else ", nog niet gemeld"
        return f"{self.kind.label.capitalize()}{told}."

"""Kinderbeschermingsmaatregelen, and what the court is asked under them (BW 1:255 to 1:265j)."""

from typing import Annotated

from pydantic import Field

from domain.calendar import Day
from domain.codes import ConsentMatter, EndRequester, ProtectionEnd, ProtectionKind, Role
from domain.events.base import Code, Event, PastDay
from domain.words import Words

_WHO_KNOWS_THE_MEASURE = frozenset({Role.PROCESREGISSEUR, Role.GI})


class ProtectionMeasureStarted(Event):
    """Kinderbeschermingsmaatregel begonnen: ondertoezichtstelling, voorlopige ondertoezichtstelling or voogdij.

    An ondertoezichtstelling lasts a year at most (BW 1:255; 1:258), a provisional one three months (BW 1:257); each ends at eighteen. The
    court makes a GI guardian (BW 1:268; 1:275; 1:302). The kinds are those of the CBS (CBS Beleidsinformatie Jeugd v7, 5.1.1).
    """

    event_type = "protection-measure-started"
    opens = "measure_id"
    recorded_by = _WHO_KNOWS_THE_MEASURE
    is_decision = True

    measure_id: Code | None = None
    kind: ProtectionKind
    until: Day | None = None
    gi: Code | None = None

    def sentence(self) -> str:
        return f"Begonnen: {self.kind.label}{f', tot {self.until:%d-%m-%Y}' if self.until else ''}."


class ProtectionMeasureProlonged(Event):
    """Kinderbeschermingsmaatregel verlengd, each time by a year at most (BW 1:260)."""

    event_type = "protection-measure-prolonged"
    recorded_by = _WHO_KNOWS_THE_MEASURE
    is_decision = True

    measure_id: Code
    until: Day

    def sentence(self) -> str:
        return f"Kinderbeschermingsmaatregel verlengd tot {self.until:%d-%m-%Y}."


class ProlongationAnnounced(Event):
    """Voornemen tot verlenging gemeld aan de Raad (BW 1:265j, third paragraph).

    After two years of ondertoezichtstelling with placement out of home, the GI tells the Raad two months before its end at the latest that
    it will ask to prolong; the Raad's advice goes with the request. Before two years have passed the law asks no such word; recorded, it
    says that nobody has to be told of an end (first paragraph).
    """

    event_type = "prolongation-announced"
    recorded_by = _WHO_KNOWS_THE_MEASURE

    measure_id: Code

    def sentence(self) -> str:
        return "Aan de Raad voor de Kinderbescherming gemeld dat verlenging van de ondertoezichtstelling wordt gevraagd."


class ProtectionMeasureEnded(Event):
    """Kinderbeschermingsmaatregel beëindigd (BW 1:258; 1:261; 1:281; CBS Beleidsinformatie Jeugd v7, 5.3.1)."""

    event_type = "protection-measure-ended"
    recorded_by = _WHO_KNOWS_THE_MEASURE

    measure_id: Code
    reason: ProtectionEnd

    def sentence(self) -> str:
        return f"Kinderbeschermingsmaatregel beëindigd: {self.reason.label}."


class ProtectionMeasureTransferred(Event):
    """Maatregel overgedragen aan een andere gecertificeerde instelling (BW 1:259; CBS Beleidsinformatie Jeugd v7, 5.3.2 and 5.3.3)."""

    event_type = "protection-measure-transferred"
    recorded_by = _WHO_KNOWS_THE_MEASURE

    measure_id: Code
    gi: Code

    def sentence(self) -> str:
        return f"Kinderbeschermingsmaatregel overgedragen aan {self.gi}."


class CourtConsentGiven(Event):
    """Toestemming van de kinderrechter: to move a child out of a family after a year (BW 1:265i), or to place it abroad (BW 1:306)."""

    event_type = "court-consent-given"
    recorded_by = _WHO_KNOWS_THE_MEASURE
    is_decision = True

    for_: Annotated[ConsentMatter, Field(alias="for")]
    case_number: Words | None = None

    def sentence(self) -> str:
        return f"Kinderrechter geeft toestemming: {self.for_.label}."


class PlacementEndRequested(Event):
    """Verzoek om de uithuisplaatsing te beëindigen of te bekorten (BW 1:265d(2)): the GI answers in writing within two weeks."""

    event_type = "placement-end-requested"
    opens = "request_id"
    recorded_by = _WHO_KNOWS_THE_MEASURE

    request_id: Code | None = None
    by: EndRequester

    def sentence(self) -> str:
        return f"Verzoek om de uithuisplaatsing te beëindigen, door {self.by.label}."


class PlacementEndAnswered(Event):
    """Antwoord van de gecertificeerde instelling op dat verzoek (BW 1:265d, third paragraph)."""

    event_type = "placement-end-answered"
    recorded_by = _WHO_KNOWS_THE_MEASURE

    request_id: Code | None = None
    granted: bool
    written_on: Annotated[PastDay | None, Field(description="The day of the letter, if it differs.")] = None

    def sentence(self) -> str:
        return f"Verzoek om beëindiging {'ingewilligd' if self.granted else 'afgewezen'}."

"""Wat er in de praktijk bij komt: parties, documents, agreements, family, messages, controllers."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from domain.calendar import Day
from domain.codes import AllocationAnswer, DocumentKind, FamilyTie, MessageKind, PartyRole, Role
from domain.events.base import Code, Event, OfAnother, PastDay, Place, PlaceName
from domain.words import Words

_WHO_TAKES_PART = frozenset({Role.PROCESREGISSEUR, Role.TEAM_SECRETARY, Role.PROVIDER, Role.GI})

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class PartyJoined(Event):
    """Betrokkene: holder of authority, worker of the GI, lawyer, vertrouwenspersoon and others, from this day.

    Who is directly involved may know what the work needs; others only with consent (Jeugdwet 7.3.11).
    """

    event_type = "party-joined"
    opens = "party_id"
    recorded_by = _WHO_TAKES_PART

    party_id: Code | None = None
    role: PartyRole
    organisation: PlaceName | None = None
    name: Words | None = None

    def sentence(self) -> str:
        return f"Betrokken: {self.role.label}."


class PartyLeft(Event):
    """Niet langer betrokken (Jeugdwet 7.3.11)."""

    event_type = "party-left"
    recorded_by = _WHO_TAKES_PART

    party_id: Code

    def sentence(self) -> str:
        return "Een betrokkene is niet langer betrokken."


class DocumentNoted(Event):
    """Document genoteerd, by kind, date and hash: the document itself stays where it is.

    A dossier holds the decisions of the court, and what good help needs (Jeugdwet 6.1.13, first paragraph; 7.3.8, first paragraph).
    """

    event_type = "document-noted"
    outlives_the_trajectory = True
    recorded_by = _WHO_TAKES_PART

    kind: DocumentKind
    dated_on: PastDay | None = None
    sha256: Sha256 | None = None
    title_id: Code | None = None
    reference: Words | None = None

    def sentence(self) -> str:
        return f"Document genoteerd: {self.kind.label}."


class AgreementMade(Event):
    """Afspraak gemaakt, with a day on which it is due (Praktijk: afspraken tussen betrokkenen)."""

    event_type = "agreement-made"
    opens = "agreement_id"
    recorded_by = _WHO_TAKES_PART

    agreement_id: Code | None = None
    due_on: Day
    with_: Annotated[PartyRole | None, Field(alias="with")] = None
    text: Words | None = None

    def sentence(self) -> str:
        return f"Afspraak gemaakt, uiterlijk {self.due_on:%d-%m-%Y}."


class AgreementKept(Event):
    """Afspraak nagekomen (Praktijk: afspraken tussen betrokkenen)."""

    event_type = "agreement-kept"
    recorded_by = _WHO_TAKES_PART

    agreement_id: Code

    def sentence(self) -> str:
        return "Afspraak nagekomen."


class SiblingNoted(Event):
    """Broer, zus of tweeling met een eigen traject (Praktijk: broers en zussen)."""

    event_type = "sibling-noted"
    outlives_the_trajectory = True
    recorded_by = _WHO_TAKES_PART

    tie: FamilyTie
    trajectory_id: Annotated[UUID, Field(strict=False), OfAnother()]

    def sentence(self) -> str:
        return f"{self.tie.label.capitalize()} heeft een eigen traject."


class DuplicateMerged(Event):
    """Dubbel traject samengevoegd: this trajectory goes on, the other is closed; nothing of either is lost.

    What is kept of somebody is accurate, and a merger of dossiers is accounted for (AVG 5, first paragraph, d; NEN 7513).
    """

    event_type = "duplicate-merged"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    trajectory_id: Annotated[UUID, Field(strict=False, description="The other trajectory of the same jeugdige.")]
    continues_here: bool

    def sentence(self) -> str:
        return f"Dubbel traject: {'dit traject' if self.continues_here else 'het andere traject'} gaat verder."


class MessageSent(Event):
    """iJw-bericht verzonden (iJw OP271; OP272; OP274; OP346): start within five working days of the start, stop within five of the end.

    A provider's request for an allocation, or for another one, is answered within five working days; a refusal because another municipality
    is responsible within two weeks (iJw OP359). `day_told` is the day that the message itself gives: the Begindatum of a start (JW305),
    the Einddatum of a stop (JW307), whatever is recorded of the delivery here.
    """

    event_type = "message-sent"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER})

    kind: MessageKind
    stay_id: Code | None = None
    help_id: Code | None = None
    day_told: Day | None = None
    answer: Annotated[AllocationAnswer | None, Field(description="Of an answer: what it says.")] = None

    @model_validator(mode="after")
    def _of_its_kind(self) -> "MessageSent":
        if self.day_told is not None and self.kind not in (MessageKind.START, MessageKind.STOP):
            raise ValueError("day_told is the first or last day of a delivery: give it with a start or a stop, or leave it out.")
        if self.answer is not None and self.kind is not MessageKind.ANSWER:
            raise ValueError("Only a message of kind answer says what was answered.")
        return self

    def sentence(self) -> str:
        return f"Bericht verzonden: {self.kind.label}{f' ({self.answer.label})' if self.answer else ''}."


class ControllersNamed(Event):
    """Verwerkingsverantwoordelijken van dit dossier (AVG 26): several hold it together."""

    event_type = "controllers-named"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.PRIVACY_OFFICER})

    controllers: Annotated[tuple[Place, ...], Field(min_length=1, max_length=20)]

    def sentence(self) -> str:
        return f"Verwerkingsverantwoordelijk: {', '.join(self.controllers)}."

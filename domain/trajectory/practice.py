"""Parties, agreements and messages."""

from datetime import date

from domain.codes import AllocationAnswer, MessageKind, PartyRole
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """Betrokkene: from a day, up to another."""

    party_id: str
    version: int
    role: PartyRole
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    agreement_id: str
    version: int
    made_on: date
    due_on: date
    kept_on: date | None = None
    kept_by: int | None = None
    """The version that says so."""


@dataclass(frozen=True, slots=True)
class Message:
    """An iJw message about a stay or help with an assignment number; about the one there is, if it names none. Or about an allocation."""

    version: int
    kind: MessageKind
    sent_on: date
    stay_id: str | None
    help_id: str | None
    day_told: date | None
    """On which the delivery began, or ended, as the message says."""
    answer: AllocationAnswer | None = None

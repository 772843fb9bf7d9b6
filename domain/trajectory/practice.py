"""Agreements and messages."""

from dataclasses import dataclass
from datetime import date

from domain.codes import MessageKind


@dataclass(frozen=True, slots=True)
class Agreement:
    agreement_id: str
    version: int
    made_on: date
    due_on: date
    kept_on: date | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """An iJw message about a stay or help with an assignment number."""

    kind: MessageKind
    sent_on: date
    stay_id: str | None
    help_id: str | None

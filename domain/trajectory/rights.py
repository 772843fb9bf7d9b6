"""Rights on the dossier that were exercised."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.codes import AccessBy, RefusalGround
from domain.envelope import Actor


@dataclass(frozen=True, slots=True)
class DossierRequest:
    """A request for inspection or destruction, and when and how it was answered."""

    request_id: str
    version: int
    kind: Literal["access", "destruction"]
    by: AccessBy
    asked_on: date
    answered_on: date | None = None
    answered_by: int | None = None
    """The version that says so."""
    refused_for: RefusalGround | None = None
    reasoned: bool = True
    """Whether the reasons of a refusal are recorded."""
    reconsidered_on: date | None = None
    """When another answer took the place of a refusal."""


@dataclass(frozen=True, slots=True)
class AccessGrant:
    """Inspection that was given: to whom, on which day, and who had asked for what it answers."""

    version: int
    given_on: date
    by: AccessBy
    asked_by: frozenset[AccessBy]


@dataclass(frozen=True, slots=True)
class GlassBreak:
    """Access that somebody took in an emergency: who, at which moment, and whether somebody else has looked into it."""

    break_id: str
    version: int
    by: Actor
    taken_on: date
    at: datetime
    reviewed_on: date | None = None
    reviewed_by: int | None = None
    """The version that says so."""

"""Rights on the dossier that were exercised."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.codes import AccessBy, RefusalGround


@dataclass(frozen=True, slots=True)
class DossierRequest:
    """A request for inspection or destruction, and when and how it was answered."""

    request_id: str
    version: int
    kind: Literal["access", "destruction"]
    by: AccessBy
    asked_on: date
    answered_on: date | None = None
    refused_for: RefusalGround | None = None


@dataclass(frozen=True, slots=True)
class AccessGrant:
    """Inspection that was given: to whom, on which day."""

    version: int
    given_on: date
    by: AccessBy

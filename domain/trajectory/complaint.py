"""Complaints and objections."""

from datetime import date

from domain.codes import ComplaintKind, ComplaintOutcome, ComplaintSubject
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """Klacht: decided by the commission, perhaps on appeal, and answered by the provider; `..._by` are the versions that say so."""

    complaint_id: str
    version: int
    kind: ComplaintKind
    subject: ComplaintSubject
    filed_on: date
    decided_on: date | None = None
    decided_by: int | None = None
    outcome: ComplaintOutcome | None = None
    appealed_on: date | None = None
    appealed_by: int | None = None
    appeal_decided_on: date | None = None
    answered_on: date | None = None
    answered_by: int | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """Bezwaar, against the decision of `target_version` where that is recorded."""

    objection_id: str
    version: int
    filed_on: date
    target_version: int | None = None
    decided_on: date | None = None
    decided_by: int | None = None

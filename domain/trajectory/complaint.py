"""Complaints, objections, incidents."""

from dataclasses import dataclass
from datetime import date

from domain.codes import ComplaintKind, ComplaintOutcome, ComplaintSubject


@dataclass(frozen=True, slots=True)
class Complaint:
    complaint_id: str
    version: int
    kind: ComplaintKind
    subject: ComplaintSubject
    filed_on: date
    decided_on: date | None = None
    outcome: ComplaintOutcome | None = None
    appealed_on: date | None = None
    appeal_decided_on: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    objection_id: str
    version: int
    filed_on: date
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    version: int
    happened_on: date
    reported_on: date | None

"""On the way to a title: statements, requests, consent."""

from datetime import date

from domain.codes import ConsentBy, FiledBy, StatementFor, StatementOutcome, TitleKind
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """What a gekwalificeerde gedragswetenschapper said to a request for consent."""

    version: int
    given_on: date
    purpose: StatementFor
    outcome: StatementOutcome
    examined_on: date | None
    title_id: str | None
    measure_id: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """Verzoek om een titel."""

    version: int
    filed_on: date
    kind: TitleKind
    filed_by: FiledBy
    already_in_closed: bool
    title_id: str | None
    prolongs: str | None
    decided_on: date | None = None
    decided_by: int | None = None
    """The version of the decision: a title granted, or refused."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Consent of a legal representative, given or withdrawn. Without `title_id` it concerns every title that rests on consent."""

    version: int
    day: date
    by: ConsentBy
    given: bool
    title_id: str | None


@dataclass(frozen=True, slots=True)
class NonProlongation:
    """The Raad was told that a title or a measure will not be prolonged, or ends before its term."""

    version: int
    told_on: date
    title_id: str | None
    measure_id: str | None
    ends_on: date | None = None

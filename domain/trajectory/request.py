"""On the way to a title: statements, requests, consent."""

from datetime import date

from domain.codes import ConsentBy, FiledBy, StatementFor, StatementOutcome, TitleKind
from domain.values import dataclass, replace


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
class AnnulmentRequest:
    """The kinderrechter was asked to undo what the event of that version decided (Jeugdwet 6.1.7)."""

    version: int
    filed_on: date
    target_version: int
    decided_on: date | None = None
    decided_by: int | None = None
    """The version of the decision: an annulment, or a refusal."""

    def decided(self, target_version: int, day: date, version: int) -> "AnnulmentRequest":
        """By a decision on that target; what was decided on before stays as it is."""
        mine = self.target_version == target_version and self.decided_on is None
        return replace(self, decided_on=day, decided_by=version) if mine else self


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

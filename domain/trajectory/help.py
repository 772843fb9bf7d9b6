"""Help without a stay, and help after eighteen."""

from datetime import date

from domain.codes import ContinuationGround, HelpKind
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Help:
    help_id: str
    provider: str
    kind: HelpKind
    since: date
    until: date | None = None
    assignment_no: str | None = None


@dataclass(frozen=True, slots=True)
class Continuation:
    """Verlengde jeugdhulp, decided on a day, up to another."""

    version: int
    decided_on: date
    ground: ContinuationGround
    until: date | None

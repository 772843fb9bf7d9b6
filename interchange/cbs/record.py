"""One record: a stretch of one form of help to one jeugdige by one provider."""

from dataclasses import field
from datetime import date
from uuid import UUID

from domain.codes import FurtherHelp, Informant
from domain.values import dataclass
from interchange.cbs.codes import Crisis, Geslacht, Hulpvorm, Reden, Verwijzer

UNKNOWN_BSN = "999999999"
UNBORN_BSN = "000000000"

Key = tuple[str, date, Hulpvorm]
"""By which CBS tells records of one provider apart: BSN, datum aanvang, hulpvorm."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one informant said when the help ended: a grade for its use from 1 to 10, and whether he can go on without help."""

    informant: Informant
    grade: int | None
    further_help: FurtherHelp | None


@dataclass(frozen=True, slots=True)
class Record:
    """What CBS is told. `trajectory_id` and `provider` are ours: of whom it is, and in whose file it belongs.

    `started_on` and `ended_on` are both days of the record: of a stay the day after the first night and the day after the last, so that
    the nights are the days. None: it still runs when the period is over, and why it ends, and what came of it, is for a later period.
    """

    trajectory_id: UUID
    provider: str
    bsn: str = field(repr=False)
    born_on: date = field(repr=False)
    gender: Geslacht
    postcode: str | None = field(repr=False)
    """None where it is not known, or may not be told: then the municipality stands in its place."""
    municipality: str
    """Woonplaats (woonplaatsbeginsel), CBS code, on the last day of the record in the period."""
    referrer: Verwijzer | None
    help: Hulpvorm
    crisis: Crisis
    started_on: date
    ended_on: date | None = None
    reason: Reden | None = None
    outcomes: tuple[Outcome, ...] = ()
    """One of each informant at most."""

    @property
    def key(self) -> Key:
        return self.bsn, self.started_on, self.help

    @property
    def address(self) -> str:
        return self.postcode or self.municipality

    def outcome_of(self, informant: Informant) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if outcome.informant is informant), None)

"""Vrijheidsbeperkende maatregelen."""

from datetime import date, time

from domain.codes import MeasureCode, MeasureTold
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class MeasureReview:
    """The judgement of a gekwalificeerde gedragswetenschapper on a running measure."""

    day: date
    clock: time | None
    continues: bool
    prolongs_seclusion: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """A decision, an application, or both: what is not recorded is None. Clock times are local."""

    measure_id: str
    version: int
    code: MeasureCode
    emergency: bool
    decided_on: date | None = None
    copied_on: date | None = None
    started_on: date | None = None
    started_at: time | None = None
    ended_on: date | None = None
    ended_at: time | None = None
    ended_by: int | None = None
    """The version of the event that ended it."""
    stay_id: str | None = None
    reviews: tuple[MeasureReview, ...] = ()
    advice_requested_on: date | None = None
    """When an independent expert was first asked how to taper it off (Jeugdwet 6.3.1.5)."""
    annulled_from: date | None = None


@dataclass(frozen=True, slots=True)
class MeasureReport:
    """Who was told of measures, or given copies of decisions, on which day, and whether the jeugdige consented."""

    version: int
    told_on: date
    to: MeasureTold
    measure_id: str | None
    jeugdige_consents: bool | None
    needed_for_ots: bool

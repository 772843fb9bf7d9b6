"""Hulpverleningsplannen."""

from datetime import date

from domain.codes import Consulted, MeasureCode
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """A restrictive measure that a plan allows, for so many days from the day of that version of the plan."""

    code: MeasureCode
    days: int | None


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """The plan as it was adopted, or as it was changed on a day."""

    version: int
    day: date
    with_jeugdige: bool | None
    jeugdige_consents: bool | None
    consulted: frozenset[Consulted]
    measures: tuple[Allowed, ...]
    scientist_consented: bool | None
    doctor_consented: bool | None
    annulled_from: date | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    version: int
    held_on: date
    with_jeugdige: bool | None
    report_given_on: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Hulpverleningsplan of one stay, or of a conditional title; the adoption is the first of `versions`."""

    plan_id: str
    stay_id: str | None
    adopted_on: date
    carried_out_from: date
    versions: tuple[PlanVersion, ...]
    evaluations: tuple[Evaluation, ...] = ()

    @property
    def annulled_from(self) -> date | None:
        """The day from which no version of it stands."""
        days = [version.annulled_from for version in self.versions]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None

    def version_on(self, day: date) -> PlanVersion | None:
        """The version that stands on that day."""
        standing = [v for v in self.versions if v.day <= day and (v.annulled_from is None or day < v.annulled_from)]
        return standing[-1] if standing else None

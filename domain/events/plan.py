"""Hulpverleningsplan (Jeugdwet 6.2.9, 6.2.10), and who stands beside the jeugdige."""

from typing import Annotated

from pydantic import Field

from domain.codes import Consulted, MeasureCode, Role
from domain.events.base import Code, Event, PastDay, PlaceName, Shape
from domain.words import Words

_WHO_PLANS = frozenset({Role.PROCESREGISSEUR, Role.PROVIDER})


class PlannedMeasure(Shape):
    """A restrictive measure that the plan allows: in which cases, for how long, by whom (Jeugdwet 6.2.10, first paragraph, d)."""

    code: MeasureCode
    cases: Words | None = None
    days: Annotated[int, Field(ge=1, le=3660)] | None = None
    authorised: PlaceName | None = None


class _Plan(Event):
    """What the adoption and the change of a plan both say."""

    recorded_by = _WHO_PLANS
    is_decision = True

    with_jeugdige: bool | None = None
    consulted: Annotated[tuple[Consulted, ...], Field(max_length=20)] = ()
    measures: Annotated[tuple[PlannedMeasure, ...], Field(max_length=30)] = ()
    scientist_consented: bool | None = None
    doctor_consented: bool | None = None


class PlanAdopted(_Plan):
    """Hulpverleningsplan vastgesteld: within six weeks of the admission to closed care (Jeugdwet 6.2.9, second paragraph)."""

    event_type = "plan-adopted"
    confided = True
    opens = "plan_id"

    plan_id: Code | None = None
    stay_id: Code | None = None
    effective_from: Annotated[PastDay | None, Field(description="The day on which it began to be carried out, if later.")] = None

    def sentence(self) -> str:
        return f"Hulpverleningsplan vastgesteld{' samen met de jeugdige' if self.with_jeugdige else ''}."


class PlanChanged(_Plan):
    """Hulpverleningsplan gewijzigd (Jeugdwet 6.2.9); under a conditional title only with the consent of the jeugdige (Jeugdwet 6.1.5)."""

    event_type = "plan-changed"
    confided = True

    plan_id: Code
    jeugdige_consents: bool | None = None

    def sentence(self) -> str:
        return "Hulpverleningsplan gewijzigd."


class PlanEvaluated(Event):
    """Hulpverleningsplan geëvalueerd, with a report for the jeugdige (Jeugdwet 6.2.9, eighth and ninth paragraph)."""

    event_type = "plan-evaluated"
    confided = True
    recorded_by = _WHO_PLANS

    plan_id: Code
    with_jeugdige: bool | None = None
    report_given_on: PastDay | None = None
    progress: Words | None = None

    def sentence(self) -> str:
        given = f"; verslag uitgereikt op {self.report_given_on:%d-%m-%Y}" if self.report_given_on else ""
        return f"Hulpverleningsplan geëvalueerd{given}."


class ConfidantAssigned(Event):
    """Vertrouwenspersoon toegewezen, and the name told to the jeugdige (Jeugdwet 6.2.4, first paragraph)."""

    event_type = "confidant-assigned"
    recorded_by = _WHO_PLANS

    name: Words | None = None
    told_on: PastDay | None = None

    def sentence(self) -> str:
        return "Vertrouwenspersoon toegewezen."


class SchoolContinuity(Event):
    """Onderwijs: whether the jeugdige keeps the same school (Jeugdwet 6.2.5, first and second paragraph)."""

    event_type = "school-continuity"
    recorded_by = _WHO_PLANS

    same_school: bool
    school: Words | None = None

    def sentence(self) -> str:
        return f"Onderwijs: {'zelfde school' if self.same_school else 'andere school'}."

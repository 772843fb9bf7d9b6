"""Hulpverleningsplannen in force: of which admission each is, from which day to which it stands, and what it allows."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, earlier
from domain.codes import MeasureCode
from domain.law.residence import Residence, closed_admissions
from domain.spans import Span, joined
from domain.trajectory import Plan, PlanVersion, Trajectory, derived
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class StandingPlan:
    """A plan, carried out from `since`, up to the day on which nobody asks for it any more: `until`.

    `admission` is None for the plan of a conditional title, which is carried out outside (Jeugdwet 6.1.4(5)).
    """

    plan: Plan
    admission: Residence | None
    since: date
    until: date | None

    def versions(self) -> Iterator[tuple[Span, PlanVersion]]:
        """Each version with the days on which it stands; an annulled one gives way to the one before it."""
        edges = {version.day for version in self.plan.versions}
        edges |= {version.annulled_from for version in self.plan.versions if version.annulled_from is not None}
        starts = sorted(edges)
        for start, end in zip(starts, [*starts[1:], None], strict=True):
            version = self.plan.version_on(start)
            days = Span(start, end).up_to(self.until)
            if version is not None and not days.is_empty:
                yield days, version


@derived
def standing_plans(trajectory: Trajectory) -> tuple[StandingPlan, ...]:
    """Every plan in the order of adoption. It ends with the admission, with the next plan of the same admission, or by annulment."""
    result: list[StandingPlan] = []
    following: dict[str | None, date] = {}
    for plan in sorted(trajectory.plans, key=lambda plan: (plan.adopted_on, plan.versions[0].version), reverse=True):
        admission = admission_of(trajectory, plan)
        since = max(plan.carried_out_from, admission.since) if admission else plan.carried_out_from
        name = admission.name if admission else None
        until = earlier(earlier(admission.until if admission else None, following.get(name)), plan.annulled_from)
        following[name] = since
        result.append(StandingPlan(plan, admission, since, until))
    return tuple(reversed(result))


def days_allowed(trajectory: Trajectory, code: MeasureCode, admission: Residence | None) -> list[Span]:
    """The days on which a plan of that admission, or of a conditional title, allows that measure (Jeugdwet 6.2.10(1)d)."""
    return joined(
        days.up_to(add_days(version.day, allowed.days) if allowed.days is not None else None)
        for standing in standing_plans(trajectory)
        if standing.admission is admission
        for days, version in standing.versions()
        for allowed in version.measures
        if allowed.code is code
    )


def terms_over(trajectory: Trajectory, code: MeasureCode, admission: Residence | None) -> list[date]:
    """The first day after each term that a plan gave that measure (Jeugdwet 6.2.10(1)d), where no plan allows it on that day; in order."""
    allowed = days_allowed(trajectory, code, admission)
    ends = {
        add_days(version.day, measure.days)
        for standing in standing_plans(trajectory)
        if standing.admission is admission
        for days, version in standing.versions()
        for measure in version.measures
        if measure.code is code and measure.days is not None and _runs_out(days, add_days(version.day, measure.days))
    }
    return sorted(end for end in ends if not any(span.covers(end) for span in allowed))


def _runs_out(days: Span, end: date) -> bool:
    """Whether the version stood up to that day at least."""
    return days.since < end and (days.until is None or end <= days.until)


def admission_of(trajectory: Trajectory, plan: Plan) -> Residence | None:
    """The admission to closed care that the plan names; naming none, the one in which it was adopted."""
    for admission in closed_admissions(trajectory):
        if admission.holds(plan.stay_id) or (plan.stay_id is None and admission.touches(plan.adopted_on)):
            return admission
    return None

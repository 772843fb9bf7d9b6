"""Closed care from day to day: notices, confidant, school, and the plan with its evaluations (Jeugdwet 6.1.13, 6.2.4, 6.2.5, 6.2.9)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.calendar import add_days, add_months, add_weeks
from domain.codes import AdmissionTold, Consulted, MeasureCode
from domain.events import (
    AdmissionNotified,
    ConfidantAssigned,
    LeaveRefused,
    PlanAdopted,
    PlanChanged,
    PlanEvaluated,
    SchoolContinuity,
)
from domain.events.plan import PlannedMeasure
from simulation import sentences
from simulation.course import Course, Sojourn
from simulation.deed import Deed
from simulation.figures import (
    ADMISSION_IS_TOLD,
    CONFIDANT_IS_ASSIGNED,
    EVALUATION_IS_LATE,
    EVALUATION_IS_MISSED,
    KEEPS_HIS_SCHOOL,
    LEAVE_IS_REFUSED,
    MEASURES_IN_PLANS,
    PLAN_IS_CHANGED,
    PLAN_IS_FORGOTTEN,
    PLAN_IS_LATE,
    REPORT_IS_FORGOTTEN,
    SCHOOL_IS_RECORDED,
    WITH_THE_JEUGDIGE,
)

_SIX_WEEKS = 42


@dataclass(frozen=True)
class Plan:
    """The plan of one closed episode, with what it allows from the day of its adoption."""

    episode: Sequence[Sojourn]
    plan_id: str
    adopted_on: date
    allows: Sequence[MeasureCode]

    @property
    def until(self) -> date:
        return self.episode[-1].until


def plans(course: Course) -> list[Plan]:
    """One for each closed episode that lasted long enough for it, whether or not within six weeks."""
    found = []
    for episode in course.episodes:
        since, until = episode[0].since, episode[-1].until
        if course.dice.chance(PLAN_IS_FORGOTTEN):
            continue
        late = course.dice.chance(PLAN_IS_LATE)
        adopted_on = add_days(since, course.dice.between(_SIX_WEEKS + 4, 80) if late else course.dice.between(16, _SIX_WEEKS))
        if adopted_on < add_days(until, -3):
            allows = course.dice.shuffled(MEASURES_IN_PLANS)[: course.dice.between(0, 4)]
            found.append(Plan(episode, course.new_id(), adopted_on, allows))
    return found


def closed_care(course: Course, made: Sequence[Plan]) -> Iterator[Deed]:
    """What is recorded of each closed stay beside its titles, its plan included."""
    for episode in course.episodes:
        yield from _first_days(course, episode[0])
        yield from _leave_refused(course, episode)
    for plan in made:
        yield from _plan(course, plan)


def _first_days(course: Course, stay: Sojourn) -> Iterator[Deed]:
    dice = course.dice
    told = (AdmissionTold.AUTHORITY, AdmissionTold.COLLEGE, AdmissionTold.REQUESTER)
    if dice.chance(ADMISSION_IS_TOLD):
        yield course.at_the_house(stay, AdmissionNotified(occurred_on=dice.days_after(stay.since, 1, 3), to=told, stay_id=stay.name))
    if dice.chance(CONFIDANT_IS_ASSIGNED) and stay.days > 12:
        assigned_on = dice.days_after(stay.since, 1, 9)
        yield course.at_the_house(
            stay, ConfidantAssigned(occurred_on=assigned_on, name=dice.one_of(sentences.CONFIDANTS), told_on=assigned_on)
        )
    if dice.chance(SCHOOL_IS_RECORDED) and stay.days > 14:
        same_school = dice.chance(KEEPS_HIS_SCHOOL)
        yield course.at_the_house(stay, SchoolContinuity(occurred_on=dice.days_after(stay.since, 2, 12), same_school=same_school))


def _leave_refused(course: Course, episode: Sequence[Sojourn]) -> Iterator[Deed]:
    days = (episode[-1].until - episode[0].since).days
    if days > 60 and course.dice.chance(LEAVE_IS_REFUSED):
        day = course.dice.days_after(episode[0].since, 20, days - 5)
        yield course.at_the_house(episode[0], LeaveRefused(occurred_on=day, reasons=course.dice.one_of(sentences.NO_LEAVE)))


def _plan(course: Course, plan: Plan) -> Iterator[Deed]:
    dice, stay = course.dice, plan.episode[0]
    how: dict[str, Any] = {
        "with_jeugdige": dice.chance(WITH_THE_JEUGDIGE),
        "consulted": (Consulted.PARENTS, Consulted.BEHAVIOURAL_SCIENTIST, *((Consulted.FAMILY,) if dice.chance(0.3) else ())),
        "measures": tuple(
            PlannedMeasure(code=code, cases=dice.one_of(sentences.CASES), authorised="groepsleiding") for code in plan.allows
        ),
        "scientist_consented": True,
        "doctor_consented": True,
    }
    adopted = PlanAdopted(occurred_on=plan.adopted_on, plan_id=plan.plan_id, stay_id=stay.name, **how)
    yield course.at_the_house(stay, adopted)
    if (plan.until - plan.adopted_on).days > 120 and dice.chance(PLAN_IS_CHANGED):
        changed_on = dice.days_after(plan.adopted_on, 50, 110)
        yield course.at_the_house(stay, PlanChanged(occurred_on=changed_on, plan_id=plan.plan_id, jeugdige_consents=True, **how))
    yield from _evaluations(course, plan, stay)


def _evaluations(course: Course, plan: Plan, stay: Sojourn) -> Iterator[Deed]:
    """Four weeks after it began to be carried out, then every two months; now and then one is late, or left out."""
    dice, due_on = course.dice, add_weeks(plan.adopted_on, 4)
    while True:
        held_on = dice.days_after(due_on, 5, 25) if dice.chance(EVALUATION_IS_LATE) else dice.days_after(due_on, -9, 0)
        if held_on >= plan.until:
            return
        if dice.chance(EVALUATION_IS_MISSED):
            due_on = add_months(due_on, 2)
            continue
        yield course.at_the_house(
            stay,
            PlanEvaluated(
                occurred_on=held_on,
                plan_id=plan.plan_id,
                with_jeugdige=dice.chance(WITH_THE_JEUGDIGE),
                report_given_on=None if dice.chance(REPORT_IS_FORGOTTEN) else held_on,
                progress=dice.one_of(sentences.PROGRESS),
            ),
        )
        due_on = add_months(held_on, 2)

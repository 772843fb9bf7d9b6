"""Hulpverleningsplan: when it has to be there, and when it has to be evaluated (Jeugdwet 6.2.9)."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from domain.calendar import add_days
from domain.deadlines.catalogue import Due, deadline
from domain.law.plans import StandingPlan, standing_plans
from domain.law.residence import Residence, closed_admissions, joined_stays
from domain.parameters import Dated
from domain.since import RECHTSPOSITIE
from domain.terms import Term
from domain.trajectory import Plan, Trajectory
from domain.values import dataclass, replace

PLAN = Dated({RECHTSPOSITIE: Term("Jeugdwet 6.2.9(2)", weeks=6, termijnenwet=True)})

FIRST_EVALUATION = Dated({RECHTSPOSITIE: Term("Jeugdwet 6.2.9(8)", weeks=4, termijnenwet=True)})

NEXT_EVALUATION = Dated({RECHTSPOSITIE: Term("Jeugdwet 6.2.9(8)", months=2, termijnenwet=True)})

RUNNING_PLANS = Dated({RECHTSPOSITIE: Term("Jeugdwet 10.2(1)", months=6)})
"""By when is a plan evaluated that was there on 1 January 2024, of who was inside on that day?

Until then it was evaluated as often as his interest asked (6.3.6(4), until 2024). The law of transition gives the provider, for 6.2.9 and
6.2.10 together, "zo spoedig mogelijk, doch in ieder geval binnen zes maanden". Does an evaluation within these bring the plan under the
law, so that the next is due in two months? No judgment on it is known. Here it does: the six months are to get there, not to wait.
"""

A_NEW_PLAN_IS_EVALUATED_ANEW = Dated({RECHTSPOSITIE: True})
"""Does a plan that takes the place of another in the same admission have four weeks of its own before it is evaluated?

The law counts from the beginning of "de uitvoering ervan" (Jeugdwet 6.2.9(8)), and each plan has its own; no judgment on it is known. Here
it has. Who reads it so that no evaluation may be put off by replacing what was to be evaluated puts False: then the term of the plan
before goes on, and the new plan is evaluated by its day. A plan that is only changed (`plan-changed`) stays the same in either reading.
"""

SIX_WEEKS_RUN_PER_ACCOMMODATION = Dated({RECHTSPOSITIE: False})
"""Does a move to another closed accommodation start the six weeks anew?

The Act speaks of the admission "in de gesloten accommodatie" (Jeugdwet 6.2.9(2)); no judgment on it is known. Here it does not: the plan
goes with the jeugdige. Another provider in the same house is no other accommodation in either reading.
"""


@deadline("plan", "Jeugdwet 6.2.9(2)", dutch="Hulpverleningsplan vaststellen", lead=(14, 7, 0), since=RECHTSPOSITIE)
def plans_are_due(trajectory: Trajectory) -> Iterator[Due]:
    """A plan within six weeks of the admission to closed care. About the stay_id with which the admission began.

    That a machtiging follows on a spoedmachtiging in place changes nothing: the law counts from the admission. A stay that ends
    earlier needs none. Once every plan of it is annulled the term is open again, and if it has passed, late from that day.
    """
    for admission in closed_admissions(trajectory):
        for part in _with_a_term_of_its_own(admission):
            yield from _plan_due(trajectory, part)


@deadline("plan-evaluation", "Jeugdwet 6.2.9(8)", dutch="Hulpverleningsplan evalueren", lead=(7, 0), since=RECHTSPOSITIE)
def plan_evaluations_are_due(trajectory: Trajectory) -> Iterator[Due]:
    """The first four weeks after the plan began to be carried out, then one every two months at least. About the plan_id.

    "Elke twee maanden" is read as the longest time between two evaluations: each next one is counted from the one that was held,
    early or late. One that was missed stays due until it is held. The plan of a conditional title, carried out outside, knows no
    such term. A plan from before the law has the months of its transition for the first (10.2(1)).
    """
    running: dict[str, _Running] = {}
    for standing in standing_plans(trajectory):
        if standing.admission is not None:
            before = running.get(standing.admission.name)
            taken_over = before is not None and not A_NEW_PLAN_IS_EVALUATED_ANEW.on(standing.since)
            first = replace(before, open_from=standing.since) if before and taken_over else _first_term(standing)
            dues, running[standing.admission.name] = _evaluations_due(standing, first)
            yield from dues


@dataclass(frozen=True, slots=True)
class _Running:
    """The term until the next evaluation: counted from `since`, and open from a later day where it was another plan's before."""

    since: date
    term: Term
    open_from: date


def _first_term(standing: StandingPlan) -> _Running:
    before_the_law = _was_there_before_the_law(standing)
    since = RECHTSPOSITIE if before_the_law else max(standing.since, RECHTSPOSITIE)
    return _Running(since, (RUNNING_PLANS if before_the_law else FIRST_EVALUATION).on(since), since)


def _evaluations_due(standing: StandingPlan, running: _Running) -> tuple[list[Due], _Running]:
    """Those of one plan, and the term that runs when it ends."""
    dues: list[Due] = []
    reckoned = max(standing.since, add_days(RECHTSPOSITIE, -1))
    for evaluation in sorted(standing.plan.evaluations, key=lambda each: (each.held_on, each.version)):
        day = evaluation.held_on
        if day <= reckoned or (standing.until is not None and day > standing.until):
            continue
        dues.append(_evaluation_due(standing, running, day, evaluation.version))
        reckoned, running = day, _Running(day, NEXT_EVALUATION.on(day), day)
    if standing.until is None or running.open_from < standing.until:
        dues.append(_evaluation_due(standing, running, None, None))
    return dues, running


def _was_there_before_the_law(standing: StandingPlan) -> bool:
    """Adopted by then, for who was inside by then."""
    admitted_on = standing.admission.since if standing.admission else standing.since
    return max(standing.plan.adopted_on, admitted_on) < RECHTSPOSITIE


def _evaluation_due(standing: StandingPlan, running: _Running, met_on: date | None, met_by: int | None) -> Due:
    term = running.term
    return Due(
        about=standing.plan.plan_id,
        since=running.open_from,
        due_on=term.due_on(running.since),
        breach_from=max(term.breach_from(running.since), running.open_from),
        met_on=met_on,
        met_by=met_by,
        over_on=standing.until,
        article=term.article,
    )


def _plan_due(trajectory: Trajectory, part: Residence) -> Iterator[Due]:
    term, without = PLAN.on(part.since), part.since

    def due(met_on: date | None, met_by: int | None) -> Due:
        return Due(
            about=part.name,
            since=without,
            due_on=term.due_on(part.since),
            breach_from=max(term.breach_from(part.since), without),
            met_on=met_on,
            met_by=met_by,
            over_on=part.until,
        )

    for plan in _plans(trajectory, part):
        adopted_on = max(plan.adopted_on, part.since)
        if without <= adopted_on:
            yield due(adopted_on, plan.versions[0].version)
        if plan.annulled_from is None:
            return
        without = max(without, plan.annulled_from)
    if without == part.since or part.until is None or without < part.until:
        yield due(None, None)


def _with_a_term_of_its_own(admission: Residence) -> Iterator[Residence]:
    if not SIX_WEEKS_RUN_PER_ACCOMMODATION.on(admission.since):
        yield admission
        return
    for _, stays in groupby(admission.stays, key=lambda stay: stay.location):
        yield from joined_stays(stays)


def _plans(trajectory: Trajectory, part: Residence) -> Iterator[Plan]:
    """Its own, or adopted in it without naming a stay; in the order of adoption."""
    for standing in standing_plans(trajectory):
        plan = standing.plan
        if part.holds(plan.stay_id) or (plan.stay_id is None and standing.admission is not None and part.touches(plan.adopted_on)):
            yield plan

"""The plan in closed care: in time, with the jeugdige, evaluated, and reported to him."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.calendar import earlier
from domain.deadlines.catalogue import Due
from domain.deadlines.plan import plan_evaluations_are_due, plans_are_due
from domain.law.plans import StandingPlan, standing_plans
from domain.law.residence import closed_admissions
from domain.rules.catalogue import Found, rule
from domain.rules.late import late
from domain.rules.paper import when_the_paper_is_missed
from domain.since import RECHTSPOSITIE
from domain.trajectory import Evaluation, Trajectory


@rule("L12", "law", "Jeugdwet 6.2.9", since=RECHTSPOSITIE)
def plans_are_made_and_evaluated(trajectory: Trajectory) -> Iterator[Found]:
    """In closed care the plan is there within six weeks, made and evaluated with the jeugdige, and each report is given to him.

    For the report the law names no term (6.2.9(9)): that it is not recorded is a finding when the paper could have followed. That
    nothing is recorded about the part of the jeugdige is none: only that it was made without him.
    """
    if not closed_admissions(trajectory):
        return
    message = "Geen hulpverleningsplan vastgesteld binnen zes weken na de opname in gesloten jeugdhulp."
    yield from late(_under_this_law(plans_are_due(trajectory)), message, article="Jeugdwet 6.2.9(2)")
    message = "Hulpverleningsplan niet op tijd geëvalueerd."
    yield from late(plan_evaluations_are_due(trajectory), message, article="Jeugdwet 6.2.9(8)")
    for standing in standing_plans(trajectory):
        if standing.admission is not None:
            yield from _made_without_the_jeugdige(standing)
            yield from _evaluated_without_the_jeugdige(standing)
            yield from _report_not_given(standing)


def _under_this_law(dues: Iterable[Due]) -> Iterator[Due]:
    return (due for due in dues if due.since >= RECHTSPOSITIE)


def _made_without_the_jeugdige(standing: StandingPlan) -> Iterator[Found]:
    adopted, *changed = standing.plan.versions
    if adopted.with_jeugdige is False:
        mended_on = min((version.day for version in changed if version.with_jeugdige), default=None)
        until = earlier(mended_on, standing.until)
        message = "Hulpverleningsplan niet samen met de jeugdige opgesteld."
        yield Found(adopted.day, until, message, str(adopted.version), "Jeugdwet 6.2.9(1)")


def _evaluated_without_the_jeugdige(standing: StandingPlan) -> Iterator[Found]:
    for evaluation in standing.plan.evaluations:
        if evaluation.with_jeugdige is False:
            later = _held_after(standing, evaluation)
            until = earlier(min((each.held_on for each in later if each.with_jeugdige), default=None), standing.until)
            message = "Hulpverleningsplan niet samen met de jeugdige geëvalueerd."
            yield Found(evaluation.held_on, until, message, str(evaluation.version), "Jeugdwet 6.2.9(8)")


def _report_not_given(standing: StandingPlan) -> Iterator[Found]:
    for evaluation in standing.plan.evaluations:
        if evaluation.held_on >= RECHTSPOSITIE:
            until = earlier(_given_on((evaluation, *_held_after(standing, evaluation))), standing.until)
            missed = when_the_paper_is_missed(evaluation.held_on)
            message = "Geen verslag van de evaluatie aan de jeugdige uitgereikt."
            yield Found(missed, until, message, str(evaluation.version), "Jeugdwet 6.2.9(9)", absence=True)


def _given_on(evaluations: Iterable[Evaluation]) -> date | None:
    """The day of the report, or of that of a later evaluation: then nobody asks for the earlier one any more."""
    return min((each.report_given_on for each in evaluations if each.report_given_on is not None), default=None)


def _held_after(standing: StandingPlan, evaluation: Evaluation) -> list[Evaluation]:
    return [each for each in standing.plan.evaluations if each.held_on > evaluation.held_on]

"""Hulpverleningsplannen."""

from domain.events import PlanAdopted, PlanChanged, PlanEvaluated
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(PlanAdopted)
def _new_plan(before: Trajectory, event: PlanAdopted) -> str | None:
    taken = event.plan_id is not None and any(plan.plan_id == event.plan_id for plan in before.plans)
    return f"plan_id {event.plan_id} is taken by another plan." if taken else None


@condition(PlanChanged, PlanEvaluated)
def _plan_adopted(before: Trajectory, event: PlanChanged | PlanEvaluated) -> str | None:
    known = any(plan.plan_id == event.plan_id for plan in before.plans)
    return None if known else f"No plan {event.plan_id} is adopted before that day."

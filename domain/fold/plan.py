"""Hulpverleningsplannen."""

from domain.envelope import Recorded
from domain.events import PlanAdopted, PlanChanged, PlanEvaluated
from domain.fold.step import on
from domain.trajectory import Allowed, Evaluation, Plan, PlanVersion, Trajectory
from domain.values import replace


@on(PlanAdopted)
def _adopted(trajectory: Trajectory, recorded: Recorded, event: PlanAdopted) -> Trajectory:
    plan = Plan(
        plan_id=event.plan_id or str(recorded.version),
        stay_id=event.stay_id or _closed_stay(trajectory, event),
        adopted_on=event.occurred_on,
        carried_out_from=max(event.occurred_on, event.effective_from or event.occurred_on),
        versions=(_version(recorded, event, jeugdige_consents=None),),
    )
    return trajectory.but(plans=(*trajectory.plans, plan))


@on(PlanChanged)
def _changed(trajectory: Trajectory, recorded: Recorded, event: PlanChanged) -> Trajectory:
    version = _version(recorded, event, jeugdige_consents=event.jeugdige_consents)
    plans = tuple(replace(plan, versions=(*plan.versions, version)) if plan.plan_id == event.plan_id else plan for plan in trajectory.plans)
    return trajectory.but(plans=plans)


@on(PlanEvaluated)
def _evaluated(trajectory: Trajectory, recorded: Recorded, event: PlanEvaluated) -> Trajectory:
    evaluation = Evaluation(recorded.version, event.occurred_on, event.with_jeugdige, event.report_given_on)
    plans = tuple(
        replace(plan, evaluations=(*plan.evaluations, evaluation)) if plan.plan_id == event.plan_id else plan for plan in trajectory.plans
    )
    return trajectory.but(plans=plans)


def _closed_stay(trajectory: Trajectory, event: PlanAdopted) -> str | None:
    """The plan of a jeugdige who is inside is the plan of that stay."""
    inside = [stay for stay in trajectory.open_stays_on(event.occurred_on) if stay.in_closed_care]
    return inside[0].stay_id if inside else None


def _version(recorded: Recorded, event: PlanAdopted | PlanChanged, *, jeugdige_consents: bool | None) -> PlanVersion:
    return PlanVersion(
        version=recorded.version,
        day=event.occurred_on,
        with_jeugdige=event.with_jeugdige,
        jeugdige_consents=jeugdige_consents,
        consulted=frozenset(event.consulted),
        measures=tuple(Allowed(measure.code, measure.days) for measure in event.measures),
        scientist_consented=event.scientist_consented,
        doctor_consented=event.doctor_consented,
    )

"""Hulpverleningsplannen and who stands beside the jeugdige; vrijheidsbeperkende maatregelen."""

from typing import Any

from domain.codes import Consulted, MeasureCode, MeasureTold, Setting
from domain.events import (
    ConfidantAssigned,
    EmergencyDecisionsProvided,
    Event,
    IndependentAdviceGiven,
    IndependentAdviceRequested,
    MeasureDecided,
    MeasureEnded,
    MeasureReported,
    MeasureReviewed,
    MeasureStarted,
    PlanAdopted,
    PlanChanged,
    PlanEvaluated,
    SchoolContinuity,
)
from domain.events.plan import PlannedMeasure
from domain.trajectory import Measure, Trajectory
from tests.histories.proposal import Proposal, Proposals, always, is_inside, some, was_inside

_USUAL = (MeasureCode.BEW_F, MeasureCode.BEW_A, MeasureCode.CONT_A, MeasureCode.TOEZ)
"""Codes that come back often, so that a plan may allow what is applied."""


def _says(p: Proposal) -> dict[str, Any]:
    return {
        "with_jeugdige": p.yes_or_no(),
        "consulted": p.some(Consulted, most=5),
        "measures": tuple(PlannedMeasure(code=p.of(_USUAL), cases=p.words(), days=p.of((None, 7, 30))) for _ in range(p.number(0, 2))),
        "scientist_consented": p.yes_or_no(),
        "doctor_consented": p.yes_or_no(),
    }


def _adopted(p: Proposal) -> Event:
    inside = [stay for stay in p.state.stays if stay.setting is Setting.GESLOTEN]
    stay = p.of(inside) if inside and p.often() else None
    return PlanAdopted(
        occurred_on=p.day_since(stay.since if stay else None),
        stay_id=stay.stay_id if stay and p.often() else None,
        effective_from=p.past_day() if p.seldom() else None,
        **_says(p),
    )


def _changed(p: Proposal) -> Event:
    plan = p.of(p.state.plans)
    return PlanChanged(occurred_on=p.day_since(plan.adopted_on), plan_id=plan.plan_id, jeugdige_consents=p.yes_or_no(), **_says(p))


def _evaluated(p: Proposal) -> Event:
    plan = p.of(p.state.plans)
    day = p.day_since(plan.adopted_on)
    return PlanEvaluated(
        occurred_on=day,
        plan_id=plan.plan_id,
        with_jeugdige=p.yes_or_no(),
        report_given_on=day if p.often() else None,
        progress=p.words(),
    )


def _confidant(p: Proposal) -> Event:
    return ConfidantAssigned(occurred_on=p.day_in_stay(), name=p.words(), told_on=p.past_day() if p.often() else None)


def _school(p: Proposal) -> Event:
    return SchoolContinuity(occurred_on=p.day_in_stay(), same_school=p.often(), school=p.words())


def _code(p: Proposal) -> MeasureCode:
    return p.of(_USUAL) if p.often() else p.of(MeasureCode)


def _measure_decided(p: Proposal) -> Event:
    day = p.day_in_stay()
    return MeasureDecided(
        occurred_on=day,
        occurred_at=p.clock(),
        code=_code(p),
        emergency=p.seldom(),
        reasons=p.words(),
        copy_to_youth_on=day if p.often() else None,
    )


def _measure_started(p: Proposal) -> Event:
    decided = [measure for measure in p.state.measures if measure.started_on is None]
    measure = p.of(decided) if decided and p.often() else None
    return MeasureStarted(
        occurred_on=p.day_since(measure.decided_on) if measure else p.day_in_stay(),
        occurred_at=p.clock(),
        measure_id=measure.measure_id if measure else None,
        code=measure.code if measure else _code(p),
        emergency=measure.emergency if measure else p.seldom(),
        reasons=p.words(),
    )


def _applied(state: Trajectory) -> list[Measure]:
    return [measure for measure in state.measures if measure.started_on is not None and measure.ended_on is None]


def _measure_reviewed(p: Proposal) -> Event:
    measure = p.of(_applied(p.state))
    continues = p.often()
    return MeasureReviewed(
        occurred_on=p.day_since(measure.started_on),
        occurred_at=p.clock(),
        measure_id=measure.measure_id,
        continues=continues,
        prolongs_seclusion=continues and measure.code.is_seclusion and p.often(),
    )


def _measure_ended(p: Proposal) -> Event:
    measure = p.of(_applied(p.state))
    return MeasureEnded(occurred_on=p.day_since(measure.started_on), occurred_at=p.clock(), measure_id=measure.measure_id)


def _measure_reported(p: Proposal) -> Event:
    measures = [measure.measure_id for measure in p.state.measures]
    return MeasureReported(
        occurred_on=p.past_day(),
        to=p.of(MeasureTold),
        measure_id=p.of(measures) if measures and p.often() else None,
        jeugdige_consents=p.yes_or_no(),
        needed_for_ots=p.seldom(),
    )


def _advice_requested(p: Proposal) -> Event:
    measure = p.of(p.state.measures)
    return IndependentAdviceRequested(occurred_on=p.day_since(measure.started_on), measure_id=measure.measure_id)


def _advice_given(p: Proposal) -> Event:
    measure = p.of(p.state.measures)
    return IndependentAdviceGiven(occurred_on=p.day_since(measure.started_on), measure_id=measure.measure_id, advice=p.words())


def _decisions_provided(p: Proposal) -> Event:
    return EmergencyDecisionsProvided(
        occurred_on=p.past_day(), to=p.of(MeasureTold), jeugdige_consents=p.yes_or_no(), needed_for_ots=p.seldom()
    )


PLANS: Proposals = (
    (always, (_adopted, _confidant, _school)),
    (was_inside, (_adopted,) * 2),
    (some(lambda state: state.plans), (_changed, _evaluated) * 2),
)

MEASURES: Proposals = (
    (always, (_measure_decided, _measure_started, _measure_reported)),
    (is_inside, (_measure_decided, _measure_started) * 2),
    (some(_applied), (_measure_reviewed, _measure_ended) * 2),
    (some(lambda state: state.measures), (_advice_requested, _advice_given, _decisions_provided)),
)

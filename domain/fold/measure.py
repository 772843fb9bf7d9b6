"""Vrijheidsbeperkende maatregelen: a decision and an application under one id are one measure."""

from collections.abc import Callable

from domain.envelope import Recorded
from domain.events import (
    EmergencyDecisionsProvided,
    IndependentAdviceRequested,
    MeasureDecided,
    MeasureEnded,
    MeasureReported,
    MeasureReviewed,
    MeasureStarted,
)
from domain.fold.step import on
from domain.trajectory import Measure, MeasureReport, MeasureReview, Trajectory
from domain.values import replace


@on(MeasureDecided)
def _decided(trajectory: Trajectory, recorded: Recorded, event: MeasureDecided) -> Trajectory:
    """It is the decision that a committee annuls: the measure bears its version."""
    known = _known(trajectory, event.measure_id)
    if known is None:
        known = Measure(event.measure_id or str(recorded.version), recorded.version, event.code, event.emergency)
        trajectory = trajectory.but(measures=(*trajectory.measures, known))
    return _with_measure(
        trajectory,
        known.measure_id,
        lambda each: replace(each, version=recorded.version, decided_on=event.occurred_on, copied_on=event.copy_to_youth_on),
    )


@on(MeasureStarted)
def _started(trajectory: Trajectory, recorded: Recorded, event: MeasureStarted) -> Trajectory:
    """What was applied is what counts, whatever was decided."""
    known = _known(trajectory, event.measure_id)
    if known is None:
        known = Measure(event.measure_id or str(recorded.version), recorded.version, event.code, event.emergency)
        trajectory = trajectory.but(measures=(*trajectory.measures, known))
    emergency = known.emergency or event.emergency

    def started(measure: Measure) -> Measure:
        applied = replace(measure, code=event.code, emergency=emergency, stay_id=event.stay_id)
        return replace(applied, started_on=event.occurred_on, started_at=event.occurred_at)

    return _with_measure(trajectory, known.measure_id, started)


@on(MeasureReviewed)
def _reviewed(trajectory: Trajectory, recorded: Recorded, event: MeasureReviewed) -> Trajectory:
    review = MeasureReview(event.occurred_on, event.occurred_at, event.continues, event.prolongs_seclusion)
    return _with_measure(trajectory, event.measure_id, lambda each: replace(each, reviews=(*each.reviews, review)))


@on(MeasureEnded)
def _ended(trajectory: Trajectory, recorded: Recorded, event: MeasureEnded) -> Trajectory:
    return _with_measure(
        trajectory,
        event.measure_id,
        lambda each: replace(each, ended_on=event.occurred_on, ended_at=event.occurred_at, ended_by=recorded.version),
    )


@on(IndependentAdviceRequested)
def _advice_requested(trajectory: Trajectory, recorded: Recorded, event: IndependentAdviceRequested) -> Trajectory:
    return _with_measure(
        trajectory, event.measure_id, lambda each: replace(each, advice_requested_on=each.advice_requested_on or event.occurred_on)
    )


@on(EmergencyDecisionsProvided)
def _decisions_provided(trajectory: Trajectory, recorded: Recorded, event: EmergencyDecisionsProvided) -> Trajectory:
    provided = MeasureReport(recorded.version, event.occurred_on, event.to, None, event.jeugdige_consents, event.needed_for_ots)
    return trajectory.but(decisions_provided=(*trajectory.decisions_provided, provided))


@on(MeasureReported)
def _reported(trajectory: Trajectory, recorded: Recorded, event: MeasureReported) -> Trajectory:
    report = MeasureReport(recorded.version, event.occurred_on, event.to, event.measure_id, event.jeugdige_consents, event.needed_for_ots)
    return trajectory.but(measure_reports=(*trajectory.measure_reports, report))


def _known(trajectory: Trajectory, measure_id: str | None) -> Measure | None:
    return next((each for each in trajectory.measures if each.measure_id == measure_id), None)


def _with_measure(trajectory: Trajectory, measure_id: str, change: Callable[[Measure], Measure]) -> Trajectory:
    return trajectory.but(measures=tuple(change(each) if each.measure_id == measure_id else each for each in trajectory.measures))

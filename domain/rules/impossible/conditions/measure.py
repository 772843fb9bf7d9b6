"""Restrictive measures."""

from domain.events import (
    IndependentAdviceGiven,
    IndependentAdviceRequested,
    MeasureDecided,
    MeasureEnded,
    MeasureReported,
    MeasureReviewed,
    MeasureStarted,
)
from domain.rules.impossible.condition import condition
from domain.trajectory import Measure, Trajectory


@condition(MeasureDecided)
def _new_decision(before: Trajectory, event: MeasureDecided) -> str | None:
    known = _known(before, event.measure_id)
    taken = known is not None and known.decided_on is not None
    return f"measure_id {event.measure_id} is taken by another decision." if taken else None


@condition(MeasureStarted)
def _new_application(before: Trajectory, event: MeasureStarted) -> str | None:
    known = _known(before, event.measure_id)
    taken = known is not None and known.started_on is not None
    return f"measure_id {event.measure_id} is taken by a measure that started already." if taken else None


_OF_A_MEASURE = MeasureReviewed | MeasureEnded | MeasureReported | IndependentAdviceRequested | IndependentAdviceGiven


@condition(MeasureReviewed, MeasureEnded, MeasureReported, IndependentAdviceRequested, IndependentAdviceGiven)
def _measure_recorded(before: Trajectory, event: _OF_A_MEASURE) -> str | None:
    unknown = event.measure_id is not None and _known(before, event.measure_id) is None
    return f"No measure {event.measure_id} is recorded before that day." if unknown else None


@condition(MeasureEnded)
def _runs(before: Trajectory, event: MeasureEnded) -> str | None:
    known = _known(before, event.measure_id)
    if known is None:
        return None
    if known.started_on is None:
        return f"The measure {event.measure_id} is not recorded as started."
    return None if known.ended_on is None else f"The measure {event.measure_id} ended on {known.ended_on}."


@condition(MeasureReviewed)
def _had_not_ended(before: Trajectory, event: MeasureReviewed) -> str | None:
    """On the day on which it ended a review without a clock time may have come before the end."""
    known = _known(before, event.measure_id)
    if known is None or known.ended_on is None:
        return None
    later_that_day = known.ended_at is not None and event.occurred_at is not None and known.ended_at < event.occurred_at
    over = known.ended_on < event.occurred_on or later_that_day
    return f"The measure {event.measure_id} ended on {known.ended_on}." if over else None


def _known(before: Trajectory, measure_id: str | None) -> Measure | None:
    return next((each for each in before.measures if each.measure_id == measure_id), None)

"""Measures of child protection, and what is asked under them."""

from domain.events import (
    PlacementEndAnswered,
    PlacementEndRequested,
    ProlongationAnnounced,
    ProtectionMeasureEnded,
    ProtectionMeasureProlonged,
    ProtectionMeasureStarted,
    ProtectionMeasureTransferred,
)
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(ProtectionMeasureStarted)
def _new_measure(before: Trajectory, event: ProtectionMeasureStarted) -> str | None:
    used = {each.measure_id for each in before.protections}
    return f"measure_id {event.measure_id} is taken by another measure of child protection." if event.measure_id in used else None


@condition(ProtectionMeasureProlonged, ProlongationAnnounced, ProtectionMeasureEnded, ProtectionMeasureTransferred)
def _measure_stands(
    before: Trajectory, event: ProtectionMeasureProlonged | ProlongationAnnounced | ProtectionMeasureEnded | ProtectionMeasureTransferred
) -> str | None:
    measure = next((each for each in before.protections if each.measure_id == event.measure_id), None)
    if measure is None:
        return f"No measure of child protection {event.measure_id} began before that day."
    return None if measure.ended_on is None else f"That measure ended on {measure.ended_on}."


@condition(PlacementEndRequested)
def _new_request(before: Trajectory, event: PlacementEndRequested) -> str | None:
    used = {request.request_id for request in before.end_requests}
    return f"request_id {event.request_id} is taken by another request." if event.request_id in used else None


@condition(PlacementEndAnswered)
def _was_asked(before: Trajectory, event: PlacementEndAnswered) -> str | None:
    waiting = [request for request in before.end_requests if request.answered_on is None]
    if event.request_id is None:
        return None if waiting else "No request to end the placement waits for an answer."
    return (
        None
        if any(request.request_id == event.request_id for request in waiting)
        else f"No request {event.request_id} waits for an answer."
    )

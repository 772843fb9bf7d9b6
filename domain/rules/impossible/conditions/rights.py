"""Rights on the dossier."""

from domain.events import (
    AccessGranted,
    AccessRequested,
    DestructionExecuted,
    DestructionRefused,
    DestructionRequested,
    GlassBroken,
    GlassReviewed,
)
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(AccessRequested, DestructionRequested)
def _new_request(before: Trajectory, event: AccessRequested | DestructionRequested) -> str | None:
    taken = any(request.request_id == event.request_id for request in before.dossier_requests)
    return f"request_id {event.request_id} is taken by another request." if taken else None


@condition(AccessGranted, DestructionRefused, DestructionExecuted)
def _request_made(before: Trajectory, event: AccessGranted | DestructionRefused | DestructionExecuted) -> str | None:
    """Inspection can be given, and what was kept long enough destroyed, without anybody asking."""
    kind = "access" if isinstance(event, AccessGranted) else "destruction"
    made = any(request.kind == kind and event.request_id in (None, request.request_id) for request in before.dossier_requests)
    if made:
        return None
    if event.request_id is not None:
        return f"No such request {event.request_id} is made before that day."
    return "No request is made that could be refused." if isinstance(event, DestructionRefused) else None


@condition(GlassBroken)
def _new_break(before: Trajectory, event: GlassBroken) -> str | None:
    taken = any(each.break_id == event.break_id for each in before.breaks)
    return f"break_id {event.break_id} is taken by another." if taken else None


@condition(GlassReviewed)
def _taken_before(before: Trajectory, event: GlassReviewed) -> str | None:
    known = any(each.break_id == event.break_id for each in before.breaks)
    return None if known else f"No access in an emergency {event.break_id} was taken before that day."

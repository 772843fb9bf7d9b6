"""Rights on the dossier."""

from domain.events import (
    AccessGranted,
    AccessRequested,
    DestructionExecuted,
    DestructionRefused,
    DestructionRequested,
    DossierErased,
    GlassBroken,
    GlassReviewed,
    LegalHoldLifted,
    LegalHoldPlaced,
    ProcessingRestricted,
    RestrictionLifted,
    WordsErased,
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


@condition(LegalHoldPlaced)
def _new_hold(before: Trajectory, event: LegalHoldPlaced) -> str | None:
    taken = any(hold.hold_id == event.hold_id for hold in before.holds)
    return f"hold_id {event.hold_id} is taken by another." if taken else None


@condition(LegalHoldLifted)
def _hold_stands(before: Trajectory, event: LegalHoldLifted) -> str | None:
    stands = any((hold.hold_id, hold.lifted_on) == (event.hold_id, None) for hold in before.holds)
    return None if stands else f"No hold {event.hold_id} stands on that day."


@condition(DossierErased, WordsErased)
def _nothing_is_held(before: Trajectory, event: DossierErased | WordsErased) -> str | None:
    held = [hold.hold_id for hold in before.holds if hold.lifted_on is None]
    return f"To be kept for as long as these stand: {', '.join(held)}. Lift them first (legal-hold-lifted)." if held else None


@condition(ProcessingRestricted)
def _new_restriction(before: Trajectory, event: ProcessingRestricted) -> str | None:
    taken = any(each.restriction_id == event.restriction_id for each in before.restrictions)
    return f"restriction_id {event.restriction_id} is taken by another." if taken else None


@condition(RestrictionLifted)
def _restriction_stands(before: Trajectory, event: RestrictionLifted) -> str | None:
    stands = any((each.restriction_id, each.lifted_on) == (event.restriction_id, None) for each in before.restrictions)
    return None if stands else f"No restriction {event.restriction_id} stands on that day."

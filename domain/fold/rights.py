"""Rights on the dossier."""

from typing import Literal

from domain.envelope import Recorded
from domain.events import (
    AccessGranted,
    AccessRequested,
    DestructionExecuted,
    DestructionRefused,
    DestructionRequested,
    GlassBroken,
    GlassReviewed,
    LegalHoldLifted,
    LegalHoldPlaced,
    ProcessingRestricted,
    RestrictionLifted,
)
from domain.fold.step import on
from domain.trajectory import AccessGrant, DossierRequest, GlassBreak, LegalHold, Restriction, Trajectory
from domain.values import replace

Kind = Literal["access", "destruction"]


@on(AccessRequested)
def _access_requested(trajectory: Trajectory, recorded: Recorded, event: AccessRequested) -> Trajectory:
    return _asked(trajectory, recorded, event, "access")


@on(DestructionRequested)
def _destruction_requested(trajectory: Trajectory, recorded: Recorded, event: DestructionRequested) -> Trajectory:
    return _asked(trajectory, recorded, event, "destruction")


@on(AccessGranted)
def _access_granted(trajectory: Trajectory, recorded: Recorded, event: AccessGranted) -> Trajectory:
    asked_by = frozenset(request.by for request in trajectory.dossier_requests if _is_answered(request, event, "access"))
    grant = AccessGrant(recorded.version, event.occurred_on, event.by, asked_by, event.in_part, frozenset(event.withheld))
    return _answered(trajectory, recorded, event, "access").but(access_grants=(*trajectory.access_grants, grant))


@on(DestructionRefused)
def _destruction_refused(trajectory: Trajectory, recorded: Recorded, event: DestructionRefused) -> Trajectory:
    return _answered(trajectory, recorded, event, "destruction")


@on(DestructionExecuted)
def _destruction_executed(trajectory: Trajectory, recorded: Recorded, event: DestructionExecuted) -> Trajectory:
    return _answered(trajectory, recorded, event, "destruction")


@on(GlassBroken)
def _glass_broken(trajectory: Trajectory, recorded: Recorded, event: GlassBroken) -> Trajectory:
    name = event.break_id or str(recorded.version)
    taken = GlassBreak(name, recorded.version, recorded.envelope.actor, recorded.recorded_at)
    return trajectory.but(breaks=(*trajectory.breaks, taken))


@on(GlassReviewed)
def _glass_reviewed(trajectory: Trajectory, recorded: Recorded, event: GlassReviewed) -> Trajectory:
    def reviewed(taken: GlassBreak) -> GlassBreak:
        if taken.break_id != event.break_id or taken.reviewed_on is not None:
            return taken
        return replace(taken, reviewed_on=event.occurred_on, reviewed_by=recorded.version)

    return trajectory.but(breaks=tuple(map(reviewed, trajectory.breaks)))


@on(LegalHoldPlaced)
def _hold_placed(trajectory: Trajectory, recorded: Recorded, event: LegalHoldPlaced) -> Trajectory:
    hold = LegalHold(event.hold_id or str(recorded.version), event.occurred_on, event.ground)
    return trajectory.but(holds=(*trajectory.holds, hold))


@on(LegalHoldLifted)
def _hold_lifted(trajectory: Trajectory, recorded: Recorded, event: LegalHoldLifted) -> Trajectory:
    def lifted(hold: LegalHold) -> LegalHold:
        return replace(hold, lifted_on=event.occurred_on) if (hold.hold_id, hold.lifted_on) == (event.hold_id, None) else hold

    return trajectory.but(holds=tuple(map(lifted, trajectory.holds)))


@on(ProcessingRestricted)
def _restricted(trajectory: Trajectory, recorded: Recorded, event: ProcessingRestricted) -> Trajectory:
    restriction = Restriction(event.restriction_id or str(recorded.version), event.occurred_on, event.ground)
    return trajectory.but(restrictions=(*trajectory.restrictions, restriction))


@on(RestrictionLifted)
def _restriction_lifted(trajectory: Trajectory, recorded: Recorded, event: RestrictionLifted) -> Trajectory:
    def lifted(each: Restriction) -> Restriction:
        return replace(each, lifted_on=event.occurred_on) if (each.restriction_id, each.lifted_on) == (event.restriction_id, None) else each

    return trajectory.but(restrictions=tuple(map(lifted, trajectory.restrictions)))


def _asked(trajectory: Trajectory, recorded: Recorded, event: AccessRequested | DestructionRequested, kind: Kind) -> Trajectory:
    request = DossierRequest(event.request_id or str(recorded.version), recorded.version, kind, event.by, event.occurred_on)
    return trajectory.but(dossier_requests=(*trajectory.dossier_requests, request))


Answer = AccessGranted | DestructionRefused | DestructionExecuted


def _answered(trajectory: Trajectory, recorded: Recorded, event: Answer, kind: Kind) -> Trajectory:
    """Answers the request that is named, or every open one of the kind. Another answer to a refused one reconsiders it."""

    def answered(request: DossierRequest) -> DossierRequest:
        if not _is_answered(request, event, kind):
            return request
        if request.answered_on is not None:
            return replace(request, reconsidered_on=event.occurred_on)
        ground, reasoned = (event.ground, event.reasons is not None) if isinstance(event, DestructionRefused) else (None, True)
        return replace(request, answered_on=event.occurred_on, answered_by=recorded.version, refused_for=ground, reasoned=reasoned)

    return trajectory.but(dossier_requests=tuple(map(answered, trajectory.dossier_requests)))


def _is_answered(request: DossierRequest, event: Answer, kind: Kind) -> bool:
    if request.kind != kind:
        return False
    if event.request_id is None:
        return request.answered_on is None
    refused = request.refused_for is not None and request.reconsidered_on is None
    return request.request_id == event.request_id and (request.answered_on is None or refused)

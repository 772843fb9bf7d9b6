"""Rights on the dossier."""

from dataclasses import replace
from typing import Literal

from domain.codes import RefusalGround
from domain.envelope import Recorded
from domain.events import AccessGranted, AccessRequested, DestructionExecuted, DestructionRefused, DestructionRequested
from domain.fold.step import on
from domain.trajectory import AccessGrant, DossierRequest, Trajectory

Kind = Literal["access", "destruction"]


@on(AccessRequested)
def _access_requested(trajectory: Trajectory, recorded: Recorded, event: AccessRequested) -> Trajectory:
    return _asked(trajectory, recorded, event, "access")


@on(DestructionRequested)
def _destruction_requested(trajectory: Trajectory, recorded: Recorded, event: DestructionRequested) -> Trajectory:
    return _asked(trajectory, recorded, event, "destruction")


@on(AccessGranted)
def _access_granted(trajectory: Trajectory, recorded: Recorded, event: AccessGranted) -> Trajectory:
    trajectory = _answered(trajectory, event, "access", None)
    return trajectory.but(access_grants=(*trajectory.access_grants, AccessGrant(recorded.version, event.occurred_on, event.by)))


@on(DestructionRefused)
def _destruction_refused(trajectory: Trajectory, recorded: Recorded, event: DestructionRefused) -> Trajectory:
    return _answered(trajectory, event, "destruction", event.ground)


@on(DestructionExecuted)
def _destruction_executed(trajectory: Trajectory, recorded: Recorded, event: DestructionExecuted) -> Trajectory:
    return _answered(trajectory, event, "destruction", None)


def _asked(trajectory: Trajectory, recorded: Recorded, event: AccessRequested | DestructionRequested, kind: Kind) -> Trajectory:
    request = DossierRequest(event.request_id or str(recorded.version), recorded.version, kind, event.by, event.occurred_on)
    return trajectory.but(dossier_requests=(*trajectory.dossier_requests, request))


def _answered(
    trajectory: Trajectory, event: AccessGranted | DestructionRefused | DestructionExecuted, kind: Kind, refused_for: RefusalGround | None
) -> Trajectory:
    """Answers the request that is named, or every open one of the kind."""

    def answered(request: DossierRequest) -> DossierRequest:
        if request.kind != kind or request.answered_on is not None or event.request_id not in (None, request.request_id):
            return request
        return replace(request, answered_on=event.occurred_on, refused_for=refused_for)

    return trajectory.but(dossier_requests=tuple(map(answered, trajectory.dossier_requests)))

"""What comes before a title: statements, requests, consent."""

from domain.envelope import Recorded
from domain.events import (
    AnnulmentRefused,
    AnnulmentRequested,
    BehaviouralScientistStatement,
    ConsentGiven,
    ConsentWithdrawn,
    NonProlongationNotified,
    TitleRequested,
)
from domain.fold.step import on
from domain.trajectory import AnnulmentRequest, Consent, NonProlongation, Request, Statement, Trajectory


@on(BehaviouralScientistStatement)
def _statement(trajectory: Trajectory, recorded: Recorded, event: BehaviouralScientistStatement) -> Trajectory:
    statement = Statement(
        recorded.version, event.occurred_on, event.for_, event.outcome, event.examined_on, event.title_id, event.measure_id
    )
    return trajectory.but(statements=(*trajectory.statements, statement))


@on(TitleRequested)
def _title_requested(trajectory: Trajectory, recorded: Recorded, event: TitleRequested) -> Trajectory:
    request = Request(
        recorded.version, event.occurred_on, event.kind, event.filed_by, event.already_in_closed, event.title_id, event.prolongs
    )
    return trajectory.but(requests=(*trajectory.requests, request))


@on(AnnulmentRequested)
def _annulment_requested(trajectory: Trajectory, recorded: Recorded, event: AnnulmentRequested) -> Trajectory:
    request = AnnulmentRequest(recorded.version, event.occurred_on, event.target_version)
    return trajectory.but(annulment_requests=(*trajectory.annulment_requests, request))


@on(AnnulmentRefused)
def _annulment_refused(trajectory: Trajectory, recorded: Recorded, event: AnnulmentRefused) -> Trajectory:
    return annulment_decided(trajectory, recorded, event.target_version)


def annulment_decided(trajectory: Trajectory, recorded: Recorded, target_version: int) -> Trajectory:
    """What was asked of the court about that decision is decided on."""
    day = recorded.event.occurred_on
    requests = tuple(each.decided(target_version, day, recorded.version) for each in trajectory.annulment_requests)
    return trajectory.but(annulment_requests=requests)


@on(ConsentGiven)
def _consent_given(trajectory: Trajectory, recorded: Recorded, event: ConsentGiven) -> Trajectory:
    return _consent(trajectory, recorded, event, given=True)


@on(ConsentWithdrawn)
def _consent_withdrawn(trajectory: Trajectory, recorded: Recorded, event: ConsentWithdrawn) -> Trajectory:
    return _consent(trajectory, recorded, event, given=False)


def _consent(trajectory: Trajectory, recorded: Recorded, event: ConsentGiven | ConsentWithdrawn, *, given: bool) -> Trajectory:
    consent = Consent(recorded.version, event.occurred_on, event.by, given, event.basis_title_id)
    return trajectory.but(consents=(*trajectory.consents, consent))


@on(NonProlongationNotified)
def _non_prolongation(trajectory: Trajectory, recorded: Recorded, event: NonProlongationNotified) -> Trajectory:
    told = NonProlongation(recorded.version, event.occurred_on, event.title_id, event.measure_id, event.ends_on)
    return trajectory.but(non_prolongations=(*trajectory.non_prolongations, told))

"""Measures of child protection."""

from collections.abc import Callable

from domain.codes import ProtectionEnd
from domain.envelope import Recorded
from domain.events import (
    CourtConsentGiven,
    PlacementEndAnswered,
    PlacementEndRequested,
    ProlongationAnnounced,
    ProtectionMeasureEnded,
    ProtectionMeasureProlonged,
    ProtectionMeasureStarted,
    ProtectionMeasureTransferred,
)
from domain.fold.step import on
from domain.trajectory import Announcement, CourtConsent, EndRequest, Prolongation, Protection, Since, Trajectory
from domain.values import replace


@on(ProtectionMeasureStarted)
def _started(trajectory: Trajectory, recorded: Recorded, event: ProtectionMeasureStarted) -> Trajectory:
    measure_id = event.measure_id or str(recorded.version)
    gis = (Since(event.occurred_on, event.gi),) if event.gi else ()
    started = Protection(measure_id, recorded.version, event.kind, event.occurred_on, event.until, gis)
    return trajectory.but(protections=(*trajectory.protections, started))


@on(ProtectionMeasureProlonged)
def _prolonged(trajectory: Trajectory, recorded: Recorded, event: ProtectionMeasureProlonged) -> Trajectory:
    prolongation = Prolongation(recorded.version, event.until)
    return _with_protection(
        trajectory, event.measure_id, lambda each: replace(each, prolongations=(*each.prolongations, prolongation), announced=None)
    )


@on(ProlongationAnnounced)
def _announced(trajectory: Trajectory, recorded: Recorded, event: ProlongationAnnounced) -> Trajectory:
    told = Announcement(recorded.version, event.occurred_on)
    return _with_protection(trajectory, event.measure_id, lambda each: replace(each, announced=each.announced or told))


@on(ProtectionMeasureEnded)
def _ended(trajectory: Trajectory, recorded: Recorded, event: ProtectionMeasureEnded) -> Trajectory:
    became_ots = event.reason is ProtectionEnd.BECAME_OTS
    return _with_protection(trajectory, event.measure_id, lambda each: replace(each, ended_on=event.occurred_on, became_ots=became_ots))


@on(ProtectionMeasureTransferred)
def _transferred(trajectory: Trajectory, recorded: Recorded, event: ProtectionMeasureTransferred) -> Trajectory:
    gi = Since(event.occurred_on, event.gi)
    return _with_protection(trajectory, event.measure_id, lambda each: replace(each, gis=(*each.gis, gi)))


@on(CourtConsentGiven)
def _court_consents(trajectory: Trajectory, recorded: Recorded, event: CourtConsentGiven) -> Trajectory:
    return trajectory.but(court_consents=(*trajectory.court_consents, CourtConsent(recorded.version, event.occurred_on, event.for_)))


@on(PlacementEndRequested)
def _end_requested(trajectory: Trajectory, recorded: Recorded, event: PlacementEndRequested) -> Trajectory:
    request = EndRequest(event.request_id or str(recorded.version), recorded.version, event.occurred_on)
    return trajectory.but(end_requests=(*trajectory.end_requests, request))


@on(PlacementEndAnswered)
def _end_answered(trajectory: Trajectory, recorded: Recorded, event: PlacementEndAnswered) -> Trajectory:
    answered_on = event.written_on or event.occurred_on
    requests = tuple(
        replace(each, answered_on=answered_on, answered_by=recorded.version)
        if each.answered_on is None and event.request_id in (None, each.request_id)
        else each
        for each in trajectory.end_requests
    )
    return trajectory.but(end_requests=requests)


def _with_protection(trajectory: Trajectory, measure_id: str, change: Callable[[Protection], Protection]) -> Trajectory:
    return trajectory.but(protections=tuple(change(each) if each.measure_id == measure_id else each for each in trajectory.protections))

"""Complaints and objections."""

from collections.abc import Callable

from domain.codes import ComplaintForum
from domain.envelope import Recorded
from domain.events import (
    ComplaintAnswered,
    ComplaintAppealed,
    ComplaintDecided,
    ComplaintFiled,
    ObjectionDecided,
    ObjectionFiled,
)
from domain.fold.step import on
from domain.trajectory import Complaint, Objection, Trajectory
from domain.values import replace


@on(ComplaintFiled)
def _filed(trajectory: Trajectory, recorded: Recorded, event: ComplaintFiled) -> Trajectory:
    complaint_id = event.complaint_id or str(recorded.version)
    complaint = Complaint(complaint_id, recorded.version, event.kind, event.subject, event.occurred_on)
    return trajectory.but(complaints=(*trajectory.complaints, complaint))


@on(ComplaintDecided)
def _decided(trajectory: Trajectory, recorded: Recorded, event: ComplaintDecided) -> Trajectory:
    """The first decision of the commission is the one that was in time or not."""

    def decided(complaint: Complaint) -> Complaint:
        if event.by is ComplaintForum.RSJ:
            return replace(complaint, appeal_decided_on=event.occurred_on)
        if complaint.decided_on is not None:
            return replace(complaint, outcome=event.outcome)
        return replace(complaint, decided_on=event.occurred_on, decided_by=recorded.version, outcome=event.outcome)

    return _with_complaint(trajectory, event.complaint_id, decided)


@on(ComplaintAppealed)
def _appealed(trajectory: Trajectory, recorded: Recorded, event: ComplaintAppealed) -> Trajectory:
    day, version = event.occurred_on, recorded.version
    return _with_complaint(trajectory, event.complaint_id, lambda each: replace(each, appealed_on=day, appealed_by=version))


@on(ComplaintAnswered)
def _answered(trajectory: Trajectory, recorded: Recorded, event: ComplaintAnswered) -> Trajectory:
    day, version = event.occurred_on, recorded.version
    return _with_complaint(trajectory, event.complaint_id, lambda each: replace(each, answered_on=day, answered_by=version))


@on(ObjectionFiled)
def _objection_filed(trajectory: Trajectory, recorded: Recorded, event: ObjectionFiled) -> Trajectory:
    objection = Objection(event.objection_id or str(recorded.version), recorded.version, event.occurred_on, event.target_version)
    return trajectory.but(objections=(*trajectory.objections, objection))


@on(ObjectionDecided)
def _objection_decided(trajectory: Trajectory, recorded: Recorded, event: ObjectionDecided) -> Trajectory:
    objections = tuple(
        replace(each, decided_on=event.occurred_on, decided_by=recorded.version)
        if each.objection_id == event.objection_id and each.decided_on is None
        else each
        for each in trajectory.objections
    )
    return trajectory.but(objections=objections)


def _with_complaint(trajectory: Trajectory, complaint_id: str, change: Callable[[Complaint], Complaint]) -> Trajectory:
    return trajectory.but(complaints=tuple(change(each) if each.complaint_id == complaint_id else each for each in trajectory.complaints))

"""Complaints and objections."""

from domain.codes import ComplaintForum
from domain.events import ComplaintAnswered, ComplaintAppealed, ComplaintDecided, ComplaintFiled, ObjectionDecided, ObjectionFiled
from domain.rules.impossible.condition import condition
from domain.trajectory import Complaint, Trajectory


@condition(ComplaintFiled)
def _new_complaint(before: Trajectory, event: ComplaintFiled) -> str | None:
    return f"complaint_id {event.complaint_id} is taken by another complaint." if _complaint(before, event.complaint_id) else None


@condition(ComplaintDecided, ComplaintAppealed, ComplaintAnswered)
def _complaint_filed(before: Trajectory, event: ComplaintDecided | ComplaintAppealed | ComplaintAnswered) -> str | None:
    return None if _complaint(before, event.complaint_id) else f"No complaint {event.complaint_id} is filed before that day."


@condition(ComplaintDecided)
def _appealed(before: Trajectory, event: ComplaintDecided) -> str | None:
    complaint = _complaint(before, event.complaint_id)
    if event.by is not ComplaintForum.RSJ or complaint is None or complaint.appealed_on is not None:
        return None
    return "No appeal is recorded on which the RSJ could decide."


@condition(ObjectionFiled)
def _new_objection(before: Trajectory, event: ObjectionFiled) -> str | None:
    taken = any(objection.objection_id == event.objection_id for objection in before.objections)
    return f"objection_id {event.objection_id} is taken by another objection." if taken else None


@condition(ObjectionDecided)
def _objection_filed(before: Trajectory, event: ObjectionDecided) -> str | None:
    filed = any(objection.objection_id == event.objection_id for objection in before.objections)
    return None if filed else f"No objection {event.objection_id} is filed before that day."


def _complaint(before: Trajectory, complaint_id: str | None) -> Complaint | None:
    return next((complaint for complaint in before.complaints if complaint.complaint_id == complaint_id), None)

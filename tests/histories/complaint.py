"""Complaints, objections, incidents."""

from hypothesis import strategies as st

from domain.codes import ComplaintForum, ComplaintKind, ComplaintOutcome, ComplaintSubject, IncidentKind, Inspectorate, ObjectionOutcome
from domain.events import (
    ComplaintAnswered,
    ComplaintAppealed,
    ComplaintDecided,
    ComplaintFiled,
    Event,
    IncidentReported,
    ObjectionDecided,
    ObjectionFiled,
)
from domain.trajectory import Complaint, Trajectory
from tests.histories.proposal import Proposal, Proposals, always, some


def _filed(p: Proposal) -> Event:
    return ComplaintFiled(
        occurred_on=p.past_day(), kind=p.of(ComplaintKind), subject=p.of(ComplaintSubject), target_version=p.decision(), text=p.words()
    )


def _decided(p: Proposal) -> Event:
    complaint = p.of(p.state.complaints)
    return ComplaintDecided(
        occurred_on=p.day_since(complaint.filed_on),
        complaint_id=complaint.complaint_id,
        by=ComplaintForum.KLACHTENCOMMISSIE if complaint.appealed_on is None else p.of(ComplaintForum),
        outcome=p.of(ComplaintOutcome),
        compensation=p.seldom(),
    )


def _was_decided(state: Trajectory) -> list[Complaint]:
    return [complaint for complaint in state.complaints if complaint.decided_on is not None]


def _appealed(p: Proposal) -> Event:
    complaint = p.of(_was_decided(p.state))
    return ComplaintAppealed(occurred_on=p.day_since(complaint.decided_on), complaint_id=complaint.complaint_id)


def _answered(p: Proposal) -> Event:
    complaint = p.of(_was_decided(p.state))
    return ComplaintAnswered(occurred_on=p.day_since(complaint.decided_on), complaint_id=complaint.complaint_id)


def _objected(p: Proposal) -> Event:
    return ObjectionFiled(occurred_on=p.past_day(), target_version=p.decision(), grounds=p.words())


def _objection_decided(p: Proposal) -> Event:
    objection = p.of(p.state.objections)
    return ObjectionDecided(
        occurred_on=p.day_since(objection.filed_on), objection_id=objection.objection_id, outcome=p.of(ObjectionOutcome)
    )


def _incident(p: Proposal) -> Event:
    day = p.past_day()
    return IncidentReported(
        occurred_on=day,
        kind=p.of(IncidentKind),
        reported_on=p.draw(st.dates(day, p.today)) if p.often() else None,
        reported_to=p.of(Inspectorate),
        text=p.words(),
    )


BESIDE: Proposals = (
    (always, (_filed, _objected, _incident)),
    (some(lambda state: state.complaints), (_decided,) * 2),
    (some(_was_decided), (_appealed, _answered) * 2),
    (some(lambda state: state.objections), (_objection_decided,) * 2),
)

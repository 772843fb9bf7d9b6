"""Complaints and objections: when they are decided, answered, and open to appeal."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, earlier
from domain.codes import ComplaintKind
from domain.deadlines.catalogue import Due, deadline
from domain.parameters import Dated
from domain.since import JEUGDWET
from domain.spans import Span
from domain.terms import Term
from domain.trajectory import Complaint, Objection, Trajectory

COMPLAINT_DECISION = Dated({JEUGDWET: Term("Jeugdwet 6.5.1(3)", weeks=4, termijnenwet=True)})
"""The commission decides within four weeks of the day on which it received the complaint; that day itself is not counted."""

COMPLAINT_APPEAL = Dated({JEUGDWET: Term("Jeugdwet 6.5.4(3)", weeks=6, termijnenwet=True)})
"""From receipt of the decision, or from the last day on which there should have been one. Its receipt is taken to be its day."""

COMPLAINT_ANSWER = Dated({JEUGDWET: Term("Jeugdwet 4.2.1(5)", months=1, termijnenwet=True)})
"""The provider says within a month of the judgement what it will do about it."""

OBJECTION_FILING = Dated({JEUGDWET: Term("Awb 6:7", weeks=6, termijnenwet=True)})
"""How long an objection can be filed, from the day of the decision (its announcement is taken to be that day)."""

OBJECTION_DECISION = Dated({JEUGDWET: Term("Awb 7:10(1)", weeks=6, termijnenwet=True)})
"""From the last day for objecting. Does a committee (Awb 7:13) advise here? Then it is twelve weeks; a delay (7:10(3)) is not recorded."""


@deadline("complaint-decision", "Jeugdwet 6.5.1(3)", dutch="Beslissing op klacht", lead=(7,))
def complaints_are_decided(trajectory: Trajectory) -> Iterator[Due]:
    """A complaint about what chapter 6 allows is decided within four weeks. A general one has the term of the provider's own rules."""
    for complaint in trajectory.complaints:
        if complaint.kind is ComplaintKind.CLOSED:
            yield Due(
                about=complaint.complaint_id,
                since=complaint.filed_on,
                due_on=_decision_due(complaint),
                met_on=complaint.decided_on,
                met_by=complaint.decided_by,
                over_on=complaint.appeal_decided_on,
            )


@deadline("complaint-appeal", "Jeugdwet 6.5.4(3)", dutch="Beroep tegen klachtbeslissing", lead=(7,))
def complaints_can_be_appealed(trajectory: Trajectory) -> Iterator[Due]:
    """Until when there is appeal to the RSJ: from the decision, or if none came in time, from the last day on which it should have come.

    Who lets it pass is not late: it is over the day after.
    """
    for complaint in trajectory.complaints:
        if complaint.kind is not ComplaintKind.CLOSED:
            continue
        decision_due, decided_on = _decision_due(complaint), complaint.decided_on
        if decided_on is None or decided_on > decision_due:
            yield _appeal(complaint, decision_due, since=add_days(decision_due, 1), until=decided_on)
        if decided_on is not None:
            yield _appeal(complaint, decided_on, since=decided_on, until=None)


def _appeal(complaint: Complaint, term_from: date, *, since: date, until: date | None) -> Due:
    term = COMPLAINT_APPEAL.on(term_from)
    appealed = complaint.appealed_on is not None and Span(since, until).covers(complaint.appealed_on)
    return Due(
        about=complaint.complaint_id,
        since=since,
        due_on=term.due_on(term_from),
        met_on=complaint.appealed_on if appealed else None,
        met_by=complaint.appealed_by if appealed else None,
        over_on=earlier(term.breach_from(term_from), until),
    )


@deadline("complaint-answer", "Jeugdwet 4.2.1(5)", dutch="Antwoord op klacht", lead=(7,))
def judgements_on_complaints_are_answered(trajectory: Trajectory) -> Iterator[Due]:
    """The provider answers the judgement on a general complaint within a month."""
    for complaint in trajectory.complaints:
        if complaint.kind is ComplaintKind.GENERAL and complaint.decided_on is not None:
            yield Due(
                about=complaint.complaint_id,
                since=complaint.decided_on,
                due_on=COMPLAINT_ANSWER.on(complaint.decided_on).due_on(complaint.decided_on),
                met_on=complaint.answered_on,
                met_by=complaint.answered_by,
            )


@deadline("objection-decision", "Awb 7:10(1)", dutch="Beslissing op bezwaar", lead=(14, 7))
def objections_are_decided(trajectory: Trajectory) -> Iterator[Due]:
    """The college decides on an objection within so many weeks of the end of the term for objecting."""
    for objection in trajectory.objections:
        start = _objecting_ends(trajectory, objection)
        yield Due(
            about=objection.objection_id,
            since=objection.filed_on,
            due_on=OBJECTION_DECISION.on(objection.filed_on).due_on(start),
            met_on=objection.decided_on,
            met_by=objection.decided_by,
        )


def _decision_due(complaint: Complaint) -> date:
    return COMPLAINT_DECISION.on(complaint.filed_on).due_on(complaint.filed_on)


def _objecting_ends(trajectory: Trajectory, objection: Objection) -> date:
    """The last day for objecting to that decision. If that is not recorded, or the objection came later: the day it was filed."""
    taken_on = next((decision.taken_on for decision in trajectory.decisions if decision.version == objection.target_version), None)
    if taken_on is None:
        return objection.filed_on
    return max(objection.filed_on, OBJECTION_FILING.on(taken_on).due_on(taken_on))

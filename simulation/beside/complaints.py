"""Complaints, objections, incidents."""

from collections.abc import Iterator

from domain.calendar import add_days
from domain.codes import (
    ComplaintForum,
    ComplaintKind,
    ComplaintOutcome,
    ComplaintSubject,
    DecisionBy,
    IncidentKind,
    ObjectionOutcome,
    Setting,
)
from domain.events import (
    ComplaintAnswered,
    ComplaintAppealed,
    ComplaintDecided,
    ComplaintFiled,
    DecisionTaken,
    IncidentReported,
    ObjectionDecided,
    ObjectionFiled,
)
from simulation import sentences
from simulation.course import Course, Sojourn
from simulation.deed import Deed
from simulation.figures import (
    COMPLAINED_OF,
    COMPLAINS_ELSEWHERE,
    COMPLAINS_INSIDE,
    COMPLAINT_IS_APPEALED,
    COMPLAINT_IS_LATE,
    COMPLAINTS_END,
    FAMILIES,
    INCIDENT_IS_TOLD_LATER,
    INCIDENTS,
)


def complaints_and_incidents(course: Course) -> Iterator[Deed]:
    for stay in course.stays:
        if stay.days <= 20:
            continue
        if stay.setting is Setting.GESLOTEN:
            if course.dice.chance(COMPLAINS_INSIDE):
                yield from _inside(course, stay)
        elif course.dice.chance(COMPLAINS_ELSEWHERE):
            yield from _elsewhere(course, stay)
        if stay.setting not in FAMILIES and course.dice.chance(INCIDENTS):
            yield _incident(course, stay)


def _inside(course: Course, stay: Sojourn) -> Iterator[Deed]:
    """To the klachtencommissie, which decides within four weeks; then, for some, to the RSJ (Jeugdwet 6.5.1, 6.5.4)."""
    dice, complaint_id = course.dice, course.new_id()
    filed_on = dice.days_after(stay.since, 6, stay.days)
    subject = dice.pick(COMPLAINED_OF)
    yield course.at_the_house(
        stay,
        ComplaintFiled(
            occurred_on=filed_on,
            complaint_id=complaint_id,
            kind=ComplaintKind.CLOSED,
            subject=subject,
            text=dice.one_of(sentences.COMPLAINTS),
        ),
    )
    decided_on = dice.days_after(filed_on, 31, 55) if dice.chance(COMPLAINT_IS_LATE) else dice.days_after(filed_on, 9, 28)
    outcome = dice.pick(COMPLAINTS_END)
    compensated = outcome is ComplaintOutcome.GEGROND and dice.chance(0.5)
    yield course.at_the_house(
        stay, ComplaintDecided(occurred_on=decided_on, complaint_id=complaint_id, outcome=outcome, compensation=compensated)
    )
    if dice.chance(COMPLAINT_IS_APPEALED):
        appealed_on = dice.days_after(decided_on, 5, 40)
        yield course.at_the_house(stay, ComplaintAppealed(occurred_on=appealed_on, complaint_id=complaint_id))
        ruling = ComplaintDecided(
            occurred_on=dice.days_after(appealed_on, 40, 120),
            complaint_id=complaint_id,
            by=ComplaintForum.RSJ,
            outcome=dice.pick(COMPLAINTS_END),
        )
        if course.is_open_on(appealed_on):
            yield course.at_the_house(stay, ruling)


def _elsewhere(course: Course, stay: Sojourn) -> Iterator[Deed]:
    """To the provider's own committee, after which the provider says within a month what it will do (Jeugdwet 4.2.1)."""
    dice, complaint_id = course.dice, course.new_id()
    filed_on = dice.days_after(stay.since, 6, stay.days)
    yield course.at_the_house(
        stay,
        ComplaintFiled(occurred_on=filed_on, complaint_id=complaint_id, kind=ComplaintKind.GENERAL, subject=ComplaintSubject.OTHER),
    )
    decided_on = dice.days_after(filed_on, 20, 60)
    outcome = dice.pick({ComplaintOutcome.GEGROND: 0.5, ComplaintOutcome.ONGEGROND: 0.5})
    yield course.at_the_house(stay, ComplaintDecided(occurred_on=decided_on, complaint_id=complaint_id, outcome=outcome))
    if dice.chance(0.9):
        answered_on = dice.days_after(decided_on, 5, 28)
        yield course.at_the_house(stay, ComplaintAnswered(occurred_on=answered_on, complaint_id=complaint_id))


def _incident(course: Course, stay: Sojourn) -> Deed:
    day = course.dice.days_after(stay.since, 4, stay.days - 2)
    kind = course.dice.pick({IncidentKind.GEWELD: 0.8, IncidentKind.CALAMITEIT: 0.2})
    reported_on = None if course.dice.chance(INCIDENT_IS_TOLD_LATER) else day
    return course.at_the_house(stay, IncidentReported(occurred_on=day, kind=kind, reported_on=reported_on))


def objections(course: Course, decision: DecisionTaken) -> Iterator[Deed]:
    """Against a decision of the college: within six weeks, and decided within six after that (Awb 6:7, 7:10)."""
    dice, objection_id = course.dice, course.new_id()
    filed_on = dice.days_after(decision.occurred_on, 10, 41)
    if decision.decided_by is DecisionBy.GI or not course.is_open_on(filed_on):
        return
    yield Deed(ObjectionFiled(occurred_on=filed_on, objection_id=objection_id, grounds=dice.one_of(sentences.COMPLAINTS)))
    outcome = dice.pick({ObjectionOutcome.ONGEGROND: 0.6, ObjectionOutcome.GEGROND: 0.3, ObjectionOutcome.NIET_ONTVANKELIJK: 0.1})
    decided_on = add_days(decision.occurred_on, dice.between(56, 84))
    yield Deed(ObjectionDecided(occurred_on=decided_on, objection_id=objection_id, outcome=outcome))

"""The dossier: who takes part, what was agreed, whose rights were exercised, which messages went out."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.calendar import add_days, add_working_days
from domain.codes import AccessBy, FamilyTie, MessageKind, PartyRole, RefusalGround, SafetyLevel, TitleKind
from domain.events import (
    AccessGranted,
    AccessRequested,
    AgreementKept,
    AgreementMade,
    ControllersNamed,
    DestructionRefused,
    DestructionRequested,
    MessageSent,
    OwnStatementAdded,
    PartyJoined,
    PartyLeft,
    RectificationDecided,
    SafetyFlagSet,
    SiblingNoted,
    TitleGranted,
)
from simulation import sentences
from simulation.course import Course, Sojourn
from simulation.deed import Deed
from simulation.figures import (
    AGREEMENT_IS_KEPT,
    AGREEMENT_IS_KEPT_LATE,
    AGREEMENTS,
    ASKS_FOR_ACCESS,
    ASKS_FOR_DESTRUCTION,
    ASKS_FOR_RECTIFICATION,
    GI_WORKER_IS_REPLACED,
    GI_WORKER_JOINS,
    HAS_AN_ASSIGNMENT,
    IN_DANGER,
    LAWYER_JOINS,
    MESSAGE_IS_FORGOTTEN,
    MESSAGE_IS_LATE,
    MESSAGE_TELLS_ANOTHER_DAY,
    OWN_STATEMENT,
    PARENTS_JOIN,
    SEVERAL_CONTROLLERS,
)
from simulation.people import GI


def dossier(course: Course) -> Iterator[Deed]:
    yield from _parties(course)
    yield from _agreements(course)
    yield from _rights(course)
    yield from _family_and_safety(course)
    if course.dice.chance(HAS_AN_ASSIGNMENT):
        yield from _messages(course)


def _parties(course: Course) -> Iterator[Deed]:
    """Parents, the worker of the GI, and a lawyer when the court is asked for closed care; workers come and go."""
    dice, opened_on = course.dice, course.opened_on
    if dice.chance(PARENTS_JOIN):
        joined_on = dice.days_after(opened_on, 0, 5)
        yield Deed(PartyJoined(occurred_on=joined_on, party_id=course.new_id(), role=PartyRole.PARENT_WITH_AUTHORITY))
    if course.life.under_measure and dice.chance(GI_WORKER_JOINS):
        party_id, joined_on = course.new_id(), dice.days_after(opened_on, 0, 5)
        yield course.by_the_gi(PartyJoined(occurred_on=joined_on, party_id=party_id, role=PartyRole.GI_WORKER, organisation=GI))
        days = (course.care_ends_on - joined_on).days
        if days > 200 and dice.chance(GI_WORKER_IS_REPLACED):
            left_on = dice.days_after(joined_on, 60, days - 20)
            yield course.by_the_gi(PartyLeft(occurred_on=left_on, party_id=party_id))
            successor = PartyJoined(occurred_on=left_on, party_id=course.new_id(), role=PartyRole.GI_WORKER, organisation=GI)
            yield course.by_the_gi(successor)
    first = next((deed.day for deed, title in course.of(TitleGranted) if title.kind is not TitleKind.MUHP), None)
    if first is not None and dice.chance(LAWYER_JOINS):
        yield Deed(PartyJoined(occurred_on=course.before(first, 0, 6), party_id=course.new_id(), role=PartyRole.LAWYER))


def _agreements(course: Course) -> Iterator[Deed]:
    dice, days = course.dice, (course.care_ends_on - course.opened_on).days
    for _ in range(dice.pick(AGREEMENTS) if days > 60 else 0):
        agreement_id, made_on = course.new_id(), dice.days_after(course.opened_on, 5, days)
        due_on = dice.days_after(made_on, 7, 60)
        about: dict[str, Any] = {"agreement_id": agreement_id, "due_on": due_on, "text": dice.one_of(sentences.AGREED)}
        yield Deed(AgreementMade.model_validate({"occurred_on": made_on, "with": dice.one_of(_WITH), **about}))
        share = dice.fraction()
        if share < AGREEMENT_IS_KEPT:
            yield Deed(AgreementKept(occurred_on=dice.days_after(due_on, -6, 0), agreement_id=agreement_id))
        elif share < AGREEMENT_IS_KEPT + AGREEMENT_IS_KEPT_LATE:
            yield Deed(AgreementKept(occurred_on=dice.days_after(due_on, 3, 30), agreement_id=agreement_id))


_WITH = (PartyRole.PARENT_WITH_AUTHORITY, PartyRole.SCHOOL, PartyRole.OTHER)


def _rights(course: Course) -> Iterator[Deed]:
    dice, days = course.dice, max((course.care_ends_on - course.opened_on).days, 20)
    if dice.chance(OWN_STATEMENT):
        added_on = dice.days_after(course.opened_on, 10, days)
        yield Deed(OwnStatementAdded(occurred_on=added_on, text=dice.one_of(sentences.OWN_STATEMENTS)))
    if dice.chance(ASKS_FOR_ACCESS):
        request_id, asked_on = course.new_id(), dice.days_after(course.opened_on, 10, days)
        by = _who_may_ask(course, asked_on)
        yield Deed(AccessRequested(occurred_on=asked_on, request_id=request_id, by=by))
        granted_on = dice.days_after(asked_on, 3, 25)
        yield Deed(AccessGranted(occurred_on=granted_on, request_id=request_id, by=by, in_part=dice.chance(0.4)))
    if dice.chance(ASKS_FOR_RECTIFICATION):
        decided_on = dice.days_after(course.opened_on, 20, days)
        granted = dice.chance(0.6)
        yield Deed(RectificationDecided(occurred_on=decided_on, by=_who_may_ask(course, decided_on), granted=granted))
    if dice.chance(ASKS_FOR_DESTRUCTION):
        request_id, asked_on = course.new_id(), dice.days_after(course.opened_on, 10, days)
        yield Deed(DestructionRequested(occurred_on=asked_on, request_id=request_id, by=_who_may_ask(course, asked_on)))
        answered_on = dice.days_after(asked_on, 32, 50) if dice.chance(0.2) else dice.days_after(asked_on, 5, 27)
        ground = dice.pick({RefusalGround.INTEREST_OF_ANOTHER: 0.5, RefusalGround.STATUTORY_BAR: 0.35, RefusalGround.RETENTION_TERM: 0.15})
        refused = DestructionRefused(
            occurred_on=answered_on, request_id=request_id, ground=ground, in_part=True, reasons=dice.one_of(sentences.NOT_DESTROYED)
        )
        yield Deed(refused)


def _who_may_ask(course: Course, day: date) -> AccessBy:
    """Under twelve the parents, from twelve the jeugdige (Jeugdwet 7.3.15)."""
    return AccessBy.PARENTS if course.age_on(day) < 12 else AccessBy.JEUGDIGE


def _family_and_safety(course: Course) -> Iterator[Deed]:
    dice, sibling = course.dice, course.life.sibling
    if sibling is not None:
        noted_on = max(dice.days_after(course.opened_on, 1, 9), add_days(sibling.opened_on, 2))
        yield Deed(SiblingNoted(occurred_on=noted_on, tie=FamilyTie.SIBLING, trajectory_id=sibling.trajectory_id))
    if dice.chance(SEVERAL_CONTROLLERS):
        controllers = (f"GM{course.life.jeugdige.municipality}", GI if course.life.under_measure else "koraal")
        yield Deed(ControllersNamed(occurred_on=dice.days_after(course.opened_on, 5, 30), controllers=controllers))
    if dice.chance(IN_DANGER):
        set_on = dice.days_after(course.opened_on, 3, 60)
        level = dice.pick({SafetyLevel.ADDRESS_HIDDEN: 0.5, SafetyLevel.PLACE_HIDDEN: 0.3, SafetyLevel.NO_MESSAGES: 0.2})
        yield Deed(SafetyFlagSet(occurred_on=set_on, level=level, until=add_days(set_on, 365)))
        if dice.chance(0.4):
            yield Deed(SafetyFlagSet(occurred_on=dice.days_after(set_on, 40, 200), level=SafetyLevel.LIFTED))


def _messages(course: Course) -> Iterator[Deed]:
    """A start message when care begins and a stop message when it ends, within five working days each (iJw)."""
    number = str(course.dice.between(1_000_000, 99_999_999))
    for stay in course.stays:
        if stay.left is None or stay.left.provider != stay.provider:
            stay.begun.event = stay.event.model_copy(update={"assignment_no": number})
            number = str(int(number) + 1)
            yield from _message(course, stay, MessageKind.START, stay.since)
            yield from _message(course, stay, MessageKind.STOP, stay.until)


def _message(course: Course, stay: Sojourn, kind: MessageKind, day: date) -> Iterator[Deed]:
    dice = course.dice
    if dice.chance(MESSAGE_IS_FORGOTTEN):
        return
    working_days = dice.between(6, 12) if dice.chance(MESSAGE_IS_LATE) else dice.between(1, 5)
    sent_on = add_working_days(day, working_days)
    # Dice of its own: what stands in a message changes nothing of the rest.
    apart = dice.of(f"{kind} {sent_on}")
    day_told = apart.days_after(day, 1, 3) if apart.chance(MESSAGE_TELLS_ANOTHER_DAY) else day
    yield course.at_the_house(stay, MessageSent(occurred_on=sent_on, kind=kind, stay_id=stay.name, day_told=day_told))

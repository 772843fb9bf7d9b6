"""Measures of child protection, which the titles of who is under one rest on (BW 1:255 to 1:265j)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.calendar import add_days, add_months
from domain.codes import EndRequester, ProtectionEnd, ProtectionKind, ReferralBasis, TitleKind
from domain.events import (
    CourtConsentGiven,
    NonProlongationNotified,
    PlacementEndAnswered,
    PlacementEndRequested,
    ProlongationAnnounced,
    ProtectionMeasureEnded,
    ProtectionMeasureProlonged,
    ProtectionMeasureStarted,
    ProtectionMeasureTransferred,
    TitleGranted,
)
from simulation.course import Course
from simulation.deed import Deed
from simulation.figures import (
    COURT_AGREES_TO_A_MOVE,
    DAYS_OF_VOTS_BEHIND,
    END_IS_ASKED_FOR,
    ENDS_AS_PLANNED,
    ENDS_BEFORE_ITS_TERM,
    FAMILIES,
    GOES_TO_ANOTHER_GI,
    NOTICE_IS_IN_TIME,
)
from simulation.life import working_day
from simulation.people import GI, OTHER_GI

_A_YEAR = 365

_NOTICE = 62
"""Days: two months before its end the Raad hears what becomes of a measure (BW 1:265j)."""


def measures_of(course: Course) -> Iterator[Deed]:
    """The measure from before the opening on, as long as care lasts, and what is asked of court and GI under it."""
    match course.life.basis:
        case ReferralBasis.OTS:
            yield from _supervised(course, add_days(course.opened_on, -course.dice.between(10, 330)))
        case ReferralBasis.VOTS:
            yield from _provisionally_supervised(course)
        case ReferralBasis.VOOGDIJ:
            yield from _under_guardianship(course)
        case _:
            return
    yield from _not_prolonged(course)
    yield from _moves_agreed_to(course)
    yield from _end_asked_for(course)


def _provisionally_supervised(course: Course) -> Iterator[Deed]:
    started, until = course.new_id(), course.life.provisional_until
    since = add_days(course.opened_on, -DAYS_OF_VOTS_BEHIND)
    yield _started(course, started, ProtectionKind.VOTS, since, until)
    if course.is_open_on(until) and until < course.life.comes_of_age_on:
        yield course.by_the_gi(ProtectionMeasureEnded(occurred_on=until, measure_id=started, reason=ProtectionEnd.BECAME_OTS))
        yield from _supervised(course, until)


def _supervised(course: Course, since: date) -> Iterator[Deed]:
    """Prolonged year after year; when care ends the court lifts it, or it is not prolonged, or it goes on without the region's care.

    One that ran out while the trajectory was closed begins anew when it is reopened.
    """
    dice, adult_on = course.dice, course.life.comes_of_age_on
    share = dice.fraction()
    # It may follow a provisional one that outlives the care: it does not end before it began.
    care_ends_on = max(course.care_ends_on, course.opened_on, since)
    ends_on = add_days(care_ends_on, dice.between(1, 15)) if share < ENDS_AS_PLANNED + ENDS_BEFORE_ITS_TERM else adult_on
    as_planned = share < ENDS_AS_PLANNED
    measure_id, until = course.new_id(), min(add_months(since, 12), adult_on)
    yield _started(course, measure_id, ProtectionKind.OTS, since, until)
    while until < min(ends_on, adult_on):
        if not course.is_open_on(until):
            again_on = course.opens_after(until)
            if again_on is None:
                return
            yield from _supervised(course, again_on)
            return
        yield from _announced(course, measure_id, since, until)
        decided_on = working_day(course.before(until, 4, 25))
        until = min(add_months(until, 12), adult_on, ends_on if as_planned else adult_on)
        prolonged = ProtectionMeasureProlonged(occurred_on=decided_on, measure_id=measure_id, until=until)
        yield course.by_the_gi(prolonged)
    last_on = min(care_ends_on, until)
    if dice.chance(GOES_TO_ANOTHER_GI) and last_on > add_days(since, _A_YEAR):
        moved_on = course.before(last_on, 20, 120)
        yield course.by_the_gi(ProtectionMeasureTransferred(occurred_on=moved_on, measure_id=measure_id, gi=OTHER_GI))
    if until >= adult_on <= ends_on:
        yield course.by_the_gi(ProtectionMeasureEnded(occurred_on=adult_on, measure_id=measure_id, reason=ProtectionEnd.ADULT))
    elif as_planned and until == ends_on:
        told_on = _two_months_before(course, until)
        if told_on > max(course.opened_on, since):
            yield course.by_the_gi(NonProlongationNotified(occurred_on=told_on, measure_id=measure_id, ends_on=until))
        yield course.by_the_gi(ProtectionMeasureEnded(occurred_on=until, measure_id=measure_id, reason=ProtectionEnd.NOT_PROLONGED))
    elif not as_planned and share < ENDS_AS_PLANNED + ENDS_BEFORE_ITS_TERM and ends_on < until:
        yield course.by_the_gi(ProtectionMeasureEnded(occurred_on=ends_on, measure_id=measure_id, reason=ProtectionEnd.LIFTED))


def _announced(course: Course, measure_id: str, since: date, until: date) -> Iterator[Deed]:
    """That the GI will ask to prolong."""
    told_on = _two_months_before(course, until)
    if told_on > max(course.opened_on, since) and course.is_open_on(told_on):
        yield course.by_the_gi(ProlongationAnnounced(occurred_on=told_on, measure_id=measure_id))


def _not_prolonged(course: Course) -> Iterator[Deed]:
    """A machtiging uithuisplaatsing that nothing follows on: the Raad hears of it while somebody still follows the case."""
    followed = {title.prolongs for _, title in course.of(TitleGranted)} | {title.replaces for _, title in course.of(TitleGranted)}
    for deed, title in course.of(TitleGranted):
        if title.kind is not TitleKind.MUHP or title.title_id in followed or title.valid_until is None:
            continue
        if title.valid_until < course.life.comes_of_age_on:
            told_on = min(_two_months_before(course, title.valid_until), max(course.care_ends_on, deed.day))
            if told_on > deed.day and course.is_open_on(told_on):
                yield course.by_the_gi(NonProlongationNotified(occurred_on=told_on, title_id=title.title_id))


def _two_months_before(course: Course, until: date) -> date:
    """In time as a rule."""
    dice = course.dice
    return add_days(until, -(dice.between(_NOTICE, 90) if dice.chance(NOTICE_IS_IN_TIME) else dice.between(26, _NOTICE - 5)))


def _under_guardianship(course: Course) -> Iterator[Deed]:
    measure_id, since = course.new_id(), add_days(course.opened_on, -course.dice.between(60, 900))
    yield _started(course, measure_id, ProtectionKind.VOOGDIJ, since, None)
    adult_on = course.life.comes_of_age_on
    yield course.by_the_gi(ProtectionMeasureEnded(occurred_on=adult_on, measure_id=measure_id, reason=ProtectionEnd.ADULT))


def _started(course: Course, measure_id: str, kind: ProtectionKind, since: date, until: date | None) -> Deed:
    return course.by_the_gi(ProtectionMeasureStarted(occurred_on=since, measure_id=measure_id, kind=kind, until=until, gi=GI))


def _moves_agreed_to(course: Course) -> Iterator[Deed]:
    """Out of a family after a year or more, the court is asked first."""
    for stay in course.stays:
        if stay.setting in FAMILIES and stay.days >= _A_YEAR and course.dice.chance(COURT_AGREES_TO_A_MOVE):
            about: dict[str, Any] = {"occurred_on": course.before(stay.until, 3, 21), "for": "move_from_family"}
            yield course.by_the_gi(CourtConsentGiven.model_validate(about, strict=False))


def _end_asked_for(course: Course) -> Iterator[Deed]:
    """Parents or jeugdige ask for the end of the placement; the GI answers within two weeks, as a rule (BW 1:265d)."""
    dice = course.dice
    under_a_muhp = [event.valid_from for _, event in course.of(TitleGranted) if event.kind is TitleKind.MUHP and event.valid_from]
    for stay in course.stays:
        if stay.days > 120 and under_a_muhp and min(under_a_muhp) <= stay.since and dice.chance(END_IS_ASKED_FOR):
            asked_on, request_id = dice.days_after(stay.since, 40, 80), course.new_id()
            by = dice.pick({EndRequester.PARENT: 0.7, EndRequester.JEUGDIGE: 0.3})
            yield course.by_the_gi(PlacementEndRequested(occurred_on=asked_on, request_id=request_id, by=by))
            answered_on = dice.days_after(asked_on, 5, 14) if dice.chance(0.85) else dice.days_after(asked_on, 17, 30)
            granted = dice.chance(0.15)
            yield course.by_the_gi(PlacementEndAnswered(occurred_on=answered_on, request_id=request_id, granted=granted))

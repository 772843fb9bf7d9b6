"""An advice is looked at again by the day that it names, as long as there is care."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days
from domain.codes import Role, Setting
from domain.deadlines.waiting import DAYS_A_REVIEW_SERVES
from domain.events import IdtAdviceGiven, TeamReviewHeld
from domain.events.review import Advice, Alternative
from simulation import sentences
from simulation.course import Course
from simulation.deed import Deed
from simulation.dice import Dice
from simulation.figures import ADVICE_IS_LOOKED_AT_AGAIN, ADVICE_IS_LOOKED_AT_LATE


def looked_at_again(course: Course) -> Iterator[Deed]:
    """By an advice that says what still fits, and names no further day; not where a review came before."""
    reviews = [(deed.day, event.advice.review_by) for deed, event in course.of(TeamReviewHeld)]
    for number, (day, review_by) in enumerate(reviews):
        dice = course.dice.of(f"herzien {day}")
        share, early, weeks_late = dice.fraction(), dice.between(0, 20), dice.between(1, 4)
        if review_by is None or share >= ADVICE_IS_LOOKED_AT_AGAIN + ADVICE_IS_LOOKED_AT_LATE:
            continue
        again_on = add_days(review_by, -early if share < ADVICE_IS_LOOKED_AT_AGAIN else 7 * weeks_late)
        came_before = any(day < other <= again_on for other, _ in reviews[number + 1 :])
        if not came_before and day < again_on <= course.care_ends_on and course.is_open_on(again_on):
            yield Deed(IdtAdviceGiven(occurred_on=again_on, advice=_that_fits(course, again_on, dice)), by=Role.PROCESREGISSEUR)


def _that_fits(course: Course, day: date, dice: Dice) -> Advice:
    """The setting of that day, or the heavier one that is on its way."""
    soon = add_days(day, DAYS_A_REVIEW_SERVES.on(day))
    settings = [stay.setting for stay in course.stays if stay.since <= soon and day < stay.until]
    setting = max(settings, key=lambda each: each.weight, default=Setting.AMBULANT)
    lighter = [other for other in Setting if other.lighter_than(setting)]
    return Advice(
        setting=setting,
        alternatives=tuple(Alternative(setting=other, why_not=dice.one_of(sentences.WHY_NOT)) for other in lighter[-1:]),
        perspective=dice.one_of(sentences.PERSPECTIVES),
    )

"""Help and its end: changed hours, aftercare, what came of it, and help after the eighteenth birthday."""

from collections.abc import Iterator

from domain.calendar import add_months
from domain.codes import ContinuationGround, FurtherHelp, Informant
from domain.events import AftercareAgreed, ContinuedHelpDecided, HelpChanged, OutcomeMeasured
from simulation.course import Course, Sojourn
from simulation.deed import Deed
from simulation.figures import (
    AFTERCARE_IS_AGREED,
    HELP_AFTER_EIGHTEEN_IS_DECIDED,
    HELP_IS_CHANGED,
    JEUGDIGE_GIVES_A_GRADE,
    PARENT_GIVES_A_GRADE,
)


def afterwards(course: Course) -> Iterator[Deed]:
    dice = course.dice
    for help_ in course.helps:
        if help_.days > 120 and dice.chance(HELP_IS_CHANGED):
            hours = float(dice.one_of((1, 2, 3, 5, 8)))
            changed_on = dice.days_after(help_.since, 40, help_.days - 20)
            yield course.at_the_house(help_, HelpChanged(occurred_on=changed_on, help_id=help_.name, hours_per_week=hours))
    given_way = {stay.left.name for stay in course.stays if stay.left}
    for stay in course.stays:
        if stay.name not in given_way and stay.days > 20 and dice.chance(AFTERCARE_IS_AGREED):
            yield from _aftercare(course, stay)
    yield from _outcome(course)
    yield from _after_eighteen(course)


def _aftercare(course: Course, stay: Sojourn) -> Iterator[Deed]:
    agreed_on = course.before(stay.until, 0, 14)
    until = add_months(stay.until, course.dice.between(2, 6))
    yield course.at_the_house(stay, AftercareAgreed(occurred_on=agreed_on, provider=stay.provider, until=until))


def _outcome(course: Course) -> Iterator[Deed]:
    """At the end of care jeugdige and parent say what it was good for."""
    dice, all_care = course.dice, [*course.stays, *course.helps]
    if not all_care:
        return
    last = max(all_care, key=lambda each: each.until)
    for informant, response in ((Informant.JEUGDIGE, JEUGDIGE_GIVES_A_GRADE), (Informant.PARENT, PARENT_GIVES_A_GRADE)):
        if dice.chance(response):
            further = dice.pick(
                {FurtherHelp.NONE: 0.4, FurtherHelp.NONE_NOW: 0.25, FurtherHelp.LIGHTER: 0.25, FurtherHelp.SAME_OR_HEAVIER: 0.1}
            )
            measured = OutcomeMeasured(
                occurred_on=dice.days_after(last.until, 0, 12), informant=informant, grade=dice.between(4, 9), further_help=further
            )
            yield course.at_the_house(last, measured)


def _after_eighteen(course: Course) -> Iterator[Deed]:
    """Help that goes on after the eighteenth birthday is decided on before it (Jeugdwet 1.1)."""
    dice, adult_on = course.dice, course.life.comes_of_age_on
    goes_on = [help_ for help_ in course.helps if help_.until > adult_on]
    if goes_on and dice.chance(HELP_AFTER_EIGHTEEN_IS_DECIDED):
        decided_on = course.before(adult_on, 5, 120)
        ground = ContinuationGround.CONTINUATION if goes_on[0].since < adult_on else ContinuationGround.DECIDED_BEFORE
        until = add_months(adult_on, 36)
        yield Deed(ContinuedHelpDecided(occurred_on=decided_on, ground=ground, until=until))

"""Help after eighteen."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_months
from domain.codes import ContinuationGround, Setting
from domain.rules.catalogue import Found, rule
from domain.rules.paper import when_the_paper_is_missed
from domain.spans import Span, without
from domain.trajectory import Trajectory


@rule("L23", "law", "Jeugdwet 1.1 (jeugdige)")
def help_after_eighteen_has_a_ground(trajectory: Trajectory) -> Iterator[Found]:
    """Help ends at eighteen, and goes on to twenty-three only where that was decided (4°); pleegzorg begun before lasts to twenty-one (3°).

    Nights of a main stay and days of help, from the birthday. For what began later the decision may follow by post. Pleegzorg goes on
    after twenty-one with such a decision like other help: 4° leaves 3° as it is. A decision on the ground that it was taken before
    eighteen counts only if it was. From twenty-three there is no ground; help in criminal law (2°) is not recorded here. Closed care
    is not judged: who came of age under a title of chapter 6 falls under it (6.1.1(1)), and without one L1 says so.
    """
    if not trajectory.stays and not trajectory.helps:
        return
    adult_on = trajectory.turns(18)
    fostered_until: date | None = None
    for stay in trajectory.stays:
        if not stay.is_main or stay.in_closed_care:
            continue
        as_of_right = False
        if stay.setting is Setting.PLEEGZORG:
            as_of_right = stay.since < adult_on or (fostered_until is not None and stay.since <= add_months(fostered_until, 6))
            fostered_until = stay.until if as_of_right else fostered_until
        if stay.until is None or adult_on < stay.until:
            yield from _without_ground(trajectory, adult_on, stay.stay_id, stay.nights, as_of_right=as_of_right)
    for given in trajectory.helps:
        if given.until is None or adult_on < given.until:
            yield from _without_ground(trajectory, adult_on, given.help_id, Span(given.since, given.until), as_of_right=False)


def _without_ground(trajectory: Trajectory, adult_on: date, about: str, days: Span, *, as_of_right: bool) -> Iterator[Found]:
    """The days after eighteen without a ground, of what goes on after it; `as_of_right`: pleegzorg, until twenty-one."""
    after_eighteen = Span(max(days.since, adult_on), days.until)
    last_on = trajectory.turns(23)
    grounds = [Span(each.decided_on, each.until) for each in trajectory.continuations if _counts(each.ground, each.decided_on, adult_on)]
    if as_of_right:
        grounds.append(Span(adult_on, trajectory.turns(21)))
    may_follow_until = when_the_paper_is_missed(days.since) if adult_on <= days.since else adult_on
    for bare in without([after_eighteen.up_to(last_on)], grounds):
        message = "Hulp na de achttiende verjaardag zonder besluit over verlengde jeugdhulp."
        yield Found(max(bare.since, may_follow_until), bare.until, message, about=about, absence=True)
    no_end_yet = days.until is None and days.since < last_on
    yield Found(max(days.since, last_on), days.until, "Jeugdhulp na de drieëntwintigste verjaardag.", about=about, absence=no_end_yet)


def _counts(ground: ContinuationGround, decided_on: date, adult_on: date) -> bool:
    return ground is not ContinuationGround.DECIDED_BEFORE or decided_on < adult_on

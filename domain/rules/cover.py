"""Closed nights and their ground."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, earlier
from domain.codes import TitleKind
from domain.deadlines.adulthood import closed_care_ends
from domain.law.cover import closed_nights, legal_cover, uncovered_nights
from domain.law.lapse import titles_in_law
from domain.parameters import Dated
from domain.rules.catalogue import Found, rule
from domain.rules.paper import when_the_paper_is_missed
from domain.since import JEUGDWET
from domain.spans import Span, joined, within
from domain.trajectory import ConditionalAdmission, Title, Trajectory


@rule("L1", "law", "Jeugdwet 6.1.2")
def closed_nights_have_a_title(trajectory: Trajectory) -> Iterator[Found]:
    """Every night in a closed accommodation is covered by a running title (Jeugdwet 6.1.2, 6.2.2; BW 1:265a). Unit: nights."""
    for nights in uncovered_nights(trajectory):
        hint = " Geef title_id: er wachten meer titels op tenuitvoerlegging." if _could_execute_several(trajectory, nights.since) else ""
        yield Found(nights.since, nights.until, f"Nachten in een gesloten accommodatie zonder lopende titel.{hint}")


def _could_execute_several(trajectory: Trajectory, night: date) -> bool:
    """Whether a stay that names no title leaves open which of the waiting ones it executes."""
    unnamed = any(stay.title_id is None and stay.covers(night) for stay in trajectory.closed_stays)
    return unnamed and sum(title.waits_for_execution and not title.ends for title in trajectory.titles) > 1


@rule("L3", "law", "Jeugdwet 6.1.6(5)")
def conditional_admissions_keep_to_their_term(trajectory: Trajectory) -> Iterator[Found]:
    """An admission on a conditional title lasts no longer than what is left of the title, and than six months. Unit: nights.

    The nights beyond, while he is still inside on it: until he leaves, or another title covers the night.
    """
    for title in trajectory.titles_with_an_admission:
        beyond = (_beyond(trajectory, title, admission) for admission in title.conditional_admissions if admission.begins_a_term)
        # Two admissions may both last to the end of the title: the nights after it are beyond both, and found once.
        for nights in joined(nights for nights in beyond if nights is not None):
            message = "Verblijf op een voorwaardelijke machtiging na afloop van de resterende termijn of van zes maanden."
            yield Found(nights.since, nights.until, message, about=title.title_id)


def _beyond(trajectory: Trajectory, title: Title, admission: ConditionalAdmission) -> Span | None:
    """The uncovered nights from the end of its term on, if he was inside under it the night before. What ended sooner is L1 alone."""
    end = earlier(title.valid_until, admission.lasts_until)
    bare = next((nights for nights in uncovered_nights(trajectory) if nights.since == end), None)
    inside_until_then = within(title.covered_nights(), (each & admission.counts for each in closed_nights(trajectory)))
    return bare if bare is not None and any(nights.until == end for nights in inside_until_then) else None


A_TITLE_GRANTED_BEFORE_18_ENDS_TOO = Dated({JEUGDWET: False})
"""Does the half year after the eighteenth birthday (6.1.2(4)(d)) also end closed care under a title that was granted at seventeen?

The fourth paragraph is a condition for granting one at eighteen; 6.1.1(1) lets a title that is in force go on. Here it does not.
"""


@rule("L6", "law", "Jeugdwet 6.1.2(4)")
def closed_care_ends_after_eighteen(trajectory: Trajectory) -> Iterator[Found]:
    """A title at eighteen is for who was under one when he turned eighteen, with his treatment and his plan begun before; closed care under
    it lasts no longer than six months after the birthday. Unit of the latter: nights.

    That it works towards another form of help (6.1.2(4)(c)) stands in the plan, and is not judged.
    """
    birthday = trajectory.turns(18)
    for title in trajectory.titles_of_chapter_6:
        if title.decided_on >= birthday:
            over = earlier(title.over_on, trajectory.died_on)
            for what, article, message in _missing_at_eighteen(trajectory, title, birthday):
                since = when_the_paper_is_missed(title.decided_on)
                yield Found(since, over, message, about=f"{title.title_id}-{what}", article=article, absence=True)
    bound = {
        title.title_id
        for title in trajectory.titles_of_chapter_6
        if title.decided_on >= birthday or A_TITLE_GRANTED_BEFORE_18_ENDS_TOO.on(title.decided_on)
    }
    if not bound:
        return
    end = closed_care_ends(trajectory)
    for cover in legal_cover(trajectory):
        nights = Span(cover.since, cover.until) & Span(end)
        if cover.title_id in bound and not nights.is_empty:
            message = "Nachten in gesloten jeugdhulp meer dan zes maanden na de achttiende verjaardag."
            yield Found(nights.since, nights.until, message, about=cover.title_id)


def _missing_at_eighteen(trajectory: Trajectory, title: Title, birthday: date) -> Iterator[tuple[str, str, str]]:
    """What is not recorded of the time before: what it is, where it is asked, and the message.

    The chapter is for who was under any title of it at that moment (6.1.1(1)); one that ran up to the birthday held until then. The fourth
    paragraph is about a machtiging; a spoedmachtiging and a conditional title follow the third alone (6.1.3(1), 6.1.4(1)).
    """
    night_before = add_days(birthday, -1)
    titles = (other for other in titles_in_law(trajectory) if other.is_of_chapter_6 and other.decided_on < birthday)
    if not any(other.runs_on(night_before) or other.runs_on(birthday) for other in titles):
        yield (
            "at-18",
            "Jeugdwet 6.1.1(1)",
            "Niet is vastgelegd dat op de achttiende verjaardag een machtiging voor gesloten jeugdhulp gold.",
        )
    if title.kind is not TitleKind.MACHTIGING:
        return
    if not any(day < birthday for day in (*(s.since for s in trajectory.stays), *(h.since for h in trajectory.helps))):
        yield "treatment", "Jeugdwet 6.1.2(4)(a)", "Niet is vastgelegd dat de behandeling voor de achttiende verjaardag begon."
    if not any(plan.adopted_on < birthday for plan in trajectory.plans):
        yield "plan", "Jeugdwet 6.1.2(4)(b)", "Niet is vastgelegd dat voor de achttiende verjaardag een hulpverleningsplan is vastgesteld."


@rule("L11", "law", "Jeugdwet 6.2.2(1)")
def titles_are_executed_in_registered_places(trajectory: Trajectory) -> Iterator[Found]:
    """A title of chapter 6 is executed in a registered gesloten accommodatie only. Unit: nights.

    Whether a place was registered is as the register had it when the stay was recorded, and as was noted since of the stay; where it is
    unknown, nothing is found.
    """
    elsewhere = [(stay, spans) for stay in trajectory.closed_stays if (spans := stay.unregistered_nights)]
    if not elsewhere:
        return
    of_chapter_6 = {title.title_id for title in trajectory.titles_of_chapter_6}
    executing = [Span(cover.since, cover.until) for cover in legal_cover(trajectory) if cover.title_id in of_chapter_6]
    for stay, unregistered in elsewhere:
        for nights in within(unregistered, executing):
            message = "Machtiging ten uitvoer gelegd in een gesloten accommodatie die niet is geregistreerd."
            yield Found(nights.since, nights.until, message, about=stay.stay_id)

"""From the opening to a place: history, analysis, review and advice, the decision, the search, and where it is to lead."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days
from domain.codes import Agreement, Certainty, DecisionBy, DeclinedBy, Presence, Setting
from domain.events import (
    Admitted,
    DecisionTaken,
    ExplanatoryAnalysisCompleted,
    IdtAdviceGiven,
    IdtReviewRequested,
    PerspectiveSet,
    PlaceDeclined,
    PlaceOffered,
    PlaceSearchStarted,
    PriorHistoryRecorded,
    ReferralReceived,
    TeamReviewHeld,
)
from domain.events.review import Advice, Alternative
from simulation import sentences
from simulation.beside.complaints import objections
from simulation.course import Course, Sojourn
from simulation.deed import Deed
from simulation.figures import (
    ADVICE_IS_DEVIATED_FROM,
    ADVICE_IS_REVISED,
    ANALYSIS_IS_MADE,
    DECISION_IS_RECORDED,
    DEVIATION_IS_MOTIVATED,
    HISTORY_IS_KNOWN,
    KNEW_THE_PERSPECTIVE,
    LIGHTER_WAYS_ARE_NOT_LISTED,
    NEW_ADVICE_BEFORE_SOMETHING_HEAVIER,
    OBJECTS,
    PERSPECTIVE_IS_SET,
    PERSPECTIVES_SET,
    PLACE_IS_DECLINED,
    PLACE_IS_SOUGHT,
    PROVIDER_OF_HISTORY_IS_KNOWN,
    PROVIDERS_BEFORE,
    REVIEW_IS_ASKED_FOR,
    START_IS_INTENDED,
)

_BEFORE = {Setting.AMBULANT: 0.5, Setting.PLEEGZORG: 0.2, Setting.OPEN_RESIDENTIEEL: 0.2, Setting.INTENSIEF_KLINISCH: 0.1}

_HEARD = frozenset({Presence.PRESENT, Presence.SPOKEN_BEFORE, Presence.REPRESENTED})


def preparations(course: Course) -> Iterator[Deed]:
    yield from _prior_history(course)
    for deed, review in course.of(TeamReviewHeld):
        yield from _around_review(course, deed, review)
    yield from _advised_anew(course)
    for stay in course.stays:
        if stay.left is None:
            yield from _search(course, stay)
        if stay.left is None or stay.left.setting is not stay.setting:
            yield from _perspective(course, stay)


def _prior_history(course: Course) -> Iterator[Deed]:
    dice = course.dice
    if not dice.chance(HISTORY_IS_KNOWN):
        return
    for number in range(dice.between(1, 2)):
        since = course.opened_on.year - dice.between(1, 3)
        yield Deed(
            PriorHistoryRecorded.model_validate(
                {
                    "occurred_on": dice.days_after(course.opened_on, 1, 20),
                    "setting": dice.pick(_BEFORE),
                    "provider": _provider_before(course, number),
                    "from": f"{since}" if dice.chance(0.5) else f"{since}-{dice.between(1, 12):02}",
                    "known_by": dice.pick({Certainty.TOLD: 0.6, Certainty.DOCUMENT_SEEN: 0.4}),
                    "told": dice.one_of(sentences.BEFORE),
                }
            )
        )


def _provider_before(course: Course, number: int) -> str | None:
    dice = course.dice.of(f"provider before {number}")
    return dice.one_of(PROVIDERS_BEFORE) if dice.chance(PROVIDER_OF_HISTORY_IS_KNOWN) else None


def _around_review(course: Course, held: Deed, review: TeamReviewHeld) -> Iterator[Deed]:
    dice = course.dice
    asked_since = max((day for deed, _ in course.of(ReferralReceived) if (day := deed.day) <= held.day), default=held.day)
    if dice.chance(REVIEW_IS_ASKED_FOR):
        asked_on = min(held.day, max(asked_since, course.before(held.day, 3, 10)))
        yield Deed(IdtReviewRequested(occurred_on=asked_on, team=review.team, question=dice.one_of(sentences.QUESTIONS)))
    if dice.chance(ANALYSIS_IS_MADE):
        agreed = dice.pick({Agreement.YES: 0.5, Agreement.PARTLY: 0.3, Agreement.NO: 0.1, Agreement.UNKNOWN: 0.1})
        made = ExplanatoryAnalysisCompleted(
            occurred_on=course.before(held.day, 0, 6),
            authors=("koraal",),
            agreed_by_youth=agreed if review.youth in _HEARD else Agreement.UNKNOWN,
            analysis=dice.one_of(sentences.ANALYSES),
        )
        yield Deed(made)
    yield from _advice_and_decision(course, held, review)


def _advice_and_decision(course: Course, held: Deed, review: TeamReviewHeld) -> Iterator[Deed]:
    """The decision follows the advice as a rule; the review itself says it, where it was another one."""
    dice, wanted = course.dice, review.advice.setting
    deviates = dice.chance(ADVICE_IS_DEVIATED_FROM) and wanted.weight > Setting.PLEEGZORG.weight
    if deviates:
        lighter = next(other for other in reversed(Setting) if other.lighter_than(wanted))
        advice = review.advice.model_copy(update={"setting": lighter, "alternatives": _lighter_than(lighter, review.advice)})
        held.event = review.model_copy(update={"advice": advice})
    elif dice.chance(LIGHTER_WAYS_ARE_NOT_LISTED):
        held.event = review.model_copy(update={"advice": review.advice.model_copy(update={"alternatives": ()})})
    elif dice.chance(ADVICE_IS_REVISED):
        yield Deed(IdtAdviceGiven(occurred_on=dice.days_after(held.day, 1, 3), advice=review.advice, motivation=review.motivation))
    if deviates or dice.chance(DECISION_IS_RECORDED):
        taken_on = min(dice.days_after(held.day, 0, 3), _goes_on(course, held.day))
        motivated = not deviates or dice.chance(DEVIATION_IS_MOTIVATED)
        decision = DecisionTaken(
            occurred_on=taken_on,
            setting=wanted,
            follows_advice=not deviates,
            decided_by=DecisionBy.GI if course.life.under_measure else DecisionBy.GEMEENTE,
            intended_start=_intended(course, taken_on),
            motivation=dice.one_of(sentences.MOTIVATIONS) if motivated else None,
        )
        yield course.by_the_gi(decision)
        if dice.chance(OBJECTS):
            yield from objections(course, decision)


def _intended(course: Course, taken_on: date) -> date | None:
    """Some days after the decision: about when it does begin, or sooner."""
    dice = course.dice.of(f"intended start {taken_on}")
    return dice.days_after(taken_on, 0, 20) if dice.chance(START_IS_INTENDED) else None


def _lighter_than(setting: Setting, advice: Advice) -> tuple[Alternative, ...]:
    return tuple(way for way in advice.alternatives if way.setting.lighter_than(setting))


def _goes_on(course: Course, day: date) -> date:
    """The next stay or help that begins after that day, or that day itself: what a decision comes before."""
    return min((each.since for each in (*course.stays, *course.helps) if each.since > day), default=add_days(day, 3))


def _advised_anew(course: Course) -> Iterator[Deed]:
    """Before something heavier than what was advised, the advice is renewed, as a rule."""
    for stay in course.stays:
        advised = [event.advice for deed, event in course.of(TeamReviewHeld) if deed.day <= stay.since]
        if not advised or not advised[-1].setting.lighter_than(stay.setting):
            continue
        if course.dice.chance(NEW_ADVICE_BEFORE_SOMETHING_HEAVIER):
            lighter = [setting for setting in Setting if setting.lighter_than(stay.setting)][-2:]
            why_not = course.dice.one_of(sentences.WHY_NOT)
            advice = advised[-1].model_copy(
                update={
                    "setting": stay.setting,
                    "alternatives": tuple(Alternative(setting=setting, why_not=why_not) for setting in lighter),
                }
            )
            yield Deed(IdtAdviceGiven(occurred_on=course.before(stay.since, 2, 9), advice=advice))


def _search(course: Course, stay: Sojourn) -> Iterator[Deed]:
    """A place is sought between the decision and the admission; some first hear no."""
    dice, event = course.dice, stay.event
    assert isinstance(event, Admitted)
    begun = course.before(stay.since, 4, 20)
    if event.crisis or (stay.since - begun).days < 3 or not dice.chance(PLACE_IS_SOUGHT):
        return
    yield Deed(PlaceSearchStarted(occurred_on=begun, setting=stay.setting))
    if dice.chance(PLACE_IS_DECLINED):
        by = dice.pick({DeclinedBy.PROVIDER: 0.6, DeclinedBy.JEUGDIGE: 0.2, DeclinedBy.PARENTS: 0.2})
        declined = PlaceDeclined(
            occurred_on=add_days(begun, 1), setting=stay.setting, provider=stay.provider, by=by, reason=dice.one_of(sentences.DECLINED)
        )
        yield Deed(declined)
    offered_on = dice.days_after(begun, 1, (stay.since - begun).days)
    yield Deed(PlaceOffered(occurred_on=offered_on, setting=stay.setting, provider=stay.provider, location=event.location))


def _perspective(course: Course, stay: Sojourn) -> Iterator[Deed]:
    """Where it leads, set anew with each other setting."""
    dice = course.dice
    if dice.chance(PERSPECTIVE_IS_SET):
        set_on = dice.days_after(stay.since, 0, 12)
        yield course.at_the_house(
            stay,
            PerspectiveSet(
                occurred_on=set_on,
                perspective=dice.pick(PERSPECTIVES_SET),
                by_when=max(set_on, dice.days_after(stay.until, 0, 120)),
                known_to_youth=dice.chance(KNEW_THE_PERSPECTIVE),
            ),
        )

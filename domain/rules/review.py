"""The team review before closed or intensive care, what it advises and what becomes of it, and the jeugdige's part in it."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, earlier
from domain.codes import Presence, TitleKind, Urgency, VoiceAbout, VoiceForm
from domain.deadlines.waiting import (
    DAYS_A_REVIEW_SERVES,
    DAYS_TO_A_REVIEW,
    REVIEWED_SETTINGS,
    end_of_interest,
    referrals_are_reviewed,
)
from domain.law.cover import ground_of
from domain.parameters import policy
from domain.rules.catalogue import Found, rule
from domain.rules.late import late
from domain.since import PILOT
from domain.trajectory import Advised, Decision, Referral, Stay, Trajectory

DAYS_AFTER_A_CRISIS = policy("days-after-a-crisis", {PILOT: 14})
"""After an admission that could not wait, for spoed or in a crisis, the review may follow within so many days."""

DAYS_HEARD_BEFORE_A_MOVE = policy("days-heard-before-a-move", {PILOT: 30})
"""The jeugdige is heard about a move in so many days before it."""

DAYS_TOLD_BEFORE_A_MOVE = policy("days-told-before-a-move", {PILOT: 2})
"""Who was told of a move at least so many days before it could speak of it; a day before is too late (a third is told so late)."""


@rule("P1", "policy", "Regionaal beleid: teambespreking vooraf")
def heavy_care_is_reviewed(trajectory: Trajectory) -> Iterator[Found]:
    """A team reviews every referral for closed or intensive care in time, and before every admission to it.

    After an admission that could not wait the review may follow within the days of grace. A referral that was withdrawn, or after which
    the jeugdige was admitted anywhere, waits no more.
    """
    yield from late(referrals_are_reviewed(trajectory), "Aanmelding voor gesloten of intensieve zorg zonder teambespreking.")
    for stay in trajectory.stays:
        if not stay.is_main or stay.setting not in REVIEWED_SETTINGS or stay.comes_from is stay.setting:
            continue
        if _reviewed_before(trajectory, stay):
            continue
        first_day = add_days(stay.since, DAYS_AFTER_A_CRISIS.on(stay.since) + 1) if _could_not_wait(trajectory, stay) else stay.since
        next_review = min((r.held_on for r in trajectory.reviews if r.held_on > stay.since), default=None)
        message = f"Opname in {stay.setting.label} zonder teambespreking vooraf."
        yield Found(first_day, earlier(stay.until, next_review), message, about=stay.stay_id)


_OF_SPOED = frozenset({TitleKind.SPOEDMACHTIGING, TitleKind.CRISISMAATREGEL})


def _could_not_wait(trajectory: Trajectory, stay: Stay) -> bool:
    """In a crisis, under a title that is granted for spoed, or on a referral that asked for it and had not waited too long already."""
    ground = ground_of(trajectory, stay, stay.since)
    of_spoed = ground is not None and ground.kind in _OF_SPOED
    return stay.crisis or of_spoed or any(_asks_for_spoed(referral, stay.since) for referral in trajectory.referrals)


def _asks_for_spoed(referral: Referral, day: date) -> bool:
    if referral.urgency is Urgency.REGULIER or referral.requested_setting not in REVIEWED_SETTINGS:
        return False
    ended = referral.ended_on is not None and referral.ended_on <= day
    return not ended and referral.received_on <= day <= add_days(referral.received_on, DAYS_TO_A_REVIEW.on(referral.received_on))


def _reviewed_before(trajectory: Trajectory, stay: Stay) -> bool:
    oldest = add_days(stay.since, -DAYS_A_REVIEW_SERVES.on(stay.since))
    return any(oldest <= review.held_on <= stay.since for review in trajectory.reviews)


@rule("P2", "policy", "Regionaal beleid: met de jeugdige")
def the_jeugdige_is_heard(trajectory: Trajectory) -> Iterator[Found]:
    """The jeugdige takes part in the review, or was offered to; and is heard before each move.

    A voice recorded about it afterwards mends either. Before a move somebody is heard who spoke about it, or declined to, or was told
    in time to speak. A house that goes over to another provider moves nobody.
    """
    for review in trajectory.reviews:
        if review.youth is Presence.NOT_OFFERED:
            heard_on = min(
                (v.recorded_on for v in trajectory.voices if _is_heard(v.about, v.form) and v.recorded_on >= review.held_on), default=None
            )
            message = "De jeugdige is niet betrokken bij de teambespreking."
            yield Found(review.held_on, heard_on, message, about=str(review.version))
    for stay in trajectory.stays:
        if stay.is_a_move and not _told_in_time(stay):
            until = earlier(_heard_about_move(trajectory, stay), stay.until)
            yield Found(stay.since, until, "De jeugdige is niet vooraf gehoord over de verplaatsing.", about=stay.stay_id)


def _is_heard(about: VoiceAbout, form: VoiceForm) -> bool:
    return about is VoiceAbout.REVIEW and form is not VoiceForm.DECLINED


def _told_in_time(stay: Stay) -> bool:
    return stay.told_on is not None and stay.told_on <= add_days(stay.since, -DAYS_TOLD_BEFORE_A_MOVE.on(stay.since))


def _heard_about_move(trajectory: Trajectory, stay: Stay) -> date | None:
    """The first day, not too long before the move, on which he spoke about it or declined to."""
    oldest = add_days(stay.since, -DAYS_HEARD_BEFORE_A_MOVE.on(stay.since))
    spoke = (v.recorded_on for v in trajectory.voices if v.about in _ABOUT_A_MOVE and v.recorded_on >= oldest)
    return min(spoke, default=None)


_ABOUT_A_MOVE = frozenset({VoiceAbout.MOVE, VoiceAbout.ADMISSION})


@rule("P3", "policy", "Regionaal beleid: lichtere hulp afgewogen")
def advice_for_heavy_care_weighs_lighter_care(trajectory: Trajectory) -> Iterator[Found]:
    """An advice for closed or intensive care lists lighter care that was weighed; it counts as long as the advice stands."""
    for number, advice in enumerate(trajectory.advices):
        if advice.setting in REVIEWED_SETTINGS and not advice.weighs_lighter:
            following = trajectory.advices[number + 1 :]
            until = earlier(following[0].day if following else None, end_of_interest(trajectory, advice.day))
            message = f"Het advies {advice.setting.label} noemt geen lichtere hulp die is afgewogen."
            yield Found(advice.day, until, message, about=str(advice.version))


@rule("P4", "policy", "Regionaal beleid: afwijken wordt gemotiveerd")
def deviation_from_the_advice_is_motivated(trajectory: Trajectory) -> Iterator[Found]:
    """A decision that deviates from the advice says why, and heavier care than was advised rests on a decision that does.

    A decision deviates if it says so, or names another setting than the advice that stands; it counts until the next decision. A
    move within the same setting is no heavier care.
    """
    if not trajectory.advices and not trajectory.decisions:
        return
    for number, decision in enumerate(trajectory.decisions):
        if not decision.motivated and _deviates(trajectory, decision):
            following = trajectory.decisions[number + 1 :]
            until = earlier(following[0].taken_on if following else None, end_of_interest(trajectory, decision.taken_on))
            yield Found(decision.taken_on, until, "Het besluit wijkt zonder motivering af van het advies.", about=str(decision.version))
    for stay in trajectory.stays:
        if not stay.is_main or stay.comes_from is stay.setting:
            continue
        advice = _standing(trajectory, stay.since)
        if advice is not None and advice.setting.lighter_than(stay.setting):
            until = earlier(_grounded_on(trajectory, stay, advice), stay.until)
            message = f"Opname in {stay.setting.label}, zwaarder dan geadviseerd, zonder gemotiveerd besluit."
            yield Found(stay.since, until, message, about=stay.stay_id)


def _deviates(trajectory: Trajectory, decision: Decision) -> bool:
    if not decision.follows_advice:
        return True
    advice = _standing(trajectory, decision.taken_on)
    return advice is not None and advice.setting is not decision.setting


def _standing(trajectory: Trajectory, day: date) -> Advised | None:
    """The advice that stands on that day: the last, if it still serves."""
    oldest = add_days(day, -DAYS_A_REVIEW_SERVES.on(day))
    standing = [advice for advice in trajectory.advices if oldest <= advice.day <= day]
    return standing[-1] if standing else None


def _grounded_on(trajectory: Trajectory, stay: Stay, advice: Advised) -> date | None:
    """When it was first decided on that setting, with reasons and since the advice, or advised after all."""
    decided = (d.taken_on for d in trajectory.decisions if d.motivated and d.setting is stay.setting and d.taken_on >= advice.day)
    advised = (a.day for a in trajectory.advices if a.day > stay.since and not a.setting.lighter_than(stay.setting))
    return min((*decided, *advised), default=None)

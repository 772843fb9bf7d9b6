"""The team review before closed or intensive care, and the jeugdige's part in it."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, earlier
from domain.codes import Presence, Setting, VoiceAbout, VoiceForm
from domain.parameters import Dated
from domain.rules.catalogue import Found, rule
from domain.trajectory import Stay, Trajectory

_PILOT = date(2019, 1, 1)

REVIEWED_SETTINGS = frozenset({Setting.INTENSIEF_KLINISCH, Setting.GESLOTEN})

DAYS_A_REVIEW_SERVES = Dated({_PILOT: 182})
"""A review counts for an admission up to so many days later."""

DAYS_AFTER_A_CRISIS = Dated({_PILOT: 14})
"""After a crisis admission the review may follow within so many days."""


@rule("P1", "policy", "Regionaal beleid: teambespreking vooraf")
def heavy_care_is_reviewed(trajectory: Trajectory) -> Iterator[Found]:
    """A team reviews before every admission to closed or intensive care; after a crisis admission, within the days of grace."""
    for stay in trajectory.stays:
        if not stay.is_main or stay.setting not in REVIEWED_SETTINGS or stay.comes_from is stay.setting:
            continue
        first_day = add_days(stay.since, DAYS_AFTER_A_CRISIS.on(stay.since) + 1) if stay.crisis else stay.since
        if not _reviewed_before(trajectory, stay):
            next_review = min((r.held_on for r in trajectory.reviews if r.held_on > stay.since), default=None)
            until = earlier(stay.until, next_review)
            if until is None or until > first_day:
                message = f"Opname in {stay.setting.label} zonder teambespreking vooraf."
                yield Found(first_day, until, message, about=stay.stay_id)


def _reviewed_before(trajectory: Trajectory, stay: Stay) -> bool:
    oldest = add_days(stay.since, -DAYS_A_REVIEW_SERVES.on(stay.since))
    return any(oldest <= review.held_on <= stay.since for review in trajectory.reviews)


@rule("P2", "policy", "Regionaal beleid: met de jeugdige")
def the_jeugdige_is_heard_at_the_review(trajectory: Trajectory) -> Iterator[Found]:
    """The jeugdige takes part in the review, or was offered to; a voice recorded about it afterwards mends it."""
    for review in trajectory.reviews:
        if review.youth is Presence.NOT_OFFERED:
            heard_on = min(
                (v.recorded_on for v in trajectory.voices if _is_heard(v.about, v.form) and v.recorded_on >= review.held_on), default=None
            )
            if heard_on != review.held_on:
                message = "De jeugdige is niet betrokken bij de teambespreking."
                yield Found(review.held_on, heard_on, message, about=str(review.version))


def _is_heard(about: VoiceAbout, form: VoiceForm) -> bool:
    return about is VoiceAbout.REVIEW and form is not VoiceForm.DECLINED

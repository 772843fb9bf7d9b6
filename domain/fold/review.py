"""Referrals, reviews and the voice of the jeugdige."""

from dataclasses import replace
from datetime import date

from domain.envelope import Recorded
from domain.events import (
    DecisionTaken,
    Event,
    IdtAdviceGiven,
    PerspectiveSet,
    ReferralReceived,
    ReferralRejected,
    ReferralWithdrawn,
    TeamReviewHeld,
    VoiceRecorded,
)
from domain.events.review import Advice
from domain.fold.step import on
from domain.trajectory import Decision, Referral, Review, Trajectory, Voice


@on(ReferralReceived)
def _referral_received(trajectory: Trajectory, recorded: Recorded, event: ReferralReceived) -> Trajectory:
    referral = Referral(recorded.version, event.occurred_on, event.requested_setting, event.urgency)
    return trajectory.but(referrals=(*trajectory.referrals, referral))


@on(ReferralWithdrawn, ReferralRejected)
def _referral_ended(trajectory: Trajectory, recorded: Recorded, event: Event) -> Trajectory:
    *before, last = trajectory.referrals or (None,)
    if last is None or last.ended_on is not None:
        return trajectory
    return trajectory.but(referrals=(*before, replace(last, ended_on=event.occurred_on)))


@on(TeamReviewHeld)
def _team_review_held(trajectory: Trajectory, recorded: Recorded, event: TeamReviewHeld) -> Trajectory:
    day, advice = event.occurred_on, event.advice
    review = Review(recorded.version, day, event.youth, advice.setting, weighs_lighter=False, gives_perspective=False, advised_on=day)
    organisations = frozenset(participant.organisation for participant in event.participants)
    reviews = (*trajectory.reviews, _advised(review, advice, day))
    return trajectory.but(reviews=reviews, participants=trajectory.participants | organisations)


@on(VoiceRecorded)
def _voice_recorded(trajectory: Trajectory, recorded: Recorded, event: VoiceRecorded) -> Trajectory:
    return trajectory.but(voices=(*trajectory.voices, Voice(event.occurred_on, event.about, event.form)))


@on(IdtAdviceGiven)
def _advice_given(trajectory: Trajectory, recorded: Recorded, event: IdtAdviceGiven) -> Trajectory:
    *before, last = trajectory.reviews or (None,)
    if last is None:
        return trajectory
    return trajectory.but(reviews=(*before, _advised(last, event.advice, event.occurred_on)))


def _advised(review: Review, advice: Advice, day: date) -> Review:
    return replace(
        review,
        advised=advice.setting,
        weighs_lighter=bool(advice.alternatives),
        gives_perspective=advice.perspective is not None,
        advised_on=day,
    )


@on(DecisionTaken)
def _decision_taken(trajectory: Trajectory, recorded: Recorded, event: DecisionTaken) -> Trajectory:
    decision = Decision(recorded.version, event.occurred_on, event.setting, event.follows_advice, event.motivation is not None)
    return trajectory.but(decisions=(*trajectory.decisions, decision))


@on(PerspectiveSet)
def _perspective_set(trajectory: Trajectory, recorded: Recorded, event: PerspectiveSet) -> Trajectory:
    return trajectory.but(perspectives=(*trajectory.perspectives, event.occurred_on))

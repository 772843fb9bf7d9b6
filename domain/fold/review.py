"""Referrals, reviews and the voice of the jeugdige."""

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
from domain.trajectory import Advised, Decision, Referral, Review, Trajectory, Voice
from domain.values import replace


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
    return trajectory.but(
        reviews=(*trajectory.reviews, Review(recorded.version, event.occurred_on, event.youth)),
        advices=(*trajectory.advices, _advised(recorded, event.advice)),
    )


@on(VoiceRecorded)
def _voice_recorded(trajectory: Trajectory, recorded: Recorded, event: VoiceRecorded) -> Trajectory:
    return trajectory.but(voices=(*trajectory.voices, Voice(event.occurred_on, event.about, event.form)))


@on(IdtAdviceGiven)
def _advice_given(trajectory: Trajectory, recorded: Recorded, event: IdtAdviceGiven) -> Trajectory:
    return trajectory.but(advices=(*trajectory.advices, _advised(recorded, event.advice)))


def _advised(recorded: Recorded, advice: Advice) -> Advised:
    return Advised(
        version=recorded.version,
        day=recorded.event.occurred_on,
        setting=advice.setting,
        weighs_lighter=any(alternative.setting.lighter_than(advice.setting) for alternative in advice.alternatives),
        gives_perspective=advice.perspective is not None,
        expected_days=advice.expected_days,
        review_by=advice.review_by,
    )


@on(DecisionTaken)
def _decision_taken(trajectory: Trajectory, recorded: Recorded, event: DecisionTaken) -> Trajectory:
    motivated = event.motivation is not None
    decision = Decision(recorded.version, event.occurred_on, event.setting, event.follows_advice, motivated, event.intended_start)
    return trajectory.but(decisions=(*trajectory.decisions, decision))


@on(PerspectiveSet)
def _perspective_set(trajectory: Trajectory, recorded: Recorded, event: PerspectiveSet) -> Trajectory:
    return trajectory.but(perspectives=(*trajectory.perspectives, event.occurred_on))

"""Referrals, reviews and the voice of the jeugdige."""

from dataclasses import replace

from domain.envelope import Recorded
from domain.events import ReferralReceived, ReferralWithdrawn, TeamReviewHeld, VoiceRecorded
from domain.fold.step import on
from domain.trajectory import Referral, Review, Trajectory, Voice


@on(ReferralReceived)
def _referral_received(trajectory: Trajectory, recorded: Recorded, event: ReferralReceived) -> Trajectory:
    referral = Referral(recorded.version, event.occurred_on, event.requested_setting, event.urgency)
    return replace(trajectory, referrals=(*trajectory.referrals, referral))


@on(ReferralWithdrawn)
def _referral_withdrawn(trajectory: Trajectory, recorded: Recorded, event: ReferralWithdrawn) -> Trajectory:
    *before, last = trajectory.referrals or (None,)
    if last is None or last.withdrawn_on is not None:
        return trajectory
    return replace(trajectory, referrals=(*before, replace(last, withdrawn_on=event.occurred_on)))


@on(TeamReviewHeld)
def _team_review_held(trajectory: Trajectory, recorded: Recorded, event: TeamReviewHeld) -> Trajectory:
    review = Review(recorded.version, event.occurred_on, event.youth, event.advice.setting)
    organisations = frozenset(participant.organisation for participant in event.participants)
    return replace(trajectory, reviews=(*trajectory.reviews, review), participants=trajectory.participants | organisations)


@on(VoiceRecorded)
def _voice_recorded(trajectory: Trajectory, recorded: Recorded, event: VoiceRecorded) -> Trajectory:
    return replace(trajectory, voices=(*trajectory.voices, Voice(event.occurred_on, event.about, event.form)))

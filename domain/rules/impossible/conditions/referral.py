"""Referrals."""

from domain.events import ReferralRejected, ReferralWithdrawn
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(ReferralWithdrawn, ReferralRejected)
def _has_referral(before: Trajectory, event: ReferralWithdrawn | ReferralRejected) -> str | None:
    running = [referral for referral in before.referrals if referral.ended_on is None]
    return None if running else "No referral runs that could be withdrawn or rejected."

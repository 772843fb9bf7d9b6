"""Referrals."""

from domain.events import ReferralWithdrawn
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(ReferralWithdrawn)
def _has_referral(before: Trajectory, event: ReferralWithdrawn) -> str | None:
    running = [referral for referral in before.referrals if referral.withdrawn_on is None]
    return None if running else "No referral runs that could be withdrawn."

"""Rights on the dossier, and what keeps somebody safe."""

from domain.calendar import add_days
from domain.codes import AccessBy, Recipient, RefusalGround, RestrictionGround, SafetyLevel
from domain.events import (
    AccessGranted,
    AccessRequested,
    DataDisclosed,
    DestructionExecuted,
    DestructionRefused,
    DestructionRequested,
    Event,
    GlassBroken,
    GlassReviewed,
    LegalHoldLifted,
    LegalHoldPlaced,
    ProcessingRestricted,
    RectificationDecided,
    RestrictionLifted,
    SafetyFlagSet,
)
from domain.trajectory import DossierRequest, GlassBreak, LegalHold, Restriction, Trajectory
from tests.histories.proposal import Proposal, Proposals, always, some


def _access_requested(p: Proposal) -> Event:
    return AccessRequested(occurred_on=p.past_day(), by=p.of(AccessBy))


def _access_granted(p: Proposal) -> Event:
    request = _open(p, "access")
    return AccessGranted(
        occurred_on=p.day_since(request.asked_on if request else None),
        request_id=request.request_id if request else None,
        by=request.by if request and p.often() else p.of(AccessBy),
        in_part=p.seldom(),
    )


def _glass_broken(p: Proposal) -> Event:
    return GlassBroken(occurred_on=add_days(p.today, -p.number(0, 2)), reason=p.words())


def _glass_reviewed(p: Proposal) -> Event:
    taken = p.of(_unreviewed(p.state))
    return GlassReviewed(occurred_on=p.day_since(taken.taken_on), break_id=taken.break_id, justified=p.often())


def _rectification(p: Proposal) -> Event:
    return RectificationDecided(occurred_on=p.past_day(), by=p.of(AccessBy), granted=p.often(), reasons=p.words())


def _destruction_requested(p: Proposal) -> Event:
    return DestructionRequested(occurred_on=p.past_day(), by=p.of(AccessBy))


def _destruction_refused(p: Proposal) -> Event:
    request = _open(p, "destruction")
    return DestructionRefused(
        occurred_on=p.day_since(request.asked_on if request else None),
        request_id=request.request_id if request else None,
        ground=p.of(RefusalGround),
        in_part=p.seldom(),
        reasons=p.words(),
    )


def _destruction_executed(p: Proposal) -> Event:
    request = _open(p, "destruction")
    return DestructionExecuted(
        occurred_on=p.day_since(request.asked_on if request else None),
        request_id=request.request_id if request else None,
        in_part=p.seldom(),
    )


def _open(p: Proposal, kind: str) -> DossierRequest | None:
    """A request that waits for an answer; at times none is named."""
    waiting = [request for request in p.state.dossier_requests if request.kind == kind and request.answered_on is None]
    return p.of(waiting) if waiting and p.often() else None


def _safety(p: Proposal) -> Event:
    day = p.past_day()
    return SafetyFlagSet(occurred_on=day, level=p.of(SafetyLevel), until=add_days(day, p.number(0, 180)) if p.often() else None)


def _held(p: Proposal) -> Event:
    if p.often():
        return LegalHoldPlaced(occurred_on=p.past_day(), ground=RefusalGround.INTEREST_OF_ANOTHER, reason=p.words())
    return LegalHoldPlaced(occurred_on=p.past_day(), ground=RefusalGround.STATUTORY_BAR, reason=p.words())


def _hold_lifted(p: Proposal) -> Event:
    hold = p.of(_holds(p.state))
    return LegalHoldLifted(occurred_on=p.day_since(hold.placed_on), hold_id=hold.hold_id)


def _restricted(p: Proposal) -> Event:
    return ProcessingRestricted(occurred_on=p.past_day(), by=p.of(AccessBy), ground=p.of(RestrictionGround))


def _restriction_lifted(p: Proposal) -> Event:
    restriction = p.of(_restrictions(p.state))
    return RestrictionLifted(occurred_on=p.day_since(restriction.since), restriction_id=restriction.restriction_id)


def _disclosed(p: Proposal) -> Event:
    return DataDisclosed(occurred_on=p.past_day(), to=p.of(Recipient), ground="AVG 6(1)(c)", with_consent=p.seldom(), what=p.words())


def _holds(state: Trajectory) -> list[LegalHold]:
    return [hold for hold in state.holds if hold.lifted_on is None]


def _restrictions(state: Trajectory) -> list[Restriction]:
    return [each for each in state.restrictions if each.lifted_on is None]


def _asked(state: Trajectory) -> list[DossierRequest]:
    return [request for request in state.dossier_requests if request.answered_on is None]


def _unreviewed(state: Trajectory) -> list[GlassBreak]:
    return [taken for taken in state.breaks if taken.reviewed_on is None]


BESIDE: Proposals = (
    (always, (_access_requested, _destruction_requested, _rectification, _safety, _glass_broken, _held, _restricted, _disclosed)),
    (some(_holds), (_hold_lifted,)),
    (some(_restrictions), (_restriction_lifted,)),
    (some(_unreviewed), (_glass_reviewed,)),
    (some(_asked), (_access_granted, _destruction_refused, _destruction_executed)),
)

"""Rights on the dossier, and what keeps somebody safe."""

from domain.calendar import add_days
from domain.codes import AccessBy, RefusalGround, SafetyLevel
from domain.events import (
    AccessGranted,
    AccessRequested,
    DestructionExecuted,
    DestructionRefused,
    DestructionRequested,
    Event,
    GlassBroken,
    GlassReviewed,
    RectificationDecided,
    SafetyFlagSet,
)
from domain.trajectory import DossierRequest, GlassBreak, Trajectory
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
    return GlassBroken(occurred_on=p.past_day(), reason=p.words())


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


def _asked(state: Trajectory) -> list[DossierRequest]:
    return [request for request in state.dossier_requests if request.answered_on is None]


def _unreviewed(state: Trajectory) -> list[GlassBreak]:
    return [taken for taken in state.breaks if taken.reviewed_on is None]


BESIDE: Proposals = (
    (always, (_access_requested, _destruction_requested, _rectification, _safety, _glass_broken)),
    (some(_unreviewed), (_glass_reviewed,)),
    (some(_asked), (_access_granted, _destruction_refused, _destruction_executed)),
)

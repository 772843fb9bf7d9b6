"""Measures of child protection, and what the court and the GI are asked under them."""

from domain.codes import ConsentMatter, EndRequester, ProtectionEnd, ProtectionKind
from domain.events import (
    CourtConsentGiven,
    Event,
    PlacementEndAnswered,
    PlacementEndRequested,
    ProlongationAnnounced,
    ProtectionMeasureEnded,
    ProtectionMeasureProlonged,
    ProtectionMeasureStarted,
    ProtectionMeasureTransferred,
)
from domain.trajectory import Protection
from tests.histories.proposal import Proposal, Proposals, always, some

_GIS = ("gi-limburg", "gi-brabant")


def _started(p: Proposal) -> Event:
    day = p.past_day()
    return ProtectionMeasureStarted(
        occurred_on=day,
        kind=p.of((ProtectionKind.OTS, *ProtectionKind)),
        until=p.day_after(day, 365) if p.often() else None,
        gi=p.of((*_GIS, None)),
    )


def _measure(p: Proposal) -> Protection:
    return p.of(p.state.protections)


def _prolonged(p: Proposal) -> Event:
    measure = _measure(p)
    return ProtectionMeasureProlonged(
        occurred_on=p.day_since(measure.since), measure_id=measure.measure_id, until=p.day_after(measure.until or p.today, 365)
    )


def _announced(p: Proposal) -> Event:
    measure = _measure(p)
    return ProlongationAnnounced(occurred_on=p.day_since(measure.since), measure_id=measure.measure_id)


def _ended(p: Proposal) -> Event:
    measure = _measure(p)
    return ProtectionMeasureEnded(occurred_on=p.day_since(measure.since), measure_id=measure.measure_id, reason=p.of(ProtectionEnd))


def _transferred(p: Proposal) -> Event:
    measure = _measure(p)
    return ProtectionMeasureTransferred(occurred_on=p.day_since(measure.since), measure_id=measure.measure_id, gi=p.of(_GIS))


def _court_consent(p: Proposal) -> Event:
    return CourtConsentGiven.model_validate({"occurred_on": p.past_day(), "for": p.of(ConsentMatter), "case_number": p.words()})


def _end_requested(p: Proposal) -> Event:
    return PlacementEndRequested(occurred_on=p.past_day(), by=p.of(EndRequester))


def _end_answered(p: Proposal) -> Event:
    request = p.of(p.state.end_requests)
    day = p.day_since(request.asked_on)
    return PlacementEndAnswered(
        occurred_on=day,
        request_id=request.request_id if p.often() else None,
        granted=p.seldom(),
        written_on=p.day_before(day) if p.seldom() else None,
    )


BESIDE: Proposals = (
    (always, (_started, _court_consent, _end_requested)),
    (some(lambda state: state.protections), (_prolonged, _prolonged, _announced, _ended, _transferred)),
    (some(lambda state: state.end_requests), (_end_answered,) * 2),
)

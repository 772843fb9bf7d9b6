"""Indicator 16: how soon things are recorded, how often they are mended, and how long nothing is."""

from collections.abc import Iterator

from domain.events import (
    Admitted,
    Corrected,
    DecisionTaken,
    Discharged,
    HelpEnded,
    HelpStarted,
    MeasureStarted,
    Moved,
    ReadyToLeave,
    ReferralReceived,
    SteppedDown,
    SteppedUp,
    TeamReviewHeld,
    TitleGranted,
    Voided,
)
from tests.second.counted import Counted, Window, one
from tests.second.life import Life

WHAT_FIGURES_REST_ON = (
    *(Admitted, Moved, SteppedDown, SteppedUp, Discharged, HelpStarted, HelpEnded, ReferralReceived, TeamReviewHeld),
    *(DecisionTaken, TitleGranted, MeasureStarted, ReadyToLeave),
)


def recordings(life: Life) -> Iterator[Counted]:
    voided: set[int] = set()
    for recorded in reversed(life.history.recorded):
        if isinstance(recorded.event, Voided) and recorded.version not in voided:
            voided.add(recorded.event.target_version)
    mended = set(voided)
    for recorded in life.history.recorded:
        if isinstance(recorded.event, Corrected) and recorded.version not in voided:
            mended.add(recorded.event.target_version)
    for recorded in life.history.recorded:
        if isinstance(recorded.event, WHAT_FIGURES_REST_ON):
            days = (recorded.recorded_on - recorded.event.occurred_on).days
            yield one(life, recorded.recorded_on, amount=days, met=recorded.version in mended)


def silent_nights(life: Life, window: Window) -> Iterator[Counted]:
    days = [recorded.event.occurred_on for recorded in life.events]
    for night in window.nights():
        stay = life.main_stay(night)
        if stay is not None and (night - max(day for day in days if day <= night)).days >= 31:
            yield one(life, night, stay)

"""Indicator 16: how soon things are recorded, how often they are mended, and how long nothing is."""

from collections.abc import Iterator

from domain.codes import MessageKind
from domain.events import (
    Admitted,
    Corrected,
    DecisionTaken,
    Discharged,
    HelpEnded,
    HelpStarted,
    MeasureStarted,
    MessageSent,
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
from tests.second.life import Life, Stay

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


def messages(life: Life) -> Iterator[Counted]:
    for recorded in life.all(MessageSent):
        sent = recorded.event
        assert isinstance(sent, MessageSent)
        if sent.day_told is None:
            continue
        some = [(stay.stay_id, first_under_its_number(stay).since, last_under_its_number(stay, life).until) for stay in life.stays]
        some += [(each.help_id, each.since, each.until) for each in life.helps]
        named = sent.stay_id or sent.help_id
        days = {since if sent.kind is MessageKind.START else until for name, since, until in some if named in (None, name)}
        yield one(life, sent.occurred_on, met=sent.day_told not in days)


def first_under_its_number(stay: Stay) -> Stay:
    """Of stays that followed on each other under one assignment number."""
    before = stay.took_the_place_of
    goes_on = before is not None and stay.event.assignment_no is not None and before.event.assignment_no == stay.event.assignment_no
    return first_under_its_number(before) if before is not None and goes_on else stay


def last_under_its_number(stay: Stay, life: Life) -> Stay:
    following = [each for each in life.stays if each.took_the_place_of is stay and first_under_its_number(each) is not each]
    return last_under_its_number(following[0], life) if following else stay

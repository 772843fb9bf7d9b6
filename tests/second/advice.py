"""Indicators 8 and 10: from a referral to a review, an advice, a decision and a beginning; and waiting, also to leave."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from domain.codes import Presence, Setting, Team
from domain.envelope import Recorded
from domain.events import (
    DecisionTaken,
    IdtAdviceGiven,
    ReadyToLeave,
    ReadyWithdrawn,
    ReferralReceived,
    ReferralRejected,
    ReferralWithdrawn,
    TeamReviewHeld,
)
from tests.second.counted import Counted, Window, one
from tests.second.life import Help, Life, Stay

TOOK_PART = (Presence.PRESENT, Presence.REPRESENTED, Presence.SPOKEN_BEFORE)


def reviews_of_the_team(life: Life) -> list[TeamReviewHeld]:
    return [r.event for r in life.events if isinstance(r.event, TeamReviewHeld) and r.event.team is Team.IDT]


def advices_of_the_team(life: Life) -> list[tuple[date, Setting]]:
    """Day and setting, in order: of each review of the team, and of what it gave as its advice besides, whoever reviewed before."""
    found = []
    for recorded in life.events:
        event = recorded.event
        if isinstance(event, IdtAdviceGiven) or (isinstance(event, TeamReviewHeld) and event.team is Team.IDT):
            found.append((event.occurred_on, event.advice.setting))
    return found


def referrals(life: Life) -> list[tuple[ReferralReceived, date, date]]:
    """Each with the day on which it is no more, because it was withdrawn or rejected, and the day of the next one."""
    result: list[tuple[ReferralReceived, date, date]] = []
    for recorded in life.events:
        event = recorded.event
        if isinstance(event, ReferralReceived):
            if result:
                last, ended, _ = result[-1]
                result[-1] = (last, ended, event.occurred_on)
            result.append((event, date.max, date.max))
        if isinstance(event, ReferralWithdrawn | ReferralRejected) and result:
            last, ended, following = result[-1]
            result[-1] = (last, min(ended, event.occurred_on), following)
    return result


def _begun(life: Life) -> list[Stay | Help]:
    return [*life.main_stays, *life.helps]


def _first_beginning(life: Life, since: date) -> date | None:
    return min((each.since for each in _begun(life) if each.since >= since), default=None)


def from_referral_to_start(life: Life) -> Iterator[Counted]:
    """Among those who are where it led to."""
    for referral, ended, following in referrals(life):
        start = _first_beginning(life, referral.occurred_on)
        if start is not None and start < min(ended, following):
            days = (start - referral.occurred_on).days
            begun = next(each for each in _begun(life) if each.since == start)
            yield one(life, start, begun, amount=days, label=str(referral.requested_setting))


def from_intended_to_real_start(life: Life) -> Iterator[Counted]:
    decisions = [recorded.event for recorded in life.events if isinstance(recorded.event, DecisionTaken)]
    for number, decision in enumerate(decisions):
        end = decisions[number + 1].occurred_on if number + 1 < len(decisions) else date.max
        begun = [each for each in _begun(life) if _setting(each) is decision.setting and decision.occurred_on <= each.since < end]
        if begun and decision.intended_start is not None:
            first = min(begun, key=lambda each: each.since)
            yield one(life, first.since, first, amount=(first.since - decision.intended_start).days, label=str(decision.setting))


def _setting(begun: Stay | Help) -> Setting:
    return begun.setting if isinstance(begun, Stay) else Setting.AMBULANT


def waiting_for_help(life: Life, window: Window) -> Iterator[Counted]:
    for day in window.nights():
        for referral, ended, following in referrals(life):
            start = _first_beginning(life, referral.occurred_on) or date.max
            if referral.occurred_on <= day < min(start, ended, following):
                yield one(life, day, referral.requested_setting, label=str(referral.requested_setting))


def _ready(life: Life) -> Iterator[tuple[int, date, date | None, bool]]:
    """Each main stay that he was ready to leave: its version, from which day, up to which, and whether he left then."""
    for stay in life.main_stays:
        since: date | None = None
        for recorded in life.events:
            event, day = recorded.event, recorded.event.occurred_on
            if isinstance(event, ReadyToLeave) and stay.covers(day):
                since = since or day
            if isinstance(event, ReadyWithdrawn) and since is not None and stay.covers(day):
                yield stay.version, since, day, False
                since = None
        if since is not None:
            yield stay.version, since, stay.until, stay.until is not None


def nights_ready_to_leave(life: Life, window: Window) -> Iterator[Counted]:
    for night in window.nights():
        stay = life.main_stay(night)
        if stay is not None:
            for version, since, until, _ in _ready(life):
                if version == stay.version and since <= night and (until is None or night < until):
                    yield one(life, night, stay)


def ready_and_left(life: Life) -> Iterator[Counted]:
    for version, since, until, left in _ready(life):
        stay = next(stay for stay in life.stays if stay.version == version)
        if left and until is not None and until != life.died_on:
            yield one(life, until, stay, amount=(until - since).days)


def from_referral_to_review(life: Life) -> Iterator[Counted]:
    for referral, _, following in referrals(life):
        days = [review.occurred_on for review in reviews_of_the_team(life)]
        first = min((day for day in days if referral.occurred_on <= day < following), default=None)
        if first is not None:
            yield one(life, first, referral.requested_setting, amount=(first - referral.occurred_on).days)


def from_review_to_decision(life: Life) -> Iterator[Counted]:
    reviews = [review.occurred_on for review in reviews_of_the_team(life)]
    decisions = [recorded.event for recorded in life.events if isinstance(recorded.event, DecisionTaken)]
    for review, following in pairwise([*reviews, date.max]):
        taken = [each for each in decisions if review <= each.occurred_on < following]
        if taken:
            yield one(life, taken[0].occurred_on, taken[0].setting, amount=(taken[0].occurred_on - review).days)


def reviews_with_the_jeugdige(life: Life) -> Iterator[Counted]:
    for review in reviews_of_the_team(life):
        yield one(life, review.occurred_on, review.advice.setting, met=review.youth in TOOK_PART, label=str(review.youth))


def reviews_with_the_parents(life: Life) -> Iterator[Counted]:
    for review in reviews_of_the_team(life):
        if review.parents is not None:
            yield one(life, review.occurred_on, review.advice.setting, met=review.parents in TOOK_PART, label=str(review.parents))


def decisions_after_advice(life: Life) -> Iterator[Counted]:
    for recorded in life.all(DecisionTaken):
        decision: Recorded | DecisionTaken = recorded.event  # type: ignore[assignment]
        assert isinstance(decision, DecisionTaken)
        before = [setting for day, setting in advices_of_the_team(life) if day <= decision.occurred_on]
        if before:
            followed = decision.follows_advice and decision.setting is before[-1]
            yield one(life, decision.occurred_on, decision.setting, met=followed)


def closed_requests_advised(life: Life) -> Iterator[Counted]:
    for referral, _, following in referrals(life):
        if referral.requested_setting is Setting.GESLOTEN:
            advised = [(day, each) for day, each in advices_of_the_team(life) if referral.occurred_on <= day < following]
            if advised:
                day, setting = advised[0]
                lighter = list(Setting).index(setting) < list(Setting).index(Setting.GESLOTEN)
                yield one(life, day, setting, met=lighter, label=str(setting))

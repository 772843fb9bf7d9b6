"""Referrals, reviews, decisions, voices and notes."""

from domain.calendar import add_days
from domain.codes import (
    Agreement,
    Certainty,
    DecisionBy,
    Perspective,
    Presence,
    ReferralBasis,
    Referrer,
    RejectionReason,
    Setting,
    Team,
    Urgency,
    VoiceAbout,
    VoiceForm,
)
from domain.events import (
    DecisionTaken,
    Event,
    ExplanatoryAnalysisCompleted,
    IdtAdviceGiven,
    IdtReviewRequested,
    NoteAdded,
    OwnStatementAdded,
    PerspectiveSet,
    PriorHistoryRecorded,
    ReferralReceived,
    ReferralRejected,
    ReferralWithdrawn,
    TeamReviewHeld,
    VoiceRecorded,
)
from domain.events.review import Advice, Alternative, Dissent, Participant
from domain.trajectory import Trajectory
from tests.histories.proposal import Proposal, Proposals, always, on_a_day, some
from tests.histories.region import ORGANISATIONS


def _referral(p: Proposal) -> Event:
    return ReferralReceived(
        occurred_on=p.past_day(),
        referrer=p.of(Referrer),
        requested_setting=p.of(Setting),
        urgency=p.of(Urgency),
        civil_basis=p.some(ReferralBasis, most=2),
        question=p.words(),
    )


def _rejected(p: Proposal) -> Event:
    return ReferralRejected(occurred_on=p.past_day(), reason=p.of(RejectionReason), explanation=p.words())


def _review(p: Proposal) -> Event:
    lighter = (Alternative(setting=Setting.LEEFHUIS, why_not=p.words()),)
    return TeamReviewHeld(
        occurred_on=p.past_day(),
        team=p.of(Team),
        participants=tuple(Participant(role="lid", organisation=p.of(ORGANISATIONS)) for _ in range(p.number(0, 2))),
        youth=p.of(Presence),
        advice=_advice(p, lighter),
        dissents=(Dissent(role="ouder", organisation="-", setting=Setting.AMBULANT, why=p.words()),) if p.seldom() else (),
        motivation=p.words(),
    )


def _advice(p: Proposal, alternatives: tuple[Alternative, ...]) -> Advice:
    return Advice(
        setting=p.of(Setting),
        alternatives=alternatives if p.often() else (),
        perspective="naar huis" if p.often() else None,
        review_by=add_days(p.today, p.number(0, 90)) if p.seldom() else None,
    )


def _voice(p: Proposal) -> Event:
    about, form = p.of(VoiceAbout), p.of(VoiceForm)
    return VoiceRecorded(occurred_on=p.past_day(), about=about, form=form, agrees=p.of(Agreement), summary=p.words())


def _note(p: Proposal) -> Event:
    return NoteAdded(occurred_on=p.past_day(), text=p.words())


def _own_statement(p: Proposal) -> Event:
    return OwnStatementAdded(occurred_on=p.past_day(), text=p.words())


def _prior_history(p: Proposal) -> Event:
    body = {"occurred_on": p.past_day(), "setting": p.of(Setting), "from": p.of(("2015", "2016-04", None)), "known_by": p.of(Certainty)}
    return PriorHistoryRecorded.model_validate(body)


def _analysis(p: Proposal) -> Event:
    return ExplanatoryAnalysisCompleted(
        occurred_on=p.past_day(), analysis_version=p.number(1, 3), agreed_by_youth=p.of(Agreement), analysis=p.words()
    )


def _review_requested(p: Proposal) -> Event:
    return IdtReviewRequested(occurred_on=p.past_day(), team=p.of(Team), question=p.words())


def _advice_given(p: Proposal) -> Event:
    held_on = max((review.held_on for review in p.state.reviews), default=None)
    return IdtAdviceGiven(occurred_on=p.day_since(held_on), advice=_advice(p, ()), motivation=p.words())


def _decision(p: Proposal) -> Event:
    day = p.past_day()
    return DecisionTaken(
        occurred_on=day,
        setting=p.of(Setting),
        follows_advice=p.often(),
        decided_by=p.of(DecisionBy),
        intended_start=add_days(day, p.number(-5, 30)) if p.often() else None,
        motivation=p.words_or_none(),
    )


def _perspective(p: Proposal) -> Event:
    day = p.past_day()
    return PerspectiveSet(occurred_on=day, perspective=p.of(Perspective), by_when=add_days(day, p.number(0, 200)) if p.often() else None)


def _is_referred(state: Trajectory, today: object) -> object:
    return any(referral.ended_on is None for referral in state.referrals)


PROPOSALS: Proposals = (
    (always, (_referral, _review, _voice, _note)),
    (_is_referred, (on_a_day(ReferralWithdrawn),)),
)

BESIDE: Proposals = (
    (always, (_prior_history, _analysis, _review_requested, _decision, _perspective, _own_statement, _voice)),
    (_is_referred, (_rejected,) * 2),
    (some(lambda state: state.reviews), (_advice_given,) * 2),
)

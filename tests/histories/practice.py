"""What practice adds: parties, documents, agreements, family, messages, controllers."""

from uuid import UUID

from domain.calendar import add_days
from domain.codes import AllocationAnswer, DocumentKind, FamilyTie, MessageKind, PartyRole
from domain.events import (
    AgreementKept,
    AgreementMade,
    ControllersNamed,
    DocumentNoted,
    DuplicateMerged,
    Event,
    MessageSent,
    PartyJoined,
    PartyLeft,
    SiblingNoted,
)
from tests.histories.proposal import Proposal, Proposals, always, some
from tests.histories.region import ORGANISATIONS, PROVIDERS

_ANOTHER_TRAJECTORY = UUID(int=(7 << 96) + 7)


def _joined(p: Proposal) -> Event:
    return PartyJoined(occurred_on=p.past_day(), role=p.of(PartyRole), organisation=p.of((*ORGANISATIONS, None)), name=p.words())


def _left(p: Proposal) -> Event | None:
    """Any that joined; that one left already is no news."""
    joined = [recorded.event.party_id for recorded in p.history.effective if isinstance(recorded.event, PartyJoined)]
    return PartyLeft(occurred_on=p.past_day(), party_id=p.of(joined) or "unknown") if joined else None


def _document(p: Proposal) -> Event:
    day = p.past_day()
    return DocumentNoted(
        occurred_on=day,
        kind=p.of(DocumentKind),
        dated_on=p.day_before(day) if p.often() else None,
        sha256="0f" * 32 if p.often() else None,
        title_id=p.some_title_id(),
        reference=p.words(),
    )


def _agreement_made(p: Proposal) -> Event:
    day = p.past_day()
    body = {"occurred_on": day, "due_on": add_days(day, p.number(0, 60)), "with": p.of((*PartyRole, None)), "text": p.words()}
    return AgreementMade.model_validate(body)


def _agreement_kept(p: Proposal) -> Event:
    agreement = p.of(p.state.agreements)
    return AgreementKept(occurred_on=p.day_since(agreement.made_on), agreement_id=agreement.agreement_id)


def _sibling(p: Proposal) -> Event:
    return SiblingNoted(occurred_on=p.past_day(), tie=p.of(FamilyTie), trajectory_id=_ANOTHER_TRAJECTORY)


def _duplicate(p: Proposal) -> Event:
    return DuplicateMerged(occurred_on=p.past_day(), trajectory_id=_ANOTHER_TRAJECTORY, continues_here=p.often())


def _message(p: Proposal) -> Event:
    helps = [given.help_id for given in p.state.helps]
    kind = p.of(MessageKind)
    return MessageSent(
        occurred_on=p.past_day(),
        kind=kind,
        day_told=p.past_day() if kind in (MessageKind.START, MessageKind.STOP) and p.often() else None,
        answer=p.of(AllocationAnswer) if kind is MessageKind.ANSWER and p.often() else None,
        stay_id=p.some_stay_id(),
        help_id=p.of(helps) if helps and p.often() else None,
    )


def _controllers(p: Proposal) -> Event:
    return ControllersNamed(occurred_on=p.past_day(), controllers=("GM0917", *p.of(((), PROVIDERS[:1], PROVIDERS[:2]))))


BESIDE: Proposals = (
    (always, (_joined, _left, _document, _agreement_made, _sibling, _duplicate, _controllers)),
    (some(lambda state: (*state.stays, *state.helps)), (_message,) * 2),
    (some(lambda state: state.agreements), (_agreement_kept,) * 2),
)

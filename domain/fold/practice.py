"""Parties, agreements and messages."""

from domain.envelope import Recorded
from domain.events import AgreementKept, AgreementMade, MessageSent, PartyJoined, PartyLeft
from domain.fold.step import on
from domain.trajectory import Agreement, Message, Party, Trajectory
from domain.values import replace


@on(AgreementMade)
def _made(trajectory: Trajectory, recorded: Recorded, event: AgreementMade) -> Trajectory:
    agreement = Agreement(event.agreement_id or str(recorded.version), recorded.version, event.occurred_on, event.due_on)
    return trajectory.but(agreements=(*trajectory.agreements, agreement))


@on(AgreementKept)
def _kept(trajectory: Trajectory, recorded: Recorded, event: AgreementKept) -> Trajectory:
    agreements = tuple(
        replace(each, kept_on=event.occurred_on, kept_by=recorded.version)
        if each.agreement_id == event.agreement_id and each.kept_on is None
        else each
        for each in trajectory.agreements
    )
    return trajectory.but(agreements=agreements)


@on(MessageSent)
def _message_sent(trajectory: Trajectory, recorded: Recorded, event: MessageSent) -> Trajectory:
    message = Message(recorded.version, event.kind, event.occurred_on, event.stay_id, event.help_id, event.day_told, event.answer)
    return trajectory.but(messages=(*trajectory.messages, message))


@on(PartyJoined)
def _joined(trajectory: Trajectory, recorded: Recorded, event: PartyJoined) -> Trajectory:
    party = Party(event.party_id or str(recorded.version), recorded.version, event.role, event.occurred_on)
    return trajectory.but(parties=(*trajectory.parties, party))


@on(PartyLeft)
def _left(trajectory: Trajectory, recorded: Recorded, event: PartyLeft) -> Trajectory:
    parties = tuple(
        replace(each, until=event.occurred_on) if each.party_id == event.party_id and each.until is None else each
        for each in trajectory.parties
    )
    return trajectory.but(parties=parties)

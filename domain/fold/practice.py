"""Agreements and messages."""

from dataclasses import replace

from domain.envelope import Recorded
from domain.events import AgreementKept, AgreementMade, MessageSent
from domain.fold.step import on
from domain.trajectory import Agreement, Message, Trajectory


@on(AgreementMade)
def _made(trajectory: Trajectory, recorded: Recorded, event: AgreementMade) -> Trajectory:
    agreement = Agreement(event.agreement_id or str(recorded.version), recorded.version, event.occurred_on, event.due_on)
    return trajectory.but(agreements=(*trajectory.agreements, agreement))


@on(AgreementKept)
def _kept(trajectory: Trajectory, recorded: Recorded, event: AgreementKept) -> Trajectory:
    agreements = tuple(
        replace(each, kept_on=event.occurred_on) if each.agreement_id == event.agreement_id else each for each in trajectory.agreements
    )
    return trajectory.but(agreements=agreements)


@on(MessageSent)
def _message_sent(trajectory: Trajectory, recorded: Recorded, event: MessageSent) -> Trajectory:
    return trajectory.but(messages=(*trajectory.messages, Message(event.kind, event.occurred_on, event.stay_id, event.help_id)))

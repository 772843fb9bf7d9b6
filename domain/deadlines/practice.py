"""Agreements, and the messages of the iJw about stays and help with an assignment number."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_working_days
from domain.codes import MessageKind
from domain.deadlines.catalogue import Due, deadline
from domain.deadlines.waiting import end_of_interest
from domain.parameters import Dated
from domain.terms import Term
from domain.trajectory import Message, Trajectory, derived
from domain.values import dataclass

_IJW = date(2015, 1, 1)

START_MESSAGE = Dated({_IJW: Term("iJw OP271", working_days=5)})
STOP_MESSAGE = Dated({_IJW: Term("iJw OP272", working_days=5)})
ANSWER_TO_A_REQUEST = Dated({_IJW: Term("iJw OP274", working_days=5)})

WORKING_DAYS_BEFORE = 2
"""So many working days before the last day of a message somebody is warned: on the third of five."""


@deadline("agreement", "Afspraak", dutch="Afspraak", lead=(7, 1, 0), source="policy")
def agreements_are_kept(trajectory: Trajectory) -> Iterator[Due]:
    """What was agreed is done by the day that was agreed. Over when the trajectory is closed: then nobody follows it any more."""
    for agreement in trajectory.agreements:
        yield Due(
            about=agreement.agreement_id,
            since=agreement.made_on,
            due_on=agreement.due_on,
            met_on=agreement.kept_on,
            met_by=agreement.kept_by,
            over_on=end_of_interest(trajectory, agreement.made_on),
        )


@deadline("start-message", "iJw OP271", dutch="Startbericht", lead=(2,), source="policy")
def starts_are_told(trajectory: Trajectory) -> Iterator[Due]:
    """The start of a delivery is told within five working days."""
    for delivery in _deliveries(trajectory):
        told = _first_message(trajectory, MessageKind.START, delivery, delivery.since)
        yield _message_due(delivery, START_MESSAGE.on(delivery.since), delivery.since, told)


@deadline("stop-message", "iJw OP272", dutch="Stopbericht", lead=(2,), source="policy")
def stops_are_told(trajectory: Trajectory) -> Iterator[Due]:
    """The end of a delivery is told within five working days."""
    for delivery in _deliveries(trajectory):
        if delivery.until is not None:
            told = _first_message(trajectory, MessageKind.STOP, delivery, delivery.until)
            yield _message_due(delivery, STOP_MESSAGE.on(delivery.until), delivery.until, told)


@deadline("allocation-answer", "iJw OP274", dutch="Antwoord op verzoek om toewijzing", lead=(2,), source="policy")
def requests_for_an_allocation_are_answered(trajectory: Trajectory) -> Iterator[Due]:
    """A provider's request for an allocation or a change (JW315, JW317) is answered within five working days. About its version.

    An answer goes with the earliest request that has none yet. That woonplaats is the ground of a refusal, for which there are two weeks
    (OP359), no message here says.
    """
    answers = [message for message in trajectory.messages if message.kind is MessageKind.ANSWER]
    for request in trajectory.messages:
        if request.kind is not MessageKind.REQUEST:
            continue
        answer = next((each for each in answers if each.sent_on >= request.sent_on), None)
        if answer is not None:
            answers.remove(answer)
        due_on = ANSWER_TO_A_REQUEST.on(request.sent_on).due_on(request.sent_on)
        yield Due(
            about=str(request.version),
            since=request.sent_on,
            due_on=due_on,
            met_on=answer.sent_on if answer else None,
            met_by=answer.version if answer else None,
            over_on=end_of_interest(trajectory, request.sent_on),
            lead=_lead(due_on),
        )


@dataclass(frozen=True, slots=True)
class _Delivery:
    """What is delivered under one assignment number: help, or stays that followed on each other under it."""

    ids: tuple[str, ...]
    since: date
    until: date | None


def _message_due(delivery: _Delivery, term: Term, start: date, told: Message | None) -> Due:
    due_on = term.due_on(start)
    return Due(
        about=delivery.ids[0],
        since=start,
        due_on=due_on,
        met_on=told.sent_on if told else None,
        met_by=told.version if told else None,
        lead=_lead(due_on),
    )


def _lead(due_on: date) -> tuple[int, ...]:
    """In days: over a weekend or a holiday it is longer."""
    return ((due_on - add_working_days(due_on, -WORKING_DAYS_BEFORE)).days,)


def _first_message(trajectory: Trajectory, kind: MessageKind, delivery: _Delivery, start: date) -> Message | None:
    """The first that names the delivery, or names nothing, since then."""
    for message in trajectory.messages:
        named = message.stay_id or message.help_id
        if message.kind is kind and start <= message.sent_on and (named is None or named in delivery.ids):
            return message
    return None


@derived
def _deliveries(trajectory: Trajectory) -> list[_Delivery]:
    """A move under one assignment number is no stop and no start: the messages do not show it."""
    by_last: dict[str, _Delivery] = {}
    for stay in trajectory.stays:
        if stay.assignment_no is None:
            continue
        goes_on = stay.came_from is not None and stay.came_from.assignment_no == stay.assignment_no
        before = by_last.pop(stay.came_from.stay_id, None) if stay.came_from is not None and goes_on else None
        by_last[stay.stay_id] = (
            _Delivery((*before.ids, stay.stay_id), before.since, stay.until)
            if before
            else _Delivery((stay.stay_id,), stay.since, stay.until)
        )
    helps = (_Delivery((given.help_id,), given.since, given.until) for given in trajectory.helps if given.assignment_no is not None)
    return [*by_last.values(), *helps]

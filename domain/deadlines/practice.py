"""Agreements, and the messages of the iJw about stays and help with an assignment number."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_working_days
from domain.codes import AllocationAnswer, MessageKind
from domain.deadlines.catalogue import Due, deadline
from domain.deadlines.waiting import end_of_interest
from domain.messages import Delivery, deliveries
from domain.parameters import Dated
from domain.terms import Term
from domain.trajectory import Message, Trajectory

_IJW = date(2015, 1, 1)

START_MESSAGE = Dated({_IJW: Term("iJw OP271", working_days=5)})
STOP_MESSAGE = Dated({_IJW: Term("iJw OP272", working_days=5)})
ANSWER_TO_A_REQUEST = Dated({_IJW: Term("iJw OP274", working_days=5)})

REFUSAL_FOR_ANOTHER_MUNICIPALITY = Dated({_IJW: Term("iJw OP359", weeks=2)})
"""The standard calls it "de wettelijke termijn" and names no article. Does the Algemene termijnenwet move it? Here it does not: the sooner
day is in time in either reading."""

DECISION_AFTER_INVESTIGATION = Dated({_IJW: Term("iJw OP274", weeks=8)})
"""Where the answer was that the request is being looked into. Counted from the request or from that answer? The standard does not say. Here
from the request, as an application is (Awb 4:13(2)): the sooner day."""

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
    for delivery in _numbered(trajectory):
        told = _first_message(trajectory, MessageKind.START, delivery, delivery.since)
        yield _message_due(delivery, START_MESSAGE.on(delivery.since), delivery.since, told)


@deadline("stop-message", "iJw OP272", dutch="Stopbericht", lead=(2,), source="policy")
def stops_are_told(trajectory: Trajectory) -> Iterator[Due]:
    """The end of a delivery is told within five working days."""
    for delivery in _numbered(trajectory):
        if delivery.until is not None:
            told = _first_message(trajectory, MessageKind.STOP, delivery, delivery.until)
            yield _message_due(delivery, STOP_MESSAGE.on(delivery.until), delivery.until, told)


@deadline("allocation-answer", "iJw OP274", dutch="Antwoord op verzoek om toewijzing", lead=(2,), source="policy")
def requests_for_an_allocation_are_answered(trajectory: Trajectory) -> Iterator[Due]:
    """A provider's request for an allocation or a change (JW315, JW317) is answered within five working days. About its version.

    An answer goes with the earliest request that has none yet. A refusal because another municipality is responsible has two weeks (OP359).
    After the answer that it is being looked into, there are eight weeks for the decision (OP274).
    """
    answers = [message for message in trajectory.messages if message.kind is MessageKind.ANSWER]
    for request in trajectory.messages:
        if request.kind is not MessageKind.REQUEST:
            continue
        answer = _taken(answers, request.sent_on)
        said = answer.answer if answer else None
        of_another = said is AllocationAnswer.OTHER_MUNICIPALITY
        terms = REFUSAL_FOR_ANOTHER_MUNICIPALITY if of_another else ANSWER_TO_A_REQUEST
        yield _answer_due(trajectory, request, terms.on(request.sent_on), request.sent_on, answer)
        if answer is not None and said is AllocationAnswer.UNDER_INVESTIGATION:
            decision = _taken(answers, answer.sent_on, decides=True)
            yield _answer_due(trajectory, request, DECISION_AFTER_INVESTIGATION.on(request.sent_on), answer.sent_on, decision)


def _taken(answers: list[Message], since: date, *, decides: bool = False) -> Message | None:
    """The first answer since that day, or of those that decide, which goes with nothing else then."""
    fitting = (each for each in answers if not decides or each.answer is not AllocationAnswer.UNDER_INVESTIGATION)
    found = next((each for each in fitting if each.sent_on >= since), None)
    if found is not None:
        answers.remove(found)
    return found


def _answer_due(trajectory: Trajectory, request: Message, term: Term, since: date, answer: Message | None) -> Due:
    """Of the term that runs from the request, and is asked for since a day."""
    due_on = term.due_on(request.sent_on)
    return Due(
        about=str(request.version),
        since=since,
        due_on=due_on,
        met_on=answer.sent_on if answer else None,
        met_by=answer.version if answer else None,
        over_on=end_of_interest(trajectory, request.sent_on),
        article=term.article,
        lead=_lead(due_on),
    )


def _message_due(delivery: Delivery, term: Term, start: date, told: Message | None) -> Due:
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


def _first_message(trajectory: Trajectory, kind: MessageKind, delivery: Delivery, start: date) -> Message | None:
    """The first that names the delivery, or names nothing, since then."""
    for message in trajectory.messages:
        named = message.stay_id or message.help_id
        if message.kind is kind and start <= message.sent_on and (named is None or named in delivery.ids):
            return message
    return None


def _numbered(trajectory: Trajectory) -> Iterator[Delivery]:
    """Without an assignment there is nobody who waits for a message."""
    return (delivery for delivery in deliveries(trajectory) if delivery.assignment_no is not None)

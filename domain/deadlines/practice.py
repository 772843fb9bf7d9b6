"""Agreements, and the messages of the iJw about stays and help with an assignment number."""

from collections.abc import Iterator
from datetime import date

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


@dataclass(frozen=True, slots=True)
class _Delivery:
    """What is delivered under one assignment number: help, or stays that followed on each other under it."""

    ids: tuple[str, ...]
    since: date
    until: date | None


def _message_due(delivery: _Delivery, term: Term, start: date, told: Message | None) -> Due:
    return Due(
        about=delivery.ids[0],
        since=start,
        due_on=term.due_on(start),
        met_on=told.sent_on if told else None,
        met_by=told.version if told else None,
    )


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

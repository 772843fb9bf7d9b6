"""What is to be delivered every period about all at once: until when, by whom, and what met it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from application.doors.knowledge import Knowledge
from application.doors.own_stream import OwnStream
from application.doors.register import Read, Register
from application.pages import Page, page_of
from application.problems import Forbidden
from domain.calendar import add_days, amsterdam_day
from domain.codes import PeriodicDelivery
from domain.deliveries import Deliveries, deliveries_of
from domain.due_deliveries import (
    DueDelivery,
    Made,
    article_of,
    can_be_delivered_from,
    delivered_unowed,
    due_deliveries,
    frozen_here,
    told_in_the_register,
)
from domain.envelope import Actor
from domain.events import DELIVERIES_ID
from domain.rights.recording import deliveries_told
from eventlog import EventLog


class DueDeliveries:
    """Nothing here is about a jeugdige. That something was delivered is recorded in the register (`application.registering`)."""

    def __init__(self, log: EventLog, register: Register, knowledge: Knowledge) -> None:
        self._deliveries: OwnStream[Deliveries] = OwnStream(log, DELIVERIES_ID, "delivery", deliveries_of)
        self._register = register
        self._knowledge = knowledge

    def due(
        self,
        actor: Actor,
        *,
        on: date | None,
        known_at: datetime | None,
        at_position: int | None,
        due_before: date | None,
        kind: PeriodicDelivery | None,
        provider: str | None,
        met: bool,
        limit: int,
        cursor: str | None,
        min_position: int | None,
    ) -> Page:
        """What is open on a day, late or not, or with `met` what was met by then; soonest first, as known at a moment, a position, or now.
        With `met`, after it, what was delivered that nobody owed, which meets no term. Raises `Forbidden`, `Malformed` and `NotYet`.

        A provider is told its own, and of those that it succeeded; who keeps, examines or reports on the region, that of all.
        """
        known = self._knowledge.asked(known_at, at_position, min_position)
        read, (deliveries, delivered_at) = self._register.asked(), self._deliveries.read()
        whose = deliveries_told(actor, read.region, amsterdam_day(datetime.now(UTC)))
        if whose is not None and not whose:
            raise Forbidden("What is to be delivered is told to who delivers it, and to who keeps, examines or reports on the region.")
        day, position = on or known.day, known.position
        entries = [each for each in read.entries if position is None or each.position <= position]
        frozen = [each for each in deliveries.values() if position is None or each.recorded_position <= position]
        made = [*told_in_the_register(entries), *frozen_here(frozen)]
        region = read.region if position is None else read.as_of(position)
        found: list[DueDelivery | Made] = [
            each
            for each in due_deliveries(region, made, add_days(day, 1))
            if (_is_met(each, day) if met else each.deadline.is_open_on(day)) and (due_before is None or each.deadline.due_on < due_before)
        ]
        if met and due_before is None:
            found += (each for each in delivered_unowed(region, made) if each.on <= day)
        items = [
            each
            for each in found
            if (whose is None or each.provider in whose) and kind in (None, each.what) and provider in (None, each.provider)
        ]
        page = page_of("due-deliveries", items, _key, lambda each: _shown(each, day), cursor, limit)
        return replace(page, position=_newest(read, delivered_at) if position is None else position)


def _is_met(due: DueDelivery, day: date) -> bool:
    return due.deadline.status_on(day) == "met"


def _key(due: DueDelivery | Made) -> str:
    """What nobody owed comes after what is due on any day."""
    when = f"{due.deadline.due_on}" if isinstance(due, DueDelivery) else f"~ {due.on}"
    return f"{when} {due.what} {due.provider or ''} {due.period}"


def _newest(read: Read, delivered_at: int | None) -> int | None:
    return max((position for position in (read.position, delivered_at) if position is not None), default=None)


def _shown(due: DueDelivery | Made, day: date) -> dict[str, Any]:
    return _shown_due(due, day) if isinstance(due, DueDelivery) else _shown_unowed(due)


def _shown_unowed(made: Made) -> dict[str, Any]:
    source, article = article_of(made.what)
    return {
        "kind": made.what,
        "source": source,
        "article": article,
        "provider": made.provider,
        "period": made.period,
        "owed": False,
        "since": can_be_delivered_from(made.what, made.period),
        "due_on": None,
        "breach_from": None,
        "late": False,
        "alerts": [],
        "met_on": made.on,
        "met_by": made.position,
    }


def _shown_due(due: DueDelivery, day: date) -> dict[str, Any]:
    deadline = due.deadline
    return {
        "kind": due.what,
        "source": deadline.source,
        "article": deadline.article,
        "provider": due.provider,
        "period": due.period,
        "owed": True,
        "since": deadline.since,
        "due_on": deadline.due_on,
        "breach_from": deadline.breach_from,
        "late": deadline.breach_from <= (deadline.met_on if deadline.status_on(day) == "met" and deadline.met_on else day),
        "alerts": deadline.alerts,
        "met_on": deadline.met_on,
        "met_by": due.made_by,
    }

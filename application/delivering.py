"""Deliveries: figures that were given out, made again byte for byte, and why they would be others today."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import to_json

from application.knowledge import Knowledge, Known
from application.looking import Disclosed
from application.own_stream import OwnStream, read_said
from application.pages import Page, page_of
from application.problems import Delivered, Forbidden, Malformed, NotFound
from application.reports import Asked, Report, Reports, judge, named
from domain.calendar import Day
from domain.deliveries import Deliveries, Delivery, deliveries_of
from domain.envelope import Actor
from domain.events import DELIVERIES_ID, ReportDelivered
from domain.events.base import Name
from domain.indicators import Because, Detail, Dimension, Period, PeriodKind, Told, Viewpoint
from eventlog import EventLog
from projections.definition import definition


class Wanted(BaseModel):
    """What somebody says of a delivery that he wants: a report, with the parameters of `GET /reports/{indicator}`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicator: str
    variant: str | None = None
    period: PeriodKind = PeriodKind.QUARTER
    from_: Annotated[Day | None, Field(alias="from", description="A day of the first period; without it, a year before the last.")] = None
    until: Annotated[Day | None, Field(description="The day after the last; without it, the day after `valid_on`.")] = None
    by: Dimension | None = None
    valid_on: Day | None = None
    detail: Detail = Detail.PROTECTED
    known_at: Annotated[AwareDatetime | None, Field(description="What was known at that moment; without it, what is known now.")] = None
    at_position: Annotated[int | None, Field(ge=1, description="The same at a position of the log, instead of `known_at`.")] = None
    recipient: Annotated[Name | None, Field(description="For whom it is: an organisation, no person.", examples=["CBS"])] = None

    @property
    def asked(self) -> Asked:
        return Asked(self.indicator, self.variant, self.period, self.from_, self.until, self.by, self.valid_on, self.detail)


class Delivering:
    """For whom figures are for. Each raises `Forbidden`, `NotFound`, `Malformed` and `NotYet`."""

    def __init__(self, log: EventLog, reports: Reports, knowledge: Knowledge) -> None:
        self._stream: OwnStream[Deliveries] = OwnStream(log, DELIVERIES_ID, "delivery", deliveries_of)
        self._reports = reports
        self._knowledge = knowledge

    def freeze(self, actor: Actor, body: bytes) -> dict[str, Any]:
        """Makes a report, and records by which parameters, as known at which position, with the hash of its bytes."""
        wanted = _read(body)
        judge(actor, wanted.detail)
        named(wanted.asked)
        report = self._made(actor, wanted.asked, self._knowledge.asked(wanted.known_at, wanted.at_position))
        recipient = {"recipient": wanted.recipient} if wanted.recipient else {}
        said = {
            **report.asked.said(),
            **recipient,
            "position": report.position,
            "query_version": definition(),
            "sha256": sha256(_content(report)).hexdigest(),
        }
        delivered = read_said(ReportDelivered, to_json(said))
        self._stream.record(actor, lambda _: delivered)
        return _shown(delivered)

    def deliveries(self, actor: Actor, *, limit: int, cursor: str | None, min_position: int | None) -> Disclosed[Page]:
        """Those whose content the actor may have, the oldest first."""
        self._knowledge.awaited(min_position)
        judge(actor, Detail.PROTECTED)
        there = [each for each in self._stream.current().values() if _may_have(actor, each)]
        return Disclosed(page_of("deliveries", there, lambda each: each.id, _listed, cursor, limit), ())

    def content(self, actor: Actor, delivery_id: str) -> Disclosed[bytes]:
        """The bytes that were delivered, made again. Raises `Delivered` where they would be others now."""
        event = self._delivered(actor, delivery_id)
        content = _content(self._again(actor, event))
        if sha256(content).hexdigest() != event.sha256:
            cause = "the definitions changed" if event.query_version != definition() else "something was erased, or became secret"
            raise Delivered(f"These bytes cannot be made again: {cause} since. `difference` tells how the figures were and are.")
        return Disclosed(content, ())

    def difference(self, actor: Actor, delivery_id: str, other_id: str) -> Disclosed[Page]:
        """Every figure that is not the same in the two, with what was recorded in between and changed it.

        Both are made anew, by the definitions of today. The changes of one figure add up to its whole difference. Of what is suppressed in
        either nothing is explained.
        """
        before, after = (self._delivered(actor, each) for each in (delivery_id, other_id))
        if (before.indicator, before.variant, before.by, before.period, before.detail) != (
            after.indicator,
            after.variant,
            after.by,
            after.period,
            after.detail,
        ):
            raise Malformed("These two are not of the same figures: compare deliveries of one variant, by the same periods and groups.")
        if after.position < before.position:
            raise Malformed("The first of the two knows more than the other: name that which knew less first.")
        items = list(self._differences(actor, self._again(actor, before), self._again(actor, after)))
        return Disclosed(Page(items, None), ())

    # --- steps

    def _made(self, actor: Actor, asked: Asked, known: Known) -> Report:
        """As known at a position, at which it can be made again."""
        position = known.position or self._reports.newest_position()
        return self._reports.made(actor, asked, self._knowledge.asked(None, position))

    def _again(self, actor: Actor, event: ReportDelivered) -> Report:
        asked = Asked(
            event.indicator,
            event.variant,
            PeriodKind(event.period),
            event.from_,
            event.until,
            Dimension(event.by) if event.by else None,
            event.valid_on,
            Detail(event.detail),
        )
        return self._reports.made(actor, asked, self._knowledge.asked(None, event.position))

    def _delivered(self, actor: Actor, delivery_id: str) -> ReportDelivered:
        judge(actor, Detail.PROTECTED)
        found = self._stream.current().get(delivery_id)
        if found is None or not isinstance(found.event, ReportDelivered):
            raise NotFound("No such delivery.")
        judge(actor, Detail(found.event.detail))
        return found.event

    def _differences(self, actor: Actor, before: Report, after: Report) -> Iterator[dict[str, Any]]:
        rows = {(row.period, row.group): row for row in before.rows}
        others = {(row.period, row.group): row for row in after.rows}
        changed = [key for key in dict.fromkeys((*rows, *others)) if _figure(rows.get(key)) != _figure(others.get(key))]
        told = [key for key in changed if not _hidden(rows.get(key)) and not _hidden(others.get(key))]
        why: Mapping[tuple[Period, str | None], Sequence[Because]] = {}
        if told:
            first, last = (Viewpoint(each.position, _day(each.asked.valid_on)) for each in (before, after))
            there = sorted({period for period, _ in told}, key=lambda period: period.since)
            why = self._reports.explained(actor, after.variant, after.asked, first, last, there)
        for period, group in changed:
            yield {
                "row": {"period": period.name, "group": group},
                "before": _figure(rows.get((period, group))),
                "after": _figure(others.get((period, group))),
                "suppressed": (period, group) not in told,
                "because": [
                    {"position": each.position, "delta": each.delta}
                    for each in (why.get((period, group), ()) if (period, group) in told else ())
                ],
            }


def _read(body: bytes) -> Wanted:
    try:
        return Wanted.model_validate_json(body)
    except ValidationError as error:
        raise Malformed.by(error.errors(include_url=False, include_context=False)) from None


def _content(report: Report) -> bytes:
    """The bytes of a report, of which the hash is taken."""
    return to_json(report.told(), indent=1)


def _may_have(actor: Actor, delivery: Delivery) -> bool:
    try:
        judge(actor, Detail(delivery.event.detail) if isinstance(delivery.event, ReportDelivered) else Detail.PROTECTED)
    except Forbidden:
        return False
    return True


def _shown(event: ReportDelivered) -> dict[str, Any]:
    facts = event.model_dump(mode="json", by_alias=True, exclude={"delivery_id", "occurred_on", "occurred_at"})
    return {"id": event.delivery_id, **facts}


def _listed(delivery: Delivery) -> dict[str, Any]:
    assert isinstance(delivery.event, ReportDelivered)
    return {**_shown(delivery.event), "delivered_at": delivery.at, "delivered_by": delivery.actor.organisation}


def _figure(row: Told | None) -> float | None:
    return row.value if row else None


def _hidden(row: Told | None) -> bool:
    return row is not None and row.suppressed


def _day(day: date | None) -> date:
    assert day is not None
    return day

"""Deliveries: figures and records that were given out, given again byte for byte, and why the figures would be others today."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from application.doors.door import Door
from application.doors.knowledge import Knowledge, Known
from application.doors.own_stream import OwnStream, read_said
from application.looking.disclosing import Disclosed
from application.pages import Page, page_of
from application.problems import Delivered, Forbidden, Malformed, NotFound, NotYet, Problem
from application.reporting.record_sets import Form, LeftOut, Portion, RecordSets, Remark
from application.reporting.reports import TOLD_FIGURES, Asked, Report, Reports, check_days, named
from application.reporting.wanted import WantedRecords, WantedReport, read, wrong
from domain.calendar import add_days, amsterdam_day
from domain.codes import Role
from domain.deliveries import Deliveries, Delivery, deliveries_of
from domain.envelope import Actor
from domain.erasures import Erasures
from domain.events import DELIVERIES_ID, RecordsDelivered, ReportDelivered
from domain.events.delivery import packed, unpacked
from domain.figures import Because, Detail, Period, PeriodKind, Told, Viewpoint, periods
from domain.indicators import Dimension
from domain.spans import Span
from eventlog import EventLog
from projections.generations.definition import definition_of_figures

TOLD_RECORDS = frozenset({Role.PROVIDER, Role.PRIVACY_OFFICER})
"""A provider those of its own help: it knows to whom it gave it."""

_MAY_ASK = TOLD_FIGURES | TOLD_RECORDS

_KIND: Mapping[str, type[ReportDelivered] | type[RecordsDelivered]] = {"report": ReportDelivered, "cbs-records": RecordsDelivered}


@dataclass(frozen=True, slots=True)
class Content:
    """What leaves, and as what: `size` in bytes, `sha256` of them; `delivered` is the hash that was given with it, `position` that of the
    log as known at which it is, `name` that of the file, where it is one."""

    pieces: Iterable[bytes]
    size: int
    sha256: str
    media_type: str
    delivered: str
    position: int
    name: str | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many jeugdigen were in it, and are not any more, by why; empty where it is all that was delivered."""


JSON = "application/json"
CSV = "text/csv; header=present"
TEXT = "text/plain"
PARQUET = "application/vnd.apache.parquet"

_FORMS: Mapping[str, Form] = {CSV: "csv", TEXT: "txt", PARQUET: "parquet"}
_DELIVERED: Form = "csv"
"""That of which the hash is kept."""

AT_ONCE = 1_000_000
"""Bytes that are kept while a record set is gone through: those of a larger one are made again as they leave."""


class _GoneThrough:
    """What a record set comes to: how large it is in a form, its hash, of whom it is; and its bytes, as long as they are few."""

    def __init__(self, portions: Iterable[Portion], write: Callable[[Iterable[Any], Form], Iterable[bytes]], form: Form) -> None:
        self.trajectories: list[UUID] = []
        self.size = 0
        self.pieces: list[bytes] | None = []
        digest = sha256()
        for piece in write(self._records(portions), form):
            digest.update(piece)
            self.size += len(piece)
            if self.size > AT_ONCE:
                self.pieces = None
            elif self.pieces is not None:
                self.pieces.append(piece)
        self.sha256 = digest.hexdigest()

    def _records(self, portions: Iterable[Portion]) -> Iterator[Any]:
        for portion in portions:
            if portion.records:
                self.trajectories.append(portion.trajectory_id)
                yield from portion.records


class Delivering:
    """Each raises `Forbidden`, `NotFound`, `Malformed` and `NotYet`.

    Figures are for whom figures are for; records for the provider that gave the help, and the privacy officer. Figures are kept with their
    delivery. Records are kept nowhere: they are made again of what was known, without whom was erased since (ADR 22).
    """

    def __init__(
        self,
        log: EventLog,
        door: Door,
        knowledge: Knowledge,
        reports: Reports,
        record_sets: RecordSets,
        erasures: OwnStream[Erasures],
    ) -> None:
        self._stream: OwnStream[Deliveries] = OwnStream(log, DELIVERIES_ID, "delivery", deliveries_of)
        self._erasures = erasures
        self._door = door
        self._knowledge = knowledge
        self._reports = reports
        self._record_sets = record_sets

    def freeze(self, actor: Actor, body: bytes) -> dict[str, Any]:
        """Makes it, and records by which parameters, as known at which position, with the hash of its bytes. It tells nobody anything."""
        if actor.role not in _MAY_ASK:
            raise _not_for_this_role()
        wanted = read(body)
        recipient = {"recipient": wanted.recipient} if wanted.recipient else {}
        if isinstance(wanted, WantedReport):
            report = read_said(ReportDelivered, to_json(self._report(actor, wanted) | recipient))
            self._stream.record(actor, lambda _: report)
            return _shown(report)
        said, trajectories = self._records(actor, wanted)
        records = read_said(RecordsDelivered, to_json(said | recipient))
        self._stream.record(actor, lambda _: records.named(trajectories))
        return _shown(records)

    def deliveries(self, actor: Actor, *, limit: int, cursor: str | None, min_position: int | None) -> Disclosed[Page]:
        """Those whose content the actor may have, the oldest first."""
        if actor.role not in _MAY_ASK:
            raise _not_for_this_role()
        self._knowledge.awaited(min_position)
        made, position = self._stream.read()
        there = [each for each in made.values() if self._may_have(actor, each)]
        erased = frozenset(
            each.trajectory_id for each in self._erasures.current().values() if not each.words and each.status in ("begun", "executed")
        )
        page = page_of("deliveries", there, lambda each: each.id, partial(_listed, erased=erased), cursor, limit)
        return Disclosed(replace(page, position=position), ())

    def content(
        self, actor: Actor, delivery_id: str, *, form: Callable[[Sequence[str]], str], min_position: int | None
    ) -> Disclosed[Content]:
        """The bytes that were delivered; of records, without whom was erased or became secret since, and as `TEXT` or `PARQUET` the
        same in another form. `form` chooses of the media types in which there is something, the first of which is that which was
        delivered. Raises what it raises, and `Delivered` where it would be counted otherwise now."""
        delivery = self._delivered(actor, delivery_id)
        self._knowledge.awaited(min_position)
        event = delivery.event
        if isinstance(event, ReportDelivered):
            form((JSON,))
            data = self._figures(actor, event)
            return Disclosed(Content([data], len(data), sha256(data).hexdigest(), JSON, event.sha256, event.position), ())
        assert isinstance(event, RecordsDelivered)
        wanted = form((CSV, TEXT, PARQUET))
        suffix = _FORMS[wanted]
        made, left_out = self._checked(delivery, event)
        if suffix != _DELIVERED:
            made, _ = self._gone_through(delivery, event, suffix)
        pieces = self._pieces(delivery, event, suffix, made.sha256) if made.pieces is None else made.pieces
        name = f"cbs-{event.provider}-{event.half_year}.{suffix}"
        why = left_out.why if left_out.number else {}
        told = Content(pieces, made.size, made.sha256, wanted, event.sha256, event.position, name, why)
        return Disclosed(told, made.trajectories, words=True)

    def remarks(self, actor: Actor, delivery_id: str, *, min_position: int | None) -> Disclosed[Page]:
        """What CBS would refuse of a record set, or somebody has to say first, in the order of the records; a BSN stands in none of it."""
        delivery = self._delivered(actor, delivery_id)
        self._knowledge.awaited(min_position)
        event = delivery.event
        if not isinstance(event, RecordsDelivered):
            raise Malformed("Of figures there are no remarks: ask for those of a delivery of records.")
        remarks: list[Remark] = []
        hidden: list[Remark] = []
        for portion in self._all_of(event):
            remarks += portion.remarks
            hidden += portion.hidden if actor.role is Role.PROVIDER else ()
        remarks += hidden
        left_out = LeftOut() if delivery.trajectories is None else self._gone_through(delivery, event, _DELIVERED)[1]
        items = [*_too_late(delivery), *_left_out(left_out), *map(_remarked, remarks)]
        return Disclosed(Page(items, None, event.position), (each.trajectory_id for each in remarks))

    def difference(self, actor: Actor, delivery_id: str, other_id: str, *, min_position: int | None) -> Disclosed[Page]:
        """Every figure that is not the same in the two, with what was recorded in between and changed it; of the periods that both have.

        Both are as they were delivered; what explains them is counted by the definitions of today. The changes of one figure add up to its
        whole difference: what no recording that can still be told of explains stands by itself. Of what is suppressed in either nothing is
        explained. Where the first is the one that knew more, it tells the same the other way round.
        """
        before, after = (self._delivered(actor, each).event for each in (delivery_id, other_id))
        self._knowledge.awaited(min_position)
        if not isinstance(before, ReportDelivered) or not isinstance(after, ReportDelivered):
            raise Malformed("Record sets have no figures: compare their contents, record by record.")
        if _figures_of(before) != _figures_of(after):
            raise Malformed("These two are not of the same figures: compare deliveries of one variant, by the same periods and groups.")
        turned = after.position < before.position
        if turned:
            before, after = after, before
        both = _periods(before) & _periods(after)
        if not both:
            raise Malformed("These two have no period in common.")
        items = list(self._differences(actor, before, after, both))
        if turned:
            items = [_turned(item) for item in items]
        return Disclosed(Page(items, None), ())

    # --- freezing

    def _report(self, actor: Actor, wanted: WantedReport) -> dict[str, Any]:
        self._reports.judge(actor, wanted.detail)
        try:
            named(wanted.asked)
            check_days(wanted.asked)
            known = self._knowledge.asked(wanted.known_at, wanted.at_position)
            # The day that is meant by itself is that of the question, and not that of the last recording before it.
            report = self._made(actor, replace(wanted.asked, valid_on=wanted.valid_on or known.day), known)
        except (NotFound, Malformed) as refusal:
            raise _of_a_body(refusal) from None
        content = _content(report)
        return {
            **report.asked.said(),
            "position": report.position,
            "query_version": definition_of_figures(),
            "sha256": sha256(content).hexdigest(),
            "content": packed(content),
        }

    def _records(self, actor: Actor, wanted: WantedRecords) -> tuple[dict[str, Any], Sequence[UUID]]:
        """What is to be recorded, and of whom the records are."""
        if actor.role not in TOLD_RECORDS:
            raise _no_records()
        provider = wanted.provider or (actor.organisation if actor.role is Role.PROVIDER else None)
        if provider is None:
            raise wrong("provider", "Say of which provider.")
        if actor.role is Role.PROVIDER and provider not in self._organisations(actor):
            raise Forbidden("A provider is given its own records alone.")
        moment = self._record_sets.moment(wanted.known_at, wanted.at_position)
        half_year = _half_year(wanted.half_year)
        if amsterdam_day(moment.known_at) < half_year.until:
            raise wrong("half_year", f"It is over on {half_year.until}: it can be delivered as known on that day or later.")
        self._record_sets.check_provider(provider, _last_day(half_year), moment.position)
        portions = self._record_sets.made(provider, half_year.days, _last_day(half_year), moment.position)
        made = _GoneThrough(portions, self._record_sets.written, _DELIVERED)
        return {
            "provider": provider,
            "half_year": wanted.half_year,
            "position": moment.position,
            "query_version": self._made_by(),
            "sha256": made.sha256,
        }, made.trajectories

    def _made(self, actor: Actor, asked: Asked, known: Known) -> Report:
        """As known at a position, at which it can be made again."""
        # The newest is that of the log: what was recorded just before is delivered too.
        position = self._door.moment(None).position if known.position is None else known.position
        if position == 0:
            raise Malformed("Nothing was known then: there is nothing to deliver.")
        return self._reports.made(actor, asked, self._knowledge.asked(None, position))

    # --- again

    def _figures(self, actor: Actor, event: ReportDelivered) -> bytes:
        """As they were delivered; made again where they were not kept. Raises `Delivered`."""
        if event.content is not None:
            return unpacked(event.content)
        content = _content(self._made_again(actor, event))
        _check(event, sha256(content).hexdigest(), definition_of_figures(), kept=False)
        return content

    def _made_again(self, actor: Actor, event: ReportDelivered) -> Report:
        return self._reports.made(actor, _asked_of(event), self._knowledge.asked(None, event.position))

    def _checked(self, delivery: Delivery, event: RecordsDelivered) -> tuple[_GoneThrough, LeftOut]:
        """In the form in which they were delivered, without whom they are not about any more, who is counted. Raises `Delivered` where it
        cannot be shown that the others are as they were."""
        made, left_out = self._gone_through(delivery, event, _DELIVERED)
        whole = delivery.trajectories is not None and len(made.trajectories) + left_out.number == len(delivery.trajectories)
        # Without all of them the hash shows nothing. What the same definitions make of the same recordings is the same.
        if not left_out.number or not whole or event.query_version != self._made_by():
            _check(event, made.sha256, self._made_by(), kept=delivery.trajectories is not None)
        return made, left_out

    def _gone_through(self, delivery: Delivery, event: RecordsDelivered, form: Form) -> tuple[_GoneThrough, LeftOut]:
        left_out = LeftOut()
        return _GoneThrough(self._portions(delivery, event, left_out), self._record_sets.written, form), left_out

    def _pieces(self, delivery: Delivery, event: RecordsDelivered, form: Form, digest: str) -> Iterator[bytes]:
        """Made once more while they leave. The last is held back until it is known that all of them together are what was announced: if
        somebody was erased meanwhile, the file breaks off."""
        seen, held = sha256(), b""
        records = (record for portion in self._portions(delivery, event, LeftOut()) for record in portion.records)
        for piece in self._record_sets.written(records, form):
            yield held
            seen.update(piece)
            held = piece
        if seen.hexdigest() != digest:
            raise NotYet.retry("Something was erased while this was given. Ask again.")
        yield held

    def _portions(self, delivery: Delivery, event: RecordsDelivered, left_out: LeftOut) -> Iterable[Portion]:
        """Of whom it was delivered; where they were not kept, of all."""
        if delivery.trajectories is None:
            return self._all_of(event)
        days = _half_year(event.half_year).days
        return self._record_sets.again(event.provider, days, event.position, delivery.trajectories, delivery.recorded_position, left_out)

    def _all_of(self, event: RecordsDelivered) -> Iterable[Portion]:
        """As they are made of what was known then, by the definitions of today."""
        half_year = _half_year(event.half_year)
        return self._record_sets.made(event.provider, half_year.days, _last_day(half_year), event.position)

    def _made_by(self) -> str:
        """Of a record set, by which definitions: how a history reads, and what CBS is told of it."""
        return sha256(f"{definition_of_figures()}\0{self._record_sets.made_by()}".encode()).hexdigest()

    # --- who may have it

    def _delivered(self, actor: Actor, delivery_id: str) -> Delivery:
        if actor.role not in _MAY_ASK:
            raise _not_for_this_role()
        found = self._stream.current().get(delivery_id)
        if found is None:
            raise _no_such_delivery()
        self._check_may_have(actor, found)
        return found

    def _check_may_have(self, actor: Actor, delivery: Delivery) -> None:
        event = delivery.event
        if isinstance(event, ReportDelivered):
            self._reports.judge(actor, Detail(event.detail))
        elif actor.role is not Role.PRIVACY_OFFICER and not (
            actor.role is Role.PROVIDER and isinstance(event, RecordsDelivered) and event.provider in self._organisations(actor)
        ):
            raise _no_such_delivery()

    def _may_have(self, actor: Actor, delivery: Delivery) -> bool:
        try:
            self._check_may_have(actor, delivery)
        except (Forbidden, NotFound):
            return False
        return True

    def _organisations(self, actor: Actor) -> frozenset[str]:
        return self._door.succession(actor, _today()).organisations

    # --- differences

    def _differences(
        self, actor: Actor, before: ReportDelivered, after: ReportDelivered, both: frozenset[Period]
    ) -> Iterator[dict[str, Any]]:
        rows, others = (self._rows(actor, each) for each in (before, after))
        keys = sorted((key for key in {*rows, *others} if key[0] in both), key=lambda key: (key[0].since, key[1] or ""))
        changed = [key for key in keys if _figure(rows.get(key)) != _figure(others.get(key))]
        told = frozenset(key for key in changed if not _hidden(rows.get(key)) and not _hidden(others.get(key)))
        why: Mapping[tuple[Period, str | None], Sequence[Because]] = {}
        if told:
            asked = _asked_of(after)
            first, last = (Viewpoint(each.position, each.valid_on) for each in (before, after))
            there = sorted({period for period, _ in told}, key=lambda period: period.since)
            why = self._reports.explained(actor, named(asked)[1], asked, first, last, there)
        same = before.query_version == after.query_version == definition_of_figures()
        for key in changed:
            period, group = key
            was, became = _figure(rows.get(key)), _figure(others.get(key))
            known = why.get(key, ()) if key in told else ()
            because: list[dict[str, Any]] = [{"position": each.position, "delta": each.delta} for each in known]
            left = (became or 0) - (was or 0) - sum(each.delta for each in known)
            if key in told and abs(left) > _NOTHING:
                because.append({"position": None, "delta": left, "kind": _UNSEEN if same else _DEFINED})
            yield {
                "row": {"period": period.name, "group": group},
                "before": was,
                "after": became,
                "suppressed": key not in told,
                "because": because,
            }

    def _rows(self, actor: Actor, event: ReportDelivered) -> Mapping[tuple[Period, str | None], Told]:
        """The figures by period and group; where they were not kept, by the definitions of today."""
        if event.content is None:
            return {(row.period, row.group): row for row in self._made_again(actor, event).rows}
        by_name = {period.name: period for period in _periods(event)}
        rows = [
            Told(by_name[row["period"]], row["group"], row["value"], row["suppressed"])
            for row in json.loads(unpacked(event.content))["rows"]
            if row["period"] in by_name
        ]
        return {(row.period, row.group): row for row in rows}


_NOTHING = 1e-9
"""What is smaller comes of adding up numbers that have no end."""

_UNSEEN = "erased-or-secret"
_DEFINED = "definitions"
"""Why a figure is another where no recording says so: that may be an erasure too, which is seen only by the same definitions."""


def _asked_of(event: ReportDelivered) -> Asked:
    return Asked(
        event.indicator,
        event.variant,
        PeriodKind(event.period),
        event.from_,
        event.until,
        Dimension(event.by) if event.by else None,
        event.valid_on,
        Detail(event.detail),
    )


def _turned(changed: Mapping[str, Any]) -> dict[str, Any]:
    """From the other side: what was recorded in between is taken off again, the last first."""
    because = [{**each, "delta": -each["delta"]} for each in reversed(changed["because"])]
    return {**changed, "before": changed["after"], "after": changed["before"], "because": because}


def _of_a_body(refusal: Problem) -> Problem:
    """What is refused of the same question as a path with parameters, of a body."""
    if isinstance(refusal, NotFound):
        return wrong("indicator", refusal.detail)
    errors = refusal.extra.get("errors", ())
    if not errors:
        return refusal
    told = [{"pointer": f"/{each['parameter']}", "message": each["message"]} for each in errors]
    return Malformed("Mend the fields named in errors.", errors=told)


def _not_for_this_role() -> Forbidden:
    return Forbidden("Deliveries are for reporters, privacy officers and auditors; those of records for providers and privacy officers.")


def _no_records() -> Forbidden:
    return Forbidden("Records name jeugdigen: they are for the provider that gave the help, and for privacy officers.")


def _no_such_delivery() -> NotFound:
    return NotFound("No such delivery.")


def _content(report: Report) -> bytes:
    """The bytes of a report, of which the hash is taken."""
    return to_json(report.told(), indent=1)


def _check(event: ReportDelivered | RecordsDelivered, made: str, made_by: str, *, kept: bool) -> None:
    """Raises `Delivered`, and says no more than that something is gone: not of whom. `made`: the hash of what is made of it now; `kept`:
    whether it is known of whom it was."""
    if made == event.sha256:
        return
    if event.query_version != made_by:
        cause = "the definitions by which it was counted changed since"
    elif kept:
        cause = "what was recorded is read otherwise since"
    else:
        cause = "something was erased or became secret since, and of whom it was is not kept with a delivery as old as this one"
    detail = f"These bytes cannot be made again: {cause}. Deliver it anew, and tell who received it that this replaces it."
    if isinstance(event, ReportDelivered):
        detail += " `difference` tells how the figures are now."
    raise Delivered(detail)


def _figures_of(event: ReportDelivered) -> tuple[str | None, ...]:
    return event.indicator, event.variant, event.by, event.period, event.detail


def _periods(event: ReportDelivered) -> frozenset[Period]:
    """Of which something was told: those that had begun."""
    asked = periods(PeriodKind(event.period), Span(event.from_, event.until))
    return frozenset(each for each in asked if each.since <= event.valid_on)


def _half_year(name: str) -> Period:
    """From 2025-H1."""
    return Period(PeriodKind.HALF_YEAR, date(int(name[:4]), 1 if name.endswith("1") else 7, 1))


def _last_day(half_year: Period) -> date:
    return add_days(half_year.until, -1)


def _too_late(delivery: Delivery) -> Iterator[dict[str, Any]]:
    """CBS takes in the half year that ended last, and the one before; for others it may be of use all the same."""
    assert isinstance(delivery.event, RecordsDelivered)
    running = Period.of(PeriodKind.HALF_YEAR, amsterdam_day(delivery.at))
    newest = Period.of(PeriodKind.HALF_YEAR, add_days(running.since, -1))
    one_before = Period.of(PeriodKind.HALF_YEAR, add_days(newest.since, -1))
    if _half_year(delivery.event.half_year) not in (newest, one_before):
        message = f"Bij de levering nam het CBS alleen {newest.name} en {one_before.name} nog aan."
        yield {"kind": "half-year-closed", "message": message, "trajectory_id": None, "help": None, "started_on": None, "known": None}


def _left_out(left_out: LeftOut) -> Iterator[dict[str, Any]]:
    """How many are not in it any more, and nobody by name."""
    for kind, number in left_out.why.items():
        if number:
            message = f"Sinds de levering uit het bestand: {number} jeugdige{'' if number == 1 else 'n'}, {_WHY[kind]}."
            yield {"kind": f"left-out-{kind}", "message": message, "trajectory_id": None, "help": None, "started_on": None, "known": None}


_WHY = {
    "erased": "want het dossier is vernietigd",
    "identity": "want de identiteit is vernietigd",
    "secret": "want een plaats of adres is nu geheim",
}


def _remarked(remark: Remark) -> dict[str, Any]:
    return {
        "kind": remark.kind,
        "message": remark.message,
        "trajectory_id": remark.trajectory_id,
        "help": remark.help,
        "started_on": remark.started_on,
        "known": remark.known,
    }


def _shown(event: ReportDelivered | RecordsDelivered) -> dict[str, Any]:
    kept = {"delivery_id", "occurred_on", "occurred_at", "content", "trajectories", "continues"}
    facts = event.model_dump(mode="json", by_alias=True, exclude=kept)
    kind = next(name for name, each in _KIND.items() if isinstance(event, each))
    return {"id": event.delivery_id, "kind": kind, **facts}


def _listed(delivery: Delivery, erased: frozenset[UUID]) -> dict[str, Any]:
    event = delivery.event
    assert isinstance(event, ReportDelivered | RecordsDelivered)
    listed = {**_shown(event), "delivered_at": delivery.at, "delivered_by": delivery.actor.organisation}
    if delivery.trajectories is not None:
        listed["erased"] = len(erased.intersection(delivery.trajectories))
    return listed


def _figure(row: Told | None) -> float | None:
    return row.value if row else None


def _hidden(row: Told | None) -> bool:
    return row is not None and row.suppressed


def _today() -> date:
    return amsterdam_day(datetime.now(UTC))

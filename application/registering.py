"""The region's register, for people: what was recorded in it, that something was delivered, and mending what was recorded wrongly."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from application import bodies
from application.doors.door import Door
from application.doors.knowledge import Knowledge, rows_asked
from application.doors.own_stream import Keyed, OwnStream
from application.doors.register import Register, entries_of
from application.pages import Page, page_of
from application.problems import Forbidden, Impossible, Malformed, NotYet, VersionMissing, VersionStale
from application.recording.requests import answered_before, body_hash, check_key, key_hash
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.due_deliveries import is_owed
from domain.envelope import Actor, Recorded
from domain.events import REGISTER_ID, DeliveryMade, RegisterCorrected, RegisterEvent, RegisterVoided
from domain.history import read_anew
from domain.region import Region, region_of
from domain.rights.recording import deliveries_told, keeps_the_register
from domain.rights.succession import succession_of
from domain.rules import Impossibility
from domain.rules.impossible.codes import is_no_place_of
from domain.rules.impossible.register import impossible_entry, impossible_mending, not_yet
from domain.words import passages_in, with_words, without_words
from eventlog import EventLog, Idempotency, Unavailable
from projections.asking.reading import Begun, Rows
from projections.errors import NotYet as RowsNotYet

M = TypeVar("M", bound=RegisterEvent)

_DELIVERED = "/register/delivered"
"""The path, which is part of what a key is for."""

_STRONG = re.compile(r'"(?P<version>[1-9][0-9]{0,8})"')
"""The strong form of a version in If-Match."""


class Mended(NamedTuple):
    """What a correction or voiding of the register came to."""

    version: int
    position: int
    contradicted: list[dict[str, Any]] | None
    """Houses with stays that could not be recorded there any more, with how many; None where that cannot be told now."""


class Told(NamedTuple):
    """That something was delivered, as it was recorded; the same where the same request came before.

    `said`: what, over which period, of whom and on which day, and whether anybody had to deliver it (`owed`).
    """

    version: int
    position: int
    said: dict[str, Any]


_Entries = tuple[Recorded, ...]


class Registering:
    def __init__(self, log: EventLog, register: Register, door: Door, rows: Rows, knowledge: Knowledge) -> None:
        """`log`: of the writer; the others: of who reads."""
        self._log = log
        self._stream: OwnStream[_Entries] = OwnStream(log, REGISTER_ID, "manual", tuple)
        self._register = register
        self._door = door
        self._rows = rows
        self._knowledge = knowledge

    def entries(
        self,
        actor: Actor,
        *,
        known_at: datetime | None,
        at_position: int | None,
        limit: int,
        cursor: str | None,
        min_position: int | None,
    ) -> tuple[Page, int]:
        """What was recorded, in that order, each with how it reads as known at a moment, at a position, or now; and the version of it all.
        A provider, and its administrator, are told what is about its own deliveries.

        Raises `Forbidden`, `Malformed` and `NotYet`.
        """
        today = amsterdam_day(datetime.now(UTC))
        region = self._register.asked().region
        keeps = keeps_the_register(actor, region, today)
        own = None if keeps or actor.role is Role.AUDITOR else deliveries_told(actor, region, today)
        if not (keeps or actor.role is Role.AUDITOR or own):
            raise Forbidden("The entries of the register are for who keeps it, and for auditors. What they come to is in /locations.")
        self._door.awaited(min_position)
        position = None
        if known_at is not None or at_position is not None:
            position = self._door.moment(known_at, at_position=at_position).position
        known = [entry for entry in self._entries() if position is None or entry.position <= position]
        reads = {entry.version: entry for entry in read_anew(known)[0]}
        told: Sequence[Recorded] = known
        if own is not None:
            theirs = _deliveries_of(own, known)
            told = [entry for entry in known if _delivery_meant(known, entry.version) in theirs]
        page = page_of("register", told, _version, lambda entry: _shown(entry, reads.get(entry.version), words=keeps), cursor, limit)
        return replace(page, position=known[-1].position if position is None else position), len(known)

    def delivered(self, actor: Actor, body: bytes, idempotency_key: str | None) -> Told:
        """Records that the inspectorate, the CBS or the NZa got it: a provider of itself, who keeps the register of anybody.

        It rests on nothing that others record meanwhile, so that no version is named; sent again with its key, it is recorded once. Raises
        `Forbidden`, `IdempotencyMismatch`, `Malformed`, `Impossible` and `NotYet`.
        """
        now = datetime.now(UTC)
        region = self._register.asked().region
        self._check_may_tell(actor, region, amsterdam_day(now))
        check_key(idempotency_key)
        key = None if idempotency_key is None else key_hash(actor, _DELIVERED, idempotency_key)
        if (before := self._told_before(key, body)) is not None:
            return before
        event = bodies.read(DeliveryMade, body)
        if actor.role is Role.PROVIDER and event.provider not in self._own(actor, region, amsterdam_day(now)):
            raise Forbidden("A provider says of itself what it delivered.")
        said: dict[str, Any] = {}

        def decided(entries: _Entries) -> DeliveryMade | Keyed | None:
            if self._told_before(key, body) is not None:
                return None  # by the same request, which was sent twice at the same time
            standing = region_of(entries)
            if reason := not_yet(event, now):
                raise _impossible("I-date", len(entries) + 1, reason, "occurred_on")
            if reason := impossible_entry(standing, event, now):
                unknown = event.provider is not None and event.provider not in standing.providers
                raise _impossible(
                    *(("I-code", len(entries) + 1, reason, "provider") if unknown else ("I-date", len(entries) + 1, reason, "period"))
                )
            said.update(event.model_dump(mode="json", exclude_none=True))
            said["owed"] = is_owed(standing, event.what, event.provider, event.period)
            if key is None:
                return event
            return Keyed(event, Idempotency(key, json.dumps({"body": body_hash(body), "said": said}).encode()))

        place = self._stream.record(actor, decided)
        if place is None:
            before = self._told_before(key, body)
            assert before is not None
            return before
        return Told(*place, said)

    def mend(self, actor: Actor, kind: type[RegisterCorrected] | type[RegisterVoided], body: bytes, if_match: str | None) -> Mended:
        """Corrects or voids an entry. Raises `Forbidden`, `VersionMissing`, `VersionStale`, `Malformed`, `Impossible` and `NotYet`."""
        now = datetime.now(UTC)
        region = self._register.asked().region
        self._check_may_tell(actor, region, amsterdam_day(now))
        if if_match is None:
            raise VersionMissing('Send If-Match with the version of the register that you read, such as If-Match: "180".')
        read = int(there["version"]) if (there := _STRONG.fullmatch(if_match)) else None
        event = self._body_of_mending(kind, body, read)
        regions: list[Region] = []

        def decided(entries: _Entries) -> RegisterEvent:
            mending = Recorded(REGISTER_ID, len(entries) + 1, 0, now, self._stream.envelope(actor), event)
            if actor.role is Role.PROVIDER:
                self._check_its_own(actor, region, entries, mending)
            if read is None or _has_changed_since(entries, read, event.target_version):
                raise _stale(len(entries))
            if reason := not_yet(event, now):
                raise _impossible("I-date", mending.version, reason, "occurred_on")
            try:
                reason = impossible_mending(entries, mending)
            except ValidationError as error:
                raise Malformed.by([{**each, "loc": ("data", *each["loc"])} for each in error.errors(include_url=False)]) from None
            if reason is not None:
                raise _impossible("I-target", mending.version, reason, "target_version")
            regions[:] = region_of(entries), region_of([*entries, mending])
            _check_who_sees_what_stays(*regions)
            return event

        place = self._stream.record(actor, decided)
        assert place is not None
        return Mended(*place, self._contradicted_by(actor, *regions))

    def _body_of_mending(self, kind: type[M], body: bytes, read: int | None) -> M:
        """What is stale is told before what is malformed (the contract's order of judging)."""
        try:
            return bodies.read(kind, body)
        except Malformed:
            entries = self._stream.current()
            if read != len(entries):
                raise _stale(len(entries)) from None
            raise

    def contradicted(self, actor: Actor, *, limit: int, cursor: str | None, min_position: int | None) -> Page:
        """The houses of which stays are recorded that could not be recorded there today: whoever mended the register so, and when. How many
        in which house, to who can mend it; of whom, tells nobody but the trajectories themselves.

        Raises `Forbidden`, `Malformed` and `NotYet`.
        """
        if actor.role is not Role.AUDITOR and not self._keeps(actor):
            raise Forbidden("What the register contradicts is told to who keeps it, and to auditors.")
        self._knowledge.awaited(min_position)
        read = self._register.asked()
        with rows_asked():
            begun = self._rows.stays_begun(actor, None)
        items = _counted(each for each in begun if is_no_place_of(read.region, each.location, each.setting, each.since))
        page = page_of("contradicted", items, lambda item: item["location"], lambda item: item, cursor, limit)
        return replace(page, position=read.position)

    def _contradicted_by(self, actor: Actor, before: Region, after: Region) -> list[dict[str, Any]] | None:
        """What was recorded of a house stays recorded; who mends it is told, or nobody would look. That it is mended hangs on no row."""
        mended = [code for code, place in before.locations.items() if after.locations.get(code) != place]
        try:
            begun = self._rows.stays_begun(actor, mended) if mended else []
        except RowsNotYet:
            return None
        return _counted(
            each
            for each in begun
            if is_no_place_of(after, each.location, each.setting, each.since)
            and not is_no_place_of(before, each.location, each.setting, each.since)
        )

    def _entries(self) -> Sequence[Recorded]:
        try:
            return entries_of(self._log)
        except Unavailable:
            raise NotYet.retry("The register cannot be read just now.") from None

    def _told_before(self, key: bytes | None, body: bytes) -> Told | None:
        """What the same request was answered. Raises `IdempotencyMismatch`."""
        if key is None:
            return None
        try:
            earlier = self._log.earlier_answers({key}).get(key)
        except Unavailable:
            raise NotYet.retry("The register cannot be read just now.") from None
        if earlier is None:
            return None
        return Told(earlier.version, earlier.position, answered_before(earlier, body_hash(body))["said"])

    def _check_may_tell(self, actor: Actor, region: Region, today: date) -> None:
        """The register is the region's: none is told by a municipality of elsewhere, and by a provider only what it delivered."""
        if actor.role is not Role.PROVIDER and not keeps_the_register(actor, region, today):
            raise Forbidden(
                "The register is the region's: an administrator of one of its municipalities, or of its office, records in it and mends "
                "it, and a provider what it delivered itself."
            )

    def _check_its_own(self, actor: Actor, region: Region, entries: Sequence[Recorded], mending: Recorded) -> None:
        """A provider mends what is told of its own deliveries, and so that it is of its own then, or of nobody. Raises `Forbidden`."""
        own = self._own(actor, region, amsterdam_day(mending.recorded_at))
        mended = [*entries, mending]
        meant, stands = _delivery_meant(mended, mending.version), {each.version for each in read_anew(mended)[0]}
        if meant not in _deliveries_of(own, entries) or (meant in stands and meant not in _deliveries_of(own, mended)):
            raise Forbidden("A provider mends what is told of its own deliveries; what else is in the register, an administrator mends.")

    def _keeps(self, actor: Actor) -> bool:
        return keeps_the_register(actor, self._register.asked().region, amsterdam_day(datetime.now(UTC)))

    def _own(self, actor: Actor, region: Region, today: date) -> frozenset[str]:
        return succession_of(actor, region, today).organisations


def _delivery_meant(entries: Sequence[Recorded], version: int) -> int | None:
    """The version of the delivery that an entry is, or that it mends; None where it is about something else, or not there."""
    while version <= len(entries):
        event = entries[version - 1].event
        if not isinstance(event, RegisterCorrected | RegisterVoided):
            return version if isinstance(event, DeliveryMade) else None
        version = event.target_version
    return None


def _deliveries_of(providers: frozenset[str], entries: Sequence[Recorded]) -> set[int]:
    """The versions of those that are theirs: as they read, or where they were voided as they were recorded."""
    reads = {each.version: each for each in read_anew(entries)[0]}
    events = ((each.version, reads.get(each.version, each).event) for each in entries)
    return {version for version, event in events if isinstance(event, DeliveryMade) and event.provider in providers}


def _has_changed_since(entries: Sequence[Recorded], read: int, target: int) -> bool:
    """Whether something was recorded after the version that was read which who mends that entry has to look at first.

    Deliveries are told all the time, by many, and change nothing of what else stands; and what else stands changes nothing of a delivery.
    """
    if not 1 <= read <= len(entries):
        return True
    meant = _delivery_meant(entries, target)
    later = (_delivery_meant(entries, each.version) for each in entries[read:])
    if meant is not None:
        return meant in later
    return None in later


def _counted(begun: Iterable[Begun]) -> list[dict[str, Any]]:
    """House by house, in the order of their codes: of which days would tell of somebody."""
    stays: Counter[str] = Counter()
    for each in begun:
        stays[each.location] += each.number
    return [{"location": location, "stays": number} for location, number in sorted(stays.items())]


def _check_who_sees_what_stays(before: Region, after: Region) -> None:
    """Who stands in whose place sees what was theirs: nobody gives that to himself from a distance."""
    if before.heirs != after.heirs:
        raise Forbidden(
            "This would change who stands in whose place, and so who sees which trajectories: that is mended on the machine itself, "
            "with `jeugdspoor register`."
        )


def _version(entry: Recorded) -> int:
    return entry.version


def _stale(version: int) -> VersionStale:
    detail = f'The register is at version {version}. Read what was recorded, then send If-Match: "{version}".'
    return VersionStale(detail, headers={"ETag": f'"{version}"'}, current_version=version)


def _impossible(rule: str, version: int, message: str, field_name: str) -> Impossible:
    return Impossible.by([Impossibility(rule, version, message, field_name)])


def _shown(entry: Recorded, reading: Recorded | None, *, words: bool) -> dict[str, Any]:
    actor, event = entry.envelope.actor, entry.event
    return {
        "position": entry.position,
        "version": entry.version,
        "type": event.event_type,
        "schema": event.schema_number,
        "occurred_on": event.occurred_on,
        "recorded_at": entry.recorded_at,
        "recorded_by": {"subject": actor.subject, "role": actor.role, "organisation": actor.organisation},
        "source": entry.envelope.source.model_dump(mode="json"),
        "summary": event.sentence(),
        "data": _facts(entry, words=words),
        "reads": _facts(reading, words=words) if reading else None,
    }


def _facts(entry: Recorded, *, words: bool) -> Any:
    facts = entry.event.model_dump(mode="json", exclude_none=True)
    return with_words(facts, passages_in(entry.event)) if words else without_words(facts)

"""The region's register, for people: what was recorded in it, and mending what was recorded wrongly."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from pydantic import ValidationError
from uuid_utils.compat import uuid7

from application import bodies
from application.doors.door import Door
from application.doors.knowledge import Knowledge, rows_asked
from application.doors.register import Register, entries_of
from application.pages import Page, page_of
from application.problems import Forbidden, Impossible, Malformed, NotYet, VersionMissing, VersionStale
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Actor, Envelope, Recorded, Source
from domain.events import REGISTER_ID, RegisterCorrected, RegisterVoided
from domain.history import read_anew
from domain.region import Region, region_of
from domain.rights.recording import keeps_the_register
from domain.rules import Impossibility
from domain.rules.impossible.codes import is_no_place_of
from domain.rules.impossible.register import impossible_mending, not_yet
from domain.words import passages_in, with_words, without_words
from eventlog import Conflict, EventLog, NewEvent, OutcomeUnknown, Unavailable
from projections.asking.reading import Begun, Rows
from projections.errors import NotYet as RowsNotYet

_SOURCE = Source(kind="manual")


class Mended(NamedTuple):
    """What a correction or voiding of the register came to."""

    version: int
    position: int
    contradicted: list[dict[str, Any]] | None
    """Houses with stays that could not be recorded there any more, with how many; None where that cannot be told now."""


class Registering:
    def __init__(self, log: EventLog, register: Register, door: Door, rows: Rows, knowledge: Knowledge) -> None:
        """`log`: of the writer; the others: of who reads."""
        self._log = log
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

        Raises `Forbidden`, `Malformed` and `NotYet`.
        """
        if actor.role not in (Role.ADMINISTRATOR, Role.AUDITOR):
            raise Forbidden("The entries of the register are for administrators and auditors. What they come to is in /locations.")
        self._door.awaited(min_position)
        position = None
        if known_at is not None or at_position is not None:
            position = self._door.moment(known_at, at_position=at_position).position
        known = [entry for entry in self._entries() if position is None or entry.position <= position]
        reads = {entry.version: entry for entry in read_anew(known)[0]}
        words = actor.role is Role.ADMINISTRATOR
        page = page_of("register", known, _version, lambda entry: _shown(entry, reads.get(entry.version), words=words), cursor, limit)
        return replace(page, position=known[-1].position if position is None else position), len(known)

    def mend(self, actor: Actor, kind: type[RegisterCorrected] | type[RegisterVoided], body: bytes, if_match: str | None) -> Mended:
        """Corrects or voids an entry. Raises `Forbidden`, `VersionMissing`, `VersionStale`, `Malformed`, `Impossible` and `NotYet`."""
        self._check_keeps_it(actor)
        if if_match is None:
            raise VersionMissing('Send If-Match with the version of the register that you read, such as If-Match: "180".')
        entries = self._entries()
        if if_match != f'"{len(entries)}"':
            raise _stale(len(entries))
        event = bodies.read(kind, body)
        now = datetime.now(UTC)
        if reason := not_yet(event, now):
            raise _impossible("I-date", len(entries) + 1, reason, "occurred_on")
        envelope = Envelope(event_id=uuid7(), actor=actor, source=_SOURCE)
        mending = Recorded(REGISTER_ID, len(entries) + 1, 0, now, envelope, event)
        try:
            reason = impossible_mending(entries, mending)
        except ValidationError as error:
            raise Malformed.by([{**each, "loc": ("data", *each["loc"])} for each in error.errors(include_url=False)]) from None
        if reason is not None:
            raise _impossible("I-target", mending.version, reason, "target_version")
        before, after = region_of(entries), region_of([*entries, mending])
        _check_who_sees_what_stays(before, after)
        try:
            appended = self._log.append([NewEvent(REGISTER_ID, mending.version, envelope, event)])
        except Conflict:
            raise _stale(self._log.versions([REGISTER_ID]).get(REGISTER_ID, 0)) from None
        except Unavailable:
            raise NotYet.retry("Nothing was recorded. Send it again.") from None
        except OutcomeUnknown:
            raise NotYet.retry("It may have been recorded: look at the register, and send it again if it was not.") from None
        return Mended(mending.version, appended[0].position, self._contradicted_by(actor, before, after))

    def contradicted(self, actor: Actor, *, limit: int, cursor: str | None, min_position: int | None) -> Page:
        """The houses of which stays are recorded that could not be recorded there today: whoever mended the register so, and when.

        Raises `Forbidden`, `Malformed` and `NotYet`.
        """
        if actor.role not in (Role.ADMINISTRATOR, Role.AUDITOR):
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

    def _check_keeps_it(self, actor: Actor) -> None:
        """The register is the region's: no provider mends it, and no municipality of elsewhere."""
        if actor.role is not Role.ADMINISTRATOR:
            raise Forbidden("An administrator mends the register.")
        if not keeps_the_register(actor, self._register.asked().region, amsterdam_day(datetime.now(UTC))):
            raise Forbidden("The register is the region's: an administrator of one of its municipalities, or of its office, mends it.")


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

"""Between an event with its envelope and the library's stored event: JSON, sealed with the trajectory's keys.

Facts = u8 length + type | u16 schema number | u32 length + envelope as JSON | event as JSON. The two documents stand apart, so that
pydantic reads each straight from its bytes. Words = one flat JSON object: path -> text.
"""

import json
import struct
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from pydantic import ValidationError

from domain.envelope import Envelope, Recorded
from domain.events import EVENTS, Corrected, Event
from domain.words import MARKED, STORED, erased, with_words, words_in
from eventlog.errors import KeyGone, Tampered, TooLarge, UnknownEvent
from eventlog.keys import Keys, Opened
from eventlog.records import NewEvent, StoredRecord, Tombstone
from eventlog.schema import NoUpcaster, correction_today, upcast
from eventlog.seal import FORMAT, LARGEST, Broken, Place, State, leaf_size, pack, seal, seal_with, unpack, unseal, unseal_with

_UNUSED = JSONTranscoder()
"""The library wants one."""

Words = bool | Collection[str]
"""Whether words are opened: of all events, of none, or of these kinds of events."""


class Facts(NamedTuple):
    """The plaintext of the facts, taken apart."""

    event_type: str
    schema: int
    envelope: bytes
    event: bytes

    @property
    def named(self) -> str:
        return f"{self.event_type}/{self.schema}"


class SealedMapper(Mapper[UUID]):
    """Seals and opens with the keys of one call; made for that call, and gone with it.

    With `words`, passages are put back in their places (of all kinds of events, or of those named); those whose key was destroyed
    read `ERASED`.

    What was stored in an older schema reads as today's. For that of a correction the mapper must have given its target before: as it
    does when whole histories are read in order of version. Without its target, the data of a correction stay as they were told.
    """

    def __init__(self, opened: Opened, *, words: Words = False) -> None:
        super().__init__(_UNUSED)
        self._opened = opened
        self._words = words
        self._ciphers: dict[tuple[UUID, int], AESGCM] = {}
        self._given: dict[Place, Event] = {}

    def to_stored_event(self, domain_event: NewEvent) -> StoredEvent:  # type: ignore[override]  # our events carry no ids
        """Raises `KeyGone`, `TooLarge`."""
        new = domain_event
        keys = self._newest(new.trajectory_id)
        place = Place(new.trajectory_id, new.version)
        facts = facts_together(new.envelope, new.event)
        words = words_in({"envelope": new.envelope, "event": new.event}) if MARKED in facts else {}
        state = State(
            keys.generation,
            seal_with(self._cipher_of(new.trajectory_id, keys), place, "facts", facts),
            _sealed_words(keys, place, words) if words else None,
        )
        packed = pack(state)
        if leaf_size(FORMAT, packed) > LARGEST:
            raise TooLarge(f"An event of kind {new.event.event_type} takes more than {LARGEST} bytes.")
        return StoredEvent(new.trajectory_id, new.version, FORMAT, packed)

    def to_domain_event(self, stored_event: StoredRecord) -> Recorded | Tombstone:  # type: ignore[override]  # a reader never fails on what was erased
        """Raises `Tampered`, `UnknownEvent`."""
        place = Place(stored_event.originator_id, stored_event.originator_version)  # type: ignore[arg-type]  # ours are UUIDs
        position, recorded_at = stored_event.id, stored_event.recorded_at
        try:
            if stored_event.topic != FORMAT:
                raise Broken("unknown format")
            state = unpack(stored_event.state)
            cipher = self._cipher(place.trajectory_id, state.generation)
            if cipher is None:
                return Tombstone(place.trajectory_id, place.version, position, recorded_at)
            facts = _taken_apart(unseal_with(cipher, place, "facts", state.facts))
        except Broken:
            raise Tampered(position, place.trajectory_id, place.version, "facts") from None
        if state.words is not None and self._reads_words_of(facts.event_type):
            facts = self._with_words(facts, state, place, position)
        return self._recorded(facts, place, position, recorded_at)

    def _recorded(self, facts: Facts, place: Place, position: int, recorded_at: datetime) -> Recorded:
        kind = EVENTS.get(facts.event_type)
        if kind is None:
            raise UnknownEvent(f"Position {position} holds {facts.named}; this program knows no such kind.")
        try:
            envelope = Envelope.model_validate_json(facts.envelope, context=STORED)
            event = kind.model_validate_json(_today(facts, kind), context=STORED)
            if Corrected.schema_number > 1:
                event = self._given[place] = self._told_today(event, facts.schema, place)
        except NoUpcaster:
            raise UnknownEvent(f"Position {position} holds {facts.named}; this program knows schema {kind.schema_number}.") from None
        except ValidationError as error:
            # Without its cause: that one quotes what it could not read.
            fields = sorted({".".join(map(str, each["loc"])) for each in error.errors(include_input=False, include_context=False)})
            raise UnknownEvent(f"Position {position} holds a {facts.named} that does not read: {fields}.") from None
        return Recorded(place.trajectory_id, place.version, position, recorded_at, envelope, event)

    def _told_today(self, event: Event, number: int, place: Place) -> Event:
        """The event; a correction, of that schema number, with the fields that its target has today."""
        if not isinstance(event, Corrected):
            return event
        return event.model_copy(update={"data": self._data_today(event.data, number, Place(place.trajectory_id, event.target_version))})

    def _data_today(self, data: dict[str, Any], number: int, target: Place) -> dict[str, Any]:
        corrected = self._given.get(target)
        if isinstance(corrected, Corrected):
            inner = data.get("data")
            if not isinstance(inner, dict):
                return data
            return {**data, "data": self._data_today(inner, number, Place(target.trajectory_id, corrected.target_version))}
        return correction_today(corrected.event_type, number, data) if corrected else data

    def seal_answer(self, trajectory_id: UUID, version: int, answer: bytes) -> bytes:
        """Raises `KeyGone`."""
        cipher = self._cipher_of(trajectory_id, self._newest(trajectory_id))
        return seal_with(cipher, Place(trajectory_id, version), "answer", answer)

    def open_answer(self, place: Place, position: int, generation: int, sealed: bytes) -> bytes | None:
        """None when the key is gone. Raises `Tampered`."""
        keys = self._opened.get(place.trajectory_id, {}).get(generation)
        try:
            return unseal(keys.facts, place, "answer", sealed) if keys else None
        except Broken:
            raise Tampered(position, place.trajectory_id, place.version, "answer") from None

    def _newest(self, trajectory_id: UUID) -> Keys:
        generations = self._opened.get(trajectory_id)
        if not generations:
            raise KeyGone(trajectory_id)
        return generations[max(generations)]

    def _cipher(self, trajectory_id: UUID, generation: int) -> AESGCM | None:
        cipher = self._ciphers.get((trajectory_id, generation))
        if cipher is None:
            generations = self._opened.get(trajectory_id)
            if not generations:
                return None
            keys = generations.get(generation)
            if keys is None:
                # Erasing takes all generations: somebody changed the number, which is in clear, to make it look erased.
                raise Broken("unknown key generation")
            cipher = self._cipher_of(trajectory_id, keys)
        return cipher

    def _cipher_of(self, trajectory_id: UUID, keys: Keys) -> AESGCM:
        cipher = self._ciphers.get((trajectory_id, keys.generation))
        if cipher is None:
            cipher = self._ciphers[trajectory_id, keys.generation] = AESGCM(keys.facts)
        return cipher

    def _reads_words_of(self, event_type: str) -> bool:
        return self._words if isinstance(self._words, bool) else event_type in self._words

    def _with_words(self, facts: Facts, state: State, place: Place, position: int) -> Facts:
        key = self._opened[place.trajectory_id][state.generation].words_of(place)
        try:
            words = None if key is None else json.loads(unseal(key, place, "words", state.words or b""))
        except Broken:
            raise Tampered(position, place.trajectory_id, place.version, "words") from None
        return facts._replace(envelope=_filled(facts.envelope, words, "envelope"), event=_filled(facts.event, words, "event"))


def as_read(recorded: Recorded) -> Recorded:
    """The same as it is read from the log, without words. Not for a correction, which is read by what it corrects."""
    envelope = Envelope.model_validate_json(_facts_of(recorded.envelope), context=STORED)
    event = type(recorded.event).model_validate_json(_facts_of(recorded.event), context=STORED)
    return Recorded(recorded.trajectory_id, recorded.version, recorded.position, recorded.recorded_at, envelope, event)


def facts_together(envelope: Envelope, event: Event) -> bytes:
    """What is sealed as the facts of an event: its kind and schema number, the envelope's JSON and its own."""
    name = event.event_type.encode()
    around = _facts_of(envelope)
    return b"".join(
        (
            struct.pack(f">B{len(name)}sHI", len(name), name, event.schema_number, len(around)),
            around,
            _facts_of(event),
        )
    )


def _facts_of(model: Envelope | Event) -> bytes:
    return model.model_dump_json(exclude_none=True).encode()


def _sealed_words(keys: Keys, place: Place, words: Mapping[str, str]) -> bytes:
    key = keys.words_of(place)
    if key is None:
        # After a passage was destroyed, new words need a new generation of keys.
        raise KeyGone(place.trajectory_id)
    return seal(key, place, "words", _json(words))


def _filled(document: bytes, words: Mapping[str, str] | None, path: str) -> bytes:
    """The JSON with its words in place, or, where their key was destroyed, saying so."""
    if MARKED not in document:
        return document
    facts = json.loads(document)
    return _json(erased(facts) if words is None else with_words(facts, words, path))


def _taken_apart(plain: bytes) -> Facts:
    try:
        end = 1 + plain[0]
        schema, length = struct.unpack_from(">HI", plain, end)
        start = end + 6
        return Facts(plain[1:end].decode(), schema, plain[start : start + length], plain[start + length :])
    except (IndexError, struct.error, UnicodeDecodeError):
        raise Broken("facts are not laid out as they should be") from None


def _today(facts: Facts, kind: type[Event]) -> bytes:
    """The event's JSON as of today's schema. Raises `NoUpcaster`."""
    if facts.schema == kind.schema_number:
        return facts.event
    if facts.schema > kind.schema_number:
        raise NoUpcaster
    return _json(upcast(facts.event_type, facts.schema, json.loads(facts.event)))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

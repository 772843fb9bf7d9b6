"""Words: narrative and identity, kept apart from the coded facts.

A field typed `Words` never leaves an event by the ordinary way: dumping the event gives a marker in its
place, so that facts can be stored, folded and listed without any word in them.

>>> from domain.events import NoteAdded
>>> from datetime import date
>>> note = NoteAdded(occurred_on=date(2025, 1, 10), text=Words("Belt morgen terug."))
>>> note.model_dump(mode="json")["text"]
{'sealed': True}
>>> words_in(note)
{'text': 'Belt morgen terug.'}
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

LONGEST = 20_000
"""Characters in one passage."""

STORED = {"stored": True}
"""Validation context of what comes from the log: there, and only there, a marker stands for words."""


MARKED = b'{"sealed":true'
"""Stands in the JSON of every event that has words: with it a marker begins."""


class Words(str):
    """One passage of narrative or identity."""

    def marker(self) -> dict[str, Any]:
        """What stands in the facts in place of the words."""
        return {"sealed": True}

    @classmethod
    def from_marker(cls, marker: Mapping[str, Any]) -> "Words":
        return ERASED if marker.get("erased") else WITHHELD

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: object, info: core_schema.ValidationInfo) -> Words:
            if isinstance(value, cls):
                return value
            if isinstance(value, str):
                return cls._of_text(value)
            if isinstance(value, dict) and info.context is STORED:
                return cls.from_marker(value)
            raise PydanticCustomError("words", "Give text of 1 to {longest} characters.", {"longest": LONGEST})

        return core_schema.with_info_plain_validator_function(
            validate,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda words: words.marker()),
        )

    @classmethod
    def _of_text(cls, text: str) -> Self:
        if not 1 <= len(text) <= LONGEST or not text.strip() or "\x00" in text:
            raise PydanticCustomError("words", "Give text of 1 to {longest} characters.", {"longest": LONGEST})
        return cls(text)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "minLength": 1, "maxLength": LONGEST, "description": "Words: sealed apart from the facts."}


class _Erased(Words):
    def marker(self) -> dict[str, Any]:
        return {"erased": True}


WITHHELD = Words()
"""Stands for words that exist but were not opened for this reader."""

ERASED = _Erased()
"""Stands for words whose key was destroyed."""


class Postcode(Words):
    """A postcode, of which only the first four characters stay behind as a fact (distances need them)."""

    area: str

    @classmethod
    def _of_text(cls, text: str) -> Self:
        squeezed = text.replace(" ", "").upper()
        if len(squeezed) != 6 or not (
            squeezed[:4].isascii() and squeezed[:4].isdigit() and squeezed[4:].isascii() and squeezed[4:].isalpha()
        ):
            raise PydanticCustomError("postcode", "Give a Dutch postcode such as 6411AA.")
        postcode = cls(squeezed)
        postcode.area = squeezed[:4]
        return postcode

    def marker(self) -> dict[str, Any]:
        return {"sealed": True, "area": self.area}

    @classmethod
    def from_marker(cls, marker: Mapping[str, Any]) -> Words:
        postcode = cls()
        postcode.area = str(marker.get("area", ""))
        return postcode


def passages_in(value: object, path: str = "") -> dict[str, Words]:
    """Every passage that can be read, by its path: `advice.alternatives.0.why_not`."""
    return dict(_passages(value, path))


def words_in(value: object) -> dict[str, str]:
    """The same as plain text, as it is sealed."""
    return {path: str(words) for path, words in _passages(value, "")}


def _passages(value: object, path: str) -> Iterator[tuple[str, Words]]:
    if isinstance(value, Words):
        if value:
            yield path, value
        return
    for key, child in _children(value):
        if type(child) not in _WITHOUT_PASSAGES:
            yield from _passages(child, f"{path}.{key}" if path else str(key))


_WITHOUT_PASSAGES = frozenset({type(None), str, bool, int, float, date, time, datetime, UUID})
"""What most fields hold: passed over before anything is made for it."""


def _children(value: object) -> Iterable[tuple[Any, object]]:
    if isinstance(value, BaseModel):
        return value.__dict__.items()
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, tuple | list) else ()


def facts_in(value: object) -> Any:
    """The value as JSON would hold it, with markers in place of words."""
    if isinstance(value, Words):
        return value.marker()
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    if isinstance(value, Mapping):
        return {key: facts_in(child) for key, child in value.items()}
    if isinstance(value, tuple | list):
        return [facts_in(child) for child in value]
    return value


def with_words(facts: Any, words: Mapping[str, str], path: str = "") -> Any:
    """The facts with their words back in place; a marker stays where there are none."""
    if _is_marker(facts):
        return words.get(path, facts)
    if isinstance(facts, dict):
        return {key: with_words(child, words, f"{path}.{key}" if path else key) for key, child in facts.items()}
    if isinstance(facts, list):
        return [with_words(child, words, f"{path}.{index}" if path else str(index)) for index, child in enumerate(facts)]
    return facts


def erased(facts: Any) -> Any:
    """The facts when the key of their words was destroyed; a fact that stayed behind in a marker stays."""
    if _is_marker(facts):
        return {**{key: value for key, value in facts.items() if key != "sealed"}, "erased": True}
    if isinstance(facts, dict):
        return {key: erased(child) for key, child in facts.items()}
    if isinstance(facts, list):
        return [erased(child) for child in facts]
    return facts


def without_words(facts: Any) -> Any:
    """The facts for a reader who may not read words: nothing stands where they stood."""
    if isinstance(facts, dict):
        return {key: without_words(child) for key, child in facts.items() if not _is_marker(child)}
    if isinstance(facts, list):
        return [without_words(child) for child in facts]
    return facts


NEVER_GIVEN_OUT = frozenset({"born_on", "area"})
"""Kept as facts because terms and distances need them; answers show the age, and the postcode only to who may read words."""


def given_out(facts: Any) -> Any:
    """The facts as they may be given out: to programs, in lists, in rows."""
    if isinstance(facts, dict):
        return {name: given_out(fact) for name, fact in facts.items() if name not in NEVER_GIVEN_OUT}
    if isinstance(facts, list):
        return [given_out(fact) for fact in facts]
    return facts


def has_marker(value: object) -> bool:
    """Whether a marker of sealed or erased words stands anywhere in it."""
    if _is_marker(value):
        return True
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(has_marker(child) for child in children)


def _is_marker(value: object) -> bool:
    return isinstance(value, dict) and (value.get("sealed") is True or value.get("erased") is True)

"""The golden corpus: one example of every kind and schema number that ever existed, as its facts are stored.

It goes with the program, and is appended to, never edited: every line is chained to the one before it by its hash, so that a line
that was changed, dropped or moved shows. There are no words in it, only their markers; the jeugdige in it is fictional.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from pydantic import ValidationError

from domain.events import EVENTS, Corrected
from domain.words import STORED
from eventlog.schema.growth import NoUpcaster, upcast
from eventlog.schema.upcasters import TOLD_IN, UPCASTERS

_NOTHING = "0" * 64


class SchemaGap(Exception):
    """This program could not read everything that may stand in a log; the message says what is missing."""


class Example(NamedTuple):
    """The facts of one event, as JSON holds them."""

    event_type: str
    number: int
    facts: dict[str, Any]


def check() -> None:
    """Raises `SchemaGap` unless every kind has an example of each of its numbers, and every example reads as an event of today."""
    found = list(gaps(examples()))
    if found:
        raise SchemaGap(f"This program does not read all that was ever stored: {'; '.join(found)}. See eventlog/schema.")


def gaps(corpus: Sequence[Example]) -> Iterator[str]:
    """What is missing, one phrase each."""
    there = Counter((example.event_type, example.number) for example in corpus)
    for event_type, kind in EVENTS.items():
        for number in range(1, kind.schema_number + 1):
            if not there[event_type, number]:
                yield f"no example of {event_type}/{number}"
            if number < kind.schema_number and (event_type, number) not in UPCASTERS:
                yield f"no upcaster from {event_type}/{number}"
    for event_type, number in there:
        if event_type not in EVENTS or number > EVENTS[event_type].schema_number:
            yield f"{event_type}/{number} is in the corpus, and no kind of this program"
        elif there[event_type, number] > 1:
            yield f"two examples of {event_type}/{number}"
    yield from _unread(corpus)
    yield from _untold()


def _unread(corpus: Iterable[Example]) -> Iterator[str]:
    for event_type, number, facts in corpus:
        kind = EVENTS.get(event_type)
        if kind is None or number > kind.schema_number:
            continue
        try:
            kind.model_validate_json(json.dumps(upcast(event_type, number, facts)), context=STORED)
        except NoUpcaster:
            continue
        except ValidationError as error:
            fields = sorted({".".join(map(str, each["loc"])) or each["type"] for each in error.errors()})
            yield f"the example of {event_type}/{number} does not read as {event_type}/{kind.schema_number}: {fields}"


def _untold() -> Iterator[str]:
    """A correction of a kind whose number was raised must say in which number it is told."""
    if len(TOLD_IN) != Corrected.schema_number:
        yield f"TOLD_IN has {len(TOLD_IN)} lines, and corrected is at schema {Corrected.schema_number}"
    for event_type, kind in EVENTS.items():
        if kind is Corrected or kind.stream is not None:
            continue
        if TOLD_IN[-1].get(event_type, 1) != kind.schema_number:
            yield f"{event_type} was raised to {kind.schema_number}, and corrected was not raised with it (TOLD_IN)"


def examples() -> list[Example]:
    """The corpus that goes with this program. Raises `SchemaGap` when it was edited."""
    return read((files("eventlog.schema") / "corpus.jsonl").read_text(encoding="utf-8"))


def read(text: str) -> list[Example]:
    """Raises `SchemaGap` at the first line that is not chained to those before it."""
    found, chain = [], _NOTHING
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            held = json.loads(line)
            example = Example(held["type"], held["schema"], held["facts"])
            chain = _chained(chain, example)
            intact = line == _line(example, chain)
        except (ValueError, KeyError, TypeError):
            intact = False
        if not intact:
            raise SchemaGap(f"Line {number} of the golden corpus was edited: it is appended to, and never changed.")
        found.append(example)
    return found


def with_next(text: str, new: Iterable[Example]) -> str:
    """The corpus with those examples appended."""
    chain = head(text)
    lines = []
    for example in new:
        chain = _chained(chain, example)
        lines.append(_line(example, chain) + "\n")
    return text + "".join(lines)


def head(text: str) -> str:
    """The hash of the last line, which covers all lines before it."""
    lines = text.splitlines()
    return str(json.loads(lines[-1])["chain"]) if lines else _NOTHING


def _chained(before: str, example: Example) -> str:
    return sha256(f"{before}\n{_json(list(example))}".encode()).hexdigest()


def _line(example: Example, chain: str) -> str:
    return _json({"type": example.event_type, "schema": example.number, "facts": example.facts, "chain": chain})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

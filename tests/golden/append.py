"""Appends what the golden corpus lacks: an example of every kind of event at its present schema number.

Run by hand, from the project's directory, when a kind was added or its number raised: `python -m tests.golden.append`. The
examples are those of the OpenAPI document, as they are stored after judging, and of kinds with a stream of their own those of
`tests.golden.register`, `tests.golden.governance`, `tests.golden.erasure` and `tests.golden.delivery`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import eventlog.schema
from domain.events import Event
from eventlog.schema.corpus import Example, gaps, head, read, with_next
from tests.api.test_examples import told
from tests.golden.delivery import DELIVERY
from tests.golden.erasure import ERASURE
from tests.golden.governance import GOVERNANCE
from tests.golden.register import REGISTER
from tests.simulation.told import register

CORPUS = Path(eventlog.schema.__file__).with_name("corpus.jsonl")


def lacking(corpus: list[Example]) -> Iterator[Example]:
    """Examples of today's kinds that the corpus does not hold yet, those of streams of their own first."""
    there = {(example.event_type, example.number) for example in corpus}
    for event in (*REGISTER, *GOVERNANCE, *ERASURE, *DELIVERY, *_told()):
        name = event.event_type, event.schema_number
        if name not in there:
            there.add(name)
            yield Example(*name, json.loads(event.model_dump_json(exclude_none=True)))


def _told() -> list[Event]:
    """The story of the OpenAPI document as it is stored, for each kind the event that says most; kinds in order of their names."""
    events = [judgement.recorded.event for judgement in told(register())]
    return sorted(events, key=lambda event: (event.event_type, -len(event.model_dump_json(exclude_none=True))))


def main() -> None:
    text = CORPUS.read_text(encoding="utf-8")
    corpus = read(text)
    new = list(lacking(corpus))
    CORPUS.write_text(with_next(text, new), encoding="utf-8")
    for example in new:
        print(f"{example.event_type}/{example.number}")
    print(f"{len(corpus)} examples before, {len(new)} appended; the last line's hash is {head(CORPUS.read_text(encoding='utf-8'))}.")
    for gap in gaps(read(CORPUS.read_text(encoding="utf-8"))):
        print(f"still to do: {gap}")


if __name__ == "__main__":
    main()

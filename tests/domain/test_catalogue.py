"""What can be recorded, judged and due says in its docstring what it is called, what it comes from, and who may record it."""

import re
import sys
from collections.abc import Iterator
from inspect import getdoc, isfunction

import pytest

from domain.codes import Role
from domain.deadlines import deadline_kinds
from domain.events import EVENTS, Event
from domain.rules import rules
from jeugdspoor.sources import sources_in

ENGLISH = frozenset({"a", "and", "are", "by", "for", "from", "has", "not", "or", "that", "the", "this", "to", "who", "with"})
"""Words that no Dutch term has."""

AGREED = "Afspraak"
"""What comes from no source but what people agreed on in this trajectory."""

KINDS = pytest.mark.parametrize("kind", EVENTS.values(), ids=EVENTS)


def described(kind: type[Event]) -> str:
    """Its own docstring, not one that it inherits."""
    return kind.__dict__.get("__doc__") or ""


@KINDS
def test_every_kind_of_event_begins_with_its_dutch_term(kind: type[Event]) -> None:
    term = re.split(r"(?<=.)\s*[(:;,.]", described(kind).splitlines()[0], maxsplit=1)[0]

    assert re.match(r"[A-ZÀ-Ý(]|iJw", term)
    assert not ENGLISH & set(re.findall(r"\w+", term.lower()))


@KINDS
def test_every_kind_of_event_names_the_article_or_the_standard_that_it_comes_from(kind: type[Event]) -> None:
    assert sources_in(described(kind))


@KINDS
def test_every_kind_of_event_says_once_and_at_the_end_who_may_record_it(kind: type[Event]) -> None:
    told = re.findall(r"^Recorded by: (.*)\.$", described(kind), re.MULTILINE)

    assert told == [", ".join(sorted(kind.recorded_by)) or "the system itself"]
    assert described(kind).endswith(f"\n\nRecorded by: {told[0]}.")


def test_the_procesregisseur_may_record_every_kind_of_a_trajectory_that_anybody_may() -> None:
    of_a_trajectory = [kind for kind in EVENTS.values() if kind.stream is None and kind.recorded_by]

    assert [kind.event_type for kind in of_a_trajectory if Role.PROCESREGISSEUR not in kind.recorded_by] == []


def test_a_docstring_without_a_source_is_refused() -> None:
    for docstring in ("Plek gezocht.", "Plek gezocht (door de aanbieder).", "Plek gezocht, zoals de Jeugdwet vraagt."):
        with pytest.raises(ValueError, match="is named: Plek gezocht"):
            sources_in(docstring)


def test_a_source_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="no source: ergens in hoofdstuk 6"):
        sources_in("Verlof verleend (Jeugdwet 6.4.1; ergens in hoofdstuk 6).")


def last_lines(room: str) -> Iterator[str]:
    """Of the docstring of every function in the modules of a package."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{room}."):
            yield from ((getdoc(each) or "").rpartition("\n")[2] for each in vars(module).values() if isfunction(each))


@pytest.mark.parametrize(
    ("room", "articles"),
    [
        ("domain.rules", [rule.article for rule in rules()]),
        ("domain.deadlines", [article for article, _ in deadline_kinds().values()]),
    ],
)
def test_every_rule_and_every_deadline_says_which_article_it_rests_on(room: str, articles: list[str]) -> None:
    said = set(last_lines(room))

    assert [article for article in articles if f"Source: {article}." not in said] == []
    assert all(sources_in(f"({article})") for article in articles if article != AGREED)

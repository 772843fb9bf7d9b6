"""Rules of law and policy: each a function from a trajectory to stretches of days on which it is not met.

@rule("L1", "law", "Jeugdwet 6.1.2")
def closed_nights_have_a_title(trajectory):
    for nights in uncovered_nights(trajectory):
        yield Found(nights.since, nights.until, "Nacht in een gesloten accommodatie zonder lopende titel.")
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.spans import Span, joined, without
from domain.trajectory import Trajectory

Kind = Literal["law", "policy"]


@dataclass(frozen=True, slots=True)
class Found:
    """Days on which a rule is not met.

    `about` names the thing, where a rule can occur more than once; `article` where the term stands elsewhere than the rule does.
    """

    since: date
    until: date | None
    message: str
    about: str | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is not met from `since` up to, and not including, `until`.

    It says that a term passed, never that something is unlawful: that is for a judge.
    """

    rule: str
    kind: Kind
    article: str
    since: date
    until: date | None
    message: str
    about: str | None = None

    @property
    def days(self) -> Span:
        return Span(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its source, and the days between which it holds."""

    id: str
    kind: Kind
    article: str
    holds: Span
    find: Callable[[Trajectory], Iterable[Found]]

    def findings(self, trajectory: Trajectory) -> Iterator[Finding]:
        for found in self.find(trajectory):
            days = Span(found.since, found.until) & self.holds
            if not days.is_empty:
                yield Finding(self.id, self.kind, found.article or self.article, days.since, days.until, found.message, found.about)


_RULES: dict[str, Rule] = {}


def rule(
    rule_id: str,
    kind: Kind,
    article: str,
    *,
    since: date = date(2015, 1, 1),
    until: date | None = None,
) -> Callable[[Callable[[Trajectory], Iterable[Found]]], Callable[[Trajectory], Iterable[Found]]]:
    """Registers a rule; it holds from `since` (default: the Jeugdwet's first day) up to, and not including, `until`."""

    def register(find: Callable[[Trajectory], Iterable[Found]]) -> Callable[[Trajectory], Iterable[Found]]:
        if rule_id in _RULES:
            raise ValueError(f"Two rules are called {rule_id}.")
        _RULES[rule_id] = Rule(rule_id, kind, article, Span(since, until), find)
        return find

    return register


def rules() -> tuple[Rule, ...]:
    return tuple(_RULES.values())


def findings(trajectory: Trajectory) -> tuple[Finding, ...]:
    """Every finding of every rule, past, present and to come, in order of the day it starts."""
    return tuple(sorted((f for r in _RULES.values() for f in r.findings(trajectory)), key=lambda f: (f.since, f.rule, f.about or "")))


def added(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """What stands in `after` on days on which the same rule about the same thing did not stand in `before`."""
    known: dict[tuple[str, str | None], list[Span]] = {}
    for finding in before:
        known.setdefault((finding.rule, finding.about), []).append(finding.days)
    new: list[Finding] = []
    for finding in after:
        for days in without([finding.days], joined(known.get((finding.rule, finding.about), ()))):
            new.append(Finding(finding.rule, finding.kind, finding.article, days.since, days.until, finding.message, finding.about))
    return tuple(new)

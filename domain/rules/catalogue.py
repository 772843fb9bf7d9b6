"""Rules of law and policy: each a function from a trajectory to stretches of days on which it is not met.

@rule("L1", "law", "Jeugdwet 6.1.2")
def closed_nights_have_a_title(trajectory):
    for nights in uncovered_nights(trajectory):
        yield Found(nights.since, nights.until, "Nacht in een gesloten accommodatie zonder lopende titel.")
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from inspect import cleandoc
from typing import Literal

from domain.calendar import earlier
from domain.since import JEUGDWET
from domain.spans import Span, without
from domain.trajectory import Derived, Trajectory, derived, gathered, touched
from domain.values import dataclass, replace

Kind = Literal["law", "policy"]


@dataclass(frozen=True, slots=True)
class Found:
    """Days on which a rule is not met; none, if it ends before it begins: then nothing is found.

    `about` names the thing, where a rule can occur more than once; `article` where the term stands elsewhere than the rule does.
    `absence`: nothing that is recorded contradicts the rule, but something that it asks is not recorded, or not yet. It is a signal,
    and stops nobody. `tells_place`: it says something of the place of the stay that it is about, which can be secret (`domain.secrecy`).
    """

    since: date
    until: date | None
    message: str
    about: str | None = None
    article: str | None = None
    absence: bool = False
    tells_place: bool = False


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
    absence: bool = False
    tells_place: bool = False

    @property
    def stops(self) -> bool:
        """Whether it stops a recording that adds it, on its days: law that is contradicted, not policy, nor what is only missing."""
        return self.kind == "law" and not self.absence

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


Find = Callable[[Trajectory], Iterable[Found]]

_RULES: dict[str, Rule] = {}

_FINDINGS: dict[str, Derived[tuple[Finding, ...]]] = {}
"""What each rule finds, by the name under which it is remembered."""


def rule(
    rule_id: str,
    kind: Kind,
    article: str,
    *,
    since: date = JEUGDWET,
    until: date | None = None,
) -> Callable[[Find], Find]:
    """Registers a rule; it holds from `since` (default: the Jeugdwet's first day) up to, and not including, `until`.

    The last line of its docstring is made from `article`, which is written nowhere else.
    """
    holds, name = Span(since, until), f"rule {rule_id}"

    def register(find: Find) -> Find:
        if rule_id in _RULES:
            raise ValueError(f"Two rules are called {rule_id}.")

        def findings(trajectory: Trajectory) -> tuple[Finding, ...]:
            held: list[Finding] = []
            for found in find(trajectory):
                begins, ends = max(found.since, since), earlier(found.until, until)
                if ends is None or begins < ends:
                    named = found.article or article
                    said = found.message, found.about, found.absence, found.tells_place
                    held.append(Finding(rule_id, kind, named, begins, ends, *said))
            return tuple(held)

        find.__doc__ = f"{cleandoc(find.__doc__ or '')}\n\nSource: {article}."
        _RULES[rule_id] = Rule(rule_id, kind, article, holds)
        _FINDINGS[name] = Derived(name, findings)
        return find

    return register


def rules() -> tuple[Rule, ...]:
    return tuple(_RULES.values())


@derived
def findings(trajectory: Trajectory) -> tuple[Finding, ...]:
    """Every finding of every rule, past, present and to come, in order of the day it starts."""
    return _in_order([finding for of_rule in gathered(trajectory, _FINDINGS.values()) for finding in of_rule])


def _in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda finding: (finding.since, finding.rule, finding.about or "")))


def added(before: Trajectory, after: Trajectory) -> tuple[Finding, ...]:
    """What is found in `after` on days on which the same rule about the same thing was not met in `before`."""
    return _in_order(finding for found, of_rule in touched(_FINDINGS, before, after) for finding in _added(found, of_rule))


def _added(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> Iterator[Finding]:
    """Of one rule."""
    known: dict[str | None, list[Span]] = {}
    for finding in before:
        known.setdefault(finding.about, []).append(finding.days)
    for finding in after:
        for days in without([finding.days], known.get(finding.about, ())):
            yield replace(finding, since=days.since, until=days.until)

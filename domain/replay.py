"""Replay: a history step by step, in the order of recording; and what was learned between two readings of it.

The state after the step at a position is the state at that position (`History.as_of`): a replay is no other reading of a history.
"""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any, TypeVar

from domain.deadlines import Deadline, deadlines
from domain.envelope import Recorded
from domain.history import History
from domain.rules import Finding, findings
from domain.trajectory import Trajectory
from domain.values import dataclass, replace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Learned:
    """What is found and due, as whole intervals, in one reading and not in the other."""

    findings_added: tuple[Finding, ...]
    findings_gone: tuple[Finding, ...]
    deadlines_added: tuple[Deadline, ...]
    deadlines_gone: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One recording: what was known just before it, None at the opening, and from then on."""

    recorded: Recorded
    before: History | None
    after: History
    learned: Learned

    @property
    def days_late(self) -> int:
        """Days from when it happened, as it was recorded then, to the local day of recording."""
        return (self.recorded.recorded_on - self.recorded.event.occurred_on).days


def replay(history: History, first: int = 1) -> Iterator[Step]:
    """The steps from that version on. A state takes over what was worked out from the one before: ask one step after the other."""
    before = History(history.recorded[: first - 1]) if first > 1 else None
    for recorded in history.recorded[first - 1 :]:
        after = before.with_next(recorded) if before else History((recorded,))
        yield Step(recorded, before, after, learned(before, after))
        before = after


def learned(before: History | None, after: History | None) -> Learned:
    """From one reading to the other; None is before anything was known."""
    found, found_then = _worked_out(findings, after), _worked_out(findings, before)
    due, due_then = _worked_out(deadlines, after), _worked_out(deadlines, before)
    return Learned(
        _only_in(found, found_then, _SAID, _RULE),
        _only_in(found_then, found, _SAID, _RULE),
        tuple(map(as_far_as_asked_for, _only_in(due, due_then, as_far_as_asked_for, _KIND))),
        tuple(map(as_far_as_asked_for, _only_in(due_then, due, as_far_as_asked_for, _KIND))),
    )


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """What differs between two objects as JSON has them: the dotted path of each field, its value before and after.

    Only what both have is looked into; what one has alone differs as a whole. Null is what a field is without a value, and what is not
    there at all.

    >>> list(changes({"age": 15, "stay": {"setting": "gesloten", "until": None}}, {"age": 16, "stay": {"setting": "leefhuis"}}))
    [('age', 15, 16), ('stay.setting', 'gesloten', 'leefhuis')]
    """
    for name in (*before, *(each for each in after if each not in before)):
        was, became = before.get(name), after.get(name)
        if was == became:
            continue
        if isinstance(was, Mapping) and isinstance(became, Mapping):
            yield from ((f"{name}.{path}", *values) for path, *values in changes(was, became))
        else:
            yield name, was, became


def _worked_out(work_out: Callable[[Trajectory], tuple[T, ...]], history: History | None) -> tuple[T, ...]:
    return work_out(history.trajectory) if history else ()


_SAID = attrgetter("rule", "kind", "article", "since", "until", "message", "about")
"""All of a finding that anybody is told."""

_RULE, _KIND = attrgetter("rule"), attrgetter("kind")


def as_far_as_asked_for(deadline: Deadline) -> Deadline:
    """Of what was met, without the day from which nobody would have asked for it any more: it is not learned anew when, years later, the
    trajectory is closed."""
    if deadline.met_on is not None and deadline.over_on is not None and deadline.met_on < deadline.over_on:
        return replace(deadline, over_on=None)
    return deadline


def _only_in(some: tuple[T, ...], others: tuple[T, ...], told: Callable[[T], Any], sort: Callable[[T], str]) -> tuple[T, ...]:
    """Those of which nothing in `others` tells the same, in the order of `some`. Only what is of one sort can tell the same.

    Most stands in both as the very same object, and is compared no further.
    """
    if some is others:
        return ()
    shared = set(map(id, others))
    rest = [each for each in some if id(each) not in shared]
    sorts = set(map(sort, rest))
    known = {told(each) for each in others if sort(each) in sorts}
    return tuple(each for each in rest if told(each) not in known)

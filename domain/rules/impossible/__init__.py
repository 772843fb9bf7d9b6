"""The impossible: what cannot have happened as it is recorded. It is refused; everything else is recordable.

Each rule looks at one event against the state before it. A proposal is refused if, and only if, it adds an
impossibility to the effective history, at whichever event that shows.
"""

from collections.abc import Callable, Iterator

from domain.history import History
from domain.region import Region
from domain.rules.impossible.codes import impossible_codes
from domain.rules.impossible.dates import impossible_dates
from domain.rules.impossible.order import impossible_order
from domain.rules.impossible.targets import impossible_targets
from domain.rules.impossible.view import Impossibility, View

__all__ = ["Impossibility", "impossibilities", "made_impossible"]

_RULES: tuple[Callable[[View], Iterator[Impossibility]], ...] = (impossible_dates, impossible_codes, impossible_order)


def impossibilities(history: History, region: Region) -> list[Impossibility]:
    """Everything impossible in a history, event by event in the order in which they happened."""
    targets = [impossibility for recorded in history.recorded for impossibility in impossible_targets(history, recorded)]
    return [*targets, *_impossible_from(0, history, region)]


def made_impossible(before: History, after: History, region: Region) -> frozenset[Impossibility]:
    """What the last event of `after` adds to `before`: itself, or another event that it comes before or reads anew."""
    recorded = after.recorded[-1]
    index = after.changed_from
    if index is None:
        return frozenset(impossibilities(after, region)) - frozenset(impossibilities(before, region))
    added = frozenset([*impossible_targets(after, recorded), *_impossible_from(index, after, region)])
    return added - frozenset(_impossible_from(index, before, region)) if added else added


def _impossible_from(index: int, history: History, region: Region) -> Iterator[Impossibility]:
    for place, recorded in enumerate(history.effective[index:], start=index):
        yield from _seen(View(recorded, history.before(place), history, region))


def _seen(view: View) -> Iterator[Impossibility]:
    for rule in _RULES:
        yield from rule(view)

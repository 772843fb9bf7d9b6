"""The impossible: what cannot have happened as it is recorded. It is refused; everything else is recordable.

Each rule looks at one event against the state before it. A proposal is refused if, and only if, it adds an
impossibility to the effective history, at whichever event that shows.
"""

from collections.abc import Callable, Iterator

from domain.fold import evolve, opened
from domain.history import History
from domain.region import Region
from domain.rules.impossible.codes import impossible_codes
from domain.rules.impossible.dates import impossible_dates
from domain.rules.impossible.order import impossible_order
from domain.rules.impossible.targets import impossible_targets
from domain.rules.impossible.view import Impossibility, View

__all__ = ["Impossibility", "impossibilities", "impossible_as_last"]

_RULES: tuple[Callable[[View], Iterator[Impossibility]], ...] = (impossible_dates, impossible_codes, impossible_order)


def impossibilities(history: History, region: Region) -> list[Impossibility]:
    """Everything impossible in a history, event by event in the order in which they happened."""
    found = [impossibility for recorded in history.recorded for impossibility in impossible_targets(history, recorded)]
    state = opened(next(recorded for recorded in history.effective if recorded.version == 1))
    for recorded in history.effective:
        found.extend(_seen(View(recorded, state, history, region)))
        state = evolve(state, recorded)
    return found


def impossible_as_last(before: History, after: History, region: Region) -> list[Impossibility]:
    """What the last event of `after` adds, when it follows on everything in `before` (`History.is_followed_by`)."""
    recorded = after.recorded[-1]
    return [*impossible_targets(after, recorded), *_seen(View(recorded, before.trajectory, after, region))]


def _seen(view: View) -> Iterator[Impossibility]:
    for rule in _RULES:
        yield from rule(view)

"""The impossible: what cannot have happened as it is recorded. It is refused; everything else is recordable.

Each rule looks at one event against the state before it. A proposal is refused if, and only if, it adds an
impossibility to the effective history, at whichever event that shows.
"""

from collections.abc import Callable, Iterator

from domain.envelope import Recorded
from domain.fold import evolve, opened
from domain.history import History
from domain.region import Region
from domain.rules.impossible.codes import impossible_codes
from domain.rules.impossible.dates import impossible_dates
from domain.rules.impossible.order import impossible_order
from domain.rules.impossible.targets import impossible_targets
from domain.rules.impossible.view import Impossibility, View

__all__ = ["Impossibility", "impossibilities"]

_RULES: tuple[Callable[[View], Iterator[Impossibility]], ...] = (impossible_dates, impossible_codes, impossible_order)


def impossibilities(history: History, region: Region) -> list[Impossibility]:
    """Everything impossible in a history, event by event in the order in which they happened."""
    found = list(impossible_targets(history))
    state = opened(_opening(history))
    for recorded in history.effective:
        view = View(recorded, state, history, region)
        for rule in _RULES:
            found.extend(rule(view))
        state = evolve(state, recorded)
    return found


def _opening(history: History) -> Recorded:
    return next(recorded for recorded in history.effective if recorded.version == 1)

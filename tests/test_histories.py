"""The histories that properties are tested with reach everything that can be recorded."""

from itertools import product

from hypothesis import HealthCheck, given, seed, settings

from domain.events import EVENTS
from domain.history import History
from tests.histories import THEMES, histories

ROUNDS = 30
"""A few are enough; what needs more than these is too rare to test anything with."""


def test_every_kind_of_event_is_told_and_some_are_recorded_despite_a_finding() -> None:
    missing = {name for name, kind in EVENTS.items() if kind.stream is None and kind.recorded_by}
    despite = 0

    def tell_of(theme: str, number: int) -> None:
        # Always the same examples: this asks what the strategy reaches, not what chance brings today.
        @seed(number)
        @settings(max_examples=10, database=None, deadline=None, suppress_health_check=list(HealthCheck))
        @given(histories(max_events=40, themes=(theme,)))
        def tell(history: History) -> None:
            nonlocal despite
            missing.difference_update(recorded.event.event_type for recorded in history.recorded)
            despite += sum(recorded.envelope.despite is not None for recorded in history.recorded)

        tell()

    for number, theme in product(range(ROUNDS), THEMES):
        if missing:
            tell_of(theme, number)

    assert not missing
    assert despite > 0

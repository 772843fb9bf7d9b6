"""The histories that properties are tested with reach everything that can be recorded."""

from hypothesis import HealthCheck, given, settings

from domain.events import EVENTS, RegisterEvent
from domain.history import History
from tests.histories import histories


def test_every_kind_of_event_is_told_and_some_are_recorded_despite_a_finding() -> None:
    kinds: set[str] = set()
    despite = 0

    # Always the same examples: this asks what the strategy reaches, not what chance brings today.
    @settings(max_examples=250, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(histories(max_events=40))
    def tell(history: History) -> None:
        nonlocal despite
        kinds.update(recorded.event.event_type for recorded in history.recorded)
        despite += sum(recorded.envelope.despite is not None for recorded in history.recorded)

    tell()

    assert kinds == {name for name, kind in EVENTS.items() if not issubclass(kind, RegisterEvent)}
    assert despite > 0

"""Words are looked for only in what has a marker of them: so all that has words must have one."""

import pytest

from domain.words import MARKED, words_in
from eventlog.mapper import facts_together
from tests.api.test_examples import told
from tests.simulation.told import register

WITH_WORDS = [each for judgement in told(register()) if words_in({"envelope": (each := judgement.recorded).envelope, "event": each.event})]


@pytest.mark.parametrize("recorded", WITH_WORDS, ids=lambda recorded: f"{recorded.version}-{recorded.event.event_type}")
def test_the_facts_of_what_has_words_have_a_marker(recorded) -> None:  # type: ignore[no-untyped-def]
    assert MARKED in facts_together(recorded.envelope, recorded.event)

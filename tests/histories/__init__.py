"""Histories that Hypothesis builds through the rules: anything that could have been recorded, orderly or not.

Every event is proposed at some day, judged by the domain as a user's would be, and kept if it is recordable. What is proposed is
guided by the state, so that much of it fits, and left to chance, so that some of it is odd: late, corrected, voided, annulled,
recorded despite a finding.

>>> @given(histories())
... def test_something(history): ...

What can be proposed is told by chapter: add a kind of event to the file of its subject.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from domain.envelope import Recorded
from domain.history import History
from tests.histories.region import ORGANISATIONS, REGION
from tests.histories.story import THEMES, Story
from tests.histories.told import tell, told

__all__ = ["ORGANISATIONS", "REGION", "THEMES", "histories", "logs", "tell", "told"]


@st.composite
def histories(draw: DrawFn, max_events: int = 16, themes: Sequence[str] = ()) -> History:
    """The history of one trajectory, with positions that leave room for others' events in between. Its themes, unless given, are drawn."""
    story = Story(draw, themes=themes)
    for _ in range(draw(st.integers(0, max_events - 1))):
        story.go_on()
    return History(tuple(story.recorded))


@st.composite
def logs(draw: DrawFn, trajectories: int = 4, max_events: int = 24) -> list[Recorded]:
    """Several trajectories recorded in turns, as a log holds them: positions from 1, moments strictly increasing."""
    stories = [Story(draw, number) for number in range(draw(st.integers(1, trajectories)))]
    for _ in range(draw(st.integers(0, max_events - len(stories)))):
        draw(st.sampled_from(stories)).go_on()
    merged = sorted((recorded for story in stories for recorded in story.recorded), key=lambda each: (each.recorded_at, each.trajectory_id))
    return [
        replace(recorded, position=position, recorded_at=recorded.recorded_at + timedelta(microseconds=position))
        for position, recorded in enumerate(merged, start=1)
    ]

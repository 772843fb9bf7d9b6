"""Examples for the OpenAPI document: one fictional trajectory, in which every kind of event occurs.

Each body is accepted where it stands: the first opens the trajectory, the next is its version 2, and so on. What a later one
refers to (`target_version`, `title_id`, `plan_id` and the like) is that of the earlier one.
"""

from typing import Any

from api.examples.arrival import ARRIVAL
from api.examples.ending import ENDING
from api.examples.example import Example
from api.examples.inside import INSIDE
from api.examples.outside import OUTSIDE
from domain.events import Event

__all__ = ["STORY", "Example", "examples_of"]

STORY: tuple[Example, ...] = (*ARRIVAL, *INSIDE, *OUTSIDE, *ENDING)


def examples_of(kind: type[Event]) -> dict[str, dict[str, Any]]:
    """The examples of one kind of event, as the OpenAPI document holds them."""
    told = [example for example in STORY if example.event_type == kind.event_type]
    return {str(number): {"summary": example.summary, "value": dict(example.body)} for number, example in enumerate(told, start=1)}

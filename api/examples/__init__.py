"""Examples for the OpenAPI document: one fictional trajectory, in which every kind of event occurs.

Each body is accepted where it stands: the first opens the trajectory, the next is its version 2, and so on. What a later one
refers to (`target_version`, `title_id`, `plan_id` and the like) is that of the earlier one. What only today can bring is of today.
"""

from datetime import date
from typing import Any

from api.examples.arrival import ARRIVAL
from api.examples.ending import ENDING
from api.examples.example import Example
from api.examples.inside import INSIDE
from api.examples.outside import OUTSIDE
from domain.events import Event

__all__ = ["STORY", "Example", "body_on", "examples_of"]

STORY: tuple[Example, ...] = (*ARRIVAL, *INSIDE, *OUTSIDE, *ENDING)


ON_THE_DAY_ITSELF = frozenset({"glass-broken", "glass-reviewed"})
"""What is taken by recording it, and what comes after that: accepted only with the day on which it is sent."""


def body_on(example: Example, day: date) -> dict[str, Any]:
    """As it is accepted on that day."""
    return {**example.body, **({"occurred_on": day.isoformat()} if example.event_type in ON_THE_DAY_ITSELF else {})}


def examples_of(kind: type[Event], day: date | None = None) -> dict[str, dict[str, Any]]:
    """The examples of one kind of event, as the OpenAPI document holds them; `day`: that on which they are shown."""
    told = [example for example in STORY if example.event_type == kind.event_type]
    bodies = [body_on(example, day) if day else dict(example.body) for example in told]
    return {
        str(n): {"summary": example.summary, "value": body} for n, (example, body) in enumerate(zip(told, bodies, strict=True), start=1)
    }

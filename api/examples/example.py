"""One example."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Example:
    """One body, for one kind of event."""

    event_type: str
    summary: str
    body: Mapping[str, Any]

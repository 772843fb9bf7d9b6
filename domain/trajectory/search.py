"""The search for a place."""

from datetime import date

from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """A provider that was asked for a place, by somebody else, on a day. `version`: which recording asked; `declined_on`: if it came to
    nothing by that provider, or of it."""

    version: int
    provider: str
    asked_on: date
    declined_on: date | None = None

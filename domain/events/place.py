"""What a code meant when an event was judged: copied into the event, so that a later register changes no judgement."""

from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from domain.calendar import Day
from domain.codes import Setting
from domain.events.base import Municipality, Shape, TellsPlace
from domain.words import STORED

Merged = Annotated[tuple[Municipality, ...], Field(strict=False)]
"""Codes of municipalities. What is looked at before it is read (`_only_from_the_log`) has a list for them."""


class PlaceThen(Shape):
    """A location as the register had it on the day; latitude and longitude in degrees (WGS84)."""

    setting: Setting
    municipality: Municipality
    capacity: int
    registered: bool
    registered_until: Annotated[Day | None, Field(description="From which later day it is not, as far as was known by then.")] = None
    in_region: bool
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    merged: Merged | None = None
    """Those that had become part of the municipality by that day."""

    def lies_in(self, municipality: str) -> bool:
        """Whether it lies in that municipality, or in the one that it became part of."""
        return municipality == self.municipality or municipality in (self.merged or ())


def _only_from_the_log(value: object, info: ValidationInfo) -> object:
    if info.context is not STORED:
        raise PydanticCustomError("extra_forbidden", "Extra inputs are not permitted")
    return value


PlaceOnRecord = Annotated[SkipJsonSchema[PlaceThen | None], BeforeValidator(_only_from_the_log), TellsPlace()]
"""Filled in when the event is judged (`domain.judging.completed`); nobody sends it."""

MergedOnRecord = Annotated[SkipJsonSchema[Merged | None], BeforeValidator(_only_from_the_log)]
"""The municipalities that had become part of the one that is named. Filled in as the place is."""

"""What every event has in common, and the one register of all kinds.

To add a kind of event, write a subclass of `Event` in its chapter: its name, who may record it, its fields
and its sentence. Route, form and storage follow from the class. Its docstring begins with the Dutch term, and
names between parentheses what it comes from: an article of law, a standard, an agreement of the region, or
else the practice.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import cache
from inspect import cleandoc
from typing import Annotated, Any, ClassVar, get_args
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic.fields import FieldInfo

from domain.calendar import Day
from domain.codes import Moment, Role

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$")]
"""A reference within the region: a location, a provider, an id."""

Name = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f]{1,200}$")]
"""One printable line."""

Assignment = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}$")]
"""Toewijzingsnummer of the iJw, by which start and stop are told."""

Municipality = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
"""CBS code of a municipality, four digits."""


def _local(clock: time) -> time:
    if clock.tzinfo is not None:
        raise ValueError("Give a local clock time, without offset.")
    return clock


Clock = Annotated[
    time,
    AfterValidator(_local),
    WithJsonSchema({"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$"}),
]
"""A local clock time. JSON Schema's own format for times asks for an offset."""


class Happened:
    """Marks a date that reports the past: it cannot lie after the day of recording."""


PastDay = Annotated[Day, Happened()]


class TellsPlace:
    """Marks what tells where the jeugdige is, or from what that can be known: left out where it is secret (`domain.secrecy`)."""


Place = Annotated[Code, TellsPlace()]
"""A provider or a location."""

PlaceName = Annotated[Name, TellsPlace()]
"""An organisation, or somebody who works for it, by name."""


class TellsFlag:
    """Marks what is kept secret, and for how long: for who records on the case (`domain.secrecy`)."""


class OfAnother:
    """Marks what is about another jeugdige."""


class Shape(BaseModel):
    """A part of an event: coded facts, and words."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False, serialize_by_alias=True)


EVENTS: dict[str, type["Event"]] = {}
"""Every kind by its name, the last part of its route."""


class Event(Shape):
    """Something that was true on `occurred_on`, a local date in Europe/Amsterdam."""

    event_type: ClassVar[str]
    """The stable name: route, stored type, and key of all tables about events."""

    schema_number: ClassVar[int] = 1
    """Raised, with an upcaster, when the fields change in a way that old records do not meet."""

    stream: ClassVar[UUID | None] = None
    """The stream of its own that it is recorded in; None: that of its trajectory."""

    recorded_by: ClassVar[frozenset[Role]]
    """Roles that may record it; the procesregisseur may record every kind of a trajectory's events.

    The docstring of a kind says it too, in its last line, which is made from this.
    """

    moment: ClassVar[Moment] = Moment.DECISION

    is_decision: ClassVar[bool] = False
    """Whether a court or committee can annul it."""

    opens_sight: ClassVar[bool] = False
    """Whether it is recorded by who does not see the trajectory yet, and so comes to see it."""

    confided: ClassVar[bool] = False
    """Whether its contents are for who recorded it, the jeugdige, and who examines by assignment; others see that it happened, and when."""

    outlives_the_trajectory: ClassVar[bool] = False
    """Whether it can still happen when the trajectory is closed, or the jeugdige has died."""

    opens: ClassVar[str | None] = None
    """The field that names what begins with it; a fresh id is filled in where it is left out."""

    occurred_on: PastDay
    occurred_at: Annotated[Clock | None, Field(description="A clock time, where the law counts hours.")] = None

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "event_type" in cls.__dict__:
            if cls.event_type in EVENTS:
                raise TypeError(f"Two classes are called {cls.event_type}.")
            EVENTS[cls.event_type] = cls
            cls.__doc__ = f"{cleandoc(cls.__doc__ or '')}\n\nRecorded by: {', '.join(sorted(cls.recorded_by)) or 'the system itself'}."

    def sentence(self) -> str:
        """What happened, in one Dutch sentence made from facts alone."""
        raise NotImplementedError

    def days_reported(self) -> Iterator[tuple[str, date]]:
        """Each date in it that reports the past, with its path."""
        yield from _days_reported(self, "")


def _days_reported(shape: BaseModel, path: str) -> Iterator[tuple[str, date]]:
    for name in _reporting_fields(type(shape)):
        value = getattr(shape, name)
        here = f"{path}.{name}" if path else name
        if isinstance(value, date):
            yield here, value
        elif isinstance(value, Shape):
            yield from _days_reported(value, here)


@cache
def _reporting_fields(shape: type[BaseModel]) -> tuple[str, ...]:
    """Fields that report the past, and those that may hold one that does."""
    return tuple(name for name, field in shape.model_fields.items() if _reports(field))


def _reports(field: FieldInfo) -> bool:
    return _has_mark(field, Happened) or any(True for _ in _shapes(field.annotation))


Marked = Mapping[str, "Marked | None"]
"""Fields by the name that they have in JSON: None where all of the field is meant, otherwise the fields within."""


@cache
def marked(shape: type[BaseModel], mark: type) -> Marked:
    """The fields that bear a mark, such as `TellsPlace`, and those that hold one which does."""
    found: dict[str, Marked | None] = {}
    for name, field in shape.model_fields.items():
        if _has_mark(field, mark):
            found[field.alias or name] = None
        elif within := {key: value for part in _shapes(field.annotation) for key, value in marked(part, mark).items()}:
            found[field.alias or name] = within
    return found


def _has_mark(field: FieldInfo, mark: type) -> bool:
    return any(isinstance(each, mark) for each in (*field.metadata, *_metadata(field.annotation)))


def _metadata(annotation: Any) -> Iterator[Any]:
    """What stands in an annotation, and in those of which it is made."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _metadata(part)


def _shapes(annotation: Any) -> Iterator[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for part in get_args(annotation):
        yield from _shapes(part)

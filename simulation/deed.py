"""What happens in a story: an event, and who will record it, how late and how sure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from domain.codes import Role
from domain.events import Event
from domain.words import Words


@dataclass(eq=False)
class Deed:
    """Something that happened.

    `by` is who records it; `organisation` is the provider's, if a provider does. `late_by` says that it was recorded on
    its own, so many days after it happened, while what happened later did not wait for it; otherwise the office records in
    order, with its ordinary lag. `despite` is the reason given if a finding of law stops it.
    """

    event: Event
    by: Role = Role.PROCESREGISSEUR
    organisation: str | None = None
    late_by: int | None = None
    despite: Words | None = None

    day: date = field(init=False)
    """When it happened, whatever the event is made to say of that."""

    def __post_init__(self) -> None:
        self.day = self.event.occurred_on

    def recorded_as(self, versions: "Versions") -> Event:
        """The event in the shape in which it is recorded."""
        return self.event


Versions = Callable[[Deed], int]
"""The version that a deed got when it was recorded."""


AT_THE_DESK = 1
"""Stands for a version that is known at the desk only."""


@dataclass(eq=False)
class Undoing(Deed):
    """A deed about another one: a correction, a voiding, an annulment. Its event's `target_version` is filled in at the desk."""

    target: Deed | None = None

    def recorded_as(self, versions: Versions) -> Event:
        assert self.target is not None
        return self.event.model_copy(update={"target_version": versions(self.target)})

"""What stands around an event: who recorded it, when, on whose behalf, from which source, despite what.

An `Event` says what happened; a `Recorded` says that it is in the log.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from domain.calendar import Day, amsterdam_day
from domain.codes import Certainty, Role
from domain.events.base import Code, Event, Name
from domain.values import dataclass
from domain.words import Words

RULE_SET = "2026-11"
"""Version of the rules by which an event was judged when it was recorded."""

RuleId = Annotated[str, StringConstraints(pattern=r"^[LP][1-9][0-9]?$")]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Actor(Part):
    """Who acts: the subject of a verified token, in one role, for one organisation; or who acts for a jeugdige, as his representative."""

    subject: Name
    role: Role
    organisation: Name
    representative: Literal[True] | None = None


class Source(Part):
    """Where an event came from: `manual`, `simulation`, `register`, or an import with its reference."""

    kind: Code
    ref: Name | None = None


class Despite(Part):
    """The findings of law that were seen and passed, and why."""

    rules: Annotated[tuple[RuleId, ...], Field(min_length=1, max_length=40)]
    reason: Words


class Circumstances(Part):
    """What the recorder may add to any event."""

    learned_on: Annotated[Day | None, Field(description="When it became known, if before it was recorded.")] = None
    certainty: Certainty | None = None
    on_behalf_of: Name | None = None
    correlation: Code | None = None
    despite: Despite | None = None


class Envelope(Circumstances):
    """Everything that is known of a recording but its content and its place in the log."""

    event_id: UUID
    actor: Actor
    source: Source
    causation: Code | None = None
    rule_set: Code = RULE_SET


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in the log: of one trajectory, at one position, known since one moment.

    `version` counts from 1 in its trajectory, `position` from 1 in the log; `recorded_at` has an offset.
    """

    trajectory_id: UUID
    version: int
    position: int
    recorded_at: datetime
    envelope: Envelope
    event: Event

    @property
    def recorded_on(self) -> date:
        """The local date on which it became known here."""
        return amsterdam_day(self.recorded_at)

    def is_by(self, role: Role, organisations: Collection[str]) -> bool:
        """Whether one of these organisations recorded it, in that role: who has another role in it did not."""
        by = self.envelope.actor
        return by.role is role and by.organisation in organisations

    def saying(self, event: Event) -> "Recorded":
        """The same recording with other content: how a correction reads."""
        return replace(self, event=event)

"""Correctie: three different things that are never mixed up, and that never edit the log.

`corrected`: it happened, but was recorded wrongly. `voided`: it never happened. `annulled`: it happened, and a court
or committee undid it.
"""

from typing import Annotated, Any

from pydantic import Field, ValidationInfo, field_serializer, field_validator, model_validator

from domain.calendar import Day
from domain.codes import AnnulledBy, Role
from domain.events.base import Code, Event
from domain.events.fields import in_dutch
from domain.words import STORED, Words, facts_in, has_marker

_WHO_RECORDS = frozenset({Role.PROCESREGISSEUR, Role.TEAM_SECRETARY, Role.PROVIDER, Role.GI})

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Corrected(Event):
    """Gecorrigeerd: the top-level fields of another event that read differently from now on; null removes one.

    What is recorded is accurate, and is rectified where it is not (AVG 5, first paragraph, d; 16).
    """

    event_type = "corrected"
    recorded_by = _WHO_RECORDS

    target_version: Version
    data: dict[str, Any]
    reason: Words

    @field_validator("data")
    @classmethod
    def _changes_something(cls, data: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        if not data:
            raise ValueError("Give at least one field that changes.")
        if info.context is not STORED and has_marker(data):
            raise ValueError("Give the words themselves.")
        return data

    @field_serializer("data")
    def _seal_apart(self, data: dict[str, Any]) -> Any:
        return facts_in(data)

    def sentence(self) -> str:
        changed = ", ".join(in_dutch(self.data))
        return f"Gebeurtenis {self.target_version} gecorrigeerd{f': {changed}' if changed else ''}."


class Voided(Event):
    """Ten onrechte vastgelegd: it never happened (AVG 5, first paragraph, d; 16)."""

    event_type = "voided"
    recorded_by = _WHO_RECORDS

    target_version: Version
    reason: Words

    def sentence(self) -> str:
        return f"Gebeurtenis {self.target_version} was ten onrechte vastgelegd."


class Annulled(Event):
    """Vervallen verklaard of vernietigd: it happened, and is undone in law from `effective_on`.

    By the kinderrechter (Jeugdwet 6.1.7), by the gerechtshof (Jeugdwet 6.1.12, seventh paragraph), by the klachtencommissie or the RSJ
    (Jeugdwet 6.5.1, fifth paragraph; 6.5.6).
    """

    event_type = "annulled"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR, Role.GI})

    target_version: Version
    by: AnnulledBy
    effective_on: Day | None = None
    left_on: Day | None = None
    revives_title_id: Code | None = None
    new_valid_until: Day | None = None
    case_number: Words | None = None

    @model_validator(mode="after")
    def _revives_something(self) -> "Annulled":
        if self.new_valid_until is not None and self.revives_title_id is None:
            raise ValueError("new_valid_until goes with revives_title_id.")
        return self

    def sentence(self) -> str:
        revived = "; een eerdere machtiging herleeft" if self.revives_title_id else ""
        return f"Gebeurtenis {self.target_version} ongedaan gemaakt door {self.by.label}{revived}."

"""Rights on the dossier that were exercised."""

from datetime import date, datetime
from typing import Literal

from domain.calendar import amsterdam_day
from domain.codes import AccessBy, RefusalGround, RestrictionGround
from domain.envelope import Actor
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class DossierRequest:
    """A request for inspection or destruction, and when and how it was answered."""

    request_id: str
    version: int
    kind: Literal["access", "destruction"]
    by: AccessBy
    asked_on: date
    answered_on: date | None = None
    answered_by: int | None = None
    """The version that says so."""
    refused_for: RefusalGround | None = None
    reasoned: bool = True
    """Whether the reasons of a refusal are recorded."""
    reconsidered_on: date | None = None
    """When another answer took the place of a refusal."""


@dataclass(frozen=True, slots=True)
class AccessGrant:
    """Inspection that was given: to whom, on which day, and who had asked for what it answers."""

    version: int
    given_on: date
    by: AccessBy
    asked_by: frozenset[AccessBy]
    in_part: bool = False
    withheld: frozenset[int] = frozenset()
    """Versions of which the words were left out."""

    @property
    def says_what(self) -> bool:
        """Whether it is known what was given."""
        return bool(self.withheld) or not self.in_part

    def gives(self, version: int) -> bool:
        """Whether the words of that version were given: those recorded before it, but for what was left out."""
        return self.says_what and version < self.version and version not in self.withheld


@dataclass(frozen=True, slots=True)
class GlassBreak:
    """Access that somebody took in an emergency: who, at which moment, and whether somebody else has looked into it.

    It is taken by recording it, whatever day was said: that opens the trajectory.
    """

    break_id: str
    version: int
    by: Actor
    at: datetime
    reviewed_on: date | None = None
    reviewed_by: int | None = None
    """The version that says so."""

    @property
    def taken_on(self) -> date:
        return amsterdam_day(self.at)


@dataclass(frozen=True, slots=True)
class LegalHold:
    """Something for which the dossier is to be kept, whoever asks for its destruction."""

    hold_id: str
    placed_on: date
    ground: RefusalGround
    lifted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Restriction:
    """Since when what is recorded is kept, and used for little else; until it is lifted."""

    restriction_id: str
    since: date
    ground: RestrictionGround
    lifted_on: date | None = None

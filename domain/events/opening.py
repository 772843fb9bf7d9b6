"""Opening a trajectory, and who and whose the jeugdige is."""

from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from domain.calendar import Day
from domain.codes import Gender, HomeBasis, NoBsnReason, Role
from domain.events.base import Event, Municipality, Name, Shape
from domain.events.place import MergedOnRecord
from domain.words import Postcode, Words

Reason = Annotated[Name, Field(description=f"Why there is no BSN: {', '.join(NoBsnReason)}, or another; never a name.")]


class Identity(Shape):
    """Persoonsgegevens (Jeugdwet 7.2): a BSN, or the reason why there is none.

    `born_on` and the first four characters of `postcode` stay facts, because terms and distances need them;
    they are never given out.
    """

    bsn: Words | None = None
    no_bsn_reason: Reason | None = None
    surname: Words
    given_names: Words
    born_on: Day
    postcode: Postcode | None = None
    house_number: Words | None = None

    @model_validator(mode="after")
    def _bsn_or_reason(self) -> "Identity":
        if (self.bsn is None) == (self.no_bsn_reason is None):
            raise ValueError("Give either bsn or no_bsn_reason.")
        return self


class TrajectoryOpened(Event):
    """Traject geopend: the first event of every trajectory.

    The college leads a jeugdige to the help that he needs (Jeugdwet 2.3, first paragraph; 7.4.0, first paragraph), and makes sure at the
    first contact who he is (Jeugdwet 7.2.2 to 7.2.4).
    """

    event_type = "trajectory-opened"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    home_municipality: Municipality
    gender: Gender
    identity: Identity

    def sentence(self) -> str:
        return f"Traject geopend voor de gemeente {self.home_municipality}."


class IdentityChanged(Event):
    """Persoonsgegevens gewijzigd: the fields that change. A `bsn` takes the place of a `no_bsn_reason`, and the reverse.

    Who he is has to be certain, and stay accurate (Jeugdwet 7.2.1 to 7.2.4; AVG 5, first paragraph, d).
    """

    event_type = "identity-changed"
    outlives_the_trajectory = True
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    bsn: Words | None = None
    no_bsn_reason: Reason | None = None
    surname: Words | None = None
    given_names: Words | None = None
    born_on: Day | None = None
    postcode: Postcode | None = None
    house_number: Words | None = None

    IDENTITY_FIELDS: ClassVar = tuple(Identity.model_fields)

    @model_validator(mode="after")
    def _changes_something(self) -> "IdentityChanged":
        if all(getattr(self, name) is None for name in self.IDENTITY_FIELDS):
            raise ValueError("Give at least one field that changes.")
        if self.bsn is not None and self.no_bsn_reason is not None:
            raise ValueError("Give either bsn or no_bsn_reason.")
        return self

    def sentence(self) -> str:
        return "Persoonsgegevens gewijzigd."


class HomeMunicipalityDetermined(Event):
    """Woonplaats vastgesteld (Jeugdwet 1.1, woonplaats): which municipality is responsible, and from when."""

    event_type = "home-municipality-determined"
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    municipality: Municipality
    from_: Annotated[Day, Field(alias="from")]
    disputed: bool = False
    basis: HomeBasis | None = None
    merged_then: MergedOnRecord = None

    def sentence(self) -> str:
        return f"Gemeente {self.municipality} is verantwoordelijk vanaf {self.from_:%d-%m-%Y}{' (betwist)' if self.disputed else ''}."


class ProcesregisseurAssigned(Event):
    """Procesregisseur toegewezen, of het traject overgedragen (Praktijk: procesregie).

    To whom it is assigned reads its words (AVG 5, first paragraph, f; 32, fourth paragraph).
    """

    event_type = "procesregisseur-assigned"
    recorded_by = frozenset({Role.PROCESREGISSEUR})

    subject: Annotated[Name, Field(description="The subject of the procesregisseur's token.")]
    handover: Words | None = None

    def sentence(self) -> str:
        return f"Toegewezen aan procesregisseur {self.subject}."

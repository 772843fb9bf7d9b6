"""Who the jeugdige is."""

from dataclasses import dataclass
from datetime import date

from domain.words import Postcode, Words


@dataclass(frozen=True, slots=True)
class Person:
    """Who the jeugdige is; words are withheld unless the history was opened with them."""

    bsn: Words | None
    no_bsn_reason: str | None
    surname: Words
    given_names: Words
    born_on: date
    postcode: Postcode | None
    house_number: Words | None


@dataclass(frozen=True, slots=True)
class Since:
    """A value that holds from a day until the next one."""

    day: date
    value: str


@dataclass(frozen=True, slots=True)
class Home:
    """A determination of the woonplaats: on which day, from which day, and whether it is disputed."""

    determined_on: date
    from_: date
    municipality: str
    disputed: bool
    version: int

"""The people: jeugdigen with composed names and test-range BSNs, and the professionals who record."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from domain.calendar import add_days, add_years, birthday
from domain.codes import Gender, NoBsnReason, Role
from domain.envelope import Actor
from domain.events import Identity
from domain.region import Municipality
from simulation.dice import Dice
from simulation.figures import ADDRESS_IS_UNKNOWN, AREAS_ELSEWHERE, GENDERS, INHABITANTS, LIVES_ELSEWHERE, POSTCODE_AREAS

GI = "bjz-limburg"
"""Organisation of the gecertificeerde instelling."""

OTHER_GI = "gi-elders"
"""A gecertificeerde instelling outside the region; there is none of that name."""

TEAM = "idt-zuid-limburg"
"""Organisation of the secretary of the interdisciplinary team."""

_SURNAMES = (
    "Aarts", "Bakker", "Beckers", "Bos", "Bosch", "Braun", "Claessen", "Coumans", "Dekker", "Dirks", "Eussen", "Evers", "Frenken",
    "Geurts", "Haan", "Hendriks", "Heuvel", "Hoek", "Jacobs", "Janssen", "Kerkhof", "Kok", "Kuipers", "Leenders", "Lemmens", "Linden",
    "Maas", "Meulen", "Mulder", "Nijsten", "Offermans", "Peeters", "Pluijm", "Quaedvlieg", "Ramakers", "Roos", "Schepers", "Smeets",
    "Steen", "Thijssen", "Timmer", "Vaessen", "Veld", "Verhagen", "Visser", "Voncken", "Wolf", "Wouters", "Yildiz", "Zwart",
)  # fmt: skip

_GIRLS = (
    "Amira", "Anouk", "Britt", "Chaima", "Daphne", "Elif", "Emma", "Esmée", "Fleur", "Hanna", "Iris", "Jade", "Julia", "Kim", "Laura",
    "Lieke", "Lotte", "Maud", "Mila", "Naomi", "Noor", "Puck", "Roos", "Sanne", "Tess", "Yara", "Zoë",
)  # fmt: skip

_BOYS = (
    "Ayoub", "Bas", "Bram", "Daan", "Dylan", "Emre", "Finn", "Gijs", "Hugo", "Ilias", "Jasper", "Jayden", "Job", "Kevin", "Lars",
    "Levi", "Luuk", "Mees", "Milan", "Noah", "Pim", "Rik", "Sem", "Stijn", "Thijs", "Tim", "Youssef",
)  # fmt: skip

_GIVEN_NAMES = {Gender.FEMALE: _GIRLS, Gender.MALE: _BOYS}


@dataclass(frozen=True)
class Jeugdige:
    """Who a trajectory is about; `bsn` is `None` where the test range ran out."""

    gender: Gender
    surname: str
    given_names: str
    born_on: date
    bsn: str | None
    municipality: str
    postcode: str | None
    house_number: str | None
    """Both are None where the address is not known."""

    @property
    def eighteen_on(self) -> date:
        return birthday(self.born_on, 18)

    def identity(self, *, with_bsn: bool = True) -> Identity:
        bsn = self.bsn if with_bsn else None
        return Identity.model_validate(
            {
                "bsn": bsn,
                "no_bsn_reason": None if bsn else NoBsnReason.NOT_REGISTERED,
                "surname": self.surname,
                "given_names": self.given_names,
                "born_on": self.born_on,
                "postcode": self.postcode,
                "house_number": self.house_number,
            }
        )

    def of_the_family_of(self, other: "Jeugdige") -> "Jeugdige":
        """A brother or sister, who lives with the other."""
        return replace(
            self, surname=other.surname, municipality=other.municipality, postcode=other.postcode, house_number=other.house_number
        )

    def moved_to(self, municipality: str, dice: Dice) -> "Jeugdige":
        postcode, house_number = _address(municipality, dice)
        return replace(self, municipality=municipality, postcode=postcode, house_number=house_number)


def jeugdige(dice: Dice, opened_on: date, age: int, bsn: str | None) -> Jeugdige:
    """Somebody who is `age` years old when the trajectory is opened; who is 17 has at least seven months to go."""
    gender = dice.pick(GENDERS)
    municipality = dice.pick(INHABITANTS)
    postcode, house_number = _home(municipality, dice)
    return Jeugdige(
        gender=gender,
        surname=dice.one_of(_SURNAMES),
        given_names=dice.one_of(_GIVEN_NAMES.get(gender, _GIRLS + _BOYS)),
        born_on=add_days(add_years(opened_on, -age), -dice.between(1, 150 if age == 17 else 360)),
        bsn=bsn,
        municipality=municipality,
        postcode=postcode,
        house_number=house_number,
    )


def _home(municipality: str, dice: Dice) -> tuple[str | None, str | None]:
    """Where he lives when the trajectory is opened: as a rule in the municipality that is responsible."""
    postcode, house_number = _address(municipality, dice)
    other = dice.of("address")
    if other.chance(LIVES_ELSEWHERE):
        return other.one_of(AREAS_ELSEWHERE) + postcode[4:], house_number
    return (None, None) if other.chance(ADDRESS_IS_UNKNOWN) else (postcode, house_number)


def _address(municipality: str, dice: Dice) -> tuple[str, str]:
    letters = "".join(dice.one_of("ABCDEGHJKLMNPRTVWXZ") for _ in range(2))
    return dice.one_of(POSTCODE_AREAS[municipality]) + letters, str(dice.between(1, 180))


def bsns_of_the_test_range() -> list[str]:
    """Every number from 999900006 to 999999990 that passes the eleven test: nobody has one of these."""
    fronts = range(99990000, 100000000)
    weighed = ((front, sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), str(front), strict=True))) for front in fronts)
    return [f"{front}{weight % 11}" for front, weight in weighed if weight % 11 < 10]


@cache
def procesregisseurs(municipality: Municipality) -> tuple[Actor, ...]:
    """Those of one municipality: one, and one more for every thirty thousand inhabitants."""
    place = municipality.name.lower().replace(" ", "-")
    return tuple(
        Actor(subject=f"pr-{place}-{number}", role=Role.PROCESREGISSEUR, organisation=f"GM{municipality.code}")
        for number in range(1, 2 + INHABITANTS[municipality.code] // 30)
    )


@cache
def provider_worker(provider: str) -> Actor:
    return Actor(subject=f"{provider}-administratie", role=Role.PROVIDER, organisation=provider)


def gi_worker(dice: Dice) -> Actor:
    return dice.one_of(_GI_WORKERS)


def team_secretary() -> Actor:
    return _TEAM_SECRETARY


_GI_WORKERS = tuple(Actor(subject=f"jeugdbeschermer-{number}", role=Role.GI, organisation=GI) for number in range(1, 13))
_TEAM_SECRETARY = Actor(subject="idt-secretaris-1", role=Role.TEAM_SECRETARY, organisation=TEAM)

"""What indicators count: facts of one trajectory, each of a measure, on a day or over days, with what they can be broken down by."""

from datetime import date
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from domain.calendar import add_days
from domain.codes import Gender, Setting, TitleBasis, TitleKind
from domain.codes.coded import Coded, in_dutch
from domain.spans import Span
from domain.values import dataclass


class AgeGroup(Coded):
    """Leeftijdsgroep, in whole years."""

    UNDER_12 = "<12"
    FROM_12 = "12-14"
    FROM_15 = "15-17"
    FROM_18 = "18+"

    @classmethod
    def of(cls, age: int) -> "AgeGroup":
        if age < 12:
            return cls.UNDER_12
        if age < 15:
            return cls.FROM_12
        return cls.FROM_15 if age < 18 else cls.FROM_18


AGE_BORDERS = (12, 15, 18)
"""The birthdays on which somebody comes into another group."""

in_dutch(
    {
        "AgeGroup.UNDER_12": "jonger dan 12",
        "AgeGroup.FROM_12": "12 tot en met 14",
        "AgeGroup.FROM_15": "15 tot en met 17",
        "AgeGroup.FROM_18": "18 en ouder",
    }
)


class Dimension(StrEnum):
    """By which figures are broken down: the fields of a group, and the label of a fact."""

    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    SETTING = "setting"
    AGE_GROUP = "age_group"
    GENDER = "gender"
    CIVIL_BASIS = "civil_basis"
    TITLE_KIND = "title_kind"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Group:
    """By what a figure may be broken down; None where it does not apply, is not recorded, or is secret (`domain.secrecy`).

    `municipality` is the home municipality (woonplaats, CBS code); of places in the register the one where they lie. It is the one that was
    recorded, and so is `provider`: who stands in its place on a day, after a succession or a merger, is asked of the register (`Heirs`).
    `civil_basis` and `title_kind` are those of the title under which the night is spent.
    """

    municipality: str | None
    provider: str | None = None
    setting: Setting | None = None
    age_group: AgeGroup | None = None
    gender: Gender | None = None
    civil_basis: TitleBasis | None = None
    title_kind: TitleKind | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that an indicator counts, of one trajectory; `measure`, `about` and `since` name it within that.

    `since` is the day on which it counts; of what lasts, its first day or night. `until` is the first day no more, None while it runs;
    of what happens on a day, the day after. `amount` is what a figure takes the median of, or sums: nights, days, hours, a grade; `met`
    whether it is in the numerator of a share, None where that cannot be said; `label` one more thing to break it down by; `left`, of a
    move, the provider that he left. `trajectory_id` is `REGISTER_ID` for places of the register.
    """

    trajectory_id: UUID
    measure: str
    about: str
    since: date
    until: date | None
    amount: float | None
    met: bool | None
    label: str | None
    left: str | None
    group: Group

    @property
    def days(self) -> Span:
        return Span(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Counted:
    """A fact as the function of its measure finds it."""

    about: str
    days: Span
    group: Group
    amount: float | None = None
    met: bool | None = None
    label: str | None = None
    left: str | None = None

    def of(self, trajectory_id: UUID, measure: str) -> Fact:
        days = self.days
        return Fact(trajectory_id, measure, self.about, days.since, days.until, self.amount, self.met, self.label, self.left, self.group)


def once(
    about: object,
    day: date,
    group: Group,
    *,
    amount: float | None = None,
    met: bool | None = None,
    label: str | None = None,
    left: str | None = None,
) -> Counted:
    """What happens, or is judged, on a day."""
    return Counted(str(about), _only(day), group, amount, met, label, left)


@lru_cache(maxsize=1 << 14)
def _only(day: date) -> Span:
    """Kept, since many things happen on one day, and each is looked at again in every state after it."""
    return Span(day, add_days(day, 1))

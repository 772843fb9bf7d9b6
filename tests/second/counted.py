"""What is counted: each thing on its day, with what it can be broken down by. What lasts is counted anew every night."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.codes import Gender, Setting
from tests.second.life import Help, Life, Stay


@dataclass(frozen=True)
class Counted:
    who: UUID
    day: date
    municipality: str
    setting: Setting | None
    age: str
    gender: Gender
    amount: float | None = None
    met: bool | None = None
    label: str | None = None
    provider: str | None = None
    ends: date | None = None
    """Of what is followed to its end: the day on which it ended, or from which it can be judged."""
    counted_on: date | None = None
    """Where that is a later day than its own."""


def one(
    life: Life,
    day: date,
    place: Stay | Help | Setting | None = None,
    *,
    of: date | None = None,
    amount: float | None = None,
    met: bool | None = None,
    label: str | None = None,
    ends: date | None = None,
) -> Counted:
    """A thing of a day, in the groups of that day, or of another; and of a place, or of a setting alone."""
    at = of or day
    setting = place.setting if isinstance(place, Stay) else Setting.AMBULANT if isinstance(place, Help) else place
    provider = _provider(life, place)
    return Counted(life.who, day, life.home_on(at), setting, age_group(life.age_on(at)), life.gender, amount, met, label, provider, ends)


def _provider(life: Life, place: Stay | Help | Setting | None) -> str | None:
    """None where that is secret: of help, as soon as anything of him is."""
    if isinstance(place, Stay):
        return None if life.flags and life.is_secret(place) else place.provider
    return place.provider if isinstance(place, Help) and not life.flags else None


def age_group(age: int) -> str:
    if age < 12:
        return "<12"
    if age <= 14:
        return "12-14"
    return "15-17" if age <= 17 else "18+"


@dataclass(frozen=True)
class Window:
    """The nights that are looked at: from the first up to, and not including, the end."""

    first: date
    end: date

    def nights(self) -> Iterator[date]:
        day = self.first
        while day < self.end:
            yield day
            day = date.fromordinal(day.toordinal() + 1)

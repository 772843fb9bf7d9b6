"""A story read back once it is told: the stays, the help, the titles, and the days on which the trajectory was open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from domain.calendar import add_days, age_on
from domain.codes import Role, Setting, StayPurpose
from domain.events import (
    Admitted,
    Annulled,
    Discharged,
    Event,
    HelpEnded,
    HelpStarted,
    TrajectoryClosed,
    TrajectoryReopened,
)
from domain.events.stay import StayStarted, Transferred
from domain.spans import Span
from simulation.deed import Deed
from simulation.dice import Dice
from simulation.life import Life

E = TypeVar("E", bound=Event)

_LAST_DAY = date(2199, 12, 31)


@dataclass(frozen=True)
class Sojourn:
    """A main stay, or help without one: from `since` up to, and not including, `until`."""

    begun: Deed
    setting: Setting
    provider: str
    name: str
    """Its `stay_id`, or `help_id`."""
    since: date
    until: date
    left: "Sojourn | None"
    """The stay that gave way to it on that day."""

    @property
    def days(self) -> int:
        return (self.until - self.since).days

    @property
    def event(self) -> Event:
        return self.begun.event


class Course:
    """What became of one life, and the dice for what goes beside it."""

    def __init__(self, life: Life, deeds: Sequence[Deed], dice: Dice) -> None:
        self.life = life
        self.dice = dice
        self.deeds = sorted(deeds, key=lambda deed: deed.day)
        self.opened_on = min(deed.day for deed in deeds)
        self._name_stays()

    def _name_stays(self) -> None:
        """What is named in its own event can be named by what goes beside it."""
        for deed in self.deeds:
            if isinstance(deed.event, StayStarted) and deed.event.stay_id is None:
                deed.event = deed.event.model_copy(update={"stay_id": self.new_id()})

    def of(self, *kinds: type[E]) -> Iterator[tuple[Deed, E]]:
        """The deeds of those kinds, in order of their days."""
        for deed in self.deeds:
            if isinstance(deed.event, kinds):
                yield deed, deed.event

    @cached_property
    def stays(self) -> list[Sojourn]:
        """Main stays, in order."""
        found: list[Sojourn] = []
        begun: Deed | None = None
        left: Sojourn | None = None
        for deed in self.deeds:
            ends_on = _leaving(deed.event)
            if ends_on is None:
                continue
            if begun is not None:
                left = _stay(begun, ends_on, left)
                found.append(left)
                begun = None
            if _is_main_stay(deed.event):
                begun = deed
                left = left if isinstance(deed.event, Transferred) else None
            else:
                left = None
        return found

    @cached_property
    def helps(self) -> list[Sojourn]:
        """Help without a stay."""
        ends = {event.help_id: deed.day for deed, event in self.of(HelpEnded)}
        found = []
        for deed in self.deeds:
            match deed.event:
                case HelpStarted(help_id=str() as name, provider=provider):
                    found.append(Sojourn(deed, Setting.AMBULANT, provider, name, deed.day, ends.get(name, deed.day), None))
                case Transferred(setting=Setting.AMBULANT, stay_id=str() as name, provider=provider):
                    found.append(Sojourn(deed, Setting.AMBULANT, provider, name, deed.day, ends.get(name, deed.day), None))
        return found

    @cached_property
    def episodes(self) -> list[list[Sojourn]]:
        """Closed stays, those that follow each other without a night between taken together."""
        found: list[list[Sojourn]] = []
        for stay in self.stays:
            if stay.setting is not Setting.GESLOTEN:
                continue
            if found and stay.left is found[-1][-1]:
                found[-1].append(stay)
            else:
                found.append([stay])
        return found

    @cached_property
    def care_ends_on(self) -> date:
        """The last day of the last stay or help; of who got none, the opening."""
        return max((each.until for each in (*self.stays, *self.helps)), default=self.opened_on)

    @cached_property
    def open(self) -> list[Span]:
        """When the trajectory was open."""
        found: list[Span] = []
        since: date | None = self.opened_on
        for deed, event in self.of(TrajectoryClosed, TrajectoryReopened):
            if isinstance(event, TrajectoryReopened):
                since = deed.day
            elif since is not None:
                found.append(Span(since, deed.day))
                since = None
        return found if since is None else [*found, Span(since, _LAST_DAY)]

    def is_open_on(self, day: date) -> bool:
        return any(span.covers(day) for span in self.open)

    def opens_after(self, day: date) -> date | None:
        """The first day after that one on which the trajectory was opened again."""
        return min((span.since for span in self.open if span.since > day), default=None)

    def opened_before(self, day: date) -> date:
        """The first day of the stretch in which the trajectory was open on that day."""
        return max((span.since for span in self.open if span.since <= day), default=self.opened_on)

    def stay_on(self, night: date) -> Sojourn | None:
        return next((stay for stay in self.stays if stay.since <= night < stay.until), None)

    def is_inside_on(self, night: date) -> bool:
        stay = self.stay_on(night)
        return stay is not None and stay.setting is Setting.GESLOTEN

    def age_on(self, day: date) -> int:
        return age_on(self.life.jeugdige.born_on, day)

    def new_id(self) -> str:
        return str(self.dice.id())

    def before(self, day: date, low: int, high: int) -> date:
        """Some days before that day, while the trajectory was open."""
        return max(add_days(day, -self.dice.between(low, high)), self.opened_before(day))

    def at_the_house(self, where: Sojourn, event: Event, **how: Any) -> Deed:
        """Recorded by whom the jeugdige is with, or by the procesregisseur for them."""
        return Deed(event, by=Role.PROVIDER if self.dice.chance(0.6) else Role.PROCESREGISSEUR, organisation=where.provider, **how)

    def by_the_gi(self, event: Event, **how: Any) -> Deed:
        """Recorded by the GI where one leads."""
        return Deed(event, by=Role.GI if self.life.under_measure and self.dice.chance(0.7) else Role.PROCESREGISSEUR, **how)


def _is_main_stay(event: Event) -> bool:
    return isinstance(event, Admitted | Transferred) and event.purpose is StayPurpose.MAIN and event.setting is not Setting.AMBULANT


def _leaving(event: Event) -> date | None:
    """The day on which a main stay gives way to this event, if one runs."""
    match event:
        case Admitted(purpose=StayPurpose.MAIN) | Transferred():
            return event.occurred_on
        case Discharged(stay_id=None):
            return event.occurred_on
        case Annulled():
            return event.left_on or event.effective_on
    return None


def _stay(begun: Deed, until: date, left: Sojourn | None) -> Sojourn:
    event = begun.event
    assert isinstance(event, StayStarted)
    assert event.stay_id is not None
    came_from = left if isinstance(event, Transferred) and left is not None and left.until == begun.day else None
    return Sojourn(begun, event.setting, event.provider, event.stay_id, begun.day, until, came_from)

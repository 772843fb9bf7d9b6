"""A history as the measures read it: its state, its effective events, and the group in which each thing counts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from operator import attrgetter
from typing import TypeVar, cast

from domain.codes import Setting
from domain.envelope import Recorded
from domain.events import EVENTS, Event
from domain.history import History, kind_name
from domain.indicators.eras import Eras, eras, eras_in_stays, placed
from domain.indicators.fact import Group
from domain.secrecy import Secrecy
from domain.spans import Span
from domain.trajectory import Help, Stay, Trajectory, derived, noted
from domain.values import replace

E = TypeVar("E", bound=Event)


class Case:
    """One trajectory, and what of its places is secret.

    What happens on a day counts in the group of that day (`group`). What lasts is cut where its group changes (`pieces`): on a birthday
    that leads into another age group, where another municipality becomes responsible, and in closed care where the title changes. A
    provider is named as it was recorded; where a place is secret it is not named at all.
    """

    def __init__(self, history: History, trajectory: Trajectory, secrecy: Secrecy) -> None:
        self._history = history
        self.trajectory = trajectory
        self._secrecy = secrecy

    def recordings(self, *kinds: type[E]) -> list[tuple[Recorded, E]]:
        """Everything of these kinds, in the order of recording, as it was recorded: also what was corrected or voided since."""
        return self._of(kinds, self._history.recorded)

    def events(self, *kinds: type[E]) -> list[tuple[Recorded, E]]:
        """The effective events of these kinds, in the order in which they happened."""
        return self._of(kinds, self._history.effective)

    def _of(self, kinds: tuple[type[E], ...], events: Sequence[Recorded]) -> list[tuple[Recorded, E]]:
        wanted, names = _with_their_own(kinds)
        noted(self.trajectory, names)
        return [(recorded, cast(E, recorded.event)) for recorded in events if type(recorded.event) in wanted]

    @cached_property
    def stays(self) -> dict[str, Stay]:
        return {stay.stay_id: stay for stay in self.trajectory.stays}

    @cached_property
    def main_stays(self) -> Sequence[Stay]:
        return main_stays(self.trajectory)

    @cached_property
    def closed_stays(self) -> Sequence[Stay]:
        return closed_stays(self.trajectory)

    def is_secret(self, place: Stay | Help) -> bool:
        """Whether nothing may be told of the place; of help as soon as any place is secret."""
        if not self._secrecy.days:
            return False
        return self._secrecy.hides_stay(place) if isinstance(place, Stay) else True

    @property
    def hides_home(self) -> bool:
        """Whether nothing may be told that rests on the address of home."""
        return self._secrecy.hides_home

    def group(self, day: date, place: Stay | Help | None = None, setting: Setting | None = None) -> Group:
        """The group of that day; with a stay or help, its provider, setting and title; without, the setting that is given.

        Of a stay that is over by then, the title of its last night.
        """
        group = self._course(place).on(day)
        if place is None:
            return group if setting is None else replace(group, setting=setting)
        if isinstance(place, Help):
            return placed(group, place, secret=self.is_secret(place))
        return replace(group, provider=None) if self.is_secret(place) else group

    def pieces(self, days: Span, place: Stay | Help | None = None, setting: Setting | None = None) -> Iterator[tuple[Span, Group]]:
        """The days, cut where their group changes."""
        if days.is_empty:
            return
        borders = self._course(place).borders_in(days)
        if not borders:
            yield days, self.group(days.since, place, setting)
            return
        starts = [days.since, *borders]
        for start, end in zip(starts, [*starts[1:], days.until], strict=True):
            yield Span(start, end), self.group(start, place, setting)

    def _course(self, place: Stay | Help | None) -> Eras:
        return self._eras_in_stays[place.version] if isinstance(place, Stay) else self._eras

    @cached_property
    def _eras(self) -> Eras:
        return eras(self.trajectory)

    @cached_property
    def _eras_in_stays(self) -> Mapping[int, Eras]:
        return eras_in_stays(self.trajectory)


@derived
def main_stays(trajectory: Trajectory) -> Sequence[Stay]:
    """In the order in which they began."""
    return sorted((stay for stay in trajectory.stays if stay.is_main), key=_SINCE)


@derived
def closed_stays(trajectory: Trajectory) -> Sequence[Stay]:
    """Of whatever purpose, in the order in which they began."""
    return sorted(trajectory.closed_stays, key=_SINCE)


_SINCE = attrgetter("since")


@cache
def _with_their_own(kinds: tuple[type[Event], ...]) -> tuple[frozenset[type[Event]], frozenset[str]]:
    """These kinds, and those that are kinds of them; and their names."""
    wanted = frozenset(kind for kind in EVENTS.values() if issubclass(kind, kinds))
    return wanted, frozenset(map(kind_name, wanted))

"""A history as the measures read it: its state, its effective events, and the group in which each thing counts."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from typing import TypeVar, cast

from domain.calendar import add_days
from domain.codes import Setting
from domain.envelope import Recorded
from domain.events import EVENTS, Event
from domain.history import History, kind_name
from domain.indicators.fact import AGE_BORDERS, AgeGroup, Group
from domain.law.cover import ground_of, legal_cover
from domain.secrecy import Secrecy
from domain.spans import Span
from domain.trajectory import Help, Stay, Trajectory, noted

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
        self._groups: dict[tuple[date, int | None, Setting | None], Group] = {}

    def recordings(self, *kinds: type[E]) -> Iterator[tuple[Recorded, E]]:
        """Everything of these kinds, in the order of recording, as it was recorded: also what was corrected or voided since."""
        return self._of(kinds, self._history.recorded)

    def events(self, *kinds: type[E]) -> Iterator[tuple[Recorded, E]]:
        """The effective events of these kinds, in the order in which they happened."""
        return self._of(kinds, self._history.effective)

    def _of(self, kinds: tuple[type[E], ...], events: Sequence[Recorded]) -> Iterator[tuple[Recorded, E]]:
        wanted, names = _with_their_own(kinds)
        noted(self.trajectory, names)
        for recorded in events:
            if type(recorded.event) in wanted:
                yield recorded, cast(E, recorded.event)

    @cached_property
    def stays(self) -> dict[str, Stay]:
        return {stay.stay_id: stay for stay in self.trajectory.stays}

    @cached_property
    def main_stays(self) -> list[Stay]:
        """In the order in which they began."""
        return sorted((stay for stay in self.trajectory.stays if stay.is_main), key=lambda stay: stay.since)

    @cached_property
    def closed_stays(self) -> list[Stay]:
        """Of whatever purpose, in the order in which they began."""
        return sorted((stay for stay in self.trajectory.stays if stay.setting is Setting.GESLOTEN), key=lambda stay: stay.since)

    def is_secret(self, place: Stay | Help | None) -> bool:
        """Whether nothing may be told of the place; of help as soon as any place is secret."""
        return self._secrecy.hides_stay(place) if isinstance(place, Stay) else bool(self._secrecy.days)

    def group(self, day: date, place: Stay | Help | None = None, setting: Setting | None = None) -> Group:
        """The group of that day; with a stay or help, its provider and title, and its setting unless another is given.

        Of a stay that is over by then, the title of its last night.
        """
        key = (day, id(place) if place else None, setting)  # the state holds on to every stay and help
        if key not in self._groups:
            self._groups[key] = self._group(day, place, setting)
        return self._groups[key]

    def _group(self, day: date, place: Stay | Help | None, setting: Setting | None) -> Group:
        trajectory = self.trajectory
        stay = place if isinstance(place, Stay) else None
        title = ground_of(trajectory, stay, _night_of(stay, day)) if stay else None
        return Group(
            municipality=trajectory.home_municipality_on(day),
            provider=place.provider if place and not self.is_secret(place) else None,
            setting=setting or (stay.setting if stay else Setting.AMBULANT if place else None),
            age_group=AgeGroup.of(trajectory.age_on(day)),
            gender=trajectory.gender,
            civil_basis=title.civil_basis if title else None,
            title_kind=title.kind if title else None,
        )

    def pieces(self, days: Span, place: Stay | Help | None = None, setting: Setting | None = None) -> Iterator[tuple[Span, Group]]:
        """The days, cut where their group changes."""
        if days.is_empty:
            return
        starts = [days.since, *sorted({edge for edge in self._edges if edge > days.since and days.covers(edge)})]
        since, group = days.since, self.group(days.since, place, setting)
        for start in starts[1:]:
            following = self.group(start, place, setting)
            if following != group:
                yield Span(since, start), group
                since, group = start, following
        yield Span(since, days.until), group

    @cached_property
    def _edges(self) -> frozenset[date]:
        trajectory = self.trajectory
        covers = legal_cover(trajectory)
        return frozenset(
            (
                *(trajectory.turns(age) for age in AGE_BORDERS),
                *(since.day for since in trajectory.municipalities),
                *(cover.since for cover in covers),
            )
        )


def _night_of(stay: Stay, day: date) -> date:
    """That night, or the last of the stay if it is over by then."""
    return day if stay.until is None or day < stay.until else max(stay.since, add_days(stay.until, -1))


@cache
def _with_their_own(kinds: tuple[type[Event], ...]) -> tuple[frozenset[type[Event]], frozenset[str]]:
    """These kinds, and those that are kinds of them; and their names."""
    wanted = frozenset(kind for kind in EVENTS.values() if issubclass(kind, kinds))
    return wanted, frozenset(map(kind_name, wanted))

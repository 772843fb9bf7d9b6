"""A history as the measures read it: its state, its effective events, and the group in which each thing counts."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from domain.calendar import add_days
from domain.codes import Setting
from domain.envelope import Recorded
from domain.events import Event
from domain.history import History
from domain.indicators.fact import AGE_BORDERS, AgeGroup, Group
from domain.law.cover import ground_of, legal_cover
from domain.region import Region
from domain.secrecy import Secrecy, kept_from_lists
from domain.spans import Span
from domain.trajectory import Help, Stay, Trajectory

E = TypeVar("E", bound=Event)


class Case:
    """One trajectory, with the register that says who took over from whom.

    What happens on a day counts in the group of that day (`group`). What lasts is cut where its group changes (`pieces`): on a birthday
    that leads into another age group, where another municipality becomes responsible, where a provider is succeeded, and in closed care
    where the title changes. A provider is named as who stands in its place on the day; where a place is secret it is not named at all.
    """

    def __init__(self, history: History, region: Region) -> None:
        self.history = history
        self.region = region
        self.trajectory: Trajectory = history.trajectory
        self._groups: dict[tuple[date, int | None, Setting | None], Group] = {}

    def events(self, *kinds: type[E]) -> Iterator[tuple[Recorded, E]]:
        """The effective events of these kinds, in the order in which they happened."""
        kept = {kind for kind in self._kinds if issubclass(kind, kinds)}
        if kept:
            for recorded in self.history.effective:
                if type(recorded.event) in kept:
                    yield recorded, cast(E, recorded.event)

    @cached_property
    def _kinds(self) -> frozenset[type[Event]]:
        return frozenset(type(recorded.event) for recorded in self.history.effective)

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

    @cached_property
    def secrecy(self) -> Secrecy:
        return kept_from_lists(self.history)

    def is_secret(self, place: Stay | Help | None) -> bool:
        """Whether nothing may be told of the place; of help as soon as any place is secret."""
        return self.secrecy.hides_stay(place) if isinstance(place, Stay) else bool(self.secrecy.days)

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
            provider=self.heir(place.provider, day) if place and not self.is_secret(place) else None,
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

    def heir(self, provider: str, day: date) -> str:
        """Who stands in the place of the provider on that day."""
        return self.region.successor_of(provider, day) or provider

    @cached_property
    def _edges(self) -> frozenset[date]:
        trajectory = self.trajectory
        covers = legal_cover(trajectory)
        return frozenset(
            (
                *(trajectory.turns(age) for age in AGE_BORDERS),
                *(since.day for since in trajectory.municipalities),
                *(cover.since for cover in covers),
                *successions(self.region),
            )
        )


def _night_of(stay: Stay, day: date) -> date:
    """That night, or the last of the stay if it is over by then."""
    return day if stay.until is None or day < stay.until else max(stay.since, add_days(stay.until, -1))


def successions(region: Region) -> Iterator[date]:
    """The days on which a provider took over from another."""
    for newest in region.providers.values():
        provider = newest
        while provider is not None:
            if provider.successor is not None and provider.until is not None:
                yield provider.until
            provider = provider.before  # type: ignore[assignment]

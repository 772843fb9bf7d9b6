"""Indicators 1, 2, 4, 9 and 15: coming into closed care, leaving it, how long it lasted, coming back, and what came before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar import add_months
from domain.codes import Destination, Setting, TitleKind
from domain.events import PriorHistoryRecorded
from tests.second.counted import Counted, one
from tests.second.law import title_of, titles
from tests.second.life import ONE_DAY, Life, Stay

AT_HOME = (Destination.HOME, Destination.NETWORK, Destination.INDEPENDENT)


@dataclass
class Series:
    """Closed stays that count as one: an admission, a placement, or an episode."""

    stays: list[Stay]

    @property
    def since(self) -> date:
        return min(stay.since for stay in self.stays)

    @property
    def until(self) -> date | None:
        ends = [stay.until for stay in self.stays if stay.until is not None]
        return max(ends) if len(ends) == len(self.stays) else None

    def nights(self) -> int:
        """Nights inside: a night of two stays once, a night between none."""
        until = self.until
        assert until is not None
        return sum(1 for n in range((until - self.since).days) if any(stay.covers(self.since + n * ONE_DAY) for stay in self.stays))


def admissions(life: Life) -> list[Series]:
    """Where he was in no closed stay the night before, nor in one that ended that day."""
    return _series(life, nights_between=0)


def episodes(life: Life) -> list[Series]:
    return _series(life, nights_between=1)


def _series(life: Life, nights_between: int) -> list[Series]:
    result: list[Series] = []
    for stay in life.closed_stays:
        until = result[-1].until if result else None
        if result and (until is None or (stay.since - until).days <= nights_between):
            result[-1].stays.append(stay)
        else:
            result.append(Series([stay]))
    return result


def placements(life: Life) -> list[Series]:
    """In one house: of closed stays in order, one ends on the day on which the next begins, in the same location."""
    result: list[Series] = []
    for stay in life.closed_stays:
        last = result[-1].stays[-1] if result else None
        if last is not None and last.until == stay.since and last.location == stay.location:
            result[-1].stays.append(stay)
        else:
            result.append(Series([stay]))
    return result


def who_is_admitted(life: Life) -> Iterator[Counted]:
    all_titles = titles(life)
    for each in admissions(life):
        title = title_of(life, all_titles, each.since) if each.stays[0].covers(each.since) else None
        urgent = title is not None and title.kind in (TitleKind.SPOEDMACHTIGING, TitleKind.CRISISMAATREGEL)
        yield one(life, each.since, each.stays[0], met=each.stays[0].crisis or urgent)


def where_they_come_from(life: Life) -> Iterator[Counted]:
    reported = any(each.event.setting is Setting.GESLOTEN for each in life.all(PriorHistoryRecorded))  # type: ignore[attr-defined]
    for number, each in enumerate(admissions(life)):
        met = number == 0 and not reported
        yield one(life, each.since, each.stays[0], met=met, label=_where(life, each.since - ONE_DAY))


def _where(life: Life, night: date) -> str:
    if night < life.opening.occurred_on:
        return "unknown"
    begun = [stay.since for stay in life.stays if stay.since <= night]
    for first, end in life.absences:
        if first <= night and (end is None or night < end) and not any(first < since for since in begun):
            return "absconded"
    there = [stay for stay in life.stays if stay.covers(night)]
    if there:
        passing = [stay for stay in there if not stay.is_main]
        return str((passing or there)[-1].setting)
    left = [(stay.until, stay.destination) for stay in life.main_stays if stay.until is not None and stay.until <= night]
    if not left:
        return "home"
    last = max(until for until, _ in left)
    destination = [where for until, where in left if until == last][-1]
    return "home" if destination in AT_HOME else str(destination or "unknown")


def who_is_placed(life: Life) -> Iterator[Counted]:
    for each in placements(life):
        yield one(life, each.since, each.stays[0])


def who_leaves(life: Life) -> Iterator[Counted]:
    for each in admissions(life):
        if each.until is not None:
            yield one(life, each.until, each.stays[-1])


def who_leaves_a_house(life: Life) -> Iterator[Counted]:
    for each in placements(life):
        if each.until is not None:
            yield one(life, each.until, each.stays[-1])


def how_long_in_a_house(life: Life) -> Iterator[Counted]:
    return _lengths(life, placements(life))


def how_long_in_an_episode(life: Life) -> Iterator[Counted]:
    return _lengths(life, episodes(life))


def _lengths(life: Life, some: list[Series]) -> Iterator[Counted]:
    for each in some:
        if each.until is not None:
            label = "between"
            if each.until < add_months(each.since, 1):
                label = "under_a_month"
            if each.until > add_months(each.since, 12):
                label = "over_a_year"
            yield one(life, each.until, each.stays[-1], amount=each.nights(), label=label)


def how_long_it_lasts_in_a_house(life: Life) -> Iterator[Counted]:
    for each in placements(life):
        yield one(life, each.since, each.stays[0], ends=each.until)


def how_long_an_episode_lasts(life: Life) -> Iterator[Counted]:
    for each in episodes(life):
        yield one(life, each.since, each.stays[0], ends=each.until)


def who_comes_back(life: Life) -> Iterator[Counted]:
    """Judged on the day three hundred and sixty-five after the end."""
    all_episodes = episodes(life)
    for each in all_episodes:
        if each.until is None:
            continue
        day = each.until + timedelta(365)
        if life.died_on is not None and life.died_on <= day:
            continue
        back = any(each.until < other.since <= day for other in all_episodes)
        yield one(life, day, each.stays[-1], of=each.until, met=back)


def who_of_those_who_left_comes_back(life: Life) -> Iterator[Counted]:
    """On the day of the end; it can be said from the day three hundred and sixty-five days after."""
    all_episodes = episodes(life)
    for each in all_episodes:
        if each.until is None:
            continue
        year_is_over = each.until + timedelta(365)
        if life.died_on is None or life.died_on > year_is_over:
            back = any(each.until < other.since <= year_is_over for other in all_episodes)
            yield replace(one(life, each.until, each.stays[-1], met=back, ends=year_is_over), counted_on=year_is_over)


@dataclass
class Before:
    """Something before the first closed admission: with whom, in which form, since when where that is known."""

    provider: str | None
    setting: Setting
    since: date | None


def _before(life: Life, day: date) -> list[Before]:
    found = [Before(stay.provider, stay.setting, stay.since) for stay in life.stays]
    found += [Before(given.provider, Setting.AMBULANT, given.since) for given in life.helps]
    for recorded in life.all(PriorHistoryRecorded):
        event = recorded.event
        assert isinstance(event, PriorHistoryRecorded)
        found.append(Before(event.provider, event.setting, _first_day(event.from_) if event.from_ else None))
    return [each for each in found if each.since is None or each.since < day]


def _first_day(partial: str) -> date:
    """Of a year, a month or a day."""
    year, month, day = [*map(int, partial.split("-")), 1, 1][:3]
    return date(year, month, day)


def _first_admission(life: Life) -> Series | None:
    some = admissions(life)
    if not some or any(each.setting is Setting.GESLOTEN for each in _before(life, some[0].since)):
        return None
    return some[0]


def providers_before(life: Life) -> Iterator[Counted]:
    first = _first_admission(life)
    if first is not None:
        day = first.since
        yield one(life, day, first.stays[0], amount=len({each.provider for each in _before(life, day)} - {None}))


def settings_before(life: Life) -> Iterator[Counted]:
    first = _first_admission(life)
    if first is not None:
        day = first.since
        yield one(life, day, first.stays[0], amount=len({each.setting for each in _before(life, day)}))


def months_before(life: Life) -> Iterator[Counted]:
    first = _first_admission(life)
    known = [each.since for each in _before(life, first.since) if each.since is not None] if first else []
    if first is not None and known:
        day, months = first.since, 0
        while add_months(min(known), months + 1) <= day:
            months += 1
        yield one(life, day, first.stays[0], amount=months)

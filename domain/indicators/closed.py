"""Closed care in three units: the admission, the placement in one house, and the episode."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from domain.calendar import add_months
from domain.indicators.case import Case
from domain.law.residence import Residence, closed_admissions
from domain.spans import Span, without
from domain.trajectory import Stay
from domain.values import dataclass

NIGHTS_THAT_BREAK_NO_EPISODE = 1
"""So many nights elsewhere leave an episode one (gap of at most one day)."""


@dataclass(frozen=True, slots=True)
class Episode:
    """Admissions to closed care with at most one night between them; `nights` are those inside, None while it runs."""

    admissions: tuple[Residence, ...]

    @property
    def first(self) -> Stay:
        return self.admissions[0].stays[0]

    @property
    def last(self) -> Stay:
        return self.admissions[-1].stays[-1]

    @property
    def since(self) -> date:
        return self.admissions[0].since

    @property
    def until(self) -> date | None:
        return self.admissions[-1].until

    @property
    def nights(self) -> int | None:
        """Inside: a night between two admissions is none of them."""
        lengths = [length for each in self.admissions if (length := nights(each)) is not None]
        return sum(lengths) if len(lengths) == len(self.admissions) else None


def nights(residence: Residence) -> int | None:
    return (residence.until - residence.since).days if residence.until is not None else None


def placements(case: Case) -> Iterator[Residence]:
    """Each time that somebody comes into a closed house: stays in one house that follow on each other are one."""
    together: list[Stay] = []
    for stay in case.closed_stays:
        if together and (together[-1].location != stay.location or together[-1].until != stay.since):
            yield _residence(together)
            together = []
        together.append(stay)
    if together:
        yield _residence(together)


def _residence(stays: list[Stay]) -> Residence:
    return Residence(tuple(stays), stays[0].since, stays[-1].until)


def episodes(case: Case) -> list[Episode]:
    admissions = closed_admissions(case.trajectory)
    result = [Episode(admissions[:1])] if admissions else []
    for before, admission in pairwise(admissions):
        if before.until is not None and (admission.since - before.until).days <= NIGHTS_THAT_BREAK_NO_EPISODE:
            result[-1] = Episode((*result[-1].admissions, admission))
        else:
            result.append(Episode((admission,)))
    return result


def nights_of_each(case: Case) -> Iterator[tuple[Stay, Span]]:
    """The nights of closed stays, each night once: of two stays in one night it is that of the one that began first."""
    taken: list[Span] = []
    for stay in case.closed_stays:
        for days in without([stay.nights], taken):
            yield stay, days
        taken.append(stay.nights)


def how_long(since: date, until: date) -> str:
    """The bucket of the national monitor: under a month, over twelve months, or between; months are calendar months."""
    if until < add_months(since, 1):
        return "under_a_month"
    return "over_a_year" if until > add_months(since, 12) else "between"

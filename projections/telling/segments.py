"""Stays cut into stretches of nights in which nothing that a list shows of them changes."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.codes import Setting, StayPurpose
from domain.law.cover import ground_of
from domain.law.lapse import titles_in_law
from domain.secrecy import Secrecy
from domain.trajectory import Stay, Trajectory, derived
from projections.telling.table import Row


class Segment(NamedTuple):
    """Nights of one stay from `valid_from` up to, and not including, `valid_until`, with what holds in all of them.

    A stay that ended on the day it began has one segment without nights.
    """

    stay_id: str
    valid_from: date
    valid_until: date | None
    purpose: StayPurpose
    setting: Setting
    provider: str
    location: str
    since: date
    until: date | None
    home_municipality: str
    procesregisseur: str | None
    title_id: str | None
    title_valid_until: date | None

    def kept(self, secrecy: Secrecy) -> Row:
        """As it may stand in a row."""
        return tuple((self._asdict() | dict.fromkeys(WHERE)).values()) if secrecy.hides_stay(self) else self


WHERE = ("provider", "location")
"""What is left out where it is secret (`domain.secrecy`)."""


@derived
def segments(trajectory: Trajectory) -> list[Segment]:
    """All stays, each in segments without gap or overlap."""
    return [segment for stay in trajectory.stays for segment in _segments(trajectory, stay)]


def _segments(trajectory: Trajectory, stay: Stay) -> Iterator[Segment]:
    days = [stay.since, *sorted({edge for edge in _edges(trajectory, stay) if edge > stay.since and stay.covers(edge)})]
    holding = [_holding(trajectory, stay, day) for day in days]
    changes = [n for n in range(len(days)) if n == 0 or holding[n] != holding[n - 1]]
    for n, following in zip(changes, [*changes[1:], None], strict=True):
        home_municipality, procesregisseur, title_id, title_valid_until = holding[n]
        yield Segment(
            stay_id=stay.stay_id,
            valid_from=days[n],
            valid_until=stay.until if following is None else days[following],
            purpose=stay.purpose,
            setting=stay.setting,
            provider=stay.provider,
            location=stay.location,
            since=stay.since,
            until=stay.until,
            home_municipality=home_municipality,
            procesregisseur=procesregisseur,
            title_id=title_id,
            title_valid_until=title_valid_until,
        )


def _holding(trajectory: Trajectory, stay: Stay, night: date) -> tuple[str, str | None, str | None, date | None]:
    """What may change while a stay lasts: municipality, procesregisseur, title and its end."""
    title = ground_of(trajectory, stay, night)
    whose, by_whom = trajectory.home_municipality_on(night), trajectory.procesregisseur_on(night)
    return (whose, by_whom, title.title_id, title.valid_until) if title else (whose, by_whom, None, None)


def _edges(trajectory: Trajectory, stay: Stay) -> Iterator[date]:
    """Days on which what holds may change; of a title that matters in closed care only, where any title may cover the night."""
    yield from (since.day for since in (*trajectory.municipalities, *trajectory.assignments))
    if not stay.in_closed_care:
        return
    for title in titles_in_law(trajectory):
        for span in title.covered_nights():
            yield from (span.since, title.decided_on)
            if span.until is not None:
                yield span.until
    yield from (other.annulled_from for other in trajectory.stays if other.annulled_from is not None)

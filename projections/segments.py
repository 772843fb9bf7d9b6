"""Stays cut into stretches of nights in which nothing that a list shows of them changes."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from domain.codes import Setting, StayPurpose
from domain.law.cover import ground_of
from domain.law.lapse import titles_in_law
from domain.secrecy import Secrecy
from domain.trajectory import Stay, Trajectory, derived
from projections.table import Row


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
    return [segment for stay in trajectory.stays for segment in _joined(_cut(trajectory, stay))]


def _cut(trajectory: Trajectory, stay: Stay) -> Iterator[Segment]:
    starts = [stay.since, *sorted({edge for edge in _edges(trajectory, stay) if edge > stay.since and stay.nights.covers(edge)})]
    for start, end in zip(starts, [*starts[1:], stay.until], strict=True):
        title = ground_of(trajectory, stay, start)
        yield Segment(
            stay_id=stay.stay_id,
            valid_from=start,
            valid_until=end,
            purpose=stay.purpose,
            setting=stay.setting,
            provider=stay.provider,
            location=stay.location,
            since=stay.since,
            until=stay.until,
            home_municipality=trajectory.home_municipality_on(start),
            procesregisseur=trajectory.procesregisseur_on(start),
            title_id=title.title_id if title else None,
            title_valid_until=title.valid_until if title else None,
        )


def _edges(trajectory: Trajectory, stay: Stay) -> Iterator[date]:
    """Days on which what holds may change; of a title that matters in closed care only, where any title may cover the night."""
    yield from (since.day for since in (*trajectory.municipalities, *trajectory.assignments))
    if stay.setting is not Setting.GESLOTEN:
        return
    for title in titles_in_law(trajectory):
        for span in title.covered_nights():
            yield from (span.since, title.decided_on)
            if span.until is not None:
                yield span.until
    yield from (other.annulled_from for other in trajectory.stays if other.annulled_from is not None)


def _joined(pieces: Iterable[Segment]) -> list[Segment]:
    """Neighbours that differ in nothing but their days are made one."""
    result: list[Segment] = []
    for piece in pieces:
        longer = result[-1]._replace(valid_until=piece.valid_until) if result else None
        if longer is not None and longer == piece._replace(valid_from=longer.valid_from):
            result[-1] = longer
        else:
            result.append(piece)
    return result

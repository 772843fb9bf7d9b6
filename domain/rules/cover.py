"""Closed nights and their ground."""

from collections.abc import Iterator

from domain.cover import uncovered_nights
from domain.rules.catalogue import Found, rule
from domain.trajectory import Trajectory


@rule("L1", "law", "Jeugdwet 6.1.2")
def closed_nights_have_a_title(trajectory: Trajectory) -> Iterator[Found]:
    """Every night in a closed accommodation is covered by a running title (Jeugdwet 6.1.2, 6.2.2; BW 1:265a). Unit: nights."""
    for nights in uncovered_nights(trajectory):
        yield Found(nights.since, nights.until, "Nachten in een gesloten accommodatie zonder lopende titel.")

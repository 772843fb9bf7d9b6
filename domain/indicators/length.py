"""How long closed care lasts: per placement, and per episode (indicator 4)."""

from collections.abc import Iterator

from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.closed import episodes, how_long, nights, placements
from domain.indicators.fact import Counted, once
from domain.spans import Span
from domain.trajectory import Stay


@measure("closed-placement-ended")
def placements_that_ended(case: Case) -> Iterator[Counted]:
    """Each placement in a closed house, on the day it ended. Amount: nights. About the stay_id of its first stay.

    Label: under_a_month, if it ended before the same day of the next month; over_a_year, if after the same day twelve months on; between.
    """
    for placement in placements(case):
        if placement.until is not None:
            yield _ended(case, placement.stays, Span(placement.since, placement.until), nights(placement))


@measure("closed-placement-lasting")
def placements_that_began(case: Case) -> Iterator[Counted]:
    """Each placement as the nights that it lasts, in the group of its first day."""
    for placement in placements(case):
        yield _lasting(case, placement.stays[0], Span(placement.since, placement.until))


@measure("closed-episode-ended")
def episodes_that_ended(case: Case) -> Iterator[Counted]:
    """Each episode of closed care, on the day it ended: admissions with at most one night between. Amount: nights inside.

    Label: how long, as of a placement, from its first day to its last. About the stay_id of its first stay.
    """
    for episode in episodes(case):
        if episode.until is not None:
            yield _ended(case, (episode.first, episode.last), Span(episode.since, episode.until), episode.nights)


@measure("closed-episode-lasting")
def episodes_that_began(case: Case) -> Iterator[Counted]:
    """Each episode from its first night to its last, in the group of its first day."""
    for episode in episodes(case):
        yield _lasting(case, episode.first, Span(episode.since, episode.until))


def _ended(case: Case, stays: tuple[Stay, ...], days: Span, inside: int | None) -> Counted:
    assert inside is not None
    assert days.until is not None
    group = case.group(days.until, stays[-1])
    return once(stays[0].stay_id, days.until, group, amount=float(inside), label=how_long(days.since, days.until))


def _lasting(case: Case, first: Stay, days: Span) -> Counted:
    return Counted(first.stay_id, days, case.group(days.since, first))


def _variants(prefix: str, ended: str, lasting: str, what: str) -> Iterator[Variant]:
    for name, aggregate, said in (
        ("median", Aggregate.MEDIAN, "Mediaan"),
        ("mean", Aggregate.MEAN, "Gemiddelde"),
        ("p90", Aggregate.P90, "Negentigste percentiel"),
    ):
        yield Variant(
            f"{prefix}{name}",
            ended,
            aggregate,
            "nachten",
            f"{said} van het aantal nachten van {what} die in de periode eindigden.",
            labels="duur",
        )
    for name, label, said in (
        ("under-a-month", "under_a_month", "korter dan een maand"),
        ("over-a-year", "over_a_year", "langer dan twaalf maanden"),
    ):
        yield Variant(
            f"{prefix}{name}",
            ended,
            Aggregate.SHARE,
            "%",
            f"Van {what} die in de periode eindigden het deel dat {said} duurde.",
            label=label,
        )
    yield Variant(
        f"{prefix}survival",
        lasting,
        Aggregate.SURVIVAL_MEDIAN,
        "nachten",
        f"Mediaan volgens Kaplan en Meier van de duur van {what} die in de periode begonnen; wat op de peildatum nog loopt is daar"
        " afgebroken.",
    )


indicator(
    4,
    "length-of-stay",
    "Verblijfsduur gesloten",
    *_variants("", "closed-placement-ended", "closed-placement-lasting", "plaatsingen in een gesloten huis"),
    *_variants("episode-", "closed-episode-ended", "closed-episode-lasting", "gesloten episodes"),
)

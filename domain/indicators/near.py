"""How near home a stay is (indicator 7): by municipality and region. Distances in kilometres are not to be had.

The postcode's area of home is recorded, but no table of the middles of postcode areas is at hand that is free, kept up and complete; and
houses stand in the register with the middle of their municipality. A distance between the two would seem more exact than it is.
"""

from collections.abc import Iterator

from domain.events import SchoolContinuity
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.trajectory import Stay

SAME_MUNICIPALITY, IN_REGION, OUTSIDE_REGION = "same_municipality", "in_region", "outside_region"


def nearness(case: Case, stay: Stay) -> str | None:
    """By the municipality that is responsible when the stay begins, and the place as it was then; None where it is unknown or secret."""
    place = stay.place_then
    if place is None or case.is_secret(stay):
        return None
    if place.lies_in(case.trajectory.home_municipality_on(stay.since)):
        return SAME_MUNICIPALITY
    return IN_REGION if place.in_region else OUTSIDE_REGION


@measure("placed")
def who_is_placed_how_near(case: Case) -> Iterator[Counted]:
    """The beginning of each main stay of which it is known and not secret where it is; met if it is in the region.

    Label: same_municipality, in_region or outside_region, as of a `night`. About the stay_id.
    """
    for stay in case.main_stays:
        near = nearness(case, stay)
        if near is not None:
            yield once(stay.stay_id, stay.since, case.group(stay.since, stay), met=near != OUTSIDE_REGION, label=near)


@measure("school")
def who_keeps_his_school(case: Case) -> Iterator[Counted]:
    """Each time that it is recorded whether he keeps the same school; met if he does. About the version."""
    for recorded, event in case.events(SchoolContinuity):
        stay = case.trajectory.main_stay_on(event.occurred_on)
        yield once(recorded.version, event.occurred_on, case.group(event.occurred_on, stay), met=event.same_school)


indicator(
    7,
    "nearness",
    "Nabijheid",
    Variant(
        "in-region",
        "placed",
        Aggregate.SHARE,
        "%",
        "Van de hoofdverblijven die in de periode beginnen het deel dat in de regio ligt.",
        labels="nabijheid",
    ),
    Variant(
        "same-municipality",
        "placed",
        Aggregate.SHARE,
        "%",
        "Van de hoofdverblijven die in de periode beginnen het deel dat in de eigen gemeente ligt.",
        label=SAME_MUNICIPALITY,
    ),
    Variant(
        "outside-region",
        "placed",
        Aggregate.SHARE,
        "%",
        "Van de hoofdverblijven die in de periode beginnen het deel dat buiten de regio ligt.",
        label=OUTSIDE_REGION,
    ),
    Variant(
        "stand-same-municipality",
        "night",
        Aggregate.SHARE_OF_STOCK,
        "%",
        "Van de jeugdigen in een hoofdverblijf in de nacht van de laatste dag van de periode het deel dat in de eigen gemeente verblijft.",
        label=SAME_MUNICIPALITY,
    ),
    Variant(
        "same-school",
        "school",
        Aggregate.SHARE,
        "%",
        "Van de keren dat in de periode is vastgelegd of de jeugdige op dezelfde school blijft het deel waarin dat zo is.",
    ),
)

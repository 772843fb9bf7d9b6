"""How near home a stay is (indicator 7): by municipality and region, in kilometres, and by province.

The home of the one is the municipality that is responsible, of the other the postcode area in which he lives. Houses stand in the register
with coordinates to two decimals, about a kilometre; so a distance is told in whole ones.
"""

from collections.abc import Iterator
from datetime import date

from domain.events import IdentityChanged, SchoolContinuity, TrajectoryOpened
from domain.events.place import PlaceThen
from domain.geography import Area, Point, area, kilometres, province_at
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.trajectory import Stay

SAME_MUNICIPALITY, IN_REGION, OUTSIDE_REGION = "same_municipality", "in_region", "outside_region"

NEAR_BY = 10
"""Kilometres (indicator 7: at most so many)."""

WITHIN, FURTHER, UNKNOWN = "within_10_km", "further", "unknown"


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


@measure("distance")
def how_far_from_home(case: Case) -> Iterator[Counted]:
    """The beginning of each main stay, where neither the place nor the address of home is secret; met if it is at most ten kilometres away.

    As the crow flies, from the middle of the postcode area of home, as it was known for that day, to the house as it stood in the register
    then. Amount: whole kilometres. Label: within_10_km, further, or unknown where either is not known; then there is no amount, and None.
    About the stay_id.
    """
    for stay, home, place in _from_home(case):
        group = case.group(stay.since, stay)
        if home is None or place is None:
            yield once(stay.stay_id, stay.since, group, label=UNKNOWN)
            continue
        distance = kilometres(home.middle, place)
        near = distance <= NEAR_BY
        yield once(stay.stay_id, stay.since, group, amount=float(round(distance)), met=near, label=WITHIN if near else FURTHER)


@measure("province")
def who_is_placed_in_another_province(case: Case) -> Iterator[Counted]:
    """Each of these of which both are known; met if the house is in another province than home.

    The province of a house is that of the postcode area whose middle is nearest. About the stay_id.
    """
    for stay, home, place in _from_home(case):
        if home is not None and place is not None:
            yield once(stay.stay_id, stay.since, case.group(stay.since, stay), met=province_at(place) != home.province)


def _from_home(case: Case) -> Iterator[tuple[Stay, Area | None, Point | None]]:
    """Each main stay of which it may be told how far it is, with where he lived when it began, and where the house was."""
    if case.hides_home:
        return
    homes = _homes(case)
    for stay in case.main_stays:
        if case.is_secret(stay):
            continue
        postcode = next((postcode for day, postcode in reversed(homes) if day <= stay.since), None)
        yield stay, area(postcode) if postcode else None, _point(stay.place_then)


def _point(place: PlaceThen | None) -> Point | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return Point(place.latitude, place.longitude)


def _homes(case: Case) -> list[tuple[date, str]]:
    """Each day from which he lived in another postcode area, in order, with that."""
    opened = [(event.occurred_on, event.identity.postcode) for _, event in case.events(TrajectoryOpened)]
    changed = [(event.occurred_on, event.postcode) for _, event in case.events(IdentityChanged)]
    return [(day, postcode.area) for day, postcode in (*opened, *changed) if postcode is not None]


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
        "outside-province",
        "province",
        Aggregate.SHARE,
        "%",
        "Van de hoofdverblijven die in de periode beginnen en waarvan de afstand tot thuis bekend is het deel dat in een andere provincie"
        " ligt dan thuis.",
    ),
    Variant(
        "distance",
        "distance",
        Aggregate.MEDIAN,
        "km",
        "Mediaan van de afstand hemelsbreed, in hele kilometers, tussen thuis en de hoofdverblijven die in de periode beginnen, waar die"
        " bekend is.",
    ),
    Variant("distance-p75", "distance", Aggregate.P75, "km", "Vijfenzeventigste percentiel van diezelfde afstand."),
    Variant(
        "within-10-km",
        "distance",
        Aggregate.SHARE,
        "%",
        "Van de hoofdverblijven die in de periode beginnen en waarvan de afstand tot thuis bekend is het deel op ten hoogste tien kilometer"
        " van thuis.",
    ),
    Variant(
        "distance-unknown",
        "distance",
        Aggregate.SHARE,
        "%",
        "Van de hoofdverblijven die in de periode beginnen het deel waarvan de afstand tot thuis niet bekend is.",
        label=UNKNOWN,
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

"""What is told of the things that events concern: a few codes each, that do not change."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from domain.indicators import AgeGroup
from domain.region import Region
from domain.trajectory import Trajectory
from interchange.ocel.concerns import Kind

_NAMES: Mapping[Kind, tuple[str, ...]] = {
    Kind.TRAJECTORY: ("gender", "age_group"),
    Kind.STAY: ("setting", "purpose"),
    Kind.TITLE: ("kind", "civil_basis"),
    Kind.HELP: ("kind",),
    Kind.REFERRAL: ("requested_setting", "urgency"),
    Kind.PROTECTION_MEASURE: ("kind",),
    Kind.PROVIDER: (),
    Kind.LOCATION: ("setting", "municipality"),
    Kind.MUNICIPALITY: (),
}
"""All of them codes, by the names that they have in the state or in the register; `age_group` is that on the day of opening."""

_ALWAYS = "1970-01-01T00:00:00Z"
"""In OCEL an attribute of a thing holds from a moment; this one stands for ever."""


def types() -> list[dict[str, Any]]:
    """The kinds of things, as OCEL declares them."""
    return [{"name": kind, "attributes": [{"name": name, "type": "string"} for name in names]} for kind, names in _NAMES.items()]


def of_a_trajectory(kind: Kind, name: str, trajectory: Trajectory) -> list[dict[str, str]]:
    """The attributes of a thing of the trajectory; none of one that events name and of which no more is known."""
    if kind is Kind.TRAJECTORY:
        age_group = AgeGroup.of(trajectory.age_on(trajectory.opened_on))
        return list(_attributes({"gender": trajectory.gender, "age_group": age_group}.items()))
    return _told(kind, next((thing for own, thing in _things(kind, trajectory) if own == name), None))


def of_the_register(kind: Kind, code: str, region: Region) -> list[dict[str, str]]:
    """The attributes of a location, as the register has it last; of the others their code says who they are."""
    return _told(kind, region.locations[code] if kind is Kind.LOCATION else None)


def _things(kind: Kind, trajectory: Trajectory) -> Iterator[tuple[str, object]]:
    """Those of that kind, with what names them within the trajectory."""
    match kind:
        case Kind.STAY:
            yield from ((stay.stay_id, stay) for stay in trajectory.stays)
        case Kind.TITLE:
            yield from ((title.title_id, title) for title in trajectory.titles)
        case Kind.HELP:
            yield from ((given.help_id, given) for given in trajectory.helps)
        case Kind.REFERRAL:
            yield from ((str(referral.version), referral) for referral in trajectory.referrals)
        case Kind.PROTECTION_MEASURE:
            yield from ((measure.measure_id, measure) for measure in trajectory.protections)


def _told(kind: Kind, thing: object | None) -> list[dict[str, str]]:
    return [] if thing is None else list(_attributes((name, getattr(thing, name)) for name in _NAMES[kind]))


def _attributes(told: Iterable[tuple[str, object]]) -> Iterator[dict[str, str]]:
    return ({"name": name, "time": _ALWAYS, "value": str(value)} for name, value in told if value is not None)

"""Into closed care and out of it (JeugdzorgPlus: placements and unique jeugdigen; indicators 1 and 2)."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days
from domain.codes import Setting, TitleKind
from domain.events import PriorHistoryRecorded, ReferralReceived
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.closed import placements
from domain.indicators.fact import Counted, once
from domain.law.cover import ground_of
from domain.law.residence import Residence, closed_admissions
from domain.whereabouts import Where, whereabouts_on

_URGENT = frozenset({TitleKind.SPOEDMACHTIGING, TitleKind.CRISISMAATREGEL})


@measure("closed-admission")
def who_comes_into_closed_care(case: Case) -> Iterator[Counted]:
    """Each admission: the first night of a closed stay, where he was in no closed stay the night before, nor in one that ended that day.

    About the stay_id of its first stay. Label: who referred last, on that day or before. Met: it was urgent, which is that it was a
    crisis, or that the first night was under a spoedmachtiging or a crisismaatregel.
    """
    for admission in closed_admissions(case.trajectory):
        first = admission.stays[0]
        title = ground_of(case.trajectory, first, first.since)
        urgent = first.crisis or (title is not None and title.kind in _URGENT)
        yield _admitted(case, admission, met=urgent, label=_referrer(case, admission.since))


@measure("closed-admission-origin")
def where_they_come_from(case: Case) -> Iterator[Counted]:
    """Each admission; met if it is the first ever: no earlier one is recorded here, and none in the prior history that was reported.

    Label: where he was the night before: home; absconded; the setting of the stay; where that is unknown, the destination of the main stay
    that ended last (`Destination`); unknown before the trajectory was opened.
    """
    told_of = any(event.setting is Setting.GESLOTEN for _, event in case.events(PriorHistoryRecorded))
    for number, admission in enumerate(closed_admissions(case.trajectory)):
        yield _admitted(case, admission, met=number == 0 and not told_of, label=_whence(case, admission.since))


@measure("closed-placement")
def who_is_placed_in_a_closed_house(case: Case) -> Iterator[Counted]:
    """Each placement, on its first day: also out of another closed house. Another provider in the same house places nobody.

    Closed stays, in the order of their first days, of which one ends on the day on which the next begins, in the same location, are one
    placement. About the stay_id of the first.
    """
    for placement in placements(case):
        yield _admitted(case, placement)


@measure("closed-exit")
def who_leaves_closed_care(case: Case) -> Iterator[Counted]:
    """The end of each admission, on the day after its last night. About the stay_id of its first stay.

    Label: died, if he had by then; else the setting of the main stay that covers the night of that day, or that began on it; else the
    destination of the stay that ended (`Destination`); else unknown.
    """
    for admission in closed_admissions(case.trajectory):
        if admission.until is not None:
            last = max(admission.stays, key=lambda stay: stay.until == admission.until)
            yield once(admission.name, admission.until, case.group(admission.until, last), label=_whither(case, admission, admission.until))


@measure("closed-placement-exit")
def who_leaves_a_closed_house(case: Case) -> Iterator[Counted]:
    """The end of each placement, on the day after its last night, also into another closed house. About the stay_id of its first stay."""
    for placement in placements(case):
        if placement.until is not None:
            yield once(placement.name, placement.until, case.group(placement.until, placement.stays[-1]))


def _admitted(case: Case, admission: Residence, *, met: bool | None = None, label: str | None = None) -> Counted:
    return once(admission.name, admission.since, case.group(admission.since, admission.stays[0]), met=met, label=label)


def _referrer(case: Case, day: date) -> str | None:
    received = [event.referrer for _, event in case.events(ReferralReceived) if event.occurred_on <= day]
    return received[-1] if received else None


def _whence(case: Case, day: date) -> str:
    before = whereabouts_on(case.trajectory, add_days(day, -1))
    if before is None:
        return "unknown"
    if before.where in (Where.HOME, Where.ABSCONDED):
        return before.where
    if before.stay_id is not None:
        return case.stays[before.stay_id].setting
    left = [stay for stay in case.main_stays if stay.until is not None and stay.until < day]
    last = max(left, key=lambda stay: (stay.until, stay.version), default=None)
    return last.destination if last and last.destination else "unknown"


def _whither(case: Case, admission: Residence, day: date) -> str:
    """Died; else the stay in which he is that night, or that began that day; else the destination of the stay that ended last."""
    trajectory = case.trajectory
    if trajectory.died_on is not None and trajectory.died_on <= day:
        return "died"
    following = trajectory.main_stay_on(day) or next((stay for stay in case.main_stays if stay.since == day != admission.since), None)
    if following is not None:
        return following.setting
    ended = [stay.destination for stay in admission.stays if stay.until == day and stay.destination is not None]
    return ended[-1] if ended else "unknown"


indicator(
    1,
    "inflow",
    "Instroom gesloten",
    Variant(
        "admissions",
        "closed-admission",
        Aggregate.COUNT,
        "opnames",
        "Aantal opnames in gesloten jeugdhulp die in de periode beginnen, terwijl de jeugdige de nacht ervoor in geen enkel gesloten"
        " verblijf was.",
        labels="verwijzer",
    ),
    Variant(
        "unique",
        "closed-admission",
        Aggregate.UNIQUE,
        "jeugdigen",
        "Aantal verschillende jeugdigen met ten minste één zulke opname in de periode.",
    ),
    Variant(
        "placements",
        "closed-placement",
        Aggregate.COUNT,
        "plaatsingen",
        "Aantal keren dat een jeugdige in de periode in een gesloten huis komt, ook vanuit een ander gesloten huis.",
    ),
    Variant(
        "unique-placed",
        "closed-placement",
        Aggregate.UNIQUE,
        "jeugdigen",
        "Aantal verschillende jeugdigen met ten minste één zulke plaatsing in de periode.",
    ),
    Variant(
        "first-ever",
        "closed-admission-origin",
        Aggregate.SHARE,
        "%",
        "Van de opnames in de periode het deel waarvoor geen eerdere opname in gesloten jeugdhulp bekend is.",
    ),
    Variant(
        "urgent",
        "closed-admission",
        Aggregate.SHARE,
        "%",
        "Van de opnames in de periode het deel dat een crisis was, of waarvan de eerste nacht onder een spoedmachtiging of"
        " crisismaatregel viel.",
    ),
    Variant(
        "origins",
        "closed-admission-origin",
        Aggregate.COUNT,
        "opnames",
        "Aantal opnames in gesloten jeugdhulp die in de periode beginnen, uit te splitsen naar waar de jeugdige de nacht ervoor was.",
        labels="herkomst",
    ),
    Variant(
        "from-home",
        "closed-admission-origin",
        Aggregate.SHARE,
        "%",
        "Van de opnames in de periode het deel waarbij de jeugdige de nacht ervoor thuis was.",
        label="home",
    ),
)

indicator(
    2,
    "outflow",
    "Uitstroom gesloten",
    Variant(
        "exits",
        "closed-exit",
        Aggregate.COUNT,
        "vertrekken",
        "Aantal opnames in gesloten jeugdhulp die in de periode eindigen, zonder dat diezelfde dag een ander gesloten verblijf begint.",
        labels="bestemming",
    ),
    Variant(
        "unique",
        "closed-exit",
        Aggregate.UNIQUE,
        "jeugdigen",
        "Aantal verschillende jeugdigen met ten minste één zulk vertrek in de periode.",
    ),
    Variant(
        "placements",
        "closed-placement-exit",
        Aggregate.COUNT,
        "plaatsingen",
        "Aantal keren dat een jeugdige in de periode een gesloten huis verlaat, ook naar een ander gesloten huis.",
    ),
)

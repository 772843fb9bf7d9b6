"""What came before the first closed admission (indicator 15)."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_months
from domain.codes import Setting
from domain.events import PriorHistoryRecorded
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.law.residence import Residence, closed_admissions


def _first(case: Case) -> tuple[Residence, list[tuple[date | None, str | None, Setting]]] | None:
    """The first admission, with the first day, provider and setting of every stay, help and reported history that began before it.

    None if closed care was reported before it: then it is not the first. Of a year or month the first day is meant.
    """
    admissions = closed_admissions(case.trajectory)
    told = [event for _, event in case.events(PriorHistoryRecorded)]
    if not admissions or any(event.setting is Setting.GESLOTEN for event in told):
        return None
    first = admissions[0]
    before: list[tuple[date | None, str | None, Setting]] = [(_first_day(event.from_), event.provider, event.setting) for event in told]
    before += [(stay.since, stay.provider, stay.setting) for stay in case.trajectory.stays if not first.holds(stay.stay_id)]
    before += [(given.since, given.provider, Setting.AMBULANT) for given in case.trajectory.helps]
    return first, [each for each in before if each[0] is None or each[0] < first.since]


def _first_day(partial: str | None) -> date | None:
    return date.fromisoformat(partial + "-01" * (2 - partial.count("-"))) if partial else None


def _counted(case: Case, admission: Residence, amount: int) -> Counted:
    return once(admission.name, admission.since, case.group(admission.since, admission.stays[0]), amount=float(amount))


@measure("providers-before-closed")
def how_many_providers_came_before(case: Case) -> Iterator[Counted]:
    """The first closed admission, on its day. Amount: distinct providers before it. About the stay_id of its first stay."""
    found = _first(case)
    if found is not None:
        admission, before = found
        yield _counted(case, admission, len({provider for _, provider, _ in before if provider is not None}))


@measure("settings-before-closed")
def how_many_settings_came_before(case: Case) -> Iterator[Counted]:
    """The same. Amount: distinct settings before it."""
    found = _first(case)
    if found is not None:
        admission, before = found
        yield _counted(case, admission, len({setting for _, _, setting in before}))


@measure("months-before-closed")
def how_long_it_took(case: Case) -> Iterator[Counted]:
    """The first closed admission before which there was help of which the first day is known. Amount: whole months since that day."""
    found = _first(case)
    days = [day for day, _, _ in found[1] if day is not None] if found else []
    if found is not None and days:
        yield _counted(case, found[0], _whole_months(min(days), found[0].since))


def _whole_months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if add_months(first, months) <= last else months - 1


indicator(
    15,
    "stacking",
    "Stapeling",
    Variant(
        "providers",
        "providers-before-closed",
        Aggregate.MEDIAN,
        "aanbieders",
        "Mediaan van het aantal verschillende aanbieders vóór de eerste gesloten opname, van eerste opnames in de periode.",
    ),
    Variant(
        "settings",
        "settings-before-closed",
        Aggregate.MEDIAN,
        "vormen",
        "Mediaan van het aantal verschillende vormen van hulp vóór de eerste gesloten opname, van eerste opnames in de periode.",
    ),
    Variant(
        "months",
        "months-before-closed",
        Aggregate.MEDIAN,
        "maanden",
        "Mediaan van het aantal hele maanden tussen de eerste hulp en de eerste gesloten opname, van eerste opnames in de periode"
        " waarvóór er hulp was.",
    ),
)

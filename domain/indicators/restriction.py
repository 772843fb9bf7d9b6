"""Restrictive measures in closed care (indicator 12; Jeugdwet 6.3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.calendar import AMSTERDAM
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.law.measures import HOURS_TO_JUDGE_SECLUSION, Application, Instant, applications


@measure("restriction")
def which_measures_are_applied(case: Case) -> Iterator[Counted]:
    """Each measure applied in closed care, on the day it began; met if it was against an emergency. Label: its code.

    About the measure_id.
    """
    for applied in applications(case.trajectory):
        if applied.inside is not None:
            yield _counted(case, applied, met=applied.measure.emergency, label=applied.measure.code)


@measure("restriction-outside")
def which_measures_are_applied_elsewhere(case: Case) -> Iterator[Counted]:
    """Each measure applied outside closed care, lawful or not, on the day it began. Label: its code. About the measure_id."""
    for applied in applications(case.trajectory):
        if applied.inside is None:
            yield _counted(case, applied, label=applied.measure.code)


@measure("seclusion")
def who_is_locked_up(case: Case) -> Iterator[Counted]:
    """Each insluiting in closed care, on the day it began. Amount: hours, where both clock times are recorded. About the measure_id.

    Met if the first judgement was certainly within three hours; not if that, or without one the end, certainly came later or is not
    recorded; else None. Without a clock time something may have been at any time of its day.
    """
    for applied in applications(case.trajectory):
        if applied.inside is not None and applied.measure.code.is_seclusion:
            yield _counted(case, applied, met=_judged_in_time(applied), amount=_hours(applied))


def _counted(
    case: Case, applied: Application, *, met: bool | None = None, label: str | None = None, amount: float | None = None
) -> Counted:
    day = applied.start.day
    inside = applied.inside
    there = next((stay for stay in inside.stays if stay.covers(day)), None) if inside else None
    group = case.group(day, there or case.trajectory.main_stay_on(day))
    return once(applied.measure.measure_id, day, group, amount=amount, met=met, label=label)


def _hours(applied: Application) -> float | None:
    """On the clock of the wall, with the hour that is put on or back reckoned with."""
    start, end = _moment(applied.start), _moment(applied.end)
    if start is None or end is None or end < start:
        return None
    return (end.timestamp() - start.timestamp()) / 3600


def _moment(instant: Instant | None) -> datetime | None:
    return datetime.combine(instant.day, instant.clock, AMSTERDAM) if instant and instant.clock is not None else None


def _judged_in_time(applied: Application) -> bool | None:
    """By a scientist within three hours (Besluit Jeugdwet 6.2.4(1)). None where the clock times leave it open, or it ended sooner unjudged.

    Of one that goes on and was not judged, not.
    """
    hours = timedelta(hours=HOURS_TO_JUDGE_SECLUSION.on(applied.start.day))
    judged = applied.judged[0].at if applied.judged else None
    if judged is not None and judged.latest <= applied.start.earliest + hours:
        return True
    over = judged or applied.end
    if over is None or over.earliest > applied.start.latest + hours:
        return False
    return None


indicator(
    12,
    "measures",
    "Vrijheidsbeperkende maatregelen",
    Variant(
        "per-hundred-nights",
        "restriction",
        Aggregate.PER_HUNDRED_NIGHTS,
        "per 100 nachten",
        "Aantal maatregelen dat in de periode in gesloten jeugdhulp begon, per honderd nachten van de periode in gesloten jeugdhulp.",
        other="closed-night",
        labels="code",
    ),
    Variant(
        "count",
        "restriction",
        Aggregate.COUNT,
        "maatregelen",
        "Aantal maatregelen dat in de periode in gesloten jeugdhulp begon.",
        labels="code",
    ),
    Variant(
        "jeugdigen",
        "restriction",
        Aggregate.UNIQUE,
        "jeugdigen",
        "Aantal verschillende jeugdigen met ten minste één zulke maatregel in de periode.",
        labels="code",
    ),
    Variant(
        "emergencies",
        "restriction",
        Aggregate.SHARE,
        "%",
        "Van deze maatregelen het deel in een noodsituatie.",
        labels="code",
    ),
    Variant("seclusions", "seclusion", Aggregate.COUNT, "insluitingen", "Aantal insluitingen dat in de periode begon."),
    Variant(
        "seclusion-hours",
        "seclusion",
        Aggregate.MEAN,
        "uren",
        "Gemiddelde duur van de insluitingen die in de periode begonnen en waarvan begin en einde met een kloktijd zijn vastgelegd.",
    ),
    Variant(
        "seclusions-judged",
        "seclusion",
        Aggregate.SHARE,
        "%",
        "Van de insluitingen die in de periode begonnen het deel dat binnen drie uur door een gedragswetenschapper is beoordeeld; waar de"
        " kloktijden het openlaten, en wat eerder onbeoordeeld eindigde, telt niet mee.",
    ),
    Variant(
        "outside",
        "restriction-outside",
        Aggregate.COUNT,
        "maatregelen",
        "Aantal maatregelen dat in de periode buiten gesloten jeugdhulp begon.",
        labels="code",
    ),
)

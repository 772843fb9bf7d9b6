"""Restrictive measures: how long an emergency lasts, and when their use is reported (Jeugdwet 6.3.1.2, 6.3.2.2, 6.7.1)."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import AMSTERDAM, add_days, earlier
from domain.deadlines.catalogue import Due, deadline
from domain.law.measures import HOURS_TO_JUDGE_SECLUSION, HOURS_WITHOUT_CONSENT, Application, Instant, applications, hours_after
from domain.law.plans import days_allowed
from domain.law.residence import Residence, closed_admissions
from domain.parameters import Dated
from domain.since import RECHTSPOSITIE
from domain.terms import Term
from domain.trajectory import MeasureReport, Trajectory

IN_CLOSED_CARE = frozenset({"TOEZ", "BEW", "VERPL", "CONT", "ONDZ"})
"""The chapters of the measures that can be applied in a closed accommodation (Jeugdwet 6.3.1.1(3))."""

EMERGENCY = Dated({RECHTSPOSITIE: Term("Jeugdwet 6.3.1.2(4)", days=3)})
"""Three days on end, read as three times twenty-four hours; it restricts liberty, so that the Algemene termijnenwet leaves it alone."""

SECLUSION = Dated({RECHTSPOSITIE: Term("Jeugdwet 6.3.2.2(3)", days=1)})

SECLUSION_PROLONGED = Dated({RECHTSPOSITIE: Term("Jeugdwet 6.3.2.2(3)", days=2)})
"""The one day, and the one by which a scientist may prolong it once."""

REPORT = Dated({RECHTSPOSITIE: Term("Jeugdwet 6.7.1(3)", months=6)})


@deadline("emergency-measure", "Jeugdwet 6.3.1.2(4)", dutch="Maatregel in noodsituatie", lead=(1, 0), since=RECHTSPOSITIE)
def emergency_measures_end(trajectory: Trajectory) -> Iterator[Due]:
    """A measure against an emergency ends within three days, or goes on as part of the plan. About the measure_id."""
    for applied in applications(trajectory):
        if is_of_an_emergency(applied) and not applied.measure.code.is_seclusion:
            planned = planned_from(trajectory, applied)
            if planned != applied.start.day:
                yield _end_due(applied, EMERGENCY.on(applied.start.day), planned)


@deadline("seclusion", "Jeugdwet 6.3.2.2(3)", dutch="Afzondering beëindigen", lead=(1, 0), since=RECHTSPOSITIE)
def seclusions_end(trajectory: Trajectory) -> Iterator[Due]:
    """Insluiting ends within a day, or two where a scientist prolonged it in time. About the measure_id."""
    for applied in applications(trajectory):
        if applied.measure.code.is_seclusion and applied.inside is not None:
            yield _end_due(applied, seclusion_term(applied), None)


@deadline("emergency-consent", "Jeugdwet 6.3.1.2(5)", dutch="Instemming met noodmaatregel", lead=(1, 0), since=RECHTSPOSITIE)
def emergency_measures_are_consented_to(trajectory: Trajectory) -> Iterator[Due]:
    """After twelve hours a measure against an emergency goes on only with the consent of a scientist. About the measure_id.

    `due_at` where the hour of its start is recorded; without it, the day by which twelve hours have certainly passed.
    """
    for applied in applications(trajectory):
        if is_of_an_emergency(applied) and not applied.measure.code.is_seclusion:
            planned = planned_from(trajectory, applied)
            if planned != applied.start.day:
                consented = next((each.at.day for each in applied.judged if each.continues), None)
                yield _within_hours(applied, HOURS_WITHOUT_CONSENT.on(applied.start.day), consented, planned)


@deadline("seclusion-review", "Besluit Jeugdwet 6.2.4(1)", dutch="Beoordeling insluiting", lead=(1, 0), since=RECHTSPOSITIE)
def seclusions_are_judged(trajectory: Trajectory) -> Iterator[Due]:
    """A scientist judges an insluiting within three hours. About the measure_id; `due_at` where the hour of its start is recorded."""
    for applied in applications(trajectory):
        if applied.measure.code.is_seclusion and applied.inside is not None:
            judged = applied.judged[0].at.day if applied.judged else None
            yield _within_hours(applied, HOURS_TO_JUDGE_SECLUSION.on(applied.start.day), judged, None)


@deadline("measure-report", "Jeugdwet 6.7.1(3)", dutch="Verslag over maatregelen", lead=(14, 0), since=RECHTSPOSITIE)
def measures_are_reported(trajectory: Trajectory) -> Iterator[Due]:
    """Every six months while measures are applied: a report to the GI, the parents or the foster parents. About the first stay_id.

    Counted from the first measure that no report has told of yet. A report names no single measure; telling of one is another duty
    (6.7.2). From sixteen on it reminds as well: whether the jeugdige consents has to be asked first (6.7.2(3)).
    """
    if not trajectory.measures:
        return
    reports = sorted((each for each in trajectory.measure_reports if each.measure_id is None), key=lambda each: each.told_on)
    for admission in closed_admissions(trajectory):
        inside = [a for a in applications(trajectory) if a.inside is admission and _is_reported(a)]
        since = min((applied.start.day for applied in inside), default=None)
        for report in reports:
            if since is not None and since <= report.told_on:
                yield _report_due(admission, since, report)
                since = _untold_since(inside, report.told_on)
        if since is not None:
            yield _report_due(admission, since, None)


def is_of_an_emergency(applied: Application) -> bool:
    """Only in a closed accommodation does an emergency stand in the place of the plan (6.3.1.2(3))."""
    return applied.measure.emergency and applied.inside is not None and applied.measure.code.chapter in IN_CLOSED_CARE


def planned_from(trajectory: Trajectory, applied: Application) -> date | None:
    """The first day of its application on which the plan allows it; from then on it needs no emergency."""
    start = applied.start.day
    allowed = days_allowed(trajectory, applied.measure.code, applied.inside)
    return next((max(span.since, start) for span in allowed if span.until is None or start < span.until), None)


def seclusion_term(applied: Application) -> Term:
    """Prolonged only by a scientist who said so before the first day was certainly over."""
    term = SECLUSION.on(applied.start.day)
    limit = Instant(term.after(applied.start.day), applied.start.clock).latest
    prolonged = any(judged.prolongs_seclusion and judged.at.earliest <= limit for judged in applied.judged)
    return SECLUSION_PROLONGED.on(applied.start.day) if prolonged else term


def _within_hours(applied: Application, hours: int, met_on: date | None, planned: date | None) -> Due:
    """Of a measure that ended nobody asks any more."""
    start, limit = applied.start, hours_after(applied.start, hours)
    return Due(
        about=applied.measure.measure_id,
        since=start.day,
        due_on=limit.date(),
        due_at=limit.replace(tzinfo=AMSTERDAM) if start.clock is not None else None,
        met_on=met_on,
        over_on=earlier(applied.end.day if applied.end else None, planned),
    )


def _end_due(applied: Application, term: Term, planned: date | None) -> Due:
    measure, start = applied.measure, applied.start.day
    left_on = applied.inside.until if applied.inside else None
    over_on = earlier(earlier(left_on, measure.annulled_from), planned)
    if measure.ended_on is None and applied.end == applied.start:
        over_on = earlier(over_on, add_days(start, 1))
    return Due(
        about=measure.measure_id,
        since=start,
        due_on=term.due_on(start),
        met_on=measure.ended_on,
        met_by=measure.ended_by,
        over_on=over_on,
    )


def _is_reported(applied: Application) -> bool:
    """The measures of section 6.3.2, since the day on which the law asks for the report."""
    return applied.measure.code.chapter != "VOORW" and applied.start.day >= RECHTSPOSITIE


def _report_due(admission: Residence, since: date, report: MeasureReport | None) -> Due:
    return Due(
        about=admission.name,
        since=since,
        due_on=REPORT.on(since).due_on(since),
        met_on=report.told_on if report else None,
        met_by=report.version if report else None,
        over_on=admission.until,
    )


def _untold_since(inside: list[Application], told_on: date) -> date | None:
    """The first day after a report on which a measure was applied; of one that went on, the day of the report itself."""
    goes_on = (a for a in inside if a.start.day > told_on or a.days.until is None or a.days.until > add_days(told_on, 1))
    return min((max(a.start.day, told_on) for a in goes_on), default=None)

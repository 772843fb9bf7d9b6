"""Restrictive measures: what allows them, how long, where, and who is told (Jeugdwet 6.3 and 6.7, Besluit Jeugdwet 6.2.4)."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, earlier, later
from domain.codes import MeasureCode, MeasureTold, TitleBasis, TitleKind
from domain.deadlines.measure import (
    EMERGENCY,
    IN_CLOSED_CARE,
    is_of_an_emergency,
    measures_are_reported,
    planned_from,
    seclusion_term,
)
from domain.law.cover import covering_title, uncovered_nights
from domain.law.lapse import titles_in_law
from domain.law.measures import (
    HOURS_TO_JUDGE_SECLUSION,
    HOURS_WITHOUT_CONSENT,
    Application,
    Instant,
    applications,
    beyond,
    first_of,
    hours_after,
)
from domain.law.plans import StandingPlan, days_allowed, standing_plans, terms_over
from domain.law.residence import Residence, closed_admissions
from domain.parameters import Dated
from domain.rules.catalogue import Found, rule
from domain.rules.late import days_late
from domain.rules.paper import when_the_paper_is_missed
from domain.since import JEUGDWET, RECHTSPOSITIE
from domain.spans import Span, joined, within, without
from domain.trajectory import MeasureReport, Trajectory

AGE_FOR_SECLUSION = Dated({RECHTSPOSITIE: 12})
"""Jeugdwet 6.3.2.2(2); 6.3.2.6(2) and 6.3.2.7(2) for being locked up in a vehicle or a court building."""

AGE_OF_CONSENT = Dated({RECHTSPOSITIE: 16})
"""Jeugdwet 6.7.2(3): from that age on the jeugdige consents before others are told."""

THE_REPORT_NEEDS_CONSENT = Dated({RECHTSPOSITIE: True})
"""Does the consent of 6.7.2(3) cover the six-monthly report of 6.7.1(3), too?

The words speak of "informeren", and stand in the article about single measures; no judgment on it is known. Here it does: the report
tells the same people the same things.
"""

LOCKED_UP: dict[MeasureCode, str] = {
    MeasureCode.BEW_F: "Jeugdwet 6.3.2.2(2)",
    MeasureCode.VERV_C: "Jeugdwet 6.3.2.6(2)",
    MeasureCode.GERE_C: "Jeugdwet 6.3.2.7(2)",
}

TOLD_OF = frozenset({MeasureCode.BEW_D, MeasureCode.BEW_F, MeasureCode.VERPL_A, MeasureCode.VERPL_B})
"""Jeugdwet 6.7.2(1): 6.3.2.2(1)(d) and (f), and 6.3.2.3."""

_POWERS_BEFORE_2024 = {
    "BEW": "Jeugdwet 6.3.1(1) (tot 2024)",
    "VERPL": "Jeugdwet 6.3.2(1) (tot 2024)",
    "CONT": "Jeugdwet 6.3.3(1) (tot 2024)",
    "ONDZ": "Jeugdwet 6.3.4(1) (tot 2024)",
    "VERV": "Jeugdwet 6.3.5(1) (tot 2024)",
    "GERE": "Jeugdwet 6.3.8(1) (tot 2024)",
}

POWERS: Dated[dict[str, str]] = Dated(
    {JEUGDWET: _POWERS_BEFORE_2024, RECHTSPOSITIE: dict.fromkeys((code.chapter for code in MeasureCode), "Jeugdwet 6.3.1.1")}
)
"""The article that allows the measures of each chapter, for a jeugdige with a machtiging; for nobody else does any.

Until 2024 each chapter had its own: "een met een machtiging opgenomen jeugdige", "binnen de gesloten accommodatie". That law named no
supervision, and no measures outside under a conditional title (6.1.4(7) had conditions): of these days they are not judged.
"""

_ON_THE_WAY = frozenset({"VERV", "GERE"})
_OUTSIDE = "VOORW"


@rule("L13", "law", "Jeugdwet 6.3.1.2", since=RECHTSPOSITIE)
def measures_rest_on_the_plan_or_an_emergency(trajectory: Trajectory) -> Iterator[Found]:
    """A measure stands in the plan of the day, or wards off an emergency within its limits; locking up only from twelve on.

    What a plan that lists measures leaves out contradicts it on the days of the application. Where no plan lists any, the plan may
    not be recorded yet: a finding when that paper could have followed, until a plan allows the measure or the stay is over. Hours
    are judged where clock times prove something; that a judgement of the scientist is not recorded, or not yet, stops nobody. What
    outlasts the term of its plan is talked over with an independent expert (6.3.1.5). About the measure_id; of a version of a plan, about
    its version.
    """
    for standing in standing_plans(trajectory):
        yield from _planned_without_consent(standing)
    for applied in applications(trajectory):
        if applied.start.day < RECHTSPOSITIE:
            continue
        chapter = applied.measure.code.chapter
        yield from _too_young(trajectory, applied)
        if chapter in _ON_THE_WAY or (chapter in IN_CLOSED_CARE and applied.inside is None):
            continue
        if chapter == _OUTSIDE and applied.inside is not None:
            message = "Maatregel die alleen buiten de gesloten accommodatie kan, toegepast in een gesloten accommodatie."
            yield _about(applied, applied.days, message, "Jeugdwet 6.3.1.1(3)")
        elif applied.measure.code.is_seclusion:
            yield from _seclusion(applied)
        elif is_of_an_emergency(applied):
            yield from _emergency(trajectory, applied)
        else:
            yield from _not_planned(trajectory, applied)
            if chapter in IN_CLOSED_CARE:
                yield from _not_tapered(trajectory, applied)


@rule("L14", "law", "Jeugdwet 6.3.1.1")
def measures_need_a_title(trajectory: Trajectory) -> Iterator[Found]:
    """No restrictive measure without a title, or in a leefhuis, a gezinshuis or an open group. About the measure_id.

    Each day under the article of its own time. Under a title of the Wvggz or the Wzd another law says what can be done outside closed
    care: not judged here.
    """
    for applied in applications(trajectory):
        for days, message in _without_a_title(trajectory, applied):
            for of_one_law in (days.up_to(RECHTSPOSITIE), days & Span(RECHTSPOSITIE)):
                power = POWERS.on(of_one_law.since).get(applied.measure.code.chapter)
                if power is not None and not of_one_law.is_empty:
                    yield _about(applied, of_one_law, message, power)


def _without_a_title(trajectory: Trajectory, applied: Application) -> Iterator[tuple[Span, str]]:
    """The days on which no title was a ground for it, with what is to be said of them."""
    chapter = applied.measure.code.chapter
    if chapter in _ON_THE_WAY:
        if applied.inside is None and not _has_a_title_of_chapter_six(trajectory, applied.start.day):
            yield applied.days, "Maatregel bij vervoer of in een gerechtsgebouw zonder machtiging."
    elif chapter == _OUTSIDE:
        for days in without([applied.days], _conditional_runs(trajectory)) if applied.inside is None else ():
            yield days, "Maatregel buiten een gesloten accommodatie zonder voorwaardelijke machtiging."
    elif applied.inside is not None:
        for days in within(uncovered_nights(trajectory), [applied.days]):
            yield days, "Maatregel in een gesloten accommodatie zonder lopende titel."
    elif not _is_under_another_law(trajectory, applied.start.day):
        yield applied.days, "Maatregel buiten een gesloten accommodatie."


@rule("L15", "law", "Jeugdwet 6.7.2", since=RECHTSPOSITIE)
def measures_are_told(trajectory: Trajectory) -> Iterator[Found]:
    """The GI, the parents or the foster parents are told; from sixteen on only with the consent of the jeugdige.

    Of temporary transfer, seclusion and obligations each time (6.7.2(1)), without a term: a finding when the paper could have
    followed. Before each evaluation of the plan they have copies of the decisions in emergencies (6.7.2(2)). Of all measures they hear
    every six months (6.7.1(3)). From sixteen on the absence proves nothing, since a refusal is not recorded.
    """
    if not (trajectory.measures or trajectory.measure_reports or trajectory.decisions_provided):
        return
    for applied in applications(trajectory):
        if applied.measure.code in TOLD_OF and applied.inside is not None and applied.start.day >= RECHTSPOSITIE:
            yield from _not_told(trajectory, applied)
    for admission in closed_admissions(trajectory):
        yield from _decisions_not_provided(trajectory, admission)
    for report in trajectory.measure_reports:
        if report.measure_id is not None or THE_REPORT_NEEDS_CONSENT.on(report.told_on):
            yield from _told_without_consent(trajectory, report, "Jeugdwet 6.7.2(3)")
    for provided in trajectory.decisions_provided:
        yield from _told_without_consent(trajectory, provided, "Jeugdwet 6.7.2(2)")
    for due in measures_are_reported(trajectory):
        asks = _turns_old_enough(trajectory, due.since) if THE_REPORT_NEEDS_CONSENT.on(due.since) else None
        days = days_late(due).up_to(asks)
        message = "Geen halfjaarlijkse rapportage over de toepassing van maatregelen."
        yield Found(days.since, days.until, message, due.about, "Jeugdwet 6.7.1(3)", absence=True)


def _about(applied: Application, days: Span, message: str, article: str | None = None, *, absence: bool = False) -> Found:
    return Found(days.since, days.until, message, applied.measure.measure_id, article, absence)


def _planned_without_consent(standing: StandingPlan) -> Iterator[Found]:
    """A measure comes into the plan of an admission only after a scientist agreed, medical treatment after a doctor did."""
    if standing.admission is None:
        return
    for days, version in standing.versions():
        if not version.measures:
            continue
        if version.scientist_consented is False:
            message = "Maatregelen in het plan zonder instemming van een gedragswetenschapper."
            yield Found(days.since, days.until, message, str(version.version), "Jeugdwet 6.2.10(2)")
        if version.doctor_consented is False and any(allowed.code is MeasureCode.VERPL_B for allowed in version.measures):
            message = "Geneeskundige behandeling in het plan zonder instemming van een arts."
            yield Found(days.since, days.until, message, str(version.version), "Jeugdwet 6.2.10(3)")


def _too_young(trajectory: Trajectory, applied: Application) -> Iterator[Found]:
    article = LOCKED_UP.get(applied.measure.code)
    if article is not None:
        old_enough = trajectory.turns(AGE_FOR_SECLUSION.on(applied.start.day))
        days = applied.days.up_to(old_enough)
        if not days.is_empty:
            yield _about(applied, days, "Jeugdige jonger dan twaalf jaar ingesloten.", article)


def _seclusion(applied: Application) -> Iterator[Found]:
    start = applied.start.day
    if not applied.measure.emergency:
        yield _about(applied, applied.days, "Insluiting zonder noodsituatie.", "Jeugdwet 6.3.2.2(2)")
    judged = applied.judged[0].at if applied.judged else None
    limit = hours_after(applied.start, HOURS_TO_JUDGE_SECLUSION.on(start))
    if days := beyond(limit, first_of(applied.end, judged)):
        message = "Insluiting niet binnen drie uur beoordeeld door een gedragswetenschapper."
        yield _about(applied, days, message, "Besluit Jeugdwet 6.2.4(1)", absence=judged is None)
    term = seclusion_term(applied)
    if days := beyond(Instant(term.after(start), applied.start.clock).latest, applied.end):
        yield _about(applied, days, "Insluiting langer dan de wet toelaat.", term.article)
    for again in [each.at.day for each in applied.judged if each.prolongs_seclusion][1:]:
        yield _about(applied, Span(again, add_days(again, 1)), "Insluiting vaker dan eenmaal verlengd.", term.article)
    yield from _against_the_scientist(applied, applied.end, "Jeugdwet 6.3.2.2(5)")


def _emergency(trajectory: Trajectory, applied: Application) -> Iterator[Found]:
    start = applied.start.day
    planned = planned_from(trajectory, applied)
    if planned == start:
        return
    over = first_of(applied.end, Instant(planned) if planned else None)
    consented = next((each.at for each in applied.judged if each.continues), None)
    limit = hours_after(applied.start, HOURS_WITHOUT_CONSENT.on(start))
    if days := beyond(limit, first_of(over, consented)):
        message = "Noodmaatregel na twaalf uur voortgezet zonder instemming van een gedragswetenschapper."
        yield _about(applied, days, message, "Jeugdwet 6.3.1.2(5)", absence=consented is None)
    term = EMERGENCY.on(start)
    if days := beyond(Instant(term.after(start), applied.start.clock).latest, over):
        yield _about(applied, days, "Noodmaatregel langer dan drie opeenvolgende dagen.", term.article)
    yield from _against_the_scientist(applied, over, "Jeugdwet 6.3.1.2(5)")


def _against_the_scientist(applied: Application, over: Instant | None, article: str) -> Iterator[Found]:
    """Went on after the day on which the scientist judged that it had to end, until one judged otherwise."""
    for number, judged in enumerate(applied.judged):
        if judged.continues:
            continue
        otherwise = next((each.at for each in applied.judged[number:] if each.continues), None)
        ends = first_of(over, otherwise)
        days = Span(add_days(judged.at.day, 1), add_days(ends.day, 1) if ends else None)
        yield _about(applied, days, "Maatregel voortgezet tegen het oordeel van de gedragswetenschapper.", article)
        return


def _not_planned(trajectory: Trajectory, applied: Application) -> Iterator[Found]:
    allowed = days_allowed(trajectory, applied.measure.code, applied.inside)
    left_on = applied.inside.until if applied.inside else applied.days.until
    for days in without([applied.days], allowed):
        if any(span.covers(days.since) for span in _listing(trajectory, applied)):
            yield _about(applied, days, "Maatregel die niet in het hulpverleningsplan van die dag staat.", "Jeugdwet 6.3.1.2(2)")
        else:
            mended_on = min((span.since for span in allowed if span.since > days.since), default=None)
            until = earlier(mended_on, left_on)
            message = "Geen hulpverleningsplan vastgelegd waarin de maatregel staat."
            about, article = applied.measure.measure_id, "Jeugdwet 6.3.1.2(2)"
            yield Found(when_the_paper_is_missed(days.since), until, message, about, article, absence=True)


def _not_tapered(trajectory: Trajectory, applied: Application) -> Iterator[Found]:
    """Went on when the term of the plan was over: advice is asked how to end it, until it ends or a plan takes it up again."""
    code, admission = applied.measure.code, applied.inside
    for end in terms_over(trajectory, code, admission):
        if applied.start.day < end and applied.days.covers(end):
            anew = min((span.since for span in days_allowed(trajectory, code, admission) if span.since > end), default=None)
            until = earlier(earlier(applied.measure.advice_requested_on, anew), applied.days.until)
            message = "Maatregel niet afgebouwd binnen de termijn van het plan; advies van een onafhankelijke deskundige is niet gevraagd."
            about = f"{applied.measure.measure_id}-advice"
            yield Found(when_the_paper_is_missed(end), until, message, about, "Jeugdwet 6.3.1.5(1)", absence=True)


def _listing(trajectory: Trajectory, applied: Application) -> list[Span]:
    """The days on which a plan stands that lists measures at all."""
    return joined(
        days
        for standing in standing_plans(trajectory)
        if standing.admission is applied.inside
        for days, version in standing.versions()
        if version.measures
    )


def _conditional_runs(trajectory: Trajectory) -> list[Span]:
    return [run for title in titles_in_law(trajectory) if title.kind is TitleKind.VOORWAARDELIJKE_MACHTIGING for run in title.runs]


def _has_a_title_of_chapter_six(trajectory: Trajectory, day: date) -> bool:
    """Running, or decided and still to be executed."""
    return any(
        title.is_of_chapter_6 and title.decided_on <= day and (title.runs_on(day) or title.waits_for_execution)
        for title in titles_in_law(trajectory)
    )


_OF_ANOTHER_LAW = frozenset({TitleKind.ZORGMACHTIGING, TitleKind.CRISISMAATREGEL, TitleKind.VOORTZETTING_CRISISMAATREGEL, TitleKind.WZD})


def _is_under_another_law(trajectory: Trajectory, day: date) -> bool:
    return any(title.kind in _OF_ANOTHER_LAW and title.runs_on(day) for title in titles_in_law(trajectory))


_PARENTS = frozenset({MeasureTold.PARENTS, MeasureTold.FOSTER_PARENTS})
_THE_GI = frozenset({MeasureTold.GI})


def _not_told(trajectory: Trajectory, applied: Application) -> Iterator[Found]:
    started_on = applied.start.day
    told_on: date | None = started_on
    for whom in _who_are_told(trajectory, started_on):
        days = [r.told_on for r in trajectory.measure_reports if r.to in whom and _tells_of(r, applied)]
        told_on = later(told_on, min(days, default=None))
    until = earlier(told_on, _turns_old_enough(trajectory, started_on))
    message = "Toepassing van de maatregel niet gemeld aan de GI, de ouders of de pleegouders."
    yield Found(when_the_paper_is_missed(started_on), until, message, applied.measure.measure_id, "Jeugdwet 6.7.2(1)", absence=True)


def _decisions_not_provided(trajectory: Trajectory, admission: Residence) -> Iterator[Found]:
    """Of the emergencies between two evaluations. Copies that came after the evaluation came too late."""
    began = [applied.start.day for applied in applications(trajectory) if applied.inside is admission and is_of_an_emergency(applied)]
    plans = [standing.plan for standing in standing_plans(trajectory) if standing.admission is admission]
    after = RECHTSPOSITIE
    for evaluation in sorted((each for plan in plans for each in plan.evaluations), key=lambda each: each.held_on):
        held_on = evaluation.held_on
        if last := max((day for day in began if after <= day < held_on), default=None):
            told_on = _decisions_provided_on(trajectory, held_on, last)
            if told_on is None or told_on > held_on:
                since = when_the_paper_is_missed(held_on) if told_on is None else add_days(held_on, 1)
                until = earlier(told_on and max(told_on, add_days(since, 1)), _turns_old_enough(trajectory, held_on))
                message = (
                    "De beslissingen in noodsituaties zijn niet voor de evaluatie van het plan aan GI, ouders of pleegouders verstrekt."
                )
                about = f"{evaluation.version}-decisions"
                yield Found(since, until, message, about, "Jeugdwet 6.7.2(2)", absence=told_on is None)
        after = max(after, held_on)


def _decisions_provided_on(trajectory: Trajectory, held_on: date, last: date) -> date | None:
    """The first day since the last decision on which all had copies who are to have them before that evaluation."""
    provided_on: date | None = last
    for whom in _who_are_told(trajectory, held_on):
        days = [each.told_on for each in trajectory.decisions_provided if each.to in whom and each.told_on >= last]
        provided_on = later(provided_on, min(days, default=None))
    return provided_on


def _tells_of(report: MeasureReport, applied: Application) -> bool:
    return report.told_on >= applied.start.day and report.measure_id in (None, applied.measure.measure_id)


def _who_are_told(trajectory: Trajectory, day: date) -> tuple[frozenset[MeasureTold], ...]:
    """One of each group: the GI that carries out a measure of child protection; parents or foster parents where there is no OTS.

    Without a recorded measure of protection the basis of the title says it; without either, one of them all.
    """
    basis = None
    if not any(each.days.covers(day) for each in trajectory.protections):
        title = covering_title(trajectory, day)
        basis = title.civil_basis if title else None
        if basis is None:
            return (_THE_GI | _PARENTS,)
    if trajectory.has_supervision_on(day) or basis in (TitleBasis.OTS, TitleBasis.VOTS):
        return (_THE_GI,)
    return (_PARENTS,) if basis in (TitleBasis.CONSENT, TitleBasis.AGED_18) else (_THE_GI, _PARENTS)


def _told_without_consent(trajectory: Trajectory, report: MeasureReport, article: str) -> Iterator[Found]:
    told_on = report.told_on
    exempt = report.jeugdige_consents or (report.to is MeasureTold.GI and report.needed_for_ots)
    if exempt or told_on < max(RECHTSPOSITIE, _turns_old_enough(trajectory, told_on)):
        return
    message = "Maatregelen gemeld zonder instemming van de jeugdige van zestien jaar of ouder."
    about = str(report.version)
    if report.jeugdige_consents is False:
        yield Found(told_on, add_days(told_on, 1), message, about, article)
    else:
        yield Found(when_the_paper_is_missed(told_on), trajectory.turns(18), message, about, article, absence=True)


def _turns_old_enough(trajectory: Trajectory, day: date) -> date:
    return trajectory.turns(AGE_OF_CONSENT.on(day))

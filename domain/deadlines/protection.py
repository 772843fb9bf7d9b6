"""Measures of child protection: when they end, and what the GI says and answers in time."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, add_months, earlier
from domain.codes import ProtectionKind, TitleBasis, TitleKind
from domain.deadlines.catalogue import Due, deadline
from domain.deadlines.title import takes_over
from domain.law.lapse import lapses_by_law, standing_titles
from domain.parameters import Dated
from domain.since import JEUGDWET
from domain.spans import within
from domain.terms import Term
from domain.trajectory import Protection, Title, Trajectory

NOT_PROLONGED = Dated({JEUGDWET: Term("BW 1:265j(1)", months=-2)})
ENDED_EARLY = Dated({JEUGDWET: Term("BW 1:265j(2)", months=-1)})
"""Counted back from a day, so never moved (Algemene termijnenwet 1(2))."""

A_MACHTIGING_IS_ONE_NOT_TO_PROLONG = Dated({JEUGDWET: False})
"""Does the notice of BW 1:265j(1) also come before the end of a machtiging for closed care of who is under supervision?

It counts as a machtiging as meant in BW 1:265b (Jeugdwet 6.1.2(6)), and 265j speaks of that; but of one that is not prolonged by 265c(2),
while a new one is asked for by 6.1.8, and that none is has a word of its own, without a term (6.1.12(6)). No judgment on it is known.
Here it does not. Of a spoedmachtiging no two months are left in either reading.
"""

LONGEST = {
    ProtectionKind.OTS: Dated({JEUGDWET: Term("BW 1:258", months=12)}),
    ProtectionKind.VOTS: Dated({JEUGDWET: Term("BW 1:257(2)", months=3)}),
}
"""How long a supervision lasts at most, where no end is recorded. The voorlopige voogdij has none here: when it lapses depends on a
request to the court that is not recorded."""

MONTHS_OUT_OF_HOME = Dated({JEUGDWET: 24})
"""From when the Raad advises on prolongation: after two years of ondertoezichtstelling with placement out of home (BW 1:265j(3)).

Are the two years over on the day of the request, or on the day on which the term ends that would be prolonged? No judgment on it is known.
Here on the latter: the notice then is not too late in either reading. A provisional supervision does not count (BW 1:258).
"""

ANSWER = Dated({JEUGDWET: Term("BW 1:265d(3)", weeks=2, termijnenwet=True)})

_ARTICLES = {ProtectionKind.OTS: "BW 1:258", ProtectionKind.VOTS: "BW 1:257", ProtectionKind.VOORLOPIGE_VOOGDIJ: "BW 1:241"}


@deadline("protection-expiry", "BW 1:258", dutch="Kinderbeschermingsmaatregel loopt af", lead=(70, 56, 42, 28, 14, 7, 1, 0))
def measures_expire(trajectory: Trajectory) -> Iterator[Due]:
    """The end of a measure with a term, at eighteen at the latest. Another measure of its sort that stands on that day meets it.

    A supervision of which no end is recorded ends when the law lets it last no longer; until an end, a prolongation or what followed is
    recorded, it stays open. That ends nothing else: the measure stands for the rules as long as nobody says otherwise.
    """
    adult_on = trajectory.turns(18)
    for measure in trajectory.protections:
        term = _end_of_term(measure)
        if term is None:
            continue
        end = min(term, adult_on)
        asked_until = end if measure.until is not None else adult_on
        follower = next((each for each in trajectory.protections if _follows(each, measure, end)), None)
        yield Due(
            about=measure.measure_id,
            since=measure.since,
            due_on=end,
            breach_from=end,
            met_on=follower.since if follower else None,
            met_by=follower.version if follower else None,
            over_on=earlier(earlier(asked_until, measure.ended_on), trajectory.died_on),
            last_night=add_days(end, -1),
            article=_ARTICLES.get(measure.kind, "BW Boek 1, titel 14"),
        )


def _end_of_term(measure: Protection) -> date | None:
    """As it was granted or prolonged; where that is not recorded, the longest that the law allows."""
    if measure.until is None and measure.kind in LONGEST:
        return LONGEST[measure.kind].on(measure.since).after(measure.since)
    return measure.until


def _follows(other: Protection, measure: Protection, end: date) -> bool:
    return other is not measure and other.kind.is_supervision == measure.kind.is_supervision and other.days.covers(end)


@deadline("non-prolongation-notice", "BW 1:265j(1)", dutch="Mededeling niet verlengen", lead=(28, 14, 0))
def the_raad_is_told_in_time(trajectory: Trajectory) -> Iterator[Due]:
    """Two months before an ondertoezichtstelling or a muhp ends, the Raad knows of it, or prolongation is on its way.

    Of an ondertoezichtstelling it is on its way when it was announced that it will be asked for; of a muhp when it was asked for. Of a
    machtiging for closed care see the parameter.
    """
    adult_on = trajectory.turns(18)
    for measure in trajectory.protections:
        term = _end_of_term(measure)
        if measure.kind is ProtectionKind.OTS and term is not None and term < adult_on:
            over = earlier(earlier(term, measure.ended_on), trajectory.died_on)
            yield _before(term, measure.measure_id, measure.since, _raad_knows(trajectory, measure), over)
    for title in standing_titles(trajectory):
        if title.kind is TitleKind.MUHP or _is_as_one(trajectory, title):
            yield from _of_a_muhp(trajectory, title, adult_on)


def _is_as_one(trajectory: Trajectory, title: Title) -> bool:
    """A machtiging of who is under supervision by its basis, or where none is recorded by the measures (Jeugdwet 6.1.2(6))."""
    if title.kind is not TitleKind.MACHTIGING or not A_MACHTIGING_IS_ONE_NOT_TO_PROLONG.on(title.decided_on):
        return False
    if title.civil_basis is None:
        return trajectory.has_supervision_on(title.decided_on)
    return title.civil_basis in (TitleBasis.OTS, TitleBasis.VOTS)


def _of_a_muhp(trajectory: Trajectory, title: Title, adult_on: date) -> Iterator[Due]:
    told = _told(trajectory, title.title_id)
    lapse = lapses_by_law(trajectory).get(title.title_id)
    for run in title.runs:
        if run.until is None or run.until >= adult_on:
            continue
        ways = [told, *_prolonging(trajectory, title, run.until)]
        first = min((way for way in ways if way is not None), default=None)
        over = earlier(earlier(run.until, lapse.day if lapse else None), trajectory.died_on)
        yield _before(run.until, title.title_id, max(run.since, title.decided_on), first, over)
        for notice in trajectory.non_prolongations:
            if notice.title_id == title.title_id and notice.ends_on is not None and notice.ends_on < run.until:
                term = ENDED_EARLY.on(notice.told_on)
                yield Due(
                    about=title.title_id,
                    since=notice.told_on,
                    due_on=term.due_on(notice.ends_on),
                    met_on=notice.told_on,
                    met_by=notice.version,
                    article=term.article,
                )


@deadline("raad-advice", "BW 1:265j(3)", dutch="Voornemen tot verlenging melden aan de Raad", lead=(61, 28, 14, 0))
def the_raad_advises_after_two_years(trajectory: Trajectory) -> Iterator[Due]:
    """Two months before an ondertoezichtstelling ends that will have lasted two years out of home, the Raad knows what the GI will ask.

    That prolongation will be asked, so that its advice can go with the request; or that it will not (the first paragraph). Counted are
    the nights of main stays that follow on each other. Four months before somebody is warned. About the measure_id.
    """
    adult_on = trajectory.turns(18)
    supervised = [each.days.up_to(adult_on) for each in trajectory.protections if each.kind is ProtectionKind.OTS]
    if not supervised:
        return
    out_of_home = within((stay.nights for stay in trajectory.stays if stay.is_main), supervised)
    for measure in trajectory.protections:
        term = _end_of_term(measure)
        if measure.kind is not ProtectionKind.OTS or term is None or term >= adult_on:
            continue
        asked_from = max(measure.since, add_months(term, -12))  # a term is a year at most
        for nights in out_of_home:
            over_on = earlier(earlier(term, nights.until), earlier(measure.ended_on, trajectory.died_on))
            since = max(asked_from, nights.since)
            if add_months(nights.since, MONTHS_OUT_OF_HOME.on(term)) <= term and (over_on is None or since < over_on):
                yield _before(term, measure.measure_id, since, _raad_knows(trajectory, measure), over_on)


def _raad_knows(trajectory: Trajectory, measure: Protection) -> tuple[date, int] | None:
    announced = (measure.announced.told_on, measure.announced.version) if measure.announced else None
    ways = [way for way in (announced, _told(trajectory, measure.measure_id)) if way is not None]
    return min(ways, default=None)


def _before(end: date, about: str, since: date, met: tuple[date, int] | None, over_on: date | None) -> Due:
    day, version = met or (None, None)
    return Due(about, since, NOT_PROLONGED.on(since).due_on(end), met_on=day, met_by=version, over_on=over_on)


def _told(trajectory: Trajectory, about: str) -> tuple[date, int] | None:
    """The first notice about that title or measure, or about whatever runs."""
    notices = (n for n in trajectory.non_prolongations if about in (n.title_id, n.measure_id) or n.title_id is n.measure_id is None)
    return min(((notice.told_on, notice.version) for notice in notices), default=None)


def _prolonging(trajectory: Trajectory, title: Title, end: date) -> Iterator[tuple[date, int]]:
    """A request to prolong, or the title that takes over."""
    for request in trajectory.requests:
        if request.kind is title.kind and request.prolongs == title.title_id:
            yield request.filed_on, request.version
    if follower := takes_over(trajectory, title, end):
        yield follower.decided_on, follower.version


@deadline("placement-end-answer", "BW 1:265d(3)", dutch="Antwoord op verzoek om beëindiging", lead=(3, 0))
def requests_to_end_a_placement_are_answered(trajectory: Trajectory) -> Iterator[Due]:
    """The GI answers in writing within two weeks when a parent, the jeugdige or a foster carer asks to end the placement."""
    for request in trajectory.end_requests:
        term = ANSWER.on(request.asked_on)
        yield Due(
            about=request.request_id,
            since=request.asked_on,
            due_on=term.due_on(request.asked_on),
            breach_from=term.breach_from(request.asked_on),
            met_on=request.answered_on,
            met_by=request.answered_by,
            over_on=trajectory.died_on,
        )

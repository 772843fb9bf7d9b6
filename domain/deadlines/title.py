"""Titles: when they run out or lapse, and what has to be done about that."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from domain.calendar import add_days, earlier
from domain.codes import AdmissionTold, TitleKind
from domain.deadlines.catalogue import Due, deadline
from domain.law.lapse import lapses_by_law, standing_titles, titles_in_law, unexecuted_since
from domain.parameters import Dated
from domain.since import JEUGDWET
from domain.spans import Span
from domain.terms import Term
from domain.trajectory import Stay, Title, Trajectory

NOTICE = Dated({JEUGDWET: Term("Jeugdwet 6.1.6(6)", days=4, termijnenwet=True)})

LEAD_OF_A_SPOEDMACHTIGING = (21, 14, 7, 3, 1, 0)
"""Days: four weeks leave no room for the lead times of other titles."""


@deadline("title-expiry", "Jeugdwet 6.1.12(2)", dutch="Titel loopt af", lead=(70, 56, 42, 28, 7, 1, 0))
def titles_expire(trajectory: Trajectory) -> Iterator[Due]:
    """The end of the term of every title, known from the decision on, and of an admission on a conditional one.

    Ten and eight weeks before to decide on prolongation or leave (the GI tells the Raad two months before, BW 1:265j), six for the
    scientist's examination, four to file (the court needs up to three, 6.1.8(6)). The Algemene termijnenwet does not move it. A title
    that takes over on that day meets it; once it lapsed, nobody asks.
    """
    lapses = lapses_by_law(trajectory)
    for title in standing_titles(trajectory):
        lapse = lapses.get(title.title_id)
        for run in title.runs:
            if run.until is None:
                continue
            over_on = earlier(run.until, lapse.day if lapse and run.since != title.revived_on else None)
            known_at_once = run.since == title.valid_from and title.duration_days is None
            yield _ends(trajectory, title, title.decided_on if known_at_once else max(run.since, title.decided_on), run.until, over_on)
            yield from _admissions_end(trajectory, title, run, over_on)


def _admissions_end(trajectory: Trajectory, title: Title, run: Span, over_on: date | None) -> Iterator[Due]:
    """The end of each admission on a conditional title that has to end before the title does (Jeugdwet 6.1.6(5))."""
    terms = [admission for admission in title.conditional_admissions if admission.begins_a_term and run.covers(admission.decided_on)]
    for admission, following in zip_longest(terms, terms[1:]):
        end = admission.lasts_until
        if run.covers(end):
            over = earlier(earlier(over_on, admission.counts.until), following.decided_on if following else None)
            yield _ends(trajectory, title, admission.decided_on, end, over, "Jeugdwet 6.1.6(5)")


def _ends(trajectory: Trajectory, title: Title, since: date, day: date, over_on: date | None, article: str | None = None) -> Due:
    follower = takes_over(trajectory, title, day)
    return Due(
        about=title.title_id,
        since=since,
        due_on=day,
        breach_from=day,
        met_on=follower.decided_on if follower else None,
        met_by=follower.version if follower else None,
        over_on=earlier(over_on, trajectory.died_on),
        last_night=add_days(day, -1),
        article=article,
        lead=LEAD_OF_A_SPOEDMACHTIGING if title.kind is TitleKind.SPOEDMACHTIGING else None,
    )


def takes_over(trajectory: Trajectory, title: Title, day: date) -> Title | None:
    """The first title decided that covers what this one does from the day on which this one ends."""
    candidates = (other for other in titles_in_law(trajectory) if other.title_id != title.title_id and other.runs_on(day))
    covering = (other for other in candidates if _covers_as_much(other, title, day))
    return min(covering, key=lambda other: (other.decided_on, other.version), default=None)


def _covers_as_much(other: Title, title: Title, day: date) -> bool:
    """Closed nights for closed nights, a condition for a condition; for a muhp, whatever allows to live out of home (BW 1:265b)."""
    if title.kind is TitleKind.MUHP:
        return allows_out_of_home(other, day)
    if title.kind is TitleKind.VOORWAARDELIJKE_MACHTIGING and not _is_converted(title, add_days(day, -1)):
        return other.is_of_chapter_6 and not other.suspended_on(day)
    return any(span.covers(day) for span in other.covered_nights())


def allows_out_of_home(title: Title, day: date) -> bool:
    """A running muhp, or a title for closed care, which counts as one (BW 1:265b(3)); a conditional one once decided on (6.1.6(7))."""
    return title.runs_on(day) and (title.kind is not TitleKind.VOORWAARDELIJKE_MACHTIGING or _is_converted(title, day))


def _is_converted(title: Title, day: date) -> bool:
    return any(admission.counts.covers(day) for admission in title.conditional_admissions)


@deadline("title-unexecuted", "Jeugdwet 6.1.12(3)", dutch="Titel vervalt als hij niet wordt uitgevoerd", lead=(30, 15, 5))
def titles_are_executed(trajectory: Trajectory) -> Iterator[Due]:
    """A title that could be executed and is not, lapses: `due_on` is the first day without. An admission meets it.

    The Algemene termijnenwet does not move it. A title that starts on execution does so before it lapses, and by its latest start.
    """
    for title in standing_titles(trajectory):
        stretches = list(unexecuted_since(trajectory, title))
        if title.latest_start is not None:
            waited = [(idle, day) for idle, day in stretches if title.valid_from is None or idle.since < title.valid_from]
            stretches = stretches[len(waited) :]
            yield _started_in_time(trajectory, title, title.latest_start, waited)
        for idle, day in stretches:
            term = earlier(title.valid_until, trajectory.turns(18) if title.kind is TitleKind.MUHP else None)
            if term is not None and term <= day:
                continue
            stay = _executing(trajectory, title, idle.until, before=day)
            yield Due(
                about=title.title_id,
                since=idle.since,
                due_on=day,
                breach_from=day,
                met_on=idle.until if stay else None,
                met_by=stay.version if stay else None,
                over_on=earlier(earlier(idle.until, day), trajectory.died_on),
                last_night=add_days(day, -1),
                article=_unexecuted_article(title),
            )


def _unexecuted_article(title: Title) -> str:
    return "BW 1:265c(3)" if title.kind is TitleKind.MUHP else "Jeugdwet 6.1.12(3)"


def _started_in_time(trajectory: Trajectory, title: Title, latest_start: date, waited: Sequence[tuple[Span, date]]) -> Due:
    """`waited`: the stretches in which it was not executed before it began, each with the day on which it lapses if that lasts."""
    too_late = add_days(latest_start, 1)
    lapses = next((day for idle, day in waited if idle.until is None or day <= idle.until), waited[-1][1] if waited else too_late)
    first_without = min(too_late, lapses)
    ended_on = title.ends[0].day if title.ends and title.valid_from is None else None
    stay = _executing(trajectory, title, title.valid_from, before=first_without)
    return Due(
        about=title.title_id,
        since=title.decided_on,
        due_on=first_without,
        breach_from=first_without,
        met_on=title.valid_from if title.valid_from is not None and title.valid_from < first_without else None,
        met_by=stay.version if stay else None,
        over_on=earlier(earlier(first_without, ended_on), trajectory.died_on),
        last_night=add_days(first_without, -1),
        article="Jeugdwet 6.1.12(2)" if first_without == too_late else _unexecuted_article(title),
    )


def _executing(trajectory: Trajectory, title: Title, night: date | None, *, before: date) -> Stay | None:
    """The stay by which a running title is executed from that night on, if that is in time."""
    if night is None or night >= before or not title.runs_on(night):
        return None
    stays = (stay for stay in trajectory.stays if stay.in_closed_care or not title.is_of_chapter_6)
    return next((stay for stay in stays if stay.covers(night)), None)


@deadline("conditional-notice", "Jeugdwet 6.1.6(6)", dutch="Mededeling voorwaardelijke opname", lead=(3, 1, 0))
def notices_of_conditional_admissions(trajectory: Trajectory) -> Iterator[Due]:
    """The jeugdige is told in writing, with reasons, within four days of the decision to admit him on a conditional title."""
    for title in trajectory.titles_with_an_admission:
        for admission in title.conditional_admissions:
            told = admission.first_told(AdmissionTold.JEUGDIGE)
            term = NOTICE.on(admission.decided_on)
            yield Due(
                about=title.title_id,
                since=admission.decided_on,
                due_on=term.due_on(admission.decided_on),
                breach_from=term.breach_from(admission.decided_on),
                met_on=told.day if told else None,
                met_by=told.version if told else None,
                over_on=earlier(earlier(admission.counts.until, title.over_on), trajectory.died_on),
            )

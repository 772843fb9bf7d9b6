"""On the way to a title: what the court decides in time, and what happens when consent is withdrawn."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, earlier
from domain.codes import TitleKind
from domain.deadlines.catalogue import Due, deadline
from domain.deadlines.title import takes_over
from domain.law.cover import closed_nights
from domain.law.lapse import consent_lapses
from domain.parameters import Dated
from domain.since import JEUGDWET
from domain.terms import Term
from domain.trajectory import Title, Trajectory

COURT_DECISION = Dated({JEUGDWET: Term("Jeugdwet 6.1.8(6)", weeks=3, termijnenwet=True)})
"""The Algemene termijnenwet applies to a court's term to decide (HR:2023:1279)."""


@deadline("court-decision", "Jeugdwet 6.1.8(6)", dutch="Beslissing van de rechter", lead=(7, 1, 0))
def requests_are_decided_on(trajectory: Trajectory) -> Iterator[Due]:
    """Who is inside already when a machtiging is requested, hears within three weeks. Over when he leaves."""
    for request in trajectory.requests:
        if request.kind is not TitleKind.MACHTIGING:
            continue
        inside = next((nights for nights in closed_nights(trajectory) if nights.covers(request.filed_on)), None)
        if inside is None and not request.already_in_closed:
            continue
        term = COURT_DECISION.on(request.filed_on)
        yield Due(
            about=str(request.version),
            since=request.filed_on,
            due_on=term.due_on(request.filed_on),
            breach_from=term.breach_from(request.filed_on),
            met_on=request.decided_on,
            met_by=request.decided_by,
            over_on=earlier(inside.until if inside else None, trajectory.died_on),
        )


ANNULMENT_DECISION = Dated({JEUGDWET: Term("Jeugdwet 6.1.7(2)", weeks=3, termijnenwet=True)})


@deadline("annulment-decision", "Jeugdwet 6.1.7(2)", dutch="Beslissing op verzoek om vervallenverklaring", lead=(7, 1, 0))
def requests_to_annul_are_decided_on(trajectory: Trajectory) -> Iterator[Due]:
    """Who is inside when the court is asked to undo why, hears within three weeks. Over when he leaves."""
    for request in trajectory.annulment_requests:
        inside = next((nights for nights in closed_nights(trajectory) if nights.covers(request.filed_on)), None)
        if inside is not None:
            term = ANNULMENT_DECISION.on(request.filed_on)
            yield Due(
                about=str(request.version),
                since=request.filed_on,
                due_on=term.due_on(request.filed_on),
                breach_from=term.breach_from(request.filed_on),
                met_on=request.decided_on,
                met_by=request.decided_by,
                over_on=earlier(inside.until, trajectory.died_on),
            )


@deadline("consent-lapse", "Jeugdwet 6.1.2(7)", dutch="Instemming vervalt", lead=(14, 7, 1))
def consent_runs_out(trajectory: Trajectory) -> Iterator[Due]:
    """A machtiging lapses on the fourteenth day after consent was withdrawn; another title that takes over meets it.

    One that would have ended before that day ends by its own term.
    """
    if all(consent.given for consent in trajectory.consents):
        return
    for title in trajectory.titles:
        lapse = min(consent_lapses(trajectory, title), key=lambda each: each.day, default=None)
        if lapse is None or _ends_before(title, lapse.day):
            continue
        follower = takes_over(trajectory, title, lapse.day)
        yield Due(
            about=title.title_id,
            since=lapse.since,
            due_on=lapse.day,
            breach_from=lapse.day,
            met_on=follower.decided_on if follower else None,
            met_by=follower.version if follower else None,
            over_on=earlier(earlier(lapse.day, title.over_on), trajectory.died_on),
            last_night=add_days(lapse.day, -1),
        )


def _ends_before(title: Title, day: date) -> bool:
    """By its own term; of one that waits for execution, because nobody can execute it any more."""
    if title.waits_for_execution:
        return title.latest_start is not None and add_days(title.latest_start, 1) < day
    return title.valid_until is not None and title.valid_until < day

"""What help comes to: the outcome set of VNG and branches, as CBS asks it (Informatieprotocol v7; indicator 14)."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from domain.calendar import add_days, add_months
from domain.codes import END_REASONS
from domain.events import Discharged, HelpEnded, OutcomeMeasured
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.spans import Span, joined
from domain.trajectory import Help, Stay

DROPPED_OUT = frozenset({"32", "33"})
"""Uitval: ended early by the client or by the provider alone (CBS reasons 03 and 04)."""

FOR_A_WHILE = "20"
"""Delivery stopped for a while: no end (iJw JZ588)."""

DAYS_MEASURED_BEFORE = 30
DAYS_MEASURED_AFTER = 90
"""A measurement belongs to an end from so many days before up to and including so many days after; CBS names none."""

MONTHS_WITHOUT_A_NEW_START = 12


@measure("care-ended")
def why_help_ends(case: Case) -> Iterator[Counted]:
    """Each end of a main stay by discharge, and of help; met if it was uitval, None without a reason. Label: the reason (iJw JZ588).

    A stop for a while is no end. About the version of the event.
    """
    for version, day, given, reason in _ends(case):
        yield once(version, day, case.group(day, given), met=reason in DROPPED_OUT if reason else None, label=reason)


@measure("care-ended-measured")
def of_which_end_there_is_an_outcome(case: Case) -> Iterator[Counted]:
    """The same ends; met if a grade was given in the thirty days before, on the day, or in the ninety days after."""
    graded = [event.occurred_on for _, event in case.events(OutcomeMeasured) if event.grade is not None]
    for version, day, given, _ in _ends(case):
        first, last = add_days(day, -DAYS_MEASURED_BEFORE), add_days(day, DAYS_MEASURED_AFTER)
        yield once(version, day, case.group(day, given), met=any(first <= each <= last for each in graded))


def _ends(case: Case) -> Iterator[tuple[int, date, Stay | Help, str | None]]:
    """Version, day, what ended, and the reason if it is one of the list."""
    for recorded, event in case.events(Discharged, HelpEnded):
        assert isinstance(event, Discharged | HelpEnded)
        reason = event.reason if event.reason in END_REASONS else None
        given = _discharged(case, event) if isinstance(event, Discharged) else _ended_help(case, event)
        if given is not None and reason != FOR_A_WHILE:
            yield recorded.version, event.occurred_on, given, reason


def _discharged(case: Case, event: Discharged) -> Stay | None:
    return next((stay for stay in case.main_stays if stay.until == event.occurred_on and event.stay_id in (None, stay.stay_id)), None)


def _ended_help(case: Case, event: HelpEnded) -> Help | None:
    helps = case.trajectory.helps
    return next((each for each in helps if each.until == event.occurred_on and event.help_id in (None, each.help_id)), None)


@measure("grade")
def how_useful_it_was(case: Case) -> Iterator[Counted]:
    """Each grade from 1 to 10 (`amount`), on the day it was given. Label: who gave it. About the version."""
    for recorded, event in case.events(OutcomeMeasured):
        if event.grade is not None:
            yield once(recorded.version, event.occurred_on, case.group(event.occurred_on), amount=float(event.grade), label=event.informant)


@measure("further-help")
def what_help_is_needed_still(case: Case) -> Iterator[Counted]:
    """Each answer to whether he can go on without help (item 3.1). Label: 01 to 04. About the version."""
    for recorded, event in case.events(OutcomeMeasured):
        if event.further_help is not None:
            yield once(recorded.version, event.occurred_on, case.group(event.occurred_on), label=event.further_help)


@measure("care-over")
def whether_it_stays_over(case: Case) -> Iterator[Counted]:
    """Each end of all stays and help at once, on the day a year later; met if nothing began before that day. About the day of the end.

    In the group of the day of the end. Who died before is left out, and a stay without a night is no care.
    """
    trajectory = case.trajectory
    given = [*(stay.nights for stay in trajectory.stays), *(Span(each.since, each.until) for each in trajectory.helps)]
    periods = joined(given)
    for care, following in zip_longest(periods, periods[1:]):
        if care.until is None:
            continue
        judged_on = add_months(care.until, MONTHS_WITHOUT_A_NEW_START)
        if trajectory.died_on is None or trajectory.died_on > judged_on:
            met = following is None or following.since >= judged_on
            yield once(care.until.isoformat(), judged_on, case.group(care.until), met=met)


indicator(
    14,
    "outcome",
    "Outcome",
    Variant(
        "drop-out",
        "care-ended",
        Aggregate.SHARE,
        "%",
        "Van de verblijven en hulp die in de periode met een bekende reden eindigden het deel dat voortijdig door de cliënt of door de"
        " aanbieder alleen is beëindigd.",
        labels="reden (JZ588)",
    ),
    Variant(
        "ended",
        "care-ended",
        Aggregate.COUNT,
        "keren",
        "Aantal verblijven en hulp die in de periode eindigden, uit te splitsen naar reden.",
        labels="reden (JZ588)",
    ),
    Variant(
        "grade",
        "grade",
        Aggregate.MEAN,
        "cijfer",
        "Gemiddelde van de cijfers voor nut en effect die in de periode zijn gegeven.",
        labels="wie het gaf",
    ),
    Variant(
        "response",
        "care-ended-measured",
        Aggregate.SHARE,
        "%",
        "Van de verblijven en hulp die in de periode eindigden het deel waarbij een cijfer is gegeven, van dertig dagen ervoor tot en met"
        " negentig dagen erna.",
    ),
    Variant(
        "further-help",
        "further-help",
        Aggregate.COUNT,
        "antwoorden",
        "Aantal antwoorden in de periode op de vraag of verdere hulp nodig is, uit te splitsen naar 01 tot en met 04.",
        labels="antwoord",
    ),
    Variant(
        "no-new-start",
        "care-over",
        Aggregate.SHARE,
        "%",
        "Van de keren dat alle verblijf en hulp eindigde en waarvan de dag een jaar later in de periode valt het deel waarna vóór die dag"
        " niets begon.",
    ),
)

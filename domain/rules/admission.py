"""Admission on a conditional title: decided by whom, on what, and who was told."""

from collections.abc import Iterator
from datetime import date
from functools import reduce

from domain.calendar import earlier, later
from domain.codes import AdmissionTold
from domain.deadlines.title import notices_of_conditional_admissions
from domain.law.cover import closed_nights
from domain.rules.catalogue import Found, rule
from domain.rules.late import days_late
from domain.rules.paper import when_the_paper_is_missed
from domain.trajectory import ConditionalAdmission, Title, Trajectory

_COPIES_TO = (AdmissionTold.REQUESTER, AdmissionTold.LAWYER, AdmissionTold.REGISTRAR)


@rule("L9", "law", "Jeugdwet 6.1.6")
def conditional_admissions_are_decided_with_care(trajectory: Trajectory) -> Iterator[Found]:
    """The employee whom the plan names decides, knowing the state of the jeugdige, tells him in writing, and sends three copies.

    Jeugdwet 6.1.4(5), 6.1.6(4) and (6): he is told within four days. Courts annulled admissions on these points (RBLIM:2021:5625,
    RBLIM:2023:3929), and upheld one despite a late notice (GHSHE:2017:1983): a finding, never a verdict.
    """
    for title in trajectory.titles_with_an_admission:
        for admission in title.conditional_admissions:
            over = earlier(earlier(admission.counts.until, title.over_on), trajectory.died_on)
            yield from _decided_by(title, admission, over)
            yield from _knowing_the_state(trajectory, admission, over)
            yield from _with_copies(admission, over)
    yield from _told_in_time(trajectory)


def _decided_by(title: Title, admission: ConditionalAdmission, over: date | None) -> Iterator[Found]:
    about, article = f"{admission.version}-admitter", "Jeugdwet 6.1.4(5)"
    if title.authorised_admitter is None:
        message = "Niet is vastgelegd welke medewerker volgens het plan bevoegd is tot het besluit tot opneming."
        yield Found(when_the_paper_is_missed(admission.decided_on), over, message, about=about, article=article, absence=True)
    elif _plain(title.authorised_admitter) != _plain(admission.decided_by):
        message = "Het besluit tot opneming is genomen door een ander dan de medewerker die het plan noemt."
        yield Found(admission.decided_on, over, message, about=about, article=article)


def _plain(name: str) -> str:
    """Capitals and spaces tell nobody apart."""
    return " ".join(name.split()).casefold()


def _knowing_the_state(trajectory: Trajectory, admission: ConditionalAdmission, over: date | None) -> Iterator[Found]:
    about, article = f"{admission.version}-state", "Jeugdwet 6.1.6(4)"
    if admission.state_checked_on is None:
        message = "Niet is vastgelegd dat de aanbieder zich voor de opneming op de hoogte stelde van de actuele toestand."
        yield Found(when_the_paper_is_missed(admission.decided_on), over, message, about=about, article=article, absence=True)
        return
    admitted_on = _admitted_on(trajectory, admission)
    if admitted_on is not None and admission.state_checked_on > admitted_on:
        message = "De actuele toestand is pas na de opneming nagegaan."
        yield Found(admitted_on, over, message, about=about, article=article)


def _admitted_on(trajectory: Trajectory, admission: ConditionalAdmission) -> date | None:
    """The first night inside since the decision."""
    inside = (nights & admission.counts for nights in closed_nights(trajectory))
    return min((nights.since for nights in inside if not nights.is_empty), default=None)


def _told_in_time(trajectory: Trajectory) -> Iterator[Found]:
    admissions = [admission for title in trajectory.titles_with_an_admission for admission in title.conditional_admissions]
    for admission, due in zip(admissions, notices_of_conditional_admissions(trajectory), strict=True):
        message, days = "De jeugdige is niet binnen vier dagen schriftelijk in kennis gesteld van het besluit tot opneming.", days_late(due)
        yield Found(days.since, days.until, message, about=f"{admission.version}-notice", article="Jeugdwet 6.1.6(6)", absence=True)


def _with_copies(admission: ConditionalAdmission, over: date | None) -> Iterator[Found]:
    first_told = map(admission.first_told, _COPIES_TO)
    all_sent = reduce(later, (told.day if told else None for told in first_told))
    yield Found(
        when_the_paper_is_missed(admission.decided_on),
        earlier(over, all_sent),
        "Niet aan verzoeker, advocaat en griffier is een afschrift van het besluit tot opneming gezonden, voor zover is vastgelegd.",
        about=f"{admission.version}-copies",
        article="Jeugdwet 6.1.6(6)",
        absence=True,
    )

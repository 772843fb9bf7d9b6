"""Indicators 13 and 14: whether he was heard, and what came of the help."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_years
from domain.codes import END_REASONS, VoiceAbout
from domain.events import Discharged, HelpEnded, Moved, OutcomeMeasured, PlanAdopted, PlanChanged, PlanEvaluated, SteppedDown, SteppedUp
from tests.second.advice import reviews_of_the_team
from tests.second.counted import Counted, one
from tests.second.life import Help, Life, Stay
from tests.second.moves import heard, moves_and_relocations

DROP_OUT = ("32", "33")
STOPPED_FOR_A_WHILE = "20"


def voices(life: Life) -> Iterator[Counted]:
    def about(day: date, subject: VoiceAbout, stay: Stay | None = None) -> Counted:
        there = stay or life.main_stay(day)
        return one(life, day, there, met=heard(life, subject, day))

    for review in reviews_of_the_team(life):
        yield about(review.occurred_on, VoiceAbout.REVIEW)
    moves = {move.to.version for move in moves_and_relocations(life)}
    for stay in life.main_stays:
        if stay.version in moves:
            yield about(stay.since, VoiceAbout.MOVE, stay)
        elif not isinstance(stay.event, Moved | SteppedDown | SteppedUp):
            yield about(stay.since, VoiceAbout.ADMISSION, stay)
        if stay.until is not None and stay.destination is not None:
            yield about(stay.until, VoiceAbout.DISCHARGE, stay)
    for recorded in life.events:
        if isinstance(recorded.event, PlanAdopted | PlanChanged | PlanEvaluated):
            yield about(recorded.event.occurred_on, VoiceAbout.PLAN)


def _ends(life: Life) -> Iterator[tuple[date, str | None, Stay | Help]]:
    """Each end of a main stay by discharge, and of help, with the reason and where that was."""
    main = {stay.discharged_by: stay for stay in life.main_stays}
    for recorded in life.events:
        event = recorded.event
        ended: Stay | Help | None = main.get(recorded.version)
        if isinstance(event, HelpEnded):
            ended = next(each for each in life.helps if each.until == event.occurred_on and event.help_id in (None, each.help_id))
        if isinstance(event, HelpEnded | Discharged) and ended is not None and event.reason != STOPPED_FOR_A_WHILE:
            yield event.occurred_on, event.reason if event.reason in END_REASONS else None, ended


def care_ended(life: Life) -> Iterator[Counted]:
    for day, reason, ended in _ends(life):
        yield one(life, day, ended, met=reason in DROP_OUT if reason is not None else None, label=reason)


def care_ended_and_measured(life: Life) -> Iterator[Counted]:
    graded = [recorded.event.occurred_on for recorded in life.all(OutcomeMeasured) if _measured(recorded.event).grade is not None]
    for day, _, ended in _ends(life):
        yield one(life, day, ended, met=any(-30 <= (each - day).days <= 90 for each in graded))


def _measured(event: object) -> OutcomeMeasured:
    assert isinstance(event, OutcomeMeasured)
    return event


def grades(life: Life) -> Iterator[Counted]:
    for recorded in life.all(OutcomeMeasured):
        event = _measured(recorded.event)
        if event.grade is not None:
            yield one(life, event.occurred_on, amount=event.grade, label=str(event.informant))


def further_help(life: Life) -> Iterator[Counted]:
    for recorded in life.all(OutcomeMeasured):
        event = _measured(recorded.event)
        if event.further_help is not None:
            yield one(life, event.occurred_on, label=str(event.further_help))


def care_over(life: Life) -> Iterator[Counted]:
    """Each day from which on nothing ran any more, judged a year later."""
    cared: list[Stay | Help] = [*life.stays, *life.helps]
    for day in sorted({each.until for each in cared if each.until is not None}):
        if any(each.covers(day) for each in cared):
            continue
        year_later = add_years(day, 1)
        if life.died_on is not None and life.died_on < year_later:
            continue
        yield one(life, year_later, of=day, met=not any(day <= each.since < year_later and each.until != day for each in cared))

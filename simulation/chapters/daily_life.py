"""What happens while a stay goes on: leave, absconding, a note, another procesregisseur."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days
from domain.codes import LeaveWithdrawal, Setting, VoiceAbout
from domain.events import Absconded, LeaveEnded, LeaveGranted, LeaveWithdrawn, NoteAdded, Returned
from domain.spans import Span
from simulation import sentences
from simulation.chapters.intake import assigned, heard
from simulation.deed import Deed
from simulation.figures import LEAVE_IS_WITHDRAWN
from simulation.life import Life

_DAYS_BETWEEN = {
    Setting.GESLOTEN: 16,
    Setting.INTENSIEF_KLINISCH: 34,
    Setting.OPEN_RESIDENTIEEL: 70,
    Setting.LEEFHUIS: 150,
    Setting.GEZINSHUIS: 210,
    Setting.PLEEGZORG: 240,
}
"""Days, on average, between two things worth recording in a setting."""

_ABSCONDS = {Setting.GESLOTEN: 0.14, Setting.INTENSIEF_KLINISCH: 0.08, Setting.OPEN_RESIDENTIEEL: 0.3, Setting.LEEFHUIS: 0.12}

_AT_MOST = {Setting.GESLOTEN: 12}
"""Things told of one stay, elsewhere than in closed care `_ELSEWHERE`: a story is no daily report."""

_ELSEWHERE = 5


def daily_life(life: Life, setting: Setting, nights: Span) -> Iterator[Deed]:
    """One thing after another, each over before the next begins; all of it before the stay ends."""
    assert nights.until is not None
    day = life.dice.days_after(nights.since, 10, 25)
    for _ in range(_AT_MOST.get(setting, _ELSEWHERE)):
        day = add_days(day, life.dice.length(_DAYS_BETWEEN[setting], least=4))
        if add_days(day, 12) >= nights.until:
            return
        if life.dice.chance(_ABSCONDS.get(setting, 0.04)):
            yield from _absconded(life, day)
            day = add_days(day, 10)
        elif setting.weight >= Setting.OPEN_RESIDENTIEEL.weight and life.dice.chance(0.6):
            yield from _on_leave(life, day)
            day = add_days(day, 4)
        else:
            yield from _everyday(life, day)


def _absconded(life: Life, day: date) -> Iterator[Deed]:
    yield _at_the_house(life, Absconded(occurred_on=day))
    yield _at_the_house(life, Returned(occurred_on=life.dice.days_after(day, 1, 9)))


def _on_leave(life: Life, day: date) -> Iterator[Deed]:
    until = life.dice.days_after(day, 1, 3)
    yield _at_the_house(life, LeaveGranted(occurred_on=day, until=until, conditions=life.dice.one_of(sentences.LEAVE_CONDITIONS)))
    if life.dice.chance(0.85):
        yield _at_the_house(life, LeaveEnded(occurred_on=until))
    elif life.dice.chance(LEAVE_IS_WITHDRAWN):
        ground = life.dice.one_of(list(LeaveWithdrawal))
        reasons = life.dice.one_of(sentences.LEAVE_WITHDRAWN)
        yield _at_the_house(life, LeaveWithdrawn(occurred_on=until, ground=ground, reasons=reasons))
    else:
        yield _at_the_house(life, Returned(occurred_on=add_days(until, 1)))


def _everyday(life: Life, day: date) -> Iterator[Deed]:
    if life.dice.chance(0.14):
        yield from assigned(life, days_later=(day - life.today).days, handover=life.dice.one_of(sentences.HANDOVERS))
    elif life.dice.chance(0.2):
        yield from heard(life, VoiceAbout.PLAN, share=1, days_later=(day - life.today).days)
    else:
        yield _at_the_house(life, NoteAdded(occurred_on=day, text=life.dice.one_of(sentences.NOTES)))


def _at_the_house(life: Life, event: Absconded | Returned | LeaveGranted | LeaveEnded | LeaveWithdrawn | NoteAdded) -> Deed:
    return Deed(event, by=life.house_recorder(), organisation=life.provider)

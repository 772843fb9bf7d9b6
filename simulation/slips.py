"""Slips of the pen: what was recorded wrongly or wrongly here, and how that was mended."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from domain.calendar import add_days
from domain.codes import HelpKind, Referrer, TitleKind, VoiceAbout, VoiceForm
from domain.events import (
    Admitted,
    Corrected,
    Event,
    HelpStarted,
    LeaveGranted,
    NoteAdded,
    ReferralReceived,
    TeamReviewHeld,
    TitleGranted,
    TrajectoryClosed,
    TrajectoryOpened,
    VoiceRecorded,
    Voided,
)
from domain.words import facts_in, with_words, words_in
from simulation import sentences
from simulation.deed import AT_THE_DESK, Deed, Undoing
from simulation.dice import Dice
from simulation.plots import Slip


def with_slip(deeds: Sequence[Deed], slip: Slip, dice: Dice) -> list[Deed]:
    """The same story, in which one thing is recorded wrongly and mended some days later."""
    told = list(deeds)
    match slip:
        case Slip.CORRECTED:
            told.append(_corrected(told, dice))
        case Slip.VOIDED:
            told.extend(_voided(told, dice))
    return told


def _corrected(deeds: list[Deed], dice: Dice) -> Deed:
    """Makes one deed wrong, before the trajectory is first closed, and gives the correction that puts it right."""
    while_open = takewhile(lambda deed: not isinstance(deed.event, TrajectoryClosed), deeds)
    deed, (wrong, right) = dice.one_of([(deed, slip) for deed in while_open if (slip := _mistaken(deed.event)) is not None])
    deed.event = deed.event.model_copy(update=dict(wrong))
    noticed_on = dice.days_after(deed.day, 12, 40)
    return Undoing(
        Corrected(occurred_on=noticed_on, target_version=AT_THE_DESK, data=dict(right), reason=dice.one_of(sentences.CORRECTIONS)),
        target=deed,
    )


def _mistaken(event: Event) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """How an event of this kind is easily recorded wrongly, and the correction's data; `None` for what is not told here."""
    match event:
        case TrajectoryOpened():
            name = event.identity.surname
            wrong = event.identity.model_copy(update={"surname": type(name)(name.replace("e", "ee", 1) if "e" in name else f"{name}s")})
            return {"identity": wrong}, {"identity": with_words(facts_in(event.identity), words_in(event.identity))}
        case ReferralReceived():
            return {"referrer": Referrer.GEEN}, {"referrer": event.referrer.value}
        case TeamReviewHeld():
            return {"occurred_on": add_days(event.occurred_on, -1)}, {"occurred_on": event.occurred_on.isoformat()}
        case TitleGranted(kind=TitleKind.MACHTIGING | TitleKind.MUHP, valid_until=date() as until):
            # "Tot en met", where the decision said "tot": one night too few.
            return {"valid_until": add_days(until, -1)}, {"valid_until": until.isoformat()}
        case LeaveGranted() if event.until is not None:
            return {"until": add_days(event.until, 7)}, {"until": event.until.isoformat()}
    return None


def _voided(deeds: list[Deed], dice: Dice) -> list[Deed]:
    """Something that belongs in another trajectory, on a day on which this one is open, and its voiding."""
    day = dice.one_of([deed.day for deed in deeds if isinstance(deed.event, ReferralReceived | TeamReviewHeld | Admitted)])
    elsewhere: list[Event] = [
        HelpStarted(occurred_on=day, help_id=str(dice.id()), provider="xonar", kind=HelpKind.AMBULANT),
        VoiceRecorded(occurred_on=day, about=VoiceAbout.PLAN, form=VoiceForm.CONVERSATION, summary=dice.one_of(sentences.VOICES)),
        NoteAdded(occurred_on=day, text=dice.one_of(sentences.NOTES)),
    ]
    mistake = Deed(dice.one_of(elsewhere))
    voiding = Voided(occurred_on=dice.days_after(day, 1, 14), target_version=AT_THE_DESK, reason=dice.one_of(sentences.VOIDINGS))
    return [mistake, Undoing(voiding, target=mistake)]

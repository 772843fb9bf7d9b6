"""Stays: entering a setting, moving from house to house in it, being ready to leave, leaving."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import Any

from domain.calendar import add_days
from domain.codes import Destination, MoveKind, MoveReason, Role, Setting, StayPurpose, VoiceAbout
from domain.deadlines.waiting import REVIEWED_SETTINGS
from domain.events import Admitted, Discharged, Moved, ReadyToLeave, ReadyWithdrawn, SteppedDown, SteppedUp
from domain.events.stay import TitleExpected
from domain.region import Location
from domain.spans import Span
from domain.words import Words
from simulation import sentences
from simulation.chapters import ambulant, titles
from simulation.chapters.daily_life import daily_life
from simulation.chapters.intake import heard
from simulation.deed import Deed
from simulation.dice import Dice
from simulation.figures import (
    BLOCKED_BY,
    DESTINATIONS,
    DESTINATIONS_FROM_CLOSED,
    END_IS_EXPECTED,
    END_REASONS,
    FAMILIES,
    HEARD_BEFORE_A_MOVE,
    KNEW_WHY,
    MOVE_REASONS,
    MOVED_BECAUSE_THE_HOUSE_CLOSES,
    MOVED_IN_A_CRISIS,
    NO_REASON_AGAINST_A_FAMILY,
    READY_IS_RECORDED,
    SAID_GOODBYE,
    SHELTER_IS_SHORT,
    TOLD_AT_MOST_A_DAY_BEFORE,
    WAITS_FOR_A_PLACE,
)
from simulation.life import Life
from simulation.places import steps_from

_LEAST = 3
"""Days before the eighteenth birthday from which no stay begins any more."""

_MOST_MOVES = {Setting.GESLOTEN: 1, Setting.INTENSIEF_KLINISCH: 1}
"""Moves to another house of the same setting in one stay; elsewhere as many as it takes."""


def stay(life: Life, setting: Setting, days: int, grounding: titles.Grounding | None = None) -> Iterator[Deed]:
    """So many days in one setting, with its titles, its moves and what happens there; it ends when something follows.

    Who turns eighteen goes no further than his birthday: then `life.bound_for` becomes `None`.
    """
    if comes_of_age(life, _LEAST):
        life.bound_for = None
        return
    setting = with_room(life, setting, days)
    nights = life.nights(days)
    if nights.until == life.comes_of_age_on:
        life.bound_for = None
    yield from grounding(life, nights) if grounding else titles.ground(life, setting, nights)
    yield from _house_after_house(life, setting, nights)
    yield from daily_life(life, setting, nights)
    if setting is Setting.PLEEGZORG:
        yield from respite(life, nights)
    yield from ready_to_leave(life, nights)
    assert nights.until is not None
    life.today = nights.until


def comes_of_age(life: Life, within: int = 0) -> bool:
    """Whether he is eighteen within so many days."""
    return add_days(life.today, within) >= life.comes_of_age_on


def with_room(life: Life, setting: Setting, days: int) -> Setting:
    """The setting meant, or a family where no leefhuis or gezinshuis has room."""
    nights = life.nights(days)
    if setting is Setting.LEEFHUIS and not life.places.has_room(setting, nights):
        setting = Setting.GEZINSHUIS
    if setting is Setting.GEZINSHUIS and not life.places.has_room(setting, nights):
        setting = Setting.PLEEGZORG
    return setting


def _house_after_house(life: Life, setting: Setting, nights: Span) -> Iterator[Deed]:
    """One house as a rule; for who does not settle, another and another."""
    assert nights.until is not None
    yield from entered(life, setting, nights)
    room = (nights.until - nights.since).days // 10 - 1
    moves = max(0, min(life.houses_until_it_fits, room, _MOST_MOVES.get(setting, room)))
    life.houses_until_it_fits -= moves
    days = sorted({life.dice.days_after(nights.since, 8, 10 * room) for _ in range(moves)})
    for day, following in zip_longest(days, days[1:], fillvalue=nights.until):
        rest = Span(day, nights.until)
        if life.places.has_room(setting, rest, but=life.house):
            crisis = life.dice.of(f"crisis {day}")
            life.urgent = crisis.chance(MOVED_IN_A_CRISIS)
            if life.urgent and setting not in REVIEWED_SETTINGS:
                yield from _sheltered(life, setting, day, following, rest, crisis)
            else:
                yield from entered(life, setting, rest)


def _sheltered(life: Life, setting: Setting, day: date, following: date, rest: Span, crisis: Dice) -> Iterator[Deed]:
    """In a house for some nights, and from there to one where he stays, if that is found before he moves again."""
    shelter = Span(day, add_days(day, crisis.between(2, 7) if crisis.chance(SHELTER_IS_SHORT) else crisis.between(8, 20)))
    assert shelter.until is not None
    if add_days(shelter.until, 2) >= following:
        yield from entered(life, setting, rest)
        return
    yield from entered(life, setting, shelter)
    life.dice, whole = crisis, life.dice  # what comes after it is as it would have been
    yield from entered(life, setting, Span(shelter.until, rest.until))
    life.dice = whole


def entered(life: Life, setting: Setting, nights: Span) -> Iterator[Deed]:
    """The first night in a house: an admission, or a move out of the house before."""
    assert nights.until is not None
    dice, life.today = life.dice, nights.since
    house, left = life.finds_place(setting, nights)
    yield from ambulant.ended(life)
    foreseen = dice.chance(END_IS_EXPECTED)
    about: dict[str, Any] = {
        "occurred_on": nights.since,
        "setting": setting,
        "provider": house.provider,
        "location": house.code,
        "crisis": life.urgent,
        "expected_until": max(dice.days_after(nights.until, -20, 40), nights.since) if foreseen else None,
        "told_to_youth": dice.chance(KNEW_WHY),
        "why_not_family": _why_no_family(life, setting),
    }
    if setting is Setting.GESLOTEN:
        about |= _on_what_ground(life)
    despite = life.awaited.despite if life.awaited else None
    life.awaited = None
    if left is None:
        yield Deed(Admitted(**about), by=life.house_recorder(), organisation=house.provider, despite=despite)
        yield from heard(life, VoiceAbout.ADMISSION, share=0.4)
    else:
        yield from heard(life, VoiceAbout.MOVE, share=HEARD_BEFORE_A_MOVE, before=True)
        yield _moved(life, left, about, despite)
    life.urgent = False


def _why_no_family(life: Life, setting: Setting) -> Words | None:
    if setting in FAMILIES or life.dice.chance(NO_REASON_AGAINST_A_FAMILY):
        return None
    return life.dice.one_of(sentences.WHY_NO_FAMILY)


def _on_what_ground(life: Life) -> dict[str, Any]:
    if life.awaited:
        return {"title_expected": TitleExpected(kind=life.awaited.kind, told_by=titles.COURT)}
    ground = life.ground_on(life.today)
    return {"title_id": ground.title_id} if ground else {}


def _moved(life: Life, left: Location, about: dict[str, Any], despite: Words | None = None) -> Deed:
    """Out of that house: to a lighter setting, a heavier one, or another house of the same."""
    setting = about["setting"]
    kind: type[Moved | SteppedDown | SteppedUp] = Moved
    if setting.lighter_than(left.setting):
        kind = SteppedDown
    elif left.setting.lighter_than(setting):
        kind = SteppedUp
    told_at_once = life.dice.chance(TOLD_AT_MOST_A_DAY_BEFORE)
    return Deed(
        kind(
            **about,
            kind=_kind_of_move(life, left),
            reason=_reason(life, kind, left),
            told_on=life.dice.days_after(life.today, -1, 0) if told_at_once else life.dice.days_after(life.today, -21, -2),
            goodbye_possible=life.dice.chance(SAID_GOODBYE),
        ),
        by=life.house_recorder(),
        organisation=left.provider,
        despite=despite,
    )


def _kind_of_move(life: Life, left: Location) -> MoveKind | None:
    """Within a provider or to another; who goes home is not moved."""
    if life.house is None:
        return None
    if life.urgent:
        return MoveKind.CRISIS
    return MoveKind.OVERPLAATSING if left.provider == life.house.provider else MoveKind.DOORPLAATSING


def _reason(life: Life, kind: type[Moved | SteppedDown | SteppedUp], left: Location) -> MoveReason:
    if kind is SteppedDown:
        return MoveReason.LIGHTER_POSSIBLE
    if kind is SteppedUp:
        return MoveReason.HEAVIER_NEEDED
    if life.dice.of(f"closure {life.today}").chance(MOVED_BECAUSE_THE_HOUSE_CLOSES):
        return MoveReason.CLOSURE
    home = life.jeugdige.municipality
    nearer = life.house is not None and steps_from(home, life.house.municipality) < steps_from(home, left.municipality)
    return MoveReason.NEARER_HOME if nearer and life.dice.chance(0.5) else life.dice.pick(MOVE_REASONS)


def stepped_down_home(life: Life) -> Iterator[Deed]:
    """Home with ambulant help, as one step: the stay ends and the help starts."""
    left = life.leaves_house()
    life.help_id, life.help_provider = life.new_id(), ambulant.some_provider(life, left.provider)
    about = {
        "occurred_on": life.today,
        "stay_id": life.help_id,
        "setting": Setting.AMBULANT,
        "provider": life.help_provider,
        "told_to_youth": life.dice.chance(KNEW_WHY),
    }
    yield _moved(life, left, about)
    yield from heard(life, VoiceAbout.DISCHARGE, share=0.4)


def discharged(life: Life, destination: Destination | None = None, reason: str | None = None) -> Iterator[Deed]:
    """The stay ends, and the next place is not recorded here."""
    if life.house is None:
        return
    if destination is None:
        destinations = DESTINATIONS_FROM_CLOSED if life.house.setting is Setting.GESLOTEN else DESTINATIONS
        destination = Destination.INDEPENDENT if comes_of_age(life) else life.dice.pick(destinations)
    if reason is None:
        reason = "39" if comes_of_age(life) else "32" if destination is Destination.ABSCONDED else life.dice.pick(END_REASONS)
    yield Deed(
        Discharged(occurred_on=life.today, destination=destination, reason=reason, planned=reason in ("31", "39")),
        by=life.house_recorder(),
        organisation=life.house.provider,
    )
    yield from heard(life, VoiceAbout.DISCHARGE, share=0.3)
    life.leaves_house()


def ready_to_leave(life: Life, nights: Span) -> Iterator[Deed]:
    """Klaar voor vertrek: some can go at once, many wait because the next place has no room."""
    assert nights.until is not None
    assert life.house is not None
    dice = life.dice
    waits = dice.chance(WAITS_FOR_A_PLACE)
    day = add_days(nights.until, -(dice.between(15, 90) if waits else dice.between(2, 12)))
    if not dice.chance(READY_IS_RECORDED) or day <= add_days(life.today, 5):
        return
    needed = life.bound_for or Setting.AMBULANT
    blocked_by = dice.pick(BLOCKED_BY)
    ready: dict[str, Any] = {"needed_setting": needed, "blocked_by": blocked_by} if waits else {"needed_setting": needed}
    yield Deed(ReadyToLeave(occurred_on=day, **ready), by=life.house_recorder(), organisation=life.house.provider)
    if waits and dice.chance(0.08):
        yield Deed(
            ReadyWithdrawn(occurred_on=dice.days_after(day, 4, 12), **ready), by=life.house_recorder(), organisation=life.house.provider
        )


def respite(life: Life, nights: Span) -> Iterator[Deed]:
    """A weekend in a gezinshuis, so that the foster family has its hands free; the stay there goes on."""
    assert nights.until is not None
    day = life.dice.days_after(life.today, 30, 120)
    weekend = Span(day, add_days(day, 2))
    if not life.dice.chance(0.12) or add_days(day, 10) >= nights.until or not life.places.has_room(Setting.GEZINSHUIS, weekend):
        return
    host = life.places.take(Setting.GEZINSHUIS, weekend, life.jeugdige.municipality, life.dice)
    stay_id = life.new_id()
    yield Deed(
        Admitted(
            occurred_on=day,
            stay_id=stay_id,
            setting=Setting.GEZINSHUIS,
            provider=host.provider,
            location=host.code,
            purpose=StayPurpose.RESPITE,
            told_to_youth=True,
        ),
        by=Role.PROVIDER,
        organisation=host.provider,
    )
    assert weekend.until is not None
    yield Deed(
        Discharged(occurred_on=weekend.until, stay_id=stay_id, destination=Destination.PLEEGZORG, reason="31", planned=True),
        by=Role.PROVIDER,
        organisation=host.provider,
    )

"""Titles: how the court gives the ground for each stay, in time as a rule.

A `Grounding` tells of the titles for certain nights in closed care; the ordinary one is `closed_ground`.
"""

from collections.abc import Callable, Iterator
from datetime import date

from domain.calendar import add_days, add_months, add_weeks
from domain.codes import LapseGround, Setting, TitleKind
from domain.events import LapseNotified, TitleGranted, TitleLapsed
from domain.spans import Span
from domain.words import Words
from simulation import sentences
from simulation.deed import Deed
from simulation.life import Awaited, Ground, Life, working_day

Grounding = Callable[[Life, Span], Iterator[Deed]]

COURT = "Rechtbank Limburg"

AUTHORISED = "behandelcoördinator Via Jeugd"
"""The employee whom the plan names: who decides on an admission under a conditional title (Jeugdwet 6.1.4, fifth paragraph)."""

THE_RAAD_IS_TOLD = 0.8
"""Share of the machtigingen that lapse because the GI needs them no longer, of which the college tells the Raad (Jeugdwet 6.1.12(6))."""

_MONTHS_GRANTED = {2: 0.08, 3: 0.34, 4: 0.16, 6: 0.3, 9: 0.07, 12: 0.05}


def ground(life: Life, setting: Setting, nights: Span) -> Iterator[Deed]:
    """The titles that these nights in this setting need."""
    if setting is Setting.GESLOTEN:
        yield from closed_ground(life, nights)
    elif setting is Setting.INTENSIEF_KLINISCH and life.dice.chance(0.35):
        yield from psychiatric_ground(life, nights)
    else:
        yield from family_court_ground(life, nights)


def closed_ground(life: Life, nights: Span) -> Iterator[Deed]:
    """A spoedmachtiging first where it cannot wait, a machtiging, and its prolongations, each before the last one ends."""
    if life.machtiging is None or life.machtiging.until <= nights.since:
        yield from _spoed_then_machtiging(life, nights) if life.urgent else _machtiging_beforehand(life, nights)
    yield from _prolonged(life, nights)


def _spoed_then_machtiging(life: Life, nights: Span) -> Iterator[Deed]:
    spoed = granted(life, TitleKind.SPOEDMACHTIGING, nights.since, nights.since, add_weeks(nights.since, 4))
    if life.dice.chance(0.3):
        spoed.late_by = life.dice.between(1, 4)
        life.awaited = Awaited(TitleKind.SPOEDMACHTIGING, life.dice.one_of(sentences.TOLD_BY_TELEPHONE))
    yield spoed
    yield from decided_on_the_machtiging(life, nights)


def decided_on_the_machtiging(life: Life, nights: Span) -> Iterator[Deed]:
    """The machtiging that takes the place of a spoedmachtiging, if the jeugdige is still there."""
    assert life.machtiging is not None
    assert nights.until is not None
    still_there = (nights.until - nights.since).days - 2
    if still_there >= 10:
        decided_on = working_day(life.dice.days_after(nights.since, 10, min(26, still_there)))
        yield granted(life, TitleKind.MACHTIGING, decided_on, decided_on, _some_months(life, decided_on), replaces=life.machtiging.title_id)


def _machtiging_beforehand(life: Life, nights: Span) -> Iterator[Deed]:
    decided_on = _decided(life, nights.since, 2, 12)
    if life.dice.chance(0.15):
        yield granted_on_execution(life, decided_on, nights.since)
    else:
        yield granted(life, TitleKind.MACHTIGING, decided_on, nights.since, _some_months(life, nights.since))


def _prolonged(life: Life, nights: Span) -> Iterator[Deed]:
    assert life.machtiging is not None
    assert nights.until is not None
    while life.machtiging.until < nights.until:
        yield prolonged(life, life.machtiging, TitleKind.MACHTIGING)


def prolonged(life: Life, last: Ground, kind: TitleKind, decided_late_by: int | None = None) -> Deed:
    """Decided some days before the last title ends; or so many days too late, and running from the decision."""
    if decided_late_by is None:
        decided_on, start = working_day(life.dice.days_after(last.until, -21, -3)), last.until
    else:
        decided_on = start = add_days(last.until, decided_late_by)
    months = 12 if kind is TitleKind.MUHP else life.dice.pick(_MONTHS_GRANTED)
    return granted(life, kind, decided_on, start, _no_longer_than_childhood(life, add_months(start, months)), prolongs=last.title_id)


def too_late(life: Life, nights: Span) -> Iterator[Deed]:
    """A machtiging that ran out before its prolongation was decided: some nights without a title."""
    assert nights.until is not None
    ends_on = add_days(nights.since, (nights.until - nights.since).days // 2)
    yield granted(life, TitleKind.MACHTIGING, _decided(life, nights.since, 2, 12), nights.since, ends_on)
    assert life.machtiging is not None
    yield prolonged(life, life.machtiging, TitleKind.MACHTIGING, decided_late_by=life.dice.between(2, 6))
    yield from _prolonged(life, nights)


def for_half_a_year(life: Life, nights: Span) -> Iterator[Deed]:
    """One machtiging that lasts longer than what is told of it."""
    until = _no_longer_than_childhood(life, add_months(nights.since, 6))
    yield granted(life, TitleKind.MACHTIGING, _decided(life, nights.since, 2, 12), nights.since, until)


def after_some_nights(life: Life, nights: Span) -> Iterator[Deed]:
    """Taken in before any judge had decided: the spoedmachtiging runs from some nights later."""
    life.awaited = Awaited(TitleKind.SPOEDMACHTIGING, life.dice.one_of(sentences.NO_OTHER_PLACE))
    decided_on = life.dice.days_after(nights.since, 2, 4)
    yield granted(life, TitleKind.SPOEDMACHTIGING, decided_on, decided_on, add_weeks(decided_on, 4))
    yield from decided_on_the_machtiging(life, Span(decided_on, nights.until))
    yield from _prolonged(life, nights)


def conditional(life: Life, leaves_on: date) -> Iterator[Deed]:
    """A voorwaardelijke machtiging from the day of leaving closed care, in place of the machtiging (Jeugdwet 6.1.4)."""
    assert life.machtiging is not None
    until = _no_longer_than_childhood(life, add_months(leaves_on, 6))
    decided_on = max(working_day(life.dice.days_after(leaves_on, -9, -2)), life.machtiging.granted.day)
    yield granted(life, TitleKind.VOORWAARDELIJKE_MACHTIGING, decided_on, leaves_on, until, replaces=life.machtiging.title_id)


def psychiatric_ground(life: Life, nights: Span) -> Iterator[Deed]:
    """Wvggz: a crisismaatregel of the mayor for three days and its continuation for three weeks, or a zorgmachtiging at once."""
    assert nights.until is not None
    yield from family_court_ground(life, nights)
    start = nights.since
    if life.urgent:
        yield granted(life, TitleKind.CRISISMAATREGEL, start, start, add_days(start, 3))
        start = add_days(start, 3)
        if start < nights.until:
            yield granted(life, TitleKind.VOORTZETTING_CRISISMAATREGEL, start, start, add_weeks(start, 3))
            start = add_weeks(start, 3)
    if start < nights.until:
        yield granted(life, TitleKind.ZORGMACHTIGING, _decided(life, start, 0, 3), start, add_months(start, 6))
    life.machtiging = None


def family_court_ground(life: Life, nights: Span) -> Iterator[Deed]:
    """A machtiging uithuisplaatsing for who is under a measure and stays out of home (BW 1:265b), prolonged in time (1:265c)."""
    assert nights.until is not None
    if not life.under_measure:
        return
    if life.muhp is None or life.muhp.until < nights.since:
        until = _no_longer_than_childhood(life, add_months(nights.since, 12))
        yield granted(life, TitleKind.MUHP, _decided(life, nights.since, 0, 12), nights.since, until)
    while life.muhp is not None and life.muhp.until < nights.until:
        yield prolonged(life, life.muhp, TitleKind.MUHP)


def granted(
    life: Life,
    kind: TitleKind,
    decided_on: date,
    valid_from: date,
    valid_until: date,
    prolongs: str | None = None,
    replaces: str | None = None,
) -> Deed:
    """The decision, which becomes the ground of this life."""
    title_id = life.new_id()
    of_the_mayor = kind is TitleKind.CRISISMAATREGEL
    wvggz = of_the_mayor or kind in (TitleKind.VOORTZETTING_CRISISMAATREGEL, TitleKind.ZORGMACHTIGING)
    deed = Deed(
        TitleGranted(
            occurred_on=decided_on,
            title_id=title_id,
            kind=kind,
            valid_from=valid_from,
            valid_until=valid_until,
            court=None if of_the_mayor else COURT,
            case_number=None if of_the_mayor else case_number(life, decided_on),
            civil_basis=None if wvggz else life.title_basis_on(decided_on),
            prolongs=prolongs,
            replaces=replaces,
            authorised_admitter=AUTHORISED if kind is TitleKind.VOORWAARDELIJKE_MACHTIGING else None,
        ),
        by=life.court_recorder(),
    )
    _rests_on(life, kind, Ground(title_id, valid_from, valid_until, deed))
    return deed


def granted_on_execution(life: Life, decided_on: date, starts_on: date) -> Deed:
    """A machtiging that runs from the admission, which must come within two months."""
    title_id, days = life.new_id(), 30 * life.dice.between(2, 6)
    until = add_days(starts_on, days)
    if until > life.comes_of_age_on:
        days, until = (life.comes_of_age_on - starts_on).days, life.comes_of_age_on
    deed = Deed(
        TitleGranted(
            occurred_on=decided_on,
            title_id=title_id,
            kind=TitleKind.MACHTIGING,
            starts="on_execution",
            duration_days=days,
            latest_start=add_months(decided_on, 2),
            court=COURT,
            case_number=case_number(life, decided_on),
            civil_basis=life.title_basis_on(decided_on),
        ),
        by=life.court_recorder(),
    )
    _rests_on(life, TitleKind.MACHTIGING, Ground(title_id, starts_on, until, deed))
    return deed


def lapsed(life: Life, lapse: LapseGround, day: date) -> Iterator[Deed]:
    """The machtiging falls away before its term."""
    assert life.machtiging is not None
    yield Deed(TitleLapsed(occurred_on=day, title_id=life.machtiging.title_id, ground=lapse), by=life.court_recorder())
    life.machtiging = None


def no_longer_needed(life: Life) -> Iterator[Deed]:
    """After closed care the GI may decide that the machtiging is needed no more, by which it lapses (Jeugdwet 6.1.12, fourth paragraph)."""
    day = life.dice.days_after(life.today, 1, 5)
    if life.machtiging and life.under_measure and life.machtiging.until > add_days(day, 10) and life.dice.chance(0.4):
        title_id, dice = life.machtiging.title_id, life.dice.of(f"mededeling {day}")
        yield from lapsed(life, LapseGround.GI, day)
        if dice.chance(THE_RAAD_IS_TOLD):
            yield Deed(LapseNotified(occurred_on=dice.days_after(day, 1, 7), title_id=title_id))


def _rests_on(life: Life, kind: TitleKind, ground_: Ground) -> None:
    if kind is TitleKind.MUHP:
        life.muhp = ground_
    else:
        life.machtiging = ground_
        life.grounds.append(ground_)


def _decided(life: Life, start: date, least: int, most: int) -> date:
    """So many days before the start, but not before the trajectory was opened, or reopened."""
    return max(working_day(life.dice.days_after(start, -most, -least)), life.open_since)


def _some_months(life: Life, start: date) -> date:
    return _no_longer_than_childhood(life, add_months(start, life.dice.pick(_MONTHS_GRANTED)))


def _no_longer_than_childhood(life: Life, until: date) -> date:
    """Measures of the children's judge end at eighteen."""
    return min(until, life.comes_of_age_on)


def case_number(life: Life, decided_on: date) -> Words:
    return Words(f"C/03/{life.dice.between(290000, 349999)} / JE RK {decided_on:%y}-{life.dice.between(1, 2999)}")

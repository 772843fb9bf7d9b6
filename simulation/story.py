"""The stories that can be told of a trajectory: each the life of one jeugdige in care, from opening to closing.

A story is a generator of deeds; the life that it tells holds the clock.
"""

from collections.abc import Callable, Iterator

from domain.calendar import add_days, add_months
from domain.codes import AnnulledBy, Destination, LapseGround, Setting, TitleKind
from domain.events import Annulled, SuspensionWithdrawn, TitleRefused, TitleSuspended
from simulation import sentences
from simulation.chapters import ambulant, closing, conditions, intake, stays, titles
from simulation.chapters.way import length, way
from simulation.deed import AT_THE_DESK, Deed, Undoing
from simulation.figures import LIGHTER_CARE_BEGINS_WITH
from simulation.life import Life
from simulation.plots import Plot


def story(life: Life, plot: Plot) -> Iterator[Deed]:
    """Everything that happens in one trajectory."""
    yield from intake.opened(life)
    yield from _STORIES[plot](life)


def _lighter_care(life: Life) -> Iterator[Deed]:
    first = life.dice.pick(LIGHTER_CARE_BEGINS_WITH)
    yield from intake.taken_in(life, first)
    yield from way(life, first)
    yield from closing.finished(life)


def _clinical_care(life: Life) -> Iterator[Deed]:
    yield from intake.taken_in(life, Setting.INTENSIEF_KLINISCH)
    yield from way(life, Setting.INTENSIEF_KLINISCH)
    yield from closing.finished(life)


def _closed_care(life: Life) -> Iterator[Deed]:
    yield from intake.taken_in(life, Setting.GESLOTEN)
    yield from way(life, Setting.GESLOTEN)
    yield from closing.finished(life)


def _stepped_up(life: Life) -> Iterator[Deed]:
    """Lighter care does not hold: a new referral, and up to closed care."""
    first = life.dice.one_of((Setting.OPEN_RESIDENTIEEL, Setting.LEEFHUIS, Setting.GEZINSHUIS, Setting.PLEEGZORG))
    yield from intake.taken_in(life, first)
    life.bound_for = Setting.GESLOTEN
    yield from stays.stay(life, first, life.dice.between(50, 200))
    life.urgent = life.dice.chance(0.5)
    yield from intake.asked(life, Setting.GESLOTEN)
    yield from intake.reviewed(life, Setting.GESLOTEN, days_later=life.dice.between(2, 12) if life.urgent else 0)
    yield from way(life, Setting.GESLOTEN)
    yield from closing.finished(life)


def _came_back(life: Life) -> Iterator[Deed]:
    """Out of closed care, the trajectory closed, and within a year in closed care again."""
    yield from intake.taken_in(life, Setting.GESLOTEN)
    yield from stays.stay(life, Setting.GESLOTEN, life.dice.between(60, 240))
    yield from stays.discharged(life, Destination.HOME, reason="31")
    yield from closing.closed(life)
    life.passes(20, 200)
    yield from closing.reopened(life)
    yield from intake.taken_in(life, Setting.GESLOTEN)
    yield from way(life, Setting.GESLOTEN)
    yield from closing.finished(life)


def _under_conditions(life: Life) -> Iterator[Deed]:
    """Home under a voorwaardelijke machtiging, and the conditions are kept."""
    yield from conditions.went_home(life)
    yield from ambulant.goes_on(life, life.dice.between(150, 260))
    yield from closing.finished(life)


def _conditions_broken(life: Life) -> Iterator[Deed]:
    """Home under a voorwaardelijke machtiging; the provider admits for some weeks, then home again."""
    yield from conditions.went_home(life)
    yield from conditions.admitted(life)
    life.passes(20, 70)
    yield from stays.stepped_down_home(life)
    yield from ambulant.goes_on(life, length(life, Setting.AMBULANT))
    yield from closing.finished(life)


def _admission_annulled(life: Life) -> Iterator[Deed]:
    """The kinderrechter annuls such an admission: the notice was not given in time. The conditional title revives (RBLIM:2021:5625)."""
    yield from conditions.went_home(life)
    conditional = life.machtiging
    assert conditional is not None
    decision = yield from conditions.admitted(life, notice_given=False)
    life.passes(9, 20)
    yield Undoing(
        Annulled(
            occurred_on=life.today,
            target_version=AT_THE_DESK,
            by=AnnulledBy.KINDERRECHTER,
            effective_on=life.today,
            revives_title_id=conditional.title_id,
            case_number=titles.case_number(life, life.today),
        ),
        by=life.court_recorder(),
        target=decision,
    )
    life.leaves_house()
    yield from ambulant.started(life)
    yield from ambulant.goes_on(life, life.dice.between(120, 240))
    yield from closing.finished(life)


def _title_annulled(life: Life) -> Iterator[Deed]:
    """On appeal the machtiging is annulled from some days later (GHSHE:2018:1032); leaving takes a night longer."""
    yield from intake.taken_in(life, Setting.GESLOTEN, urgent=False)
    yield from stays.stay(life, Setting.GESLOTEN, life.dice.between(45, 70), titles.for_half_a_year)
    assert life.machtiging is not None
    effective_on = life.today
    yield Undoing(
        Annulled(
            occurred_on=add_days(effective_on, -4),
            target_version=AT_THE_DESK,
            by=AnnulledBy.GERECHTSHOF,
            effective_on=effective_on,
            left_on=add_days(effective_on, 1),
            case_number=titles.case_number(life, life.today),
        ),
        by=life.court_recorder(),
        despite=sentences.LEFT_A_DAY_LATER,
        target=life.machtiging.granted,
    )
    life.machtiging = None
    life.passes(1)
    life.leaves_house()
    yield from ambulant.started(life)
    yield from ambulant.goes_on(life, length(life, Setting.AMBULANT))
    yield from closing.finished(life)


def _title_refused(life: Life) -> Iterator[Deed]:
    """In on a spoedmachtiging; the request for a machtiging is refused, which ends it (Jeugdwet 6.1.12, second paragraph)."""
    yield from intake.taken_in(life, Setting.GESLOTEN, urgent=True)
    yield from stays.stay(life, Setting.GESLOTEN, life.dice.between(8, 11))
    spoed = life.machtiging
    assert spoed is not None
    yield from stays.discharged(life, Destination.HOME, reason="35")
    yield Deed(
        TitleRefused(occurred_on=life.today, kind=TitleKind.MACHTIGING, ends_title_id=spoed.title_id),
        by=life.court_recorder(),
    )
    yield from ambulant.started(life)
    yield from ambulant.goes_on(life, length(life, Setting.AMBULANT))
    yield from closing.finished(life)


def _title_came_later(life: Life) -> Iterator[Deed]:
    """Taken in before a judge had decided: nights in closed care without a title."""
    yield from intake.taken_in(life, Setting.GESLOTEN, urgent=True)
    life.bound_for = Setting.OPEN_RESIDENTIEEL
    yield from stays.stay(life, Setting.GESLOTEN, life.dice.between(60, 200), titles.after_some_nights)
    yield from way(life, life.bound_for)
    yield from closing.finished(life)


def _title_ran_out(life: Life) -> Iterator[Deed]:
    """The machtiging ends before its prolongation is decided: nights in closed care without a title."""
    yield from intake.taken_in(life, Setting.GESLOTEN, urgent=False)
    life.bound_for = Setting.GEZINSHUIS
    yield from stays.stay(life, Setting.GESLOTEN, life.dice.between(120, 280), titles.too_late)
    yield from way(life, life.bound_for)
    yield from closing.finished(life)


def _title_suspended(life: Life) -> Iterator[Deed]:
    """The provider suspends the machtiging and tries an open group; after some weeks that is withdrawn (Jeugdwet 6.1.12)."""
    yield from intake.taken_in(life, Setting.GESLOTEN, urgent=False)
    life.bound_for = Setting.OPEN_RESIDENTIEEL
    yield from stays.stay(life, Setting.GESLOTEN, life.dice.between(40, 80), titles.for_half_a_year)
    machtiging, suspended_on = life.machtiging, life.today
    assert machtiging is not None
    life.bound_for = Setting.GESLOTEN
    yield from stays.stay(life, Setting.OPEN_RESIDENTIEEL, life.dice.between(14, 40))
    yield Deed(TitleSuspended(occurred_on=suspended_on, title_id=machtiging.title_id))
    yield Deed(SuspensionWithdrawn(occurred_on=life.today, title_id=machtiging.title_id))
    yield from way(life, Setting.GESLOTEN)
    yield from closing.finished(life)


def _title_never_executed(life: Life) -> Iterator[Deed]:
    """No closed place comes free, help at home holds meanwhile, and after three months the machtiging has lapsed (Jeugdwet 6.1.12)."""
    yield from intake.taken_in(life, Setting.GESLOTEN, urgent=False)
    yield from titles.for_half_a_year(life, life.nights(1))
    yield from ambulant.started(life)
    lapses_on = add_months(life.today, 3)
    yield from titles.lapsed(life, LapseGround.NOT_EXECUTED, lapses_on)
    yield from ambulant.goes_on(life, life.dice.between(110, 240))
    yield from closing.finished(life)


def _referral_withdrawn(life: Life) -> Iterator[Deed]:
    life.urgent = False
    yield from intake.asked(life, life.dice.one_of((Setting.GESLOTEN, Setting.INTENSIEF_KLINISCH, Setting.OPEN_RESIDENTIEEL)))
    yield from intake.withdrawn(life)
    yield from closing.closed(life)


_STORIES: dict[Plot, Callable[[Life], Iterator[Deed]]] = {
    Plot.LIGHTER_CARE: _lighter_care,
    Plot.CLINICAL_CARE: _clinical_care,
    Plot.CLOSED_CARE: _closed_care,
    Plot.STEPPED_UP: _stepped_up,
    Plot.CAME_BACK: _came_back,
    Plot.UNDER_CONDITIONS: _under_conditions,
    Plot.CONDITIONS_BROKEN: _conditions_broken,
    Plot.ADMISSION_ANNULLED: _admission_annulled,
    Plot.TITLE_ANNULLED: _title_annulled,
    Plot.TITLE_REFUSED: _title_refused,
    Plot.TITLE_CAME_LATER: _title_came_later,
    Plot.TITLE_RAN_OUT: _title_ran_out,
    Plot.TITLE_SUSPENDED: _title_suspended,
    Plot.TITLE_NEVER_EXECUTED: _title_never_executed,
    Plot.REFERRAL_WITHDRAWN: _referral_withdrawn,
}

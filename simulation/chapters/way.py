"""The way through care: from setting to setting, each for as long as such a stay lasts."""

from collections.abc import Iterator

from domain.codes import Destination, Setting
from simulation.chapters import ambulant, stays, titles
from simulation.deed import Deed
from simulation.figures import (
    CLOSED_BETWEEN,
    CLOSED_OVER_A_YEAR,
    CLOSED_UNDER_A_MONTH,
    MEAN_STAY,
    NEXT,
    SHARE_CLOSED_OVER_A_YEAR,
    SHARE_CLOSED_UNDER_A_MONTH,
)
from simulation.life import Life


def way(life: Life, setting: Setting | None) -> Iterator[Deed]:
    """From that setting on, until the care of the region ends."""
    while setting is not None:
        life.bound_for = life.dice.pick(NEXT[setting])
        if setting is Setting.AMBULANT:
            yield from _helped_at_home(life)
        else:
            yield from stays.stay(life, setting, length(life, setting))
        if setting is Setting.GESLOTEN:
            yield from titles.no_longer_needed(life)
        setting = life.bound_for


def length(life: Life, setting: Setting) -> int:
    """Days of a stay or help; of the first one, what was left of it when the trajectory was taken over."""
    days = _closed_days(life) if setting is Setting.GESLOTEN else life.dice.length(MEAN_STAY[setting], least=10)
    left, life.way_behind = 1 - life.way_behind, 0.0
    return max(2, round(days * left))


def _helped_at_home(life: Life) -> Iterator[Deed]:
    if life.house is not None and life.dice.chance(0.5):
        yield from stays.stepped_down_home(life)
    else:
        known = life.provider
        yield from stays.discharged(life, Destination.HOME)
        yield from ambulant.started(life, known)
    yield from ambulant.goes_on(life, length(life, Setting.AMBULANT))


def _closed_days(life: Life) -> int:
    share = life.dice.fraction()
    if share < SHARE_CLOSED_UNDER_A_MONTH:
        return life.dice.between(*CLOSED_UNDER_A_MONTH)
    if share > 1 - SHARE_CLOSED_OVER_A_YEAR:
        return life.dice.between(*CLOSED_OVER_A_YEAR)
    return round(life.dice.triangular(*CLOSED_BETWEEN))

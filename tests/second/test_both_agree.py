"""The indicators are computed twice: by `domain.indicators`, and slowly and plainly by `tests.second`. Both give the same figures."""

from datetime import UTC, date, datetime
from functools import cache

import pytest

from domain.calendar import add_days, add_months
from domain.envelope import Recorded
from domain.events import REGISTER_ID, Event, MunicipalityMerged, ProviderSucceeded
from domain.history import History
from domain.region import Region, region_of
from domain.spans import Span
from domain.zuid_limburg import register_events
from simulation import OUTSIDE, simulate
from tests.domain.stories import envelope
from tests.second.counted import Window
from tests.second.figures import GROUPS, SECOND, Asked, Told
from tests.second.first import First, Name, dimensions, variants
from tests.second.life import Life

SEEDS = (12, 17, 25)
"""Regions of which one or the other plays everything, also what is rare."""
TRAJECTORIES = 60
UNTIL = date(2026, 12, 1)
TODAY = add_days(UNTIL, -1)
"""The last day that was told; the last of the periods still runs on it."""

WINDOW = Window(date(2025, 1, 1), UNTIL)
MONTHS = [Span(add_months(WINDOW.first, n), add_months(WINDOW.first, n + 1)) for n in range(23)]
HALF_YEARS = [Span(add_months(WINDOW.first, n), add_months(WINDOW.first, n + 6)) for n in range(0, 24, 6)]

NOT_COMPUTED_TWICE: dict[Name, str] = {}
"""Variants that the second computation leaves out, each with the reason."""


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SUCCESSION = ProviderSucceeded(occurred_on=date(2025, 10, 1), provider="via-jeugd", successor="koraal")
MERGER = MunicipalityMerged(occurred_on=date(2025, 11, 15), municipality="0935", into="1883")


def register(*more: Event) -> Region:
    entries = [*register_events(), *OUTSIDE, *more]
    return region_of(Recorded(REGISTER_ID, n, n, LONG_AGO, envelope(), entry) for n, entry in enumerate(entries, start=1))


@cache
def region() -> Region:
    """The register as it is looked at: one provider took over from another, and one municipality became part of another, which nobody knew
    when the stories were recorded."""
    return register(SUCCESSION, MERGER)


@cache
def histories(seed: int) -> list[History]:
    told: dict[object, list[Recorded]] = {}
    for position, step in enumerate(simulate(seed, TRAJECTORIES, UNTIL, register()), start=1):
        recorded = Recorded(step.trajectory_id, step.version, position, step.recorded_at, step.envelope, step.event)
        told.setdefault(step.trajectory_id, []).append(recorded)
    return [History(tuple(events)) for events in told.values()]


@cache
def first(seed: int) -> First:
    return First(histories(seed), region())


@cache
def second(seed: int) -> Told:
    return Told([Life(history) for history in histories(seed)], region(), WINDOW)


def agree(one: float | None, other: float | None) -> bool:
    return one is None and other is None if one is None or other is None else abs(one - other) <= 1e-9


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", SECOND, ids="/".join)
def test_every_month_and_half_year_has_the_same_figure_twice(name: Name, seed: int) -> None:
    differing = {}
    for period in [*MONTHS, *HALF_YEARS]:
        found, expected = first(seed).figure(name, period, TODAY), SECOND[name](Asked(second(seed), period, TODAY))
        if not agree(found, expected):
            differing[str(period.since), str(period.until)] = (found, expected)

    assert differing == {}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("by", GROUPS)
@pytest.mark.parametrize("name", SECOND, ids="/".join)
def test_every_group_has_the_same_figure_twice(name: Name, by: str, seed: int) -> None:
    if by not in dimensions(name):
        assert name == ("stand", "occupancy")
        return
    differing = {}
    for period in HALF_YEARS:
        groups = first(seed).figures(name, period, TODAY, by)
        for value in {*groups, *second(seed).values(by)}:
            found, expected = groups.get(value), SECOND[name](Asked(second(seed), period, TODAY, by, value))
            if not (agree(found, expected) or (found is None and expected == 0)):
                differing[str(period.since), value] = (found, expected)

    assert differing == {}


@pytest.mark.parametrize("day", [date(2025, 7, 1), date(2025, 7, 31), date(2026, 2, 28)])
def test_a_period_that_still_runs_has_the_same_figures_twice(day: date) -> None:
    """And so have lasting stays that are followed up to an earlier day."""
    differing = {}
    for name in SECOND:
        for period in HALF_YEARS:
            if period.since <= day:
                found, expected = first(1).figure(name, period, day), SECOND[name](Asked(second(1), period, day))
                if not agree(found, expected):
                    differing[name, str(period.since)] = (found, expected)

    assert differing == {}


def test_every_variant_is_computed_twice_or_is_left_out_with_a_reason() -> None:
    assert {*SECOND, *NOT_COMPUTED_TWICE} == set(variants())
    assert SECOND.keys().isdisjoint(NOT_COMPUTED_TWICE)
    assert all(NOT_COMPUTED_TWICE.values())


def test_hardly_a_figure_is_always_nothing() -> None:
    """What never happens in the stories would be compared in name alone."""
    silent = {
        name for name in SECOND if not any(SECOND[name](Asked(second(seed), period, TODAY)) for seed in SEEDS for period in HALF_YEARS)
    }

    assert not silent

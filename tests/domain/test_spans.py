"""Stretches of days: what is in both, and what is left."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import add_days
from domain.spans import Span, joined, within, without

FIRST, HORIZON = date(2026, 1, 1), 40
"""The days that are looked at one by one, from a day on."""


def spans() -> st.SearchStrategy[list[Span]]:
    """Also without end, and of no days at all."""
    days = st.integers(0, HORIZON - 10).map(lambda number: add_days(FIRST, number))
    return st.lists(st.builds(Span, days, days | st.none()), max_size=6)


def days_of(some: list[Span]) -> set[date]:
    return {day for day in (add_days(FIRST, number) for number in range(HORIZON)) if any(span.covers(day) for span in some)}


@given(spans(), spans())
def test_what_is_left_is_each_day_that_was_not_taken(some: list[Span], taken: list[Span]) -> None:
    left = without(some, taken)

    assert days_of(left) == days_of(some) - days_of(taken)
    assert left == joined(left)


@given(spans(), spans())
def test_what_is_in_both_is_each_day_of_both(some: list[Span], bounds: list[Span]) -> None:
    both = within(some, bounds)

    assert days_of(both) == days_of(some) & days_of(bounds)
    assert both == joined(both)


def test_what_is_not_touched_is_left_as_it_was() -> None:
    whole = Span(date(2026, 3, 1), date(2026, 4, 1))

    assert without([whole], [Span(date(2026, 1, 1), whole.since), Span(date(2026, 4, 1))]) == [whole]

"""Silence: from the first day after too many without a word, up to the next word."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import add_days
from domain.silence import silent_nights
from domain.spans import Span

DAYS = 30
YEAR = Span(date(2026, 1, 1), date(2027, 1, 1))


def test_thirty_days_without_a_word_are_not_yet_silence() -> None:
    heard_on = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 3)]

    assert list(silent_nights(heard_on, DAYS, Span(date(2026, 1, 1), date(2026, 4, 2)))) == []


def test_the_thirty_first_day_is() -> None:
    heard_on = [date(2026, 1, 1), date(2026, 2, 2)]

    assert list(silent_nights(heard_on, DAYS, Span(date(2026, 1, 1), date(2026, 3, 1)))) == [Span(date(2026, 2, 1), date(2026, 2, 2))]


def test_who_is_never_heard_again_is_silent_until_the_nights_end() -> None:
    assert list(silent_nights([date(2025, 6, 1)], DAYS, YEAR)) == [YEAR]
    assert list(silent_nights([date(2026, 1, 1)], DAYS, Span(YEAR.since))) == [Span(date(2026, 2, 1))]


def test_before_the_first_word_nobody_is_silent() -> None:
    assert list(silent_nights([date(2027, 5, 1)], DAYS, YEAR)) == []
    assert list(silent_nights([], DAYS, YEAR)) == []


@given(st.sets(st.integers(-100, 400)))
def test_a_night_is_silent_if_the_last_word_is_longer_ago(numbers: set[int]) -> None:
    heard_on = sorted(add_days(YEAR.since, number) for number in numbers)

    silences = list(silent_nights(heard_on, DAYS, YEAR))

    for number in range(365):
        night = add_days(YEAR.since, number)
        heard = [day for day in heard_on if day <= night]
        silent = bool(heard) and (night - heard[-1]).days > DAYS
        assert any(silence.covers(night) for silence in silences) is silent

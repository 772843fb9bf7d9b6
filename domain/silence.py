"""Stilte: when nothing was heard of a jeugdige for too long."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from domain.calendar import earlier
from domain.spans import Span


def silent_nights(heard_on: Sequence[date], days: int, nights: Span) -> Iterator[Span]:
    """The nights from the first day after so many without a word, up to the next day on which something is heard, as far as in `nights`.

    `heard_on`: the days on which something happened that is recorded, each once, in order. Before the first of them nobody is silent.
    """
    since, until, too_long = nights.since, nights.until, timedelta(days=days + 1)
    last = max(bisect_right(heard_on, since) - 1, 0)
    while last < len(heard_on):
        silent_from = heard_on[last] + too_long
        if until is not None and until <= silent_from:
            return
        following = bisect_left(heard_on, silent_from, last + 1)
        if following > last + 1:
            last = following - 1
            continue
        silence = Span(max(silent_from, since), earlier(heard_on[following] if following < len(heard_on) else None, until))
        if not silence.is_empty:
            yield silence
        last = following

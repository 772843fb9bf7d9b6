"""For every pair of times the case and the lists tell the same: what was known at a position about a day, before the opening too."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from application.one_case.shown import begun_before_the_opening, situation
from domain.calendar import add_days
from domain.history import History
from domain.region import region_of
from domain.secrecy import kept_from_lists
from projections.telling.models import deadlines_known, findings_known, placements
from tests.histories import histories
from tests.projections.telling import rows_of

Told = dict[str, Any]


@st.composite
def pairs(draw: DrawFn) -> tuple[History, int, date]:
    """A history, a position from its opening on, and a day: often one on which something happened, or just before or after it."""
    history = draw(histories())
    position = draw(st.integers(history.recorded[0].position, history.position + 1))
    happened = {recorded.event.occurred_on for recorded in history.recorded}
    near = st.builds(add_days, st.sampled_from(sorted(happened)), st.integers(-1, 1))
    return history, position, draw(near | st.dates(min(happened), add_days(max(happened), 400)))


def asked(history: History, position: int, day: date) -> Mapping[str, Any]:
    """As the case is answered; what is secret today is left out, as in lists."""
    known, secrecy = history.as_of(position), kept_from_lists(history)
    assert known is not None
    if day < known.trajectory.opened_on:
        return begun_before_the_opening(known, day, secrecy)
    return situation(known, day, region_of(()), words=False, secrecy=secrecy)


def listed(model: Any, history: History, position: int, day: date, since: str, until: str) -> list[Told]:
    rows = [dict(zip(model.TABLE.column_names, row, strict=True)) for row in rows_of(model.MODEL, history)]
    return [
        row
        for row in rows
        if row["known_from"] <= position and (row["known_until"] is None or position < row["known_until"])
        if row[since] <= day and (row[until] is None or day < row[until])
    ]


@settings(deadline=None)
@given(pairs())
def test_the_case_is_in_the_placements_of_a_night_with_the_stay_that_it_shows(pair: tuple[History, int, date]) -> None:
    history, position, day = pair
    stay = asked(history, position, day)["stay"]
    items = [item for item in listed(placements, history, position, day, "valid_from", "valid_until") if item["purpose"] == "main"]

    assert [(item["stay_id"], item["setting"], item["since"], item["until"], item["provider"], item["location"]) for item in items] == (
        [(stay["stay_id"], stay["setting"], stay["since"], stay["until"], stay.get("provider"), stay.get("location"))] if stay else []
    )


@settings(deadline=None)
@given(pairs())
def test_the_case_shows_the_findings_that_the_list_of_that_day_has(pair: tuple[History, int, date]) -> None:
    history, position, day = pair
    shown = asked(history, position, day)["findings"]
    items = listed(findings_known, history, position, day, "since", "until")

    assert Counter((item["rule"], item["about"], item["since"].isoformat(), item["message"]) for item in items) == Counter(
        (finding["rule"], finding["about"] or "", finding["since"], finding["message"]) for finding in shown
    )


@settings(deadline=None)
@given(pairs())
def test_the_case_shows_the_deadlines_that_the_list_of_that_day_has(pair: tuple[History, int, date]) -> None:
    history, position, day = pair
    shown = asked(history, position, day)["deadlines"]
    items = listed(deadlines_known, history, position, day, "since", "open_until")

    assert Counter((item["kind"], item["about"], item["since"], item["due_on"]) for item in items) == Counter(
        (deadline["kind"], deadline["about"], deadline["since"], deadline["due_on"]) for deadline in shown
    )

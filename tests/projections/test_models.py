"""The read models as pure functions: any history that can be recorded, to rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from domain.calendar import add_days
from domain.codes import SafetyLevel, Setting, TitleKind
from domain.events import HomeMunicipalityDetermined, SafetyFlagSet, TitleGranted
from domain.history import History
from domain.law.cover import covering_title
from domain.secrecy import kept_from_lists
from domain.trajectory import Trajectory
from domain.words import words_in
from projections.telling.models import MODELS, access, audit_trail, current_placements, placements, worklist
from projections.telling.segments import segments
from projections.telling.table import Row, Table
from tests.histories import histories, tell, told
from tests.histories.region import HOUSES, PROVIDERS
from tests.projections.telling import rows_of

days = st.dates(date(2023, 1, 1), date(2027, 12, 31))


def as_dicts(table: Table, rows: Any) -> list[dict[str, Any]]:
    return [dict(zip(table.column_names, row, strict=True)) for row in rows]


def known_at(rows: Sequence[dict[str, Any]], position: int) -> list[dict[str, Any]]:
    return [row for row in rows if row["known_from"] <= position and (row["known_until"] is None or position < row["known_until"])]


@given(histories())
def test_the_last_state_is_the_state_of_the_whole_history(history: History) -> None:
    *_, last = history.grown()

    assert last.trajectory == history.trajectory


@given(histories())
def test_every_state_is_what_was_known_at_its_position(history: History) -> None:
    for grown in history.grown():
        known = history.as_of(grown.position)
        assert known is not None
        assert History(tuple(known.recorded)).trajectory == grown.trajectory


@given(histories())
def test_placements_tell_for_every_position_what_was_known_there(history: History) -> None:
    rows = as_dicts(placements.TABLE, rows_of(placements.MODEL, history))

    for position in range(history.recorded[0].position, history.position + 2):
        known = history.as_of(position)
        assert known is not None
        expected = {(known.trajectory.trajectory_id, *segment.kept(kept_from_lists(history))) for segment in segments(known.trajectory)}
        columns = current_placements.TABLE.column_names
        assert {tuple(row[name] for name in columns) for row in known_at(rows, position)} == expected


@given(histories())
def test_segments_of_one_stay_follow_each_other_without_gap_or_overlap(history: History) -> None:
    for known in history.grown():
        found = segments(known.trajectory)
        for stay in known.trajectory.stays:
            own = [segment for segment in found if segment.stay_id == stay.stay_id]
            assert own[0].valid_from == stay.since
            assert own[-1].valid_until == stay.until
            assert all(one.valid_until == next_one.valid_from for one, next_one in pairwise(own))
            assert all(segment.valid_until is None or segment.valid_from < segment.valid_until for segment in own) or len(own) == 1


@given(histories())
def test_who_is_where_on_a_day_is_what_the_case_itself_says(history: History) -> None:
    trajectory = history.trajectory
    rows = [row for row in as_dicts(current_placements.TABLE, rows_of(current_placements.MODEL, history)) if row["purpose"] == "main"]

    for day in turning_days(trajectory):
        stay = trajectory.main_stay_on(day)
        found = [row for row in rows if row["valid_from"] <= day and (row["valid_until"] is None or day < row["valid_until"])]

        assert [(row["stay_id"], row["setting"], row["since"], row["until"]) for row in found] == (
            [(stay.stay_id, stay.setting, stay.since, stay.until)] if stay else []
        )
        for row in found:
            assert row["home_municipality"] == trajectory.home_municipality_on(day)
            assert row["procesregisseur"] == trajectory.procesregisseur_on(day)
            # A closed stay beside the main one (a hospital, a respite) has its title, and lends it to no other.
            covering = covering_title(trajectory, day) if row["setting"] == Setting.GESLOTEN else None
            if covering:
                assert (row["title_id"], row["title_valid_until"]) == (covering.title_id, covering.valid_until)
            else:
                assert row["title_id"] == getattr(trajectory.title(stay.title_id if stay else None), "title_id", None)


def turning_days(trajectory: Trajectory) -> list[date]:
    """Each day on which something begins or ends, with the day before and after it."""
    turning = [each.day for each in (*trajectory.municipalities, *trajectory.assignments)]
    for stay in trajectory.stays:
        turning += [day for day in (stay.since, stay.until, stay.annulled_from) if day]
    for title in trajectory.titles:
        turning += [day for span in (*title.runs, *title.covered_nights()) for day in (span.since, span.until) if day]
    return sorted({add_days(day, shift) for day in turning for shift in (-1, 0, 1)})


def test_a_stay_is_cut_where_the_municipality_or_the_covering_title_changes() -> None:
    # given: a closed stay under two titles, one after the other, and a change of municipality in between
    events = [recorded.event for recorded in told()[:4]]
    prolonged = TitleGranted(
        occurred_on=date(2024, 7, 20),
        title_id="m-2",
        kind=TitleKind.MACHTIGING,
        valid_from=date(2024, 8, 1),
        valid_until=date(2024, 12, 1),
        prolongs="m-1",
    )
    moved = HomeMunicipalityDetermined.model_validate({"occurred_on": date(2024, 7, 25), "municipality": "0935", "from": date(2024, 7, 1)})

    # when
    found = as_dicts(current_placements.TABLE, rows_of(current_placements.MODEL, History(tell(*events, prolonged, moved))))

    # then
    columns = ("valid_from", "valid_until", "home_municipality", "title_id", "title_valid_until")
    assert [tuple(row[name] for name in columns) for row in found] == [
        (date(2024, 2, 3), date(2024, 7, 1), "0917", "m-1", date(2024, 8, 1)),
        (date(2024, 7, 1), date(2024, 8, 1), "0935", "m-1", date(2024, 8, 1)),
        (date(2024, 8, 1), date(2024, 12, 1), "0935", "m-2", date(2024, 12, 1)),
        (date(2024, 12, 1), None, "0935", "m-1", date(2024, 8, 1)),
    ]


@given(histories().filter(lambda history: not history.trajectory.safety))
def test_what_is_no_longer_known_never_changes_again_unless_it_becomes_secret(history: History) -> None:
    closed_before: set[Row] = set()
    for count in range(1, len(history.recorded) + 1):
        closed = {row for row in rows_of(placements.MODEL, History(history.recorded[:count])) if row[-1] is not None}
        assert closed_before <= closed
        closed_before = closed


@given(histories().filter(lambda history: not history.trajectory.safety))
def test_the_audit_trail_only_grows_unless_something_becomes_secret(history: History) -> None:
    whole = rows_of(audit_trail.MODEL, history)

    for count in range(1, len(history.recorded) + 1):
        assert rows_of(audit_trail.MODEL, History(history.recorded[:count])) == whole[:count]


@given(histories(themes=("place", "help", "plan", "referral", "practice")))
def test_no_row_names_a_place_while_it_is_secret_where_the_jeugdige_is(history: History) -> None:
    # given: a flag that has stood since before all that is recorded, and was never lifted
    last = history.recorded[-1]
    flag = replace(
        last,
        version=last.version + 1,
        position=last.position + 1,
        event=SafetyFlagSet(occurred_on=date(2000, 1, 1), level=SafetyLevel.PLACE_HIDDEN),
    )
    secret = History((*history.recorded, flag))
    assume(not any(each.lifted_on for each in secret.trajectory.safety))

    # then: `access` alone, which nobody reads but by the own organisation, says who provided
    for model in MODELS:
        for row in rows_of(model, secret) if model.table is not access.TABLE else ():
            told = [leaf for leaf in _leaves(row) if isinstance(leaf, str)]
            assert not [leaf for leaf in told for code in (*HOUSES, *PROVIDERS) if code in leaf], model.name


@given(histories())
def test_no_row_holds_words_or_the_day_of_birth(history: History) -> None:
    passages = {
        text for recorded in history.recorded for text in words_in({"event": recorded.event, "envelope": recorded.envelope}).values()
    }
    born_on = history.trajectory.person.born_on

    for model in MODELS:
        for row in rows_of(model, history):
            for value in _leaves(row):
                assert value not in passages | {born_on, born_on.isoformat(), "6411"}


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        assert not {"born_on", "sealed", "erased"} & value.keys()
        return [leaf for child in value.values() for leaf in _leaves(child)]
    if isinstance(value, list | tuple):
        return [leaf for child in value for leaf in _leaves(child)]
    return [value]


@given(histories())
def test_keys_are_unique_and_columns_that_must_hold_something_do(history: History) -> None:
    for model in MODELS:
        rows = rows_of(model, history)
        assert len({model.table.key_of(row) for row in rows}) == len(rows)
        for row in as_dicts(model.table, rows):
            assert row["trajectory_id"] == history.trajectory.trajectory_id
            assert all(row[column.name] is not None or column.nullable for column in model.table.columns)


@given(histories(), days)
def test_the_worklist_says_what_the_case_itself_says(history: History, day: date) -> None:
    trajectory = history.trajectory
    [row] = as_dicts(worklist.TABLE, rows_of(worklist.MODEL, history))

    last_day = max(since.day for since in trajectory.municipalities)
    assert row["home_municipality"] == trajectory.home_municipality_on(max(day, last_day))
    assert row["version"] == history.version
    assert (row["closed_on"] is not None) == trajectory.is_closed_on(date(2100, 1, 1))
    assert row["stay_id"] == getattr(trajectory.main_stay_on(date(2100, 1, 1)), "stay_id", row["stay_id"])
    assert row["procesregisseur"] == trajectory.procesregisseur_on(date(2100, 1, 1))

"""The calendar feed, read back by the library that calendar programs could use."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from application.across.calendar_feed import calendar_feed
from domain.deadlines import deadline_kinds, in_dutch

TRAJECTORY = UUID("0190aaaa-0000-7000-8000-000000000001")
TODAY = date(2025, 7, 1)
NOW = datetime(2025, 7, 1, 8, 30, tzinfo=UTC)


def a_deadline(**changed: Any) -> dict[str, Any]:
    deadline = {
        "trajectory_id": TRAJECTORY,
        "kind": "title-expiry",
        "about": "machtiging van Tom",
        "since": date(2025, 2, 3),
        "due_on": date(2025, 8, 3),
        "number": 0,
        "alerts": ["2025-06-06", "2025-07-06", "2025-08-03"],
    }
    return deadline | changed


def read(*deadlines: dict[str, Any]) -> list[Any]:
    feed = Calendar.from_ical(calendar_feed(deadlines, today=TODAY, now=NOW))
    assert (feed["version"], feed["method"]) == ("2.0", "PUBLISH")
    return list(feed.walk("VEVENT"))


def test_a_deadline_is_a_whole_day_that_names_its_kind_and_trajectory_and_no_person() -> None:
    [entry] = read(a_deadline())

    assert entry["categories"].cats == ["title-expiry"]
    assert entry["description"] == f"Traject {TRAJECTORY}"
    assert entry.decoded("dtstart") == date(2025, 8, 3)
    assert entry["summary"] == "Titel loopt af (0190aaaa)"
    assert entry["transp"] == "TRANSPARENT"
    assert entry.decoded("dtstamp") == NOW
    assert b"Tom" not in entry.to_ical()


def test_a_program_that_reads_lines_finds_the_kind_and_the_whole_id() -> None:
    lines = calendar_feed([a_deadline()], today=TODAY, now=NOW).decode().splitlines()

    assert {"CATEGORIES:title-expiry", f"DESCRIPTION:Traject {TRAJECTORY}"} <= set(lines)


def test_what_is_seen_in_passing_holds_the_first_characters_of_the_id_alone() -> None:
    [entry] = read(a_deadline())

    passing = [entry["summary"], *(alarm["description"] for alarm in entry.walk("VALARM"))]
    assert set(passing) == {"Titel loopt af (0190aaaa)"}


def test_alerts_ring_at_nine_on_their_days_and_those_that_are_past_do_not() -> None:
    [entry] = read(a_deadline())

    triggers = [alarm.decoded("trigger") for alarm in entry.walk("VALARM")]
    assert triggers == [timedelta(days=-28, hours=9), timedelta(hours=9)]
    assert [alarm["action"] for alarm in entry.walk("VALARM")] == ["DISPLAY", "DISPLAY"]


def test_an_alert_of_today_rings() -> None:
    [entry] = read(a_deadline(alerts=["2025-06-30", "2025-07-01"]))

    assert [alarm.decoded("trigger") for alarm in entry.walk("VALARM")] == [timedelta(days=-33, hours=9)]


@pytest.mark.parametrize(("now", "rings"), [("05:30", 1), ("08:30", 2)], ids=["before nine", "after nine"])
def test_what_began_today_rings_when_it_is_there(now: str, rings: int) -> None:
    """In the night at nine, and after nine the next morning."""
    deadline = a_deadline(kind="glass-review", since=TODAY, due_on=date(2025, 7, 6), alerts=["2025-07-01", "2025-07-05", "2025-07-06"])
    feed = Calendar.from_ical(calendar_feed([deadline], today=TODAY, now=datetime.fromisoformat(f"2025-07-01T{now}Z")))
    [first, *_] = [alarm.decoded("trigger") for alarm in feed.walk("VALARM")]
    assert first == timedelta(days=rings - 6, hours=9)


def test_what_began_yesterday_after_nine_rings_this_morning() -> None:
    [entry] = read(a_deadline(kind="glass-review", since=date(2025, 6, 30), due_on=date(2025, 7, 5), alerts=["2025-06-30", "2025-07-05"]))
    assert [alarm.decoded("trigger") for alarm in entry.walk("VALARM")] == [timedelta(days=-4, hours=9), timedelta(hours=9)]


def test_an_entry_keeps_its_uid_as_long_as_it_is_about_the_same_thing_on_the_same_day() -> None:
    def uid(**changed: Any) -> str:
        [entry] = read(a_deadline(**changed))
        return str(entry["uid"])

    assert uid() == uid(alerts=[])
    others: list[dict[str, Any]] = [
        {"kind": "plan"},
        {"about": "m-2"},
        {"due_on": date(2025, 8, 4)},
        {"number": 1},
        {"trajectory_id": UUID("0190aaaa-0000-7000-8000-000000000002")},
    ]
    assert len({uid(), *(uid(**other) for other in others)}) == 1 + len(others)


def test_every_kind_of_deadline_has_a_dutch_name() -> None:
    names = [in_dutch(kind) for kind in deadline_kinds()]

    assert len(set(names)) == len(names)
    assert not set(names) & deadline_kinds().keys()


def test_a_kind_of_a_newer_version_that_runs_beside_is_called_by_its_own_name() -> None:
    [entry] = read(a_deadline(kind="brand-new"))

    assert entry["summary"] == "brand-new (0190aaaa)"


def test_nothing_open_is_an_empty_calendar() -> None:
    assert read() == []

"""Deadlines as an iCalendar feed (RFC 5545): what is due and when, and no person in it.

A calendar program keeps what it is given, and shows it to whoever stands beside: an entry says the kind of deadline and the trajectory's
id, which opens nothing without a token. A title and an alarm, which are seen in passing, hold its first characters alone.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid5

from icalendar import Alarm, Calendar, Event

from application.problems import Forbidden
from domain.calendar import AMSTERDAM, add_days
from domain.codes import Role
from domain.deadlines import in_dutch
from domain.envelope import Actor

PRODUCT = "-//Jeugdspoor//Termijnen//NL"

REMINDED_AT = timedelta(hours=9)
"""Local time of the day of an alert."""

ASKED_AGAIN = timedelta(hours=1)
"""How often a calendar program is asked to look again."""


def check_has_calendar(actor: Actor) -> None:
    """Raises `Forbidden` for everybody but a procesregisseur: nobody else has trajectories assigned."""
    if actor.role is not Role.PROCESREGISSEUR:
        raise Forbidden("A calendar holds the deadlines of a procesregisseur's own trajectories. Ask /deadlines for a list.")


def calendar_feed(deadlines: Iterable[dict[str, Any]], *, today: date, now: datetime) -> bytes:
    """A whole day for each deadline (as `Rows.deadlines_of` gives them), with the alerts that are still to come.

    `CATEGORIES` is the kind as everywhere else, such as title-expiry, and `DESCRIPTION` the trajectory's id: for a program to go by.
    An entry keeps its `UID` as long as it is about the same thing on the same day: a calendar program follows it, and drops what is gone.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Termijnen Jeugdspoor")
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    for deadline in deadlines:
        calendar.add_component(_entry(deadline, today, now))
    feed: bytes = calendar.to_ical()
    return feed


def _entry(deadline: dict[str, Any], today: date, now: datetime) -> Event:
    due_on: date = deadline["due_on"]
    summary = f"{in_dutch(deadline['kind'])} ({str(deadline['trajectory_id'])[:8]})"
    one_thing = "\n".join(str(deadline[name]) for name in ("kind", "about", "due_on", "number"))
    entry = Event()
    entry.add("uid", str(uuid5(deadline["trajectory_id"], one_thing)))
    entry.add("dtstamp", now.replace(microsecond=0))
    entry.add("dtstart", due_on)
    entry.add("summary", summary)
    entry.add("categories", [deadline["kind"]])
    entry.add("description", f"Traject {deadline['trajectory_id']}")
    entry.add("transp", "TRANSPARENT")
    for told in map(date.fromisoformat, deadline["alerts"]):
        alert = _rings_on(told, deadline["since"], due_on, now)
        if alert >= today:
            entry.add_component(_alarm(summary, REMINDED_AT - (due_on - alert)))
    return entry


def _rings_on(alert: date, since: date, due_on: date, now: datetime) -> date:
    """What began after the hour of that day's alert is told of the next morning: it was not there yet."""
    rang_at = datetime.combine(alert, time(), AMSTERDAM) + REMINDED_AT
    return add_days(alert, 1) if alert == since < due_on and rang_at <= now else alert


def _alarm(summary: str, trigger: timedelta) -> Alarm:
    """At that distance from midnight of the day."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", trigger)
    return alarm

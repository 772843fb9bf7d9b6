"""I-date: before birth, in the future, an end before its start, or word of something before there was anything to tell."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import AMSTERDAM, add_days
from domain.codes import NoBsnReason
from domain.events import (
    Admitted,
    AftercareAgreed,
    AgreementMade,
    Annulled,
    BehaviouralScientistStatement,
    ConditionalAdmissionDecided,
    ContinuedHelpDecided,
    Event,
    GlassBroken,
    LeaveGranted,
    MeasureDecided,
    PerspectiveSet,
    PlanEvaluated,
    ProtectionMeasureProlonged,
    ProtectionMeasureStarted,
    SafetyFlagSet,
    TitleGranted,
    TrajectoryOpened,
)
from domain.events.stay import Transferred
from domain.rules.impossible.view import Impossibility, View


def impossible_dates(view: View) -> Iterator[Impossibility]:
    for field_name, message in _reasons(view):
        yield view.impossible("I-date", message, field_name)


def _reasons(view: View) -> Iterator[tuple[str, str]]:
    yield from _in_the_future(view)
    yield from _before_birth(view)
    yield from _taken_on_another_day(view)
    yield from _ends_before_it_starts(view.recorded.event)
    yield from _told_before_it_was_there(view.recorded.event)
    yield from _examined_after_the_statement(view.recorded.event)
    yield from _annulled_before_it_was_decided(view)


def _in_the_future(view: View) -> Iterator[tuple[str, str]]:
    recorded, event = view.recorded, view.recorded.event
    today = recorded.recorded_on
    learned_on = recorded.envelope.learned_on
    for field_name, day in event.days_reported():
        if day > today:
            yield field_name, f"{day} lies after {today}, the day of recording."
    if learned_on is not None and learned_on > today:
        yield "learned_on", f"{learned_on} lies after {today}, the day of recording."
    if event.occurred_on == today and event.occurred_at is not None:
        clock = recorded.recorded_at.astimezone(AMSTERDAM).time()
        if event.occurred_at > clock:
            yield "occurred_at", f"{event.occurred_at} lies after {clock:%H:%M}, the time of recording."
    if isinstance(event, TrajectoryOpened) and event.identity.born_on > today and event.identity.no_bsn_reason != NoBsnReason.UNBORN:
        yield "identity.born_on", f"{event.identity.born_on} lies after {today}; for an unborn child give no_bsn_reason unborn."


def _before_birth(view: View) -> Iterator[tuple[str, str]]:
    person = view.before.person
    if person.no_bsn_reason != NoBsnReason.UNBORN and view.recorded.event.occurred_on < person.born_on:
        yield "occurred_on", "The event lies before the birth of the jeugdige."


def _taken_on_another_day(view: View) -> Iterator[tuple[str, str]]:
    """Access in an emergency is taken by recording it. Around midnight that may be the day before."""
    recorded = view.recorded
    if isinstance(recorded.event, GlassBroken) and recorded.event.occurred_on < add_days(today := recorded.recorded_on, -1):
        yield "occurred_on", f"Access in an emergency is taken when it is recorded: give {today}."


def _ends_before_it_starts(event: Event) -> Iterator[tuple[str, str]]:
    for start, field_name, end in _terms(event):
        if start is not None and end is not None and end < start:
            yield field_name, f"{end} lies before {start}, when it starts."


def _terms(event: Event) -> Iterator[tuple[date | None, str, date | None]]:
    """Each start with the name and the day of its end."""
    match event:
        case TitleGranted():
            yield event.valid_from, "valid_until", event.valid_until
            yield event.occurred_on, "latest_start", event.latest_start
        case Admitted() | Transferred():
            yield event.occurred_on, "expected_until", event.expected_until
        case LeaveGranted() | ProtectionMeasureStarted() | ProtectionMeasureProlonged() | AftercareAgreed() | ContinuedHelpDecided():
            yield event.occurred_on, "until", event.until
        case SafetyFlagSet():
            yield event.occurred_on, "until", event.until
        case AgreementMade():
            yield event.occurred_on, "due_on", event.due_on
        case PerspectiveSet():
            yield event.occurred_on, "by_when", event.by_when
        case Annulled():
            yield event.effective_on or event.occurred_on, "new_valid_until", event.new_valid_until
            yield event.effective_on or event.occurred_on, "left_on", event.left_on


def _told_before_it_was_there(event: Event) -> Iterator[tuple[str, str]]:
    """What is earlier is no word of this decision or evaluation, and would pass for one in time (Jeugdwet 6.1.6(6))."""
    for field_name, day in _told(event):
        if day is not None and day < event.occurred_on:
            message = f"{day} lies before {event.occurred_on}, when there was nothing to tell yet: give the day on which this went out."
            yield field_name, message


def _told(event: Event) -> Iterator[tuple[str, date | None]]:
    """Each notice, copy and report of what the event says, with its day."""
    match event:
        case ConditionalAdmissionDecided():
            yield "notice_to_youth_on", event.notice_to_youth_on
            for whom, day in event.copies_sent or ():
                yield f"copies_sent.{whom}", day
        case MeasureDecided():
            yield "copy_to_youth_on", event.copy_to_youth_on
        case PlanEvaluated():
            yield "report_given_on", event.report_given_on


def _examined_after_the_statement(event: Event) -> Iterator[tuple[str, str]]:
    """The scientist examines first, and then says what he thinks (Jeugdwet 6.1.2(5), 6.1.3(3), 6.1.4(3))."""
    if isinstance(event, BehaviouralScientistStatement) and event.examined_on is not None and event.examined_on > event.occurred_on:
        message = f"{event.examined_on} lies after {event.occurred_on}, the day of the statement: give the examination that came before it."
        yield "examined_on", message


def _annulled_before_it_was_decided(view: View) -> Iterator[tuple[str, str]]:
    event = view.recorded.event
    if isinstance(event, Annulled):
        target = view.history.effective_event(event.target_version)
        if target is not None and (event.effective_on or event.occurred_on) < target.occurred_on:
            yield "effective_on", f"The annulment takes effect before {target.occurred_on}, when it was decided."

"""What the register says later of a house is noted in the trajectory of who stays there (L11, Jeugdwet 6.2.2)."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from application.doors.loading import history_of
from application.doors.register import extend_register
from application.recording.committing import Recording
from application.recording.noting import note_registrations
from domain.events import REGISTER_ID, AccommodationDeregistered, AccommodationRegistered, RegisterVoided
from domain.rules import findings
from domain.words import Words
from eventlog import Databases, EventLog
from tests.application.conftest import answered, request

STRUCK_OFF, AGAIN = date(2025, 3, 1), date(2025, 4, 1)


def inside(recording: Recording, trajectory_id: UUID, location: str, until: date = date(2025, 8, 3)) -> None:
    """In closed care from 3 February, under a title until that day."""
    title = {"kind": "machtiging", "valid_from": "2025-02-03", "valid_until": until.isoformat(), "court": "Rechtbank Limburg"}
    stay = {"stay_id": "S", "setting": "gesloten", "provider": "koraal", "location": location, "crisis": False}
    passed = {"despite": {"rules": [f"L{n}" for n in range(1, 24)], "reason": "Hier niet aan de orde."}}
    for version, (kind, body) in enumerate([("title-granted", title), ("admitted", stay)], start=1):
        said = {"occurred_on": "2025-02-03", **body, **passed}
        answered(recording.record([request(kind, said, trajectory_id, version=version)])[0])


def found(log: EventLog, trajectory_id: UUID) -> list[tuple[date, date | None]]:
    history = history_of(log, trajectory_id)
    assert history is not None
    return [(each.since, each.until) for each in findings(history.trajectory) if each.rule == "L11"]


def silently(done: int, total: int | None) -> None:
    """Nobody looks on."""


def test_a_registration_that_is_struck_off_is_found_at_who_stays_there_and_noted_once(
    recording: Recording, log: EventLog, databases: Databases, opened: Callable[[], UUID]
) -> None:
    # given somebody in a house, somebody in another, and somebody at home
    there, elsewhere, at_home = opened(), opened(), opened()
    inside(recording, there, "gesloten-geleen-1")
    inside(recording, elsewhere, "gesloten-geleen-2")
    # when the registration of the house is struck off
    extend_register(log, [AccommodationDeregistered(occurred_on=STRUCK_OFF, location="gesloten-geleen-1")])
    assert note_registrations(log, databases, silently) == 1
    # then that is found of who stays there, from that day, and nothing of the others
    assert found(log, there) == [(STRUCK_OFF, date(2025, 8, 3))]
    assert [found(log, each) for each in (elsewhere, at_home)] == [[], []]
    # and what is said is not said again
    assert note_registrations(log, databases, silently) == 0
    # and who records goes on
    note = request("note-added", {"occurred_on": "2025-03-02", "text": "Gebeld"}, there, version=4)
    assert answered(recording.record([note])[0]).version == 5

    # and registered again it is over
    again = AccommodationRegistered(
        occurred_on=AGAIN,
        location="gesloten-geleen-1",
        name="Geleen 1",
        address="Voorbeeldlaan 1",
        provider_name="Koraal",
        legal_form="stichting",
    )
    extend_register(log, [again])
    assert note_registrations(log, databases, silently) == 1
    assert found(log, there) == [(STRUCK_OFF, AGAIN)]


def test_what_is_struck_off_on_a_later_day_is_noted_at_once_and_holds_from_that_day(
    recording: Recording, log: EventLog, databases: Databases, opened: Callable[[], UUID]
) -> None:
    # given somebody in a house, for as long as it takes
    there, later = opened(), date.today() + timedelta(days=30)
    inside(recording, there, "gesloten-cadier-1", until=later + timedelta(days=60))
    # when it is known that its registration will be struck off
    extend_register(log, [AccommodationDeregistered(occurred_on=later, location="gesloten-cadier-1")])
    # then that is noted now, once, and is found from that day on without anything more being recorded
    assert note_registrations(log, databases, silently) == 1
    assert found(log, there) == [(later, later + timedelta(days=60))]
    assert note_registrations(log, databases, silently) == 0


def test_what_the_register_says_late_of_the_time_before_a_stay_is_noted_from_its_first_day(
    recording: Recording, log: EventLog, databases: Databases, opened: Callable[[], UUID]
) -> None:
    there = opened()
    inside(recording, there, "gesloten-cadier-2")
    extend_register(log, [AccommodationDeregistered(occurred_on=date(2025, 1, 1), location="gesloten-cadier-2")])
    assert note_registrations(log, databases, silently) == 1
    assert found(log, there) == [(date(2025, 2, 3), date(2025, 8, 3))]


def test_a_registration_that_was_struck_off_by_mistake_is_noted_as_never_gone(
    recording: Recording, log: EventLog, databases: Databases, opened: Callable[[], UUID]
) -> None:
    # given a registration that was struck off, and noted
    there = opened()
    inside(recording, there, "gesloten-cadier-3")
    extend_register(log, [AccommodationDeregistered(occurred_on=STRUCK_OFF, location="gesloten-cadier-3")])
    assert note_registrations(log, databases, silently) == 1
    assert found(log, there) == [(STRUCK_OFF, date(2025, 8, 3))]
    # when that entry is voided
    mistaken = log.versions([REGISTER_ID])[REGISTER_ID]
    extend_register(log, [RegisterVoided(occurred_on=date.today(), target_version=mistaken, reason=Words("Een ander huis."))])
    # then that is noted as well, once, and nothing is found any more
    assert note_registrations(log, databases, silently) == 1
    assert found(log, there) == []
    assert note_registrations(log, databases, silently) == 0

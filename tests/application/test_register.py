"""The register grows: what opened, closed or was succeeded is recorded from its day, all or nothing, and once."""

import json
from collections.abc import Callable
from datetime import date
from unittest.mock import create_autospec
from uuid import UUID

import pytest

from application.doors.door import Door
from application.doors.granted import Granted
from application.doors.knowledge import Knowledge
from application.doors.register import Register, WrongEntry, extend_register
from application.problems import Forbidden
from application.recording.committing import Recording
from application.registering import Registering
from domain.codes import Role
from domain.envelope import Actor
from domain.events import REGISTER_ID, LocationClosed, LocationOpened, ProviderListed, ProviderSucceeded, RegisterCorrected
from domain.region import Region
from domain.words import Words
from eventlog import EventLog
from projections.asking.reading import Rows

DAY = date(2026, 1, 1)
NEW_HOUSE = LocationOpened.model_validate(
    {
        "occurred_on": DAY,
        "location": "groep-vaals",
        "provider": "nieuw",
        "name": "Open groep Vaals",
        "setting": "open_residentieel",
        "municipality": "0981",
        "capacity": 6,
    },
    strict=False,
)
NEW_PROVIDER = ProviderListed(occurred_on=DAY, provider="nieuw", name="Nieuw")


def region(log: EventLog) -> Region:
    return Register(log).current()


def head(log: EventLog) -> int:
    newest = log.head()
    return newest.position if newest else 0


def test_entries_are_recorded_in_their_order_and_once(recording: Recording, log: EventLog) -> None:
    assert extend_register(log, [NEW_PROVIDER, NEW_HOUSE]) == 2
    assert extend_register(log, [NEW_PROVIDER, NEW_HOUSE]) == 0
    assert region(log).has_location("groep-vaals", DAY)
    assert not region(log).has_location("groep-vaals", date(2025, 12, 31))


@pytest.mark.parametrize(
    "entry",
    [
        LocationClosed(occurred_on=DAY, location="nergens"),
        ProviderSucceeded(occurred_on=DAY, provider="xonar", successor="niemand"),
        ProviderListed(occurred_on=DAY, provider="koraal", name="Koraal"),
    ],
    ids=lambda entry: entry.event_type,
)
def test_what_cannot_stand_is_refused_with_everything_beside_it(recording: Recording, log: EventLog, entry: LocationClosed) -> None:
    before = region(log)
    with pytest.raises(WrongEntry, match="on that date"):
        extend_register(log, [LocationClosed(occurred_on=DAY, location="groep-stein"), entry])
    assert region(log).has_location("groep-stein", DAY)
    assert region(log) == before


def test_a_closed_house_takes_nobody_in_any_more(recording: Recording, log: EventLog) -> None:
    extend_register(log, [LocationClosed(occurred_on=DAY, location="groep-kerkrade")])
    assert region(log).has_location("groep-kerkrade", date(2025, 12, 31))
    assert not region(log).has_location("groep-kerkrade", DAY)


def test_what_was_wrong_is_mended_and_said_twice_recorded_once(recording: Recording, log: EventLog) -> None:
    # given a house of which the places were told wrongly
    house = LocationOpened.model_validate({**NEW_HOUSE.model_dump(), "location": "groep-beek", "provider": "koraal"}, strict=False)
    extend_register(log, [house])
    version, known_then = log.versions([REGISTER_ID])[REGISTER_ID], head(log)
    # when that is corrected, twice with the same words
    right = RegisterCorrected(occurred_on=DAY, target_version=version, data={"capacity": 4}, reason=Words("Een tikfout."))
    assert [extend_register(log, [right]), extend_register(log, [right])] == [1, 0]
    # then it reads anew, and what was known before stays known
    register = Register(log)
    places = [at.location_on("groep-beek", DAY) for at in (register.current(), register.as_of(known_then))]
    assert [place.capacity for place in places if place] == [4, 6]
    # and what does not fit is refused
    with pytest.raises(WrongEntry, match=r"data\.capacity"):
        extend_register(log, [RegisterCorrected(occurred_on=DAY, target_version=version, data={"capacity": 0}, reason=Words("Nul."))])


def test_who_stands_in_whose_place_is_mended_on_the_machine_alone(recording: Recording, log: EventLog) -> None:
    # given a provider that was succeeded by a wrong one
    said = [ProviderListed(occurred_on=DAY, provider=code, name=code) for code in ("oud", "nieuw-a", "nieuw-b")]
    extend_register(log, [*said, ProviderSucceeded(occurred_on=DAY, provider="oud", successor="nieuw-a")])
    version = log.versions([REGISTER_ID])[REGISTER_ID]
    wrong = {"occurred_on": "2026-01-02", "target_version": version, "data": {"successor": "nieuw-b"}, "reason": "Een ander."}
    administrator = Actor(subject="beheer-1", role=Role.ADMINISTRATOR, organisation="GM0917")
    door = Door(log, Granted(log))
    rows = create_autospec(Rows, instance=True)
    registering = Registering(log, Register(log), door, rows, Knowledge(rows, door))
    # when somebody corrects that from a distance: then it is refused, for it would open trajectories
    with pytest.raises(Forbidden, match="on the machine"):
        registering.mend(administrator, RegisterCorrected, json.dumps(wrong).encode(), f'"{version}"')
    # and on the machine it is not
    extend_register(log, [RegisterCorrected.model_validate_json(json.dumps(wrong))])
    assert region(log).successor_of("oud", DAY) == "nieuw-b"


class TestAsKnownThen:
    """Other things are recorded in between: the positions of the log are not the register's alone."""

    def test_it_is_told_as_it_was_known_at_a_position(self, recording: Recording, log: EventLog, opened: Callable[[], UUID]) -> None:
        register = Register(log)
        before, known_before = head(log), register.current()
        extend_register(log, [ProviderListed(occurred_on=DAY, provider="vroeg", name="Vroeg")])
        opened()
        between, known_between = head(log), register.current()
        extend_register(log, [ProviderListed(occurred_on=DAY, provider="laat", name="Laat")])
        opened()

        # by a register that has read all of it, and by one that reads it now
        for each in (register, Register(log)):
            assert each.as_of(before) == known_before
            assert each.as_of(between) == each.as_of(before + 1) == known_between
            assert each.as_of(head(log)) == each.current()
        assert [known.has_provider("vroeg", DAY) for known in (known_before, known_between)] == [False, True]
        assert [register.as_of(position).has_provider("laat", DAY) for position in (between, between + 1)] == [False, True]

    def test_before_anything_was_recorded_it_knew_nothing(self, recording: Recording, log: EventLog) -> None:
        assert Register(log).as_of(0) == Region()

    def test_it_tells_at_which_positions_it_changed(self, recording: Recording, log: EventLog, opened: Callable[[], UUID]) -> None:
        register, before = Register(log), head(log)
        assert register.changed_between(0, before)[-1] <= before

        extend_register(log, [ProviderListed(occurred_on=DAY, provider=code, name=code) for code in ("een", "twee")])
        opened()
        extend_register(log, [ProviderListed(occurred_on=DAY, provider="drie", name="drie")])

        last = head(log)
        assert register.changed_between(before, last) == [before + 1, before + 2, last]
        assert register.changed_between(before + 1, last - 1) == [before + 2]
        assert register.changed_between(last, last) == []

"""The register grows: what opened, closed or was succeeded is recorded from its day, all or nothing, and once."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from application.doors.register import Register, WrongEntry, extend_register
from application.recording.committing import Recording
from domain.events import LocationClosed, LocationOpened, ProviderListed, ProviderSucceeded
from domain.region import Region
from eventlog import EventLog

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

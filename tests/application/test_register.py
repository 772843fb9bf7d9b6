"""The register grows: what opened, closed or was succeeded is recorded from its day, all or nothing, and once."""

from datetime import date

import pytest

from application.recording import Recording
from application.register import Register, WrongEntry, extend_register
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

"""The region's register: a code means what it meant on the day, whatever became of it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.codes import PeriodicDelivery, Role, Setting
from domain.envelope import Recorded
from domain.events import (
    EVENTS,
    REGISTER_ID,
    AccommodationDeregistered,
    AccommodationRegistered,
    CertificationEnded,
    DeliveryMade,
    Event,
    InstitutionCertified,
    LocationChanged,
    LocationClosed,
    LocationOpened,
    MunicipalityListed,
    MunicipalityMerged,
    ProductEnded,
    ProductListed,
    ProviderClosed,
    ProviderListed,
    ProviderSucceeded,
    RegisterCorrected,
    RegisterEvent,
    RegisterVoided,
)
from domain.events.register import Coordinates
from domain.history import History
from domain.judging import Case, Judgement, judge, judge_opening
from domain.region import Institution, Location, Municipality, Product, Provider, Region, region_of
from domain.rules.impossible.codes import is_no_place_of
from domain.rules.impossible.register import Bearing, impossible_entry, impossible_mending
from domain.words import Words
from tests.domain.stories import IDENTITY, NOW, TRAJECTORY, Story, envelope, event
from tests.golden.register import REGISTER

LONG_AGO = date(2015, 1, 1)
BEFORE, DAY, AFTER = date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 2)


def folded(events: Sequence[RegisterEvent]) -> Region:
    at = datetime(2022, 1, 1, tzinfo=UTC)
    return region_of(Recorded(REGISTER_ID, n, n, at, envelope(), each) for n, each in enumerate(events, start=1))


def house(code: str = "huis-1", provider: str = "via-jeugd", on: date = LONG_AGO, **more: Any) -> LocationOpened:
    about = {"name": code, "setting": Setting.GESLOTEN, "municipality": "0917", "capacity": 8, **more}
    return LocationOpened(occurred_on=on, location=code, provider=provider, **about)


def registered(on: date) -> AccommodationRegistered:
    return AccommodationRegistered(
        occurred_on=on, location="huis-1", name="Huis 1", address="Voorbeeldlaan 1", provider_name="Via Jeugd", legal_form="stichting"
    )


LISTED: tuple[RegisterEvent, ...] = (
    MunicipalityListed(occurred_on=LONG_AGO, municipality="0917", name="Heerlen"),
    MunicipalityListed(occurred_on=LONG_AGO, municipality="0951", name="Nuth"),
    ProviderListed(occurred_on=LONG_AGO, provider="via-jeugd", name="Via Jeugd"),
    ProviderListed(occurred_on=LONG_AGO, provider="koraal", name="Koraal", agb="00000001"),
    ProviderListed(occurred_on=LONG_AGO, provider="xonar", name="XONAR"),
)


def after(*events: RegisterEvent) -> Region:
    return folded([*LISTED, *events])


class TestMunicipalities:
    def test_a_merged_municipality_is_valid_until_the_day_it_merged(self) -> None:
        region = after(MunicipalityMerged(occurred_on=DAY, municipality="0951", into="1954"))

        assert region.has_municipality("0951", BEFORE)
        assert not region.has_municipality("0951", DAY)

    def test_its_ground_lies_in_the_one_it_merged_into_from_that_day(self) -> None:
        merged = MunicipalityMerged(occurred_on=DAY, municipality="0951", into="1954")
        region = after(merged, house(municipality="0951"), house("huis-2", on=AFTER, municipality="0951"))

        assert [region.municipality_of_today("0951", day) for day in (BEFORE, DAY)] == ["0951", "1954"]
        assert [region.locations_on(day)[0].municipality for day in (BEFORE, DAY)] == ["0951", "1954"]
        assert region.location_on("huis-2", AFTER).municipality == "1954"

    def test_mergers_are_followed_to_the_last(self) -> None:
        region = after(
            MunicipalityListed(occurred_on=DAY, municipality="1954", name="Beekdaelen"),
            MunicipalityMerged(occurred_on=AFTER, municipality="1954", into="0917"),
            MunicipalityMerged(occurred_on=DAY, municipality="0951", into="1954"),
        )

        assert [region.municipality_of_today("0951", day) for day in (BEFORE, DAY, AFTER)] == ["0951", "1954", "0917"]

    def test_it_is_told_which_are_part_of_one_and_since_when(self) -> None:
        region = after(
            MunicipalityListed(occurred_on=DAY, municipality="1954", name="Beekdaelen"),
            MunicipalityMerged(occurred_on=DAY, municipality="0951", into="1954"),
            MunicipalityMerged(occurred_on=AFTER, municipality="1954", into="0917"),
        )

        assert [region.merged_on("0951", day) for day in (BEFORE, DAY, AFTER)] == [None, DAY, DAY]
        assert [region.merged_on("1954", day) for day in (DAY, AFTER)] == [None, AFTER]
        assert [region.codes_of("0951", day) for day in (BEFORE, DAY)] == [{"0951"}, frozenset()]
        assert [region.codes_of("1954", day) for day in (DAY, AFTER)] == [{"0951", "1954"}, frozenset()]
        assert [region.codes_of("0917", day) for day in (DAY, AFTER)] == [{"0917"}, {"0917", "0951", "1954"}]
        assert region.codes_of("0363", DAY) == {"0363"}

    def test_a_municipality_that_is_not_known_is_itself(self) -> None:
        assert after().municipality_of_today("0363", DAY) == "0363"

    def test_one_of_elsewhere_is_listed_and_not_of_the_region(self) -> None:
        region = after(MunicipalityListed(occurred_on=DAY, municipality="0363", name="Amsterdam", in_region=False))

        assert region.has_municipality("0363", DAY)
        assert [region.is_in_region(code, DAY) for code in ("0917", "0363", "0599")] == [True, False, False]

    def test_listed_anew_it_goes_over_to_the_region_and_what_a_place_was_before_stays(self) -> None:
        region = after(
            MunicipalityListed(occurred_on=LONG_AGO, municipality="0363", name="Amsterdam", in_region=False),
            house(municipality="0363"),
            MunicipalityListed(occurred_on=DAY, municipality="0363", name="Amsterdam"),
        )

        meant = [region.meaning_of("huis-1", day) for day in (BEFORE, DAY)]
        assert [then is not None and then.in_region for then in meant] == [False, True]

    def test_only_what_changes_is_listed_anew(self) -> None:
        region = after(MunicipalityListed(occurred_on=LONG_AGO, municipality="0363", name="Amsterdam", in_region=False))

        anew = [MunicipalityListed(occurred_on=DAY, municipality="0363", name="Amsterdam", in_region=here) for here in (False, True)]
        assert [impossible_entry(region, each, NOW) for each in anew] == ["0363 is in the register on that date already.", None]


class TestProviders:
    def test_a_closed_provider_is_not_valid_any_more_and_nobody_stands_in_its_place(self) -> None:
        region = after(ProviderClosed(occurred_on=DAY, provider="xonar"))

        assert [region.has_provider("xonar", day) for day in (BEFORE, DAY)] == [True, False]
        assert region.successor_of("xonar", DAY) is None

    def test_after_a_succession_the_successor_keeps_the_open_locations(self) -> None:
        region = after(house(), ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="koraal"))

        assert [region.location_on("huis-1", day).provider for day in (BEFORE, DAY)] == ["via-jeugd", "koraal"]
        assert [region.has_provider("via-jeugd", day) for day in (BEFORE, DAY)] == [True, False]
        assert [region.successor_of("via-jeugd", day) for day in (BEFORE, DAY)] == [None, "koraal"]
        assert [region.predecessors_of("koraal", day) for day in (BEFORE, DAY)] == [frozenset(), {"via-jeugd"}]

    def test_what_closed_before_the_succession_stayed_the_predecessors(self) -> None:
        succeeded = ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="koraal")
        region = after(house(), LocationClosed(occurred_on=BEFORE, location="huis-1"), succeeded)

        assert region.locations["huis-1"].provider == "via-jeugd"

    def test_successions_are_followed_to_the_last_in_whatever_order_they_were_recorded(self) -> None:
        first = ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="koraal")
        second = ProviderSucceeded(occurred_on=DAY, provider="koraal", successor="xonar")
        for region in (after(house(), first, second), after(second, first, house())):
            assert region.location_on("huis-1", DAY).provider == "xonar"
            assert region.successor_of("via-jeugd", DAY) == "xonar"
            assert region.predecessors_of("xonar", DAY) == {"via-jeugd", "koraal"}

    def test_a_successor_may_be_listed_on_the_very_day(self) -> None:
        region = after(
            house(),
            ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="nieuw"),
            ProviderListed(occurred_on=DAY, provider="nieuw", name="Nieuw"),
        )

        assert region.has_provider("nieuw", DAY)
        assert region.location_on("huis-1", DAY).provider == "nieuw"

    def test_a_location_that_is_opened_later_under_the_old_name_is_the_successors(self) -> None:
        region = after(ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="koraal"), house(on=AFTER))

        assert region.location_on("huis-1", AFTER).provider == "koraal"

    def test_who_closed_before_is_not_succeeded(self) -> None:
        region = after(
            house(),
            ProviderClosed(occurred_on=BEFORE, provider="via-jeugd"),
            ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="koraal"),
        )

        assert region.successor_of("via-jeugd", DAY) is None
        assert region.location_on("huis-1", DAY).provider == "via-jeugd"

    def test_a_successor_that_has_gone_itself_is_read_as_its_own_successor(self) -> None:
        region = after(
            ProviderSucceeded(occurred_on=BEFORE, provider="koraal", successor="xonar"),
            ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="koraal"),
            ProviderListed(occurred_on=AFTER, provider="koraal", name="Koraal, een ander"),
        )

        assert [region.successor_of("via-jeugd", day) for day in (DAY, AFTER)] == ["xonar", "xonar"]

    def test_two_cannot_succeed_each_other(self) -> None:
        region = after(
            ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="koraal"),
            ProviderSucceeded(occurred_on=AFTER, provider="koraal", successor="via-jeugd"),
        )

        assert region.has_provider("koraal", AFTER)
        assert region.successor_of("via-jeugd", AFTER) == "koraal"

    def test_a_code_that_is_listed_anew_takes_nothing_back(self) -> None:
        region = after(
            house(),
            ProviderSucceeded(occurred_on=BEFORE, provider="via-jeugd", successor="koraal"),
            ProviderListed(occurred_on=DAY, provider="via-jeugd", name="Via Jeugd Nieuw"),
            house("huis-2", on=AFTER),
        )

        assert {place.code: place.provider for place in region.locations_on(AFTER)} == {"huis-1": "koraal", "huis-2": "via-jeugd"}
        assert region.successor_of("via-jeugd", AFTER) is None


class TestLocations:
    def test_a_location_is_open_from_its_first_day_until_the_day_it_closes(self) -> None:
        region = after(house(on=BEFORE), LocationClosed(occurred_on=AFTER, location="huis-1"))

        days = [BEFORE - timedelta(1), BEFORE, DAY, AFTER]
        assert [region.has_location("huis-1", day) for day in days] == [False, True, True, False]
        assert [bool(region.locations_on(day)) for day in days] == [False, True, True, False]

    def test_it_can_open_again(self) -> None:
        region = after(house(), LocationClosed(occurred_on=BEFORE, location="huis-1"), house(on=AFTER, capacity=4))

        assert [(place := region.location_on("huis-1", day)) and place.capacity for day in (LONG_AGO, DAY, AFTER)] == [8, None, 4]

    def test_it_is_what_it_was_said_to_be_on_the_day(self) -> None:
        region = after(
            house(coordinates=Coordinates(latitude=50.89, longitude=5.98)),
            LocationChanged(occurred_on=DAY, location="huis-1", capacity=6),
            LocationChanged(occurred_on=AFTER, location="huis-1", name="De Wending", coordinates=Coordinates(latitude=50.9, longitude=6.0)),
        )

        told = [region.location_on("huis-1", day) for day in (BEFORE, DAY, AFTER)]
        assert [(place.name, place.capacity, place.latitude, place.longitude) for place in told if place] == [
            ("huis-1", 8, 50.89, 5.98),
            ("huis-1", 6, 50.89, 5.98),
            ("De Wending", 6, 50.9, 6.0),
        ]

    def test_what_is_recorded_late_counts_from_its_own_day(self) -> None:
        region = after(LocationChanged(occurred_on=AFTER, location="huis-1", capacity=6), house(on=BEFORE))

        assert [region.location_on("huis-1", day).capacity for day in (DAY, AFTER)] == [8, 6]

    def test_locations_are_asked_by_setting(self) -> None:
        region = after(house("b"), house("a"), house("c", setting=Setting.LEEFHUIS))

        assert [place.code for place in region.locations_on(DAY)] == ["a", "b", "c"]
        assert [place.code for place in region.locations_on(DAY, Setting.LEEFHUIS)] == ["c"]

    def test_it_is_registered_between_registration_and_its_end(self) -> None:
        # Jeugdwet 6.2.1 and 6.2.2: a machtiging can be executed only in a registered accommodation.
        region = after(house(), registered(DAY), AccommodationDeregistered(occurred_on=AFTER, location="huis-1"))

        assert [region.is_registered("huis-1", day) for day in (BEFORE, DAY, AFTER)] == [False, True, False]
        assert not region.is_registered("elders", DAY)

    def test_it_can_be_registered_from_the_day_it_opens(self) -> None:
        assert after(house(registered=True)).is_registered("huis-1", LONG_AGO)

    def test_what_a_code_meant_tells_what_had_become_part_of_its_municipality(self) -> None:
        region = after(
            house(municipality="0951"),
            MunicipalityListed(occurred_on=LONG_AGO, municipality="1954", name="Beekdaelen"),
            MunicipalityMerged(occurred_on=DAY, municipality="0951", into="1954"),
        )

        then, now = region.meaning_of("huis-1", BEFORE), region.meaning_of("huis-1", DAY)
        assert then is not None
        assert now is not None
        assert [then.lies_in(code) for code in ("0951", "1954", "0917")] == [True, False, False]
        assert [now.lies_in(code) for code in ("0951", "1954", "0917")] == [True, True, False]

    def test_what_a_code_meant_can_be_copied(self) -> None:
        region = after(
            house(registered=True, coordinates=Coordinates(latitude=50.89, longitude=5.98)),
            house("elders", municipality="0363"),
            LocationChanged(occurred_on=DAY, location="huis-1", capacity=6),
        )

        then, now, elsewhere = region.meaning_of("huis-1", BEFORE), region.meaning_of("huis-1", DAY), region.meaning_of("elders", DAY)
        assert then is not None
        assert (then.setting, then.municipality, then.capacity, then.registered, then.in_region) == (
            Setting.GESLOTEN,
            "0917",
            8,
            True,
            True,
        )
        assert (then.latitude, then.longitude) == (50.89, 5.98)
        assert now == then.model_copy(update={"capacity": 6})
        assert then.merged is None
        assert elsewhere is not None
        assert (elsewhere.in_region, elsewhere.registered, elsewhere.latitude) == (False, False, None)
        assert region.meaning_of("huis-1", LONG_AGO - timedelta(1)) is None


def changed(version: int, **data: Any) -> RegisterCorrected:
    return RegisterCorrected(occurred_on=AFTER, target_version=version, data=data, reason=Words("Verkeerd overgenomen."))


def undone(version: int) -> RegisterVoided:
    return RegisterVoided(occurred_on=AFTER, target_version=version, reason=Words("Dubbel."))


class TestMended:
    """An entry that was wrong is corrected or voided, as an event of a trajectory is; what was known before stays known."""

    HOUSE = len(LISTED) + 1

    def refusal(self, *events: RegisterEvent) -> str | None:
        """Why the last of them cannot be recorded after the others."""
        at = datetime(2025, 1, 3, tzinfo=UTC)
        *register, mending = [Recorded(REGISTER_ID, n, n, at, envelope(), each) for n, each in enumerate([*LISTED, *events], start=1)]
        return impossible_mending(register, mending)

    def test_a_corrected_field_reads_differently_and_the_rest_stays(self) -> None:
        region = after(house(), changed(self.HOUSE, capacity=6))

        place = region.location_on("huis-1", DAY)
        assert place is not None
        assert (place.capacity, place.name) == (6, "huis-1")

    def test_a_field_that_the_entry_has_not_is_not_removed(self) -> None:
        assert self.refusal(house(), changed(self.HOUSE, capacityy=None, places=None)) == "The entry has no field capacityy."
        assert self.refusal(house(), changed(self.HOUSE, coordinates=None)) is None

    def test_a_corrected_day_counts_instead_of_the_first(self) -> None:
        region = after(house(on=BEFORE), changed(self.HOUSE, occurred_on="2025-01-02"))

        assert [region.has_location("huis-1", day) for day in (BEFORE, DAY, AFTER)] == [False, False, True]

    def test_what_was_voided_never_was_and_a_voided_voiding_brings_it_back(self) -> None:
        closed = (house(), LocationClosed(occurred_on=DAY, location="huis-1"))

        assert not after(*closed).has_location("huis-1", AFTER)
        assert after(*closed, undone(self.HOUSE + 1)).has_location("huis-1", AFTER)
        assert not after(*closed, undone(self.HOUSE + 1), undone(self.HOUSE + 2)).has_location("huis-1", AFTER)

    def test_the_first_entry_can_be_voided_like_any_other(self) -> None:
        assert not after(undone(1)).has_municipality("0917", DAY)

    def test_what_rests_on_an_entry_keeps_it_from_being_voided(self) -> None:
        assert (
            self.refusal(house(), undone(3))
            == f"Entry {self.HOUSE} could not stand any more: via-jeugd is not in the register on that date."
        )
        assert self.refusal(house(), undone(5)) is None

    @pytest.mark.parametrize(
        ("events", "why"),
        [
            ((house(), changed(HOUSE + 1, capacity=6)), "is not there"),
            ((house(), undone(HOUSE), changed(HOUSE, capacity=6)), "voided already"),
            ((house(), undone(HOUSE), undone(HOUSE)), "voided already"),
            ((house(), changed(HOUSE, capacity=6), changed(HOUSE + 1, data={"capacity": 7})), "record it anew"),
        ],
    )
    def test_what_cannot_be_mended_is_refused(self, events: tuple[RegisterEvent, ...], why: str) -> None:
        assert why in (self.refusal(*events) or "")

    def test_a_delivery_is_not_dated_in_the_future_by_mending_it(self) -> None:
        told = DeliveryMade(occurred_on=AFTER, what=PeriodicDelivery.IGJ_OVERVIEW, period="2024-H2", provider="via-jeugd")

        assert "lies in the future" in (self.refusal(told, changed(self.HOUSE, occurred_on="2099-01-01")) or "")
        assert "lies after 01:00" in (self.refusal(told, changed(self.HOUSE, occurred_on="2025-01-03", occurred_at="13:00")) or "")
        assert "can be delivered from 2025-01-01 on" in (self.refusal(told, changed(self.HOUSE, occurred_on="2024-12-31")) or "")
        assert self.refusal(told, changed(self.HOUSE, occurred_on="2025-01-01")) is None

    def test_what_may_not_be_recorded_does_not_come_about_by_correcting_an_entry_that_was_recorded_before(self) -> None:
        # given: recorded in this order, of which the second could not be recorded after the first
        listed = (
            ProviderListed(occurred_on=DAY, provider="een", name="Een"),
            ProviderListed(occurred_on=LONG_AGO, provider="twee", name="Twee"),
        )
        assert impossible_entry(after(listed[1]), ProviderListed(occurred_on=DAY, provider="twee", name="Een"), NOW)

        # then
        assert self.refusal(*listed, changed(self.HOUSE, provider="twee")) == (
            f"Entry {self.HOUSE} could not be recorded so: twee is in the register on that date already."
        )
        assert self.refusal(*listed, changed(self.HOUSE, provider="drie")) is None

    def test_nor_by_bringing_back_what_was_voided(self) -> None:
        listed = (
            ProviderListed(occurred_on=DAY, provider="een", name="Een"),
            undone(self.HOUSE),
            ProviderListed(occurred_on=LONG_AGO, provider="een", name="Een"),
        )

        assert "could not be recorded so" in (self.refusal(*listed, undone(self.HOUSE + 1)) or "")

    def test_what_a_correction_leaves_as_impossible_as_it_was_stops_it_not(self) -> None:
        # given: its provider was succeeded before it opened, which was recorded later
        heir = ProviderListed(occurred_on=LONG_AGO, provider="heir", name="Heir")
        gone = ProviderSucceeded(occurred_on=BEFORE, provider="via-jeugd", successor="heir")

        assert self.refusal(house(on=DAY), heir, gone, changed(self.HOUSE, capacity=6)) is None

    def test_it_may_read_as_what_only_a_later_entry_made_possible(self) -> None:
        changes = LocationChanged(occurred_on=AFTER, location="huis-1", capacity=6)

        assert self.refusal(house(), changes, house("huis-2"), changed(self.HOUSE + 1, location="huis-2")) is None

    def test_data_that_do_not_fit_the_entry_are_told(self) -> None:
        with pytest.raises(ValidationError, match="capacity"):
            self.refusal(house(), changed(self.HOUSE, capacity=0))

    def test_what_no_longer_fitted_before_stands_in_nobodys_way(self) -> None:
        # given a change of which two corrections leave nothing, as it may have been recorded once
        change = LocationChanged(occurred_on=DAY, location="huis-1", name="De Wending", capacity=6)
        register = (house(), change, changed(self.HOUSE + 1, name=None), changed(self.HOUSE + 1, capacity=None))
        # then another entry is mended as ever
        assert self.refusal(*register, changed(self.HOUSE, capacity=7)) is None

    def test_each_entry_is_corrected_by_what_it_is_itself(self) -> None:
        assert self.refusal(house(), changed(3, agb="00000003")) is None
        with pytest.raises(ValidationError, match="agb"):
            self.refusal(house(), changed(1, agb="00000003"))


class TestEntries:
    """An entry is about codes that are there on its day, or opens one that is not."""

    @pytest.mark.parametrize(
        ("entry", "missing"),
        [
            (MunicipalityMerged(occurred_on=DAY, municipality="0951", into="0917"), None),
            (MunicipalityMerged(occurred_on=DAY, municipality="0951", into="1954"), "1954"),
            (MunicipalityMerged(occurred_on=DAY, municipality="1954", into="0917"), "1954"),
            (ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="koraal"), None),
            (ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="nieuw"), "nieuw"),
            (ProviderSucceeded(occurred_on=DAY, provider="nieuw", successor="koraal"), "nieuw"),
            (ProviderClosed(occurred_on=DAY, provider="nieuw"), "nieuw"),
            (ProductEnded(occurred_on=DAY, product="45A12"), "45A12"),
            (ProductEnded(occurred_on=DAY, product="43A01"), None),
        ],
    )
    def test_who_merges_succeeds_or_ends_is_there_and_so_is_the_other(self, entry: RegisterEvent, missing: str | None) -> None:
        region = after(ProductListed(occurred_on=BEFORE, product="43A01", category="43", name="Verblijf"))
        assert impossible_entry(region, entry, NOW) == (f"{missing} is not in the register on that date." if missing else None)

    def test_a_delivery_is_told_on_any_day_from_which_it_can_be_made(self) -> None:
        def told(on: date) -> str | None:
            made = DeliveryMade(occurred_on=on, what=PeriodicDelivery.IGJ_OVERVIEW, period="2024-H2", provider="koraal")
            return impossible_entry(after(), made, NOW)

        assert [told(day) is None for day in (BEFORE, DAY, AFTER)] == [False, True, True]

    def test_where_a_stay_could_not_be_recorded_is_asked_of_the_register_too(self) -> None:
        region = after(house(), house("huis-2", setting=Setting.LEEFHUIS, on=DAY))

        def possible(code: str, setting: Setting, day: date) -> bool:
            return not is_no_place_of(region, code, setting, day)

        assert [possible("huis-1", setting, DAY) for setting in (Setting.GESLOTEN, Setting.LEEFHUIS)] == [True, False]
        assert [possible("huis-2", Setting.LEEFHUIS, day) for day in (BEFORE, DAY)] == [False, True]
        assert possible("huis-2", Setting.GESLOTEN, DAY), "closed care in an open house is for a rule of law to find"

    def test_a_product_is_listed_once(self) -> None:
        listed = ProductListed(occurred_on=BEFORE, product="43A01", category="43", name="Verblijf")
        assert impossible_entry(after(), listed, NOW) is None
        assert impossible_entry(after(listed), listed.model_copy(update={"occurred_on": DAY}), NOW) is not None
        ended = ProductEnded(occurred_on=DAY, product="43A01")
        assert impossible_entry(after(listed, ended), listed.model_copy(update={"occurred_on": AFTER}), NOW) is None

    def test_a_municipality_is_listed_anew_when_it_goes_over_either_way(self) -> None:
        def anew(code: str, *, in_region: bool) -> MunicipalityListed:
            return MunicipalityListed(occurred_on=DAY, municipality=code, name="Gemeente", in_region=in_region)

        region = after(MunicipalityListed(occurred_on=LONG_AGO, municipality="0363", name="Amsterdam", in_region=False))
        taken = {
            (code, here): impossible_entry(region, anew(code, in_region=here), NOW) for code in ("0917", "0363") for here in (True, False)
        }
        assert [key for key, reason in taken.items() if reason is None] == [("0917", False), ("0363", True)]


class TestProducts:
    def test_a_product_code_is_valid_between_its_days(self) -> None:
        region = after(
            ProductListed(occurred_on=BEFORE, product="45A12", category="45", name="Ambulant, licht"),
            ProductEnded(occurred_on=AFTER, product="45A12"),
        )

        told = [region.product_on("45A12", day) for day in (LONG_AGO, BEFORE, DAY, AFTER)]
        assert [product and (product.category, product.name) for product in told] == [None, *[("45", "Ambulant, licht")] * 2, None]

    def test_a_category_is_one_of_jz020(self) -> None:
        with pytest.raises(ValidationError, match="JZ020"):
            ProductListed(occurred_on=DAY, product="39A12", category="39", name="Onbekend")


class TestInstitutions:
    """Gecertificeerde instellingen (Jeugdwet 3.2, 3.4)."""

    CERTIFIED = InstitutionCertified(occurred_on=BEFORE, gi="gi-limburg", name="Jeugdbescherming Limburg", provisional=True)

    def test_it_is_certified_from_its_first_day_until_its_certificate_ends(self) -> None:
        region = after(self.CERTIFIED, CertificationEnded(occurred_on=AFTER, gi="gi-limburg"))

        told = [region.institution_on("gi-limburg", day) for day in (date(2024, 12, 30), BEFORE, DAY, AFTER)]
        assert [each and (each.name, each.provisional) for each in told] == [None, *[("Jeugdbescherming Limburg", True)] * 2, None]

    def test_a_provisional_certificate_gives_way_to_one_and_a_renewal_is_nothing_new(self) -> None:
        lasting = InstitutionCertified(occurred_on=DAY, gi="gi-limburg", name="Jeugdbescherming Limburg")

        assert impossible_entry(after(self.CERTIFIED), lasting, NOW) is None
        region = after(self.CERTIFIED, lasting)
        assert [each and each.provisional for each in (region.institution_on("gi-limburg", day) for day in (BEFORE, DAY))] == [True, False]
        assert "already" in (impossible_entry(region, lasting.model_copy(update={"occurred_on": AFTER}), NOW) or "")

    def test_nor_is_a_certificate_that_became_a_provisional_one(self) -> None:
        lasting = InstitutionCertified(occurred_on=BEFORE, gi="gi-limburg", name="Jeugdbescherming Limburg")
        assert impossible_entry(after(lasting), self.CERTIFIED.model_copy(update={"occurred_on": DAY}), NOW) is None

    def test_what_has_no_certificate_loses_none(self) -> None:
        ended = CertificationEnded(occurred_on=DAY, gi="gi-limburg")

        assert "not in the register" in (impossible_entry(after(), ended, NOW) or "")
        assert impossible_entry(after(self.CERTIFIED), ended, NOW) is None


class TestRecording:
    """The impossible: a code that is not valid on the date."""

    def opened(self, region: Region, on: str = "2024-06-01", municipality: str = "0917") -> Judgement:
        opening = event("trajectory-opened", on, home_municipality=municipality, gender="male", identity=IDENTITY)
        return judge_opening(TRAJECTORY, envelope(), opening, region, NOW)

    def admitted(self, region: Region, on: str, provider: str, setting: str = "leefhuis") -> Judgement:
        history = Story([self.opened(region).recorded]).history
        proposal = event("admitted", on, setting=setting, provider=provider, location="huis-1")
        return judge(Case(history, region), envelope(), proposal, NOW, "S")

    def refusals(self, judgement: Judgement) -> dict[str | None, str]:
        assert {impossibility.rule for impossibility in judgement.impossible} <= {"I-code"}
        return {impossibility.field_name: impossibility.message for impossibility in judgement.impossible}

    def test_a_closed_location_is_refused_from_the_day_it_closed(self) -> None:
        region = after(house(setting=Setting.LEEFHUIS), LocationClosed(occurred_on=DAY, location="huis-1"))

        assert self.refusals(self.admitted(region, "2024-12-31", "via-jeugd")) == {}
        assert set(self.refusals(self.admitted(region, "2025-01-01", "via-jeugd"))) == {"location"}

    def test_a_stay_that_runs_when_its_location_closes_goes_on(self) -> None:
        # given somebody in a house
        open_house = after(house(setting=Setting.LEEFHUIS))
        story = Story([self.opened(open_house).recorded, self.admitted(open_house, "2024-12-01", "via-jeugd").recorded])
        # when that house closes
        region = after(house(setting=Setting.LEEFHUIS), LocationClosed(occurred_on=DAY, location="huis-1"))
        later = judge(Case(story.history, region), envelope(), event("note-added", "2025-02-01", text="Nog daar."), NOW, "N")
        # then the stay is as possible as before, and goes on
        assert later.is_recordable
        assert [stay.nights.covers(AFTER) for stay in later.trajectory.stays] == [True]

    def test_a_house_outside_the_region_is_far_from_home(self) -> None:
        # given a house in a municipality that is listed, and lies elsewhere
        listed = MunicipalityListed(occurred_on=LONG_AGO, municipality="0363", name="Amsterdam", in_region=False)
        region = after(listed, house(setting=Setting.LEEFHUIS, municipality="0363"))
        # when somebody of the region is admitted there
        admitted = self.admitted(region, "2025-01-01", "via-jeugd")
        # then that can be recorded, and is found
        assert admitted.is_recordable
        assert [finding.since for finding in admitted.findings if finding.rule == "P9"] == [DAY]

    def test_a_woonplaats_outside_the_region_is_listed_first(self) -> None:
        assert "in_region false" in self.refusals(self.opened(after(), municipality="0363"))["home_municipality"]

        listed = MunicipalityListed(occurred_on=LONG_AGO, municipality="0363", name="Amsterdam", in_region=False)
        assert self.refusals(self.opened(after(listed), municipality="0363")) == {}

    def test_after_a_succession_the_successor_is_to_be_named(self) -> None:
        region = after(house(setting=Setting.LEEFHUIS), ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="koraal"))

        assert self.refusals(self.admitted(region, "2024-12-31", "via-jeugd")) == {}
        assert "koraal" in self.refusals(self.admitted(region, "2025-01-01", "via-jeugd"))["provider"]
        assert self.refusals(self.admitted(region, "2025-01-01", "koraal")) == {}

    def test_a_closed_provider_is_refused(self) -> None:
        region = after(house(setting=Setting.LEEFHUIS), ProviderClosed(occurred_on=DAY, provider="via-jeugd"))

        assert set(self.refusals(self.admitted(region, "2025-01-01", "via-jeugd"))) == {"provider"}

    def test_a_merged_municipality_is_refused_and_the_new_one_named(self) -> None:
        region = after(
            MunicipalityListed(occurred_on=DAY, municipality="1954", name="Beekdaelen"),
            MunicipalityMerged(occurred_on=DAY, municipality="0951", into="1954"),
        )

        assert self.refusals(self.opened(region, "2024-12-31", "0951")) == {}
        assert "1954" in self.refusals(self.opened(region, "2025-01-01", "0951"))["home_municipality"]
        assert self.refusals(self.opened(region, "2025-01-01", "1954")) == {}
        downwards = after(MunicipalityMerged(occurred_on=DAY, municipality="0951", into="0917"))
        assert "record 0917" in self.refusals(self.opened(downwards, "2025-01-01", "0951"))["home_municipality"]

    def test_a_house_that_is_closed_care_on_the_day_takes_no_lighter_setting(self) -> None:
        assert set(self.refusals(self.admitted(after(house()), "2025-01-01", "via-jeugd", "leefhuis"))) == {"setting"}

    def test_a_stay_that_is_wrong_for_its_house_by_now_is_mended_but_for_another_wrong_house(self) -> None:
        # given a stay in a leefhuis, of which the register says since that it was a closed house all along
        open_house = after(house(setting=Setting.LEEFHUIS))
        story = Story([self.opened(open_house).recorded, self.admitted(open_house, "2024-12-01", "via-jeugd").recorded])
        closed = Case(story.history, after(house(), house("huis-2")))

        def refusals(**data: str) -> set[str | None]:
            mending = event("corrected", "2025-01-02", target_version=2, data=data, reason="Een tikfout.")
            return set(self.refusals(judge(closed, envelope(), mending, NOW, "C")))

        # then what is no worse is mended, and a slip for another closed house is refused
        assert refusals(occurred_on="2024-12-02") == set()
        assert refusals(location="huis-2") == {"setting"}
        assert refusals(setting="gesloten", location="huis-2") == set()

    @pytest.mark.parametrize(
        ("kind", "about"),
        [
            ("help-started", {"kind": "ambulant"}),
            ("place-offered", {"setting": "leefhuis"}),
            ("place-declined", {"setting": "leefhuis", "by": "provider"}),
            ("aftercare-agreed", {}),
        ],
    )
    def test_wherever_a_provider_is_named_it_is_one_of_that_day(self, kind: str, about: dict[str, str]) -> None:
        region = after(ProviderSucceeded(occurred_on=DAY, provider="via-jeugd", successor="koraal"))
        case = Case(Story([self.opened(region).recorded]).history, region)

        before, since = (
            judge(case, envelope(), event(kind, on, provider="via-jeugd", **about), NOW, "X") for on in ("2024-12-31", "2025-01-01")
        )
        assert self.refusals(before) == {}
        assert "koraal" in self.refusals(since)["provider"]

    def test_a_measure_is_carried_out_by_who_is_certified_that_day(self) -> None:
        """Jeugdwet 3.2(1): also who takes it over."""
        # given a GI that lost its certificate, and one that has it
        region = after(
            InstitutionCertified(occurred_on=LONG_AGO, gi="gi-limburg", name="Limburg"),
            CertificationEnded(occurred_on=DAY, gi="gi-limburg"),
            InstitutionCertified(occurred_on=DAY, gi="gi-brabant", name="Brabant"),
        )
        history = Story([self.opened(region).recorded]).history

        def refusals(told: str, on: str, story: History = history, **about: str) -> set[str | None]:
            return set(self.refusals(judge(Case(story, region), envelope(), event(told, on, measure_id="ots-1", **about), NOW, "X")))

        # then a measure is theirs on the days of their certificate
        assert refusals("protection-measure-started", "2024-12-31", kind="ots", gi="gi-limburg") == set()
        assert refusals("protection-measure-started", "2025-01-01", kind="ots", gi="gi-limburg") == {"gi"}
        assert refusals("protection-measure-started", "2024-12-31", kind="ots", gi="gi-brabant") == {"gi"}
        assert refusals("protection-measure-started", "2025-01-01", kind="ots", gi="gi-onbekend") == {"gi"}
        assert refusals("protection-measure-started", "2025-01-01", kind="ots") == set()
        # and so is taking one over
        begun = event("protection-measure-started", "2024-12-01", kind="ots", measure_id="ots-1", gi="gi-limburg")
        running = judge(Case(history, region), envelope(), begun, NOW, "X").history
        assert refusals("protection-measure-transferred", "2024-12-31", running, gi="gi-brabant") == {"gi"}
        assert refusals("protection-measure-transferred", "2025-01-01", running, gi="gi-brabant") == set()

    def test_a_register_without_institutions_says_nothing_of_who_is_one_nor_one_of_today_of_the_years_before_the_law(self) -> None:
        """Jeugdwet 3.2(1) holds from 1 January 2015."""
        started = {"kind": "voogdij", "gi": "bjz-limburg", "measure_id": "v-1"}
        nobody, somebody = after(), after(InstitutionCertified(occurred_on=DAY, gi="gi-limburg", name="Limburg"))
        story = Story([judge_opening(TRAJECTORY, envelope(), self.of_long_ago(), nobody, NOW).recorded]).history

        for region, on, refused in [
            (nobody, "2025-01-01", set()),
            (somebody, "2014-12-31", set()),
            (somebody, "2015-01-01", {"gi"}),
        ]:
            judgement = judge(Case(story, region), envelope(), event("protection-measure-started", on, **started), NOW, "X")
            assert set(self.refusals(judgement)) == refused

    def of_long_ago(self) -> Event:
        return event("trajectory-opened", "2024-06-01", home_municipality="0917", gender="male", identity=IDENTITY)

    def test_a_place_is_offered_in_a_house_that_is_open(self) -> None:
        region = after(house(setting=Setting.LEEFHUIS), LocationClosed(occurred_on=DAY, location="huis-1"))
        offer = event("place-offered", "2025-01-01", setting="leefhuis", provider="via-jeugd", location="huis-1")

        judgement = judge(Case(Story([self.opened(region).recorded]).history, region), envelope(), offer, NOW, "X")
        assert set(self.refusals(judgement)) == {"location"}


@pytest.mark.parametrize("told", REGISTER, ids=lambda told: told.event_type)
def test_every_entry_is_told_in_one_sentence(told: RegisterEvent) -> None:
    sentence = told.sentence()

    assert sentence.endswith(".")
    assert sentence[0].isupper()
    assert "None" not in sentence


def test_every_kind_of_entry_is_here_and_kept_by_the_administrator_and_what_a_provider_delivered_told_and_mended_by_itself_too() -> None:
    kinds = {kind for kind in EVENTS.values() if issubclass(kind, RegisterEvent)}

    assert {type(told) for told in REGISTER} == kinds
    told = {DeliveryMade, RegisterCorrected, RegisterVoided}
    assert all([role.value for role in kind.recorded_by] == ["administrator"] for kind in kinds - told)
    assert DeliveryMade.recorded_by == {Role.ADMINISTRATOR, Role.PROVIDER}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("provider-listed", {"provider": "koraal", "name": "Koraal", "agb": "1234567"}),
        ("provider-succeeded", {"provider": "koraal", "successor": "koraal"}),
        ("municipality-merged", {"municipality": "0917", "into": "0917"}),
        ("institution-certified", {"gi": "", "name": "Naamloos"}),
        ("location-changed", {"location": "huis-1"}),
        ("product-listed", {"product": "45A123", "category": "45", "name": "Te lang"}),
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused(kind: str, data: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        EVENTS[kind].model_validate({"occurred_on": DAY, **data})


# What holds for every register, however it was kept

_days = st.dates(date(2024, 1, 1), date(2024, 1, 12))
_codes = st.sampled_from(["a", "b", "c"])
_municipalities = st.sampled_from(["0001", "0002", "0003"])
_others = st.tuples(_codes, _codes).filter(lambda both: both[0] != both[1])


def _entries() -> Iterator[st.SearchStrategy[RegisterEvent]]:
    yield st.builds(
        lambda day, code, here: MunicipalityListed(occurred_on=day, municipality=code, name=code, in_region=here),
        _days,
        _municipalities,
        st.booleans(),
    )
    yield st.builds(
        lambda day, both: MunicipalityMerged(occurred_on=day, municipality=both[0], into=both[1]),
        _days,
        st.tuples(_municipalities, _municipalities).filter(lambda both: both[0] != both[1]),
    )
    yield st.builds(lambda day, code: ProviderListed(occurred_on=day, provider=code, name=code), _days, _codes)
    yield st.builds(lambda day, code: ProviderClosed(occurred_on=day, provider=code), _days, _codes)
    yield st.builds(lambda day, both: ProviderSucceeded(occurred_on=day, provider=both[0], successor=both[1]), _days, _others)
    yield st.builds(
        lambda day, code, provider, where: house(code, provider, day, municipality=where),
        _days,
        st.sampled_from(["huis-1", "huis-2"]),
        _codes,
        _municipalities,
    )
    yield st.builds(lambda day, places: LocationChanged(occurred_on=day, location="huis-1", capacity=places), _days, st.integers(1, 9))
    yield st.builds(lambda day: LocationClosed(occurred_on=day, location="huis-1"), _days)
    yield st.builds(registered, _days)
    yield st.builds(lambda day: AccommodationDeregistered(occurred_on=day, location="huis-1"), _days)
    yield st.builds(
        lambda day, code, provisional: InstitutionCertified(occurred_on=day, gi=code, name=code, provisional=provisional),
        _days,
        _codes,
        st.booleans(),
    )
    yield st.builds(lambda day, code: CertificationEnded(occurred_on=day, gi=code), _days, _codes)
    yield st.builds(lambda day: ProductListed(occurred_on=day, product="45A12", category="45", name="Ambulant"), _days)
    yield st.builds(lambda day: ProductEnded(occurred_on=day, product="45A12"), _days)


registers = st.lists(st.one_of(*_entries()), max_size=14)
ALL_DAYS = [date(2023, 12, 31) + timedelta(days) for days in range(15)]


def chain(entry: Municipality | Provider | Location | Product | Institution | None) -> Iterator[Any]:
    while entry is not None:
        yield entry
        entry = entry.before


@given(registers)
def test_on_no_day_does_a_code_mean_two_things(events: list[RegisterEvent]) -> None:
    region = folded(events)

    for entries in (region.municipalities, region.providers, region.locations, region.products, region.institutions):
        for code, newest in entries.items():
            told = list(chain(newest))
            assert {each.code for each in told} == {code}
            assert all(each.until is None or each.since <= each.until for each in told)
            assert all(earlier.until is not None and earlier.until <= later.since for later, earlier in pairwise(told))


@given(registers)
def test_every_question_about_locations_has_the_same_answer(events: list[RegisterEvent]) -> None:
    region = folded(events)

    for day in ALL_DAYS:
        listed = {place.code: place for place in region.locations_on(day)}
        for code in ("huis-1", "huis-2"):
            assert region.location_on(code, day) == listed.get(code)
            assert region.has_location(code, day) == (code in listed)
            assert (region.meaning_of(code, day) is None) == (code not in listed)


@given(registers)
def test_no_open_location_is_left_with_a_provider_that_was_succeeded_or_a_municipality_that_merged(events: list[RegisterEvent]) -> None:
    region = folded(events)

    for day in ALL_DAYS:
        for place in region.locations_on(day):
            assert region.successor_of(place.provider, day) is None
            assert region.municipality_of_today(place.municipality, day) == place.municipality


@given(registers)
def test_a_provider_that_stands_has_no_successor_and_who_has_one_is_its_predecessor(events: list[RegisterEvent]) -> None:
    region = folded(events)

    for day in ALL_DAYS:
        for code in region.providers:
            successor = region.successor_of(code, day)
            assert successor is None or not region.has_provider(code, day)
            assert all((code in region.predecessors_of(other, day)) == (other == successor) for other in "abc")


@given(registers, st.sampled_from(ALL_DAYS))
def test_what_comes_later_never_changes_what_a_code_meant(events: list[RegisterEvent], day: date) -> None:
    then, now = folded([each for each in events if each.occurred_on <= day]), folded(events)

    for before in (each for each in ALL_DAYS if each <= day):
        assert [_said(place) for place in then.locations_on(before)] == [_said(place) for place in now.locations_on(before)]
        for code in "abc":
            assert then.has_provider(code, before) == now.has_provider(code, before)
            assert then.successor_of(code, before) == now.successor_of(code, before)


def _said(place: Location) -> tuple[object, ...]:
    return place.code, place.provider, place.municipality, place.capacity, place.registered


@given(registers, st.randoms(use_true_random=False))
def test_the_order_of_recording_matters_only_within_a_day(events: list[RegisterEvent], chance: Any) -> None:
    by_day: dict[date, list[RegisterEvent]] = {}
    for each in events:
        by_day.setdefault(each.occurred_on, []).append(each)
    days = list(by_day)
    chance.shuffle(days)

    assert folded([each for day in days for each in by_day[day]]) == folded(events)


@given(registers, st.one_of(*_entries()))
def test_an_entry_is_judged_by_what_bears_on_it_as_by_the_whole_register(events: list[RegisterEvent], entry: RegisterEvent) -> None:
    at = datetime(2022, 1, 1, tzinfo=UTC)
    register = [Recorded(REGISTER_ID, n, n, at, envelope(), each) for n, each in enumerate(events, start=1)]
    bearing = Bearing()
    for each in register:
        bearing.take(each)

    assert impossible_entry(region_of(bearing.on(entry)), entry, NOW) == impossible_entry(region_of(register), entry, NOW)

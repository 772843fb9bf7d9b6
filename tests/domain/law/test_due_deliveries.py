"""What is delivered every period about all at once: worked cases, each with its article or protocol."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import add_days, amsterdam_day
from domain.codes import PeriodicDelivery, Setting
from domain.deliveries import deliveries_of
from domain.due_deliveries import (
    DueDelivery,
    Made,
    delivered_unowed,
    due_deliveries,
    due_delivery_kinds,
    frozen_here,
    period_named,
    periods_of,
    told_in_the_register,
)
from domain.envelope import Recorded
from domain.events import (
    DELIVERIES_ID,
    REGISTER_ID,
    AccommodationDeregistered,
    DeliveryMade,
    Event,
    LocationOpened,
    MunicipalityListed,
    ProviderClosed,
    ProviderListed,
    ProviderSucceeded,
    RecordsDelivered,
    RegisterEvent,
    RegisterVoided,
)
from domain.region import Region, region_of
from domain.rules.impossible.register import impossible_entry
from domain.words import Words
from tests.domain.stories import envelope

LONG_AGO = date(2015, 1, 1)
NOW = datetime(2026, 8, 1, tzinfo=UTC)
END_OF_ALL = date(2028, 1, 1)

OVERVIEW, ANALYSIS = PeriodicDelivery.IGJ_OVERVIEW, PeriodicDelivery.IGJ_ANALYSIS
RECORDS, QUARTER, CONTRACTS = PeriodicDelivery.CBS_RECORDS, PeriodicDelivery.NZA_QUARTER, PeriodicDelivery.NZA_CONTRACTS


def house(code: str, provider: str, *, registered: bool = True, on: date = LONG_AGO) -> LocationOpened:
    setting = Setting.GESLOTEN if registered else Setting.OPEN_RESIDENTIEEL
    return LocationOpened(
        occurred_on=on, location=code, provider=provider, name=code, setting=setting, municipality="0917", capacity=8, registered=registered
    )


LISTED: tuple[RegisterEvent, ...] = (
    MunicipalityListed(occurred_on=LONG_AGO, municipality="0917", name="Heerlen"),
    ProviderListed(occurred_on=LONG_AGO, provider="koraal", name="Koraal"),
    ProviderListed(occurred_on=LONG_AGO, provider="xonar", name="XONAR"),
    house("gesloten-1", "koraal"),
    house("groep-1", "xonar", registered=False),
)


def recorded(events: Sequence[Event], stream: object = REGISTER_ID) -> list[Recorded]:
    at = datetime(2022, 1, 1, tzinfo=UTC)
    return [Recorded(stream, n, 100 + n, at, envelope(), each) for n, each in enumerate(events, start=1)]  # type: ignore[arg-type]


def after(*more: RegisterEvent) -> Region:
    return region_of(recorded([*LISTED, *more]))


def due(region: Region, what: PeriodicDelivery, period: str, made: Sequence[Made] = ()) -> list[DueDelivery]:
    return [each for each in due_deliveries(region, made, END_OF_ALL) if (each.what, each.period) == (what, period)]


def the(region: Region, what: PeriodicDelivery, period: str, provider: str | None = "koraal", made: Sequence[Made] = ()) -> DueDelivery:
    return next(each for each in due(region, what, period, made) if each.provider == provider)


@pytest.mark.parametrize(
    ("what", "period", "provider", "since", "due_on", "warned"),
    [
        # CBS Beleidsinformatie Jeugd v7, 7.4: three weeks after the half-year; a protocol's, so that a Sunday stays a Sunday
        (RECORDS, "2025-H1", "koraal", "2025-07-01", "2025-07-21", ["2025-07-01", "2025-07-14"]),
        (RECORDS, "2025-H2", "xonar", "2026-01-01", "2026-01-21", ["2026-01-01", "2026-01-14"]),
        (RECORDS, "2023-H2", "koraal", "2024-01-01", "2024-01-21", ["2024-01-01", "2024-01-14"]),
        # Jeugdwet 6.7.3, second paragraph: at least once every six months
        (OVERVIEW, "2026-H1", "koraal", "2026-07-01", "2026-07-21", ["2026-07-01", "2026-07-14"]),
        # Jeugdwet 6.7.4, first paragraph: at least once a year
        (ANALYSIS, "2025", "koraal", "2026-01-01", "2026-01-21", ["2026-01-01", "2026-01-14"]),
        # Regeling Jeugdwet 8g, second paragraph, b: every quarter
        (QUARTER, "2026-Q1", "xonar", "2026-01-01", "2026-03-31", ["2026-03-17"]),
        (QUARTER, "2026-Q4", "koraal", "2026-10-01", "2026-12-31", ["2026-12-17"]),
        # Regeling Jeugdwet 8g, first paragraph: every year, by the region
        (CONTRACTS, "2026", None, "2026-01-01", "2026-12-31", ["2026-12-17"]),
    ],
)
def test_from_which_day_until_which_it_is_delivered_and_when_is_warned(
    what: PeriodicDelivery, period: str, provider: str | None, since: str, due_on: str, warned: list[str]
) -> None:
    found = the(after(), what, period, provider).deadline

    assert (found.since.isoformat(), found.due_on.isoformat()) == (since, due_on)
    assert found.breach_from == add_days(found.due_on, 1)
    assert [day.isoformat() for day in found.alerts] == warned


@pytest.mark.parametrize(
    ("what", "first"),
    [(OVERVIEW, "2024-H1"), (ANALYSIS, "2024"), (RECORDS, "2021-H2"), (QUARTER, "2026-Q1"), (CONTRACTS, "2026")],
)
def test_it_is_asked_for_from_the_period_in_which_its_law_began(what: PeriodicDelivery, first: str) -> None:
    assert next(each.period for each in due_deliveries(after(), [], END_OF_ALL) if each.what is what) == first


class TestWhoOwesTheInspectorate:
    """Jeugdwet 6.7.3 and 6.7.4: the jeugdhulpaanbieder with a gesloten accommodatie (6.2.1)."""

    def test_is_whoever_has_a_registered_accommodation_and_nobody_else(self) -> None:
        for what, period in ((OVERVIEW, "2026-H1"), (ANALYSIS, "2026")):
            assert [each.provider for each in due(after(), what, period)] == ["koraal"]

    def test_is_whoever_had_one_on_some_day_of_the_period(self) -> None:
        struck_off = after(AccommodationDeregistered(occurred_on=date(2026, 1, 2), location="gesloten-1"))
        opened = after(house("gesloten-2", "xonar", on=date(2026, 6, 30)))

        assert [[each.provider for each in due(struck_off, OVERVIEW, half)] for half in ("2025-H2", "2026-H1", "2026-H2")] == [
            ["koraal"],
            ["koraal"],
            [],
        ]
        assert [[each.provider for each in due(opened, OVERVIEW, half)] for half in ("2025-H2", "2026-H1")] == [
            ["koraal"],
            ["koraal", "xonar"],
        ]


class TestWhoOwesTheCbsAndTheNza:
    """CBS Beleidsinformatie Jeugd v7, 7.1 and 7.5; Regeling Jeugdwet 8g: every jeugdhulpaanbieder."""

    def test_is_every_provider_that_there_was_in_the_period(self) -> None:
        stopped = after(ProviderClosed(occurred_on=date(2026, 2, 1), provider="xonar"))

        for what, in_it, after_it in ((RECORDS, "2026-H1", "2026-H2"), (QUARTER, "2026-Q1", "2026-Q2")):
            assert [each.provider for each in due(stopped, what, in_it)] == ["koraal", "xonar"]
            assert [each.provider for each in due(stopped, what, after_it)] == ["koraal"]

    def test_is_the_heir_of_one_that_was_taken_over_in_the_period(self) -> None:
        succeeded = after(ProviderSucceeded(occurred_on=date(2026, 2, 1), provider="koraal", successor="xonar"))

        assert [[each.provider for each in due(succeeded, RECORDS, half)] for half in ("2025-H2", "2026-H1")] == [
            ["koraal", "xonar"],
            ["xonar"],
        ]
        assert [each.provider for each in due(succeeded, OVERVIEW, "2026-H1")] == ["xonar"]


class TestWhatMeetsIt:
    def test_a_record_set_that_was_frozen_meets_the_half_year_of_its_provider(self) -> None:
        # given
        frozen = RecordsDelivered(
            occurred_on=date(2026, 1, 20),
            delivery_id="d-1",
            position=1,
            query_version="0" * 64,
            sha256="0" * 64,
            provider="koraal",
            half_year="2025-H2",
        )

        # when
        made = list(frozen_here(deliveries_of(recorded([frozen], DELIVERIES_ID)).values()))

        # then
        met, open_ = the(after(), RECORDS, "2025-H2", made=made), the(after(), RECORDS, "2025-H2", "xonar", made)
        assert (met.deadline.met_on, met.made_by, met.deadline.status_on(date(2026, 1, 21))) == (date(2026, 1, 20), 101, "met")
        assert (open_.deadline.met_on, open_.deadline.status_on(date(2026, 1, 22))) == (None, "late")

    def test_what_the_register_says_was_delivered_meets_it_until_that_is_voided(self) -> None:
        said = DeliveryMade(occurred_on=date(2026, 7, 30), what=OVERVIEW, period="2026-H1", provider="koraal")
        undone = RegisterVoided(occurred_on=date(2026, 8, 1), target_version=len(LISTED) + 1, reason=Words("Niet aangekomen."))

        told, voided = ([*told_in_the_register(recorded([*LISTED, *more]))] for more in ((said,), (said, undone)))

        assert the(after(), OVERVIEW, "2026-H1", made=told).deadline.status_on(date(2026, 8, 1)) == "met"
        assert the(after(), OVERVIEW, "2026-H1", made=told).deadline.status_on(date(2026, 7, 29)) == "late"
        assert the(after(), OVERVIEW, "2026-H2", made=told).deadline.met_on is None
        assert voided == []

    def test_what_is_delivered_again_meets_nothing_anew(self) -> None:
        made = [Made(RECORDS, "koraal", "2025-H2", date(2026, 1, day), position) for position, day in ((7, 30), (8, 9), (9, 12))]

        found = the(after(), RECORDS, "2025-H2", made=made)

        assert (found.deadline.met_on, found.made_by) == (date(2026, 1, 9), 8)

    def test_nobody_asks_for_it_any_more_when_the_cbs_takes_it_in_no_longer(self) -> None:
        """CBS Beleidsinformatie Jeugd v7, 7.4: the half-year that ended last, and the one before."""
        found = the(after(), RECORDS, "2025-H1").deadline

        assert [found.status_on(day) for day in (date(2026, 6, 30), date(2026, 7, 1))] == ["late", "over"]


class TestWhatNobodyOwed:
    """Jeugdwet 6.7.3 and 6.7.4, of who has no gesloten accommodatie (6.2.1): it was delivered all the same, and meets no term."""

    MADE = Made(OVERVIEW, "xonar", "2026-H1", date(2026, 7, 8), 7)

    def test_is_told_until_the_register_says_that_it_was_owed(self) -> None:
        registered_late = after(house("gesloten-2", "xonar"))

        assert delivered_unowed(after(), [self.MADE]) == [self.MADE]
        assert delivered_unowed(registered_late, [self.MADE]) == []
        assert the(registered_late, OVERVIEW, "2026-H1", "xonar", made=[self.MADE]).deadline.met_on == self.MADE.on

    def test_is_told_once_as_it_was_delivered_first(self) -> None:
        again = Made(OVERVIEW, "xonar", "2026-H1", date(2026, 7, 9), 6)

        assert delivered_unowed(after(), [again, self.MADE]) == [self.MADE]

    def test_is_all_that_meets_no_term(self) -> None:
        owed = Made(OVERVIEW, "koraal", "2026-H1", date(2026, 7, 8), 8)

        assert delivered_unowed(after(), [owed]) == []

    @pytest.mark.parametrize(
        ("what", "period", "refused"),
        [
            # Jeugdwet 6.7.3(2) came with the Wet rechtspositie gesloten jeugdinstellingen, Regeling Jeugdwet 8g with 2026
            (OVERVIEW, "2023-H2", True),
            (OVERVIEW, "2024-H1", False),
            (QUARTER, "2025-Q4", True),
            (QUARTER, "2026-Q1", False),
        ],
    )
    def test_is_not_what_the_law_did_not_ask_for_yet(self, what: PeriodicDelivery, period: str, refused: bool) -> None:
        entry = DeliveryMade(occurred_on=date(2026, 7, 8), what=what, period=period, provider="xonar")

        assert ("look whether the period is right" in (impossible_entry(after(), entry, NOW) or "")) == refused


class TestWhatCannotBeSaid:
    @pytest.mark.parametrize(
        ("what", "period", "on", "refused"),
        [
            (OVERVIEW, "2026-H1", date(2026, 6, 30), True),  # the half-year is not over
            (OVERVIEW, "2026-H1", date(2026, 7, 1), False),
            (QUARTER, "2026-Q2", date(2026, 3, 31), True),
            (QUARTER, "2026-Q2", date(2026, 4, 1), False),  # how it stands, in the quarter itself
        ],
    )
    def test_that_it_was_delivered_before_it_could_be(self, what: PeriodicDelivery, period: str, on: date, refused: bool) -> None:
        entry = DeliveryMade(occurred_on=on, what=what, period=period, provider="koraal")

        assert (impossible_entry(after(), entry, NOW) is not None) == refused

    def test_that_nobody_delivered_it(self) -> None:
        entry = DeliveryMade(occurred_on=date(2026, 7, 1), what=OVERVIEW, period="2026-H1", provider="onbekend")

        assert impossible_entry(after(), entry, NOW) == "onbekend is not in the register."

    @pytest.mark.parametrize(
        ("what", "period", "provider"),
        [
            (OVERVIEW, "2026", "koraal"),
            (OVERVIEW, "2026-Q1", "koraal"),
            (ANALYSIS, "2026-H1", "koraal"),
            (QUARTER, "2026-H1", "koraal"),
            (QUARTER, "2026-Q5", "koraal"),
            (ANALYSIS, "0000", "koraal"),
            (OVERVIEW, "2026-H1", None),
            (CONTRACTS, "2026", "koraal"),
        ],
    )
    def test_of_another_kind_of_period_or_of_somebody_else(self, what: PeriodicDelivery, period: str, provider: str | None) -> None:
        with pytest.raises(ValueError, match=r"Give the period|Name the provider|should match pattern"):
            DeliveryMade(occurred_on=date(2027, 1, 1), what=what, period=period, provider=provider)


def test_every_kind_says_who_owes_it_under_which_article() -> None:
    assert set(due_delivery_kinds()) == set(PeriodicDelivery)
    assert all(article and lead for article, lead in due_delivery_kinds().values())


days = st.dates(date(2021, 7, 1), date(2040, 12, 31))


@given(st.sampled_from(PeriodicDelivery), days)
def test_periods_follow_each_other_and_their_names_tell_their_days(what: PeriodicDelivery, until: date) -> None:
    named = list(periods_of(what, until))

    assert all(period_named(name) == period for name, period in named)
    assert all(one.until == other.since for (_, one), (_, other) in pairwise(named))
    assert len({name for name, _ in named}) == len(named)


@given(
    days,
    st.lists(st.builds(Made, st.sampled_from(PeriodicDelivery), st.just("koraal"), st.just("2026-H1"), days, st.integers(1)), max_size=3),
)
def test_nothing_is_both_met_and_open_and_what_is_due_is_warned_of_in_time(day: date, made: list[Made]) -> None:
    for each in due_deliveries(after(), made, add_days(day, 1)):
        deadline = each.deadline
        assert deadline.since <= min(deadline.alerts) <= max(deadline.alerts) < deadline.due_on < (deadline.over_on or date.max)
        assert not (deadline.is_open_on(day) and deadline.met_on is not None and deadline.met_on <= day)


@given(days)
def test_the_day_on_which_it_is_looked_at_changes_no_term(day: date) -> None:
    earlier, later = (due_deliveries(after(), [], until) for until in (day, day + timedelta(days=400)))

    assert [each for each in later if each.deadline.since < day] == earlier


def test_a_moment_is_of_the_day_in_amsterdam() -> None:
    """A record set that is frozen at half past midnight on 22 January is late, though it is the 21st in London."""
    assert amsterdam_day(datetime(2026, 1, 21, 23, 30, tzinfo=UTC)) > the(after(), RECORDS, "2025-H2").deadline.due_on

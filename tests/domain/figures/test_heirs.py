"""Who stands in the place of a provider or a municipality is told as the register tells it, on every day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import FIRST_DAY, LAST_DAY, add_days
from domain.codes import MoveKind
from domain.envelope import Recorded
from domain.events import (
    REGISTER_ID,
    MunicipalityListed,
    MunicipalityMerged,
    ProviderClosed,
    ProviderListed,
    ProviderSucceeded,
    RegisterEvent,
)
from domain.figures import NO_HEIRS, Heirs, figures
from domain.indicators import Aggregate, Dimension, Fact, Group, Variant
from domain.region import Region, region_of
from domain.spans import Span
from tests.domain.stories import envelope

LONG_AGO = date(2015, 1, 1)
BEFORE, DAY, AFTER = date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 2)
PROVIDER, MUNICIPALITY = Dimension.PROVIDER, Dimension.MUNICIPALITY
CODES = ("koraal", "xonar", "via-jeugd", "talent")
LISTED = tuple(ProviderListed(occurred_on=LONG_AGO, provider=code, name=code) for code in CODES)


def region(*events: RegisterEvent) -> Region:
    at = datetime(2022, 1, 1, tzinfo=UTC)
    return region_of(Recorded(REGISTER_ID, n, n, at, envelope(), each) for n, each in enumerate((*LISTED, *events), start=1))


def heirs(*events: RegisterEvent) -> Heirs:
    return Heirs.known(region(*events))


def succeeded(provider: str, successor: str, on: date = DAY) -> ProviderSucceeded:
    return ProviderSucceeded(occurred_on=on, provider=provider, successor=successor)


def moved(left: str | None, to: str | None, on: date = DAY, label: str | None = None) -> Fact:
    return Fact(UUID(int=1), "move-between", "", on, add_days(on, 1), None, None, label, left, Group(municipality=None, provider=to))


class TestOnADay:
    def test_who_was_not_succeeded_stands_itself(self) -> None:
        assert heirs(ProviderClosed(occurred_on=DAY, provider="talent")).stretches == {by: {} for by in (PROVIDER, MUNICIPALITY)}
        assert NO_HEIRS.on("talent", DAY) == "talent"

    def test_the_successor_stands_in_its_place_from_the_day_on(self) -> None:
        told = heirs(succeeded("xonar", "koraal"))

        assert [told.on("xonar", day) for day in (FIRST_DAY, BEFORE, DAY, LAST_DAY)] == ["xonar", "xonar", "koraal", "koraal"]
        assert told.on("koraal", DAY) == "koraal"

    def test_after_the_next_succession_the_last_of_them_does(self) -> None:
        told = heirs(succeeded("xonar", "koraal"), succeeded("koraal", "talent", date(2025, 7, 1)))

        assert [told.on("xonar", day) for day in (BEFORE, DAY, date(2025, 7, 1))] == ["xonar", "koraal", "talent"]
        assert [told.on("koraal", day) for day in (DAY, date(2025, 7, 1))] == ["koraal", "talent"]

    def test_one_that_is_listed_anew_stands_itself_again(self) -> None:
        anew = ProviderListed(occurred_on=date(2025, 7, 1), provider="xonar", name="XONAR")
        told = heirs(succeeded("xonar", "koraal"), anew)

        days = (BEFORE, DAY, date(2025, 6, 30), date(2025, 7, 1))
        assert [told.on("xonar", day) for day in days] == [
            "xonar",
            "koraal",
            "koraal",
            "xonar",
        ]


class TestCutting:
    def test_days_are_cut_where_another_takes_its_place(self) -> None:
        told = heirs(succeeded("xonar", "koraal"))

        assert list(told.cut(PROVIDER, "xonar", Span(BEFORE, AFTER))) == [(Span(BEFORE, DAY), "xonar"), (Span(DAY, AFTER), "koraal")]
        assert list(told.cut(PROVIDER, "xonar", Span(DAY, None))) == [(Span(DAY, None), "koraal")]
        assert list(told.cut(PROVIDER, "koraal", Span(BEFORE, None))) == [(Span(BEFORE, None), "koraal")]

    def test_days_of_a_municipality_are_cut_where_it_merges_and_where_that_one_does(self) -> None:
        told = heirs(
            *(MunicipalityListed(occurred_on=LONG_AGO, municipality=code, name=code) for code in ("0981", "1729", "0917")),
            MunicipalityMerged(occurred_on=DAY, municipality="0981", into="1729"),
            MunicipalityMerged(occurred_on=AFTER, municipality="1729", into="0917"),
        )

        cut = list(told.cut(MUNICIPALITY, "0981", Span(BEFORE, None)))
        assert cut == [(Span(BEFORE, DAY), "0981"), (Span(DAY, AFTER), "1729"), (Span(AFTER, None), "0917")]
        assert list(told.cut(PROVIDER, "0981", Span(BEFORE, None))) == [(Span(BEFORE, None), "0981")], "a code of something else"


class TestFigures:
    def test_nights_count_for_the_municipality_that_it_became_part_of_from_that_day_on(self) -> None:
        # given: four nights of somebody of the one that merges on the third
        told = heirs(
            *(MunicipalityListed(occurred_on=LONG_AGO, municipality=code, name=code) for code in ("0981", "1729")),
            MunicipalityMerged(occurred_on=DAY, municipality="0981", into="1729"),
        )
        first, end = add_days(DAY, -2), add_days(DAY, 2)
        nights = Fact(UUID(int=1), "night", "S", first, end, None, None, None, None, Group(municipality="0981"))
        variant = Variant("nights", "night", Aggregate.NIGHTS, "nachten", "Aantal.")

        # when
        period = Span(date(2024, 12, 1), date(2025, 2, 1))
        counted = figures(variant, [nights], period, date(2025, 1, 31), MUNICIPALITY, told)

        # then
        assert counted == {"0981": 2, "1729": 2}


class TestMoves:
    def test_a_move_to_who_takes_over_is_one_within_a_provider_from_that_day_on(self) -> None:
        told = heirs(succeeded("xonar", "koraal"))

        assert [told.label(moved("xonar", "koraal", on)) for on in (BEFORE, DAY)] == [MoveKind.DOORPLAATSING, MoveKind.OVERPLAATSING]

    def test_a_move_between_two_of_which_one_took_over_both(self) -> None:
        told = heirs(succeeded("xonar", "koraal"), succeeded("via-jeugd", "koraal"))

        assert told.label(moved("xonar", "via-jeugd")) is MoveKind.OVERPLAATSING
        assert told.label(moved("xonar", "talent")) is MoveKind.DOORPLAATSING

    def test_what_is_no_move_between_known_providers_keeps_its_label(self) -> None:
        assert NO_HEIRS.label(moved(None, "koraal", label="home")) == "home"
        assert NO_HEIRS.label(moved("xonar", None, label="?")) == "?"


providers = st.sampled_from(CODES)
days = st.dates(date(2024, 1, 1), date(2024, 1, 20))
entries = st.one_of(
    st.builds(lambda day, code: ProviderListed(occurred_on=day, provider=code, name=code), days, providers),
    st.builds(lambda day, code: ProviderClosed(occurred_on=day, provider=code), days, providers),
    st.builds(lambda day, codes: succeeded(codes[0], codes[1], day), days, st.permutations(CODES)),
)
registers = st.lists(entries, max_size=8)


@given(registers, providers)
def test_of_any_register_it_says_what_the_register_says(events: Sequence[RegisterEvent], provider: str) -> None:
    there = region(*events)
    told = Heirs.known(there)

    for number in range(-2, 24):
        day = date(2024, 1, 1) + timedelta(number)
        assert told.on(provider, day) == (there.successor_of(provider, day) or provider)


@given(registers, providers, days, st.one_of(st.none(), st.integers(1, 30)))
def test_of_any_days_every_one_is_told_once_and_in_order(
    events: Sequence[RegisterEvent], provider: str, first: date, length: int | None
) -> None:
    asked = Span(first, None if length is None else first + timedelta(length))
    told = heirs(*events)
    stretches = list(told.cut(PROVIDER, provider, asked))

    assert (stretches[0][0].since, stretches[-1][0].until) == (asked.since, asked.until)
    for (before, heir), (after, another) in pairwise(stretches):
        assert before.until == after.since
        assert heir != another
    for stretch, heir in stretches:
        assert not stretch.is_empty
        assert told.on(provider, stretch.since) == heir

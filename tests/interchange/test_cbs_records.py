"""What CBS is told of a jeugdige in a half year: worked cases of every rule of the protocol, and of what has to be asked first."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import FurtherHelp, Informant, Role, Setting
from domain.envelope import Actor
from domain.history import History
from domain.region import Municipality, Provider, Region
from domain.secrecy import kept_from_lists
from domain.spans import Span
from domain.words import ERASED, WITHHELD, Postcode
from interchange.cbs import (
    Choices,
    Crisis,
    DuplicateKeys,
    Geslacht,
    Hulpvorm,
    Outcome,
    Part,
    Record,
    Reden,
    Remark,
    RemarkKind,
    Verwijzer,
    half_year_of,
    records_in,
)
from tests.domain.stories import HEERLEN, IDENTITY, LONG_AGO, REGION, Story

FIRST_HALF = half_year_of(date(2025, 1, 1))
SECOND_HALF = half_year_of(date(2025, 7, 1))

REFERRED: dict[str, Any] = {"referrer": "huisarts", "requested_setting": "intensief_klinisch", "urgency": "regulier"}
CLINICAL: dict[str, Any] = {"setting": "intensief_klinisch", "why_not_family": "Zo."}
CLOSED: dict[str, Any] = {"setting": "gesloten", "despite": ["L1"]}
IN_A_HOUSE: dict[str, Any] = {"setting": "leefhuis", "why_not_family": "Zo."}
HOME: dict[str, Any] = {"destination": "home", "reason": "31"}
NOTHING: dict[str, Any] = {}
AMBULANT: dict[str, Any] = {"provider": "koraal", "kind": "ambulant"}


def opened(**data: Any) -> Story:
    return Story.opened("2025-01-02", **data)


def referred(**data: Any) -> Story:
    return opened().and_("referral-received", "2025-01-03", **{**REFERRED, **data})


def staying(on: str = "2025-02-03", story: Story | None = None, **data: Any) -> Story:
    return (story or referred()).and_("admitted", on, **{"stay_id": "S", **CLINICAL, **data})


def part(story: Story, period: Span = FIRST_HALF, region: Region = REGION, **asked: Any) -> Part:
    return records_in(period, story.history, region, **asked)


def days(story: Story, period: Span = FIRST_HALF, region: Region = REGION) -> list[tuple[str, str, str | None]]:
    """Each record as hulpvorm, first and last day."""
    return [
        (record.help.value, f"{record.started_on}", f"{record.ended_on}" if record.ended_on else None)
        for record in part(story, period, region).records
    ]


def the_record(story: Story, period: Span = FIRST_HALF, **asked: Any) -> Record:
    (record,) = part(story, period, **asked).records
    return record


def asked(story: Story, period: Span = FIRST_HALF) -> list[tuple[RemarkKind, str | None]]:
    return [(remark.kind, remark.known) for remark in part(story, period).remarks]


# Days and periods


def test_a_stay_counts_from_the_day_after_the_first_night_to_the_day_after_the_last() -> None:
    story = staying("2025-02-03").and_("discharged", "2025-03-03", **HOME)

    record = the_record(story)

    assert (record.started_on, record.ended_on) == (date(2025, 2, 4), date(2025, 3, 3))
    assert record.ended_on is not None
    assert (record.ended_on - record.started_on).days + 1 == 28  # the nights from 3 February up to 3 March


@pytest.mark.parametrize("setting", [CLINICAL, CLOSED])
def test_a_stay_that_ends_on_the_day_it_began_is_no_record(setting: dict[str, Any]) -> None:
    story = staying("2025-02-03", **setting).and_("discharged", "2025-02-03", **HOME)

    assert part(story) == Part((), ())


def test_help_without_a_stay_counts_from_the_first_contact_to_the_day_it_ended() -> None:
    story = referred().and_("help-started", "2025-02-03", **AMBULANT).and_("help-ended", "2025-03-03", reason="31")

    assert days(story) == [("04", "2025-02-03", "2025-03-03")]


def test_help_of_one_day_is_a_record_of_one_day() -> None:
    story = referred().and_("help-started", "2025-02-03", **AMBULANT).and_("help-ended", "2025-02-03", reason="31")

    assert days(story) == [("04", "2025-02-03", "2025-02-03")]


def test_an_end_after_the_period_is_not_told_yet() -> None:
    story = staying("2025-02-03").and_("discharged", "2025-07-02", **HOME).and_("outcome-measured", "2025-06-20", **GRADED)

    record = the_record(story)

    assert (record.ended_on, record.reason, record.outcomes) == (None, None, ())
    assert asked(story) == []
    assert the_record(story, SECOND_HALF).reason is Reden.VOLGENS_PLAN


def test_everybody_with_help_in_the_period_is_in_it_and_nobody_else() -> None:
    story = staying("2025-02-03").and_("discharged", "2025-07-01", **HOME)

    assert days(story, half_year_of(date(2024, 12, 1))) == []
    assert days(story) == [("14", "2025-02-04", None)]
    assert days(story, SECOND_HALF) == [("14", "2025-02-04", "2025-07-01")]  # of the night of 30 June
    assert days(story, half_year_of(date(2026, 1, 1))) == []


def test_a_stay_of_which_the_first_night_is_the_last_of_the_period_is_of_the_next() -> None:
    story = staying("2025-06-30")

    assert days(story) == []
    assert days(story, SECOND_HALF) == [("14", "2025-07-01", None)]


def test_other_days_than_a_half_year_are_refused() -> None:
    with pytest.raises(ValueError, match="half year"):
        part(staying(), Span(date(2025, 1, 1), date(2025, 4, 1)))


# One record or several


def test_a_move_between_two_groups_of_a_provider_leaves_no_trace() -> None:
    story = staying("2025-02-03", **CLOSED).and_("moved", "2025-03-03", stay_id="T", location="gesloten-2", **CLOSED)

    assert days(story) == [("13", "2025-02-04", None)]
    assert asked(story) == []


def test_what_touches_is_one_record_with_the_first_start_and_the_last_end() -> None:
    story = staying("2025-02-03", crisis=True).and_("discharged", "2025-03-03", destination="home", reason="32")
    story = staying("2025-03-03", story, stay_id="T").and_("discharged", "2025-04-03", **HOME)

    assert days(story) == [("14", "2025-02-04", "2025-04-03")]
    assert (the_record(story).crisis, the_record(story).reason) == (Crisis.JA, Reden.VOLGENS_PLAN)


def test_a_night_at_home_between_two_stays_makes_them_two_records() -> None:
    story = staying("2025-02-03").and_("discharged", "2025-03-03", **HOME)
    story = staying("2025-03-04", story, stay_id="T")

    assert days(story) == [("14", "2025-02-04", "2025-03-03"), ("14", "2025-03-05", None)]


def test_help_of_one_form_that_overlaps_is_one_record() -> None:
    story = (
        referred().and_("help-started", "2025-02-03", help_id="a", **AMBULANT).and_("help-started", "2025-02-20", help_id="b", **AMBULANT)
    )
    story = story.and_("help-ended", "2025-03-03", help_id="b", reason="31").and_("help-ended", "2025-04-03", help_id="a", reason="34")

    assert days(story) == [("04", "2025-02-03", "2025-04-03")]
    assert the_record(story).reason is Reden.IN_OVEREENSTEMMING


def test_help_by_two_providers_is_a_record_of_each() -> None:
    story = referred().and_("help-started", "2025-02-03", help_id="a", **AMBULANT)
    story = story.and_("help-started", "2025-02-03", help_id="b", provider="xonar", kind="ambulant")

    assert [record.provider for record in part(story).records] == ["koraal", "xonar"]


def test_another_form_of_help_closes_one_record_and_opens_the_next() -> None:
    story = staying("2025-02-03", **CLOSED).and_("stepped-down", "2025-03-03", stay_id="T", **IN_A_HOUSE)

    assert days(story) == [("13", "2025-02-04", "2025-03-03"), ("14", "2025-03-04", None)]
    assert asked(story) == [(RemarkKind.REASON_UNCERTAIN, "move")]


def test_another_kind_of_help_closes_one_record_and_opens_the_next() -> None:
    story = referred().and_("help-started", "2025-02-03", **AMBULANT).and_("help-changed", "2025-03-03", kind="dagbehandeling")

    assert days(story) == [("04", "2025-02-03", "2025-03-03"), ("03", "2025-03-03", None)]
    assert asked(story) == [(RemarkKind.REASON_UNCERTAIN, "other-help")]


def test_a_change_is_of_the_help_that_it_names() -> None:
    story = referred().and_("help-started", "2025-02-03", help_id="a", **AMBULANT)
    story = story.and_("help-started", "2025-02-03", help_id="b", provider="xonar", kind="ambulant")
    story = story.and_("help-changed", "2025-03-03", help_id="a", kind="dagbehandeling")

    assert days(story) == [("04", "2025-02-03", "2025-03-03"), ("04", "2025-02-03", None), ("03", "2025-03-03", None)]


@pytest.mark.parametrize(("changed_on", "kind"), [("2025-02-03", "03"), ("2025-03-03", "04")])
def test_a_change_on_the_first_or_the_last_day_makes_no_record_of_no_days(changed_on: str, kind: str) -> None:
    story = referred().and_("help-started", "2025-02-03", occurred_at="09:00", **AMBULANT)
    story = story.and_("help-changed", changed_on, occurred_at="10:00", kind="dagbehandeling")
    story = story.and_("help-ended", "2025-03-03", occurred_at="11:00", reason="31")

    assert days(story) == [(kind, "2025-02-03", "2025-03-03")]
    assert the_record(story).reason is Reden.VOLGENS_PLAN


def test_ambulant_help_during_a_stay_with_the_same_provider_is_part_of_the_stay() -> None:
    story = staying("2025-02-03").and_("help-started", "2025-02-03", help_id="a", **AMBULANT).and_("discharged", "2025-03-03", **HOME)
    story = story.and_("help-ended", "2025-03-03", help_id="a", reason="31")

    assert days(story) == [("14", "2025-02-04", "2025-03-03")]


def test_so_is_help_of_one_day_during_it() -> None:
    story = staying("2025-02-03").and_("help-started", "2025-02-10", help_id="a", **AMBULANT)
    story = story.and_("help-ended", "2025-02-10", help_id="a", reason="31")

    assert days(story) == [("14", "2025-02-04", None)]


def test_what_of_it_lies_before_and_after_the_stay_counts() -> None:
    story = staying("2025-02-03", referred().and_("help-started", "2025-01-10", help_id="a", provider="koraal", kind="crisis"))
    story = story.and_("discharged", "2025-03-03", **HOME).and_("help-ended", "2025-04-03", help_id="a", reason="34")

    assert days(story) == [("04", "2025-01-10", "2025-02-03"), ("14", "2025-02-04", "2025-03-03"), ("04", "2025-03-03", "2025-04-03")]
    assert [record.reason for record in part(story).records] == [None, Reden.VOLGENS_PLAN, Reden.IN_OVEREENSTEMMING]
    assert [record.crisis for record in part(story).records] == [Crisis.JA, Crisis.NEE, Crisis.NEE]
    assert asked(story) == [(RemarkKind.REASON_UNCERTAIN, "own-stay")]


def test_ambulant_help_during_a_stay_with_another_provider_is_a_record() -> None:
    story = staying("2025-02-03").and_("help-started", "2025-02-10", provider="xonar", kind="ambulant")

    assert days(story) == [("14", "2025-02-04", None), ("04", "2025-02-10", None)]


def test_one_who_goes_over_to_ambulant_help_ends_his_stay_and_begins_a_record() -> None:
    story = staying("2025-02-03").and_("stepped-down", "2025-03-03", setting="ambulant")

    assert days(story) == [("14", "2025-02-04", "2025-03-03"), ("04", "2025-03-03", None)]


def test_delivery_that_stops_for_a_while_is_no_end() -> None:
    story = staying("2025-02-03").and_("discharged", "2025-03-03", destination="home", reason="20")
    resumed = staying("2025-04-03", story, stay_id="T").and_("discharged", "2025-05-03", **HOME)

    assert days(story) == [("14", "2025-02-04", None)]
    assert asked(story) == [(RemarkKind.STOPPED_FOR_A_WHILE, "2025-03-03")]
    assert asked(staying("2025-02-03").and_("discharged", "2025-08-03", destination="home", reason="20")) == []
    assert days(resumed) == [("14", "2025-02-04", "2025-05-03")]
    assert asked(resumed) == []


def test_a_hospital_is_no_jeugdhulp_and_respite_is_help_of_who_gives_it() -> None:
    story = staying("2025-02-03").and_("admitted", "2025-02-10", stay_id="H", purpose="hospital", provider="xonar", **CLINICAL)
    story = story.and_("admitted", "2025-02-14", stay_id="R", setting="pleegzorg", purpose="respite", provider="xonar")

    assert [(record.provider, record.help) for record in part(story).records] == [
        ("koraal", Hulpvorm.VERBLIJF_ANDERS),
        ("xonar", Hulpvorm.PLEEGZORG),
    ]


def test_another_woonplaats_is_no_new_record() -> None:
    there: dict[str, Any] = {"municipality": "1954", "from": "2025-04-01"}
    story = staying().and_("home-municipality-determined", "2025-04-01", **there)

    assert days(story) == [("14", "2025-02-04", None)]
    assert the_record(story).municipality == "1954"


def test_who_takes_over_from_a_provider_moves_nobody() -> None:
    story = staying("2025-02-03", provider="xonar")
    region = replace(
        REGION, providers={**REGION.providers, "xonar": Provider("xonar", "XONAR", LONG_AGO, None, date(2025, 3, 1), "koraal")}
    )
    story = Story([*story.recorded, *staying("2025-03-01", story.and_("discharged", "2025-03-01", **HOME), stay_id="T").recorded[-2:]])

    assert [(record.provider, record.help) for record in part(story, region=region).records] == [("koraal", Hulpvorm.VERBLIJF_ANDERS)]
    assert days(story, region=region) == [("14", "2025-02-04", None)]
    helped = referred().and_("help-started", "2025-02-03", provider="xonar", kind="ambulant")
    assert [record.provider for record in part(helped, region=region).records] == ["koraal"]


# What a record says


@pytest.mark.parametrize(
    ("setting", "hulpvorm"),
    [
        (Setting.PLEEGZORG, Hulpvorm.PLEEGZORG),
        (Setting.GEZINSHUIS, Hulpvorm.GEZINSGERICHT),
        (Setting.LEEFHUIS, Hulpvorm.VERBLIJF_ANDERS),
        (Setting.OPEN_RESIDENTIEEL, Hulpvorm.VERBLIJF_ANDERS),
        (Setting.INTENSIEF_KLINISCH, Hulpvorm.VERBLIJF_ANDERS),
        (Setting.GESLOTEN, Hulpvorm.GESLOTEN),
    ],
)
def test_each_setting_has_its_hulpvorm(setting: Setting, hulpvorm: Hulpvorm) -> None:
    *before, admitted = staying().recorded
    there = admitted.saying(admitted.event.model_copy(update={"setting": setting}))

    (record,) = records_in(FIRST_HALF, History((*before, there)), REGION).records

    assert record.help is hulpvorm


def test_what_a_leefhuis_is_can_be_chosen() -> None:
    family = Choices(leefhuis=Hulpvorm.GEZINSGERICHT)

    assert the_record(staying(**IN_A_HOUSE), choices=family).help is Hulpvorm.GEZINSGERICHT


def test_clinical_care_is_closed_for_the_nights_under_a_wvggz_title() -> None:
    measure: dict[str, Any] = {"kind": "crisismaatregel", "valid_from": "2025-03-03", "valid_until": "2025-03-06", "court": "Limburg"}
    story = staying("2025-02-03", crisis=True).and_("title-granted", "2025-03-03", title_id="c", **measure)

    assert days(story) == [("14", "2025-02-04", "2025-03-03"), ("13", "2025-03-04", "2025-03-06"), ("14", "2025-03-07", None)]
    assert [record.crisis for record in part(story).records] == [Crisis.JA, Crisis.NEE, Crisis.NEE]
    assert asked(story) == [(RemarkKind.REASON_UNCERTAIN, "other-help")] * 2


@pytest.mark.parametrize(("gender", "code"), [("female", "V"), ("male", "M"), ("other", "O"), ("unknown", "O")])
def test_each_gender_has_its_code(gender: str, code: str) -> None:
    story = opened(gender=gender).and_("help-started", "2025-02-03", **AMBULANT)

    assert the_record(story).gender is Geslacht(code)


def test_a_record_says_who_it_is_about() -> None:
    record = the_record(staying())

    assert (record.bsn, record.born_on, record.address, record.municipality) == ("999900006", date(2009, 2, 14), "6411AA", HEERLEN)
    assert record.crisis is Crisis.NEE
    assert asked(staying()) == []
    assert "999900006" not in repr(record)


def test_a_municipality_is_named_as_it_is_called_then() -> None:
    heerlen = Municipality(HEERLEN, "Heerlen", LONG_AGO, until=date(2025, 5, 1), successor="1954")
    region = replace(REGION, municipalities={**REGION.municipalities, HEERLEN: heerlen})

    assert part(staying(), region=region).records[0].municipality == "1954"


@pytest.mark.parametrize(("withheld", "instead"), [(WITHHELD, Postcode.from_marker({"area": "6411"})), (ERASED, ERASED)])
def test_whose_words_are_not_opened_or_erased_has_the_unknown_bsn_and_his_municipality(withheld: Any, instead: Any) -> None:
    opening, *later = staying().recorded
    identity = opening.event.identity.model_copy(update={"bsn": withheld, "postcode": instead})  # type: ignore[attr-defined]
    history = History((opening.saying(opening.event.model_copy(update={"identity": identity})), *later))

    told = records_in(FIRST_HALF, history, REGION)

    assert [(record.bsn, record.address) for record in told.records] == [("999999999", HEERLEN)]
    assert {remark.kind for remark in told.remarks} == {RemarkKind.BSN_UNKNOWN, RemarkKind.POSTCODE_LEFT_OUT}


@pytest.mark.parametrize(
    ("reason", "born_on", "bsn"),
    [
        ("unborn", "2025-06-30", "999999999"),
        ("unborn", "2025-07-01", "000000000"),
        ("not_registered", "2009-02-14", "999999999"),
        ("abroad", "2009-02-14", "999999999"),
    ],
)
def test_who_has_no_bsn_has_the_unknown_one(reason: str, born_on: str, bsn: str) -> None:
    nobody = {**{name: IDENTITY[name] for name in ("surname", "given_names", "house_number")}, "born_on": born_on, "no_bsn_reason": reason}
    story = Story.opened("2025-06-30", identity=nobody).and_("help-started", "2025-06-30", **AMBULANT)

    assert (the_record(story).bsn, the_record(story).address) == (bsn, HEERLEN)


def test_two_without_a_bsn_whose_help_began_on_one_day_cannot_be_told_apart() -> None:
    record = replace(the_record(staying()), bsn="999999999")
    keys = DuplicateKeys()

    assert keys.check(record) is None
    assert keys.check(replace(record, help=Hulpvorm.GESLOTEN)) is None
    assert keys.check(record) == Remark(RemarkKind.DUPLICATE_KEY, record.trajectory_id, "koraal", record.help, record.started_on)


# Who referred


@pytest.mark.parametrize(
    ("referrer", "code"),
    [("gemeente", "01"), ("huisarts", "02"), ("jeugdarts", "03"), ("gi", "04"), ("medisch_specialist", "05"), ("geen", "06")],
)
def test_each_referrer_has_his_code(referrer: str, code: str) -> None:
    assert the_record(staying(story=referred(referrer=referrer))).referrer is Verwijzer(code)


@pytest.mark.parametrize(
    ("basis", "code", "questions"),
    [
        (["jeugdreclassering"], Verwijzer.RECHTER, []),
        (["ots"], Verwijzer.GI, []),
        (["vots"], Verwijzer.GI, []),
        (["voogdij"], Verwijzer.GI, []),
        (["ots", "jeugdreclassering"], None, [(RemarkKind.REFERRER_UNCERTAIN, None)]),
        (["vrijwillig"], None, [(RemarkKind.REFERRER_UNCERTAIN, None)]),
    ],
)
def test_a_judge_refers_in_a_criminal_case_and_otherwise_the_gi(basis: list[str], code: Any, questions: list[Any]) -> None:
    story = staying(story=referred(referrer="rechter", civil_basis=basis))

    assert the_record(story).referrer is code
    assert asked(story) == questions


def test_under_a_recorded_measure_of_child_protection_the_judge_is_the_gi() -> None:
    measure: dict[str, Any] = {"measure_id": "o", "kind": "ots", "until": "2026-01-03", "gi": "gi-limburg"}
    story = referred(referrer="rechter").and_("protection-measure-started", "2025-01-03", **measure)
    story = story.and_("help-started", "2025-02-03", **AMBULANT)

    assert the_record(story).referrer is Verwijzer.GI


def test_the_referral_is_the_last_that_stood_when_the_help_began() -> None:
    story = opened().and_("referral-received", "2025-01-02", **{**REFERRED, "referrer": "geen"})
    story = (
        story.and_("referral-received", "2025-01-03", **{**REFERRED, "referrer": "gi"})
        .and_("referral-withdrawn", "2025-01-10")
        .and_("referral-received", "2025-01-20", **REFERRED)
    )
    story = staying("2025-02-03", story).and_("referral-received", "2025-03-01", **{**REFERRED, "referrer": "jeugdarts"})

    assert the_record(story).referrer is Verwijzer.HUISARTS


def test_help_without_a_referral_misses_a_referrer() -> None:
    withdrawn = referred().and_("referral-withdrawn", "2025-01-10")

    for story in (staying(story=opened()), staying(story=withdrawn)):
        assert the_record(story).referrer is None
        assert asked(story) == [(RemarkKind.REFERRER_MISSING, None)]


# Why it ended


@pytest.mark.parametrize(
    ("reason", "code"),
    [("31", "01"), ("34", "02"), ("32", "03"), ("33", "04"), ("35", "05"), ("02", "05")],
)
def test_each_reason_of_the_ijw_has_its_code(reason: str, code: str) -> None:
    story = staying().and_("discharged", "2025-03-03", destination="home", reason=reason)

    assert the_record(story).reason is Reden(code)
    assert asked(story) == []


@pytest.mark.parametrize("reason", ["36", "37", "38", "39"])
def test_a_reason_that_may_mean_several_is_asked(reason: str) -> None:
    story = staying().and_("discharged", "2025-03-03", destination="home", reason=reason)

    assert the_record(story).reason is None
    assert asked(story) == [(RemarkKind.REASON_UNCERTAIN, reason)]


@pytest.mark.parametrize(
    ("left_on", "reason"), [("2025-02-12", None), ("2025-02-13", Reden.VOLGENS_PLAN), ("2025-02-14", Reden.VOLGENS_PLAN)]
)
def test_to_another_domain_at_eighteen_is_as_planned(left_on: str, reason: Reden | None) -> None:
    story = opened(identity={**IDENTITY, "born_on": "2007-02-14"}).and_("referral-received", "2025-01-03", **REFERRED)
    story = staying(story=story).and_("discharged", left_on, destination="independent", reason="39")

    assert the_record(story).reason is reason


@pytest.mark.parametrize("reason", [None, "klaar"])
def test_an_end_without_a_reason_misses_one(reason: str | None) -> None:
    ended: dict[str, Any] = {"reason": reason} if reason else {}
    story = referred().and_("help-started", "2025-02-03", **AMBULANT).and_("help-ended", "2025-03-03", **ended)

    assert the_record(story).reason is None
    assert asked(story) == [(RemarkKind.REASON_MISSING, None)]


def test_every_help_ends_for_its_own_reason() -> None:
    story = referred().and_("help-started", "2025-01-10", help_id="a", **AMBULANT).and_("help-ended", "2025-01-20", reason="31")
    story = story.and_("help-started", "2025-02-03", help_id="b", **AMBULANT)
    story = story.and_("help-started", "2025-02-03", help_id="c", provider="xonar", kind="ambulant")
    story = story.and_("help-ended", "2025-03-03", help_id="c", reason="32").and_("help-ended", "2025-03-04", reason="34")

    assert [record.reason for record in part(story).records] == [Reden.VOLGENS_PLAN, Reden.IN_OVEREENSTEMMING, Reden.CLIENT]


def test_death_is_external_and_ends_also_what_had_stopped_for_a_while() -> None:
    story = staying().and_("help-started", "2025-02-10", provider="xonar", kind="ambulant")
    story = story.and_("died", "2025-03-03")
    stopped = staying().and_("discharged", "2025-03-03", destination="home", reason="20").and_("died", "2025-04-03")

    assert days(story) == [("14", "2025-02-04", "2025-03-03"), ("04", "2025-02-10", "2025-03-03")]
    assert {record.reason for record in part(story).records} == {Reden.EXTERN}
    assert (the_record(stopped).ended_on, the_record(stopped).reason) == (date(2025, 4, 3), Reden.EXTERN)


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("38", "Welke reden van beëindiging is het? Bekend is: 38 (overstap naar andere aanbieder)."),
        ("20", "De hulp is tijdelijk gestopt en niet hervat: loopt zij nog? Bekend is: 2025-03-03."),
        (None, "De reden van beëindiging ontbreekt."),
    ],
)
def test_a_remark_says_in_dutch_what_is_asked_and_what_is_known(reason: str | None, message: str) -> None:
    story = staying().and_("discharged", "2025-03-03", destination="home", **({"reason": reason} if reason else NOTHING))
    moved = staying(**CLOSED).and_("stepped-down", "2025-03-03", stay_id="T", **IN_A_HOUSE)

    assert [remark.message for remark in part(story).remarks] == [message]
    assert part(moved).remarks[0].message == "Welke reden van beëindiging is het? Bekend is: verplaatsing."


def test_an_annulled_stay_was_help_and_its_reason_is_asked() -> None:
    story = staying()
    story = story.and_("annulled", "2025-03-03", target_version=story.recorded[-1].version, by="kinderrechter")

    assert days(story) == [("14", "2025-02-04", "2025-03-03")]
    assert asked(story) == [(RemarkKind.REASON_UNCERTAIN, "annulment")]


def test_other_help_than_is_listed_asks_for_its_form() -> None:
    story = referred().and_("help-started", "2025-02-03", provider="koraal", kind="other")

    assert asked(story) == [(RemarkKind.HULPVORM_UNCERTAIN, None)]
    assert part(story).remarks[0].message == "Welke vorm van hulp zonder verblijf is dit?"
    beside = referred().and_("help-started", "2025-02-01", **AMBULANT).and_("help-started", "2025-02-03", provider="koraal", kind="other")
    assert asked(beside) == [(RemarkKind.HULPVORM_UNCERTAIN, None)]


# Outcome


GRADED: dict[str, Any] = {"informant": "jeugdige", "grade": 7, "further_help": "02"}


def test_the_outcome_is_the_last_of_each_informant_around_the_end() -> None:
    story = (
        staying()
        .and_("outcome-measured", "2025-02-10", **{**GRADED, "grade": 1})
        .and_("outcome-measured", "2025-04-20", **{**GRADED, "grade": 4})
    )
    story = story.and_("discharged", "2025-05-03", **HOME).and_("outcome-measured", "2025-05-10", **GRADED)
    story = story.and_("outcome-measured", "2025-07-10", informant="parent", grade=9).and_(
        "outcome-measured", "2025-07-11", informant="parent"
    )

    assert the_record(story).outcomes == (
        Outcome(Informant.JEUGDIGE, 7, FurtherHelp.LIGHTER),
        Outcome(Informant.PARENT, 9, None),
    )


def test_what_a_provider_measured_is_about_its_own_help() -> None:
    story = staying().and_("help-started", "2025-02-10", provider="xonar", kind="ambulant")
    story = (
        story.and_("discharged", "2025-05-03", **HOME)
        .and_("help-ended", "2025-05-03", reason="31")
        .and_("outcome-measured", "2025-05-03", **GRADED)
    )
    *before, last = story.recorded
    xonar = Actor(subject="hulpverlener-1", role=Role.PROVIDER, organisation="xonar")
    measured = replace(last, envelope=last.envelope.model_copy(update={"actor": xonar}))

    told = records_in(FIRST_HALF, History((*before, measured)), REGION).records

    assert [(record.provider, len(record.outcomes)) for record in told] == [("koraal", 0), ("xonar", 1)]


# Secret places


def test_a_secret_place_is_in_no_file_and_only_a_remark_says_that_there_is_one() -> None:
    story = (
        staying("2025-02-03")
        .and_("help-started", "2025-02-03", provider="xonar", kind="ambulant")
        .and_("help-ended", "2025-02-20", reason="31")
    )
    story = story.and_("safety-flag-set", "2025-03-03", level="secret_place")

    told = part(story)

    assert [(record.provider, record.address) for record in told.records] == [("xonar", HEERLEN)]
    hidden = [remark for remark in told.remarks if remark.kind is RemarkKind.PLACE_HIDDEN]
    assert [(remark.provider, remark.help, remark.started_on) for remark in hidden] == [(None, Hulpvorm.VERBLIJF_ANDERS, date(2025, 2, 4))]


def test_the_postcode_of_a_secret_address_is_in_no_record() -> None:
    story = staying().and_("safety-flag-set", "2025-03-03", level="secret_address")

    assert the_record(story).address == HEERLEN
    assert the_record(story.and_("safety-flag-set", "2025-04-03", level="lifted")).address == "6411AA"


def test_help_on_the_days_of_the_flag_is_secret_too() -> None:
    story = referred().and_("help-started", "2025-02-03", **AMBULANT).and_("safety-flag-set", "2025-03-03", level="secret_place")

    assert part(story).records == ()


def test_a_place_that_became_secret_later_is_left_out_of_what_was_known_before() -> None:
    known = staying("2025-02-03")
    today = known.and_("safety-flag-set", "2025-03-03", level="secret_place")

    assert len(part(known).records) == 1
    assert part(known, secrecy=kept_from_lists(today.history)).records == ()


def test_what_turned_out_not_to_have_happened_is_left_out_too() -> None:
    stay = staying("2025-02-03")
    help = referred().and_("help-started", "2025-02-03", **AMBULANT)
    for known in (stay, help):
        today = known.and_("voided", "2025-02-20", target_version=known.recorded[-1].version, reason="Vergissing.")
        today = today.and_("safety-flag-set", "2025-03-03", level="secret_place")

        assert part(known, secrecy=kept_from_lists(today.history)).records == ()


def test_a_record_of_which_a_part_is_secret_is_secret() -> None:
    known = referred().and_("help-started", "2025-02-03", help_id="a", **AMBULANT)
    version = known.recorded[-1].version
    known = known.and_("help-ended", "2025-04-03", help_id="a", reason="31").and_("help-started", "2025-04-03", help_id="b", **AMBULANT)
    today = known.and_("voided", "2025-05-01", target_version=version + 1, reason="Vergissing.")
    today = today.and_("voided", "2025-05-01", target_version=version, reason="Vergissing.")
    today = today.and_("safety-flag-set", "2025-03-03", level="secret_place", until="2025-04-01")

    assert part(known, secrecy=kept_from_lists(today.history)).records == ()
    assert days(today) == [("04", "2025-04-03", None)]


def test_so_is_an_earlier_stay_with_who_took_over_from_a_secret_provider() -> None:
    story = staying("2025-01-10").and_("discharged", "2025-01-20", **HOME)
    story = staying("2025-02-03", story, stay_id="T", provider="xonar", **IN_A_HOUSE)
    story = story.and_("safety-flag-set", "2025-03-03", level="secret_place")
    heir = Provider("xonar", "XONAR", LONG_AGO, None, date(2025, 6, 1), "koraal")

    assert [record.provider for record in part(story).records] == ["koraal"]
    assert part(story, region=replace(REGION, providers={**REGION.providers, "xonar": heir})).records == ()


def test_who_took_over_from_a_secret_provider_is_secret_too() -> None:
    story = (
        referred().and_("help-started", "2025-01-10", help_id="a", **AMBULANT).and_("help-ended", "2025-01-20", help_id="a", reason="31")
    )
    story = staying("2025-02-03", story, provider="xonar").and_("safety-flag-set", "2025-03-03", level="secret_place")
    heir = Provider("xonar", "XONAR", LONG_AGO, None, date(2025, 6, 1), "koraal")

    assert [record.provider for record in part(story).records] == ["koraal"]
    assert part(story, region=replace(REGION, providers={**REGION.providers, "xonar": heir})).records == ()

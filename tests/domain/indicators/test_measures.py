"""Worked cases of what is counted, and how: where a definition could be read in two ways."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.figures import NO_HEIRS, Heirs, dimensions, figure, figures
from domain.figures.survival import median_survival
from domain.indicators import Aggregate, Dimension, Fact, Variant, facts, indicators, places, quality
from domain.parameters import Dated
from domain.region import Provider
from domain.spans import Span
from tests.domain.stories import IDENTITY, LONG_AGO, REGION, TRAJECTORY, Story

YEAR = Span(date(2025, 1, 1), date(2026, 1, 1))
LATER = date(2026, 5, 1)
ADULT_ON = date(2027, 2, 14)

CLOSED: dict[str, Any] = {"setting": "gesloten", "despite": ["L1"]}
LOCKED_UP: dict[str, Any] = {"measure_id": "v", "code": "BEW-f", "emergency": True, "stay_id": "S", "despite": ["L14"]}
FROM_APRIL: dict[str, Any] = {"from": "2025-04-01"}
IDENTITY_OF_14 = {**IDENTITY, "born_on": "2010-03-01"}
XONAR = Provider("xonar", "XONAR", LONG_AGO, until=date(2025, 3, 1), successor="koraal")
HEIRS = Heirs.known(replace(REGION, providers={**REGION.providers, "xonar": XONAR}))
"""Koraal took over from xonar."""


def counted(story: Story, measure: str) -> list[Fact]:
    """Its facts up to the eighteenth birthday, on which what runs is cut."""
    found = (fact for fact in facts(story.history) if fact.measure == measure and fact.since < ADULT_ON)
    return sorted(found, key=lambda fact: fact.since)


def days(story: Story, measure: str) -> list[tuple[str, str | None]]:
    return [(str(fact.since), None if fact.until in (None, ADULT_ON) else str(fact.until)) for fact in counted(story, measure)]


def labels(story: Story, measure: str) -> list[tuple[str, str | None]]:
    return [(str(fact.since), fact.label) for fact in counted(story, measure)]


def answers(story: Story, measure: str) -> list[bool | None]:
    return [fact.met for fact in counted(story, measure)]


def inside(on: str = "2025-02-03", stay_id: str = "S", story: Story | None = None, **data: Any) -> Story:
    return (story or Story.opened("2025-01-06")).and_("admitted", on, stay_id=stay_id, **{**CLOSED, **data})


def living(on: str, stay_id: str, story: Story | None = None, **data: Any) -> Story:
    body = {"setting": "intensief_klinisch", "why_not_family": "Zo.", **data}
    return (story or Story.opened("2025-01-06")).and_("admitted", on, stay_id=stay_id, **body)


def test_from_one_closed_house_into_another_is_a_placement_and_no_admission() -> None:
    story = inside().and_("moved", "2025-03-03", stay_id="T", location="gesloten-2", **CLOSED)

    assert days(story, "closed-admission") == [("2025-02-03", "2025-02-04")]
    assert [fact.since for fact in counted(story, "closed-placement")] == [date(2025, 2, 3), date(2025, 3, 3)]
    assert [fact.amount for fact in counted(story, "closed-placement-ended")] == [28]


def test_another_provider_in_the_same_house_places_nobody_and_moves_nobody() -> None:
    story = inside().and_("moved", "2025-03-03", stay_id="T", provider="xonar", location="gesloten-1", **CLOSED)

    assert len(counted(story, "closed-placement")) == 1
    assert counted(story, "move") == []


def test_a_night_elsewhere_ends_the_admission_and_not_the_episode() -> None:
    story = inside().and_("discharged", "2025-03-03", stay_id="S", destination="network")
    story = inside("2025-03-04", "T", story).and_("discharged", "2025-04-03", stay_id="T", destination="home")

    assert [fact.amount for fact in counted(story, "closed-placement-ended")] == [28, 30]
    assert [(str(fact.since), fact.amount) for fact in counted(story, "closed-episode-ended")] == [("2025-04-03", 58)]
    assert labels(story, "closed-exit") == [("2025-03-03", "network"), ("2025-04-03", "home")]


def test_two_nights_elsewhere_end_the_episode_too() -> None:
    story = inside().and_("discharged", "2025-03-03", stay_id="S", destination="network")
    story = inside("2025-03-05", "T", story)

    assert [fact.amount for fact in counted(story, "closed-episode-ended")] == [28]
    assert answers(story, "closed-episode-followed") == [True]
    assert days(story, "closed-episode-followed") == [("2026-03-03", "2026-03-04")]


@pytest.mark.parametrize(("left_on", "bucket"), [("2025-03-02", "under_a_month"), ("2025-03-03", "between"), ("2026-02-03", "between")])
def test_a_month_is_a_month_of_the_calendar(left_on: str, bucket: str) -> None:
    story = inside().and_("discharged", left_on, stay_id="S", destination="home")

    assert labels(story, "closed-placement-ended") == [(left_on, bucket)]


def test_over_a_year_is_more_than_twelve_months() -> None:
    story = inside().and_("discharged", "2026-02-04", stay_id="S", destination="home")

    assert labels(story, "closed-placement-ended") == [("2026-02-04", "over_a_year")]


def test_where_he_goes_is_where_he_is_that_night_or_what_is_recorded_or_that_he_died() -> None:
    assert labels(inside().and_("stepped-down", "2025-03-03", setting="leefhuis", stay_id="T"), "closed-exit")[0][1] == "leefhuis"
    assert labels(inside().and_("discharged", "2025-03-03", destination="jji"), "closed-exit")[0][1] == "jji"
    assert labels(inside().and_("stepped-down", "2025-03-03", setting="ambulant"), "closed-exit")[0][1] == "home"
    assert labels(inside().and_("died", "2025-03-03"), "closed-exit")[0][1] == "died"


def test_where_he_comes_from_is_where_he_was_the_night_before() -> None:
    moved = living("2025-01-20", "L").and_("stepped-up", "2025-02-03", stay_id="T", **CLOSED)
    back = living("2025-01-20", "L").and_("discharged", "2025-01-27", destination="jji")

    assert labels(inside(), "closed-admission-origin") == [("2025-02-03", "home")]
    assert labels(moved, "closed-admission-origin") == [("2025-02-03", "intensief_klinisch")]
    assert labels(inside(story=back), "closed-admission-origin") == [("2025-02-03", "jji")]


def test_who_was_inside_before_by_report_is_not_there_for_the_first_time() -> None:
    told = Story.opened("2025-01-06").and_("prior-history-recorded", "2025-01-08", setting="gesloten")

    assert answers(inside(), "closed-admission-origin") == [True]
    assert answers(inside(story=told), "closed-admission-origin") == [False]
    assert counted(inside(story=told), "providers-before-closed") == []


def test_the_stand_is_cut_on_the_birthday_and_where_another_municipality_becomes_responsible() -> None:
    story = living("2025-02-03", "L", Story.opened("2025-01-06", identity=IDENTITY_OF_14))
    story = story.and_("home-municipality-determined", "2025-04-07", municipality="1954", **FROM_APRIL)

    cut = [(str(fact.since), fact.group.age_group, fact.group.municipality) for fact in counted(story, "night")]

    assert cut == [("2025-02-03", "12-14", "0917"), ("2025-03-01", "15-17", "0917"), ("2025-04-01", "15-17", "1954")]
    assert counted(story, "placed")[0].group.municipality == "0917"


def test_who_took_over_from_a_provider_has_its_nights_and_its_places_from_that_day() -> None:
    nights, occupancy = (indicators()["stand"].variant(name) for name in ("nights", "occupancy"))
    assert nights is not None
    assert occupancy is not None
    story = living("2025-02-03", "L", provider="xonar")
    places_of_xonar = [replace(fact, group=replace(fact.group, provider="xonar"), amount=4.0) for fact in places(REGION)][:1]

    by_provider = figures(nights, counted(story, "night"), Span(date(2025, 2, 1), date(2025, 4, 1)), LATER, Dimension.PROVIDER, HEIRS)
    march = Span(date(2025, 3, 1), date(2025, 4, 1))

    assert by_provider == {"xonar": 26, "koraal": 31}
    assert figures(occupancy, [*counted(story, "night"), *places_of_xonar], march, LATER, Dimension.PROVIDER, HEIRS) == {"koraal": 25}


def test_from_a_provider_to_who_took_over_from_it_is_within_a_provider() -> None:
    story = living("2025-02-03", "L", provider="xonar").and_("moved", "2025-03-10", setting="gesloten", stay_id="T", despite=["L1"])

    assert [NO_HEIRS.label(fact) for fact in counted(story, "move-between")] == ["doorplaatsing"]
    assert [HEIRS.label(fact) for fact in counted(story, "move-between")] == ["overplaatsing"]


def test_a_place_that_is_secret_is_in_no_group_and_no_nearness() -> None:
    story = living("2025-02-03", "L").and_("safety-flag-set", "2025-02-03", level="secret_place")

    assert [(fact.group.provider, fact.label) for fact in counted(story, "night")] == [(None, None)]
    assert counted(story, "placed") == []


@pytest.mark.parametrize("level", ["secret_place", "secret_address"])
def test_of_whom_the_place_or_the_address_is_secret_no_distance_is_counted(level: str) -> None:
    story = living("2025-02-03", "L").and_("safety-flag-set", "2025-06-02", level=level, until="2025-06-09")
    lifted = story.and_("safety-flag-set", "2025-07-01", level="lifted")

    assert counted(story, "distance") == counted(story, "province") == []
    assert [fact.amount for fact in counted(lifted, "distance")] == [2]


def test_a_distance_is_from_where_he_lived_when_the_stay_began() -> None:
    story = living("2025-02-03", "L").and_("identity-changed", "2025-02-04", postcode="5611AB")
    story = story.and_("moved", "2025-03-10", setting="gesloten", stay_id="T", despite=["L1"])

    assert [(fact.amount, fact.met, fact.label) for fact in counted(story, "distance")] == [
        (2, True, "within_10_km"),
        (70, False, "further"),
    ]
    assert answers(story, "province") == [False, True]


def test_where_the_address_or_the_house_is_not_known_the_distance_is_not() -> None:
    homeless = Story.opened("2025-01-06", identity={name: said for name, said in IDENTITY.items() if name != "postcode"})
    known_later = living("2025-02-03", "L", homeless).and_("identity-changed", "2025-02-04", postcode="6411AA")
    of_no_area = Story.opened("2025-01-06", identity={**IDENTITY, "postcode": "1234AA"})

    for story in (known_later, living("2025-02-03", "L", of_no_area), living("2025-02-03", "L", setting="pleegzorg")):
        assert [(fact.amount, fact.met, fact.label) for fact in counted(story, "distance")] == [(None, None, "unknown")]
        assert counted(story, "province") == []


def test_who_comes_from_home_is_not_moved_and_who_was_a_night_elsewhere_is() -> None:
    home = living("2025-02-03", "L").and_("discharged", "2025-03-03", destination="home")
    elsewhere = living("2025-02-03", "L").and_("discharged", "2025-03-03", destination="unknown")

    assert counted(inside("2025-03-04", "T", home), "move") == []
    assert labels(inside("2025-03-04", "T", elsewhere), "move") == [("2025-03-04", "step_up")]
    assert counted(inside("2025-03-05", "T", elsewhere), "move") == []
    assert labels(inside("2025-03-03", "T", home), "move") == [("2025-03-03", "step_up")]


def test_who_goes_because_the_house_closes_is_counted_apart() -> None:
    story = living("2025-02-03", "L").and_("stepped-down", "2025-03-03", setting="leefhuis", stay_id="T", reason="closure")

    assert counted(story, "move") == []
    assert days(story, "relocation") == [("2025-03-03", "2025-03-04")]


def test_a_move_counts_for_twelve_months_and_for_ever() -> None:
    story = living("2025-02-03", "L").and_("stepped-down", "2025-03-03", setting="leefhuis", stay_id="T")

    of_a_year = [(str(fact.since), fact.amount, fact.label) for fact in counted(story, "moves-in-a-year")]
    ever = [(str(fact.since), fact.amount) for fact in counted(story, "moves-ever")]

    assert of_a_year == [("2025-02-03", 0, "0"), ("2025-03-03", 1, "1"), ("2026-03-03", 0, "0")]
    assert ever == [("2025-02-03", 0), ("2025-03-03", 1)]


def test_it_is_said_of_a_move_only_what_is_recorded_of_it() -> None:
    def moved(**said: Any) -> Story:
        return living("2025-02-03", "L").and_("stepped-down", "2025-03-03", setting="leefhuis", stay_id="T", **said)

    assert answers(moved(), "move-told-late") == [None]
    assert answers(moved(told_on="2025-03-01"), "move-told-late") == [False]
    assert answers(moved(told_on="2025-03-02"), "move-told-late") == [True]
    assert answers(moved(told_on="2025-03-05"), "move-told-late") == [True]
    assert answers(moved(), "move-explained") == [None]


@pytest.mark.parametrize(
    ("on", "form", "heard"),
    [
        ("2025-01-31", "conversation", False),
        ("2025-02-01", "conversation", True),
        ("2025-03-17", "conversation", True),
        ("2025-03-18", "conversation", False),
        ("2025-03-01", "declined", False),
    ],
)
def test_a_voice_belongs_to_what_is_near(on: str, form: str, heard: bool) -> None:
    story = living("2025-01-20", "L").and_("voice-recorded", on, about="move", form=form)
    story = story.and_("stepped-down", "2025-03-03", setting="leefhuis", stay_id="T")

    assert answers(story, "move-heard") == [heard]


def test_what_was_decided_begins_so_many_days_after_it_was_meant_to() -> None:
    meant: dict[str, Any] = {"follows_advice": True, "decided_by": "gemeente"}
    clinic = {**meant, "setting": "intensief_klinisch", "intended_start": "2025-01-27"}
    story = Story.opened("2025-01-06").and_("decision-taken", "2025-01-13", **clinic)
    unsaid = Story.opened("2025-01-06").and_("decision-taken", "2025-01-13", **{**meant, "setting": "intensief_klinisch"})
    another = story.and_("decision-taken", "2025-01-20", **{**meant, "setting": "leefhuis", "intended_start": "2025-02-01"})

    assert [(str(fact.since), fact.amount, fact.label) for fact in counted(living("2025-02-03", "L", story), "intended-start")] == [
        ("2025-02-03", 7, "intensief_klinisch")
    ]
    assert [fact.amount for fact in counted(living("2025-01-20", "L", story), "intended-start")] == [-7]
    assert counted(living("2025-02-03", "L", unsaid), "intended-start") == []
    assert counted(living("2025-02-03", "L", another), "intended-start") == []
    assert counted(inside("2025-02-03", "S", story), "intended-start") == []


def test_a_referral_waits_until_something_begins_or_it_is_withdrawn_or_replaced() -> None:
    asked: dict[str, Any] = {"referrer": "gi", "requested_setting": "intensief_klinisch", "urgency": "regulier"}
    story = Story.opened("2025-01-06").and_("referral-received", "2025-01-13", **asked)
    withdrawn = story.and_("referral-withdrawn", "2025-01-20")
    replaced = story.and_("referral-received", "2025-01-22", **asked)

    assert days(story, "referral-open") == [("2025-01-13", None)]
    assert counted(living("2025-01-20", "L", withdrawn), "referral-start") == []
    assert days(living("2025-02-03", "L", story), "referral-open") == [("2025-01-13", "2025-02-03")]
    assert [fact.amount for fact in counted(living("2025-02-03", "L", story), "referral-start")] == [21]
    assert days(living("2025-02-03", "L", withdrawn), "referral-open") == [("2025-01-13", "2025-01-20")]
    assert counted(living("2025-02-03", "L", withdrawn), "referral-start") == []
    assert days(living("2025-02-03", "L", replaced), "referral-open") == [("2025-01-13", "2025-01-22"), ("2025-01-22", "2025-02-03")]
    assert [fact.amount for fact in counted(living("2025-02-03", "L", replaced), "referral-start")] == [12]


def test_a_plan_that_nobody_asks_for_any_more_is_neither_late_nor_on_time() -> None:
    left = inside().and_("discharged", "2025-03-10", stay_id="S", destination="home")
    on_the_last_day = inside().and_("discharged", "2025-03-18", stay_id="S", destination="home")

    assert counted(left, "plan-due") == []
    assert [(str(fact.since), fact.met) for fact in counted(on_the_last_day, "plan-due")] == [("2025-03-17", False)]


def test_a_plan_that_was_annulled_after_its_term_was_on_time_once() -> None:
    story = inside().and_("plan-adopted", "2025-02-20", plan_id="p").and_("annulled", "2025-05-12", target_version=3, by="kinderrechter")

    assert answers(story, "plan-due") == [True]


def test_what_is_late_by_a_day_is_not_on_time() -> None:
    assert answers(inside().and_("plan-adopted", "2025-03-17"), "plan-due") == [True]
    assert answers(inside().and_("plan-adopted", "2025-03-18"), "plan-due") == [False]


def test_titles_end_by_their_term_or_on_a_ground() -> None:
    titled: dict[str, Any] = {"kind": "machtiging", "valid_from": "2025-01-10", "valid_until": "2025-02-10", "civil_basis": "ots"}
    story = Story.opened("2025-01-06").and_("title-granted", "2025-01-10", title_id="m", **titled)

    assert labels(story, "title-ended") == [("2025-02-10", "expired")]
    assert labels(story.and_("title-lapsed", "2025-01-20", title_id="m", ground="gi"), "title-ended") == [("2025-01-20", "lapsed_gi")]
    assert answers(story, "title-used") == [True]
    assert answers(inside("2025-02-03", story=story), "title-used") == [False]


def test_that_insluiting_was_judged_in_time_is_said_where_the_clock_proves_it() -> None:
    story = inside().and_("plan-adopted", "2025-02-10")
    locked = story.and_("measure-started", "2025-03-03", occurred_at="10:00", **LOCKED_UP)
    unjudged = locked.and_("measure-ended", "2025-03-03", measure_id="v", occurred_at="12:00")
    late = locked.and_("measure-reviewed", "2025-03-03", measure_id="v", continues=True, occurred_at="13:30", despite=["L13"])

    assert answers(locked, "seclusion") == [False]
    assert answers(unjudged, "seclusion") == [None]
    assert [fact.amount for fact in counted(unjudged, "seclusion")] == [2]
    assert answers(late, "seclusion") == [False]
    assert answers(locked.and_("measure-reviewed", "2025-03-03", measure_id="v", continues=True), "seclusion") == [None]


def test_hours_are_those_that_pass_also_when_the_clock_is_put_on() -> None:
    locked = inside().and_("measure-started", "2025-03-29", occurred_at="22:00", **LOCKED_UP)

    assert counted(locked.and_("measure-ended", "2025-03-30", measure_id="v", occurred_at="08:00"), "seclusion")[0].amount == 9


def test_help_beside_a_stay_is_counted_as_the_stay() -> None:
    story = Story.opened("2025-01-06").and_("help-started", "2025-01-13", help_id="h", provider="xonar", kind="ambulant")
    story = living("2025-02-03", "L", story).and_("discharged", "2025-03-03", stay_id="L", destination="home")

    told = [(str(fact.since), str(fact.until), fact.met, fact.group.provider) for fact in counted(story, "care-day")]

    assert told == [
        ("2025-01-13", "2025-02-03", True, "xonar"),
        ("2025-02-03", "2025-03-03", False, "koraal"),
        ("2025-03-03", str(ADULT_ON), True, "xonar"),
    ]


def test_what_was_recorded_wrongly_is_corrected_in_every_fact_but_that_of_the_recording() -> None:
    story = living("2025-02-03", "L").and_("corrected", "2025-06-02", target_version=2, data={"occurred_on": "2025-02-10"}, reason="Zo.")

    assert days(story, "night") == [("2025-02-10", None)]
    assert [(fact.amount, fact.met) for fact in counted(story, "recorded")] == [((date(2026, 6, 1) - date(2025, 2, 3)).days, True)]


def test_of_a_stay_of_which_nothing_is_heard_the_nights_count_from_the_thirty_first_day() -> None:
    story = living("2025-02-03", "L").and_("perspective-set", "2025-04-01", perspective="home")

    assert days(story, "silence") == [("2025-03-06", "2025-04-01"), ("2025-05-02", None)]


@pytest.mark.parametrize(("back_on", "within_a_year"), [("2026-03-03", True), ("2026-03-04", False)])
def test_who_is_back_on_the_last_day_of_the_year_is_back_within_it(back_on: str, within_a_year: bool) -> None:
    story = inside().and_("discharged", "2025-03-03", stay_id="S", destination="home")

    assert answers(inside(back_on, "T", story), "closed-episode-followed") == [within_a_year]
    assert answers(inside(back_on, "T", story), "closed-admission-origin") == [True, False]


@pytest.mark.parametrize(("again_on", "stayed_over"), [("2026-03-02", False), ("2026-03-03", True)])
def test_what_begins_a_year_later_does_not_begin_within_it(again_on: str, stayed_over: bool) -> None:
    story = living("2025-02-03", "L").and_("discharged", "2025-03-03", destination="home")

    assert answers(story.and_("help-started", again_on, provider="xonar", kind="ambulant"), "care-over") == [stayed_over]


def test_who_leaves_leaves_under_the_title_of_his_last_night() -> None:
    story = Story.opened("2025-01-06")
    for title_id, kind, first, last in (("s", "spoedmachtiging", "02-03", "03-03"), ("m", "machtiging", "03-03", "06-03")):
        valid: dict[str, Any] = {"valid_from": f"2025-{first}", "valid_until": f"2025-{last}", "civil_basis": "ots"}
        story = story.and_("title-granted", "2025-02-03", title_id=title_id, kind=kind, **valid)
    story = inside(story=story, title_id="s").and_("discharged", "2025-04-07", stay_id="S", destination="home")

    assert [fact.group.title_kind for fact in counted(story, "closed-night")] == ["spoedmachtiging", "machtiging"]
    assert [fact.group.title_kind for fact in counted(story, "closed-exit")] == ["machtiging"]
    assert [fact.group.title_kind for fact in counted(story, "closed-placement-ended")] == ["machtiging"]


def test_what_ends_on_the_day_asked_about_has_ended() -> None:
    found = list(facts(inside().and_("discharged", "2025-03-03", stay_id="S", destination="home").history))
    lasts = Variant("v", "closed-placement-lasting", Aggregate.SURVIVAL_MEDIAN, "", "")

    assert figure(lasts, found, YEAR, date(2025, 3, 3)) == 28
    assert figure(lasts, found, YEAR, date(2025, 3, 2)) is None


def test_a_decision_for_another_setting_than_was_advised_does_not_follow_the_advice() -> None:
    review: dict[str, Any] = {"team": "idt", "youth": "present", "advice": {"setting": "leefhuis"}}
    story = Story.opened("2025-01-06").and_("team-review-held", "2025-01-13", **review)
    story = story.and_("decision-taken", "2025-01-14", setting="pleegzorg", follows_advice=True, decided_by="gemeente", motivation="Zo.")

    assert answers(story, "decision") == [False]


def test_a_correction_that_never_was_mends_nothing() -> None:
    story = living("2025-02-03", "L").and_("corrected", "2025-06-02", target_version=2, data={"crisis": True}, reason="Zo.")

    assert answers(story, "recorded") == [True]
    assert answers(story.and_("voided", "2025-06-03", target_version=3, reason="Zo."), "recorded") == [False]


@pytest.mark.parametrize(("help_on", "months"), [("2025-01-03", 1), ("2025-01-04", 0), ("2024-02-03", 12)])
def test_months_are_whole(help_on: str, months: int) -> None:
    story = Story.opened("2024-01-08").and_("help-started", help_on, provider="xonar", kind="ambulant")

    assert [fact.amount for fact in counted(inside(story=story), "months-before-closed")] == [months]


def test_the_register_counts_the_places_of_each_house() -> None:
    counted_then = [fact for fact in places(REGION) if fact.days.covers(date(2025, 6, 1))]

    assert sum(fact.amount or 0 for fact in counted_then) == 8 + 8 + 8 + 6 + 8
    assert {fact.group.setting for fact in counted_then} == {"gesloten", "intensief_klinisch", "leefhuis", "pleegzorg"}


def test_how_full_the_houses_are_is_broken_down_by_what_houses_have() -> None:
    occupancy, stays = (indicators()["stand"].variant(name) for name in ("occupancy", "stays"))
    assert occupancy is not None
    assert stays is not None
    found = [*facts(living("2025-02-03", "L").history), *places(REGION)]

    assert dimensions(occupancy) == ("provider", "setting")
    assert "gender" in dimensions(stays)
    assert figures(occupancy, found, YEAR, LATER, Dimension.SETTING) == {
        "intensief_klinisch": 12.5,
        "gesloten": 0,
        "leefhuis": 0,
        "pleegzorg": 0,
    }


def some(*amounts: float) -> list[Fact]:
    group = counted(inside(), "closed-admission")[0].group
    return [
        Fact(TRAJECTORY, "m", str(number), date(2025, 1, 1), date(2025, 1, 2), amount, None, None, None, group)
        for number, amount in enumerate(amounts)
    ]


def variant(aggregate: Aggregate) -> Variant:
    return Variant("v", "m", aggregate, "", "")


@pytest.mark.parametrize(
    ("amounts", "ninetieth"), [((), None), ((7,), 7), ((1, 2), 1.9), ((5, 1, 3, 2, 4, 6, 7, 8, 9, 10, 11), 10), ((1, 1, 1, 11), 8)]
)
def test_the_ninetieth_percentile_lies_between_two_amounts(amounts: tuple[float, ...], ninetieth: float | None) -> None:
    assert figure(variant(Aggregate.P90), some(*amounts), YEAR, LATER) == (ninetieth if ninetieth is None else pytest.approx(ninetieth))


@pytest.mark.parametrize(("amounts", "third_quarter"), [((), None), ((7,), 7), ((1, 2), 1.75), ((5, 1, 3, 2, 4), 4)])
def test_three_in_four_are_no_more_than_the_third_quarter(amounts: tuple[float, ...], third_quarter: float | None) -> None:
    assert figure(variant(Aggregate.P75), some(*amounts), YEAR, LATER) == third_quarter


@pytest.mark.parametrize(("on", "told"), [("2026-03-02", None), ("2026-03-03", 100), ("2026-04-02", 100), ("2026-04-03", 50)])
def test_of_a_cohort_nothing_is_said_until_its_year_is_over(on: str, told: float | None) -> None:
    story = inside().and_("discharged", "2025-03-03", stay_id="S", destination="home")
    story = inside("2025-03-31", "T", story).and_("discharged", "2025-04-03", stay_id="T", destination="home")
    spring = Span(date(2025, 3, 1), date(2025, 5, 1))
    cohort = indicators()["repeat"].variant("cohort")
    assert cohort is not None

    assert figure(cohort, facts(story.history), spring, date.fromisoformat(on)) == told
    assert figure(cohort, facts(story.history), Span(date(2025, 5, 1), date(2025, 6, 1)), LATER) is None


def told_of(story: Story, kind: str, day: str, on: str = "2025-07-01", **names: str) -> Story:
    return story.and_("message-sent", on, kind=kind, day_told=day, **names)


@pytest.mark.parametrize(
    ("kind", "day", "differs"),
    [
        *[("start", "2025-02-02", True), ("start", "2025-02-03", False), ("start", "2025-02-04", True)],
        *[("stop", "2025-06-01", True), ("stop", "2025-06-02", False), ("stop", "2025-06-03", True)],
    ],
)
def test_a_message_differs_that_tells_another_day_than_that_of_the_stay(kind: str, day: str, differs: bool) -> None:  # iJw OP270
    story = inside().and_("discharged", "2025-06-02", stay_id="S", destination="home")

    for told in (told_of(story, kind, day, stay_id="S"), told_of(story, kind, day)):
        assert answers(told, "message") == [differs], "whether it names the stay or not"
        assert labels(told, "message") == [("2025-07-01", kind)]
    assert [fact.amount for fact in counted(told_of(story, kind, day, stay_id="S"), "message")] == [1 if differs else 0]


def test_a_stop_of_what_goes_on_here_differs_until_the_end_is_recorded() -> None:
    story = told_of(inside(), "stop", "2025-06-02", stay_id="S")

    assert [(fact.met, fact.amount) for fact in counted(story, "message")] == [(True, None)]
    assert answers(story.and_("discharged", "2025-06-02", stay_id="S", destination="home"), "message") == [False]


def test_a_message_is_judged_by_what_was_corrected_since() -> None:
    story = told_of(inside(), "start", "2025-02-04", stay_id="S")

    assert answers(
        story.and_("corrected", "2025-07-02", target_version=2, data={"occurred_on": "2025-02-04"}, reason="Zo."), "message"
    ) == [False]
    assert answers(story.and_("corrected", "2025-07-02", target_version=3, data={"day_told": "2025-02-03"}, reason="Zo."), "message") == [
        False
    ]
    assert answers(story.and_("voided", "2025-07-02", target_version=3, reason="Zo."), "message") == []


def test_a_message_tells_the_days_of_all_stays_under_one_assignment_number() -> None:
    story = living("2025-02-03", "S", assignment_no="12").and_(
        "moved", "2025-03-03", stay_id="T", setting="leefhuis", location="leefhuis-1", assignment_no="12", why_not_family="Zo."
    )
    story = story.and_("discharged", "2025-06-02", stay_id="T", destination="home")

    assert answers(told_of(story, "start", "2025-02-03", stay_id="T"), "message") == [False]
    assert answers(told_of(story, "start", "2025-03-03", stay_id="T"), "message") == [True]
    assert answers(told_of(story, "stop", "2025-06-02", stay_id="S"), "message") == [False]
    assert answers(told_of(story, "stop", "2025-03-03", stay_id="S"), "message") == [True]


def test_a_message_of_which_nobody_recorded_the_day_is_no_difference_and_no_agreement() -> None:
    assert counted(inside().and_("message-sent", "2025-07-01", kind="start", stay_id="S"), "message") == []


def test_a_region_that_tells_the_last_night_compares_with_that(monkeypatch: pytest.MonkeyPatch) -> None:  # iJw OP270
    monkeypatch.setattr(quality, "DAYS_FROM_THE_EXIT", Dated({date(2015, 1, 1): -1}))
    story = inside().and_("discharged", "2025-06-02", stay_id="S", destination="home")

    assert answers(told_of(story, "stop", "2025-06-01", stay_id="S"), "message") == [False]
    assert answers(told_of(story, "stop", "2025-06-02", stay_id="S"), "message") == [True]


def test_of_a_period_that_runs_the_days_so_far_are_counted() -> None:
    found = list(facts(living("2025-02-03", "L").history))
    nights, stock = (Variant("v", "night", aggregate, "", "") for aggregate in (Aggregate.NIGHTS, Aggregate.STOCK))

    assert figure(nights, found, YEAR, date(2025, 2, 5)) == 3
    assert figure(stock, found, YEAR, date(2025, 2, 2)) == 0
    assert figure(stock, found, YEAR, date(2025, 2, 3)) == 1
    assert figure(stock, found, YEAR, date(2024, 12, 31)) is None


def test_who_leaves_on_the_last_day_is_not_in_the_stand() -> None:
    found = list(facts(living("2025-02-03", "L").and_("discharged", "2025-12-31", destination="home").history))

    assert figure(Variant("v", "night", Aggregate.STOCK, "", ""), found, YEAR, LATER) == 0


# Freireich and others, Blood 1963: weeks of remission under 6-MP, the example of every textbook; the median is 23.
REMISSIONS = [(w, True) for w in (6, 6, 6, 7, 10, 13, 16, 22, 23)] + [(w, False) for w in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]


@pytest.mark.parametrize(
    ("lasted", "median"),
    [
        (REMISSIONS, 23),
        ([], None),
        ([(40, False)], None),
        ([(10, True), (20, False), (30, False)], None),
        ([(10, True), (20, True), (30, False), (40, False)], 20),
        ([(0, True), (9, False)], 0),
        ([(30, True), (30, False)], 30),
    ],
)
def test_what_still_runs_counts_as_long_as_it_does(lasted: list[tuple[int, bool]], median: float | None) -> None:
    assert median_survival(lasted) == median

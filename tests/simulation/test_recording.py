"""How a region is recorded: late, by telephone, wrongly and mended; all of it in the region of every seed."""

from datetime import date, datetime

import pytest

from domain.calendar import AMSTERDAM, amsterdam_day
from domain.codes import Certainty, StayPurpose
from domain.events import (
    EVENTS,
    AccommodationRegistrationNoted,
    Admitted,
    Annulled,
    ComplaintDecided,
    ComplaintFiled,
    ConditionalAdmissionDecided,
    Corrected,
    DataDisclosed,
    DestructionExecuted,
    Died,
    DossierErased,
    DuplicateMerged,
    GlassBroken,
    GlassReviewed,
    HomeMunicipalityDetermined,
    IndependentAdviceGiven,
    IndependentAdviceRequested,
    LegalHoldLifted,
    LegalHoldPlaced,
    PlanAdopted,
    PlanEvaluated,
    ProcessingRestricted,
    RestrictionLifted,
    SiblingNoted,
    TitleGranted,
    TitleLapsed,
    TitleRefused,
    TitleSuspended,
    TrajectoryOpened,
    TrajectoryReopened,
    Voided,
    WordsErased,
)
from domain.region import Region
from domain.words import Words, passages_in
from simulation import simulate
from simulation.dice import Dice, dealt
from tests.simulation.told import Told

NOT_PLAYED = {
    Died: "nobody dies in a demonstration",
    DuplicateMerged: "it takes a jeugdige with two trajectories, and here everybody has one",
    GlassBroken: "access in an emergency is for who may not see the trajectory, and everybody here records what he may see",
    GlassReviewed: "nobody took any",
    LegalHoldPlaced: "nobody asks for the destruction of what another needs",
    LegalHoldLifted: "none was placed",
    ProcessingRestricted: "nobody contests what is recorded",
    RestrictionLifted: "nothing was restricted",
    DataDisclosed: "everybody here sees for himself what he may see",
    WordsErased: "recorded by an erasure alone",
    DossierErased: "recorded by an erasure alone",
    AccommodationRegistrationNoted: "no house is struck off while somebody stays there",
    IndependentAdviceRequested: "every measure here is over within weeks, long before the term of its plan",
    IndependentAdviceGiven: "none was asked for",
    DestructionExecuted: "destroying keys is the log's, and a region that is played into it destroys nothing",
}


def test_every_kind_of_a_trajectorys_events_occurs_but_these(whole: Told) -> None:
    told = {type(step.event) for step in whole.steps}

    assert told == {kind for kind in EVENTS.values() if kind.stream is None} - NOT_PLAYED.keys()


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_small_region_is_as_varied_as_a_large_one(seed: int, region: Region) -> None:
    small = Told(simulate(seed, 60, date(2026, 12, 1), region))

    seldom = (Annulled, ConditionalAdmissionDecided, Corrected, Voided, TitleLapsed, TitleRefused, TitleSuspended, TrajectoryReopened)
    told = {type(step.event) for step in small.steps}
    assert set(seldom) <= told
    assert any(annulment.revives_title_id for annulment in small.events(Annulled))
    assert any(step.envelope.despite for step in small.steps)


def test_a_title_told_by_telephone_is_recorded_after_the_admission(whole: Told) -> None:
    followed = 0
    for history in whole.histories.values():
        for recorded in history.recorded:
            event = recorded.event
            if isinstance(event, Admitted) and event.title_expected and recorded.envelope.despite:
                titles = [r for r in history.recorded[recorded.version :] if isinstance(r.event, TitleGranted)]
                followed += any(title.event.occurred_on == event.occurred_on for title in titles)

    assert followed >= 3


def test_what_is_recorded_late_says_when_it_was_learned_and_how_surely(whole: Told) -> None:
    for step in whole.steps:
        if (amsterdam_day(step.recorded_at) - step.event.occurred_on).days > 7:
            assert step.envelope.learned_on is not None
            assert step.envelope.certainty in (Certainty.TOLD, Certainty.DOCUMENT_SEEN)


def test_who_may_not_record_it_has_it_recorded_on_his_behalf(whole: Told) -> None:
    behalf = {step.envelope.on_behalf_of for step in whole.steps}

    assert {None, "gi", "xonar", "koraal", "via-jeugd", "mondriaan"} <= behalf


def test_a_correction_makes_the_event_read_as_it_should(whole: Told) -> None:
    corrected = set()
    for history in whole.histories.values():
        for recorded in history.recorded:
            if isinstance(recorded.event, Corrected):
                before = history.recorded[recorded.event.target_version - 1].event
                now = history.effective_event(recorded.event.target_version)
                assert now is not None
                assert {name for name in type(now).model_fields if getattr(now, name) != getattr(before, name)} == set(recorded.event.data)
                corrected.add(type(now))

    assert TrajectoryOpened in corrected
    assert TitleGranted in corrected
    assert len(corrected) >= 4


def test_a_name_that_was_misspelt_is_mended_with_the_words_sealed_apart(whole: Told) -> None:
    mended = [event for event in whole.events(Corrected) if "identity" in event.data]

    assert mended
    for event in mended:
        assert isinstance(event.data["identity"]["surname"], Words)
        assert event.data["identity"]["surname"] in passages_in(event).values()


def test_what_was_voided_is_no_part_of_what_happened(whole: Told) -> None:
    for history in whole.histories.values():
        for recorded in history.recorded:
            if isinstance(recorded.event, Voided):
                assert history.effective_event(recorded.event.target_version) is None


def test_a_family_that_moves_gets_a_procesregisseur_of_its_new_municipality(whole: Told, region: Region) -> None:
    moved = 0
    for history in whole.histories.values():
        for recorded in history.recorded:
            if isinstance(recorded.event, HomeMunicipalityDetermined):
                moved += 1
                municipality = region.municipalities[recorded.event.municipality].name.lower().replace(" ", "-")
                procesregisseur = history.trajectory.procesregisseur_on(recorded.event.from_)
                assert procesregisseur is not None
                assert procesregisseur.startswith(f"pr-{municipality}-")

    assert moved >= 5


def test_a_weekend_elsewhere_leaves_the_main_stay_as_it_is(whole: Told) -> None:
    weekends = [(t, stay) for t in whole.trajectories for stay in t.stays if stay.purpose is StayPurpose.RESPITE]

    assert weekends
    for trajectory, weekend in weekends:
        main = trajectory.main_stay_on(weekend.since)
        assert main is not None
        assert weekend.until is not None
        assert main.until is None or main.until > weekend.until


def test_dealing_gives_each_its_part_spread_over_the_whole() -> None:
    cards = dealt({"often": 90, "seldom": 9, "once": 1}, 100, Dice("any"))

    assert {card: cards.count(card) for card in cards} == {"often": 90, "seldom": 9, "once": 1}
    assert cards.index("once") < 50
    assert 2 <= cards[:50].count("seldom") <= 7


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_dealing_gives_as_many_as_are_asked_for_and_each_once_where_it_can(count: int) -> None:
    cards = dealt({"often": 98, "seldom": 1, "never otherwise": 1}, count, Dice("any"))

    assert len(cards) == count
    assert count < 3 or set(cards) == {"often", "seldom", "never otherwise"}


def test_brothers_and_sisters_name_each_other(whole: Told) -> None:
    named = {
        (step.trajectory_id, step.event.trajectory_id): step.event.occurred_on
        for step in whole.steps
        if isinstance(step.event, SiblingNoted)
    }

    assert len(named) >= 10
    surnames = {trajectory_id: history.recorded[0].event for trajectory_id, history in whole.histories.items()}
    for one, other in named:
        opened, others = surnames[one], surnames[other]
        assert isinstance(opened, TrajectoryOpened)
        assert isinstance(others, TrajectoryOpened)
        assert opened.home_municipality == others.home_municipality
    assert sum((other, one) in named for one, other in named) > 0.7 * len(named)


def test_what_has_a_clock_time_is_recorded_after_that_time(whole: Told) -> None:
    timed = [step for step in whole.steps if step.event.occurred_at is not None]

    assert timed
    for step in timed:
        assert step.event.occurred_at is not None
        assert datetime.combine(step.event.occurred_on, step.event.occurred_at, AMSTERDAM) < step.recorded_at


def test_nothing_follows_what_was_left_out(whole: Told) -> None:
    # What would fall in the time in which a trajectory was closed is not told; nor is what would refer to it.
    for history in whole.histories.values():
        plans = {event.plan_id for recorded in history.recorded if isinstance(event := recorded.event, PlanAdopted)}
        assert {r.event.plan_id for r in history.recorded if isinstance(r.event, PlanEvaluated)} <= plans
        filed = {event.complaint_id for recorded in history.recorded if isinstance(event := recorded.event, ComplaintFiled)}
        assert {r.event.complaint_id for r in history.recorded if isinstance(r.event, ComplaintDecided)} <= filed

"""Each kind of story, told alone: what happens in it, and that it can be recorded whatever the dice say."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest

from domain.calendar import add_days
from domain.codes import LapseGround, ReferralBasis, Setting, TitleKind
from domain.envelope import Recorded
from domain.events import (
    Admitted,
    Annulled,
    ConditionalAdmissionDecided,
    Event,
    ReferralReceived,
    ReferralWithdrawn,
    SteppedDown,
    SteppedUp,
    SuspensionWithdrawn,
    TeamReviewHeld,
    TitleGranted,
    TitleLapsed,
    TitleRefused,
    TitleSuspended,
    TrajectoryReopened,
)
from domain.history import History
from domain.law.cover import closed_nights, legal_cover, uncovered_nights
from domain.region import Region
from domain.trajectory import Title, Trajectory
from simulation.beside import with_what_goes_beside
from simulation.desk import recordings
from simulation.dice import Dice
from simulation.life import Life
from simulation.people import jeugdige
from simulation.places import Places
from simulation.plots import Plot
from simulation.story import story

OPENED_ON = date(2023, 3, 1)


def told(plot: Plot, region: Region, seed: int = 0) -> History:
    """The story as it was recorded, of somebody who is fourteen when it begins."""
    dice = Dice(f"{plot.name}/{seed}")
    life = Life(
        jeugdige=jeugdige(dice.of("jeugdige"), OPENED_ON, 14, "999900006"),
        region=region,
        places=Places(region),
        dice=dice,
        today=OPENED_ON,
        basis=dice.one_of(list(ReferralBasis)[:4]),
        houses_until_it_fits=dice.between(0, 3),
    )
    deeds = with_what_goes_beside(list(story(life, plot)), life, dice.of("beside"))
    steps = recordings(deeds, UUID(int=seed), region, dice.of("desk"))
    return History(tuple(Recorded(s.trajectory_id, s.version, s.version, s.recorded_at, s.envelope, s.event) for s in steps))


def first(history: History, kind: type[Event]) -> Recorded:
    return next(recorded for recorded in history.recorded if isinstance(recorded.event, kind))


def title_of(trajectory: Trajectory, kind: TitleKind) -> Title:
    return next(title for title in trajectory.titles if title.kind is kind)


def past_nights_without_title(trajectory: Trajectory) -> int:
    return sum((nights.until - nights.since).days for nights in uncovered_nights(trajectory) if nights.until is not None)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("plot", Plot, ids=lambda plot: plot.name)
def test_every_story_can_be_recorded_and_comes_to_an_end(plot: Plot, seed: int, region: Region) -> None:
    trajectory = told(plot, region, seed).trajectory

    assert all(stay.until is not None for stay in trajectory.stays)
    assert all(given.until is not None for given in trajectory.helps)


@pytest.mark.parametrize("plot", [Plot.CLOSED_CARE, Plot.CLINICAL_CARE, Plot.STEPPED_UP, Plot.UNDER_CONDITIONS, Plot.TITLE_SUSPENDED])
def test_an_orderly_story_has_no_closed_night_without_a_title(plot: Plot, region: Region) -> None:
    for seed in range(12):
        assert past_nights_without_title(told(plot, region, seed).trajectory) == 0


def test_lighter_care_knows_no_closed_nights(region: Region) -> None:
    for seed in range(12):
        assert not closed_nights(told(Plot.LIGHTER_CARE, region, seed).trajectory)


def test_who_is_stepped_up_is_referred_and_reviewed_anew(region: Region) -> None:
    history = told(Plot.STEPPED_UP, region)

    up = first(history, SteppedUp).event
    assert isinstance(up, SteppedUp)
    assert up.setting is Setting.GESLOTEN
    assert sum(isinstance(recorded.event, ReferralReceived) for recorded in history.recorded) == 2
    assert any(isinstance(recorded.event, TeamReviewHeld) for recorded in history.recorded)


def test_who_comes_back_is_in_closed_care_twice_within_a_year(region: Region) -> None:
    history = told(Plot.CAME_BACK, region)

    assert first(history, TrajectoryReopened)
    before, after = closed_nights(history.trajectory)[:2]
    assert before.until is not None
    assert timedelta(0) < after.since - before.until <= timedelta(days=365)


def test_conditions_that_are_kept_end_with_the_title_and_no_admission(region: Region) -> None:
    trajectory = told(Plot.UNDER_CONDITIONS, region).trajectory

    conditional = title_of(trajectory, TitleKind.VOORWAARDELIJKE_MACHTIGING)
    assert len(closed_nights(trajectory)) == 1
    assert conditional.valid_from == closed_nights(trajectory)[0].until
    assert not conditional.conditional_admissions


def test_conditions_that_are_broken_end_in_an_admission_that_the_conditional_title_covers(region: Region) -> None:
    trajectory = told(Plot.CONDITIONS_BROKEN, region).trajectory

    conditional = title_of(trajectory, TitleKind.VOORWAARDELIJKE_MACHTIGING)
    second = closed_nights(trajectory)[1]
    assert conditional.conditional_admissions[0].decided_on == second.since
    assert [cover.title_id for cover in legal_cover(trajectory) if cover.since >= second.since] == [conditional.title_id]


@pytest.mark.parametrize("seed", range(6))
def test_an_annulled_admission_sends_home_and_revives_the_conditional_title(seed: int, region: Region) -> None:
    history = told(Plot.ADMISSION_ANNULLED, region, seed)

    decision, annulment = first(history, ConditionalAdmissionDecided), first(history, Annulled)
    assert isinstance(annulment.event, Annulled)
    day, trajectory = annulment.event.occurred_on, history.trajectory
    conditional = title_of(trajectory, TitleKind.VOORWAARDELIJKE_MACHTIGING)
    assert annulment.event.target_version == decision.version
    assert annulment.event.revives_title_id == conditional.title_id
    assert conditional.status_on(day) == "running"
    assert trajectory.main_stay_on(day) is None
    assert trajectory.main_stay_on(add_days(day, -1)) is not None
    assert [cover.annulled_later for cover in legal_cover(trajectory) if cover.since >= decision.event.occurred_on] == [True]
    assert any(given.since == day for given in trajectory.helps)


def test_a_title_annulled_on_appeal_leaves_one_night_without_ground_recorded_despite(region: Region) -> None:
    history = told(Plot.TITLE_ANNULLED, region)

    annulment = first(history, Annulled)
    assert isinstance(annulment.event, Annulled)
    assert annulment.envelope.despite is not None
    assert {"L1"} <= set(annulment.envelope.despite.rules) <= {"L1", "L16"}, "a night without ground; out of home under supervision, too"
    nights = uncovered_nights(history.trajectory)
    assert [(gap.since, gap.until) for gap in nights] == [(annulment.event.effective_on, annulment.event.left_on)]


def test_a_refused_machtiging_ends_the_spoedmachtiging_on_the_day_of_leaving(region: Region) -> None:
    history = told(Plot.TITLE_REFUSED, region)

    day = first(history, TitleRefused).event.occurred_on
    spoed = title_of(history.trajectory, TitleKind.SPOEDMACHTIGING)
    assert spoed.status_on(day) == "lapsed"
    assert closed_nights(history.trajectory)[0].until == day
    assert past_nights_without_title(history.trajectory) == 0


@pytest.mark.parametrize("seed", range(6))
def test_who_is_taken_in_before_any_judge_decided_has_nights_without_title_recorded_despite(seed: int, region: Region) -> None:
    history = told(Plot.TITLE_CAME_LATER, region, seed)

    admission = first(history, Admitted)
    assert isinstance(admission.event, Admitted)
    assert admission.event.title_expected is not None
    assert admission.envelope.despite is not None
    assert "L1" in admission.envelope.despite.rules
    assert 2 <= past_nights_without_title(history.trajectory) <= 4


@pytest.mark.parametrize("seed", range(6))
def test_a_prolongation_that_comes_too_late_leaves_nights_without_title(seed: int, region: Region) -> None:
    trajectory = told(Plot.TITLE_RAN_OUT, region, seed).trajectory

    ran_out, late = [title for title in trajectory.titles if title.kind is TitleKind.MACHTIGING][:2]
    gap = uncovered_nights(trajectory)[0]
    assert (gap.since, gap.until) == (ran_out.valid_until, late.valid_from)
    assert 2 <= past_nights_without_title(trajectory) <= 6


def test_a_suspended_title_is_tried_out_in_an_open_group(region: Region) -> None:
    history = told(Plot.TITLE_SUSPENDED, region)

    suspended, withdrawn = first(history, TitleSuspended), first(history, SuspensionWithdrawn)
    open_group = history.trajectory.main_stay_on(suspended.event.occurred_on)
    back_inside = history.trajectory.main_stay_on(withdrawn.event.occurred_on)
    assert isinstance(first(history, SteppedDown).event, SteppedDown)
    assert open_group is not None
    assert open_group.setting is Setting.OPEN_RESIDENTIEEL
    assert back_inside is not None
    assert back_inside.setting is Setting.GESLOTEN


def test_a_title_that_nothing_came_of_lapses_after_three_months(region: Region) -> None:
    history = told(Plot.TITLE_NEVER_EXECUTED, region)

    lapsed, granted = first(history, TitleLapsed).event, first(history, TitleGranted).event
    assert isinstance(lapsed, TitleLapsed)
    assert isinstance(granted, TitleGranted)
    assert lapsed.ground is LapseGround.NOT_EXECUTED
    assert granted.valid_from is not None
    assert 89 <= (lapsed.occurred_on - granted.valid_from).days <= 92
    assert not closed_nights(history.trajectory)


def test_after_a_withdrawn_referral_there_is_neither_stay_nor_help(region: Region) -> None:
    history = told(Plot.REFERRAL_WITHDRAWN, region)

    assert first(history, ReferralWithdrawn)
    assert history.trajectory.stays == ()
    assert history.trajectory.helps == ()
    assert history.trajectory.is_closed_on(date(2024, 3, 1))


def test_nobody_stays_under_a_childrens_judge_beyond_his_eighteenth_birthday(region: Region) -> None:
    for plot in (Plot.CLOSED_CARE, Plot.STEPPED_UP, Plot.CAME_BACK):
        for seed in range(6):
            trajectory = told(plot, region, seed).trajectory
            assert all(trajectory.age_on(add_days(stay.until, -1)) < 18 for stay in trajectory.stays if stay.until)


def test_what_follows_follows_without_a_night_between(region: Region) -> None:
    for seed in range(12):
        trajectory = told(Plot.CLINICAL_CARE, region, seed).trajectory
        main = [stay for stay in trajectory.stays if stay.is_main]
        assert all(before.until == after.since for before, after in pairwise(main) if after.comes_from is not None)

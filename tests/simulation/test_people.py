"""Nobody in a simulated region exists: numbers of the test range, composed names."""

from datetime import date
from itertools import islice

from domain.codes import NoBsnReason
from domain.events import IdentityChanged, TrajectoryOpened
from domain.geography import area
from domain.region import Region
from domain.rules.impossible.codes import is_bsn
from simulation.cast import cast
from simulation.dice import Dice
from simulation.figures import AREAS_ELSEWHERE, INHABITANTS, POSTCODE_AREAS
from simulation.people import bsns_of_the_test_range, jeugdige
from tests.simulation.told import Told


def test_the_test_range_holds_every_number_that_passes_the_eleven_test_and_no_other() -> None:
    every = [str(number) for number in range(999900006, 999999991) if is_bsn(str(number))]

    assert bsns_of_the_test_range() == every


def test_every_bsn_is_of_the_test_range_and_nobody_elses(whole: Told) -> None:
    given = [event.identity.bsn for event in whole.events(TrajectoryOpened)] + [event.bsn for event in whole.events(IdentityChanged)]
    bsns = [str(bsn) for bsn in given if bsn]

    assert len(bsns) == len(whole.histories)
    assert len(set(bsns)) == len(bsns)
    assert all("999900006" <= bsn <= "999999990" and is_bsn(bsn) for bsn in bsns)


def test_a_bsn_that_is_not_verified_yet_follows(whole: Told) -> None:
    without = [event for event in whole.events(TrajectoryOpened) if event.identity.bsn is None]

    assert without
    assert {event.identity.no_bsn_reason for event in without} == {NoBsnReason.NOT_REGISTERED}
    assert all(trajectory.person.bsn is not None for trajectory in whole.trajectories)


def test_where_the_range_runs_out_a_jeugdige_has_no_bsn(region: Region) -> None:
    size = len(bsns_of_the_test_range())

    last, next_one = islice(cast(size + 1, date(2026, 12, 1), region, Dice("any")), size - 1, None)

    assert last.life.jeugdige.bsn is not None
    assert next_one.life.jeugdige.identity().bsn is None
    assert next_one.life.jeugdige.identity().no_bsn_reason == NoBsnReason.NOT_REGISTERED


def test_nearly_everybody_lives_in_the_municipality_that_is_responsible(whole: Told) -> None:
    """Of the others some live in a town around, and of some no address is on record."""
    elsewhere = unknown = 0
    for trajectory in whole.trajectories:
        postcode = trajectory.person.postcode
        if postcode is None:
            unknown += 1
        elif postcode.area not in POSTCODE_AREAS[trajectory.municipalities[-1].value]:
            assert postcode.area in AREAS_ELSEWHERE
            elsewhere += 1

    assert 0.01 < elsewhere / len(whole.trajectories) < 0.08
    assert 0.01 < unknown / len(whole.trajectories) < 0.06


def test_of_every_postcode_area_it_is_known_where_it_lies() -> None:
    own = {area(postcode) for postcodes in POSTCODE_AREAS.values() for postcode in postcodes}
    around = {area(postcode) for postcode in AREAS_ELSEWHERE}

    assert None not in own | around
    assert {each.province for each in own if each} == {"Limburg"}
    assert len({each.province for each in around if each}) > 1


def test_every_municipality_has_its_figures(region: Region) -> None:
    assert set(region.municipalities) == set(INHABITANTS) == set(POSTCODE_AREAS)


def test_ages_fit(whole: Told) -> None:
    ages = [trajectory.age_on(trajectory.opened_on) for trajectory in whole.trajectories]

    assert min(ages) >= 4
    assert max(ages) == 17
    assert sum(12 <= age <= 17 for age in ages) > 0.8 * len(ages)


def test_who_is_seventeen_has_months_to_go() -> None:
    opened_on = date(2024, 3, 1)

    for number in range(50):
        somebody = jeugdige(Dice(str(number)), opened_on, 17, None)
        assert (somebody.eighteen_on - opened_on).days > 200

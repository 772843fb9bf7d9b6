"""The same seed, the same region; another seed, another one."""

import hashlib
import subprocess
import sys
from datetime import date, datetime, time

import pytest

from domain.calendar import AMSTERDAM
from domain.codes import Setting
from domain.region import Region
from domain.words import words_in
from simulation import Step, simulate
from tests.simulation.told import Told

UNTIL = date(2024, 3, 1)


def fingerprint(steps: list[Step]) -> str:
    """One hash over every byte of every step, words included."""
    digest = hashlib.sha256()
    for step in steps:
        facts = (step.recorded_at.isoformat(), str(step.trajectory_id), step.version, step.event.event_type)
        digest.update(repr(facts).encode())
        digest.update(step.event.model_dump_json().encode() + step.envelope.model_dump_json().encode())
        digest.update(repr(sorted({**words_in(step.event), **words_in(step.envelope)}.items())).encode())
    return digest.hexdigest()


def test_the_same_seed_tells_the_same_region(region: Region) -> None:
    assert list(simulate(3, 30, UNTIL, region)) == list(simulate(3, 30, UNTIL, region))


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_tells_it_byte_for_byte(region: Region, hash_seed: str) -> None:
    # Python orders its sets differently in every process, unless told: nothing may depend on that.
    program = (
        "from datetime import date\n"
        "from simulation import simulate\n"
        "from tests.simulation.test_repeatable import UNTIL, fingerprint\n"
        "from tests.simulation.told import register\n"
        "print(fingerprint(list(simulate(3, 30, UNTIL, register()))))"
    )

    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": hash_seed})

    assert told.stdout.strip() == fingerprint(list(simulate(3, 30, UNTIL, region)))


def test_another_seed_tells_another_region(region: Region) -> None:
    one, other = list(simulate(3, 30, UNTIL, region)), list(simulate(4, 30, UNTIL, region))

    assert not {step.trajectory_id for step in one} & {step.trajectory_id for step in other}
    assert [step.event for step in one] != [step.event for step in other]


@pytest.mark.parametrize("trajectories", [1, 2, 13, 50])
@pytest.mark.parametrize("until", [date(2022, 8, 1), date(2023, 1, 1), date(2031, 1, 1)])
def test_as_many_trajectories_are_told_as_are_asked_for(region: Region, trajectories: int, until: date) -> None:
    assert len(Told(simulate(5, trajectories, until, region)).histories) == trajectories


def test_a_smaller_region_is_shorter_of_children_not_of_time(region: Region, whole: Told) -> None:
    quarter = Told(simulate(1, len(whole.histories) // 4, date(2026, 12, 1), region))

    assert quarter.steps[0].recorded_at.date() < date(2022, 8, 1)
    for day in (date(2023, 10, 1), date(2026, 10, 1)):
        assert 0.15 < len(quarter.in_care_on(day)) / len(whole.in_care_on(day)) < 0.35


def test_nothing_is_recorded_on_the_day_on_which_it_ends(region: Region) -> None:
    steps = list(simulate(3, 40, UNTIL, region))

    assert max(step.recorded_at for step in steps) < datetime.combine(UNTIL, time(), AMSTERDAM)


def test_a_region_without_trajectories_is_refused_at_once(region: Region) -> None:
    with pytest.raises(ValueError, match="at least one trajectory"):
        simulate(1, 0, UNTIL, region)


def test_a_region_of_some_days_is_refused_at_once(region: Region) -> None:
    with pytest.raises(ValueError, match="at least a month"):
        simulate(1, 10, date(2022, 7, 20), region)


def test_a_register_without_a_leefhuis_is_refused_at_once(region: Region) -> None:
    houses = {code: house for code, house in region.locations.items() if house.setting is not Setting.LEEFHUIS}

    with pytest.raises(ValueError, match="no location for leefhuis"):
        simulate(1, 10, UNTIL, Region(region.municipalities, region.providers, houses))

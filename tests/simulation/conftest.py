"""Simulated regions: a whole one, told once for all tests that ask for its figures, and small ones."""

from datetime import date

import pytest

from domain.region import Region
from simulation import DEFAULT_TRAJECTORIES, simulate
from tests.simulation.told import Told, register


@pytest.fixture(scope="session")
def region() -> Region:
    return register()


@pytest.fixture(scope="session")
def whole(region: Region) -> Told:
    """The region as it is told by default, until December 2026."""
    return Told(simulate(1, DEFAULT_TRAJECTORIES, date(2026, 12, 1), region))


@pytest.fixture(scope="session")
def small(region: Region) -> Told:
    return Told(simulate(7, 80, date(2026, 12, 1), region))

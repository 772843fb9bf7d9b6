"""A region counts with its own numbers of policy: from a file, each from a day."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from projections.generations.definition import definition
from tests.serving.conftest import command

NEAR = """
import sys
from datetime import date
from pathlib import Path
import domain.rules
from jeugdspoor.policy import adopt_policy
adopt_policy(Path(sys.argv[1]))
nearness = domain.rules.move.NEARNESS
print(nearness.on(date(2025, 12, 31)), nearness.on(date(2026, 1, 1)))
"""

COUNT = """
import sys
from datetime import date
from pathlib import Path
import domain.rules
from domain.parameters import policies
from jeugdspoor.policy import adopt_policy
from projections.generations.definition import definition
adopt_policy(Path(sys.argv[1]))
values = domain.rules.review.DAYS_AFTER_A_CRISIS
print(values.on(date(2025, 12, 31)), values.on(date(2026, 1, 1)), definition())
"""


def counted(path: Path, program: str = COUNT) -> list[str]:
    """In a process of its own: what is adopted stays."""
    return subprocess.run([sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True).stdout.split()


def test_a_new_number_holds_from_its_day_and_the_rows_are_made_anew(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[days-after-a-crisis]\n2026-01-01 = 10\n")
    before, since, made_by = counted(policy)
    assert (before, since) == ("14", "10")
    assert made_by != definition()


def test_what_is_no_number_is_one_of_a_few_words(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[nearness]\n2026-01-01 = 'municipality'\n")
    assert counted(policy, NEAR) == ["region", "municipality"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[days-after-a-crises]\n2026-01-01 = 10\n", "There are: "),
        ("[days-after-a-crisis]\n2026-01-01 = 'ten'\n", "holds lines such as 2026-01-01 = 10"),
        ("[days-after-a-crisis]\n2026-01-01 = 999999999\n", "a whole number from 0 to 3660"),
        ("[days-after-a-crisis]\nsoon = 10\n", "holds lines such as 2026-01-01 = 10"),
        ("[days-after-a-crisis]\n2026-01-01 = true\n", "holds lines such as 2026-01-01 = 10"),
        ("[nearness]\n2026-01-01 = 'street'\n", 'holds lines such as 2026-01-01 = "region": a day, and one of region, municipality'),
        ("[nearness]\n2026-01-01 = 10\n", 'holds lines such as 2026-01-01 = "region"'),
        ("days-after-a-crisis = 10\n", "holds lines such as 2026-01-01 = 10"),
        ("[days-after-a-crisis\n", "is no TOML"),
    ],
)
def test_a_file_that_cannot_be_used_starts_nothing_and_says_what_is_expected(tmp_path: Path, text: str, told: str) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(text)
    ended = command(tmp_path / "data", "rebuild", JEUGDSPOOR_POLICY_FILE=str(policy))
    assert ended.returncode == 1
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data").exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    environment = {**os.environ, "JEUGDSPOOR_DATA_DIR": str(tmp_path / "data"), "JEUGDSPOOR_POLICY_FILE": str(tmp_path / "none.toml")}
    program = Path(sys.executable).with_name("jeugdspoor")
    ended = subprocess.run([program, "rebuild"], env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, "none.toml" in ended.stderr) == (1, True)

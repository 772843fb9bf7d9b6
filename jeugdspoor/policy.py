"""The region's own policy, from a file: what a rule of policy counts with, each value from a day."""

import tomllib
from datetime import date
from pathlib import Path

from domain.parameters import UnknownPolicy, adopt, words_of

MOST = 3660
"""Ten years, in days: no number of policy is larger, and none leads out of the calendar."""


class WrongPolicy(Exception):
    """The file of policy cannot be used; says why, and what is expected."""


def adopt_policy(path: Path | None) -> None:
    """Reads a TOML file such as

        [days-after-a-crisis]
        2026-01-01 = 10

        [nearness]
        2026-01-01 = "municipality"

    and lets the rules count with it. Raises `WrongPolicy`.
    """
    if path is None:
        return
    try:
        adopt({name: _values(name, values) for name, values in tomllib.loads(path.read_text(encoding="utf-8")).items()})
    except UnknownPolicy as reason:
        raise WrongPolicy(f"{path}: {reason}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongPolicy(f"{path} is no TOML: {error}") from None


def _values(name: str, values: object) -> dict[date, int | str]:
    words = words_of(name)
    example, kind = (f'"{words[0]}"', f"one of {', '.join(words)}") if words else ("10", f"a whole number from 0 to {MOST}")
    expected = f"[{name}] holds lines such as 2026-01-01 = {example}: a day, and {kind} that holds from it."
    if not isinstance(values, dict) or not values:
        raise WrongPolicy(expected)
    try:
        days = {date.fromisoformat(day): value for day, value in values.items()}
    except ValueError:
        raise WrongPolicy(expected) from None
    if not all(value in words if words else _is_number(value) for value in days.values()):
        raise WrongPolicy(expected)
    return days


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST

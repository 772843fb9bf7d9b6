"""Entries of the register, from a file of JSON Lines."""

import json
from pathlib import Path

from pydantic import ValidationError

from application.doors.register import WrongEntry
from domain.events import EVENTS, RegisterEvent


def register_entries(path: Path) -> list[RegisterEvent]:
    """Each line such as `{"type": "location-closed", "occurred_on": "2026-01-01", "location": "groep-stein"}`.

    Raises `WrongEntry` with the number of the first line that is none.
    """
    try:
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    except UnicodeDecodeError:
        raise WrongEntry(f"{path} is no text in UTF-8.") from None
    return [_entry(f"{path}, line {number}", line) for number, line in lines if line.strip()]


def _entry(where: str, line: str) -> RegisterEvent:
    try:
        facts = json.loads(line)
        kind = EVENTS.get(facts.pop("type", None))
    except (ValueError, AttributeError, TypeError):
        raise WrongEntry(f"{where}: an entry is a JSON object with a type.") from None
    if kind is None or not issubclass(kind, RegisterEvent):
        kinds = ", ".join(sorted(name for name, each in EVENTS.items() if issubclass(each, RegisterEvent)))
        raise WrongEntry(f"{where}: type is one of {kinds}.")
    try:
        return kind.model_validate_json(json.dumps(facts))
    except ValidationError as error:
        raise WrongEntry(f"{where}: " + "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())) from None

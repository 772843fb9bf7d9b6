"""How the command line reads days and moments: as HTTP reads a parameter of that name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import typer
from pydantic import TypeAdapter, ValidationError


def _reading(kind: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        from api import parameters  # all of HTTP comes with it: no other command waits for that

        return _read(getattr(parameters, kind), text)

    return read


def _by(text: str) -> Any:
    from application.reporting.wanted import By

    return _read(By, text)


def _half_year(text: str) -> date:
    """Its first day; as the body of a delivery is read."""
    from application.reporting.wanted import HalfYear

    name: str = _read(HalfYear, text)
    return date(int(name[:4]), 1 if name.endswith("1") else 7, 1)


def _read(kind: Any, text: str) -> Any:
    try:
        return TypeAdapter(kind).validate_python(text)
    except ValidationError as error:
        raise typer.BadParameter(error.errors()[0]["msg"]) from None


DAY, MOMENT, HALF_YEAR, BY = _reading("Day"), _reading("KnownAt"), _half_year, _by

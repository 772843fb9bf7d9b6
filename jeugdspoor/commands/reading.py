"""How the command line reads days and moments: as HTTP reads a parameter of that name."""

from collections.abc import Callable
from typing import Any

import typer
from pydantic import TypeAdapter, ValidationError


def _reading(kind: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        from api import parameters  # all of HTTP comes with it: no other command waits for that

        try:
            return TypeAdapter(getattr(parameters, kind)).validate_python(text)
        except ValidationError as error:
            raise typer.BadParameter(error.errors()[0]["msg"]) from None

    return read


DAY, MOMENT = _reading("Day"), _reading("KnownAt")

"""Whether what is asked in the address can be read in one way only, whatever the operation."""

from collections import Counter
from typing import Any, get_origin

from fastapi import Depends, Request
from fastapi.routing import APIRoute

from api.parameters import Question
from api.problems import named_safely
from application.mending import GIVEN_TWICE, UNKNOWN
from application.problems import Malformed


def check_asked(request: Request) -> None:
    """Raises `Malformed` for a parameter that is given more than once where one is meant, and for any where the operation has none.

    And for one that is asked elsewhere. Where it has some, they are of a shape that refuses all others (`api.parameters`).
    """
    if not request.scope["query_string"]:
        return
    given = Counter(name for name, _ in request.query_params.multi_items())
    shapes = _shapes(request.scope["route"])
    known, elsewhere = _parameters(shapes), _elsewhere(shapes)
    wrong = {name: GIVEN_TWICE for name, times in given.items() if times > 1 and not known.get(name)}
    wrong |= {name: elsewhere[name] for name in given if name in elsewhere}
    if not known:
        wrong = dict.fromkeys(given, UNKNOWN)
    if wrong:
        errors = [{"parameter": named_safely(name), "message": message} for name, message in wrong.items()]
        raise Malformed("Mend the parameters named in errors.", errors=errors)


def _shapes(route: APIRoute) -> list[Any]:
    return [each.field_info.annotation for each in route.dependant.query_params]


def _elsewhere(shapes: list[Any]) -> dict[str, str]:
    """What is not asked here, with what to ask instead."""
    return {name: message for shape in shapes if issubclass(shape, Question) for name, message in shape.elsewhere.items()}


def _parameters(shapes: list[Any]) -> dict[str, bool]:
    """The names of its parameters, and whether each may be given several times."""
    return {field.alias or name: get_origin(field.annotation) is tuple for shape in shapes for name, field in shape.model_fields.items()}


async def _check_asked(request: Request) -> None:
    check_asked(request)


ASKED_OF_NOBODY = [Depends(_check_asked)]
"""For operations that need no token; of the others it is checked as soon as it is known who asks."""

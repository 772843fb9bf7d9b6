"""The bodies of requests: the one door through which all of them are read."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from application.mending import GIVEN_TWICE
from application.problems import Malformed

M = TypeVar("M", bound=BaseModel)


def read(shape: type[M], body: bytes) -> M:
    """Raises `Malformed`, which names by its pointer each part that is not of that shape, or that is given more than once."""
    check_given_once(body)
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        _refuse(error, body)


def members_of(body: bytes) -> dict[str, Any]:
    """What stands in it, of whatever shape. Raises `Malformed`."""
    check_given_once(body)
    try:
        return _OBJECT.validate_json(body)
    except ValidationError as error:
        _refuse(error, body)


_OBJECT = TypeAdapter(dict[str, Any])


def check_given_once(body: bytes) -> None:
    """Raises `Malformed` where an object has a member twice: readers of JSON take one of them, and not all the same (RFC 8259, section 4).

    What is no JSON passes: who reads it says so.
    """
    try:
        _STRICT.decode(body.decode())
    except _Twice:
        pointers = dict.fromkeys(_given_twice(_AS_IT_STANDS.decode(body.decode()), ""))
        errors = [{"pointer": pointer, "message": GIVEN_TWICE} for pointer in pointers]
        raise Malformed("Mend the fields named in errors.", errors=errors) from None
    except (ValueError, RecursionError):
        return


class _Twice(Exception):
    """Some member stands there twice; which is looked up only then."""


def _once(members: list[tuple[str, Any]]) -> None:
    if len(dict(members)) != len(members):
        raise _Twice


class _Members(list[tuple[str, Any]]):
    """An object as it stands there."""


_STRICT = json.JSONDecoder(object_pairs_hook=_once)
_AS_IT_STANDS = json.JSONDecoder(object_pairs_hook=_Members)


def _given_twice(value: Any, path: str) -> Iterator[str]:
    """The pointers of what is (RFC 6901)."""
    match value:
        case _Members():
            times = Counter(name for name, _ in value)
            for name, each in value:
                here = f"{path}/{_escaped(name)}"
                if times[name] > 1:
                    yield here
                yield from _given_twice(each, here)
        case list():
            for number, each in enumerate(value):
                yield from _given_twice(each, f"{path}/{number}")


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _refuse(error: ValidationError, body: bytes) -> NoReturn:
    try:
        there = json.loads(body)
    except (ValueError, RecursionError):
        there = None
    errors = [{**each, "loc": _place(each["type"], each["loc"], there)} for each in error.errors(include_url=False, include_input=False)]
    raise Malformed.by(errors) from None


def _place(kind: str, loc: Sequence[int | str], there: Any) -> tuple[int | str, ...]:
    """Where in the body it is. Pydantic's path names, where several shapes will do, also which of them it tried."""
    place: list[int | str] = []
    for part in loc:
        try:
            there = there[part]
        except (KeyError, IndexError, TypeError):
            if kind != "missing" or part != loc[-1]:
                continue
        place.append(part)
    return tuple(place)

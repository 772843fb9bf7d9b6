"""What to do about a part of a request that is not well formed, in our own words: pydantic's are of types, and may hold what came in."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic_core.core_schema import ErrorType

_DATE = "Give a date such as 2025-02-20."
_MOMENT = "Give a moment with its offset, such as 2025-03-01T12:00:00Z."
_ID = "Give an id such as 01900000-0000-7000-8000-000000000000."
_LIST = "Give a list, in [ ]."
_OBJECT = "Give an object, in { }."
_WHOLE = "Give a whole number."

GIVEN_TWICE = "It is given more than once: give it once."
UNKNOWN = "Nothing has this name here: mend it, or leave it out."

_ADVICE: Mapping[str, str] = {
    "bool_parsing": "Give true or false.",
    "bool_type": "Give true or false.",
    "date_from_datetime_inexact": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_parsing": _DATE,
    "date_type": _DATE,
    "datetime_from_date_parsing": _MOMENT,
    "datetime_object_invalid": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_type": _MOMENT,
    "dict_type": _OBJECT,
    "extra_forbidden": UNKNOWN,
    "finite_number": "Give a number.",
    "float_parsing": "Give a number.",
    "float_type": "Give a number.",
    "frozen_set_type": _LIST,
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "json_invalid": "This is no JSON: look at line {line}, column {column}.",
    "list_type": _LIST,
    "missing": "Give this too: it cannot be left out.",
    "model_attributes_type": _OBJECT,
    "model_type": _OBJECT,
    "set_type": _LIST,
    "string_pattern_mismatch": "It is written otherwise: as /openapi.json says, by its pattern.",
    "string_type": "Give text.",
    "string_unicode": "Give text that is well-formed Unicode.",
    "time_parsing": "Give a clock time such as 13:30.",
    "time_type": "Give a clock time such as 13:30.",
    "timezone_aware": _MOMENT,
    "tuple_type": _LIST,
    "uuid_parsing": _ID,
    "uuid_type": _ID,
    "enum": "Choose one of: {expected}.",
    "literal_error": "Choose one of: {expected}.",
    "greater_than": "Give more than {gt}.",
    "greater_than_equal": "Give at least {ge}.",
    "less_than": "Give less than {lt}.",
    "less_than_equal": "Give at most {le}.",
    "string_too_long": "Give at most {max_length} characters.",
    "string_too_short": "Give at least {min_length} characters.",
    "too_long": "Give at most {max_length} of them.",
    "too_short": "Give at least {min_length} of them.",
    "value_error": "{error}",
}
"""By pydantic's type of error, with what its context says."""

_PLACE = re.compile(r"at line (?P<line>\d+) column (?P<column>\d+)")

_MEMBER = re.compile(r"<[\w.]+: ('[^']*')>")
"""Of a list of codes, as Python writes them: their values are what can be sent."""

_PYDANTICS = frozenset(get_args(ErrorType))


def advice(error: Mapping[str, Any]) -> str:
    """Of one of pydantic's errors; of those that are ours, what they say themselves."""
    if error["type"] not in _PYDANTICS:
        return str(error["msg"])
    try:
        return _ADVICE[error["type"]].format(**_told(error.get("ctx", {})))
    except KeyError:
        return "It is not as /openapi.json says."


def _told(context: Mapping[str, Any]) -> dict[str, Any]:
    """Choices without pydantic's quotes; of what is no JSON where that shows."""
    told = dict(context)
    if "expected" in told:
        told["expected"] = _MEMBER.sub(r"\1", str(told["expected"])).replace("'", "").replace(" or ", ", ")
    if place := _PLACE.search(str(told.get("error", ""))):
        told |= place.groupdict()
    return told

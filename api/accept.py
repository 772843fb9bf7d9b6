"""In which of its forms somebody wants an answer: content negotiation by `Accept` (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from fastapi import Request as HttpRequest

from api.problems import NotAcceptable

JSON = "application/json"

_WEIGHT = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)


class _Range(NamedTuple):
    """What is named: one type, or several with `*`; and how much it is wanted, from 0 to 1."""

    named: str
    weight: float


def form_of(http: HttpRequest, *others: str) -> str:
    """The media type to answer in: JSON, or one of the others, as `chosen` has it. Before anything was looked up."""
    return chosen(http, (JSON, *others))


def chosen(http: HttpRequest, forms: Sequence[str]) -> str:
    """One of these media types, which may have parameters; those that are asked for do not count.

    What is wanted most; of what is wanted as much, what is named most exactly; of what is named as exactly, not the first: nobody names the
    others by chance. Who names nothing, or leaves the choice, gets the first. Raises `NotAcceptable` for who wants none of them.
    """
    ranges = list(_ranges(",".join(http.headers.getlist("accept"))))
    if not ranges:
        return forms[0]
    wanted = {form: wish for form in forms if (wish := _wish(form, ranges)) is not None}
    if not wanted:
        raise NotAcceptable(f"Accept names nothing that this can be given as: {', '.join(map(_bare, forms))}.")

    def place(form: str) -> tuple[float, int, int]:
        weight, exactness = wanted[form]
        return weight, exactness, forms.index(form) if exactness == _EXACTLY else -forms.index(form)

    return max(wanted, key=place)


def _ranges(accept: str) -> list[_Range]:
    found = []
    for each in accept.split(","):
        named, *parameters = (part.strip() for part in each.split(";"))
        weights = [match[1] for parameter in parameters if (match := _WEIGHT.fullmatch(parameter))]
        if named:
            found.append(_Range(named.lower(), float(weights[0]) if weights else 1.0))
    return found


_EXACTLY = 2


def _wish(form: str, ranges: list[_Range]) -> tuple[float, int] | None:
    """How much it is wanted, and how exactly it is named: by the range that names it most exactly. None if it is not wanted."""
    kind = _bare(form)
    names = ("*/*", f"{kind.partition('/')[0]}/*", kind)
    exactness, weight = max(((names.index(each.named), each.weight) for each in ranges if each.named in names), default=(0, 0.0))
    return (weight, exactness) if weight else None


def _bare(form: str) -> str:
    return form.partition(";")[0]

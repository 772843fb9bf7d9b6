"""Lists in pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from application.problems import Malformed
from projections.asking.cursor import cursor_of, key_of
from projections.errors import BadCursor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `next` is the cursor of the page after it, if there is one.

    `position` is that of the log as known at which it was asked for, up to which the rows were that it was read from, or at which the
    stream was last added to of which it is made; None where it is of none of these.
    """

    items: list[dict[str, Any]]
    next: str | None
    position: int | None = None


def page_of(
    question: str, items: Sequence[T], key: Callable[[T], Any], shown: Callable[[T], dict[str, Any]], cursor: str | None, limit: int
) -> Page:
    """A page of what is in memory already, ordered by `key`. Raises `Malformed` for a cursor of another list."""
    left = list(items)
    if cursor is not None:
        last = last_of(question, cursor, type(key(left[0])) if left else str)
        left = [item for item in left if key(item) > last]
    taken = left[:limit]
    return Page([shown(item) for item in taken], cursor_of(question, key(taken[-1])) if len(left) > limit else None)


def last_of(question: str, cursor: str, shape: type) -> Any:
    """The key that a cursor was made of. Raises `Malformed` for a cursor of another list."""
    try:
        key = key_of(question, cursor, lambda part: part)
    except BadCursor as bad:
        raise Malformed(str(bad)) from None
    if type(key) is not shape:
        raise Malformed("The cursor is not one that a page of this list gave.")
    return key

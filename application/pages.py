"""Lists in pages: items, and an opaque cursor to the next page."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from application.problems import Malformed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `next` is the cursor of the page after it, if there is one."""

    items: list[dict[str, Any]]
    next: str | None


def cursor_of(key: Any) -> str:
    """The key of the last item of a page, as programs carry it."""
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":"), default=str).encode()).decode().rstrip("=")


def key_of(cursor: str | None, shape: type[T]) -> T | None:
    """The key in a cursor. Raises `Malformed`."""
    if cursor is None:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        key = None
    if not isinstance(key, shape):
        raise Malformed("cursor is not one that a page gave: take it from next.")
    return key


def page_of(items: Sequence[T], key: Callable[[T], Any], shown: Callable[[T], dict[str, Any]], *, after: Any, limit: int) -> Page:
    """A page of what is in memory already, ordered by `key`."""
    left = [item for item in items if after is None or key(item) > after]
    taken = left[:limit]
    return Page([shown(item) for item in taken], cursor_of(key(taken[-1])) if len(left) > limit else None)

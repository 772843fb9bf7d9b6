"""Cursors: where the next page of a list begins, opaque to whoever carries it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any, TypeVar

from projections.errors import BadCursor

K = TypeVar("K")


def cursor_of(question: str, *key: object) -> str:
    """The key of a page's last item, for the next page of the same question."""
    return urlsafe_b64encode(json.dumps([question, *key], default=str, separators=(",", ":")).encode()).decode().rstrip("=")


def key_of(question: str, cursor: str, read: Callable[..., K]) -> K:
    """The key again, each part handed to `read`. Raises `BadCursor`."""
    try:
        asked, *parts = _parts(cursor)
        if asked == question:
            return read(*parts)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        pass
    raise BadCursor("The cursor is not one that a page of this list gave.")


def _parts(cursor: str) -> list[Any]:
    parts = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if not isinstance(parts, list) or not parts:
        raise ValueError
    json.dumps(parts, ensure_ascii=False).encode()  # half a character, which JSON can name, is none that PostgreSQL takes
    return parts

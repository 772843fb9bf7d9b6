"""What holds for every answer, whatever the operation."""

import logging
import time
import traceback
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.limits import Sized
from api.problems import Internal, response_to

_LOG = logging.getLogger("jeugdspoor.api")

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Answers are about persons: nothing on the way keeps one, and no browser takes one for a page."""


_ENCRYPTED_ONLY = "max-age=63072000; includeSubDomains"
"""For two years the browser asks this host over TLS alone: said where it did so already (RFC 6797, 7.2)."""


_RAW = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_RAW_ENCRYPTED = [*_RAW, (b"strict-transport-security", _ENCRYPTED_ONLY.encode())]
"""As they are sent."""


class Guarded:
    """Gives every answer its headers, but for those that it has of its own; and notes when it was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        state = scope.setdefault("state", {})
        if "began" in state:  # by another of these, further out
            return await self._app(scope, receive, send)
        state["began"] = time.monotonic()
        guarding = _RAW_ENCRYPTED if scope["scheme"] == "https" else _RAW

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ())]
                given = {name for name, _ in headers}
                message = {**message, "headers": headers + [each for each in guarding if each[0] not in given]}
            await send(message)

        await self._app(scope, receive, send_guarded)
        return None


class HeadAsGet:
    """Answers HEAD as GET, without the body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            return await self._app(scope, receive, send)

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, send_head)
        return None


class MistakesOfOurs:
    """Answers what nobody expected with `500`, and logs where it happened.

    The framework would log the exception's own words, and they may be about a person: only its class and the lines
    of code are kept.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            if scope["type"] != "http":
                raise
            _LOG.error("A mistake of ours:\n%s", "\n".join(_where(error)))
            if not started:
                problem = Internal("It is logged. If you were recording: read the trajectory before you send it again.")
                await response_to(problem)(scope, receive, send)


def _where(error: BaseException) -> list[str]:
    """The chain of exceptions, the first cause last: class and lines of code, no values."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines.extend(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(current.__traceback__))
        current = current.__cause__ or current.__context__
    return lines


ALL: tuple[Any, ...] = (Guarded, Sized, HeadAsGet, MistakesOfOurs)
"""From the outside in."""

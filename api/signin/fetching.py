"""JSON from an issuer: over https, in bounded time and size, and from that very address."""

import json
import time
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.request import BaseHandler, HTTPRedirectHandler, ProxyHandler, Request, build_opener

from api.signin.addresses import is_loopback, trusted

LARGEST = 256 * 1024
"""Bytes: ten times what large issuers publish."""

SECONDS = 5.0
"""For one address: for each step of it, and for the whole body."""


class Unanswered(Exception):
    """The issuer gave no answer that can be used; the text says why, and holds nothing of the answer."""


class _Stay(HTTPRedirectHandler):
    """A redirect would let another host than the trusted one say which keys count: it is an answer like any other that is no 200."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str) -> None:
        return None


def json_at(address: str) -> dict[str, Any]:
    """The JSON object at a trusted address. Blocks. Raises `Unanswered`."""
    try:
        host = trusted(address).hostname or ""
    except ValueError as wrong:
        raise Unanswered(f"an address that it names {wrong}") from None
    # What is meant for this machine never goes through a proxy: http is only good because nobody stands in between.
    handlers: list[BaseHandler] = [_Stay(), *([ProxyHandler({})] if is_loopback(host) else [])]
    request = Request(address, headers={"Accept": "application/json", "User-Agent": "jeugdspoor"})  # noqa: S310  (judged above)
    try:
        with build_opener(*handlers).open(request, timeout=SECONDS) as answer:
            body = _bounded(answer)
    except (OSError, HTTPException, ValueError) as error:
        raise Unanswered(f"no answer ({_kind(error)})") from None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Unanswered("its answer is no JSON") from None
    if not isinstance(said, dict):
        raise Unanswered("its answer is no JSON object")
    return said


def _bounded(answer: Any) -> bytes:
    """The body. Read as it comes: an answer that drips would outlast any time given to a single read."""
    until = time.monotonic() + SECONDS
    body = bytearray()
    while piece := answer.read1(65536):
        body += piece
        if len(body) > LARGEST:
            raise Unanswered(f"its answer is larger than {LARGEST} bytes")
        if time.monotonic() > until:
            raise Unanswered(f"its answer takes longer than {SECONDS:.0f} seconds")
    return bytes(body)


def _kind(error: Exception) -> str:
    """Such as `HTTPError 404` or `ConnectionRefusedError`: the words of an answer are not repeated."""
    reason = getattr(error, "reason", None)
    status = getattr(error, "code", "")
    return f"{type(reason if isinstance(reason, Exception) else error).__name__} {status}".strip()

"""The body of a request, as it came in. What it says is read by the application, when its turn comes."""

import asyncio
import re

from starlette.requests import Request

from api.problems import TooSlow
from application import bodies
from application.mending import UNKNOWN
from application.problems import Malformed, TooLarge, UnsupportedMediaType

LARGEST = 60_000
"""Bytes in one body."""

SECONDS = 15.0
"""Until all of it has come in."""

_JSON = re.compile(r'application/json\s*(;\s*charset="?utf-?8"?)?\s*;?', re.IGNORECASE)


async def json_body(request: Request) -> bytes:
    """The bytes of a JSON body. Raises `UnsupportedMediaType`, or `TooLarge` without reading on."""
    is_json = _is_json(request)
    body = await limited_body(request)
    if body and not is_json:
        raise _not_json()
    return body


async def no_body(request: Request) -> None:
    """Of an operation that takes none: who sends something means something by it. Raises as `json_body`, and `Malformed`."""
    body = await limited_body(request)
    if not body:
        return
    if not _is_json(request):
        raise _not_json()
    if said := bodies.members_of(body):
        errors = [{"pointer": f"/{name.replace('~', '~0').replace('/', '~1')}", "message": UNKNOWN} for name in said]
        raise Malformed("Mend the fields named in errors.", errors=errors)


async def limited_body(request: Request) -> bytes:
    """The bytes of any body. Raises `TooLarge` without reading on, and `TooSlow` without waiting on."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and (len(announced) > 12 or int(announced) > LARGEST):
        raise _too_large()
    try:
        async with asyncio.timeout(SECONDS):
            return await _read(request)
    except TimeoutError:
        detail = f"A body comes within {SECONDS:.0f} s. Nothing was recorded; send it again."
        raise TooSlow(detail, headers={"Connection": "close"}) from None


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise _too_large()
    return bytes(body)


def _is_json(request: Request) -> bool:
    """Whether it says that it is JSON; `False` if it says nothing. Raises if it says that it is something else."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType("Send the body as it is, without Content-Encoding.")
    header = request.headers.get("content-type")
    if header is None:
        return False
    if not _JSON.fullmatch(header.strip()):
        raise _not_json()
    return True


def _not_json() -> UnsupportedMediaType:
    return UnsupportedMediaType("Send the body as Content-Type: application/json, in UTF-8.", headers={"Accept": "application/json"})


def _too_large() -> TooLarge:
    return TooLarge(f"A body has at most {LARGEST} bytes.")

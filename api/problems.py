"""How every refusal leaves: RFC 9457 `application/problem+json`, without a value that came in.

The kinds of refusal are the application's (`application.problems`); what only HTTP can refuse is added here.
"""

import asyncio
import re
import time
from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRouter
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Match

from application.mending import advice
from application.problems import (
    Delivered,
    Duplicate,
    Forbidden,
    IdempotencyMismatch,
    Impossible,
    Malformed,
    NotFound,
    NotYet,
    Problem,
    TooLarge,
    Unauthenticated,
    UnsupportedMediaType,
    VersionMissing,
    VersionStale,
    WouldBreach,
)

MEDIA_TYPE = "application/problem+json"


class MethodNotAllowed(Problem):
    type, status, title = "method-not-allowed", 405, "Not in this way"


class NotAcceptable(Problem):
    type, status, title = "not-acceptable", 406, "Not in this form"


class AddressTooLong(Problem):
    type, status, title = "address-too-long", 414, "The address is too long"


class HeadersTooLarge(Problem):
    type, status, title = "headers-too-large", 431, "The headers are too large"


class TooSlow(Problem):
    type, status, title = "too-slow", 408, "The body did not come in time"


class TooManyRequests(Problem):
    type, status, title = "too-many-requests", 429, "Too many requests"


class Internal(Problem):
    type, status, title = "internal", 500, "A mistake of ours"


KINDS: tuple[type[Problem], ...] = (
    Unauthenticated, Forbidden, NotFound, MethodNotAllowed, NotAcceptable, TooSlow, Duplicate, Delivered, WouldBreach, VersionStale,
    TooLarge, AddressTooLong, UnsupportedMediaType, Malformed, Impossible, IdempotencyMismatch, VersionMissing, TooManyRequests,
    HeadersTooLarge, Internal, NotYet,
)  # fmt: skip
"""Every kind, by status."""


EVENED = 0.1
"""Seconds: that something is not there, or may not be seen, is said a whole number of times so long after it was asked. To find nothing
takes one look; to find that it may not be seen takes a history, of any length, and a judgement. Nobody tells them apart by how long that
took, as long as both are ready within as many of them."""


def type_uri(kind: type[Problem]) -> str:
    """The stable name as a URI reference; the last part is the contract's."""
    return f"/problems/{kind.type}"


def response_to(problem: Problem) -> Response:
    body = {"type": type_uri(type(problem)), "title": problem.title, "status": problem.status, "detail": problem.detail, **problem.extra}
    return Response(to_json(body), problem.status, problem.headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Lets every refusal of the application and of the framework leave as a problem."""

    @app.exception_handler(Problem)
    async def refused(request: Request, problem: Problem) -> Response:
        if isinstance(problem, NotFound):
            await asyncio.sleep(-(time.monotonic() - request.state.began) % EVENED)
        return response_to(problem)

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        return response_to(_malformed(error.errors()))

    @app.exception_handler(HTTPException)
    async def not_served(request: Request, error: HTTPException) -> Response:
        return response_to(_not_served(request, error))

    @app.exception_handler(ClientDisconnect)
    async def gone(request: Request, error: ClientDisconnect) -> Response:
        return Response(status_code=400)  # nobody is there to read it, and it is no mistake of ours


def _malformed(errors: Iterable[Mapping[str, Any]]) -> Malformed:
    shown = [{"parameter": _named(error["loc"]), "message": advice(error)} for error in errors]
    return Malformed("Mend the parameters named in errors.", errors=shown)


def _named(loc: tuple[Any, ...]) -> str:
    # Of a parameter given more than once, the place comes last.
    return named_safely(next((part for part in reversed(loc) if isinstance(part, str)), ""))


def named_safely(name: str) -> str:
    """The parameter's name. What does not look like one is not repeated: it may be a value that slipped out of its place."""
    return name if re.fullmatch(r"[A-Za-z][A-Za-z_-]{0,39}", name) else "?"


def _not_served(request: Request, error: HTTPException) -> Problem:
    if error.status_code == 404:
        return NotFound("There is nothing at this path.")
    if error.status_code == 405:
        allowed = ", ".join(_allowed(request))
        return MethodNotAllowed(f"This path knows {allowed}.", headers={"Allow": allowed})
    return Malformed("The request cannot be read.")


def _allowed(request: Request) -> list[str]:
    """All methods of the path: the framework names those of one route only."""
    router: APIRouter = request.app.router

    def serves(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in router.routes)

    methods = [method for method in ("GET", "POST") if serves(method)]
    return ["GET", "HEAD", *methods[1:]] if "GET" in methods else methods


def documented(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The responses of an operation that can be refused in these ways."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for status in sorted({kind.status for kind in kinds}):
        named = [kind for kind in kinds if kind.status == status]
        schema: dict[str, Any] = {"$ref": "#/components/schemas/Problem"}
        examples = {kind.type: {"summary": kind.title, "value": _example(kind)} for kind in named}
        by_status[status] = {
            "description": "; ".join(f"`{kind.type}`: {kind.title}" for kind in named),
            "content": {MEDIA_TYPE: {"schema": schema, "examples": examples}},
        }
    return by_status


def _example(kind: type[Problem]) -> dict[str, Any]:
    return {"type": type_uri(kind), "title": kind.title, "status": kind.status}


SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "RFC 9457. `type` ends in a stable name; other members depend on it.",
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "enum": [type_uri(kind) for kind in KINDS]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do about it."},
        "rule": {"type": "string", "description": "impossible: the rule that it breaks, such as I-date."},
        "findings": {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}, "description": "would-breach: what stops it."},
        "current_version": {"type": "integer", "description": "version-stale: read up to there first."},
        "trajectory_id": {"type": "string", "format": "uuid", "description": "duplicate: where the jeugdige is, for who may see it."},
        "opened_on": {
            "type": "string",
            "format": "date",
            "description": "not-found: of a day before the opening, to who may see the trajectory. With it come `valid_on`, the day that "
            "was asked about, `position`, and `before`.",
        },
        "before": {
            "type": "object",
            "description": "not-found: what began before the opening and stood on that day: `stay`, `titles`, `findings` and `deadlines`, "
            "as in a situation.",
        },
        "errors": {
            "type": "array",
            "description": "malformed: each part that is, by its pointer in the body or the name of the parameter; never its value.",
            "items": {
                "type": "object",
                "required": ["message"],
                "properties": {"pointer": {"type": "string"}, "parameter": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
"""The shape of every refusal."""

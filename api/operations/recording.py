"""Recording: one route for each kind of event, made from its class.

Nothing is asked as often, and all that it takes is read by hand: from the request, without the framework's way of finding parameters, which
would take as long as all the rest.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi.routing import APIRoute
from pydantic_core import to_json
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.body import json_body
from api.dependencies import BEARER, read_trajectory_id, signed_in
from api.examples import examples_of
from api.looking import refused
from api.parameters import IDEMPOTENCY_KEY, idempotency_key, if_match
from api.problems import documented
from api.shapes import Recorded
from application import Application
from application.problems import (
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
from application.recording.requests import Answer, Request, body_of
from domain.calendar import amsterdam_day
from domain.events import EVENTS, Event, TrajectoryOpened

Operation = Callable[[HttpRequest], Coroutine[Any, Any, Response]]


class _OfTheRequest(APIRoute):
    """Its operation is given the request, as it is, and its answer is sent as it is: there are no parameters to find, and nothing to close
    behind them. What is refused is answered where all refusals are (`api.problems`)."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        operation: Operation = self.endpoint

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            response = await operation(HttpRequest(scope, receive, send))
            await response(scope, receive, send)

        self.app = answer


router = APIRouter(tags=["record"], route_class=_OfTheRequest)


def recordable() -> Iterator[type[Event]]:
    """Every kind that somebody records in a trajectory after its opening."""
    return (kind for kind in EVENTS.values() if kind.stream is None and kind.recorded_by and kind is not TrajectoryOpened)


def body_name(kind: type[Event]) -> str:
    """The name of its body among the components of the OpenAPI document."""
    return body_of(kind).__name__


async def _open_trajectory(http: HttpRequest) -> Response:
    actor = await signed_in(http)
    body = await json_body(http)
    return await _record(http, Request(actor, TrajectoryOpened, None, None, idempotency_key(http), body))


def _recording(kind: type[Event]) -> Operation:
    async def record(http: HttpRequest) -> Response:
        actor = await signed_in(http)
        trajectory_id = read_trajectory_id(http.path_params["trajectory_id"])
        body = await json_body(http)
        return await _record(http, Request(actor, kind, trajectory_id, if_match(http), idempotency_key(http), body))

    return record


async def _record(http: HttpRequest, request: Request) -> Response:
    application: Application = http.app.state.application
    try:
        answer = await asyncio.wrap_future(application.writer.submit(request))
    except Problem as refusal:
        await refused(http, application, request.actor, request.trajectory_id, refusal)
        raise
    return Response(to_json(_shown(answer)), 201, _headers(answer), "application/json")


def _shown(answer: Answer) -> dict[str, Any]:
    return {
        "trajectory_id": answer.trajectory_id,
        "version": answer.version,
        "position": answer.position,
        "findings": answer.findings,
    }


def _headers(answer: Answer) -> dict[str, str]:
    return {
        "ETag": f'"{answer.version}"',
        "Position": str(answer.position),
        "Location": f"/trajectories/{answer.trajectory_id}",
    }


# What the OpenAPI document says of them. All of it is read by hand, so it is described by hand.

_TRAJECTORY_ID = {
    "name": "trajectory_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid", "title": "Trajectory Id"},
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The version that you read, in quotes: the ETag of an answer. Missing: `428`; stale: `412`.",
    "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$'},
    "example": '"1"',
}
_ANSWER_HEADERS = {
    "ETag": {"description": "The version, in quotes.", "required": True, "schema": {"type": "string"}, "example": '"2"'},
    "Position": {"description": "The position in the log.", "required": True, "schema": {"type": "integer"}, "example": 18},
    "Location": {"description": "The trajectory.", "required": True, "schema": {"type": "string", "format": "uri-reference"}},
}
_REFUSALS_OF_ALL = (
    Unauthenticated, Forbidden, NotFound, TooLarge, UnsupportedMediaType, Malformed, Impossible, IdempotencyMismatch, NotYet,
)  # fmt: skip
_REFUSALS_OF_OPENING = (*_REFUSALS_OF_ALL, Duplicate)
_REFUSALS_OF_ADDING = (*_REFUSALS_OF_ALL, Duplicate, WouldBreach, VersionStale, VersionMissing)


def _described(kind: type[Event], *parameters: dict[str, Any]) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{body_name(kind)}"}
    content = {"application/json": {"schema": schema, "examples": examples_of(kind, amsterdam_day(datetime.now(UTC)))}}
    return {
        "security": [{BEARER.scheme_name: []}],
        "parameters": list(parameters),
        "requestBody": {"required": True, "content": content},
    }


def _add(path: str, operation: Operation, kind: type[Event], refusals: Any, *parameters: dict[str, Any]) -> None:
    summary, _, rest = (kind.__doc__ or "").partition("\n")
    router.add_api_route(
        path,
        operation,
        methods=["POST"],
        status_code=201,
        operation_id=f"record_{kind.event_type.replace('-', '_')}",
        summary=summary.removesuffix("."),
        description=rest.strip(),
        response_model=Recorded,
        response_description="Recorded.",
        responses={201: {"headers": _ANSWER_HEADERS}, **documented(*refusals)},
        openapi_extra=_described(kind, *parameters),
    )


_add("/trajectories", _open_trajectory, TrajectoryOpened, _REFUSALS_OF_OPENING, IDEMPOTENCY_KEY)
for _kind in recordable():
    _add(
        f"/trajectories/{{trajectory_id}}/{_kind.event_type}",
        _recording(_kind),
        _kind,
        _REFUSALS_OF_ADDING,
        _TRAJECTORY_ID,
        _IF_MATCH,
        IDEMPOTENCY_KEY,
    )

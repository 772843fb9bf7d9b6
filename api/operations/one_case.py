"""Asking about one case, for any pair of times: its situation, its events, where the jeugdige was, and the titles of closed nights.

It is read from the log itself, which is never behind a position that was given out. What is about persons is given only by `shown`, which
has that recorded first.
"""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from pydantic import Field
from starlette.responses import Response

from api import shapes
from api.dependencies import SignedIn, TheApplication, TrajectoryId
from api.looking import PURPOSE, shown
from api.pages import json_response, known_at, page_response
from api.parameters import Day, Known, KnownPaged
from api.problems import documented
from application.problems import Malformed, NotFound, NotYet, Unauthenticated

_CASE = documented(Unauthenticated, NotFound, Malformed, NotYet)
_KNOWN_CASE = {**known_at("Of the log, that `known_at` resolved to; the newest, where no moment was given."), **_CASE}

router = APIRouter(prefix="/trajectories/{trajectory_id}", tags=["ask"])

_ASKED = {"parameters": [PURPOSE]}


class AboutCase(Known):
    valid_on: Annotated[
        Day | None,
        Field(
            description="The day of the situation; without it, the Amsterdam date of `known_at`. On a day before the opening there is no "
            "situation: `not-found`, with `opened_on` and, in `before`, what began by then (a stay, titles, findings, deadlines), as the "
            "lists of that day tell it."
        ),
    ] = None


class AboutEvents(KnownPaged):
    valid_on: Annotated[
        Day | None, Field(description="Only what had happened by that day, as it is known; without it, all that was recorded.")
    ] = None


class AboutItsNights(Known):
    valid_on: Annotated[
        Day | None, Field(description="Only the stretch in which the night that begins on that day lies; without it, all.")
    ] = None


@router.get(
    "",
    operation_id="get_trajectory",
    summary="The situation on a day, as it was known at a moment",
    response_model=shapes.Case,
    responses={200: {"headers": {"ETag": {"schema": {"type": "string"}}, "Position": {"schema": {"type": "integer"}}}}, **_CASE},
    openapi_extra=_ASKED,
)
async def get_trajectory(
    http: HttpRequest, application: TheApplication, actor: SignedIn, trajectory_id: TrajectoryId, asked: Annotated[AboutCase, Query()]
) -> Response:
    ask = partial(application.cases.situation, trajectory_id=trajectory_id, **dict(asked))
    case = await shown(http, application, actor, asked, ask, trajectory_id)
    return json_response(case, {"ETag": f'"{case["version"]}"', "Position": str(case["position"])})


@router.get(
    "/events",
    operation_id="list_events",
    summary="The events of one trajectory, in order of version",
    response_model=shapes.Page[shapes.RecordedEvent],
    responses=_KNOWN_CASE,
    openapi_extra=_ASKED,
)
async def list_events(
    http: HttpRequest, application: TheApplication, actor: SignedIn, trajectory_id: TrajectoryId, asked: Annotated[AboutEvents, Query()]
) -> Response:
    ask = partial(application.cases.events, trajectory_id=trajectory_id, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask, trajectory_id))


@router.get(
    "/whereabouts",
    operation_id="list_whereabouts",
    summary="Where a jeugdige was in every night since the opening: at home, in a stay, on leave, absconded, or unknown",
    response_model=shapes.Page[shapes.Whereabouts],
    responses=_KNOWN_CASE,
    openapi_extra=_ASKED,
)
async def list_whereabouts(
    http: HttpRequest, application: TheApplication, actor: SignedIn, trajectory_id: TrajectoryId, asked: Annotated[AboutItsNights, Query()]
) -> Response:
    ask = partial(application.cases.whereabouts, trajectory_id=trajectory_id, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask, trajectory_id))


@router.get(
    "/legal-cover",
    operation_id="list_legal_cover",
    summary="The closed nights of one trajectory, each stretch with its title or with none",
    response_model=shapes.Page[shapes.Cover],
    responses=_KNOWN_CASE,
    openapi_extra=_ASKED,
)
async def list_legal_cover(
    http: HttpRequest, application: TheApplication, actor: SignedIn, trajectory_id: TrajectoryId, asked: Annotated[AboutItsNights, Query()]
) -> Response:
    ask = partial(application.cases.legal_cover, trajectory_id=trajectory_id, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask, trajectory_id))

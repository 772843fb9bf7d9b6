"""Whether it runs. What is told without a token is about nobody; which trajectories are in trouble is for an administrator."""

from enum import Enum
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.asked import ASKED_OF_NOBODY
from api.dependencies import SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import page_response
from api.problems import KINDS, documented, type_uri
from api.shapes import Explanation, Live, Page, Ready, Shape
from application.problems import Forbidden, Malformed, NotFound, NotYet, Unauthenticated

router = APIRouter()

_OPEN: list[str | Enum] = ["operation"]
"""The chapter of what is told to everybody."""


@router.get("/health/live", operation_id="get_live", summary="Whether the process runs", response_model=Live, tags=_OPEN)
async def get_live() -> Response:
    return Response(to_json({"live": True}), media_type="application/json")


@router.get(
    "/health/ready",
    operation_id="get_ready",
    summary="Whether it can answer: database, migrations, lag, what was set aside, equality of rows",
    response_model=Ready,
    responses={503: {"model": Ready, "description": "Not ready; `checks` says why."}},
    tags=_OPEN,
)
async def get_ready(application: TheApplication) -> Response:
    readiness = await run_in_threadpool(application.health.ready)
    return Response(to_json({"ok": readiness.ok, "checks": readiness.checks}), 200 if readiness.ok else 503, media_type="application/json")


class Troubled(Shape):
    """A trajectory whose rows could not be made (`set-aside`), or were found to differ from what the log says (`unequal`)."""

    trajectory_id: UUID
    trouble: Literal["set-aside", "unequal"]
    position: Annotated[int, Field(description="Of the log, where that was found.")]


class AboutTroubled(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


@router.get(
    "/health/trajectories",
    operation_id="list_troubled",
    summary="The trajectories of which /health/ready gives the numbers: whose rows could not be made, or differ; for an administrator",
    response_model=Page[Troubled],
    responses=documented(Unauthenticated, Forbidden, Malformed, NotYet),
    openapi_extra={"parameters": [PURPOSE]},
    tags=["ask"],
)
async def list_troubled(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutTroubled, Query()]
) -> Response:
    return page_response(http, asked, await shown(http, application, actor, asked, application.health.troubled))


@router.get(
    "/metrics",
    operation_id="get_metrics",
    summary="Measurements, in Prometheus' text format",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    tags=_OPEN,
)
async def get_metrics(application: TheApplication) -> Response:
    return Response(await run_in_threadpool(application.health.metrics), media_type=CONTENT_TYPE_LATEST)


@router.get(
    "/problems/{name}",
    operation_id="get_problem",
    dependencies=ASKED_OF_NOBODY,
    summary="What a problem's `type` stands for",
    response_model=Explanation,
    responses=documented(NotFound, Malformed),
    tags=_OPEN,
)
async def get_problem(name: str) -> Response:
    kind = next((kind for kind in KINDS if kind.type == name), None)
    if kind is None:
        raise NotFound("There is no problem of this name.")
    return Response(to_json({"type": type_uri(kind), "title": kind.title, "status": kind.status}), media_type="application/json")

"""Whether it runs. Nothing here is about a person, and none of it needs a token."""

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.dependencies import TheApplication
from api.problems import KINDS, documented, type_uri
from api.shapes import Explanation, Live, Ready
from application.problems import NotFound

router = APIRouter(tags=["operation"])


@router.get("/health/live", operation_id="get_live", summary="Whether the process runs", response_model=Live)
async def get_live() -> Response:
    return Response(to_json({"live": True}), media_type="application/json")


@router.get(
    "/health/ready",
    operation_id="get_ready",
    summary="Whether it can answer: database, migrations, lag, what was set aside, equality of rows",
    response_model=Ready,
    responses={503: {"model": Ready, "description": "Not ready; `checks` says why."}},
)
async def get_ready(application: TheApplication) -> Response:
    readiness = await run_in_threadpool(application.health.ready)
    return Response(to_json({"ok": readiness.ok, "checks": readiness.checks}), 200 if readiness.ok else 503, media_type="application/json")


@router.get(
    "/metrics",
    operation_id="get_metrics",
    summary="Measurements, in Prometheus' text format",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def get_metrics(application: TheApplication) -> Response:
    return Response(await run_in_threadpool(application.health.metrics), media_type=CONTENT_TYPE_LATEST)


@router.get(
    "/problems/{name}",
    operation_id="get_problem",
    summary="What a problem's `type` stands for",
    response_model=Explanation,
    responses=documented(NotFound),
)
async def get_problem(name: str) -> Response:
    kind = next((kind for kind in KINDS if kind.type == name), None)
    if kind is None:
        raise NotFound("There is no problem of this name.")
    return Response(to_json({"type": type_uri(kind), "title": kind.title, "status": kind.status}), media_type="application/json")

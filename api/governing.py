"""Who may look into what besides: assignments of auditors, and deputies of procesregisseurs."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Request as HttpRequest
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.body import json_body
from api.dependencies import SignedIn, TheApplication
from api.pages import json_response
from api.problems import documented
from application.problems import Forbidden, Malformed, NotFound, NotYet, TooLarge, Unauthenticated, UnsupportedMediaType
from domain.events import AuditAssigned, DeputyAppointed

router = APIRouter(tags=["govern"])

_GIVEN = documented(Unauthenticated, Forbidden, TooLarge, UnsupportedMediaType, Malformed, NotYet)
_ENDED = documented(Unauthenticated, Forbidden, NotFound, NotYet)

Id = Annotated[str, Path(max_length=64)]


def _body(kind: type[AuditAssigned] | type[DeputyAppointed]) -> dict[str, object]:
    """What is said of that kind; the server gives the rest."""
    schema = kind.model_json_schema(ref_template="#/components/schemas/{model}")
    given = ("occurred_on", "occurred_at", kind.opens)
    properties = {name: each for name, each in schema["properties"].items() if name not in given}
    required = [name for name in schema["required"] if name not in given]
    said = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": said}}}}


@router.post(
    "/assignments",
    operation_id="assign_audit",
    summary="Open trajectories to an auditor, for a while and for one purpose",
    status_code=201,
    response_model=shapes.Assignment,
    responses=_GIVEN,
    openapi_extra=_body(AuditAssigned),
)
async def assign_audit(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    body = await json_body(http)
    return json_response(await run_in_threadpool(application.governing.assign, actor, body), status=201)


@router.get(
    "/assignments",
    operation_id="list_assignments",
    summary="The assignments that stand: all for the privacy officer, an auditor's own",
    response_model=shapes.Page[shapes.Assignment],
    responses=documented(Unauthenticated, Forbidden, NotYet),
)
async def list_assignments(application: TheApplication, actor: SignedIn) -> Response:
    return json_response({"items": await run_in_threadpool(application.governing.assignments, actor), "next": None})


@router.post(
    "/assignments/{assignment_id}/end",
    operation_id="end_assignment",
    summary="End an assignment: it opens nothing from then on",
    status_code=204,
    response_class=Response,
    responses=_ENDED,
)
async def end_assignment(application: TheApplication, actor: SignedIn, assignment_id: Id) -> Response:
    await run_in_threadpool(application.governing.end_assignment, actor, assignment_id)
    return Response(status_code=204)


@router.post(
    "/deputies",
    operation_id="appoint_deputy",
    summary="Let somebody of the same municipality stand in, and read the words of what is assigned to the absent one",
    status_code=201,
    response_model=shapes.Deputy,
    responses=_GIVEN,
    openapi_extra=_body(DeputyAppointed),
)
async def appoint_deputy(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    body = await json_body(http)
    return json_response(await run_in_threadpool(application.governing.appoint, actor, body), status=201)


@router.post(
    "/deputies/{deputy_id}/end",
    operation_id="end_deputy",
    summary="End that somebody stands in",
    status_code=204,
    response_class=Response,
    responses=_ENDED,
)
async def end_deputy(application: TheApplication, actor: SignedIn, deputy_id: Id) -> Response:
    await run_in_threadpool(application.governing.end_deputy, actor, deputy_id)
    return Response(status_code=204)

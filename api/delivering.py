"""Deliveries: figures that were given out, their bytes, and why they would be others."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi import Request as HttpRequest
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.body import json_body
from api.dependencies import SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import json_response, page_response
from api.parameters import Paged, Question
from api.problems import documented
from application.delivering import Wanted
from application.problems import (
    Delivered,
    Forbidden,
    Malformed,
    NotFound,
    NotYet,
    TooLarge,
    Unauthenticated,
    UnsupportedMediaType,
)

router = APIRouter(prefix="/deliveries", tags=["ask"])

_FROZEN = documented(Unauthenticated, Forbidden, NotFound, TooLarge, UnsupportedMediaType, Malformed, NotYet)
_LIST = documented(Unauthenticated, Forbidden, Malformed, NotYet)
_ONE = documented(Unauthenticated, Forbidden, NotFound, Malformed, NotYet)
_CONTENT = documented(Unauthenticated, Forbidden, NotFound, Delivered, Malformed, NotYet)
_ASKED = {"parameters": [PURPOSE]}

Id = Annotated[str, Path(max_length=64)]

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": Wanted.model_json_schema(ref_template="#/components/schemas/{model}"),
                "example": {"indicator": "inflow", "period": "half_year", "from": "2025-01-01", "until": "2025-07-01", "recipient": "CBS"},
            }
        },
    }
}


@router.post(
    "",
    operation_id="freeze_delivery",
    summary="Freeze a report: by which parameters, as known at which position, with the hash of its bytes",
    status_code=201,
    response_model=shapes.Delivery,
    responses=_FROZEN,
    openapi_extra=_BODY,
    tags=["record"],
)
async def freeze_delivery(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    body = await json_body(http)
    frozen = await run_in_threadpool(application.delivering.freeze, actor, body)
    return json_response(frozen, {"Location": f"/deliveries/{frozen['id']}", "Position": str(frozen["position"])}, status=201)


@router.get(
    "",
    operation_id="list_deliveries",
    summary="What was delivered, the oldest first",
    response_model=shapes.Page[shapes.ListedDelivery],
    responses=_LIST,
    openapi_extra=_ASKED,
)
async def list_deliveries(http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[Paged, Query()]) -> Response:
    ask = partial(application.delivering.deliveries, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


@router.get(
    "/{delivery_id}/content",
    operation_id="get_delivered",
    summary="The bytes that were delivered, made again",
    response_model=shapes.Report,
    responses=_CONTENT,
    openapi_extra=_ASKED,
)
async def get_delivered(
    http: HttpRequest, application: TheApplication, actor: SignedIn, delivery_id: Id, asked: Annotated[Question, Query()]
) -> Response:
    ask = partial(application.delivering.content, delivery_id=delivery_id)
    return Response(await shown(http, application, actor, asked, ask), media_type="application/json")


@router.get(
    "/{delivery_id}/difference/{other_id}",
    operation_id="get_delivery_difference",
    summary="Every figure that is not the same in two deliveries, with what was recorded in between and changed it",
    response_model=shapes.Page[shapes.ChangedFigure],
    responses=_ONE,
    openapi_extra=_ASKED,
)
async def get_delivery_difference(
    http: HttpRequest, application: TheApplication, actor: SignedIn, delivery_id: Id, other_id: Id, asked: Annotated[Question, Query()]
) -> Response:
    ask = partial(application.delivering.difference, delivery_id=delivery_id, other_id=other_id)
    return page_response(http, asked, await shown(http, application, actor, asked, ask))

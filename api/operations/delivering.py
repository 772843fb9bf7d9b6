"""Deliveries: figures and records that were given out, their bytes, and why the figures would be others."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from fastapi import Request as HttpRequest
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from api import shapes
from api.accept import chosen
from api.body import json_body
from api.dependencies import SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import LAST_OF_ITS_STREAM, json_response, known_at, page_response
from api.parameters import Paged, Question
from api.problems import NotAcceptable, documented
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
from application.reporting.delivering import PARQUET, TEXT
from application.reporting.wanted import WantedRecords, WantedReport

router = APIRouter(prefix="/deliveries", tags=["deliver"])

_FROZEN = documented(Unauthenticated, Forbidden, TooLarge, UnsupportedMediaType, Malformed, NotYet)
_LIST = {**LAST_OF_ITS_STREAM, **documented(Unauthenticated, Forbidden, Malformed, NotYet)}
_KNOWN_AT = "Of the log, as known at which it was delivered."
_ONE = documented(Unauthenticated, Forbidden, NotFound, Malformed, NotYet)
_CONTENT = documented(Unauthenticated, Forbidden, NotFound, NotAcceptable, Delivered, Malformed, NotYet)
_ASKED = {"parameters": [PURPOSE]}
_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_HEADERS: dict[str, Any] = {
    "Position": {"description": _KNOWN_AT, "schema": {"type": "integer"}},
    "Delivered-Sha256": {"description": "Of what was delivered, in hexadecimal: of records, that of the CSV.", **_TEXT},
    "Content-Sha256": {"description": "Of the bytes of this answer, in hexadecimal.", **_TEXT},
    "Left-Out": {
        "description": "Only where somebody is: how many jeugdigen, by why (the dossier was erased; the words of the identity; secret).",
        "schema": {"type": "string"},
        "example": "erased=1, identity=0, secret=0",
    },
}


def _uuid(text: str) -> UUID:
    """An id that is no UUID is the id of no delivery. It is kept with who looked, so that it must not be able to name anybody."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("No such delivery.") from None


async def _delivery(delivery_id: Annotated[str, Path(max_length=64, json_schema_extra={"format": "uuid"})]) -> str:
    return str(_uuid(delivery_id))


async def _other(other_id: Annotated[str, Path(max_length=64, json_schema_extra={"format": "uuid"})]) -> str:
    return str(_uuid(other_id))


Id = Annotated[str, Depends(_delivery)]
OtherId = Annotated[str, Depends(_other)]


def _schema(wanted: type[WantedReport | WantedRecords]) -> dict[str, Any]:
    schema = wanted.model_json_schema(ref_template="#/components/schemas/{model}")
    # What it refers to stands among the components already: the answers have the same.
    return {name: each for name, each in schema.items() if name != "$defs"}


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"anyOf": [_schema(WantedReport), _schema(WantedRecords)]},
                "examples": {
                    "report": {
                        "summary": "Figures",
                        "value": {
                            "indicator": "inflow",
                            "period": "half_year",
                            "from": "2025-01-01",
                            "until": "2025-07-01",
                            "recipient": "CBS",
                        },
                    },
                    "cbs-records": {
                        "summary": "The records of one provider",
                        "value": {"kind": "cbs-records", "half_year": "2025-H1", "provider": "koraal", "recipient": "CBS"},
                    },
                },
            }
        },
    }
}


@router.post(
    "",
    operation_id="freeze_delivery",
    summary="Freeze a report, or a half-year record set: by which parameters, as known at which position, with the hash of its bytes",
    description=(
        "A report is for reporters, privacy officers and auditors, and has the parameters of `GET /reports/{indicator}`. Records are for "
        "CBS (Informatieprotocol Beleidsinformatie Jeugd v7): a provider freezes those of its own help, a privacy officer those of any "
        "provider. A half year that is over can be delivered again, as it is known by then: that is another delivery, and replaces "
        "the whole. CBS takes in the half year that ended last and the one before; older ones are made all the same, with a remark. "
        "What the protocol leaves to be said (a leefhuis is another stay; ambulant help is given in the own network) is the same "
        "in every region, and part of `query_version`."
    ),
    status_code=201,
    response_model=shapes.Delivery | shapes.DeliveryOfRecords,
    responses=_FROZEN,
    openapi_extra=_BODY,
)
async def freeze_delivery(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    body = await json_body(http)
    frozen = await run_in_threadpool(application.delivering.freeze, actor, body)
    return json_response(frozen, {"Location": f"/deliveries/{frozen['id']}/content", "Position": str(frozen["position"])}, status=201)


@router.get(
    "",
    operation_id="list_deliveries",
    summary="What was delivered, the oldest first: that of which you may have the content",
    response_model=shapes.Page[shapes.ListedDelivery | shapes.ListedDeliveryOfRecords],
    responses=_LIST,
    openapi_extra=_ASKED,
)
async def list_deliveries(http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[Paged, Query()]) -> Response:
    ask = partial(application.delivering.deliveries, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


@router.get(
    "/{delivery_id}/content",
    operation_id="get_delivered",
    summary="The bytes that were delivered",
    description=(
        "Figures are kept with their delivery, and come as JSON. Records are kept nowhere: they are made again of what was known, as CSV, "
        f"or with `Accept: {TEXT}` in columns of fixed width, or with `Accept: {PARQUET}` as Parquet; "
        "that they were given out is recorded of each jeugdige in them. Who was erased since, or "
        "is told less of because a place or an address became secret, is left out whole: `Left-Out` says how many there are, and why. "
        "`Delivered-Sha256` is the hash of what was delivered, `Content-Sha256` that of what is given now. What cannot be made as it was, "
        "because the definitions changed, is `delivered-otherwise`."
    ),
    response_model=shapes.Report,
    responses={200: {"content": {"text/csv": _TEXT, TEXT: _TEXT, PARQUET: _BYTES}, "headers": _HEADERS}, **_CONTENT},
    openapi_extra=_ASKED,
)
async def get_delivered(
    http: HttpRequest, application: TheApplication, actor: SignedIn, delivery_id: Id, asked: Annotated[Question, Query()]
) -> Response:
    # In which forms there is something depends on what was delivered: that is known only once it is found.
    form = partial(chosen, http)
    ask = partial(application.delivering.content, delivery_id=delivery_id, form=form, min_position=asked.min_position)
    content = await shown(http, application, actor, asked, ask, coded={"delivery": delivery_id})
    # ASCII throughout: with another character set said of it, the bytes would be the same.
    headers = {
        "Content-Type": content.media_type,
        "Content-Length": str(content.size),
        "Position": str(content.position),
        "Delivered-Sha256": content.delivered,
        "Content-Sha256": content.sha256,
    }
    if content.name:
        headers["Content-Disposition"] = f'attachment; filename="{content.name}"'
    if content.left_out:
        headers["Left-Out"] = ", ".join(f"{why}={number}" for why, number in content.left_out.items())
    return StreamingResponse(content.pieces, headers=headers)


@router.get(
    "/{delivery_id}/remarks",
    operation_id="list_delivery_remarks",
    summary="What CBS would refuse of a record set, or somebody has to say first",
    description=(
        "Made anew, by the definitions of today; with how many jeugdigen were left out of it since, and why. "
        "A record that would tell a secret place is in no file: its provider is told so here, "
        "and nobody else."
    ),
    response_model=shapes.Page[shapes.RemarkOnARecord],
    responses={**known_at(_KNOWN_AT), **_ONE},
    openapi_extra=_ASKED,
)
async def list_delivery_remarks(
    http: HttpRequest, application: TheApplication, actor: SignedIn, delivery_id: Id, asked: Annotated[Question, Query()]
) -> Response:
    ask = partial(application.delivering.remarks, delivery_id=delivery_id, min_position=asked.min_position)
    return page_response(http, asked, await shown(http, application, actor, asked, ask, coded={"delivery": delivery_id}))


@router.get(
    "/{delivery_id}/difference/{other_id}",
    operation_id="get_delivery_difference",
    summary="Every figure that is not the same in two deliveries, with what was recorded in between and changed it",
    description=(
        "Of reports of one variant, by the same kind of period and the same groups, in the periods that both have; where the first "
        "knew more than the other, each change is told the other way round. "
        "Both are as they were delivered. What no recording explains that can still be told of has a `kind`: something was "
        "erased or became secret (`erased-or-secret`), or the definitions changed in between (`definitions`)."
    ),
    response_model=shapes.Page[shapes.ChangedFigure],
    responses=_ONE,
    openapi_extra=_ASKED,
)
async def get_delivery_difference(
    http: HttpRequest, application: TheApplication, actor: SignedIn, delivery_id: Id, other_id: OtherId, asked: Annotated[Question, Query()]
) -> Response:
    ask = partial(application.delivering.difference, delivery_id=delivery_id, other_id=other_id, min_position=asked.min_position)
    return page_response(http, asked, await shown(http, application, actor, asked, ask, coded={"delivery": delivery_id, "other": other_id}))

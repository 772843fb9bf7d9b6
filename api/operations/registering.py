"""The region's register: what was recorded in it, that something was delivered, and correcting or voiding what was recorded wrongly."""

from collections.abc import Callable, Coroutine
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.body import json_body
from api.dependencies import SignedIn, TheApplication
from api.pages import json_response, link_to_next, page_response
from api.parameters import IDEMPOTENCY_KEY, AtPosition, KnownAt, Paged, idempotency_key, if_match
from api.problems import documented
from application.problems import (
    Forbidden,
    IdempotencyMismatch,
    Impossible,
    Malformed,
    NotYet,
    TooLarge,
    Unauthenticated,
    UnsupportedMediaType,
    VersionMissing,
    VersionStale,
)
from domain.codes import PeriodicDelivery
from domain.events import DeliveryMade, RegisterCorrected, RegisterVoided

router = APIRouter()

_LIST = documented(Unauthenticated, Forbidden, Malformed, NotYet)
_REFUSALS = documented(
    Unauthenticated, Forbidden, TooLarge, UnsupportedMediaType, Malformed, Impossible, VersionMissing, VersionStale, NotYet
)
_TOLD = documented(Unauthenticated, Forbidden, TooLarge, UnsupportedMediaType, Malformed, Impossible, IdempotencyMismatch, NotYet)
_VERSION = {"description": "The version of the register, in quotes: the next If-Match.", "schema": {"type": "string"}}
_POSITION = {"description": "Of the log, as known at which it was asked for, or at which it was recorded.", "schema": {"type": "integer"}}
_HEADERS: dict[str, Any] = {"headers": {"ETag": _VERSION, "Position": _POSITION}}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The version of the register that you read, in quotes. Missing: `428`; stale: `412`. What was told of "
    "deliveries since makes it stale for a delivery that was mended since, and for nothing else.",
    "schema": {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$'},
    "example": '"180"',
}


class Entry(shapes.Shape):
    """One entry as it was recorded, and as it reads."""

    position: int
    version: Annotated[int, Field(description="By which it is corrected or voided.")]
    type: str
    schema_number: Annotated[int, Field(alias="schema")]
    occurred_on: Annotated[date, Field(description="From which day it is so; of a correction or voiding, the day of it.")]
    recorded_at: datetime
    recorded_by: shapes.Recorder
    source: shapes.Source
    summary: Annotated[str, Field(description="One Dutch sentence.")]
    data: Annotated[dict[str, Any], Field(description="As it was recorded; words for an administrator alone.")]
    reads: Annotated[
        dict[str, Any] | None, Field(description="With what was corrected; null where it was voided, and of what corrects or voids.")
    ]


class Contradicted(shapes.Shape):
    """A house with stays that could not be recorded there by the register as it reads now: it was not open, or is a closed one."""

    location: str
    stays: Annotated[int, Field(description="How many; without those whose place is secret.")]


class Mended(shapes.Shape):
    """What a correction or voiding of the register came to."""

    version: Annotated[int, Field(description="Of the register; the next If-Match.")]
    position: Annotated[int, Field(description="In the log of the region.")]
    contradicted: Annotated[
        list[Contradicted] | None,
        Field(
            description="What it now contradicts: houses with stays that could not be recorded there any more. Nothing is lost by it; "
            "who records on them mends them one by one, and `GET /register/contradicted` tells what is left. Null where the rows cannot "
            "be asked just now: ask there."
        ),
    ]


class AboutEntries(Paged):
    known_at: KnownAt = None
    at_position: AtPosition = None


@router.get(
    "/register",
    operation_id="list_register",
    summary="What was recorded in the region's register, in that order, and how it reads",
    description=(
        "For administrators of the region's municipalities or office, and for auditors; a provider and its administrator are told what is "
        "about its own deliveries."
    ),
    response_model=shapes.Page[Entry],
    responses={200: _HEADERS, **_LIST},
    tags=["ask"],
)
async def list_register(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutEntries, Query()]
) -> Response:
    ask = partial(application.registering.entries, **dict(asked))
    page, version = await run_in_threadpool(ask, actor)
    position = {} if page.position is None else {"Position": str(page.position)}
    headers = {**link_to_next(http, asked, page), **position, "ETag": f'"{version}"'}
    return json_response({"items": page.items, "next": page.next}, headers)


@router.get(
    "/register/contradicted",
    operation_id="list_contradicted",
    summary="Houses with stays that could not be recorded there by the register as it reads now, with how many",
    description=(
        "An entry that was mended or voided leaves what was recorded as it is. For administrators of the region's municipalities or "
        "office, who can mend it, and for auditors: which houses, and how many stays; it tells no jeugdige. Who "
        "records on one finds that the place cannot be corrected to another that is unknown."
    ),
    response_model=shapes.Page[Contradicted],
    responses={200: {"headers": {"Position": _POSITION}}, **_LIST},
    tags=["govern"],
)
async def list_contradicted(http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[Paged, Query()]) -> Response:
    ask = partial(application.registering.contradicted, actor, **dict(asked))
    return page_response(http, asked, await run_in_threadpool(ask))


class Delivered(shapes.Shape):
    """That it was delivered, as it was recorded."""

    what: PeriodicDelivery
    period: str
    provider: str | None = None
    occurred_on: date
    owed: Annotated[
        bool,
        Field(
            description="Whether it was to be delivered, by what the register says. If not, `GET /deadlines/deliveries?met=true` tells it "
            "as such, and it meets no term: look whether the period and the provider are right, or whether an accommodation is to be "
            "registered."
        ),
    ]
    version: Annotated[int, Field(description="Of the register: by which it is corrected or voided, and the next If-Match.")]
    position: Annotated[int, Field(description="In the log of the region.")]


_DELIVERY_SCHEMA = DeliveryMade.model_json_schema(ref_template="#/components/schemas/{model}")
_DELIVERY = {"occurred_on": "2026-01-12", "what": "igj-overview", "period": "2025-H2", "provider": "koraal"}
_BODY: dict[str, Any] = {
    "parameters": [IDEMPOTENCY_KEY],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                # What it refers to stands among the components already: the answers have the same.
                "schema": {name: each for name, each in _DELIVERY_SCHEMA.items() if name != "$defs"},
                "example": _DELIVERY,
            }
        },
    },
}


@router.post(
    "/register/delivered",
    operation_id="record_delivery_made",
    summary="Record in the region's register that the inspectorate, the CBS or the NZa got what was due",
    description=(
        "A provider says it of itself, an administrator of the region of anybody and of the region. It names no version: it rests on "
        "nothing that others record. What was delivered again needs no second one; what was recorded wrongly is mended by "
        "`POST /register/corrected` or `POST /register/voided`, by the provider too. What nobody owed, by what the register says, is "
        "recorded as well and answered with `owed` false; over a period before the law asked for it, it is refused."
    ),
    status_code=201,
    response_model=Delivered,
    response_description="Recorded.",
    responses={201: _HEADERS, **_TOLD},
    openapi_extra=_BODY,
    tags=["deliver"],
)
async def record_delivery_made(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    body = await json_body(http)
    told = await run_in_threadpool(application.registering.delivered, actor, body, idempotency_key(http))
    return _recorded(told.version, told.position, {**told.said, "version": told.version, "position": told.position})


def _recorded(version: int, position: int, said: dict[str, Any]) -> Response:
    return json_response(said, {"ETag": f'"{version}"', "Position": str(position)}, status=201)


def _mending(kind: type[RegisterCorrected] | type[RegisterVoided]) -> Callable[..., Coroutine[Any, Any, Response]]:
    async def mend(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
        body = await json_body(http)
        mended = await run_in_threadpool(application.registering.mend, actor, kind, body, if_match(http))
        return _recorded(mended.version, mended.position, mended._asdict())

    return mend


def _described(kind: type[RegisterCorrected] | type[RegisterVoided], example: dict[str, Any]) -> dict[str, Any]:
    schema = kind.model_json_schema(ref_template="#/components/schemas/{model}")
    content = {"application/json": {"schema": schema, "example": example}}
    return {"parameters": [_IF_MATCH], "requestBody": {"required": True, "content": content}}


_EXAMPLES: dict[type[RegisterCorrected] | type[RegisterVoided], dict[str, Any]] = {
    RegisterCorrected: {"occurred_on": "2025-02-03", "target_version": 100, "data": {"capacity": 6}, "reason": "Een tikfout."},
    RegisterVoided: {"occurred_on": "2025-02-03", "target_version": 150, "reason": "Dubbel vastgelegd."},
}

for _kind, _example in _EXAMPLES.items():
    _word = _kind.event_type.removeprefix("register-")
    router.add_api_route(
        f"/register/{_word}",
        _mending(_kind),
        methods=["POST"],
        status_code=201,
        operation_id=f"record_register_{_word}",
        summary=(_kind.__doc__ or "").strip().partition("\n")[0].removesuffix("."),
        description=(
            "For an administrator, and of its own deliveries for a provider. Sent again after it was heard, it is stale: it takes no key. "
            "What an accommodation's registration was is noted in trajectories by `jeugdspoor register`."
        ),
        response_model=Mended,
        response_description="Recorded.",
        responses={201: _HEADERS, **_REFUSALS},
        openapi_extra=_described(_kind, _example),
        tags=["govern"],
    )

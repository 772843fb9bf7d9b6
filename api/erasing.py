"""Erasure: of a whole dossier, or of the words of one event. Asked for, approved by somebody else, thought over, carried out."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi import Request as HttpRequest
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.body import json_body
from api.dependencies import SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import json_response
from api.problems import documented
from api.said import described
from application.problems import (
    Forbidden,
    Impossible,
    Malformed,
    NotFound,
    NotYet,
    TooLarge,
    Unauthenticated,
    UnsupportedMediaType,
)
from domain.events import ErasureRefused, ErasureRequested

router = APIRouter(prefix="/erasures", tags=["govern"])

Id = Annotated[str, Path(max_length=64)]

_ASKED = documented(Unauthenticated, Forbidden, NotFound, Malformed, NotYet)
_STEP = documented(Unauthenticated, Forbidden, NotFound, Malformed, Impossible, NotYet)
_SAID = documented(Unauthenticated, Forbidden, NotFound, TooLarge, UnsupportedMediaType, Malformed, Impossible, NotYet)
_LOOKED: dict[str, Any] = {"parameters": [PURPOSE]}


class Nothing(BaseModel):
    """Nothing is asked beside the path."""


@router.post(
    "",
    operation_id="request_erasure",
    summary="Ask for the erasure of a dossier, or of the words of one event",
    status_code=201,
    response_model=shapes.Erasure,
    responses=_SAID,
    openapi_extra=described(ErasureRequested),
)
async def request_erasure(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    body = await json_body(http)
    erasure = await run_in_threadpool(application.erasing.request, actor, body)
    return json_response(erasure, {"Location": f"/erasures/{erasure['erasure_id']}"}, status=201)


@router.get(
    "",
    operation_id="list_erasures",
    summary="Erasures, how they stand, and what may be in their way",
    response_model=shapes.Page[shapes.Erasure],
    responses=documented(Unauthenticated, Forbidden, Malformed, NotYet),
    openapi_extra=_LOOKED,
)
async def list_erasures(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    return json_response({"items": await shown(http, application, actor, Nothing(), application.erasing.erasures), "next": None})


@router.get(
    "/{erasure_id}",
    operation_id="get_erasure",
    summary="How one erasure stands",
    response_model=shapes.Erasure,
    responses=_ASKED,
    openapi_extra=_LOOKED,
)
async def get_erasure(http: HttpRequest, application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    ask = partial(application.erasing.erasure, erasure_id=erasure_id)
    return json_response(await shown(http, application, actor, Nothing(), ask))


@router.get(
    "/{erasure_id}/certificate",
    operation_id="get_erasure_certificate",
    summary="The signed statement of what was destroyed, and until when backups may still hold it (C2SP signed-note)",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **_ASKED},
    openapi_extra=_LOOKED,
)
async def get_erasure_certificate(http: HttpRequest, application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    ask = partial(application.erasing.certificate, erasure_id=erasure_id)
    return Response(await shown(http, application, actor, Nothing(), ask), media_type="text/plain; charset=utf-8")


@router.post(
    "/{erasure_id}/approve",
    operation_id="approve_erasure",
    summary="Approve it, as somebody else than who asked for it",
    response_model=shapes.Erasure,
    responses=_STEP,
)
async def approve_erasure(application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    return json_response(await run_in_threadpool(application.erasing.approve, actor, erasure_id))


@router.post(
    "/{erasure_id}/refuse",
    operation_id="refuse_erasure",
    summary="Refuse it, on a ground of the law and with reasons",
    response_model=shapes.Erasure,
    responses=_SAID,
    openapi_extra=described(ErasureRefused, "erasure_id"),
)
async def refuse_erasure(http: HttpRequest, application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    body = await json_body(http)
    return json_response(await run_in_threadpool(application.erasing.refuse, actor, erasure_id, body))


@router.post(
    "/{erasure_id}/withdraw",
    operation_id="withdraw_erasure",
    summary="Think again: it does not come about",
    response_model=shapes.Erasure,
    responses=_STEP,
)
async def withdraw_erasure(application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    return json_response(await run_in_threadpool(application.erasing.withdraw, actor, erasure_id))


@router.post(
    "/{erasure_id}/execute",
    operation_id="execute_erasure",
    summary="Carry it out, once the days to think again have passed: for ever",
    description="Answers when it is carried out; where that takes long, with `begun`: it goes on by itself, also after an interruption.",
    response_model=shapes.Erasure,
    responses=_STEP,
)
async def execute_erasure(application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    return json_response(await run_in_threadpool(application.erasing.execute, actor, erasure_id))

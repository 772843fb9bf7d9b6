"""Erasure: of a whole dossier, or of the words of one event. Asked for, approved by somebody else, thought over, carried out."""

import json
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Path, Query
from fastapi import Request as HttpRequest
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.body import json_body, no_body
from api.dependencies import SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import LAST_OF_ITS_STREAM, json_response, page_response
from api.parameters import Paged
from api.problems import documented
from api.said import described
from application import Application
from application.looking.disclosing import Disclosed
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
from domain.envelope import Actor
from domain.events import ErasureRefused, ErasureRequested

T = TypeVar("T")

router = APIRouter(prefix="/erasures", tags=["govern"])

Id = Annotated[str, Path(max_length=64)]

_ASKED = documented(Unauthenticated, Forbidden, NotFound, Malformed, NotYet)
_STEP = documented(Unauthenticated, Forbidden, NotFound, TooLarge, UnsupportedMediaType, Malformed, Impossible, NotYet)
_LOOKED: dict[str, Any] = {"parameters": [PURPOSE]}


class AboutErasure(BaseModel):
    """Of which trajectory it is: kept with who looked, and nothing is asked beside the path."""

    trajectory_id: UUID | None = None


async def _answered(http: HttpRequest, application: Application, actor: Actor, erasure_id: str, ask: Callable[..., Disclosed[T]]) -> T:
    """What `ask` comes to, once it is recorded who is told it; so is what is refused."""
    trajectory_id = await run_in_threadpool(application.erasing.about, erasure_id)
    return await shown(http, application, actor, AboutErasure(trajectory_id=trajectory_id), partial(ask, erasure_id=erasure_id))


async def _step(http: HttpRequest, application: Application, actor: Actor, erasure_id: str, take: Callable[..., Disclosed[T]]) -> T:
    """What a step that takes no body comes to. That something was said in one is told only to whom the erasure is told."""
    try:
        await no_body(http)
    except Malformed as refusal:
        await _answered(http, application, actor, erasure_id, application.erasing.erasure)
        raise refusal from None
    return await _answered(http, application, actor, erasure_id, take)


def _named_in(body: bytes) -> UUID | None:
    """The trajectory that a request is about, if it can be read from it."""
    try:
        said = json.loads(body)
        return UUID(said["trajectory_id"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


@router.post(
    "",
    operation_id="request_erasure",
    summary="Ask for the erasure of a dossier, or of the words of one event",
    status_code=201,
    response_model=shapes.Erasure,
    responses=_STEP,
    openapi_extra={**described(ErasureRequested), **_LOOKED},
)
async def request_erasure(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    body = await json_body(http)
    asked = AboutErasure(trajectory_id=_named_in(body))
    erasure = await shown(http, application, actor, asked, partial(application.erasing.request, body=body))
    return json_response(erasure, {"Location": f"/erasures/{erasure['erasure_id']}"}, status=201)


@router.get(
    "",
    operation_id="list_erasures",
    summary="Erasures, how they stand, and what may be in their way",
    response_model=shapes.Page[shapes.Erasure],
    responses={**LAST_OF_ITS_STREAM, **documented(Unauthenticated, Forbidden, Malformed, NotYet)},
    openapi_extra=_LOOKED,
)
async def list_erasures(http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[Paged, Query()]) -> Response:
    ask = partial(application.erasing.erasures, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


@router.get(
    "/{erasure_id}",
    operation_id="get_erasure",
    summary="How one erasure stands, and why it was refused",
    response_model=shapes.Erasure,
    responses=_ASKED,
    openapi_extra=_LOOKED,
)
async def get_erasure(http: HttpRequest, application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    return json_response(await _answered(http, application, actor, erasure_id, application.erasing.erasure))


@router.get(
    "/{erasure_id}/certificate",
    operation_id="get_erasure_certificate",
    summary="The signed statement of what was destroyed, and until when backups may still hold it (C2SP signed-note)",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **_ASKED},
    openapi_extra=_LOOKED,
)
async def get_erasure_certificate(http: HttpRequest, application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    certificate = await _answered(http, application, actor, erasure_id, application.erasing.certificate)
    return Response(certificate, media_type="text/plain; charset=utf-8")


@router.post(
    "/{erasure_id}/approve",
    operation_id="approve_erasure",
    summary="Approve it, as somebody else than who asked for it",
    response_model=shapes.Erasure,
    responses=_STEP,
    openapi_extra=_LOOKED,
)
async def approve_erasure(http: HttpRequest, application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    return json_response(await _step(http, application, actor, erasure_id, application.erasing.approve))


@router.post(
    "/{erasure_id}/refuse",
    operation_id="refuse_erasure",
    summary="Refuse it, as a whole or in part, on a ground of the law and with reasons",
    description=(
        "With `versions`, of a whole dossier: of these events alone, each time anew and of each event once: a refusal stands. What is left "
        "goes on: once it is carried out, the words of all other events are gone, and the facts of the dossier stay, which can only be "
        "destroyed together."
    ),
    response_model=shapes.Erasure,
    responses=_STEP,
    openapi_extra={**described(ErasureRefused, "erasure_id"), **_LOOKED},
)
async def refuse_erasure(http: HttpRequest, application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    body = await json_body(http)
    return json_response(await _answered(http, application, actor, erasure_id, partial(application.erasing.refuse, body=body)))


@router.post(
    "/{erasure_id}/withdraw",
    operation_id="withdraw_erasure",
    summary="Think again: it does not come about",
    response_model=shapes.Erasure,
    responses=_STEP,
    openapi_extra=_LOOKED,
)
async def withdraw_erasure(http: HttpRequest, application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    return json_response(await _step(http, application, actor, erasure_id, application.erasing.withdraw))


@router.post(
    "/{erasure_id}/execute",
    operation_id="execute_erasure",
    summary="Carry it out, once the days to think again have passed: for ever",
    description="Answers when it is carried out; where that takes long, with `begun`: it goes on by itself, also after an interruption.",
    response_model=shapes.Erasure,
    responses=_STEP,
    openapi_extra=_LOOKED,
)
async def execute_erasure(http: HttpRequest, application: TheApplication, actor: SignedIn, erasure_id: Id) -> Response:
    return json_response(await _step(http, application, actor, erasure_id, application.erasing.execute))

"""The log's proofs: signed checkpoints and hash tiles as C2SP `tlog-tiles` lays them out, and proofs as JSON besides."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.asked import ASKED_OF_NOBODY
from api.body import limited_body
from api.dependencies import SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import json_response
from api.parameters import WholeNumber
from api.problems import documented
from application.looking.disclosing import Disclosed
from application.problems import Forbidden, Malformed, NotFound, NotYet, TooLarge, Unauthenticated
from domain.envelope import Actor

router = APIRouter(prefix="/log", tags=["prove"])

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
"""A tile never changes: one that grew has another name."""

_TEXT: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}
_BYTES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}

Number = Annotated[WholeNumber, Field(ge=1)]


@router.get(
    "/checkpoint",
    operation_id="get_checkpoint",
    dependencies=ASKED_OF_NOBODY,
    summary="The newest signed checkpoint, with the signatures of witnesses (C2SP tlog-checkpoint)",
    response_class=Response,
    responses={**_TEXT, **documented(NotFound, Malformed, NotYet)},
)
async def get_checkpoint(application: TheApplication) -> Response:
    return _text(await run_in_threadpool(application.proving.checkpoint))


@router.post(
    "/checkpoint",
    operation_id="add_cosignatures",
    dependencies=ASKED_OF_NOBODY,
    summary="Leave the signature of a witness under a checkpoint of this log (C2SP tlog-cosignature)",
    response_model=shapes.Witnessed,
    responses=documented(NotFound, Malformed, TooLarge, NotYet),
    openapi_extra={"requestBody": {"required": True, "content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def add_cosignatures(http: HttpRequest, application: TheApplication) -> Response:
    note = await limited_body(http)
    return json_response(await run_in_threadpool(application.proving.witnessed, note))


@router.get(
    "/key",
    operation_id="get_log_key",
    dependencies=ASKED_OF_NOBODY,
    summary="The key that the log's checkpoints are checked with (C2SP signed-note)",
    response_class=Response,
    responses={**_TEXT, **documented(Malformed)},
)
async def get_log_key(application: TheApplication) -> Response:
    return _text(f"{application.proving.key}\n".encode())


class OfEntries(BaseModel):
    path: str


@router.get(
    "/tile/entries/{path:path}",
    operation_id="get_entries",
    summary="The stored bytes of up to 256 records, sealed as they are (C2SP tlog-tiles)",
    response_class=Response,
    responses={**_BYTES, **documented(Unauthenticated, Forbidden, NotFound, Malformed, NotYet)},
    openapi_extra={"parameters": [PURPOSE]},
)
async def get_entries(http: HttpRequest, application: TheApplication, actor: SignedIn, path: str) -> Response:
    def entries(asking: Actor) -> Disclosed[bytes]:
        return application.proving.entries(asking, f"tile/entries/{path}")

    return Response(await shown(http, application, actor, OfEntries(path=path), entries), media_type="application/octet-stream")


@router.get(
    "/tile/{path:path}",
    operation_id="get_tile",
    dependencies=ASKED_OF_NOBODY,
    summary="The hashes of one tile (C2SP tlog-tiles)",
    response_class=Response,
    responses={**_BYTES, **documented(NotFound, Malformed, NotYet)},
)
async def get_tile(application: TheApplication, path: str) -> Response:
    hashes = await run_in_threadpool(application.proving.tile, f"tile/{path}")
    return Response(hashes, media_type="application/octet-stream", headers=_FOR_EVER)


class OfInclusion(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    position: Annotated[Number, Field(description="Of the record in the log.")]
    size: Annotated[Number | None, Field(description="Of the tree; without it, that of the newest checkpoint.")] = None


@router.get(
    "/proof/inclusion",
    operation_id="get_inclusion_proof",
    dependencies=ASKED_OF_NOBODY,
    summary="That a record stands in the log (RFC 6962, 2.1.1)",
    response_model=shapes.Inclusion,
    responses=documented(NotFound, Malformed, NotYet),
)
async def get_inclusion_proof(application: TheApplication, asked: Annotated[OfInclusion, Query()]) -> Response:
    return json_response(await run_in_threadpool(application.proving.inclusion, asked.position, asked.size))


class OfConsistency(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: Annotated[Number, Field(alias="from", description="Size of the earlier checkpoint.")]
    to: Annotated[Number, Field(description="Size of the later one.")]


@router.get(
    "/proof/consistency",
    operation_id="get_consistency_proof",
    dependencies=ASKED_OF_NOBODY,
    summary="That the log only grew between two sizes (RFC 6962, 2.1.2)",
    response_model=shapes.Consistency,
    responses=documented(NotFound, Malformed, NotYet),
)
async def get_consistency_proof(application: TheApplication, asked: Annotated[OfConsistency, Query()]) -> Response:
    return json_response(await run_in_threadpool(application.proving.consistency, asked.from_, asked.to))


def _text(content: bytes) -> Response:
    return Response(content, media_type="text/plain; charset=utf-8")

"""Who looked: for the privacy officer and the jeugdige, as JSON or as FHIR R4; and, for everybody, what proves that all of it is there."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.accept import form_of
from api.asked import ASKED_OF_NOBODY
from api.dependencies import SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import json_response, link_to_next, next_page, page_response
from api.parameters import Cursor, Day, Limit
from api.problems import NotAcceptable, documented
from application.looking.audit_events import MEDIA_TYPE, bundle
from application.problems import Forbidden, Malformed, NotFound, NotYet, Unauthenticated
from domain.events.base import Name

router = APIRouter(prefix="/access-log")

_FHIR: dict[str, Any] = {"schema": {"type": "object", "description": "A FHIR R4 Bundle of AuditEvent resources."}}


class AboutAccesses(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    trajectory_id: Annotated[UUID | None, Field(description="Of which something was shown, or that was asked about by its id.")] = None
    subject: Annotated[Name | None, Field(description="Of the token of who looked. Not for a jeugdige.")] = None
    from_: Annotated[Day | None, Field(alias="from", description="Recorded on this day or later.")] = None
    to: Annotated[Day | None, Field(description="Recorded before this day.")] = None
    limit: Limit = 100
    cursor: Cursor = None


@router.get(
    "",
    operation_id="list_accesses",
    summary="Who looked at whom, when, why and on what ground, the newest first",
    description=(
        "One item for each answer about persons, written before the answer left; searches, refused attempts and the reading of "
        "this list included. The privacy officer reads all; a jeugdige those about the own trajectory, in fewer members: not which worker "
        f"it was, nor whom else the answer was about. With `Accept: {MEDIA_TYPE}` the same as a FHIR R4 Bundle of AuditEvent resources."
    ),
    response_model=shapes.Page[shapes.Access] | shapes.Page[shapes.OwnAccess],
    responses={200: {"content": {MEDIA_TYPE: _FHIR}}, **documented(Unauthenticated, Forbidden, NotFound, NotAcceptable, Malformed, NotYet)},
    openapi_extra={"parameters": [PURPOSE]},
    tags=["ask"],
)
async def list_accesses(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutAccesses, Query()]
) -> Response:
    form = form_of(http, MEDIA_TYPE)
    page = await shown(http, application, actor, asked, partial(application.who_looked.accesses, **dict(asked)))
    if form != MEDIA_TYPE:
        return page_response(http, asked, page)
    links = {"self": http.url.path} | ({"next": next_page(http, asked, page.next)} if page.next else {})
    return json_response(bundle(page.items, links), link_to_next(http, asked, page), MEDIA_TYPE)


@router.get(
    "/checkpoint",
    operation_id="get_access_checkpoint",
    dependencies=ASKED_OF_NOBODY,
    summary="The newest signed checkpoint of the access log (C2SP tlog-checkpoint): hashes only",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **documented(NotFound, Malformed, NotYet)},
    tags=["prove"],
)
async def get_access_checkpoint(application: TheApplication) -> Response:
    return Response(await run_in_threadpool(application.who_looked.checkpoint), media_type="text/plain; charset=utf-8")

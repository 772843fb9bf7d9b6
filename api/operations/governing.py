"""Who may look into what besides: assignments of auditors, deputies of procesregisseurs, and whoever has the address of a calendar."""

from datetime import date, datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi import Request as HttpRequest
from pydantic import Field
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
from api.signin import HOLDS_FOR, Verifier
from application.across.calendar_feed import check_has_calendar
from application.problems import Forbidden, Malformed, NotFound, NotYet, TooLarge, Unauthenticated, UnsupportedMediaType
from domain.events import AuditAssigned, CalendarWithdrawn, DeputyAppointed
from domain.events.base import Name

router = APIRouter(tags=["govern"])

_GIVEN = documented(Unauthenticated, Forbidden, TooLarge, UnsupportedMediaType, Malformed, NotYet)
_LIST = {**LAST_OF_ITS_STREAM, **documented(Unauthenticated, Forbidden, Malformed, NotYet)}
_ASKED = {"parameters": [PURPOSE]}
_ENDED = documented(Unauthenticated, Forbidden, NotFound, TooLarge, UnsupportedMediaType, Malformed, NotYet)

Id = Annotated[str, Path(max_length=64)]


@router.post(
    "/assignments",
    operation_id="assign_audit",
    summary="Open trajectories to an auditor, for a while and for one purpose",
    status_code=201,
    response_model=shapes.Assignment,
    responses=_GIVEN,
    openapi_extra=described(AuditAssigned),
)
async def assign_audit(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    body = await json_body(http)
    return json_response(await run_in_threadpool(application.governing.assign, actor, body), status=201)


class AboutGranted(Paged):
    ended: Annotated[bool, Field(description="Those that were ended, in the place of those that stand.")] = False


ENDED_AT = Field(description="When it was ended, where that is asked for.")


class ListedAssignment(shapes.Assignment):
    """An assignment that stands, or that was ended."""

    ended_at: Annotated[datetime | None, ENDED_AT] = None


class ListedDeputy(shapes.Deputy):
    """A deputy that stands, or one that was ended."""

    ended_at: Annotated[datetime | None, ENDED_AT] = None


@router.get(
    "/assignments",
    operation_id="list_assignments",
    summary="The assignments that stand: all for the privacy officer, an auditor's own; or, for the privacy officer, those that were ended",
    response_model=shapes.Page[ListedAssignment],
    responses=_LIST,
    openapi_extra=_ASKED,
    tags=["ask"],
)
async def list_assignments(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutGranted, Query()]
) -> Response:
    ask = partial(application.governing.list_assignments, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


@router.post(
    "/assignments/{assignment_id}/end",
    operation_id="end_assignment",
    summary="End an assignment: it opens nothing from then on",
    status_code=204,
    response_class=Response,
    responses=_ENDED,
)
async def end_assignment(http: HttpRequest, application: TheApplication, actor: SignedIn, assignment_id: Id) -> Response:
    await no_body(http)
    await run_in_threadpool(application.governing.end_assignment, actor, assignment_id)
    return Response(status_code=204)


@router.post(
    "/deputies",
    operation_id="appoint_deputy",
    summary="Let somebody of the same municipality stand in, and read the words of what is assigned to the absent one",
    status_code=201,
    response_model=shapes.Deputy,
    responses=_GIVEN,
    openapi_extra=described(DeputyAppointed),
)
async def appoint_deputy(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    body = await json_body(http)
    return json_response(await run_in_threadpool(application.governing.appoint, actor, body), status=201)


@router.get(
    "/deputies",
    operation_id="list_deputies",
    summary="Who stands in for whom, or did until it was ended: one's own, those of the organisation for its administrator",
    response_model=shapes.Page[ListedDeputy],
    responses=_LIST,
    openapi_extra=_ASKED,
    tags=["ask"],
)
async def list_deputies(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutGranted, Query()]
) -> Response:
    ask = partial(application.governing.list_deputies, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


@router.post(
    "/deputies/{deputy_id}/end",
    operation_id="end_deputy",
    summary="End that somebody stands in",
    status_code=204,
    response_class=Response,
    responses=_ENDED,
)
async def end_deputy(http: HttpRequest, application: TheApplication, actor: SignedIn, deputy_id: Id) -> Response:
    await no_body(http)
    await run_in_threadpool(application.governing.end_deputy, actor, deputy_id)
    return Response(status_code=204)


class CalendarAddress(shapes.Shape):
    """What opens the calendar of who asked for it, and nothing else."""

    address_id: Annotated[str, Field(description="By which this one can be withdrawn.")]
    token: str
    address: Annotated[str, Field(description="Path and query: what comes after the name of this server in the address to subscribe to.")]
    expires_at: Annotated[datetime, Field(description="From then on it opens nothing; ask for another before.")]


_ADDRESS_GIVEN: dict[str, Any] = {
    "address_id": "019a0000-0000-7000-8000-000000000001",
    "token": "eyJhbGciOiJFZERTQSJ9.eyJhdWQiOiJkZWFkbGluZXMuaWNzIn0.c2lnbmF0dXJl",
    "address": "/deadlines.ics?token=eyJhbGciOiJFZERTQSJ9.eyJhdWQiOiJkZWFkbGluZXMuaWNzIn0.c2lnbmF0dXJl",
    "expires_at": "2026-03-01T12:00:00Z",
}


@router.post(
    "/deadlines.ics/token",
    operation_id="give_calendar_address",
    summary="Have an address that opens your calendar of deadlines, and nothing else",
    description=(
        f"For a calendar program to subscribe to. It holds for {HOLDS_FOR.days} days. Whoever has it sees what the calendar shows: kinds "
        "of deadlines, days, and the ids of what is assigned to you then. `POST /deadlines.ics/withdraw` ends it sooner."
    ),
    status_code=201,
    response_model=CalendarAddress,
    responses={
        201: {"content": {"application/json": {"example": _ADDRESS_GIVEN}}},
        **documented(Unauthenticated, Forbidden, TooLarge, UnsupportedMediaType, Malformed, NotYet),
    },
)
async def give_calendar_address(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    check_has_calendar(actor)
    await no_body(http)
    verifier: Verifier = http.app.state.verifier
    address_id = await run_in_threadpool(application.governing.give_calendar, actor, HOLDS_FOR)
    token, expires_at = verifier.calendar.issue(actor, address_id)
    given = {"address_id": address_id, "token": token, "address": f"/deadlines.ics?token={token}", "expires_at": expires_at}
    return json_response(given, status=201)


class AboutCalendars(Paged):
    subject: Annotated[
        Name | None,
        Field(description="Of the token to which they were given; without it, your own, or, as an administrator, those of everybody."),
    ] = None


class GivenCalendar(shapes.Shape):
    """An address that opens a calendar, up to, and not including, a day; it is not told itself."""

    address_id: str
    subject: str
    given_at: datetime
    until: date


@router.get(
    "/deadlines.ics/addresses",
    operation_id="list_calendar_addresses",
    summary="The addresses that open a calendar: your own, or, as an administrator, those of your organisation",
    description="An administrator sees those too that were given in a municipality that became part of the own one.",
    response_model=shapes.Page[GivenCalendar],
    responses=_LIST,
    openapi_extra=_ASKED,
    tags=["ask"],
)
async def list_calendar_addresses(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutCalendars, Query()]
) -> Response:
    ask = partial(application.governing.list_calendars, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


@router.post(
    "/deadlines.ics/withdraw",
    operation_id="withdraw_calendar_addresses",
    summary="Withdraw the addresses of a calendar, or one of them: they open nothing from then on",
    description=(
        "Your own; or, as an administrator, those of anybody of your organisation, or of a municipality that became part of it. Who goes "
        "on asks for a new one."
    ),
    status_code=204,
    response_class=Response,
    responses=documented(Unauthenticated, Forbidden, NotFound, TooLarge, UnsupportedMediaType, Malformed, NotYet),
    openapi_extra=described(CalendarWithdrawn, "organisation"),
)
async def withdraw_calendar_addresses(http: HttpRequest, application: TheApplication, actor: SignedIn) -> Response:
    body = await json_body(http)
    await run_in_threadpool(application.governing.withdraw_calendar, actor, body)
    return Response(status_code=204)

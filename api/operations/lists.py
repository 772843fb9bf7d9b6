"""Asking across trajectories, on a day and as known at a moment: lists, the calendar, and the houses of the region.

They are read from rows, and wait for those that were asked for. What is about persons is given only by `shown`, which has that recorded
first.
"""

from datetime import date
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Security
from fastapi import Request as HttpRequest
from fastapi.security import APIKeyQuery, HTTPAuthorizationCredentials
from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.asked import check_asked
from api.dependencies import BEARER, SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import known_at, page_response
from api.parameters import Day, KnownPaged, Paged, Question
from api.problems import documented
from api.signin import Verifier, not_signed_in
from application.problems import Forbidden, Malformed, NotYet, Unauthenticated
from domain.codes import Setting
from domain.deadlines import deadline_kinds
from domain.envelope import Actor
from domain.events import EVENTS
from domain.events.base import Code, Municipality, Name
from domain.rules import rules

_LIST = documented(Unauthenticated, Malformed, NotYet)

_UP_TO = "Of the log, up to which the rows were that it was read from"
_LIST_OF_NOW = {**known_at(f"{_UP_TO}."), **_LIST}
_KNOWN_LIST = {**known_at(f"{_UP_TO}; where one was given, that which `known_at` resolved to or `at_position` named."), **_LIST}
_OF_THE_REGISTER = {
    **known_at(
        "Of the log, at which the register was last changed; where one was given, that which `known_at` resolved to or `at_position` named."
    ),
    **_LIST,
}

router = APIRouter(tags=["ask"])

_ASKED = {"parameters": [PURPOSE]}


def _instead_of_another(day: date | None, info: ValidationInfo) -> date | None:
    if day is not None and (other := next((name for name in ("on", "from_", "to") if info.data.get(name) is not None), None)):
        raise PydanticCustomError("one_day", "Give {other} or valid_on: both name the day.", {"other": other.removesuffix("_")})
    return day


InsteadOfOn = Annotated[
    Day | None, AfterValidator(_instead_of_another), Field(description="The same as `on`, by the name that it has everywhere else.")
]


class OnADay(KnownPaged):
    """A list of what was so on a day, which goes by two names."""

    on: Day | None = None
    valid_on: InsteadOfOn = None

    @property
    def said(self) -> dict[str, Any]:
        """With the day by one of them."""
        said = dict(self)
        day = said.pop("valid_on")
        return {**said, "on": day or self.on}


_OF_KNOWN_AT = "or the Amsterdam date of `known_at`"


class AboutWorklist(Paged):
    elsewhere = dict.fromkeys(
        ("known_at", "at_position", "valid_on", "on"),
        "The worklist tells of today, as known now. Ask /placements who was where on another day, and as known at a moment; "
        "/trajectories/{trajectory_id} how one trajectory stood.",
    )

    status: Literal["open", "closed"] | None = None
    setting: Annotated[Setting | None, Field(description="Of the main stay.")] = None
    municipality: Annotated[
        Municipality | None,
        Field(description="CBS code of the home municipality as it is today; one that merged has nobody any more.", examples=["0917"]),
    ] = None
    procesregisseur: Annotated[Name | None, Field(description="The subject of the procesregisseur's token.")] = None


@router.get(
    "/trajectories",
    operation_id="list_trajectories",
    summary="The worklist: the trajectories that you may see, as they are known now",
    response_model=shapes.Page[shapes.OnTheWorklist],
    responses=_LIST_OF_NOW,
    openapi_extra=_ASKED,
)
async def list_trajectories(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutWorklist, Query()]
) -> Response:
    ask = partial(application.lists.worklist, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


class AboutPlacements(OnADay):
    on: Annotated[Day | None, Field(description=f"The night that begins on that day; without it, the coming night, {_OF_KNOWN_AT}.")] = None
    setting: Setting | None = None


@router.get(
    "/placements",
    operation_id="list_placements",
    summary="Who is where: every main stay that covers a night",
    response_model=shapes.Page[shapes.Placement],
    responses=_KNOWN_LIST,
    openapi_extra=_ASKED,
)
async def list_placements(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutPlacements, Query()]
) -> Response:
    ask = partial(application.lists.placements, **asked.said)
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


def _known_kind(name: str) -> str:
    if name not in EVENTS:
        raise PydanticCustomError("kind", "Give the name of a kind of event, such as title-granted.")
    return name


class AboutAuditTrail(Paged):
    elsewhere = dict.fromkeys(
        ("known_at", "at_position", "valid_on", "on"),
        "What was recorded stays as it was recorded: give from and to, the days of recording. What was known of one trajectory at a "
        "moment, or had happened by a day, is in /trajectories/{trajectory_id}/events.",
    )

    trajectory_id: Annotated[UUID | None, Field(description="Of this trajectory only.")] = None
    recorded_by: Annotated[Name | None, Field(description="Recorded by this subject.")] = None
    type: Annotated[str | None, AfterValidator(_known_kind), Field(json_schema_extra={"enum": sorted(EVENTS)})] = None
    from_: Annotated[Day | None, Field(alias="from", description="Recorded on this day or later.")] = None
    to: Annotated[Day | None, Field(description="Recorded before this day.")] = None


@router.get(
    "/audit-trail",
    operation_id="list_audit_trail",
    summary="What was recorded, by whom and when, in order of position",
    response_model=shapes.Page[shapes.AuditedEvent],
    responses=_LIST_OF_NOW,
    openapi_extra=_ASKED,
)
async def list_audit_trail(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutAuditTrail, Query()]
) -> Response:
    ask = partial(application.lists.audit_trail, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


def _known_deadline(name: str) -> str:
    if name not in deadline_kinds():
        raise PydanticCustomError("deadline", "Give a kind of deadline: {known}.", {"known": ", ".join(sorted(deadline_kinds()))})
    return name


class AboutDeadlines(OnADay):
    on: Annotated[Day | None, Field(description=f"Open on that day; without it, today, {_OF_KNOWN_AT}.")] = None
    due_before: Annotated[Day | None, Field(description="Due before that day.")] = None
    kind: Annotated[str | None, AfterValidator(_known_deadline), Field(json_schema_extra={"enum": sorted(deadline_kinds())})] = None
    municipality: Annotated[
        Municipality | None,
        Field(description="CBS code of the home municipality as it is today; one that merged has nobody any more.", examples=["0917"]),
    ] = None
    controller: Annotated[
        Code | None,
        Field(
            description="Register id of a provider or GI that keeps a dossier of the trajectory, by what is known today: it gave a stay or "
            "help, carried out a measure, or was named last as a controller. Nobody is found by a place that is secret. "
            "Of `retention` it is told the end of its own dossier (`about` is its code), and that of all that is here.",
            examples=["koraal"],
        ),
    ] = None


@router.get(
    "/deadlines",
    operation_id="list_deadlines",
    summary="What is open on a day, late or not, soonest first",
    response_model=shapes.Page[shapes.OpenDeadline],
    responses=_KNOWN_LIST,
    openapi_extra=_ASKED,
)
async def list_deadlines(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutDeadlines, Query()]
) -> Response:
    ask = partial(application.lists.deadlines, **asked.said)
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


_RULES = sorted((rule.id for rule in rules()), key=lambda name: (name[0], len(name), name))


def _known_rule(name: str) -> str:
    if name not in _RULES:
        raise PydanticCustomError("rule", "Give the id of a rule: {known}.", {"known": ", ".join(_RULES)})
    return name


class AboutFindings(OnADay):
    on: Annotated[Day | None, Field(description=f"Holding on that day; without it, today, {_OF_KNOWN_AT}.")] = None
    rule: Annotated[str | None, AfterValidator(_known_rule), Field(json_schema_extra={"enum": _RULES})] = None


@router.get(
    "/findings",
    operation_id="list_findings",
    summary="Rules of law and policy that are not met on a day, trajectory by trajectory",
    response_model=shapes.Page[shapes.FindingOfATrajectory],
    responses=_KNOWN_LIST,
    openapi_extra=_ASKED,
)
async def list_findings(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutFindings, Query()]
) -> Response:
    ask = partial(application.lists.findings, **asked.said)
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


class AboutNights(KnownPaged):
    from_: Annotated[
        Day | None, Field(alias="from", description=f"With nights on that day or later; without it, today, {_OF_KNOWN_AT}.")
    ] = None
    to: Annotated[Day | None, Field(description="With nights before that day; without it, the day after `from`.")] = None
    valid_on: Annotated[
        Day | None, AfterValidator(_instead_of_another), Field(description="Only the night that begins on that day; instead of `from`.")
    ] = None
    uncovered: Annotated[bool, Field(description="Only nights of which no title is known.")] = False

    @property
    def said(self) -> dict[str, Any]:
        """With its nights by their first day."""
        said = dict(self)
        night = said.pop("valid_on")
        return {**said, "from_": night or self.from_}


@router.get(
    "/legal-cover",
    operation_id="list_nights",
    summary="Closed nights of a period, each stretch with its title or with none, trajectory by trajectory",
    response_model=shapes.Page[shapes.CoverOfATrajectory],
    responses=_KNOWN_LIST,
    openapi_extra=_ASKED,
)
async def list_nights(http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutNights, Query()]) -> Response:
    ask = partial(application.lists.legal_cover, **asked.said)
    return page_response(http, asked, await shown(http, application, actor, asked, ask))


_BY_ADDRESS = APIKeyQuery(
    auto_error=False, scheme_name="address", name="token", description="What `POST /deadlines.ics/token` gave: it opens the calendar alone."
)


async def _subscriber(
    http: HttpRequest,
    application: TheApplication,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)],
    token: Annotated[str | None, Security(_BY_ADDRESS)],
) -> Actor:
    """Whoever the header says or, where a calendar program cannot send it, what stands in the address."""
    verifier: Verifier = http.app.state.verifier
    if credentials is not None:
        actor = await verifier.actor(credentials.credentials)
    elif token is not None:
        actor = await run_in_threadpool(verifier.calendar.actor, token, application.governing.calendar_stands)
    else:
        raise not_signed_in("Send Authorization: Bearer, with a token; or subscribe to the address that POST /deadlines.ics/token gives.")
    check_asked(http)
    return actor


class AboutCalendar(Question):
    token: Annotated[
        str | None,
        Field(
            description="What `POST /deadlines.ics/token` gave, for a calendar program that cannot send `Authorization`. Ignored where "
            "that header is sent."
        ),
    ] = None


@router.get(
    "/deadlines.ics",
    operation_id="get_calendar",
    summary="The open deadlines of the trajectories that you are procesregisseur of, as an iCalendar feed",
    description=(
        "For a calendar program to subscribe to: a whole day for each deadline, with its alerts. An entry says the kind of deadline "
        "(`CATEGORIES`, such as `title-expiry`) and the trajectory's id (`DESCRIPTION`); no person is in it.\n\n"
        "Calendar programs cannot send `Authorization`, so here, and at no other path, a token may stand in the address: that which "
        "`POST /deadlines.ics/token` gives. It opens this calendar and nothing else, and no other token is taken there."
    ),
    response_class=Response,
    responses={
        200: {"content": {"text/calendar": {"schema": {"type": "string"}}}},
        **documented(Unauthenticated, Forbidden, Malformed, NotYet),
    },
    openapi_extra=_ASKED,
)
async def get_calendar(
    http: HttpRequest, application: TheApplication, actor: Annotated[Actor, Depends(_subscriber)], asked: Annotated[AboutCalendar, Query()]
) -> Response:
    feed = await shown(http, application, actor, asked, partial(application.lists.calendar, min_position=asked.min_position))
    return Response(feed, media_type="text/calendar; charset=utf-8")


class AboutLocations(KnownPaged):
    setting: Setting | None = None
    on: Annotated[Day | None, Field(description="Existing on that day; without it, the day of what is known.")] = None


@router.get(
    "/locations",
    operation_id="list_locations",
    summary="The houses and families of the region",
    response_model=shapes.Page[shapes.Location],
    responses=_OF_THE_REGISTER,
    openapi_extra=_ASKED,
)
async def list_locations(
    http: HttpRequest, application: TheApplication, _: SignedIn, asked: Annotated[AboutLocations, Query()]
) -> Response:
    page = await run_in_threadpool(partial(application.lists.locations, **dict(asked)))
    return page_response(http, asked, page)

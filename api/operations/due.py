"""What a provider or the region delivers every period about all at once: until when, and what met it."""

from datetime import date
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.dependencies import SignedIn, TheApplication
from api.operations.lists import OnADay
from api.pages import known_at, page_response
from api.parameters import Day
from api.problems import documented
from application.problems import Forbidden, Malformed, NotYet, Unauthenticated
from domain.codes import PeriodicDelivery
from domain.events.base import Code

router = APIRouter(tags=["deliver"])

_LIST = {
    **known_at(
        "Of the log, at which the register or a delivery was last recorded; where one was given, that which `known_at` resolved to or "
        "`at_position` named."
    ),
    **documented(Unauthenticated, Forbidden, Malformed, NotYet),
}


class DueDelivery(shapes.Shape):
    """A term of one provider or of the region, about one period; or, among what was met, a delivery that nobody owed."""

    kind: PeriodicDelivery
    source: Literal["law", "policy"]
    article: str
    provider: Annotated[str | None, Field(description="Who delivers it; null is the region.")]
    period: Annotated[str, Field(examples=["2026-H1"])]
    owed: Annotated[
        bool,
        Field(
            description="Whether it was to be delivered, by what the register says. If not, it was delivered and meets no term: look "
            "whether the period and the provider are right, or whether an accommodation is to be registered."
        ),
    ]
    since: Annotated[date, Field(description="From which day it can be delivered.")]
    due_on: Annotated[date | None, Field(description="Null of what nobody owed.")]
    breach_from: Annotated[date | None, Field(description="The first day too late; null of what nobody owed.")]
    late: Annotated[bool, Field(description="Whether the day, or that on which it was met, lies on or after `breach_from`.")]
    alerts: Annotated[list[date], Field(description="Days on which to be warned.")]
    met_on: date | None
    met_by: Annotated[int | None, Field(description="The position of the log at which it was told, or the record set was frozen.")]


class AboutDueDeliveries(OnADay):
    on: Annotated[Day | None, Field(description="Open on that day; without it, today, or the Amsterdam date of `known_at`.")] = None
    due_before: Annotated[Day | None, Field(description="Due before that day.")] = None
    kind: PeriodicDelivery | None = None
    provider: Annotated[Code | None, Field(description="Of this provider only.", examples=["koraal"])] = None
    met: Annotated[
        bool,
        Field(
            description="Those that were met by that day, in the place of those that are open; after them, unless `due_before` is given, "
            "what was delivered that nobody owed."
        ),
    ] = False


@router.get(
    "/deadlines/deliveries",
    operation_id="list_due_deliveries",
    summary="What providers and the region must deliver to the inspectorate, the CBS and the NZa, and until when, soonest first",
    description=(
        "The overview of restrictive measures and leave for the inspectorate, every half-year, and its analysis, every year (Jeugdwet "
        "6.7.3 and 6.7.4); the records for the CBS, every half-year, which a record set of `POST /deliveries` meets; what the NZa is told "
        "every quarter, and by the region every year (Regeling Jeugdwet 8g). A provider and its administrator are told its own; "
        "administrators of the region's municipalities or office, reporters, privacy officers and auditors those of all. That one was "
        "delivered is told by `POST /register/delivered`."
    ),
    response_model=shapes.Page[DueDelivery],
    responses=_LIST,
)
async def list_due_deliveries(
    http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutDueDeliveries, Query()]
) -> Response:
    page = await run_in_threadpool(partial(application.due_deliveries.due, actor, **asked.said))
    return page_response(http, asked, page)

"""The feed, for programs: what was recorded, in the order of the log."""

from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from pydantic import Field
from starlette.responses import Response

from api import shapes
from api.dependencies import SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import json_response
from api.parameters import Limit, Question, WholeNumber
from api.problems import documented
from application.problems import Forbidden, Malformed, NotYet, Unauthenticated

router = APIRouter(tags=["ask"])


class AboutFeed(Question):
    after: Annotated[
        WholeNumber, Field(description="The position up to which you have read: `next`, or `Position`, of the page before.")
    ] = 0
    limit: Limit = 100


@router.get(
    "/feed",
    operation_id="get_feed",
    summary="All that was recorded of the trajectories that your organisation sees, in the order of the log, facts alone",
    description=(
        "For a program (role `integration`) of a municipality, provider or GI. It is told what the people of that organisation see today, "
        "without words, names of who recorded it and secret places; nothing of what was erased, or of jeugdigen of whom no messages are to "
        "be sent. Contents that are confided to another organisation read `{withheld: true}`.\n\n"
        "A page can hold fewer than `limit` items, or none, and have a `next` all the same: go on. Without `next` you have read all there "
        "is; ask again later, after the `Position` of this answer. What comes into sight later is not told again: where a trajectory goes "
        "on with a `version` that is not the next one, have the case asked by somebody who sees it, or read once more from 0."
    ),
    response_model=shapes.Feed,
    responses={
        200: {"headers": {"Position": {"schema": {"type": "integer"}, "description": "Up to and including which it was read."}}},
        **documented(Unauthenticated, Forbidden, Malformed, NotYet),
    },
    openapi_extra={"parameters": [PURPOSE]},
)
async def get_feed(http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutFeed, Query()]) -> Response:
    fed = await shown(http, application, actor, asked, partial(application.feed.after, **dict(asked)))
    headers = {"Position": str(fed.reached)}
    if fed.next is not None:
        parameters = asked.model_dump(exclude_unset=True, exclude_none=True) | {"after": fed.next}
        headers["Link"] = f'<{http.url.path}?{urlencode(parameters)}>; rel="next"'
    return json_response({"items": fed.items, "next": fed.next}, headers)

"""Reports: figures across trajectories, with nobody in them."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from pydantic import Field
from starlette.responses import Response

from api import shapes
from api.dependencies import SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import json_response
from api.parameters import Day, Question
from api.problems import documented
from application.problems import Forbidden, Malformed, NotYet, Unauthenticated
from application.reports import By

router = APIRouter(prefix="/reports", tags=["ask"])

_REPORT = documented(Unauthenticated, Forbidden, Malformed, NotYet)


class AboutStand(Question):
    on: Annotated[Day | None, Field(description="The night that begins on that day; without it, the coming night.")] = None
    by: By = By.SETTING


@router.get(
    "/stand",
    operation_id="get_stand",
    summary="How many jeugdigen are where on a night, by setting, home municipality or provider",
    description=(
        "For reporters, privacy officers and auditors. A `count` of fewer than five is null, and so are others from which it could be "
        "computed; where that would not hide it, there are no cells and no total, as where nobody is. The total is exact."
    ),
    response_model=shapes.Stand,
    responses=_REPORT,
    openapi_extra={"parameters": [PURPOSE]},
)
async def get_stand(http: HttpRequest, application: TheApplication, actor: SignedIn, asked: Annotated[AboutStand, Query()]) -> Response:
    return json_response(await shown(http, application, actor, asked, partial(application.reports.stand, **dict(asked))))

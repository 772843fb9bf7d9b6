"""Replay of one case: what each recording changed, and what was learned between two moments."""

from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from pydantic import Field
from starlette.responses import Response

from api import shapes
from api.dependencies import SignedIn, TheApplication, TrajectoryId
from api.looking import PURPOSE, shown
from api.pages import json_response, page_response
from api.parameters import AtPosition, Day, Known, KnownAt, KnownPaged
from api.problems import documented
from application.problems import Malformed, NotFound, NotYet, Unauthenticated

_OF_ONE = documented(Unauthenticated, NotFound, Malformed, NotYet)

router = APIRouter(prefix="/trajectories/{trajectory_id}", tags=["ask"])


class Changed(shapes.Shape):
    """A field of the situation that is another, both on the same day; null is without a value, not there, or not to be told."""

    field: Annotated[str, Field(description="With dots: a title by its id.", examples=["stay.setting", "titles.machtiging-1.status"])]
    before: Any
    after: Any


class Term(shapes.Deadline):
    """A term as a whole: open from `since` up to, and not including, `until`."""

    about: Annotated[str, Field(description="The thing that it is about, such as a title_id.")]
    source: Literal["law", "policy"]
    since: date
    until: Annotated[date | None, Field(description="Null as long as nothing ends it.")]
    breach_from: Annotated[date, Field(description="The first day too late.")]
    met_on: date | None
    met_by: Annotated[int | None, Field(description="The version that met it, where one event did.")]
    over_on: Annotated[date | None, Field(description="From which day nobody asks for it any more; null where it was met before that.")]
    last_night: date | None
    alerts: Annotated[list[date], Field(description="Days on which to be warned.")]


class _Learned(shapes.Shape):
    """What is known since, and what is known no more."""

    changed: Annotated[list[Changed], Field(description="Of the situation; what is found and due stands beside it, as whole intervals.")]
    findings_added: list[shapes.Finding]
    findings_gone: list[shapes.Finding]
    deadlines_added: list[Term]
    deadlines_gone: list[Term]


class Replayed(_Learned):
    """One recording and what came of it."""

    position: int
    event: shapes.RecordedEvent
    days_late: Annotated[int, Field(description="From `occurred_on` to the Amsterdam day of recording.")]
    state: Annotated[shapes.Case, Field(description="As known from then on, on that day.")]


class Difference(_Learned):
    """From what was known at `known_at` to what was known at `other`, of the situation on `valid_on`."""

    trajectory_id: UUID
    known_at: datetime
    position: Annotated[int, Field(description="Of the log, that `known_at` resolved to.")]
    other: datetime
    other_position: int
    valid_on: date
    events: Annotated[list[shapes.RecordedEvent], Field(description="Recorded between the two moments, in order of version.")]


class AboutReplay(KnownPaged):
    from_: Annotated[Day | None, Field(alias="from", description="Recorded on this day or later.")] = None
    to: Annotated[Day | None, Field(description="Recorded before this day.")] = None


@router.get(
    "/replay",
    operation_id="replay_trajectory",
    summary="Step by step, in the order of recording: what was known from then on, and what that changed",
    description=(
        "One item for each recording: the situation as it was known from then on, on the day of recording; what in it differs from what "
        "was known just before about that same day; and the findings and deadlines that came and went, as whole intervals."
    ),
    response_model=shapes.Page[Replayed],
    responses=_OF_ONE,
    openapi_extra={"parameters": [PURPOSE]},
)
async def replay_trajectory(
    http: HttpRequest, application: TheApplication, actor: SignedIn, trajectory_id: TrajectoryId, asked: Annotated[AboutReplay, Query()]
) -> Response:
    ask = partial(application.cases.replaying.replay, trajectory_id=trajectory_id, **dict(asked))
    return page_response(http, asked, await shown(http, application, actor, asked, ask, trajectory_id))


class AboutDifference(Known):
    other: KnownAt = None
    other_position: Annotated[AtPosition, Field(description="What was known at that position of the log; instead of `other`.")] = None
    valid_on: Annotated[Day | None, Field(description="The day of the situation; without it, the Amsterdam date of the later moment.")] = (
        None
    )


@router.get(
    "/difference",
    operation_id="get_difference",
    summary="What was learned between two moments about the situation on a day",
    description=(
        "From `known_at` to `other`, or from `at_position` to `other_position`; with the later first, what was not known yet. Before the "
        "opening nothing was known. "
        "`findings` and `deadlines` are whole intervals, whichever day is asked about."
    ),
    response_model=Difference,
    responses=_OF_ONE,
    openapi_extra={"parameters": [PURPOSE]},
)
async def get_difference(
    http: HttpRequest,
    application: TheApplication,
    actor: SignedIn,
    trajectory_id: TrajectoryId,
    asked: Annotated[AboutDifference, Query()],
) -> Response:
    ask = partial(application.cases.replaying.difference, trajectory_id=trajectory_id, **dict(asked))
    return json_response(await shown(http, application, actor, asked, ask, trajectory_id))

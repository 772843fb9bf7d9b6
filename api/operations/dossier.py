"""A dossier of one case for a court, an inspectorate or the jeugdige: as JSON, or the same to print."""

from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from pydantic import Field
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.accept import form_of
from api.dependencies import SignedIn, TheApplication, TrajectoryId
from api.looking import PURPOSE, shown
from api.parameters import Known, WholeNumber
from api.problems import NotAcceptable, documented
from application.problems import Malformed, NotFound, NotYet, Unauthenticated
from domain.codes import Role, Setting, StayPurpose, TitleBasis
from interchange.dossier import MEDIA_TYPE, typeset

router = APIRouter(prefix="/trajectories/{trajectory_id}", tags=["ask"])

LeftOut = Annotated[Literal["about another"] | None, Field(description="Whether passages are left out, because they are about another.")]


class Later(shapes.Shape):
    """That it was put right, never happened, or was undone: by which version. What was itself voided since is not told."""

    version: int
    type: Literal["corrected", "voided", "annulled"]


class EventOfADossier(shapes.RecordedEvent):
    """One event as it was recorded, with what was recorded of it later."""

    summary: Annotated[str, Field(description="One Dutch sentence, made from facts alone.")]
    left_out: LeftOut
    later: list[Later]


class StayOfADossier(shapes.Shape):
    """One stay, main or passing."""

    stay_id: str
    version: int
    purpose: StayPurpose
    setting: Setting
    provider: shapes.Secret = None
    provider_name: shapes.Secret = None
    location: shapes.Secret = None
    location_name: shapes.Secret = None
    since: date
    until: date | None
    title_id: str | None


class TitleOfADossier(shapes.Title):
    """A title, and what it rests on."""

    version: int
    article: str
    decided_on: date
    court: str | None
    civil_basis: TitleBasis | None


class Decision(shapes.Shape):
    """A decision, or what was recorded despite a finding of law, with what it rests on."""

    version: int
    occurred_on: date
    summary: str
    title_id: str | None
    despite: Annotated[dict[str, Any] | None, Field(description="Rules with their articles; the reason only for who may read words.")]
    left_out: LeftOut
    later: list[Later]


class AccessOfADossier(shapes.Shape):
    """One look."""

    recorded_at: datetime
    action: Literal["R", "E"]
    operation: str
    outcome: Literal["shown", "not-found", "forbidden", "refused"]
    looked_by: Annotated[
        shapes.Actor | shapes.Looker | shapes.Recorder, Field(description="Without names where they would tell a place that is secret.")
    ]
    purpose: str
    ground: str | None
    words: bool


class Checkpoint(shapes.Shape):
    """The newest signed checkpoint that has all of it in it."""

    origin: str
    size: int
    root: shapes.Hash
    note: Annotated[str, Field(description="As it was signed (C2SP tlog-checkpoint).")]


class Situation(shapes.Shape):
    """The situation on the day of `known_at`, as `GET /trajectories/{trajectory_id}` gives it."""

    valid_on: date


class Dossier(shapes.Shape):
    """All that was known of one case, as much of it as who asks may see."""

    trajectory_id: UUID
    version: int
    position: Annotated[int, Field(description="Of the log, that `known_at` resolved to.")]
    known_at: datetime
    checkpoint: Annotated[Checkpoint | None, Field(description="Null where the newest is not signed yet.")]
    made_on: date
    made_for: shapes.Actor
    ground: Annotated[str, Field(description="The rule on which it was shown.")]
    words: Annotated[Literal["all", "some", "none"], Field(description="Of which events narrative and identity are told.")]
    without: Annotated[list[int], Field(description="Versions that were asked to be left out.")]
    situation: Situation
    names: Annotated[
        dict[str, str],
        Field(description="What the register calls the municipalities, providers and locations whose codes stand in it."),
    ]
    events: Annotated[list[EventOfADossier], Field(description="All of them, in the order of `occurred_on` and version.")]
    whereabouts: list[shapes.Whereabouts]
    stays: list[StayOfADossier]
    titles: list[TitleOfADossier]
    legal_cover: list[shapes.Cover]
    decisions: list[Decision]
    findings: Annotated[list[shapes.Finding], Field(description="That began by the day of `known_at`.")]
    accesses: Annotated[
        list[AccessOfADossier] | None,
        Field(description="Who looked before `known_at`: to the privacy officer and the jeugdige; null to others."),
    ]
    accesses_told_to: Annotated[list[Role], Field(description="Who is told who looked, and can be asked where `accesses` is null.")]


class AboutDossier(Known):
    without: Annotated[
        tuple[Annotated[WholeNumber, Field(ge=1)], ...],
        Field(description="Versions of events with passages about another: their words are left out, and that shows."),
    ] = ()


class _OfOne(AboutDossier):
    """What is asked, about whom: an export, though of one."""

    trajectory_id: UUID


@router.get(
    "/dossier",
    operation_id="get_dossier",
    summary="The whole case in one document, for a court, an inspectorate or the jeugdige",
    description=(
        "What happened in plain Dutch, where the jeugdige was, titles and the nights under them, decisions with their grounds, findings, "
        "and who looked: as much of each as you may see. What is left out because it is about another is marked. With "
        f"`Accept: {MEDIA_TYPE}` the same as a tagged PDF; the same dossier always gives the same bytes. Recorded as an export."
    ),
    response_model=Dossier,
    responses={
        200: {
            "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
            "headers": {"Position": {"description": "Of the log, that `known_at` resolved to.", "schema": {"type": "integer"}}},
        },
        **documented(Unauthenticated, NotFound, NotAcceptable, Malformed, NotYet),
    },
    openapi_extra={"parameters": [PURPOSE]},
)
async def get_dossier(
    http: HttpRequest, application: TheApplication, actor: SignedIn, trajectory_id: TrajectoryId, asked: Annotated[AboutDossier, Query()]
) -> Response:
    form = form_of(http, MEDIA_TYPE)
    of_one = _OfOne.model_construct(asked.model_fields_set, **dict(asked), trajectory_id=trajectory_id)
    ask = partial(application.dossiers.of, trajectory_id=trajectory_id, **dict(asked))
    told = await shown(http, application, actor, of_one, ask)
    dossier, headers = to_json(told), {"Position": str(told["position"])}
    if form != MEDIA_TYPE:
        return Response(dossier, headers=headers, media_type="application/json")
    headers["Content-Disposition"] = f'attachment; filename="dossier-{trajectory_id}.pdf"'
    return Response(await run_in_threadpool(typeset, dossier), headers=headers, media_type=MEDIA_TYPE)

"""Reports: figures across trajectories, with nobody in them."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi import Request as HttpRequest
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import shapes
from api.accept import JSON, form_of
from api.dependencies import SignedIn, TheApplication
from api.looking import PURPOSE, shown
from api.pages import json_response
from api.parameters import AtPosition, Day, KnownAt, Question
from api.problems import NotAcceptable, documented
from application.problems import Forbidden, Malformed, NotFound, NotYet, Unauthenticated
from application.reporting.reports import Asked, named
from application.reporting.wanted import By
from domain.figures import Detail, PeriodKind
from domain.indicators import indicators
from interchange.tables import CSV, PARQUET, csv_of
from interchange.tables.figures import COLUMNS, figures

router = APIRouter(prefix="/reports", tags=["ask"])

_REPORT = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}, PARQUET: {"schema": {"type": "string", "format": "binary"}}}},
    **documented(Unauthenticated, Forbidden, NotFound, NotAcceptable, Malformed, NotYet),
}

IndicatorName = Annotated[
    str,
    Path(description="One of the sixteen: see `docs/indicators.md`.", json_schema_extra={"enum": list(indicators())}, examples=["inflow"]),
]


class AboutReport(Question):
    variant: Annotated[
        str | None,
        Field(description="Of the indicator; without it, the one that is meant by its name alone.", pattern="^[a-z0-9-]{1,60}$"),
    ] = None
    period: PeriodKind = PeriodKind.QUARTER
    from_: Annotated[Day | None, Field(alias="from", description="A day of the first period; without it, a year before the last.")] = None
    until: Annotated[Day | None, Field(description="The day after the last; without it, the day after `valid_on`.")] = None
    by: By = None
    valid_on: Annotated[
        Day | None,
        Field(
            description=(
                "Of a period that runs on that day, its days up to and including it count. Without it, the day of what is known. On a day "
                "before that, such a period is suppressed, unless `exact` or of what stands on a day: the rest would follow by subtraction."
            )
        ),
    ] = None
    detail: Annotated[
        Detail,
        Field(
            description="`published`: rounded to five, as for the public; `exact`: small counts too, for privacy officers, and for "
            "auditors under an assignment to all trajectories."
        ),
    ] = Detail.PROTECTED
    known_at: KnownAt = None
    at_position: AtPosition = None

    def said(self) -> dict[str, Any]:
        """What is asked, and what is known, by the names of the application."""
        given = dict(self)
        names = ("variant", "period", "from_", "until", "by", "valid_on", "detail")
        return {name: given[name] for name in names}


@router.get(
    "/{indicator}",
    operation_id="get_report",
    summary="The figures of an indicator, by period and group, as known at a moment",
    description=(
        "For reporters, privacy officers and auditors. A figure of fewer than five is null and `suppressed`, and so are others from which "
        "it could be computed; zero is told. A `value` of null that is not suppressed says that there is nothing to say, as the median of "
        "nothing. The group `none` is of what is not known, does not apply, or is secret. "
        f"With `Accept: text/csv` or `{PARQUET}` the rows as a table, each with `indicator`, `variant`, `unit` and `position`."
    ),
    response_model=shapes.Report,
    responses=_REPORT,
    openapi_extra={"parameters": [PURPOSE]},
)
async def get_report(
    http: HttpRequest, application: TheApplication, actor: SignedIn, indicator: IndicatorName, asked: Annotated[AboutReport, Query()]
) -> Response:
    about = Asked(indicator, **asked.said())
    form = form_of(http, CSV, PARQUET)
    # What is written down of a question are names of closed lists: others are refused first.
    named(about)
    ask = partial(
        application.reports.report,
        asked=about,
        known_at=asked.known_at,
        at_position=asked.at_position,
        min_position=asked.min_position,
    )
    report = await shown(http, application, actor, asked, ask, coded={"indicator": indicator})
    headers = {"Position": str(report["position"])}
    if form == JSON:
        return json_response(report, headers)
    file = f"{report['indicator']}-{report['variant']}.{'csv' if form == CSV else 'parquet'}"
    headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return Response(await run_in_threadpool(_table, report, form), headers=headers, media_type=form)


def _table(report: dict[str, Any], form: str) -> bytes:
    if form == CSV:
        return b"".join(csv_of(COLUMNS, figures(report)))
    from interchange.tables.parquet import parquet_of  # a large library comes with it: nobody else waits for that

    return b"".join(parquet_of(COLUMNS, figures(report)))

"""What somebody says of a delivery that he wants: the body of `POST /deliveries`."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from application import bodies
from application.naming_nobody import may_be_somebodys
from application.problems import Malformed
from application.reporting.reports import Asked
from domain.calendar import FIRST_DAY, LAST_DAY, Day
from domain.events.base import Code, Name
from domain.figures import Detail, PeriodKind
from domain.indicators import Dimension


def _of_this_calendar(moment: datetime) -> datetime:
    if not FIRST_DAY < moment.date() < LAST_DAY:
        raise ValueError(f"Give a moment after {FIRST_DAY} and before {LAST_DAY}.")
    return moment


def _of_no_person(name: str) -> str:
    if may_be_somebodys(name):
        raise ValueError("Name an organisation: a number of so many digits may be somebody's.")
    return name


THE_REGION = "region"


def or_the_region(by: Any) -> Any:
    if isinstance(by, str) and by not in (THE_REGION, *Dimension):
        raise PydanticKnownError("enum", {"expected": ", ".join((THE_REGION, *Dimension))})
    return None if by == THE_REGION else by


By = Annotated[
    Dimension | None,
    BeforeValidator(or_the_region),
    Field(description=f"By what figures are broken down; without it, or by `{THE_REGION}`, they are those of the region."),
    WithJsonSchema({"anyOf": [{"type": "string", "enum": [THE_REGION, *Dimension]}, {"type": "null"}]}),
]


class _Wanted(BaseModel):
    # Strict: a number is no moment, and what is meant otherwise than it is written must not give another file.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    known_at: Annotated[
        Annotated[AwareDatetime, AfterValidator(_of_this_calendar)] | None,
        Field(description="What was known at that moment; without it, what is known now."),
    ] = None
    at_position: Annotated[int | None, Field(ge=1, lt=10**18, description="The same at a position of the log, instead of `known_at`.")] = (
        None
    )
    recipient: Annotated[
        Annotated[Name, AfterValidator(_of_no_person)] | None,
        Field(description="For whom it is: an organisation, no person.", examples=["CBS"]),
    ] = None


class WantedReport(_Wanted):
    """A report, with the parameters of `GET /reports/{indicator}`."""

    kind: Literal["report"] = "report"
    indicator: str
    variant: Annotated[str | None, StringConstraints(min_length=1)] = None
    period: PeriodKind = PeriodKind.QUARTER
    from_: Annotated[Day | None, Field(alias="from", description="A day of the first period; without it, a year before the last.")] = None
    until: Annotated[Day | None, Field(description="The day after the last; without it, the day after `valid_on`.")] = None
    by: By = None
    valid_on: Annotated[Day | None, Field(description="Without it, the day of what is known.")] = None
    detail: Detail = Detail.PROTECTED

    @property
    def asked(self) -> Asked:
        return Asked(self.indicator, self.variant, self.period, self.from_, self.until, self.by, self.valid_on, self.detail)


_HALF_YEAR = "^(201[5-9]|20[2-9][0-9]|21[0-9]{2})-H[12]$"
"""From the first of the Jeugdwet (`reports.JEUGDWET`) to the end of the calendar."""


def _half_year(name: str) -> str:
    if not re.fullmatch(_HALF_YEAR, name):
        raise PydanticCustomError("half_year", "Give a half year that is over, from 2015-H1 on, such as 2025-H1: the Jeugdwet began then.")
    return name


HalfYear = Annotated[
    str,
    AfterValidator(_half_year),
    Field(description="One that is over, from 2015-H1 on.", examples=["2025-H1"], json_schema_extra={"pattern": _HALF_YEAR}),
]


class WantedRecords(_Wanted):
    """The records of one provider over a half year, for CBS (Informatieprotocol Beleidsinformatie Jeugd v7)."""

    kind: Literal["cbs-records"]
    half_year: HalfYear
    provider: Annotated[
        Code | None, Field(description="By its code in the register, on the last day of the half year. A provider may leave it out.")
    ] = None


_WANTED: Mapping[str, type[WantedReport] | type[WantedRecords]] = {"report": WantedReport, "cbs-records": WantedRecords}


def read(body: bytes) -> WantedReport | WantedRecords:
    """Raises `Malformed`, naming the field."""
    kind = bodies.members_of(body).get("kind", "report")
    if not isinstance(kind, str) or kind not in _WANTED:
        raise wrong("kind", f"Choose one of: {', '.join(_WANTED)}.")
    return bodies.read(_WANTED[kind], body)


def wrong(field: str, message: str) -> Malformed:
    """What is wrong with one field of a body."""
    return Malformed("Mend the fields named in errors.", errors=[{"pointer": f"/{field}", "message": message}])

"""The shapes of answers, for the OpenAPI document. Answers themselves are written as the application gives them."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.codes import Certainty, Gender, Role, SafetyLevel, Setting, TitleKind, Urgency
from domain.events import EVENTS
from domain.figures import Detail, PeriodKind
from domain.indicators import Dimension
from domain.whereabouts import Where


class Shape(BaseModel):
    """Members may be added: who reads them leaves aside what it does not know."""

    model_config = ConfigDict(extra="allow")


T = TypeVar("T")


class Page(Shape, Generic[T]):
    items: list[T]
    next: Annotated[str | None, Field(description="The cursor of the next page; null on the last one.")]


class Finding(Shape):
    """A rule of law or policy that is not met from `since` up to, and not including, `until`. It says that a term passed."""

    rule: Annotated[str, Field(examples=["L1"])]
    kind: Literal["law", "policy"]
    article: Annotated[str, Field(examples=["Jeugdwet 6.1.2"])]
    since: date
    until: date | None
    message: str
    about: Annotated[str | None, Field(description="The thing that it is about, where there can be several.")]


class Recorded(Shape):
    """What a recording came to."""

    trajectory_id: UUID
    version: Annotated[int, Field(description="Of the trajectory; the next If-Match.", examples=[2])]
    position: Annotated[int, Field(description="In the log of the region.", examples=[18])]
    findings: Annotated[list[Finding], Field(description="What it adds; it stopped nothing, or was passed with despite.")]


Secret = Annotated[str | None, Field(description="Left out where it tells a place that is secret.")]


class Stay(Shape):
    """The main stay that covers the night."""

    stay_id: str
    setting: Setting
    provider: Secret = None
    location: Secret = None
    since: date
    until: date | None
    title_id: str | None


class Title(Shape):
    title_id: str
    kind: TitleKind
    valid_from: date | None
    valid_until: date | None
    status: Literal["future", "running", "suspended", "expired", "lapsed", "replaced", "annulled"]


class Deadline(Shape):
    kind: Annotated[str, Field(examples=["title-expiry"])]
    due_on: date
    due_at: Annotated[
        datetime | None, Field(description="The moment on `due_on`, where the law counts hours and the clock was recorded.")
    ] = None
    article: str


class Whereabouts(Shape):
    """Nights from `from` up to, and not including, `until`. `stay_id`: of the stay that he is in, on leave from, or ran away from."""

    where: Where
    from_: Annotated[date, Field(alias="from")]
    until: date | None
    stay_id: str | None


class Case(Shape):
    """The situation on `valid_on`, as it was known at `known_at`."""

    trajectory_id: UUID
    version: int
    position: Annotated[int, Field(description="Of the log, that `known_at` resolved to.")]
    known_at: datetime
    valid_on: date
    status: Literal["open", "closed"]
    home_municipality: str
    procesregisseur: str | None
    age: int
    gender: Gender
    stay: Stay | None
    whereabouts: Annotated[Whereabouts | None, Field(description="None from the death on.")]
    titles: list[Title]
    findings: list[Finding]
    deadlines: list[Deadline]
    moves: int
    safety: Annotated[
        list[SafetyLevel] | None,
        Field(description="Safety flags that stand on the day, to who records on the case: send no messages without asking."),
    ] = None
    identity: Annotated[dict[str, Any] | None, Field(description="Only for who may read words. Erased words read {erased: true}.")] = None


class Actor(Shape):
    subject: str
    role: Role
    organisation: str


Represents = Annotated[Literal[True] | None, Field(description="Who acts for the jeugdige, and is not himself; otherwise left out.")]


class Recorder(Shape):
    """Who recorded it, or looked."""

    subject: Secret = None
    role: Role
    organisation: Secret = None
    representative: Represents = None


class Source(Shape):
    kind: Annotated[str, Field(examples=["manual"])]
    ref: str | None = None


class RecordedEvent(Shape):
    """One event as it was recorded."""

    position: int
    version: int
    type: Annotated[str, Field(json_schema_extra={"enum": sorted(EVENTS)})]
    schema_number: Annotated[int, Field(alias="schema")]
    occurred_on: date
    recorded_at: datetime
    recorded_by: Recorder
    source: Source
    certainty: Certainty | None = None
    despite: Annotated[dict[str, Any] | None, Field(description="The rules that were passed; the reason only for who may read words.")]
    data: Annotated[dict[str, Any], Field(description="The event's own fields; words only for who may read them.")]


class AuditedEvent(RecordedEvent):
    """One event with its trajectory, and what it says."""

    trajectory_id: UUID
    summary: Annotated[str, Field(description="One Dutch sentence, made from facts alone.")]


class RecorderInRole(Shape):
    """Who recorded it, without a name."""

    role: Role
    organisation: Secret = None
    representative: Represents = None


class FedEvent(Shape):
    """One event as it was recorded, without words."""

    trajectory_id: UUID
    position: int
    version: int
    type: Annotated[str, Field(json_schema_extra={"enum": sorted(EVENTS)})]
    schema_number: Annotated[int, Field(alias="schema")]
    occurred_on: date
    recorded_at: datetime
    recorded_by: RecorderInRole
    data: Annotated[dict[str, Any], Field(description="The event's own coded facts; {withheld: true} where they are for few.")]


class Feed(Shape):
    items: list[FedEvent]
    next: Annotated[int | None, Field(description="The position to ask after; null where there was nothing more.")]


class _Access(Shape):
    """What everybody is told of an access who may read of it."""

    site: Annotated[str, Field(description="Where it was recorded: the same of every access (NEN 7513, AuditSourceID).")]
    recorded_at: datetime
    access_id: UUID
    began_at: Annotated[datetime, Field(description="When the question came in.")]
    action: Annotated[Literal["R", "E"], Field(description="R: one trajectory was read; E: a search or an export (NEN 7513).")]
    operation: Annotated[str, Field(examples=["get_trajectory"])]
    outcome: Annotated[
        Literal["shown", "not-found", "forbidden", "refused"],
        Field(description="not-found: not there, or not to be seen; refused: a recording that was, with reasons that tell something."),
    ]
    purpose: str
    ground: Annotated[str | None, Field(description="The rule on which it was shown; null if nothing was.")]
    controls: Annotated[
        str,
        Field(
            pattern="^[TF]{4}$",
            description="What was found when it was judged (NEN 7513, controles), T or F each: authorised; by a relation of help; by "
            "consent of the client, by which nothing is opened here; by the procedure for emergencies.",
            examples=["TTFF"],
        ),
    ]
    trajectories: Annotated[list[UUID], Field(description="All of which something was shown; to a jeugdige the own alone.")]
    words: Annotated[bool, Field(description="Whether narrative or identity was shown.")]


class Access(_Access):
    """One answer about persons, recorded before it left: to the privacy officer."""

    position: Annotated[int, Field(description="In the access log; the Merkle tree's leaf at that position, less one, is this record.")]
    parameters: Annotated[dict[str, Any], Field(description="What was asked; `given` for a text that may name somebody.")]
    looked_by: Recorder
    on_behalf_of: str | None
    address: Annotated[str | None, Field(description="Of the client on the network.")]
    sought: Annotated[UUID | None, Field(description="The trajectory that was asked about by its id, whatever came of it.")]


class Looker(Shape):
    """Who looked, without which of its workers."""

    role: Role
    organisation: Secret = None


class OwnAccess(_Access):
    """One answer in which the jeugdige was shown or sought: to him."""

    looked_by: Looker


class Cover(Shape):
    """Closed nights from `from` up to, and not including, `until`, under one title or none."""

    from_: Annotated[date, Field(alias="from")]
    until: date | None
    title_id: str | None


class Placement(Shape):
    """A main stay that covers the night."""

    trajectory_id: UUID
    home_municipality: str
    setting: Setting
    provider: Secret = None
    location: Secret = None
    since: date
    until: date | None
    title_valid_until: date | None
    procesregisseur: str | None


class OpenReferral(Shape):
    requested_setting: Setting
    urgency: Urgency
    received_on: date


class StayOnTheWorklist(Stay):
    """The main stay, with the title that goes with it."""

    title_kind: TitleKind | None
    title_valid_until: date | None


class OnTheWorklist(Shape):
    """One trajectory as it stands today."""

    trajectory_id: UUID
    version: int
    position: Annotated[int, Field(description="Of its newest event.")]
    status: Literal["open", "closed"]
    opened_on: date
    home_municipality: str
    procesregisseur: str | None
    referral: OpenReferral | None
    stay: StayOnTheWorklist | None
    died_on: date | None
    last_occurred_on: date
    last_recorded_at: datetime


class OpenDeadline(Deadline):
    """A term of one trajectory that is open on the day, late or not."""

    trajectory_id: UUID
    source: Literal["law", "policy"]
    about: Annotated[str, Field(description="The thing that it is about, such as a title_id.")]
    since: date
    breach_from: Annotated[date, Field(description="The first day too late.")]
    last_night: Annotated[date | None, Field(description="The last night with what then stops by itself.")]
    late: Annotated[bool, Field(description="Whether the day lies on or after `breach_from`.")]
    alerts: Annotated[list[date], Field(description="Days on which to be warned.")]


class FindingOfATrajectory(Finding):
    """A finding with the trajectory in which it was made."""

    trajectory_id: UUID


class CoverOfATrajectory(Cover):
    """Closed nights of one trajectory, under one title or none."""

    trajectory_id: UUID
    annulled_later: Annotated[bool, Field(description="The title or the stay was annulled afterwards; these nights stay covered.")]


class Figure(Shape):
    period: Annotated[str, Field(examples=["2025-03", "2025-Q1", "2025-H1"])]
    group: Annotated[str | None, Field(description="Null for the region; `none` where it is not known, does not apply, or is secret.")]
    value: Annotated[float | None, Field(description="Null where there is nothing to say, or it is suppressed.")]
    suppressed: Annotated[bool, Field(description="It is too small to tell, or would give away one that is.")]


class Report(Shape):
    indicator: str
    number: Annotated[int, Field(description="Of the sixteen.")]
    title: str
    variant: str
    formula: Annotated[str, Field(description="In Dutch: see docs/indicators.md.")]
    unit: str
    known_at: datetime
    position: int
    valid_on: date
    period: PeriodKind
    from_: Annotated[date, Field(alias="from")]
    until: date
    by: Dimension | None
    detail: Detail
    rows: list[Figure]


class Frozen(Shape):
    """What was delivered: by its parameters, as known at `position`. `sha256` is that of its bytes."""

    id: str
    recipient: str | None = None
    position: int
    query_version: Annotated[str, Field(description="SHA-256 of the definitions by which it was made.")]
    sha256: str


class Delivery(Frozen):
    """A report."""

    kind: Literal["report"]
    indicator: str
    variant: str
    period: PeriodKind
    from_: Annotated[date, Field(alias="from")]
    until: date
    by: Dimension | None = None
    valid_on: date
    detail: Detail


class DeliveryOfRecords(Frozen):
    """The records of one provider over a half year, for CBS. The hash is that of its CSV."""

    kind: Literal["cbs-records"]
    provider: str
    half_year: Annotated[str, Field(examples=["2025-H1"])]


class ListedDelivery(Delivery):
    """A report that was delivered."""

    delivered_at: datetime
    delivered_by: Annotated[str, Field(description="The organisation of who delivered it.")]


class ListedDeliveryOfRecords(DeliveryOfRecords):
    """Records that were delivered."""

    delivered_at: datetime
    delivered_by: Annotated[str, Field(description="The organisation of who delivered it.")]
    erased: Annotated[
        int | None, Field(description="Of how many jeugdigen in it the dossier was erased since: they are not in the content any more.")
    ] = None


class RemarkOnARecord(Shape):
    """What CBS would refuse, or somebody has to say first; without a trajectory, of the file as a whole."""

    kind: Annotated[str, Field(examples=["reason-missing", "place-hidden", "half-year-closed"])]
    message: Annotated[str, Field(description="In Dutch.")]
    trajectory_id: UUID | None
    help: Annotated[str | None, Field(description="Hulpvorm, as CBS codes it.", examples=["13"])]
    started_on: Annotated[date | None, Field(description="Datum aanvang of the record.")]
    known: Annotated[str | None, Field(description="What is known of what is asked.")]


class RowOfAReport(Shape):
    period: str
    group: str | None


class Cause(Shape):
    """What was recorded at a position changed the figure by so much; without a position, that another day was asked about, or what `kind`
    says."""

    position: int | None
    delta: float
    kind: Annotated[
        Literal["erased-or-secret", "definitions"] | None, Field(description="Where no recording says why that can still be told of.")
    ] = None


class ChangedFigure(Shape):
    row: RowOfAReport
    before: float | None
    after: float | None
    suppressed: Annotated[bool, Field(description="In either: then nothing is explained.")]
    because: Annotated[list[Cause], Field(description="In order of recording. They add up to `after` less `before`, null taken for 0.")]


class Location(Shape):
    """A house or family where a provider offers one setting on that day; `capacity` in places."""

    location: str
    provider: str
    name: str
    setting: Setting
    municipality: str
    in_region: Annotated[bool, Field(description="Whether that municipality is one of the region on that day.")]
    capacity: int
    registered: Annotated[bool, Field(description="In the public register of gesloten accommodaties (Jeugdwet 6.2.1).")]
    latitude: Annotated[float | None, Field(description="Degrees (WGS84), where known: of the municipality's middle.")]
    longitude: Annotated[float | None, Field(description="Degrees (WGS84).")]


Hash = Annotated[str, Field(description="SHA-256, in base64.", examples=["47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="])]


class Inclusion(Shape):
    """That a leaf stands at `index` of the tree: it leads, with the hashes of `proof`, to the root that was signed at that size."""

    index: Annotated[int, Field(description="The record's position in the log, less one.")]
    tree_size: int
    leaf_hash: Hash
    proof: list[Hash]


class Consistency(Shape):
    """That the log of size `to` begins with the log of size `from`."""

    from_: Annotated[int, Field(alias="from")]
    to: int
    proof: list[Hash]


class Witnessed(Shape):
    """Whose signatures are kept and served with the checkpoint."""

    kept: list[str]


class Assignment(Shape):
    """What is open to an auditor from a day up to, and not including, another."""

    assignment_id: str
    occurred_on: Annotated[date, Field(description="When it was given.")]
    subject: Annotated[str, Field(description="Of the auditor's token.")]
    scope: Annotated[Literal["all"] | list[UUID], Field(description="All trajectories, or those of these ids.")]
    from_: Annotated[date, Field(alias="from")]
    until: date
    purpose: str


class Deputy(Shape):
    """Who stands in for whom, from a day up to, and not including, another."""

    deputy_id: str
    occurred_on: Annotated[date, Field(description="When it was said.")]
    absent: str
    deputy: str
    from_: Annotated[date, Field(alias="from")]
    until: date


class InTheWay(Shape):
    """Something recorded that is to be weighed first: `about` is its id; of a refusal, that of the erasure that was refused before, as a
    whole or in part; of a correction of these words, its version."""

    what: Literal["hold", "stay", "complaint", "objection", "correction", "refusal"]
    about: str
    since: date


class KeptPart(Shape):
    """A part of a dossier of which the destruction was refused: the words of these events."""

    versions: list[int]
    refused_for: str
    refused_at: datetime
    reasons: Annotated[str | None, Field(description="Why, where one erasure is asked about.")] = None


class Erasure(Shape):
    """An erasure of a dossier, or of the words of its event `version`."""

    erasure_id: str
    trajectory_id: UUID
    version: int | None = None
    ground: str
    status: Literal["requested", "approved", "refused", "withdrawn", "overtaken", "begun", "executed"]
    requested_by: Actor
    requested_at: datetime
    asked_on: Annotated[date | None, Field(description="When it was asked for, where that was before.")] = None
    decide_by: Annotated[
        date | None, Field(description="The last day to tell whoever asked what comes of it, while that is open (AVG 12(3)).")
    ] = None
    approved_by: Actor | None = None
    approved_at: datetime | None = None
    from_: Annotated[date | None, Field(alias="from", description="The first day on which it can be carried out.")] = None
    in_the_way: Annotated[list[InTheWay] | None, Field(description="To be weighed; a hold is to be lifted first.")] = None
    refused_for: str | None = None
    reasons: Annotated[str | None, Field(description="Why it was refused, where one erasure is asked about.")] = None
    kept: Annotated[list[KeptPart] | None, Field(description="Parts of the dossier of which it was refused; the rest goes on.")] = None
    ended_at: Annotated[datetime | None, Field(description="When it was refused, withdrawn or overtaken.")] = None
    begun_by: Actor | None = None
    begun_at: datetime | None = None
    begun_position: int | None = None
    versions: Annotated[list[int] | None, Field(description="Once it has begun, and a part is kept: the events of which the words go.")] = (
        None
    )
    executed_at: datetime | None = None
    certificate: str | None = None


class Live(Shape):
    live: bool


class Ready(Shape):
    ok: bool
    checks: dict[str, Any]


class Explanation(Shape):
    type: str
    title: str
    status: int

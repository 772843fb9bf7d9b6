"""Every event as it was recorded, without what is secret now: later corrections are rows of their own, and change nothing here."""

from collections.abc import Sequence

from domain.envelope import Recorded
from domain.history import History
from domain.secrecy import Secrecy
from domain.words import given_out, without_words
from projections.telling.table import Column, Row, Table
from projections.telling.teller import ReadModel

TABLE = Table(
    name="audit_trail",
    columns=(
        Column("trajectory_id", "uuid"),
        Column("version", "integer"),
        Column("position", "bigint"),
        Column("type", "text"),
        Column("schema", "integer"),
        Column("occurred_on", "date"),
        Column("recorded_at", "timestamptz"),
        Column("subject", "text", nullable=True),
        Column("role", "text"),
        Column("organisation", "text", nullable=True),
        Column("representative", "boolean", nullable=True),
        Column("on_behalf_of", "text", nullable=True),
        Column("source", "jsonb"),
        Column("learned_on", "date", nullable=True),
        Column("certainty", "text", nullable=True),
        Column("correlation", "text", nullable=True),
        Column("despite", "jsonb", nullable=True),
        Column("data", "jsonb"),
        Column("summary", "text"),
        Column("confided", "boolean"),
    ),
    key=("trajectory_id", "version"),
    indexes=(
        ("position", "trajectory_id"),
        ("subject", "position", "trajectory_id"),
        ("type", "position", "trajectory_id"),
        ("trajectory_id", "position", "type", "subject"),
        ("recorded_at",),
    ),
)
"""Which events are on a page is read from one of the indexes alone, whose they are included."""


class _Trail:
    """One row for every recording: nothing that comes later changes it, unless a place becomes secret."""

    def __init__(self, secrecy: Secrecy) -> None:
        self._secrecy = secrecy
        self._rows: list[Row] = []

    def learn(self, history: History) -> None:
        recorded = history.newest
        self._rows.append(_row(recorded, self._secrecy, confided=history.confides(recorded)))

    def rows(self) -> Sequence[Row]:
        return self._rows


def _row(recorded: Recorded, secrecy: Secrecy, *, confided: bool) -> Row:
    envelope, event = recorded.envelope, recorded.event
    subject, organisation = (None, None) if secrecy.hides_recorder(recorded) else (envelope.actor.subject, envelope.actor.organisation)
    return (
        recorded.trajectory_id,
        recorded.version,
        recorded.position,
        event.event_type,
        event.schema_number,
        event.occurred_on,
        recorded.recorded_at,
        subject,
        envelope.actor.role,
        organisation,
        envelope.actor.representative,
        secrecy.on_behalf_of(recorded),
        envelope.source.model_dump(mode="json"),
        envelope.learned_on,
        envelope.certainty,
        envelope.correlation,
        {"rules": list(envelope.despite.rules)} if envelope.despite else None,
        secrecy.facts(recorded, given_out(without_words(event.model_dump(mode="json", exclude_none=True)))),
        secrecy.sentence(recorded),
        confided,
    )


MODEL = ReadModel(TABLE, _Trail)

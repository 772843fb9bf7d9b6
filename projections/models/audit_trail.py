"""Every event as it was recorded: later corrections are rows of their own, and change nothing here."""

from collections.abc import Iterator

from domain.envelope import Recorded
from domain.history import History
from domain.words import given_out, without_words
from projections.table import Column, Row, Table

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
        Column("subject", "text"),
        Column("role", "text"),
        Column("organisation", "text"),
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
    indexes=(("position",), ("subject", "position"), ("recorded_at",)),
)


def rows(history: History) -> Iterator[Row]:
    return (_row(recorded, confided=history.confides(recorded)) for recorded in history.recorded)


def _row(recorded: Recorded, *, confided: bool) -> Row:
    envelope, event = recorded.envelope, recorded.event
    return (
        recorded.trajectory_id,
        recorded.version,
        recorded.position,
        event.event_type,
        event.schema_number,
        event.occurred_on,
        recorded.recorded_at,
        envelope.actor.subject,
        envelope.actor.role,
        envelope.actor.organisation,
        envelope.on_behalf_of,
        envelope.source.model_dump(mode="json"),
        envelope.learned_on,
        envelope.certainty,
        envelope.correlation,
        {"rules": list(envelope.despite.rules)} if envelope.despite else None,
        given_out(without_words(event.model_dump(mode="json", exclude_none=True))),
        event.sentence(),
        confided,
    )

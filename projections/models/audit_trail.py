"""Every event as it was recorded, without what is secret now: later corrections are rows of their own, and change nothing here."""

from collections.abc import Iterator

from domain.envelope import Recorded
from domain.history import History
from domain.secrecy import Secrecy, kept_from_lists
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
        Column("subject", "text", nullable=True),
        Column("role", "text"),
        Column("organisation", "text", nullable=True),
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


def rows(history: History) -> Iterator[Row]:
    secrecy = kept_from_lists(history)
    return (_row(recorded, secrecy, confided=history.confides(recorded)) for recorded in history.recorded)


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

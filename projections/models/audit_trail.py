"""Every event as it was recorded: later corrections are rows of their own, and change nothing here."""

from collections.abc import Iterator
from typing import Any

from domain.envelope import Recorded
from domain.history import History
from domain.words import without_words
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
        Column("source", "jsonb"),
        Column("despite", "jsonb", nullable=True),
        Column("data", "jsonb"),
        Column("summary", "text"),
    ),
    key=("trajectory_id", "version"),
    indexes=(("position",), ("subject", "position"), ("recorded_at",)),
)

NEVER_SHOWN = "born_on"
"""Kept as a fact because terms need it; lists never give it out."""


def rows(history: History) -> Iterator[Row]:
    return map(_row, history.recorded)


def _row(recorded: Recorded) -> Row:
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
        envelope.source.model_dump(mode="json", exclude_none=True),
        {"rules": list(envelope.despite.rules)} if envelope.despite else None,
        _without_birth(without_words(event.model_dump(mode="json", exclude_none=True))),
        event.sentence(),
    )


def _without_birth(facts: Any) -> Any:
    if isinstance(facts, dict):
        return {name: _without_birth(fact) for name, fact in facts.items() if name != NEVER_SHOWN}
    if isinstance(facts, list):
        return [_without_birth(fact) for fact in facts]
    return facts

"""Bodies that are read by hand, for the OpenAPI document: what is said of a kind of event, when the server gives the rest."""

from typing import Any

from domain.events import Event


def described(kind: type[Event], *given: str) -> dict[str, Any]:
    """The fields of that kind without its day, the id that it opens, and others that are given. What may be left out is never null."""
    schema = kind.model_json_schema(ref_template="#/components/schemas/{model}")
    left_out = ("occurred_on", "occurred_at", kind.opens, *given)
    properties = {name: _not_null(each) for name, each in schema["properties"].items() if name not in left_out}
    required = [name for name in schema["required"] if name not in left_out]
    said = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": said}}}}


def _not_null(said: dict[str, Any]) -> dict[str, Any]:
    kinds = [each for each in said.get("anyOf", ()) if each != {"type": "null"}]
    if len(kinds) != 1:
        return said
    return {**kinds[0], **{name: each for name, each in said.items() if name not in ("anyOf", "default")}}

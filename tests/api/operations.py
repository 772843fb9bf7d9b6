"""Every operation of the OpenAPI document, and by what it is about: so that one that is added later is examined like the others.

Each is in exactly one class. What is in none, or in two, fails with what to do.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

from domain.events import EVENTS

TRAJECTORY = frozenset({"trajectory_id", "scope"})
"""Names under which a trajectory's id is given, in the path, the query or the body."""

CODES = {"indicator": "inflow"}
"""Parts of a path that are texts of a closed list, with one of it."""

ABOUT_NOBODY = {
    "record_trajectory_opened": "Opens another one. That a BSN is here already is told to all who may open: test_who_looked.py.",
    "list_register": "Houses, families and providers: for administrators and auditors.",
    "list_contradicted": "Houses, with how many stays were recorded there that the register contradicts: for administrators and auditors.",
    "record_register_corrected": "A house, family, provider or municipality.",
    "record_register_voided": "A house, family, provider or municipality.",
    "list_due_deliveries": "Providers, and what the inspectorate, the CBS and the NZa get of them, about all at once.",
    "record_delivery_made": "That a provider or the region delivered, over which period.",
    "list_locations": "Houses and families, as the public registers have them.",
    "freeze_delivery": "What is asked for and a hash. What leaves is in get_delivered.",
    "appoint_deputy": "Colleagues.",
    "end_deputy": "Colleagues.",
    "end_assignment": "Colleagues: for the privacy officer, who sees all trajectories.",
    "withdraw_calendar_addresses": "Addresses of who asks, or of colleagues.",
    "give_calendar_address": "An address of who asks. What it opens is in get_calendar.",
    "get_entries": "For auditors to whom all is open, and to others refused before anything is looked up: test_proving.py.",
    "get_access_checkpoint": "Hashes.",
    "get_checkpoint": "Hashes.",
    "add_cosignatures": "Signatures under hashes.",
    "get_log_key": "A public key.",
    "get_tile": "Hashes.",
    "get_inclusion_proof": "Hashes.",
    "get_consistency_proof": "Hashes.",
    "get_live": "The process.",
    "get_ready": "The process.",
    "get_metrics": "The process: numbers, which name nobody.",
    "get_problem": "What a problem's type stands for.",
}
"""Operations whose answer depends on no trajectory, each with why that is so."""

RECORDED_THEMSELVES = {
    "assign_audit",
    "request_erasure",
    "approve_erasure",
    "refuse_erasure",
    "withdraw_erasure",
    "execute_erasure",
}
"""What is done, and stands with who did it in a stream of its own: no question, and no look."""


class About(Enum):
    ONE = "a trajectory, named by its id"
    OTHER = "something else that is named by an id"
    MANY = "many: a list, or figures"
    NOBODY = "nobody"


class Operation(NamedTuple):
    method: str
    path: str
    name: str
    in_path: frozenset[str]
    in_query: frozenset[str]
    in_body: frozenset[str]
    needs_token: bool

    def __str__(self) -> str:
        return self.name

    @property
    def ids(self) -> frozenset[str]:
        """Names of the ids that it takes. Everything in the path is one, unless it is a code."""
        given = self.in_query | self.in_body
        return frozenset((self.in_path - CODES.keys()) | {name for name in given if name.endswith("_id")} | (given & TRAJECTORY))

    @property
    def records(self) -> bool:
        """Whether it records an event of a trajectory."""
        return self.method == "POST" and self.path.startswith("/trajectories/{trajectory_id}/") and self.path.rsplit("/", 1)[-1] in EVENTS

    @property
    def about(self) -> About:
        """What it is about. Raises AssertionError, with what to do, for what cannot be told."""
        if self.name in ABOUT_NOBODY:
            named = self.ids & TRAJECTORY
            assert not named, f"{self.name} stands in ABOUT_NOBODY and takes {sorted(named)}: take it out of that list."
            return About.NOBODY
        assert self.needs_token, (
            f"{self.method} {self.path} ({self.name}) is answered without a token: let it ask for one (`SignedIn`), or say in "
            "ABOUT_NOBODY of tests/api/operations.py why its answer depends on no trajectory."
        )
        if self.ids & TRAJECTORY:
            return About.ONE
        if self.ids:
            return About.OTHER
        assert self.method == "GET", (
            f"{self.method} {self.path} ({self.name}) names no trajectory and is no list: let the document say what its body is, with an "
            "id in it, or say in ABOUT_NOBODY of tests/api/operations.py why its answer depends on no trajectory."
        )
        return About.MANY

    @property
    def is_list(self) -> bool:
        """Whether it answers about many: also where one of them can be picked out in the query."""
        return self.about is About.MANY or (self.about is About.ONE and self.method == "GET" and "trajectory_id" in self.in_query)

    @property
    def is_question(self) -> bool:
        """Whether whoever is answered has looked at somebody: what was recorded says itself who did it."""
        return self.about is not About.NOBODY and not self.records and self.name not in RECORDED_THEMSELVES

    def at(self, ids: Mapping[str, str]) -> str:
        """The path, with these ids and a code in their places. Raises AssertionError, with what to do, for an id that is not given."""
        path = self.path
        for name in self.in_path:
            assert name in ids or name in CODES, (
                f"{self.method} {self.path} ({self.name}) takes {name}: let the fixtures `ids` of test_nobody_sees_more.py and "
                "test_who_looked.py give one that belongs to their trajectories."
            )
            path = path.replace(f"{{{name}}}", {**CODES, **ids}[name])
        return path

    def given(self, names: frozenset[str], ids: Mapping[str, str]) -> dict[str, Any]:
        """What stands under those names, as far as they are ids. Raises AssertionError, with what to do."""
        missing = (names & self.ids) - ids.keys() - TRAJECTORY
        assert not missing, f"{self.name} takes {sorted(missing)}: let the fixtures give one, as `Operation.at` says."
        return {name: [ids["trajectory_id"]] if name == "scope" else ids[name] for name in names & self.ids}


def operations_of(document: Mapping[str, Any]) -> list[Operation]:
    schemas = document["components"]["schemas"]
    return [
        Operation(
            method=method.upper(),
            path=path,
            name=told["operationId"],
            in_path=_named(told, "path"),
            in_query=_named(told, "query"),
            in_body=frozenset(_fields(told.get("requestBody", {}), schemas)),
            needs_token="security" in told,
        )
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]


def _named(told: Mapping[str, Any], where: str) -> frozenset[str]:
    return frozenset(each["name"] for each in told.get("parameters", []) if each["in"] == where)


def _fields(body: Mapping[str, Any], schemas: Mapping[str, Any]) -> set[str]:
    """Names of the members of a body, whichever of its forms it has."""
    named: set[str] = set()
    left = [content["schema"] for content in body.get("content", {}).values()]
    while left:
        schema = left.pop()
        if "$ref" in schema:
            left.append(schemas[schema["$ref"].rsplit("/", 1)[-1]])
        named |= schema.get("properties", {}).keys()
        left += [*schema.get("anyOf", []), *schema.get("oneOf", []), *schema.get("allOf", [])]
    return named

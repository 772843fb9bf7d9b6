"""Who looked, as other systems read it: a FHIR R4 Bundle of AuditEvent resources (hl7.org/fhir/R4/auditevent.html).

The fields of NEN 7513 have their places there: EventActionCode is `action`, EventOutcomeIndicator `outcome`, PurposeOfUse
`agent.purposeOfUse`, NetworkAccessPointID `agent.network`, ParticipantObjectID `entity.what`, ParticipantObjectDataLifeCycle
`entity.lifecycle`. What it has no place for stands in `entity.detail`: the rule by which it was allowed (`ground`, autorisatieprotocol),
the results of the controls (`controls`, controles), and whether words were shown (`words`, ParticipantObjectSensitivity).
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

MEDIA_TYPE = "application/fhir+json"

_DICOM = "http://dicom.nema.org/resources/ontology/DCM"
_CODES = "http://terminology.hl7.org/CodeSystem"
_URI = "urn:ietf:rfc:3986"

_READ = ("R", {"system": _DICOM, "code": "110110", "display": "Patient Record"})
_SEARCH = ("E", {"system": _DICOM, "code": "110112", "display": "Query"})
_EXPORT = ("R", {"system": _DICOM, "code": "110106", "display": "Export"})
_LOG_READ = ("R", {"system": _DICOM, "code": "110101", "display": "Audit Log Used"})
"""Action and type, as they go together in DICOM PS3.15 A.5.3: what leaves to be taken along, and the log of who looked, are read; carried
out (FHIR's E, which is of what runs, and of searches) is a query."""

EXPORTS = frozenset({"get_dossier", "get_delivered", "get_entries", "export_dossier", "export_figures", "export_ocel", "export_proof"})
"""Operations whose answer is a file or a document to take along, print or hand over."""

_OUTCOMES = {"shown": "0", "not-found": "4", "forbidden": "4", "refused": "4"}
"""0: success; 4: it came to nothing, by what was asked or who asked."""

_PERSON = {"system": f"{_CODES}/audit-entity-type", "code": "1", "display": "Person"}
_SYSTEM_OBJECT = {"system": f"{_CODES}/audit-entity-type", "code": "2", "display": "System Object"}
_PATIENT = {"system": f"{_CODES}/object-role", "code": "1", "display": "Patient"}
_LIFECYCLE = f"{_CODES}/dicom-audit-lifecycle"
_USED = {"system": _LIFECYCLE, "code": "6", "display": "Access / Use"}
_EXPORTED = {"system": _LIFECYCLE, "code": "10", "display": "Export"}
_QUERY = {"system": f"{_CODES}/object-role", "code": "24", "display": "Query"}


def bundle(items: Iterable[Mapping[str, Any]], links: Mapping[str, str]) -> dict[str, Any]:
    """Of the items of a page (`WhoLooked.accesses`); what they leave out is left out here. `links`: addresses by relation."""
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "link": [{"relation": relation, "url": url} for relation, url in links.items()],
        "entry": [
            {"fullUrl": f"urn:uuid:{item['access_id']}", "resource": audit_event(item), "search": {"mode": "match"}} for item in items
        ],
    }


def audit_event(item: Mapping[str, Any]) -> dict[str, Any]:
    """One access as an AuditEvent. A query's parameters stand in `entity.query`, as JSON."""
    action, type_ = _kind(item)
    return {
        "resourceType": "AuditEvent",
        "id": str(item["access_id"]),
        "type": type_,
        "subtype": [{"code": item["operation"]}],
        "action": action,
        "period": {"start": _instant(item["began_at"])},
        "recorded": _instant(item["recorded_at"]),
        "outcome": _OUTCOMES[item["outcome"]],
        "outcomeDesc": item["outcome"],
        "purposeOfEvent": [{"text": item["purpose"]}],
        "agent": [_agent(item), *_responsible(item), *_organisation(item)],
        "source": {
            "site": item["site"],
            "observer": {"display": "Jeugdspoor"},
            "type": [{"system": f"{_CODES}/security-source-type", "code": "4", "display": "Application Server"}],
        },
        "entity": [_question(item), *_sought(item), *(_shown(each, item) for each in item["trajectories"])],
    }


def _kind(item: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """What was done, and what kind of event that is. The log's own `action` is NEN 7513's, which counts an export as carried out."""
    if item["operation"] in EXPORTS:
        return _EXPORT
    if item["operation"] == "list_accesses":
        return _LOG_READ
    return _READ if item["action"] == "R" else _SEARCH


def _agent(item: Mapping[str, Any]) -> dict[str, Any]:
    looked_by = item["looked_by"]
    agent = {
        "role": [{"text": looked_by["role"]}],
        "requestor": True,
        "purposeOfUse": [{"text": item["purpose"]}],
    }
    if "subject" in looked_by:
        agent["who"] = {"type": "Practitioner", "identifier": {"value": looked_by["subject"]}}
    if item.get("address"):
        agent["network"] = {"address": item["address"], "type": "2"}
    return agent


def _responsible(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """On whose behalf, where that is somebody else."""
    if not item.get("on_behalf_of"):
        return []
    return [{"who": {"type": "Practitioner", "identifier": {"value": item["on_behalf_of"]}}, "requestor": False}]


def _organisation(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """For whom he worked, where that tells no secret place."""
    if "organisation" not in item["looked_by"]:
        return []
    return [{"who": {"type": "Organization", "identifier": {"value": item["looked_by"]["organisation"]}}, "requestor": False}]


def _question(item: Mapping[str, Any]) -> dict[str, Any]:
    details = {
        "words": "true" if item["words"] else "false",
        "position": item.get("position"),
        "ground": item["ground"],
        "controls": item["controls"],
    }
    asked = {"query": b64encode(json.dumps(item["parameters"]).encode()).decode()} if "parameters" in item else {}
    return {
        "type": _SYSTEM_OBJECT,
        "role": _QUERY,
        **asked,
        "detail": [{"type": name, "valueString": str(value)} for name, value in details.items() if value],
    }


def _sought(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was asked about by its id, if nothing was shown of it."""
    sought = item.get("sought")
    if sought is None or sought in item["trajectories"]:
        return []
    return [{"what": _reference(sought), "type": _PERSON, "description": "Asked about by its id; nothing was shown."}]


def _shown(trajectory_id: object, item: Mapping[str, Any]) -> dict[str, Any]:
    lifecycle = _EXPORTED if item["operation"] in EXPORTS else _USED
    return {"what": _reference(trajectory_id), "type": _PERSON, "role": _PATIENT, "lifecycle": lifecycle}


def _reference(trajectory_id: object) -> dict[str, Any]:
    return {"identifier": {"system": _URI, "value": f"urn:uuid:{trajectory_id}"}}


def _instant(moment: datetime) -> str:
    return moment.isoformat()

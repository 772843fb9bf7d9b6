"""What somebody who has just started it can try."""

import json
from datetime import date

from api.signin import DemoIssuer
from application.governing import Governing
from domain.calendar import add_months
from domain.codes import Role
from domain.envelope import Actor

_AUDITOR = "auditor-1"

_ACTORS = (
    ("REGISSEUR", Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1", "a procesregisseur of Heerlen"),
    ("AUDITOR", Role.AUDITOR, "rekenkamer", _AUDITOR, "an auditor, to whom all trajectories are open for a year"),
    ("OFFICER", Role.PRIVACY_OFFICER, "GM0917", "fg-1", "the privacy officer, who opened them"),
)


def open_to_the_auditor(governing: Governing, today: date) -> None:
    """Gives the auditor of the demo an assignment, unless one stands."""
    officer = Actor(subject="fg-1", role=Role.PRIVACY_OFFICER, organisation="GM0917")
    if all(each["subject"] != _AUDITOR for each in governing.assignments(officer)):
        until = add_months(today, 12)
        assigned = {"subject": _AUDITOR, "scope": "all", "from": f"{today}", "until": f"{until}", "purpose": "kennismaking"}
        governing.assign(officer, json.dumps(assigned).encode())


def what_to_try(issuer: DemoIssuer, url: str) -> str:
    """Commands to paste into another terminal; the tokens hold for half a day."""
    tokens = "\n".join(
        f"export {name}={issuer.issue(role, organisation, subject)}   # {who}" for name, role, organisation, subject, who in _ACTORS
    )
    return f"""
Jeugdspoor serves a simulated region at {url}. Nobody in it exists.

Try, in another terminal:

{tokens}

curl -s -H "Authorization: Bearer $REGISSEUR" "{url}/placements?setting=gesloten&limit=3"
curl -s -H "Authorization: Bearer $REGISSEUR" "{url}/trajectories?limit=3"
curl -s -H "Authorization: Bearer $AUDITOR"   "{url}/audit-trail?limit=5"
curl -s -H "Authorization: Bearer $OFFICER"   "{url}/assignments"
curl -s {url}/log/checkpoint
curl -s {url}/health/ready

{url}/docs describes every operation, with examples; README.md walks through one trajectory. Ctrl-C stops everything.
"""

"""What somebody who has just started it can try."""

from api.signin import DemoIssuer
from domain.codes import Role

_ACTORS = (
    ("REGISSEUR", Role.PROCESREGISSEUR, "GM0917", "pr-heerlen-1", "a procesregisseur of Heerlen"),
    ("AUDITOR", Role.AUDITOR, "rekenkamer", "auditor-1", "an auditor"),
)


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
curl -s {url}/health/ready

{url}/docs describes every operation, with examples; README.md walks through one trajectory. Ctrl-C stops everything.
"""

"""Parties and agreements."""

from domain.events import AgreementKept, AgreementMade, PartyJoined, PartyLeft
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(PartyJoined)
def _new_party(before: Trajectory, event: PartyJoined) -> str | None:
    taken = any(party.party_id == event.party_id for party in before.parties)
    return f"party_id {event.party_id} is taken by another party." if taken else None


@condition(PartyLeft)
def _is_a_party(before: Trajectory, event: PartyLeft) -> str | None:
    involved = any(party.party_id == event.party_id and party.until is None for party in before.parties)
    return None if involved else f"No party {event.party_id} is involved on that day."


@condition(AgreementMade)
def _new_agreement(before: Trajectory, event: AgreementMade) -> str | None:
    taken = any(agreement.agreement_id == event.agreement_id for agreement in before.agreements)
    return f"agreement_id {event.agreement_id} is taken by another agreement." if taken else None


@condition(AgreementKept)
def _agreed(before: Trajectory, event: AgreementKept) -> str | None:
    made = any(agreement.agreement_id == event.agreement_id for agreement in before.agreements)
    return None if made else f"No agreement {event.agreement_id} is made before that day."

"""Examples for the OpenAPI document: one fictional trajectory, in which every kind of event occurs.

Each body is accepted where it stands: the first opens the trajectory, the next is its version 2, and so on. What a later one
refers to (`target_version`, `title_id`) is that of the earlier one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.events import Event


@dataclass(frozen=True, slots=True)
class Example:
    """One body, for one kind of event."""

    event_type: str
    summary: str
    body: Mapping[str, Any]


STORY: tuple[Example, ...] = (
    Example(
        "trajectory-opened",
        "A jeugdige from Heerlen",
        {
            "occurred_on": "2024-01-10",
            "home_municipality": "0917",
            "gender": "male",
            "identity": {
                "bsn": "999900006",
                "surname": "Wit",
                "given_names": "Tom",
                "born_on": "2009-02-14",
                "postcode": "6411AA",
                "house_number": "1",
            },
        },
    ),
    Example(
        "referral-received",
        "By the family's doctor",
        {"occurred_on": "2024-01-10", "referrer": "huisarts", "requested_setting": "open_residentieel", "urgency": "regulier"},
    ),
    Example("referral-withdrawn", "The court asks for other care", {"occurred_on": "2024-01-15", "reason": "De GI meldt opnieuw aan."}),
    Example(
        "referral-received",
        "By the gecertificeerde instelling",
        {
            "occurred_on": "2024-01-15",
            "referrer": "gi",
            "requested_setting": "gesloten",
            "urgency": "spoed",
            "civil_basis": ["ots"],
            "question": "Loopt telkens weg; de veiligheid thuis is niet te waarborgen.",
        },
    ),
    Example("procesregisseur-assigned", "For the first time", {"occurred_on": "2024-01-16", "subject": "pr-heerlen-1"}),
    Example(
        "home-municipality-determined",
        "Disputed by the municipality",
        {"occurred_on": "2024-01-17", "municipality": "0917", "from": "2024-01-10", "disputed": True},
    ),
    Example("identity-changed", "Moved house", {"occurred_on": "2024-01-18", "postcode": "6412BB", "house_number": "12a"}),
    Example(
        "voice-recorded",
        "Before the review",
        {
            "occurred_on": "2024-01-19",
            "about": "review",
            "form": "conversation",
            "agrees": "partly",
            "summary": "Wil liever dicht bij zijn oma wonen.",
        },
    ),
    Example(
        "team-review-held",
        "Closed care advised, with a dissent",
        {
            "occurred_on": "2024-01-22",
            "team": "idt",
            "participants": [
                {"role": "gedragswetenschapper", "organisation": "koraal"},
                {"role": "jeugdbeschermer", "organisation": "bjz-limburg"},
            ],
            "youth": "spoken_before",
            "parents": "present",
            "advice": {
                "setting": "gesloten",
                "alternatives": [{"setting": "leefhuis", "why_not": "Nu nog te onveilig door het weglopen."}],
                "perspective": "terug naar een leefhuis",
                "expected_days": 120,
                "review_by": "2024-04-22",
            },
            "dissents": [
                {"role": "jeugdarts", "organisation": "ggd", "setting": "leefhuis", "why": "Geslotenheid maakt het wantrouwen groter."}
            ],
            "sharing_basis": "consent",
            "motivation": "Drie keer onttrokken in een maand; lichtere hulp is geprobeerd.",
        },
    ),
    Example("note-added", "A telephone call", {"occurred_on": "2024-01-23", "text": "Moeder gebeld over de zitting."}),
    Example("note-added", "In the wrong trajectory", {"occurred_on": "2024-01-23", "text": "Afspraak met de school van een ander."}),
    Example(
        "voided", "It never happened here", {"occurred_on": "2024-01-23", "target_version": 11, "reason": "Hoort bij een ander traject."}
    ),
    Example("title-refused", "No emergency, says the court", {"occurred_on": "2024-01-26", "kind": "spoedmachtiging"}),
    Example(
        "title-granted",
        "A machtiging of six months",
        {
            "occurred_on": "2024-02-02",
            "title_id": "machtiging-1",
            "kind": "machtiging",
            "valid_from": "2024-02-05",
            "valid_until": "2024-08-05",
            "court": "Rechtbank Limburg",
            "case_number": "C/03/000001",
            "civil_basis": "ots",
        },
    ),
    Example(
        "admitted",
        "To closed care, under the machtiging",
        {
            "occurred_on": "2024-02-05",
            "setting": "gesloten",
            "provider": "koraal",
            "location": "gesloten-geleen-1",
            "title_id": "machtiging-1",
            "expected_until": "2024-06-05",
            "told_to_youth": True,
            "why_not_family": "Pleegzorg is tweemaal afgebroken.",
        },
    ),
    Example(
        "leave-granted", "A weekend at home", {"occurred_on": "2024-03-15", "until": "2024-03-17", "conditions": "Zondag om 19 uur terug."}
    ),
    Example("leave-ended", "Back as agreed", {"occurred_on": "2024-03-17", "occurred_at": "18:40:00"}),
    Example("absconded", "Not back from school", {"occurred_on": "2024-04-02", "occurred_at": "16:00:00", "certainty": "told"}),
    Example("returned", "Came back by himself", {"occurred_on": "2024-04-04"}),
    Example("ready-to-leave", "No place free", {"occurred_on": "2024-05-13", "needed_setting": "leefhuis", "blocked_by": "no_place"}),
    Example("ready-withdrawn", "A relapse", {"occurred_on": "2024-05-20"}),
    Example(
        "stepped-down",
        "To a leefhuis",
        {
            "occurred_on": "2024-06-03",
            "setting": "leefhuis",
            "provider": "xonar",
            "location": "leefhuis-heerlen",
            "kind": "doorplaatsing",
            "reason": "lighter_possible",
            "told_on": "2024-05-27",
            "goodbye_possible": True,
        },
    ),
    Example("title-suspended", "As long as the leefhuis goes well", {"occurred_on": "2024-06-03", "title_id": "machtiging-1"}),
    Example(
        "moved",
        "To another leefhuis, nearer to school",
        {
            "occurred_on": "2024-06-17",
            "setting": "leefhuis",
            "provider": "talent",
            "location": "leefhuis-sittard-1",
            "kind": "doorplaatsing",
            "reason": "nearer_home",
            "told_on": "2024-06-10",
        },
    ),
    Example("suspension-withdrawn", "Absconded again", {"occurred_on": "2024-07-01", "title_id": "machtiging-1"}),
    Example(
        "stepped-up",
        "Back to closed care",
        {
            "occurred_on": "2024-07-01",
            "setting": "gesloten",
            "provider": "koraal",
            "location": "gesloten-geleen-1",
            "title_id": "machtiging-1",
            "kind": "crisis",
            "reason": "heavier_needed",
            "crisis": True,
        },
    ),
    Example(
        "stepped-down",
        "To ambulant help: the stay ends",
        {"occurred_on": "2024-07-22", "setting": "ambulant", "provider": "xonar", "stay_id": "help-1", "reason": "lighter_possible"},
    ),
    Example("title-lapsed", "Not needed any more", {"occurred_on": "2024-07-22", "title_id": "machtiging-1", "ground": "gi"}),
    Example(
        "title-granted",
        "A voorwaardelijke machtiging",
        {
            "occurred_on": "2024-07-26",
            "title_id": "voorwaardelijk-1",
            "kind": "voorwaardelijke_machtiging",
            "valid_from": "2024-07-29",
            "valid_until": "2025-01-29",
            "court": "Rechtbank Limburg",
            "civil_basis": "ots",
        },
    ),
    Example(
        "conditional-admission-decided",
        "Conditions not kept",
        {
            "occurred_on": "2024-08-19",
            "title_id": "voorwaardelijk-1",
            "decided_by": "koraal",
            "state_checked_on": "2024-08-18",
            "notice_to_youth_on": "2024-08-19",
            "copies_sent": {"requester": "2024-08-19", "lawyer": "2024-08-19"},
            "reasons": "Kwam de afspraken over school en verblijf niet na.",
        },
    ),
    Example(
        "admitted",
        "To closed care, on the decision",
        {
            "occurred_on": "2024-08-19",
            "stay_id": "verblijf-4",
            "setting": "gesloten",
            "provider": "koraal",
            "location": "gesloten-geleen-1",
            "title_id": "voorwaardelijk-1",
        },
    ),
    Example(
        "annulled",
        "The court undoes the decision to admit",
        {
            "occurred_on": "2024-09-09",
            "target_version": 30,
            "by": "kinderrechter",
            "effective_on": "2024-09-09",
            "case_number": "C/03/000002",
        },
    ),
    Example(
        "help-started",
        "Day treatment beside ambulant help",
        {"occurred_on": "2024-09-10", "help_id": "help-2", "provider": "xonar", "kind": "dagbehandeling", "hours_per_week": 12.5},
    ),
    Example("help-ended", "As planned", {"occurred_on": "2024-10-28", "help_id": "help-2"}),
    Example(
        "admitted",
        "In a crisis, before the court's paper: recorded despite L1",
        {
            "occurred_on": "2024-11-01",
            "stay_id": "verblijf-5",
            "setting": "gesloten",
            "provider": "koraal",
            "location": "gesloten-geleen-1",
            "crisis": True,
            "title_expected": {"kind": "spoedmachtiging", "told_by": "griffie rechtbank Limburg"},
            "despite": {"rules": ["L1"], "reason": "De rechter heeft telefonisch beslist; het papier volgt."},
        },
    ),
    Example(
        "title-granted",
        "A spoedmachtiging of four weeks",
        {
            "occurred_on": "2024-11-01",
            "title_id": "spoed-1",
            "kind": "spoedmachtiging",
            "valid_from": "2024-11-01",
            "valid_until": "2024-11-29",
            "court": "Rechtbank Limburg",
            "civil_basis": "ots",
            "learned_on": "2024-11-04",
            "certainty": "document_seen",
        },
    ),
    Example(
        "corrected",
        "The hours were others",
        {"occurred_on": "2024-11-05", "target_version": 33, "data": {"hours_per_week": 16}, "reason": "Verkeerd overgenomen."},
    ),
    Example("discharged", "Home, as planned", {"occurred_on": "2024-11-25", "destination": "home", "reason": "31", "planned": True}),
    Example("trajectory-closed", "Nothing more to do", {"occurred_on": "2024-12-20", "reason": "Doelen behaald."}),
    Example("trajectory-reopened", "A new question", {"occurred_on": "2025-02-03", "reason": "Nieuwe zorgen van school."}),
    Example("died", "A fictional end, so that every kind occurs", {"occurred_on": "2025-03-01", "certainty": "document_seen"}),
)


def examples_of(kind: type[Event]) -> dict[str, dict[str, Any]]:
    """The examples of one kind of event, as the OpenAPI document holds them."""
    told = [example for example in STORY if example.event_type == kind.event_type]
    return {str(number): {"summary": example.summary, "value": dict(example.body)} for number, example in enumerate(told, start=1)}

"""From the referral to the machtiging."""

from api.examples.example import Example

ARRIVAL: tuple[Example, ...] = (
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
        "prior-history-recorded",
        "Pleegzorg before, as the parents tell it",
        {
            "occurred_on": "2024-01-10",
            "setting": "pleegzorg",
            "from": "2021-09",
            "until": "2023",
            "known_by": "told",
            "told": "Twee pleeggezinnen, beide afgebroken.",
        },
    ),
    Example(
        "referral-received",
        "By the family's doctor",
        {"occurred_on": "2024-01-10", "referrer": "huisarts", "requested_setting": "open_residentieel", "urgency": "regulier"},
    ),
    Example(
        "protection-measure-started",
        "An ondertoezichtstelling of a year",
        {"occurred_on": "2024-01-11", "measure_id": "ots-1", "kind": "ots", "until": "2025-01-11", "gi": "bjz-limburg"},
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
    Example(
        "party-joined",
        "The worker of the gecertificeerde instelling",
        {
            "occurred_on": "2024-01-15",
            "party_id": "jeugdbeschermer",
            "role": "gi_worker",
            "organisation": "bjz-limburg",
            "name": "R. Voorbeeld",
        },
    ),
    Example("procesregisseur-assigned", "For the first time", {"occurred_on": "2024-01-16", "subject": "pr-heerlen-1"}),
    Example("controllers-named", "Municipality and provider together", {"occurred_on": "2024-01-16", "controllers": ["GM0917", "koraal"]}),
    Example(
        "idt-review-requested",
        "By the procesregisseur",
        {"occurred_on": "2024-01-16", "team": "idt", "question": "Is gesloten plaatsing nodig, of kan het lichter?"},
    ),
    Example(
        "home-municipality-determined",
        "Disputed by the municipality",
        {"occurred_on": "2024-01-17", "municipality": "0917", "from": "2024-01-10", "disputed": True},
    ),
    Example("identity-changed", "Moved house", {"occurred_on": "2024-01-18", "postcode": "6412BB", "house_number": "12a"}),
    Example(
        "explanatory-analysis-completed",
        "The first version",
        {
            "occurred_on": "2024-01-18",
            "analysis_version": 1,
            "authors": ["koraal"],
            "agreed_by_youth": "partly",
            "analysis": "Weglopen is zijn antwoord op telkens een ander huis.",
        },
    ),
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
        "voided", "It never happened here", {"occurred_on": "2024-01-23", "target_version": 17, "reason": "Hoort bij een ander traject."}
    ),
    Example("family-group-plan-offered", "The parents want none now", {"occurred_on": "2024-01-23", "outcome": "declined"}),
    Example(
        "idt-advice-given",
        "The same, for a shorter time",
        {
            "occurred_on": "2024-01-24",
            "advice": {
                "setting": "gesloten",
                "alternatives": [{"setting": "leefhuis", "why_not": "Eerst moet het weglopen stoppen."}],
                "perspective": "terug naar een leefhuis",
                "expected_days": 90,
            },
            "motivation": "Korter, zodat het leefhuis zijn plek vrijhoudt.",
        },
    ),
    Example(
        "decision-taken",
        "As the team advises",
        {
            "occurred_on": "2024-01-25",
            "setting": "gesloten",
            "follows_advice": True,
            "decided_by": "gi",
            "intended_start": "2024-02-01",
            "motivation": "Geen lichtere hulp is nu veilig genoeg.",
        },
    ),
    Example("title-refused", "No emergency, says the court", {"occurred_on": "2024-01-26", "kind": "spoedmachtiging"}),
    Example(
        "behavioural-scientist-statement",
        "Consent to the request",
        {
            "occurred_on": "2024-01-26",
            "for": "machtiging",
            "outcome": "granted",
            "examined_on": "2024-01-25",
            "category": "gz_psycholoog",
            "registration_no": "49000000025",
            "title_id": "machtiging-1",
        },
    ),
    Example(
        "title-requested",
        "By the gecertificeerde instelling",
        {"occurred_on": "2024-01-26", "kind": "machtiging", "filed_by": "gi", "title_id": "machtiging-1"},
    ),
    Example("place-search-started", "A closed group", {"occurred_on": "2024-01-29", "setting": "gesloten"}),
    Example(
        "place-declined",
        "By a provider",
        {
            "occurred_on": "2024-01-30",
            "setting": "gesloten",
            "provider": "via-jeugd",
            "by": "provider",
            "reason": "De groep past niet bij zijn leeftijd.",
        },
    ),
    Example(
        "place-offered",
        "In Geleen",
        {"occurred_on": "2024-01-31", "setting": "gesloten", "provider": "koraal", "location": "gesloten-geleen-1"},
    ),
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
)

"""Reopened: a family under a muhp, rights on the dossier, a consent that is withdrawn, the end."""

from api.examples.example import Example

ENDING: tuple[Example, ...] = (
    Example("trajectory-reopened", "A new question", {"occurred_on": "2025-02-03", "reason": "Nieuwe zorgen van school."}),
    Example(
        "referral-received",
        "By the youth doctor",
        {"occurred_on": "2025-02-04", "referrer": "jeugdarts", "requested_setting": "open_residentieel", "urgency": "regulier"},
    ),
    Example(
        "sibling-noted", "A twin", {"occurred_on": "2025-02-05", "tie": "twin", "trajectory_id": "01900000-0000-7000-8000-0000000000b2"}
    ),
    Example(
        "duplicate-merged",
        "Opened twice",
        {"occurred_on": "2025-02-05", "trajectory_id": "01900000-0000-7000-8000-0000000000a1", "continues_here": True},
    ),
    Example(
        "referral-rejected",
        "A family is lighter, and fits",
        {"occurred_on": "2025-02-10", "reason": "lighter_help", "redirected_to": "pleegzorg", "explanation": "Oma wil pleegouder worden."},
    ),
    Example(
        "protection-measure-transferred",
        "To another gecertificeerde instelling",
        {"occurred_on": "2025-03-03", "measure_id": "ots-1", "gi": "gi-brabant"},
    ),
    Example("party-left", "The worker before", {"occurred_on": "2025-03-03", "party_id": "jeugdbeschermer"}),
    Example(
        "title-granted",
        "A muhp of a year",
        {
            "occurred_on": "2025-03-07",
            "title_id": "muhp-1",
            "kind": "muhp",
            "valid_from": "2025-03-10",
            "valid_until": "2026-03-10",
            "court": "Rechtbank Limburg",
            "civil_basis": "ots",
        },
    ),
    Example(
        "admitted",
        "To pleegzorg, with his grandmother",
        {
            "occurred_on": "2025-03-10",
            "stay_id": "verblijf-6",
            "setting": "pleegzorg",
            "provider": "xonar",
            "location": "pleeggezin-0001",
            "title_id": "muhp-1",
        },
    ),
    Example(
        "safety-flag-set", "Where he lives stays secret", {"occurred_on": "2025-03-10", "level": "secret_place", "until": "2025-09-10"}
    ),
    Example("placement-end-requested", "By the father", {"occurred_on": "2025-09-01", "request_id": "verzoek-1", "by": "parent"}),
    Example("placement-end-answered", "Within two weeks", {"occurred_on": "2025-09-10", "request_id": "verzoek-1", "granted": False}),
    Example("prolongation-announced", "Two months before its end", {"occurred_on": "2025-10-27", "measure_id": "ots-1"}),
    Example("protection-measure-prolonged", "Once more", {"occurred_on": "2025-12-18", "measure_id": "ots-1", "until": "2027-01-11"}),
    Example("access-requested", "By the jeugdige himself", {"occurred_on": "2026-02-16", "request_id": "inzage-1", "by": "jeugdige"}),
    Example(
        "access-granted",
        "What concerns others is left out",
        {"occurred_on": "2026-02-23", "request_id": "inzage-1", "by": "jeugdige", "in_part": True},
    ),
    Example("own-statement-added", "After reading", {"occurred_on": "2026-02-27", "text": "Ik liep niet weg, ik ging naar oma."}),
    Example(
        "rectification-decided",
        "Granted",
        {"occurred_on": "2026-03-02", "by": "jeugdige", "granted": True, "reasons": "Het verslag noemde de verkeerde school."},
    ),
    Example(
        "title-granted",
        "The muhp prolonged",
        {
            "occurred_on": "2026-03-05",
            "title_id": "muhp-2",
            "kind": "muhp",
            "valid_from": "2026-03-10",
            "valid_until": "2027-01-11",
            "court": "Rechtbank Limburg",
            "civil_basis": "ots",
            "prolongs": "muhp-1",
        },
    ),
    Example(
        "court-consent-given",
        "To leave a family after more than a year",
        {"occurred_on": "2026-03-13", "for": "move_from_family", "case_number": "C/03/000003"},
    ),
    Example(
        "voice-recorded",
        "Before the move",
        {
            "occurred_on": "2026-03-13",
            "about": "move",
            "form": "conversation",
            "agrees": "yes",
            "summary": "Oma is ziek; ik wil in de buurt blijven.",
        },
    ),
    Example(
        "moved",
        "To a gezinshuis",
        {
            "occurred_on": "2026-03-16",
            "stay_id": "verblijf-7",
            "setting": "gezinshuis",
            "provider": "xonar",
            "location": "gezinshuis-06",
            "title_id": "muhp-2",
            "kind": "doorplaatsing",
            "reason": "other",
            "told_on": "2026-03-06",
            "goodbye_possible": True,
        },
    ),
    Example(
        "destruction-requested",
        "Of everything from the closed stay",
        {"occurred_on": "2026-03-23", "request_id": "vernietiging-1", "by": "jeugdige"},
    ),
    Example(
        "destruction-refused",
        "For a part",
        {
            "occurred_on": "2026-04-07",
            "request_id": "vernietiging-1",
            "ground": "interest_of_another",
            "in_part": True,
            "reasons": "Het incident betreft ook een ander.",
        },
    ),
    Example("destruction-requested", "Of the notes alone", {"occurred_on": "2026-04-08", "request_id": "vernietiging-2", "by": "jeugdige"}),
    Example("destruction-executed", "The notes", {"occurred_on": "2026-04-15", "request_id": "vernietiging-2"}),
    Example(
        "glass-broken",
        "Access for three hours, by somebody who may not see the trajectory",
        {"occurred_on": "2026-04-16", "break_id": "nood-1", "reason": "De politie belt: de jeugdige is gevonden, waar woont hij?"},
    ),
    Example(
        "legal-hold-placed",
        "For a procedure before the court",
        {"occurred_on": "2026-04-16", "hold_id": "zaak-1", "ground": "statutory_bar", "reason": "Er loopt een procedure bij de rechtbank."},
    ),
    Example("legal-hold-lifted", "The procedure has ended", {"occurred_on": "2026-04-17", "hold_id": "zaak-1"}),
    Example(
        "processing-restricted",
        "While it is found out what is right",
        {
            "occurred_on": "2026-04-16",
            "restriction_id": "beperking-1",
            "by": "jeugdige",
            "ground": "accuracy_contested",
            "reason": "Het verslag klopt niet, zegt hij.",
        },
    ),
    Example(
        "restriction-lifted", "It was put right", {"occurred_on": "2026-04-17", "restriction_id": "beperking-1", "told_on": "2026-04-16"}
    ),
    Example(
        "data-disclosed",
        "To the lawyer of the jeugdige",
        {
            "occurred_on": "2026-04-17",
            "to": "lawyer",
            "ground": "Jeugdwet 7.3.11(1)",
            "with_consent": True,
            "what": "Het hulpverleningsplan en de evaluatie.",
        },
    ),
    Example("glass-reviewed", "By somebody else, within five days", {"occurred_on": "2026-04-17", "break_id": "nood-1", "justified": True}),
    Example("protection-measure-ended", "The court lifts it", {"occurred_on": "2026-04-20", "measure_id": "ots-1", "reason": "lifted"}),
    Example(
        "consent-given", "To a machtiging, by the mother", {"occurred_on": "2026-04-21", "by": "mother", "basis_title_id": "machtiging-2"}
    ),
    Example(
        "title-granted",
        "A machtiging that rests on consent",
        {
            "occurred_on": "2026-04-24",
            "title_id": "machtiging-2",
            "kind": "machtiging",
            "valid_from": "2026-04-27",
            "valid_until": "2026-07-27",
            "court": "Rechtbank Limburg",
            "civil_basis": "consent",
        },
    ),
    Example(
        "consent-withdrawn",
        "The machtiging lapses on the fourteenth day",
        {"occurred_on": "2026-05-06", "by": "mother", "basis_title_id": "machtiging-2"},
    ),
    Example(
        "continued-help-decided",
        "Before eighteen, for what comes after",
        {"occurred_on": "2026-05-11", "ground": "decided_before", "until": "2029-02-14"},
    ),
    Example(
        "annulment-requested",
        "Recorded late: by the jeugdige, of the decision to admit him",
        {"occurred_on": "2024-08-21", "target_version": 74, "by": "jeugdige"},
    ),
    Example(
        "annulment-requested",
        "Recorded late: of the withdrawal of the suspension",
        {"occurred_on": "2024-07-03", "target_version": 67, "by": "legal_representative"},
    ),
    Example("annulment-refused", "Within three weeks", {"occurred_on": "2024-07-17", "target_version": 67}),
    Example(
        "independent-advice-requested",
        "Recorded late: it was not tapered off in time",
        {"occurred_on": "2024-04-12", "measure_id": "maatregel-1"},
    ),
    Example(
        "independent-advice-given",
        "Recorded late: how to end it",
        {"occurred_on": "2024-04-15", "measure_id": "maatregel-1", "advice": "Spreek per dag een uur af waarop hij belt."},
    ),
    Example(
        "emergency-decisions-provided",
        "Recorded late: before the plan was evaluated",
        {"occurred_on": "2024-05-24", "to": "gi", "needed_for_ots": True},
    ),
    Example("lapse-notified", "Recorded late: by the college, to the Raad", {"occurred_on": "2024-07-24", "title_id": "machtiging-1"}),
    Example("died", "A fictional end, so that every kind occurs", {"occurred_on": "2026-05-29", "certainty": "document_seen"}),
)

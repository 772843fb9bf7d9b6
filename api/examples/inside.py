"""The closed stay: notices, plan, measures, complaint, leave."""

from api.examples.example import Example

INSIDE: tuple[Example, ...] = (
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
            "stay_id": "verblijf-1",
            "assignment_no": "20240001",
        },
    ),
    Example(
        "admission-notified",
        "To those who must know at once",
        {"occurred_on": "2024-02-05", "to": ["authority", "college", "requester"], "stay_id": "verblijf-1", "title_id": "machtiging-1"},
    ),
    Example("confidant-assigned", "And the name is told", {"occurred_on": "2024-02-06", "name": "M. Vertrouwd", "told_on": "2024-02-06"}),
    Example(
        "message-sent",
        "Start of the stay",
        {"occurred_on": "2024-02-07", "kind": "start", "stay_id": "verblijf-1", "day_told": "2024-02-05"},
    ),
    Example(
        "school-continuity",
        "The school of the house",
        {"occurred_on": "2024-02-08", "same_school": False, "school": "School op het terrein"},
    ),
    Example(
        "perspective-set",
        "A leefhuis before summer",
        {"occurred_on": "2024-02-09", "perspective": "leefhuis", "by_when": "2024-06-05", "known_to_youth": True},
    ),
    Example(
        "plan-adopted",
        "Within six weeks, together with the jeugdige",
        {
            "occurred_on": "2024-03-01",
            "plan_id": "plan-1",
            "stay_id": "verblijf-1",
            "with_jeugdige": True,
            "consulted": ["parents", "behavioural_scientist"],
            "measures": [{"code": "CONT-a", "cases": "Na weglopen: telefoon alleen overdag.", "days": 60, "authorised": "groepsleider"}],
            "scientist_consented": True,
        },
    ),
    Example(
        "leave-granted", "A weekend at home", {"occurred_on": "2024-03-15", "until": "2024-03-17", "conditions": "Zondag om 19 uur terug."}
    ),
    Example("leave-ended", "Back as agreed", {"occurred_on": "2024-03-17", "occurred_at": "18:40:00"}),
    Example("leave-refused", "Too soon again", {"occurred_on": "2024-03-22", "reasons": "Na het vorige verlof kwam hij overstuur terug."}),
    Example(
        "plan-evaluated",
        "After four weeks",
        {
            "occurred_on": "2024-03-28",
            "plan_id": "plan-1",
            "with_jeugdige": True,
            "report_given_on": "2024-03-28",
            "progress": "Gaat naar school; belt elke avond met oma.",
        },
    ),
    Example("absconded", "Not back from school", {"occurred_on": "2024-04-02", "occurred_at": "16:00:00", "certainty": "told"}),
    Example(
        "incident-reported",
        "Told to the inspectorate the same day",
        {
            "occurred_on": "2024-04-03",
            "kind": "geweld",
            "reported_on": "2024-04-03",
            "reported_to": "igj",
            "text": "Vechtpartij op straat tijdens het weglopen.",
        },
    ),
    Example("returned", "Came back by himself", {"occurred_on": "2024-04-04"}),
    Example(
        "measure-decided",
        "As the plan allows",
        {
            "occurred_on": "2024-04-04",
            "measure_id": "maatregel-1",
            "code": "CONT-a",
            "decided_by": "groepsleider",
            "reasons": "Spreekt via zijn telefoon af om weg te lopen.",
            "copy_to_youth_on": "2024-04-04",
        },
    ),
    Example(
        "measure-started",
        "The same evening",
        {"occurred_on": "2024-04-04", "occurred_at": "20:00:00", "measure_id": "maatregel-1", "code": "CONT-a", "stay_id": "verblijf-1"},
    ),
    Example("measure-reviewed", "It goes on", {"occurred_on": "2024-04-08", "measure_id": "maatregel-1", "continues": True}),
    Example(
        "complaint-filed",
        "Against the measure",
        {
            "occurred_on": "2024-04-09",
            "complaint_id": "klacht-1",
            "kind": "closed",
            "subject": "measure",
            "target_version": 43,
            "text": "Ik mag niet meer met mijn vrienden bellen.",
        },
    ),
    Example("measure-ended", "No longer needed", {"occurred_on": "2024-04-15", "occurred_at": "09:00:00", "measure_id": "maatregel-1"}),
    Example(
        "measure-reported", "To the gecertificeerde instelling", {"occurred_on": "2024-04-16", "to": "gi", "measure_id": "maatregel-1"}
    ),
    Example(
        "complaint-decided",
        "Within four weeks",
        {"occurred_on": "2024-05-02", "complaint_id": "klacht-1", "by": "klachtencommissie", "outcome": "ongegrond"},
    ),
    Example(
        "plan-changed",
        "Without the measure",
        {"occurred_on": "2024-05-06", "plan_id": "plan-1", "with_jeugdige": True, "consulted": ["parents", "behavioural_scientist"]},
    ),
    Example("complaint-appealed", "To the RSJ", {"occurred_on": "2024-05-10", "complaint_id": "klacht-1"}),
    Example("ready-to-leave", "No place free", {"occurred_on": "2024-05-13", "needed_setting": "leefhuis", "blocked_by": "no_place"}),
    Example("ready-withdrawn", "A relapse", {"occurred_on": "2024-05-20"}),
    Example("leave-granted", "A weekend in the leefhuis", {"occurred_on": "2024-05-24", "until": "2024-05-26"}),
    Example(
        "leave-withdrawn", "Broken off", {"occurred_on": "2024-05-25", "ground": "conditions_broken", "reasons": "Bleef een nacht weg."}
    ),
    Example(
        "plan-evaluated",
        "Two months later",
        {"occurred_on": "2024-05-27", "plan_id": "plan-1", "with_jeugdige": True, "report_given_on": "2024-05-27"},
    ),
    Example(
        "non-prolongation-notified",
        "Two months before the machtiging ends",
        {"occurred_on": "2024-05-31", "title_id": "machtiging-1", "ends_on": "2024-08-05"},
    ),
    Example(
        "behavioural-scientist-statement",
        "Consent to a suspension",
        {
            "occurred_on": "2024-05-31",
            "for": "schorsing",
            "outcome": "granted",
            "examined_on": "2024-05-30",
            "category": "gz_psycholoog",
            "title_id": "machtiging-1",
        },
    ),
)

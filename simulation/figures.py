"""The figures that the region is made after: published ones with their source, and ours where none is published.

Sources, as they are named below:

- NJi 2021: nji.nl, "Minder plaatsingen in JeugdzorgPlus" (on the factsheet of Jeugdzorg Nederland over 2021);
- NJi figures: nji.nl/cijfers/jeugdzorgplus, the yearly series;
- VK 2025, VK 2022: Verwey-Jonker Instituut and Het Vergeten Kind on moves of children (119 and 118 children);
- Zuid-Limburg: jeugdhulpzuidlimburg.nl/verblijf-jeugd, mondriaan.eu 17-12-2018, nji.nl on the leefhuis in Sittard;
- judgments by their ECLI.

What carries no source is ours: chosen so that the whole comes out at the published figures, and nothing to be cited.
"""

from datetime import date

from domain.codes import (
    BlockedBy,
    ComplaintOutcome,
    ComplaintSubject,
    Destination,
    Gender,
    MeasureCode,
    MoveReason,
    Perspective,
    PlanOffer,
    Presence,
    ReferralBasis,
    Referrer,
    RejectionReason,
    Setting,
)

# The region

FIRST_DAY = date(2022, 7, 1)
"""Combinatie Koraal is the contractor for closed and intensive clinical care since this day (Zuid-Limburg)."""

IN_CARE = 240
"""Jeugdigen in care at a time: the target group is some 200 to 250 (Zuid-Limburg)."""

TAKEN_OVER = 190
"""Trajectories taken over in the first months, already under way: those who were in care when the contract began."""

OPENED_PER_YEAR = 150
"""New trajectories in a year, which keeps about `IN_CARE` in care."""

MONTHS_OF_TAKING_OVER = 6

INHABITANTS = {
    "0888": 16,
    "1954": 36,
    "0899": 28,
    "1903": 26,
    "1729": 14,
    "0917": 87,
    "0928": 46,
    "0882": 37,
    "0935": 122,
    "0938": 19,
    "0965": 10,
    "1883": 92,
    "0971": 25,
    "0981": 10,
    "0994": 16,
    "0986": 12,
}
"""Thousands per municipality (CBS code), rounded: a weight for where a jeugdige comes from."""

POSTCODE_AREAS = {
    "0888": ("6191", "6199"),
    "1954": ("6361", "6333", "6336", "6365", "6439", "6451", "6454"),
    "0899": ("6441", "6442", "6443", "6444", "6446"),
    "1903": ("6245", "6247", "6251", "6261", "6267", "6269"),
    "1729": ("6271", "6281", "6285", "6287", "6321"),
    "0917": ("6411", "6412", "6413", "6414", "6415", "6416", "6417", "6418", "6419", "6421", "6422"),
    "0928": ("6461", "6462", "6463", "6464", "6465", "6466", "6467", "6468", "6469"),
    "0882": ("6371", "6372", "6373", "6374"),
    "0935": (
        "6211",
        "6212",
        "6213",
        "6214",
        "6215",
        "6216",
        "6217",
        "6218",
        "6221",
        "6222",
        "6223",
        "6224",
        "6225",
        "6226",
        "6227",
        "6229",
    ),
    "0938": ("6231", "6235", "6237", "6241", "6243"),
    "0965": ("6351", "6369"),
    "1883": (
        "6121",
        "6131",
        "6132",
        "6133",
        "6134",
        "6135",
        "6136",
        "6137",
        "6151",
        "6161",
        "6162",
        "6163",
        "6164",
        "6165",
        "6166",
        "6167",
    ),
    "0971": ("6129", "6171", "6181"),
    "0981": ("6291", "6294", "6295"),
    "0994": ("6301", "6305", "6325", "6342"),
    "0986": ("6312", "6343", "6367"),
}
"""Four-digit postcode areas of each municipality."""

AREAS_ELSEWHERE = ("5611", "6041", "5913", "6523")
"""Postcode areas of towns around: Eindhoven, Roermond, Venlo, Nijmegen."""

LIVES_ELSEWHERE = 0.04
"""Assumption: share whose address is not in the municipality that is responsible: the woonplaats does not follow a stay (Jeugdwet 1.1)."""

ADDRESS_IS_UNKNOWN = 0.03
"""Assumption: share of whom no address is on record."""

PARTS_OF_THE_REGION = (
    frozenset({"0917", "0928", "0882", "0899", "0965", "0986", "1954"}),
    frozenset({"1883", "0971", "0888"}),
    frozenset({"0935", "0938", "0994", "1903", "1729", "0981"}),
)
"""Parkstad, Westelijke Mijnstreek and Maastricht-Heuvelland: where no place is free in the own municipality, one near home is sought."""

OUTSIDE_THE_REGION = 0.1
"""Assumption: share of places for which a house outside the region is taken, where the register has one."""

# Who the jeugdigen are

GENDERS = {Gender.MALE: 0.565, Gender.FEMALE: 0.425, Gender.OTHER: 0.006, Gender.UNKNOWN: 0.004}
"""57/43 boys and girls among first placements (NJi 2021)."""

AGES_IN_HEAVY_CARE = {12: 0.06, 13: 0.1, 14: 0.17, 15: 0.31, 16: 0.28, 17: 0.08}
"""Years at the opening: 35% is younger than 15 when placed (NJi 2021)."""

AGES_IN_LIGHTER_CARE = {4: 0.02, 6: 0.03, 8: 0.05, 9: 0.05, 10: 0.06, 11: 0.07, 12: 0.12, 13: 0.14, 14: 0.16, 15: 0.16, 16: 0.14}
"""A leefhuis takes children of 6 to 17 (nji.nl, Sittard) or 11 to 18 (Heerlen); foster families younger ones too."""

AGES_IN_LONG_STORIES = {12: 0.05, 13: 0.12, 14: 0.31, 15: 0.52}
"""Of stories that take some years before the eighteenth birthday."""

BASES = {
    ReferralBasis.OTS: 0.52,
    ReferralBasis.VRIJWILLIG: 0.33,
    ReferralBasis.VOOGDIJ: 0.10,
    ReferralBasis.VOTS: 0.05,
}

REFERRERS = {
    ReferralBasis.VRIJWILLIG: {Referrer.GEMEENTE: 0.55, Referrer.HUISARTS: 0.15, Referrer.MEDISCH_SPECIALIST: 0.2, Referrer.JEUGDARTS: 0.1},
    ReferralBasis.OTS: {Referrer.GI: 0.9, Referrer.GEMEENTE: 0.1},
    ReferralBasis.VOTS: {Referrer.GI: 1.0},
    ReferralBasis.VOOGDIJ: {Referrer.GI: 1.0},
}

NO_BSN_YET = 0.02
"""Share opened before the BSN is verified."""

# Lengths of stay, in days

FAMILIES = (Setting.PLEEGZORG, Setting.GEZINSHUIS)
"""Living in a family comes first (Jeugdwet 2.3, sixth paragraph)."""

SHARE_CLOSED_UNDER_A_MONTH = 0.08
"""11% of closed placements end within a month (NJi 2021); the rest of these are refused or annulled titles and broken conditions."""

SHARE_CLOSED_OVER_A_YEAR = 0.24
"""13% of closed placements last more than a year (NJi 2021); some who would are 18 before."""

CLOSED_UNDER_A_MONTH = (4, 29)
CLOSED_BETWEEN = (40, 362, 260)
"""Least, most and likeliest: with the short and the long ones the mean is 6.5 months (NJi 2021)."""
CLOSED_OVER_A_YEAR = (370, 620)

MEAN_STAY = {
    Setting.AMBULANT: 220,
    Setting.PLEEGZORG: 640,
    Setting.GEZINSHUIS: 640,
    Setting.LEEFHUIS: 560,
    Setting.OPEN_RESIDENTIEEL: 300,
    Setting.INTENSIEF_KLINISCH: 130,
}

# Where the way leads

LIGHTER_CARE_BEGINS_WITH = {
    Setting.AMBULANT: 0.26,
    Setting.PLEEGZORG: 0.22,
    Setting.GEZINSHUIS: 0.16,
    Setting.LEEFHUIS: 0.08,
    Setting.OPEN_RESIDENTIEEL: 0.28,
}

NEXT: dict[Setting, dict[Setting | None, float]] = {
    Setting.GESLOTEN: {
        Setting.AMBULANT: 0.3,
        Setting.OPEN_RESIDENTIEEL: 0.2,
        Setting.LEEFHUIS: 0.08,
        Setting.GEZINSHUIS: 0.14,
        Setting.PLEEGZORG: 0.08,
        None: 0.2,
    },
    Setting.INTENSIEF_KLINISCH: {
        Setting.AMBULANT: 0.46,
        Setting.OPEN_RESIDENTIEEL: 0.18,
        Setting.LEEFHUIS: 0.06,
        Setting.GEZINSHUIS: 0.1,
        Setting.PLEEGZORG: 0.08,
        None: 0.12,
    },
    Setting.OPEN_RESIDENTIEEL: {
        Setting.AMBULANT: 0.4,
        Setting.LEEFHUIS: 0.08,
        Setting.GEZINSHUIS: 0.18,
        Setting.PLEEGZORG: 0.12,
        None: 0.22,
    },
    Setting.LEEFHUIS: {Setting.AMBULANT: 0.5, Setting.OPEN_RESIDENTIEEL: 0.08, Setting.PLEEGZORG: 0.1, None: 0.32},
    Setting.GEZINSHUIS: {Setting.AMBULANT: 0.42, Setting.OPEN_RESIDENTIEEL: 0.12, Setting.PLEEGZORG: 0.14, None: 0.32},
    Setting.PLEEGZORG: {Setting.AMBULANT: 0.4, Setting.OPEN_RESIDENTIEEL: 0.1, Setting.GEZINSHUIS: 0.12, None: 0.38},
    Setting.AMBULANT: {None: 0.86, Setting.OPEN_RESIDENTIEEL: 0.08, Setting.PLEEGZORG: 0.06},
}
"""What follows a stay or help; `None`: the care of the region ends."""

DESTINATIONS = {
    Destination.HOME: 0.62,
    Destination.NETWORK: 0.14,
    Destination.INDEPENDENT: 0.12,
    Destination.ABROAD: 0.02,
    Destination.UNKNOWN: 0.04,
    Destination.ABSCONDED: 0.06,
}

DESTINATIONS_FROM_CLOSED = {
    Destination.HOME: 0.44,
    Destination.OTHER_CLOSED: 0.2,
    Destination.NETWORK: 0.1,
    Destination.JJI: 0.1,
    Destination.INDEPENDENT: 0.08,
    Destination.ABSCONDED: 0.08,
}

END_REASONS = {"31": 0.62, "34": 0.14, "32": 0.09, "33": 0.06, "35": 0.04, "38": 0.05}
"""Reden beëindiging (iJw JZ588)."""

# The team

PRESENCE = {
    Presence.PRESENT: 0.48,
    Presence.SPOKEN_BEFORE: 0.24,
    Presence.REPRESENTED: 0.12,
    Presence.DECLINED: 0.1,
    Presence.NOT_OFFERED: 0.06,
}
"""Principle of the region: talk with the jeugdige (Zuid-Limburg); it does not always happen."""

# Moves

HOUSES_UNTIL_IT_FITS = {0: 0.5, 1: 0.06, 2: 0.1, 4: 0.12, 7: 0.1, 10: 0.06, 15: 0.06}
"""Moves to another house of the same setting in one trajectory.

Among moved children the mean is 4 (VK 2022) to 6 (VK 2025); 1 in 8 was moved more than 10 times (VK 2025).
"""

TOLD_AT_MOST_A_DAY_BEFORE = 1 / 3
"""VK 2025, of children who were moved."""

SAID_GOODBYE = 0.25
"""About three quarters could not say goodbye (VK 2025)."""

MOVED_IN_A_CRISIS = 0.06
"""Assumption: share of moves within a setting that could not wait."""

SHELTER_IS_SHORT = 0.8
"""Assumption: share of crisis shelter that ends within the week that the region means (nji); then a place is found where somebody stays."""

MOVED_BECAUSE_THE_HOUSE_CLOSES = 0.03
"""Assumption."""

KNEW_WHY = 0.739
"""26.1% did not know why they had to leave (VK 2025)."""

KNEW_THE_PERSPECTIVE = 0.14
"""86% did not know how long they could stay (VK 2025): here, whether the jeugdige knows the perspective that was set."""

END_IS_EXPECTED = 0.86
"""Assumption: a stay begins with an expected end on record, whether or not the jeugdige knows it."""

HEARD_BEFORE_A_MOVE = 0.62
"""Assumption; a third is told a day before at most (VK 2025), and hearing somebody takes longer than telling him."""

NO_REASON_AGAINST_A_FAMILY = 0.04
"""Assumption: share of stays outside a family for which the reason is forgotten (Jeugdwet 2.3)."""

MOVE_REASONS = {
    MoveReason.NO_FITTING_HELP: 0.5,
    MoveReason.PROBLEMS_AT_PLACE: 0.44,
    MoveReason.OTHER: 0.06,
}
"""No fitting help 66.4%, problems at the place 56.3%, more than one answer allowed (VK 2025)."""

# Leaving

READY_IS_RECORDED = 0.6

WAITS_FOR_A_PLACE = 0.55
"""Jeugdigen stay longer than needed because there is no place to go to; how many was never registered (NU.nl 6201523)."""

BLOCKED_BY = {
    BlockedBy.NO_PLACE: 0.5,
    BlockedBy.WAITING_LIST: 0.3,
    BlockedBy.HOUSING: 0.1,
    BlockedBy.COURT: 0.1,
}

# Recording

OFFICE_LAG = {0: 0.66, 1: 0.2, 2: 0.06, 3: 0.03, 5: 0.02, 9: 0.016, 16: 0.009, 30: 0.005}
"""Days between what happened and its recording in an ordinary case; what happened meanwhile waits with it."""

# On the way to a title

DAYS_OF_VOTS_BEHIND = 10
"""Assumption: how long a voorlopige ondertoezichtstelling ran when the trajectory was opened; after three months it became an OTS."""

ENDS_AS_PLANNED = 0.35
"""Assumption: share of ondertoezichtstellingen that are not prolonged when care ends."""

ENDS_BEFORE_ITS_TERM = 0.2
"""Assumption: share of ondertoezichtstellingen that the court lifts when care ends."""

GOES_TO_ANOTHER_GI = 0.03
"""Assumption."""

STATEMENT_IS_MISSING = 0.02
"""Assumption: share of requests whose statement of a scientist never reaches the record."""

STATEMENT_REFUSES = 0.006
"""Assumption: share of titles granted though the scientist did not agree."""

EXAMINATION_IS_IMPOSSIBLE = 0.18
"""Assumption: in urgency the jeugdige cannot always be examined (Jeugdwet 6.1.8, fourth paragraph)."""

EXAMINED_LONG_BEFORE = 0.04
"""Assumption: share of examinations more than two weeks before the request."""

COURT_IS_LATE = 0.06
"""Assumption: share of requests for somebody inside that are decided later than three weeks after."""

FAMILY_PLAN_IS_OFFERED = 0.93
"""Assumption."""

FAMILY_PLANS = {PlanOffer.ACCEPTED: 0.34, PlanOffer.DECLINED: 0.5, PlanOffer.NOT_POSSIBLE: 0.16}

CONSENT_IS_WITHDRAWN = 0.12
"""Assumption: share of closed stays with consent of the parents that end because they withdraw it."""

LAPSE_IS_CONFIRMED = 0.85
"""Assumption: share of titles that lapse because nothing came of them any more, of which somebody says so."""

ANOTHER_DECIDES = 0.1
"""Assumption: share of conditional admissions that were not decided by the employee named in the plan."""

COURT_AGREES_TO_A_MOVE = 0.92
"""Assumption: share of moves out of a family after a year or more for which the court was asked first (BW 1:265i)."""

NOTICE_IS_IN_TIME = 0.85
"""Assumption: share of measures and machtigingen of which the Raad knows two months before their end what becomes of them (BW 1:265j)."""

END_IS_ASKED_FOR = 0.04
"""Assumption: share of stays under a machtiging uithuisplaatsing whose end parents or jeugdige ask for (BW 1:265d)."""

DECISION_IS_FILED = 0.8
"""Assumption: share of decisions of the court of which the document is noted."""

# In closed care

ADMISSION_IS_TOLD = 0.95
CONFIDANT_IS_ASSIGNED = 0.93
SCHOOL_IS_RECORDED = 0.75
KEEPS_HIS_SCHOOL = 0.35
"""Assumptions, per closed stay."""

PLAN_IS_LATE = 0.09
"""Assumption: share of plans later than six weeks after the admission."""

PLAN_IS_FORGOTTEN = 0.015
"""Assumption: share of stays of more than six weeks without a plan."""

WITH_THE_JEUGDIGE = 0.98
"""Assumption: share of plans and evaluations made with the jeugdige."""

PLAN_IS_CHANGED = 0.3
"""Assumption: share of plans that are changed once, of those that last four months or longer."""

EVALUATION_IS_LATE = 0.05
EVALUATION_IS_MISSED = 0.02
REPORT_IS_FORGOTTEN = 0.03
"""Assumptions, per evaluation."""

PLANNED_MEASURES = {0: 0.42, 1: 0.38, 2: 0.2}
"""Assumption: measures out of the plan on record, per closed stay of two months or longer; no national count is published."""

EMERGENCIES = 0.28
"""Assumption: share of closed stays of three weeks or longer with a measure in an emergency, of which `SECLUSIONS` an insluiting."""

SECLUSIONS = 0.3
"""Assumption."""

REVIEWED_TOO_LATE = 0.08
"""Assumption: share of emergencies which the scientist judged later than the law asks."""

MEASURES_IN_PLANS = (
    MeasureCode.TOEZ,
    MeasureCode.BEW_B,
    MeasureCode.BEW_C,
    MeasureCode.CONT_A,
    MeasureCode.CONT_C,
    MeasureCode.ONDZ_B,
    MeasureCode.ONDZ_C,
    MeasureCode.ONDZ_D,
)

MEASURES_IN_EMERGENCIES = {MeasureCode.BEW_A: 0.55, MeasureCode.BEW_E: 0.2, MeasureCode.BEW_D: 0.25}

MEASURE_IN_AN_OPEN_GROUP = 0.03
"""Assumption: share of stays in an open group with a measure for which there is no ground there (Jeugdwet 6.3.1.1)."""

MEASURE_IS_TOLD = 0.9
"""Assumption: share of measures that parents or GI are told of, where the law asks for that."""

USE_IS_REPORTED = 0.85
"""Assumption: share of the half-years with measures of which a report is given (Jeugdwet 6.7.1, third paragraph)."""

ADVICE_IS_LOOKED_AT_AGAIN = 0.85
ADVICE_IS_LOOKED_AT_LATE = 0.08
"""Assumptions: shares of advices in time, by the day that they name, and some weeks after it; while there is care."""

ANNULMENT_IS_REFUSED = 0.5
"""Assumption: share of admissions on a conditional title that the court is asked to annul, and leaves as they are."""

LEAVE_IS_REFUSED = 0.12
"""Assumption: share of closed stays of two months or longer."""

LEAVE_IS_WITHDRAWN = 0.3
"""Assumption: share of leave that does not end as agreed."""

# Complaints and incidents

COMPLAINS_INSIDE = 0.12
"""Assumption: share of closed stays with a complaint to the klachtencommissie."""

COMPLAINS_ELSEWHERE = 0.015
"""Assumption: share of other stays with a complaint to the provider."""

COMPLAINT_IS_LATE = 0.15
COMPLAINT_IS_APPEALED = 0.2
"""Assumptions, per complaint inside."""

COMPLAINED_OF = {ComplaintSubject.MEASURE: 0.55, ComplaintSubject.LEAVE: 0.3, ComplaintSubject.OTHER: 0.15}

COMPLAINTS_END = {
    ComplaintOutcome.ONGEGROND: 0.5,
    ComplaintOutcome.GEGROND: 0.32,
    ComplaintOutcome.NIET_ONTVANKELIJK: 0.14,
    ComplaintOutcome.ONBEVOEGD: 0.04,
}

OBJECTS = 0.012
"""Assumption: share of decisions of a college to which an objection is made."""

INCIDENTS = 0.025
INCIDENT_IS_TOLD_LATER = 0.1
"""Assumptions: share of stays outside a family, and of incidents that are not yet reported when they are recorded."""

# On the way to a place

HISTORY_IS_KNOWN = 0.6
"""Assumption: share of trajectories with prior history on record."""

PROVIDER_OF_HISTORY_IS_KNOWN = 0.6
"""Assumption."""

PROVIDERS_BEFORE = ("xonar", "koraal", "mondriaan", "via-jeugd", "Jeugdzorg Elders")
"""The last is outside the region; there is none of that name."""

REVIEW_IS_ASKED_FOR = 0.7
ANALYSIS_IS_MADE = 0.6
ADVICE_IS_REVISED = 0.06
ADVICE_IS_DEVIATED_FROM = 0.03
LIGHTER_WAYS_ARE_NOT_LISTED = 0.03
"""Assumptions, per review."""

DECISION_IS_RECORDED = 0.85
DEVIATION_IS_MOTIVATED = 0.8
"""Assumptions, per advice."""

START_IS_INTENDED = 0.8
"""Assumption: share of decisions that name the day on which it is meant to begin."""

NEW_ADVICE_BEFORE_SOMETHING_HEAVIER = 0.8
"""Assumption: share of moves to something heavier than the last advice for which that advice was renewed."""

PLACE_IS_SOUGHT = 0.7
PLACE_IS_DECLINED = 0.22
"""Assumptions, per admission that can wait."""

PERSPECTIVE_IS_SET = 0.88
"""Assumption: share of stays in another setting in which the perspective is set (anew) within two weeks."""

PERSPECTIVES_SET = {
    Perspective.HOME: 0.46,
    Perspective.NETWORK: 0.1,
    Perspective.PLEEGZORG: 0.08,
    Perspective.GEZINSHUIS: 0.12,
    Perspective.LEEFHUIS: 0.06,
    Perspective.INDEPENDENT: 0.16,
    Perspective.OTHER: 0.02,
}

REFERRAL_IS_REJECTED = 0.2
"""Assumption: share of referrals that come to nothing because the municipality rejects them."""

REJECTIONS = {
    RejectionReason.LIGHTER_HELP: 0.5,
    RejectionReason.NO_NEED: 0.15,
    RejectionReason.OTHER_LAW: 0.15,
    RejectionReason.OTHER_MUNICIPALITY: 0.1,
    RejectionReason.OTHER: 0.1,
}

# The dossier

PARENTS_JOIN = 0.9
GI_WORKER_JOINS = 0.9
GI_WORKER_IS_REPLACED = 0.25
LAWYER_JOINS = 0.9
"""Assumptions: share of trajectories (of those under a measure, of those with a request for closed care)."""

AGREEMENTS = {0: 0.3, 1: 0.35, 2: 0.35}
"""Assumption: agreements with a day, per trajectory with care."""

AGREEMENT_IS_KEPT = 0.85
AGREEMENT_IS_KEPT_LATE = 0.08
"""Assumptions."""

HAS_AN_ASSIGNMENT = 0.4
"""Assumption: share of trajectories whose care is told of by iJw messages; the others are paid as a task, without assignments."""

MESSAGE_IS_LATE = 0.06
MESSAGE_IS_FORGOTTEN = 0.02
MESSAGE_TELLS_ANOTHER_DAY = 0.08
"""Assumptions, per message."""

OWN_STATEMENT = 0.05
ASKS_FOR_ACCESS = 0.05
ASKS_FOR_RECTIFICATION = 0.01
ASKS_FOR_DESTRUCTION = 0.012
IN_DANGER = 0.03
SEVERAL_CONTROLLERS = 0.04
"""Assumptions, per trajectory."""

SIBLINGS = 0.05
"""Assumption: share of trajectories of somebody whose brother or sister came into the region's care just before."""

# After care

HELP_IS_CHANGED = 0.3
AFTERCARE_IS_AGREED = 0.35
"""Assumptions: per help of four months or longer, and per stay that ends at home."""

JEUGDIGE_GIVES_A_GRADE = 0.6
PARENT_GIVES_A_GRADE = 0.35
"""Assumptions: response in the outcome set."""

HELP_AFTER_EIGHTEEN_IS_DECIDED = 0.88
"""Assumption: share of help that goes on after the eighteenth birthday of which that was decided before."""

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
    Destination,
    Gender,
    MoveReason,
    Presence,
    ReferralBasis,
    Referrer,
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

PARTS_OF_THE_REGION = (
    frozenset({"0917", "0928", "0882", "0899", "0965", "0986", "1954"}),
    frozenset({"1883", "0971", "0888"}),
    frozenset({"0935", "0938", "0994", "1903", "1729", "0981"}),
)
"""Parkstad, Westelijke Mijnstreek and Maastricht-Heuvelland: where no place is free in the own municipality, one near home is sought."""

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

KNEW_WHY = 0.739
"""26.1% did not know why they had to leave (VK 2025)."""

KNEW_HOW_LONG = 0.14
"""86% did not know how long they could stay (VK 2025)."""

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

OFFICE_LAG = {0: 0.52, 1: 0.22, 2: 0.09, 3: 0.05, 5: 0.04, 9: 0.04, 16: 0.025, 30: 0.015}
"""Days between what happened and its recording in an ordinary case."""

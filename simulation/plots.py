"""Which stories a region has, and how many of each in a thousand. The orderly ones are most."""

from enum import Enum


class Plot(Enum):
    """What kind of story it is."""

    LIGHTER_CARE = "lighter care only"
    CLINICAL_CARE = "intensive clinical care, and what follows"
    CLOSED_CARE = "closed care, and what follows"
    STEPPED_UP = "lighter care does not hold, and closed care follows"
    CAME_BACK = "in closed care again within a year"
    UNDER_CONDITIONS = "home under a voorwaardelijke machtiging, and the conditions are kept"
    CONDITIONS_BROKEN = "home under a voorwaardelijke machtiging, and admitted on it"
    ADMISSION_ANNULLED = "such an admission annulled, so that the conditional title revives"
    TITLE_ANNULLED = "a machtiging annulled on appeal"
    TITLE_REFUSED = "in on a spoedmachtiging, and the machtiging refused"
    TITLE_CAME_LATER = "in closed care before any judge had decided"
    TITLE_RAN_OUT = "a machtiging that ended before its prolongation"
    TITLE_SUSPENDED = "a machtiging suspended, and the suspension withdrawn"
    TITLE_NEVER_EXECUTED = "a machtiging that lapsed because nothing came of it"
    REFERRAL_WITHDRAWN = "a referral withdrawn"


PLOTS = {
    Plot.LIGHTER_CARE: 505,
    Plot.CLINICAL_CARE: 190,
    Plot.CLOSED_CARE: 105,
    Plot.STEPPED_UP: 30,
    Plot.CAME_BACK: 26,
    Plot.UNDER_CONDITIONS: 30,
    Plot.CONDITIONS_BROKEN: 12,
    Plot.ADMISSION_ANNULLED: 4,
    Plot.TITLE_ANNULLED: 4,
    Plot.TITLE_REFUSED: 8,
    Plot.TITLE_CAME_LATER: 8,
    Plot.TITLE_RAN_OUT: 8,
    Plot.TITLE_SUSPENDED: 10,
    Plot.TITLE_NEVER_EXECUTED: 10,
    Plot.REFERRAL_WITHDRAWN: 50,
}
"""How many of each in a thousand: what the published inflow and repeats ask for, and enough of what seldom happens to be seen."""

PLOTS_TAKEN_OVER = {Plot.LIGHTER_CARE: 830, Plot.CLOSED_CARE: 110, Plot.CLINICAL_CARE: 60}
"""The same for those who were in care when the region began: of those who had been in closed care, most were in lighter care by then."""

ORDINARY = frozenset({Plot.LIGHTER_CARE, Plot.CLINICAL_CARE, Plot.CLOSED_CARE})
"""Stories that run on for as long as they run; the others need some years before the eighteenth birthday to be told."""


class Slip(Enum):
    """What goes wrong in recording; it happens to any story."""

    NONE = "recorded as it was"
    CORRECTED = "recorded wrongly, and corrected"
    VOIDED = "something recorded that never happened, and voided"


SLIPS = {Slip.NONE: 870, Slip.CORRECTED: 90, Slip.VOIDED: 40}
"""How many of each in a thousand."""

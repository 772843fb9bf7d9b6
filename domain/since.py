"""The first days of what is law or practice here: from when a parameter holds."""

from datetime import date

JEUGDWET = date(2015, 1, 1)
"""First day of the Jeugdwet (BWBR0034925)."""

PILOT = date(2019, 1, 1)
"""The regional practice of reviews and leefhuizen, which grew out of the pilot of 2018."""

WVGGZ = date(2020, 1, 1)
"""First day of the Wet verplichte ggz and of the Wet zorg en dwang."""

RECHTSPOSITIE = date(2024, 1, 1)
"""First day of the Wet rechtspositie gesloten jeugdinstellingen, which gave chapter 6 of the Jeugdwet its present text."""

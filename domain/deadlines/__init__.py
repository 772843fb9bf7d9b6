"""What runs out when. A deadline is added by writing its function in the file of its subject (see `domain.deadlines.catalogue`).

A deadline is about one trajectory, and counts days; of a term in hours it also has the moment (`due_at`), where the clock was recorded. So
these are none:

- what is done every quarter of an hour while somebody is locked up (Besluit Jeugdwet 6.2.4(2)): no check is recorded;
- what is delivered about all at once, by a provider or the region: that has a list of its own (`domain.due_deliveries`);
- what is a finding from its first day, and has nothing to wait for: too many moves (P10), no event for long (P13).
"""

from domain.deadlines import (  # noqa: F401  # each registers its kinds
    adult_help,
    adulthood,
    complaint,
    dossier,
    measure,
    plan,
    practice,
    protection,
    request,
    title,
    waiting,
)
from domain.deadlines.catalogue import Deadline, Due, deadline_kinds, deadlines, deadlines_of, deadlines_on, in_dutch

__all__ = ["Deadline", "Due", "deadline_kinds", "deadlines", "deadlines_of", "deadlines_on", "in_dutch"]

"""What runs out when. A deadline is added by writing its function in the file of its subject (see `domain.deadlines.catalogue`)."""

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

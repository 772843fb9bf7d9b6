"""What a region records beside a story: papers, plans, measures, agreements, rights.

Each module reads a story that has been told (`simulation.course`) and adds what goes with it, from dice of its own: a paper
more or less changes nothing of the life. What would fall on a day on which the trajectory was closed is left out.
"""

from collections.abc import Sequence
from functools import cache

from domain.events import Event
from simulation.beside import afterwards, complaints, court, dossier, inside, looking_again, measures, preparing, protection
from simulation.course import Course
from simulation.deed import Deed
from simulation.dice import Dice
from simulation.life import Life


def with_what_goes_beside(deeds: Sequence[Deed], life: Life, dice: Dice) -> list[Deed]:
    """The same story with what was recorded beside it; of one day, what led to a decision comes before it."""
    course = Course(life, deeds, dice)
    leading = [*protection.measures_of(course), *court.requests(course), *preparing.preparations(course)]
    plans = inside.plans(course)
    following = [
        *court.what_follows(course),
        *inside.closed_care(course, plans),
        *measures.measures(course, plans),
        *complaints.complaints_and_incidents(course),
        *dossier.dossier(course),
        *afterwards.afterwards(course),
        *looking_again.looked_at_again(course),
    ]
    return [*_while_open(course, leading), *deeds, *_while_open(course, following)]


_NAMES = frozenset({"plan_id", "measure_id", "complaint_id", "objection_id", "request_id", "agreement_id", "party_id"})
"""Fields by which one event names what another began."""


@cache
def _naming(kind: type[Event]) -> tuple[str, ...]:
    return tuple(field for field in kind.model_fields if field in _NAMES)


def _while_open(course: Course, deeds: Sequence[Deed]) -> list[Deed]:
    """What can be recorded: a measure of child protection may have begun before the trajectory did. Nothing follows what is left out."""
    left_out: set[str] = set()
    kept: list[Deed] = []
    for deed in deeds:
        names = {getattr(deed.event, field) for field in _naming(type(deed.event))} - {None}
        if (course.is_open_on(deed.day) or deed.day < course.opened_on) and not names & left_out:
            kept.append(deed)
        elif deed.event.opens is not None:
            left_out |= names
    return kept

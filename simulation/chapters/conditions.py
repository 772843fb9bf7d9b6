"""Home under a voorwaardelijke machtiging (Jeugdwet 6.1.4), and inside again on it (6.1.6)."""

from collections.abc import Generator, Iterator

from domain.calendar import add_days
from domain.codes import Setting
from domain.events import ConditionalAdmissionDecided
from domain.events.title import CopiesSent
from domain.spans import Span
from simulation import sentences
from simulation.chapters import ambulant, intake, stays, titles
from simulation.deed import Deed
from simulation.figures import ANOTHER_DECIDES
from simulation.life import Life

_LONGEST = 70
"""Days for which the place inside is kept."""


def went_home(life: Life) -> Iterator[Deed]:
    """Into closed care, home under conditions, and the first weeks of help there."""
    yield from intake.taken_in(life, Setting.GESLOTEN)
    life.bound_for = Setting.AMBULANT
    yield from stays.stay(life, Setting.GESLOTEN, life.dice.between(70, 260))
    yield from titles.conditional(life, life.today)
    yield from stays.stepped_down_home(life)
    yield from ambulant.goes_on(life, life.dice.between(25, 80))


def admitted(life: Life, *, notice_given: bool = True) -> Generator[Deed, None, Deed]:
    """The decision to admit and, on that day, the admission. Returns the decision."""
    assert life.machtiging is not None
    today = life.today
    decision = Deed(
        ConditionalAdmissionDecided(
            occurred_on=today,
            title_id=life.machtiging.title_id,
            decided_by="groepsleider Via Jeugd" if life.dice.chance(ANOTHER_DECIDES) else titles.AUTHORISED,
            state_checked_on=add_days(today, -1),
            notice_to_youth_on=today if notice_given else None,
            copies_sent=CopiesSent(requester=today, lawyer=today) if notice_given else None,
            reasons=life.dice.one_of(sentences.REASONS_TO_ADMIT),
        )
    )
    yield decision
    yield from stays.entered(life, Setting.GESLOTEN, Span(today, add_days(today, _LONGEST)))
    return decision

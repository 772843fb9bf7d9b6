"""Where a jeugdige lives: with a family first, and whose he stays meanwhile (Jeugdwet 1.1, 2.3, 3.5)."""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.calendar import add_days, earlier
from domain.codes import HomeBasis, TitleKind
from domain.law.cover import uncovered_nights
from domain.law.lapse import title_in_law
from domain.law.residence import Residence, main_residences
from domain.parameters import Dated
from domain.rules.catalogue import Found, rule
from domain.rules.paper import when_the_paper_is_missed
from domain.since import JEUGDWET
from domain.spans import Span
from domain.trajectory import Home, Stay, Trajectory

DAYS_A_DECISION_SERVES = Dated({JEUGDWET: 182})
"""A decision with reasons counts for a placement (Jeugdwet 2.3(6)) up to so many days later."""

THE_COURT_GIVES_THE_REASON = Dated({JEUGDWET: True})
"""Is closed care ordered by the court itself the reason why there is no family?

The court orders it only where nothing less drastic will do (6.1.2(2)c), and a family is less drastic; so the reason is on record with
the order. A muhp is none: it allows a place out of home, and leaves the college and the GI to choose a family first (2.3(6), 3.5(2)).
"""

FROZEN_SINCE = date(2022, 1, 1)
"""First day of the present woonplaatsbeginsel. Who was in a stay then came under the municipality of before that stay on this day."""

_ORDERED_CARE = frozenset(TitleKind) - {TitleKind.MUHP}


@rule("L18", "law", "Jeugdwet 2.3(6)")
def without_family_there_is_a_reason(trajectory: Trajectory) -> Iterator[Found]:
    """A minor who is placed out of home lives with foster parents or in a gezinshuis, unless there is a reason on record why not.

    `why_not_family` of the stay, or of the one it came from in the same setting; a decision with reasons for that setting; or an
    order of the court for that care. The reason may follow as paper does. Binds the GI by 3.5(2). About the stay_id.
    """
    for stay in trajectory.stays:
        if not stay.is_main or stay.setting.is_family or _gives_a_reason(stay):
            continue
        days = Span(when_the_paper_is_missed(stay.since), earlier(stay.until, trajectory.turns(18)))
        if not days.is_empty:
            until = earlier(days.until, _reasoned_from(trajectory, stay))
            message = f"Verblijf in {stay.setting.label} zonder vastgelegde reden waarom niet in een gezin."
            yield Found(days.since, until, message, stay.stay_id, absence=True)


@rule("L19", "law", "Jeugdwet 1.1", since=FROZEN_SINCE)
def the_home_municipality_stays_the_same(trajectory: Trajectory) -> Iterator[Found]:
    """During a stay the jeugdige remains of the municipality where he lived just before it, through every move. About the version.

    Found from the day after a determination says otherwise, until another takes its place or the stay is over. One that goes by the
    address before the stay only says what that was; one that names the municipality of which the former became part says no other.
    """
    if not trajectory.homes:
        return
    for number, home in enumerate(trajectory.homes):
        for residence in main_residences(trajectory):
            if _names_another(trajectory, residence, home):
                since = max(add_days(home.determined_on, 1), home.from_)
                until = earlier(residence.until, _replaced_on(home, trajectory.homes[number + 1 :]))
                yield Found(
                    since, until, f"Gemeente {home.municipality} vastgesteld als woonplaats tijdens een verblijf.", str(home.version)
                )


def _gives_a_reason(stay: Stay) -> bool:
    asked: Stay | None = stay
    while asked is not None and asked.setting is stay.setting:
        if asked.why_no_family_is_recorded:
            return True
        asked = asked.came_from
    return False


def _reasoned_from(trajectory: Trajectory, stay: Stay) -> date | None:
    """The first day on which a decision or an order of the court gives the reason."""
    oldest = add_days(stay.since, -DAYS_A_DECISION_SERVES.on(stay.since))
    decided = (d.taken_on for d in trajectory.decisions if d.motivated and d.setting is stay.setting and d.taken_on >= oldest)
    ordered = _ordered_from(trajectory, stay) if THE_COURT_GIVES_THE_REASON.on(stay.since) else None
    return earlier(min(decided, default=None), ordered)


def _ordered_from(trajectory: Trajectory, stay: Stay) -> date | None:
    """Of closed care the first night under a title; of other care its beginning, where it executes a title of the Wvggz or the Wzd."""
    if not stay.in_closed_care:
        title = title_in_law(trajectory, stay.title_id)
        return stay.since if title is not None and title.kind in _ORDERED_CARE else None
    return next((nights.until for nights in uncovered_nights(trajectory) if nights.covers(stay.since)), stay.since)


def _names_another(trajectory: Trajectory, residence: Residence, home: Home) -> bool:
    frozen_on = max(residence.since, FROZEN_SINCE)
    if home.basis is HomeBasis.BEFORE_STAY or home.from_ <= frozen_on:
        return False
    return not home.is_in(trajectory.home_municipality_on(frozen_on))


def _replaced_on(home: Home, following: Sequence[Home]) -> date | None:
    """When another determination, from the same day or a later one, took its place."""
    return min((later.determined_on for later in following if later.from_ >= home.from_), default=None)

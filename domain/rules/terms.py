"""How long a title may last."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, add_working_days, earlier, is_working_day
from domain.codes import TitleKind
from domain.parameters import Dated
from domain.rules.catalogue import Found, rule
from domain.since import JEUGDWET, WVGGZ
from domain.terms import Term
from domain.trajectory import Title, Trajectory

_OF_THE_JEUGDWET = {
    TitleKind.MACHTIGING: Term("Jeugdwet 6.1.12(2)", months=12),
    TitleKind.SPOEDMACHTIGING: Term("Jeugdwet 6.1.12(2)", weeks=4),
    TitleKind.VOORWAARDELIJKE_MACHTIGING: Term("Jeugdwet 6.1.12(2)", months=6),
    TitleKind.MUHP: Term("BW 1:265c(1)", months=12),
}
_PROLONGED_BY_THE_JEUGDWET = {TitleKind.VOORWAARDELIJKE_MACHTIGING: Term("Jeugdwet 6.1.12(2)", months=12)}

# The first day is not counted: these run to the end of the day of the same number (HR 22 January 2021, ECLI:NL:HR:2021:107).
_OF_THE_WVGGZ = {
    TitleKind.ZORGMACHTIGING: Term("Wvggz 6:5(a)", months=6, days=1),
    TitleKind.CRISISMAATREGEL: Term("Wvggz 7:4", days=3 + 1),
    TitleKind.VOORTZETTING_CRISISMAATREGEL: Term("Wvggz 7:9", weeks=3, days=1),
}
_PROLONGED_BY_THE_WVGGZ = {TitleKind.ZORGMACHTIGING: Term("Wvggz 6:5(b)", months=12, days=1)}

FIRST_TERMS: Dated[dict[TitleKind, Term]] = Dated({JEUGDWET: _OF_THE_JEUGDWET, WVGGZ: _OF_THE_JEUGDWET | _OF_THE_WVGGZ})

PROLONGED_TERMS: Dated[dict[TitleKind, Term]] = Dated(
    {JEUGDWET: _PROLONGED_BY_THE_JEUGDWET, WVGGZ: _PROLONGED_BY_THE_JEUGDWET | _PROLONGED_BY_THE_WVGGZ}
)
"""Where a prolongation may last longer than a first title. The two years after five years of zorgmachtiging are not reckoned with."""

LASTS_TO_A_WORKING_DAY: Dated[frozenset[TitleKind]] = Dated({WVGGZ: frozenset({TitleKind.CRISISMAATREGEL})})
"""Whose last day is moved off a Saturday, a Sunday or a recognised holiday by its own law (Wvggz 7:4, second sentence).

That it goes on until the court decided, if prolongation was asked for in time (7:5(a)), is no part of its term.
"""


@rule("L2", "law", "Jeugdwet 6.1.12(2)")
def titles_keep_to_their_longest_term(trajectory: Trajectory) -> Iterator[Found]:
    """A title lasts no longer than the law allows its kind. A finding about the decision: it holds from its day until the title is over.

    What was over by then is found on the day of the decision alone.
    """
    for title in trajectory.titles:
        term = _longest(title)
        if term is not None and _is_longer(title, term):
            yield Found(
                title.decided_on,
                _over(trajectory, title),
                f"De termijn van deze {title.kind.label} is langer dan de wet toelaat.",
                about=title.title_id,
                article=term.article,
            )


def _over(trajectory: Trajectory, title: Title) -> date | None:
    """As far as is recorded: replaced, annulled, lapsed, at its term, or on the day after its latest start if nobody executed it."""
    over = earlier(title.over_on, trajectory.died_on)
    return over and max(over, add_days(title.decided_on, 1))


def _longest(title: Title) -> Term | None:
    if title.is_prolongation and (longer := PROLONGED_TERMS.on(title.decided_on).get(title.kind)):
        return longer
    return FIRST_TERMS.on(title.decided_on).get(title.kind)


def _is_longer(title: Title, term: Term) -> bool:
    start = title.valid_from or title.latest_start or title.decided_on
    end = title.granted_until if title.duration_days is None else add_days(start, title.duration_days)
    longest = term.after(start)
    if title.kind in LASTS_TO_A_WORKING_DAY.on(title.decided_on):
        longest = add_days(_working_day_from(add_days(longest, -1)), 1)
    return end is not None and end > longest


def _working_day_from(day: date) -> date:
    return day if is_working_day(day) else add_working_days(day, 1)

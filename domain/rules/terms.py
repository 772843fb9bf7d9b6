"""How long a title may last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.calendar import add_days, add_months, add_weeks, earlier
from domain.codes import TitleKind
from domain.parameters import Dated
from domain.rules.catalogue import Found, rule
from domain.trajectory import Title, Trajectory


@dataclass(frozen=True)
class Term:
    """A longest term, in months, weeks or days."""

    months: int = 0
    weeks: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        return add_days(add_weeks(add_months(day, self.months), self.weeks), self.days)

    def __str__(self) -> str:
        named = ((self.months, "maanden"), (self.weeks, "weken"), (self.days, "dagen"))
        return " en ".join(f"{count} {unit}" for count, unit in named if count)


_JEUGDWET = date(2015, 1, 1)
_WVGGZ = date(2020, 1, 1)

FIRST_TERMS: Dated[dict[TitleKind, Term]] = Dated(
    {
        _JEUGDWET: {
            TitleKind.MACHTIGING: Term(months=12),
            TitleKind.SPOEDMACHTIGING: Term(weeks=4),
            TitleKind.VOORWAARDELIJKE_MACHTIGING: Term(months=6),
            TitleKind.MUHP: Term(months=12),
        },
        _WVGGZ: {
            TitleKind.MACHTIGING: Term(months=12),
            TitleKind.SPOEDMACHTIGING: Term(weeks=4),
            TitleKind.VOORWAARDELIJKE_MACHTIGING: Term(months=6),
            TitleKind.MUHP: Term(months=12),
            TitleKind.ZORGMACHTIGING: Term(months=6),
            TitleKind.VOORTZETTING_CRISISMAATREGEL: Term(weeks=3),
        },
    }
)
"""Jeugdwet 6.1.12, second paragraph; BW 1:265c for a muhp; Wvggz 6:5 and 7:9."""

PROLONGED_TERMS: Dated[dict[TitleKind, Term]] = Dated(
    {
        _JEUGDWET: {TitleKind.VOORWAARDELIJKE_MACHTIGING: Term(months=12)},
        _WVGGZ: {TitleKind.VOORWAARDELIJKE_MACHTIGING: Term(months=12), TitleKind.ZORGMACHTIGING: Term(months=12)},
    }
)
"""Where a prolongation may last longer than a first title. Two years after five years of zorgmachtiging is not reckoned with."""


@rule("L2", "law", "Jeugdwet 6.1.12(2)")
def titles_keep_to_their_longest_term(trajectory: Trajectory) -> Iterator[Found]:
    """A title lasts no longer than the law allows its kind. A finding about the decision: it holds from the day of decision."""
    for title in trajectory.titles:
        term = _longest(title)
        if term is not None and _is_longer(title, term):
            until = earlier(title.valid_until, title.annulled_from)
            yield Found(
                title.decided_on,
                until if until and until > title.decided_on else None,
                f"Deze {title.kind.label} duurt langer dan het wettelijk maximum van {term}.",
                about=title.title_id,
            )


def _longest(title: Title) -> Term | None:
    if title.is_prolongation and (longer := PROLONGED_TERMS.on(title.decided_on).get(title.kind)):
        return longer
    return FIRST_TERMS.on(title.decided_on).get(title.kind)


def _is_longer(title: Title, term: Term) -> bool:
    start = title.valid_from or title.latest_start
    if start is None:
        return False
    end = title.granted_until if title.duration_days is None else add_days(start, title.duration_days)
    return end is not None and end > term.after(start)

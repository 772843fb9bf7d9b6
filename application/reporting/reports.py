"""Reports: the indicators across trajectories, for who sees none of them.

The database counts (`projections.asking.counting`), under functions that judge the role too and name no trajectory; what is told of the
numbers is decided here (`domain.figures.report`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from application.doors.knowledge import Knowledge, Known, rows_asked
from application.doors.register import Register
from application.looking.disclosing import Disclosed
from application.problems import Forbidden, Malformed, NotFound, NotYet
from domain.calendar import add_days, add_months, amsterdam_day
from domain.codes import Role
from domain.envelope import Actor
from domain.figures import (
    NONE,
    Because,
    Detail,
    Heirs,
    Period,
    PeriodKind,
    Registered,
    Statistics,
    Told,
    Viewpoint,
    because,
    days_of,
    dimensions,
    figure_of,
    periods,
    published_figure_of,
    report,
    seen_of,
    statistics,
)
from domain.figures.report import Cells
from domain.figures.tally import STANDING
from domain.governance import Scope
from domain.indicators import Aggregate, Dimension, Indicator, Variant, indicators, places
from domain.region import Region
from domain.spans import Span
from eventlog import Unavailable
from projections.asking.counting import Counted
from projections.asking.reading import Rows

TOLD_FIGURES = frozenset({Role.REPORTER, Role.PRIVACY_OFFICER, Role.AUDITOR})
TOLD_EXACTLY = frozenset({Role.PRIVACY_OFFICER, Role.AUDITOR})
"""An auditor only while an assignment opens all trajectories to him."""

MOST_PERIODS = 120
MONTHS_BY_ITSELF = 12
"""How far back a report goes that is not told from when."""

JEUGDWET = date(2015, 1, 1)
"""The first day on which the Jeugdwet held: of what was before it nothing is told."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A report, as it can be asked for again.

    `from_` up to, and not including, `until`: days of its periods, which are told whole; None for the last year up to `valid_on`. `by`:
    None for the region; `variant`: None for the one that is meant by the name alone.
    """

    indicator: str
    variant: str | None = None
    period: PeriodKind = PeriodKind.QUARTER
    from_: date | None = None
    until: date | None = None
    by: Dimension | None = None
    valid_on: date | None = None
    detail: Detail = Detail.PROTECTED

    def said(self) -> dict[str, Any]:
        """By the names that others know it by, without what is not said."""
        said = {
            "indicator": self.indicator,
            "variant": self.variant,
            "period": self.period,
            "from": self.from_,
            "until": self.until,
            "by": self.by,
            "valid_on": self.valid_on,
            "detail": self.detail,
        }
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Report:
    """What was made of it: every parameter filled in."""

    indicator: Indicator
    variant: Variant
    asked: Asked
    known: Known
    position: int
    rows: tuple[Told, ...]

    def told(self) -> dict[str, Any]:
        return {
            "indicator": self.indicator.id,
            "number": self.indicator.number,
            "title": self.indicator.title,
            "variant": self.variant.name,
            "formula": self.variant.formula,
            "unit": self.variant.unit,
            "known_at": self.known.known_at,
            "position": self.position,
            "valid_on": self.asked.valid_on,
            "period": self.asked.period,
            "from": self.asked.from_,
            "until": self.asked.until,
            "by": self.asked.by,
            "detail": self.asked.detail,
            "rows": [
                {"period": row.period.name, "group": row.group, "value": row.value, "suppressed": row.suppressed} for row in self.rows
            ],
        }


class Reports:
    """Each raises `Forbidden` for other roles, `NotFound`, `Malformed` and `NotYet`. It discloses nobody; that it was asked is recorded."""

    def __init__(self, rows: Rows, knowledge: Knowledge, register: Register, scope: Callable[[Actor, date], Scope]) -> None:
        """`scope`: what assignments open to an actor, on a day."""
        self._rows = rows
        self._knowledge = knowledge
        self._register = register
        self._scope = scope

    def judge(self, actor: Actor, detail: Detail) -> None:
        """Whether the actor is told figures, and in that detail. Raises `Forbidden` and `NotYet`."""
        if actor.role not in TOLD_FIGURES:
            raise Forbidden("Figures are for reporters, privacy officers and auditors.")
        if detail is not Detail.EXACT:
            return
        if actor.role not in TOLD_EXACTLY:
            raise Forbidden("Figures with small counts are for privacy officers and auditors: ask for detail=protected.")
        # A small count can be of somebody: who may not look at all of them is not told it.
        if actor.role is Role.AUDITOR and not self._scope(actor, amsterdam_day(datetime.now(UTC))).everything:
            raise Forbidden(
                "An auditor is told figures with small counts under an assignment to all trajectories: ask the privacy officer for one, or "
                "for detail=protected."
            )

    def report(
        self, actor: Actor, asked: Asked, *, known_at: datetime | None, at_position: int | None, min_position: int | None
    ) -> Disclosed[dict[str, Any]]:
        """The figures of an indicator, as known at a moment, at a position, or now."""
        self.judge(actor, asked.detail)
        check_days(asked)
        known = self._knowledge.asked(known_at, at_position, min_position)
        return Disclosed(self.made(actor, asked, known).told(), ())

    def made(self, actor: Actor, asked: Asked, known: Known) -> Report:
        """The report as known at a position that the rows have reached."""
        indicator, variant = named(asked)
        asked = _filled(asked, variant, known.day)
        there = list(periods(asked.period, Span(asked.from_, asked.until)))  # type: ignore[arg-type]  # both are filled in
        if len(there) > MOST_PERIODS:
            message = f"{len(there)} periods are asked for, and {MOST_PERIODS} at most are told: ask for fewer, or for longer ones."
            raise _mend({"from": message})
        cut = _is_cut(asked, variant, known.day)
        # A whole period is the same on every later day, but for what lasts until then. What is hidden of it must not depend on that day.
        on = known.day if cut and variant.aggregate is not Aggregate.SURVIVAL_MEDIAN else _day(asked)
        counting = _Counting(self._rows, self._register, actor, on, known.position)
        with rows_asked():
            told = report(variant, there, on, asked.by, asked.detail, counting.count)
            rows = tuple(_without_cut(told, variant, _day(asked)) if cut else told)
            return Report(indicator, variant, asked, known, counting.position, rows)

    def explained(
        self, actor: Actor, variant: Variant, asked: Asked, before: Viewpoint, after: Viewpoint, there: Sequence[Period]
    ) -> Mapping[tuple[Period, str | None], Sequence[Because]]:
        """Of each of these periods and each group, what was recorded between two positions that changed its figure. Raises `NotYet`."""
        days = days_of(variant, Span(there[0].since, there[-1].until))
        figure = published_figure_of if asked.detail is Detail.PUBLISHED else figure_of
        with rows_asked():
            facts = self._rows.changes(actor, variant, days, before.position, after.position)
        turns = [before.position, *self._register.changed_between(before.position, after.position)]
        register = [
            Registered(position, Heirs.known(region := self._register.as_of(position)), tuple(places(region))) for position in turns
        ]
        return {
            (period, (group or NONE) if asked.by else None): found
            for period in there
            for group, found in because(variant, period.days, asked.by, figure, before, after, facts, register).items()
        }


def check_days(asked: Asked) -> None:
    """Whether what is asked about lies between the first day of the Jeugdwet and the end of next year, up to which it can be told what
    will be, as it is known. Raises `Malformed`."""
    end = date(amsterdam_day(datetime.now(UTC)).year + 2, 1, 1)
    bounds = {
        "from": (asked.from_, JEUGDWET, add_days(end, -1)),
        "until": (asked.until, add_days(JEUGDWET, 1), end),
        "valid_on": (asked.valid_on, JEUGDWET, add_days(end, -1)),
    }
    wrong = {
        name: f"Give a day from {first} up to and including {last}: before the Jeugdwet, and beyond next year, nothing is told."
        for name, (day, first, last) in bounds.items()
        if day is not None and not first <= day <= last
    }
    if wrong:
        raise _mend(wrong)


def _mend(parameters: Mapping[str, str]) -> Malformed:
    """What to do about each of these parameters."""
    told = [{"parameter": name, "message": message} for name, message in parameters.items()]
    return Malformed("Mend the parameters named in errors.", errors=told)


def named(asked: Asked) -> tuple[Indicator, Variant]:
    """Which indicator and variant are meant. Raises `NotFound` and `Malformed`."""
    indicator = indicators().get(asked.indicator)
    if indicator is None:
        raise NotFound(f"There is no such indicator. There are: {', '.join(indicators())}.")
    variant = indicator.variant(asked.variant) if asked.variant else indicator.default
    if variant is None:
        names = ", ".join(each.name for each in indicator.variants)
        raise _mend({"variant": f"Choose one of: {names}."})
    return indicator, variant


def _filled(asked: Asked, variant: Variant, today: date) -> Asked:
    if asked.by is not None and asked.by not in dimensions(variant):
        choices = ", ".join(dimensions(variant))
        raise _mend({"by": f"This variant is told by: {choices}; or not at all."})
    day = asked.valid_on or today
    last = asked.until or add_days(day, 1)
    first = asked.from_ or max(JEUGDWET, Period.of(asked.period, add_months(last, -MONTHS_BY_ITSELF)).next.since)
    if last <= JEUGDWET:
        raise _mend({"valid_on": f"Give a day from {JEUGDWET} on: that is when the Jeugdwet began."})
    if last <= first:
        raise _mend({"until": f"Give a day after {first}, where it begins."})
    return replace(asked, variant=variant.name, from_=first, until=last, valid_on=day)


def _is_cut(asked: Asked, variant: Variant, known_on: date) -> bool:
    """Whether it is asked on a past day what adds up over days: of the period that runs on it, what is hidden of a month would be the
    difference of two such answers."""
    return asked.detail is not Detail.EXACT and variant.aggregate not in STANDING and _day(asked) < known_on


def _without_cut(told: Iterable[Told], variant: Variant, day: date) -> Iterator[Told]:
    """What had begun by that day, and nothing of what is counted on past it."""
    for row in told:
        if row.period.since <= day:
            counted = days_of(variant, row.period.days)
            if day < counted.since:  # a year that has to be over first
                yield replace(row, value=None, suppressed=False)
            else:
                cut = counted.covers(add_days(day, 1))
                yield replace(row, value=None, suppressed=True) if cut else row


def _day(asked: Asked) -> date:
    assert asked.valid_on is not None
    return asked.valid_on


class _Counting:
    """The counts of one report: all of them as known at one position, also the places of the register and who took over from whom."""

    def __init__(self, rows: Rows, register: Register, actor: Actor, on: date, position: int | None) -> None:
        self._rows = rows
        self._actor = actor
        self.on = on
        try:
            self.position = (rows.checkpoint() or 0) if position is None else position
            self._region = register.as_of(self.position)
        except Unavailable:
            raise NotYet.retry("The register cannot be read just now.") from None
        self._heirs = Heirs.known(self._region)

    def count(self, variant: Variant, asked: Sequence[Period], by: Dimension | None) -> Cells:
        seen = [seen_of(variant, period.days, self.on) for period in asked]
        cells = self._rows.statistics(self._actor, Counted(variant, seen, self.on, by, self._heirs, self.position)).cells
        named = {(asked[number], group): told for (number, group), told in cells.items()}
        if variant.aggregate is Aggregate.OCCUPANCY:
            return _beside_places(named, asked, variant, self.on, by, self._region, self._heirs)
        return named


def _beside_places(
    cells: Cells,
    asked: Sequence[Period],
    variant: Variant,
    on: date,
    by: Dimension | None,
    region: Region,
    heirs: Heirs,
) -> Cells:
    """With the places that the register knows."""
    there = list(places(region))
    result = dict(cells)
    for period in asked:
        for group, told in statistics(variant, there, period.days, on, by=by, heirs=heirs).items():
            result[period, group] = replace(result.get((period, group), Statistics()), other=told.other)
    return result

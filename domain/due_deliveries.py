"""What a provider or the region delivers every period about all at once, until when, and what met it. No jeugdige is in any of it.

@due_delivery(PeriodicDelivery.CBS_RECORDS, "CBS Beleidsinformatie Jeugd v7, 7.4", lead=(21, 7), since=date(2021, 7, 1))
def policy_information(period, region):
    yield Owed(provider, due_on=...)

One is added by writing its function here, and its code in `domain.codes.delivery`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from inspect import cleandoc

from domain.calendar import add_days, add_months
from domain.codes import PeriodicDelivery
from domain.deadlines.catalogue import Deadline, Kind
from domain.deliveries import Delivery
from domain.envelope import Recorded
from domain.events import DeliveryMade, RecordsDelivered
from domain.history import read_anew
from domain.parameters import Dated, policy
from domain.region import Location, Provider, Region
from domain.since import RECHTSPOSITIE
from domain.spans import Span
from domain.terms import Term
from domain.values import dataclass

PROTOCOL = date(2021, 7, 1)
"""From which the seventh Informatieprotocol Beleidsinformatie Jeugd is followed."""

AVAILABILITY = date(2026, 1, 1)
"""First day of the Wet verbetering beschikbaarheid jeugdzorg, by which the NZa is told what Regeling Jeugdwet 8g names."""

TERM_OF_THE_CBS = Dated({PROTOCOL: Term("CBS Beleidsinformatie Jeugd v7, 7.4", weeks=3)})
"""Three weeks after the period. A request in a protocol, in a letter that names the day: the Algemene termijnenwet is not of it."""

DAYS_TO_THE_INSPECTORATE = policy("days-after-the-period-to-the-inspectorate", {RECHTSPOSITIE: 21})
"""After the half-year or year, until the inspectorate has the overview or analysis of it; a region agrees on another number with it.

Open: Jeugdwet 6.7.3, second paragraph, asks for an overview at least once every six months, and 6.7.4 for an analysis at least once a
year. Neither says from which day the months count, nor how long after them it may come. Here they are those of the calendar, as those of
the CBS, and so is the number of days.
"""

DAYS_TO_THE_NZA = policy("days-after-the-period-to-the-nza", {AVAILABILITY: 0})
"""After the quarter or year in which the NZa is told what it is told every quarter or year.

Open: Regeling Jeugdwet 8g says how often, and not until when. Read strictly, once in each of them: the last day is that of the period.
"""

MONTHS_ASKED_FOR = policy("months-a-delivery-is-asked-for", {PROTOCOL: 12})
"""After the period. The CBS takes in the half-year that ended last and the one before (CBS Beleidsinformatie Jeugd v7, 7.4); what others
did not get by then is a matter between them and who owes it, and not of a list of what is still to be done."""


@dataclass(frozen=True, slots=True)
class Owed:
    """By whom it is to be delivered, None being the region, and the last day on time."""

    provider: str | None
    due_on: date


@dataclass(frozen=True, slots=True)
class DueDelivery:
    """What is due of one period of one provider, or of the region; `made_by` is the position of the log at which it was told as made."""

    what: PeriodicDelivery
    provider: str | None
    period: str
    deadline: Deadline
    made_by: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """That it was delivered, on which day, told at which position of the log."""

    what: PeriodicDelivery
    provider: str | None
    period: str
    on: date
    position: int


Find = Callable[[Span, Region], Iterable[Owed]]


@dataclass(frozen=True, slots=True)
class _Kind:
    article: str
    lead: tuple[int, ...]
    source: Kind
    since: date
    during: bool
    find: Find


_KINDS: dict[PeriodicDelivery, _Kind] = {}


def due_delivery(
    what: PeriodicDelivery, article: str, *, lead: tuple[int, ...], since: date, source: Kind = "law", during: bool = False
) -> Callable[[Find], Find]:
    """Registers who owes it, with the article and lead times in days: about periods that begin `since` that day or later.

    `during`: it is about how things stand, and is delivered in the period; otherwise about days that are over, and not before they are.
    """

    def register(find: Find) -> Find:
        if what in _KINDS:
            raise ValueError(f"Two functions say who owes {what}.")
        find.__doc__ = f"{cleandoc(find.__doc__ or '')}\n\nSource: {article}."
        _KINDS[what] = _Kind(article, lead, source, since, during, find)
        return find

    return register


def due_delivery_kinds() -> Mapping[PeriodicDelivery, tuple[str, tuple[int, ...]]]:
    """Every kind with its article and its lead times in days."""
    return {what: (kind.article, kind.lead) for what, kind in _KINDS.items()}


# --- periods


def period_named(name: str) -> Span:
    """Its days, of 2026, 2026-H1 or 2026-Q1.

    >>> period_named("2026-H2") == Span(date(2026, 7, 1), date(2027, 1, 1))
    True
    """
    months = {"": 12, "H": 6, "Q": 3}[name[5:6]]
    first = date(int(name[:4]), 1 + months * (int(name[6:] or 1) - 1), 1)
    return Span(first, add_months(first, months))


def periods_of(what: PeriodicDelivery, until: date) -> Iterator[tuple[str, Span]]:
    """Every period that it is about and that begins before that day, by name, the first of them first."""
    letter = {12: "", 6: "-H", 3: "-Q"}[what.months]
    first = _KINDS[what].since
    while first < until:
        number = f"{letter}{(first.month - 1) // what.months + 1}" if letter else ""
        yield f"{first.year:04}{number}", Span(first, add_months(first, what.months))
        first = add_months(first, what.months)


def can_be_delivered_from(what: PeriodicDelivery, period: str) -> date:
    days = period_named(period)
    return days.since if _KINDS[what].during else _end(days)


def first_period_of(what: PeriodicDelivery) -> str:
    """The first period that it is about: that with which its law, or the protocol, began."""
    return next(periods_of(what, add_days(_KINDS[what].since, 1)))[0]


# --- what is due


def due_deliveries(region: Region, made: Sequence[Made], until: date) -> list[DueDelivery]:
    """All that could be delivered before that day, whether or not it was, soonest first."""
    met = _first_of_each(made)
    found = (
        _due(what, kind, name, owed, met.get((what, owed.provider, name)))
        for what, kind in _KINDS.items()
        for name, period in periods_of(what, until)
        if can_be_delivered_from(what, name) < until
        for owed in kind.find(period, region)
    )
    return sorted(found, key=lambda each: (each.deadline.due_on, each.what, each.provider or "", each.period))


def is_owed(region: Region, what: PeriodicDelivery, provider: str | None, period: str) -> bool:
    """Whether that provider, or the region, had to deliver it, by what the register says."""
    days = period_named(period)
    return days.since >= _KINDS[what].since and any(owed.provider == provider for owed in _KINDS[what].find(days, region))


def delivered_unowed(region: Region, made: Iterable[Made]) -> list[Made]:
    """What was delivered that nobody owed, by what the register says: of each the first, in the order of the days.

    A delivery happened, whoever owed it: the register may say later that an accommodation was registered, and the delivery meets its term
    then. Until then it is told as what it is, so that who meant another period or provider sees it.
    """
    unowed = (each for each in _first_of_each(made).values() if not is_owed(region, each.what, each.provider, each.period))
    return sorted(unowed, key=lambda each: (each.on, each.what, each.provider or "", each.period))


def article_of(what: PeriodicDelivery) -> tuple[Kind, str]:
    """Whether it is law or policy that asks for it, and where."""
    return _KINDS[what].source, _KINDS[what].article


def _due(what: PeriodicDelivery, kind: _Kind, name: str, owed: Owed, made: Made | None) -> DueDelivery:
    over, since = _end(period_named(name)), can_be_delivered_from(what, name)
    deadline = Deadline(
        kind=what,
        source=kind.source,
        article=kind.article,
        about=name,
        since=since,
        due_on=owed.due_on,
        breach_from=add_days(owed.due_on, 1),
        met_on=made.on if made else None,
        met_by=None,
        over_on=add_months(over, MONTHS_ASKED_FOR.on(over)),
        last_night=None,
        alerts=tuple(sorted({max(since, add_days(owed.due_on, -days)) for days in kind.lead})),
    )
    return DueDelivery(what, owed.provider, name, deadline, made.position if made else None)


def _first_of_each(made: Iterable[Made]) -> Mapping[tuple[PeriodicDelivery, str | None, str], Made]:
    """What is delivered again meets nothing anew."""
    first: dict[tuple[PeriodicDelivery, str | None, str], Made] = {}
    for each in made:
        key = each.what, each.provider, each.period
        if key not in first or each.on < first[key].on:
            first[key] = each
    return first


def told_in_the_register(register: Sequence[Recorded]) -> Iterator[Made]:
    """What its entries say was delivered, as they read now."""
    for entry in read_anew(list(register))[0]:
        if isinstance(entry.event, DeliveryMade):
            yield Made(entry.event.what, entry.event.provider, entry.event.period, entry.event.occurred_on, entry.position)


def frozen_here(deliveries: Iterable[Delivery]) -> Iterator[Made]:
    """The record sets that were frozen: each meets what the CBS is due of that provider and half-year."""
    for each in deliveries:
        if isinstance(each.event, RecordsDelivered):
            event = each.event
            yield Made(PeriodicDelivery.CBS_RECORDS, event.provider, event.half_year, event.occurred_on, each.recorded_position)


# --- who owes it


@due_delivery(PeriodicDelivery.IGJ_OVERVIEW, "Jeugdwet 6.7.3(2)", lead=(21, 7), since=RECHTSPOSITIE)
def overview_for_the_inspectorate(period: Span, region: Region) -> Iterator[Owed]:
    """Of decisions on restrictive measures, their first and last days, and leave: of whoever had a gesloten accommodatie then."""
    for provider in _with_a_closed_accommodation(region, period):
        yield Owed(provider, _after(period, DAYS_TO_THE_INSPECTORATE))


@due_delivery(PeriodicDelivery.IGJ_ANALYSIS, "Jeugdwet 6.7.4(1)", lead=(21, 7), since=RECHTSPOSITIE)
def analysis_for_the_inspectorate(period: Span, region: Region) -> Iterator[Owed]:
    """Of the restrictive measures of a year, of whoever had a gesloten accommodatie in it."""
    for provider in _with_a_closed_accommodation(region, period):
        yield Owed(provider, _after(period, DAYS_TO_THE_INSPECTORATE))


@due_delivery(PeriodicDelivery.CBS_RECORDS, "CBS Beleidsinformatie Jeugd v7, 7.4", lead=(21, 7), since=PROTOCOL)
def policy_information(period: Span, region: Region) -> Iterator[Owed]:
    """Of every provider that there was in the half-year. To deliver is law (Jeugdwet 7.4.3), the term a protocol's."""
    last = add_days(_end(period), -1)
    for provider in _there_in(region, period):
        yield Owed(provider, due_on=TERM_OF_THE_CBS.on(last).due_on(last))


@due_delivery(PeriodicDelivery.NZA_QUARTER, "Regeling Jeugdwet 8g(2)(b)", lead=(14,), since=AVAILABILITY, during=True)
def quarter_for_the_nza(period: Span, region: Region) -> Iterator[Owed]:
    """Waiting times, numbers waiting and how it stands financially, of every provider; not of who works alone, or is small (8g(3)): the
    register does not know that."""
    for provider in _there_in(region, period):
        yield Owed(provider, _after(period, DAYS_TO_THE_NZA))


@due_delivery(PeriodicDelivery.NZA_CONTRACTS, "Regeling Jeugdwet 8g(1)", lead=(14,), since=AVAILABILITY, during=True)
def contracts_for_the_nza(period: Span, region: Region) -> Iterator[Owed]:
    """Which providers and GI's the region contracts, and for which forms of help: once a year, of the region."""
    yield Owed(None, _after(period, DAYS_TO_THE_NZA))


def _after(period: Span, days: Dated[int]) -> date:
    """So many days after its last."""
    last = add_days(_end(period), -1)
    return add_days(last, days.on(last))


def _end(period: Span) -> date:
    assert period.until is not None
    return period.until


def _there_in(region: Region, period: Span) -> list[str]:
    """The providers of the period. Of one that another took over in it, the heir delivers."""
    last = add_days(_end(period), -1)
    there = (newest.code for newest in region.providers.values() if any(span.meets(period) for span in _spans(newest)))
    return sorted({region.successor_of(code, last) or code for code in there})


def _with_a_closed_accommodation(region: Region, period: Span) -> list[str]:
    """Who had one in the public register on some day of the period (Jeugdwet 6.2.1), or, of whom was taken over in it, the heir."""
    last = add_days(_end(period), -1)
    kept = {
        entry.provider
        for newest in region.locations.values()
        for entry in _chain(newest)
        if entry.registered and _span(entry).meets(period) and not _span(entry).is_empty
    }
    return sorted({region.successor_of(code, last) or code for code in kept})


def _chain(newest: Location) -> Iterator[Location]:
    """As it was, the newest first."""
    entry: Location | None = newest
    while entry is not None:
        yield entry
        entry = entry.before


def _spans(newest: Provider) -> Iterator[Span]:
    entry: Provider | None = newest
    while entry is not None:
        if not _span(entry).is_empty:
            yield _span(entry)
        entry = entry.before


def _span(entry: Location | Provider) -> Span:
    return Span(entry.since, entry.until)

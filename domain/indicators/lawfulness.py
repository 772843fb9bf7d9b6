"""Whether the terms of the law are kept (indicator 11). A figure says that a term passed, not that it was unlawful."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days
from domain.codes import LapseGround, StatementFor, StatementOutcome, TitleKind
from domain.deadlines import deadlines_of
from domain.events import TitleLapsed
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.closed import nights_of_each
from domain.indicators.fact import Counted, Group, once
from domain.law.cover import closed_nights, uncovered_nights
from domain.law.lapse import lapses_by_law, titles_in_law
from domain.spans import within
from domain.trajectory import Title
from domain.values import replace

DAYS_OF_A_STATEMENT_BEFORE = 91
DAYS_OF_A_STATEMENT_AFTER = 14
"""A statement that names no title belongs to a decision from so many days before up to and including so many days after."""

_STATEMENT_FOR = {
    TitleKind.MACHTIGING: StatementFor.MACHTIGING,
    TitleKind.SPOEDMACHTIGING: StatementFor.SPOEDMACHTIGING,
    TitleKind.VOORWAARDELIJKE_MACHTIGING: StatementFor.VOORWAARDELIJKE_MACHTIGING,
}

_FOR_CLOSED_CARE = frozenset({TitleKind.MACHTIGING, TitleKind.SPOEDMACHTIGING})


@measure("uncovered-night")
def closed_nights_without_a_title(case: Case) -> Iterator[Counted]:
    """The nights in closed care under no running title (rule L1), cut where the group changes. About the stay_id."""
    bare = uncovered_nights(case.trajectory)
    for stay, own in nights_of_each(case):
        for nights in within([own], bare):
            for days, group in case.pieces(nights, stay):
                yield Counted(stay.stay_id, days, group)


def _on_time(case: Case, kind: str) -> Iterator[Counted]:
    """Each deadline of the kind, on its last day on time; met if it was met by then. Left out: what nobody asked for on that day."""
    number: dict[str, int] = {}
    for deadline in deadlines_of(case.trajectory, kind):
        number[deadline.about] = number.get(deadline.about, 0) + 1
        met = deadline.met_on is not None and deadline.met_on < deadline.breach_from
        last = add_days(deadline.breach_from, -1)
        asked_for = deadline.over_on is None or last < deadline.over_on
        if deadline.since <= last and (met or asked_for):
            there = next((stay for stay in case.closed_stays if stay.since <= last and (stay.until is None or last <= stay.until)), None)
            yield once(f"{deadline.about}:{number[deadline.about]}", last, case.group(last, there), met=met)


@measure("plan-due")
def whether_plans_are_on_time(case: Case) -> Iterator[Counted]:
    """Each plan that had to be there (Jeugdwet 6.2.9(2)), on the last day on time; met if it was adopted by then.

    The last day on time is the one before the deadline of kind `plan` is late (`domain.deadlines`). Left out: what was not done, and was
    asked for no more on that day; and a term that was opened anew after it, because the plan was annulled. About the
    stay_id with which the admission began, and a number.
    """
    return _on_time(case, "plan")


@measure("evaluation-due")
def whether_evaluations_are_on_time(case: Case) -> Iterator[Counted]:
    """The same of each evaluation (Jeugdwet 6.2.9(8); deadline `plan-evaluation`). About the plan_id, and a number."""
    return _on_time(case, "plan-evaluation")


@measure("notice-due")
def whether_notices_are_on_time(case: Case) -> Iterator[Counted]:
    """The same of each notice of an admission on a conditional title (6.1.6(6); `conditional-notice`). About the title_id, and a number."""
    return _on_time(case, "conditional-notice")


@measure("statement")
def whether_a_scientist_consented(case: Case) -> Iterator[Counted]:
    """Each title of chapter 6, on the day of decision; met if a statement is recorded that suffices for it (6.1.2(5), 6.1.3(3), 6.1.4(3)).

    It consents, or for a spoedmachtiging says that examination was impossible; and it names the title, or it names none, is for its kind,
    and is of the 91 days before, the day, or the fourteen days after. About the title_id.
    """
    for title in case.trajectory.titles:
        if title.kind in _STATEMENT_FOR:
            yield once(title.title_id, title.decided_on, _group_of(case, title, title.decided_on), met=_has_statement(case, title))


def _has_statement(case: Case, title: Title) -> bool:
    oldest = add_days(title.decided_on, -DAYS_OF_A_STATEMENT_BEFORE)
    newest = add_days(title.decided_on, DAYS_OF_A_STATEMENT_AFTER)
    purpose = _STATEMENT_FOR[title.kind]
    enough = {StatementOutcome.GRANTED}
    if title.kind is TitleKind.SPOEDMACHTIGING:
        enough.add(StatementOutcome.EXAM_IMPOSSIBLE)
    return any(
        each.outcome in enough
        and (
            each.title_id == title.title_id if each.title_id is not None else each.purpose is purpose and oldest <= each.given_on <= newest
        )
        for each in case.trajectory.statements
    )


@measure("title-ended")
def how_titles_end(case: Case) -> Iterator[Counted]:
    """Each title, on the first day on which it stands no more, by term too, but not before it was decided. About the title_id.

    Label: expired (its term was over), annulled, replaced, or lapsed with the ground of it where that is known (`LapseGround`).
    """
    told = {event.title_id: event.ground for _, event in case.events(TitleLapsed)}
    by_law = lapses_by_law(case.trajectory)
    for title in titles_in_law(case.trajectory):
        over_on = title.over_on
        if over_on is None:
            continue
        label = title.status_on(over_on)
        if label == "lapsed":
            lapse = by_law.get(title.title_id)
            ground: LapseGround | None = lapse.ground if lapse and lapse.day == over_on else told.get(title.title_id)
            label = f"lapsed_{ground}" if ground else label
        # What could not stand any more when it was decided never stood.
        day = max(over_on, title.decided_on)
        yield once(title.title_id, day, _group_of(case, title, day), label=label)


@measure("title-used")
def which_titles_are_never_executed(case: Case) -> Iterator[Counted]:
    """Each machtiging and spoedmachtiging, on the first day on which it stands no more; met if no closed night was spent that it covered.

    About the title_id.
    """
    for title in titles_in_law(case.trajectory):
        if title.kind in _FOR_CLOSED_CARE and title.over_on is not None:
            met = not within(title.covered_nights(), closed_nights(case.trajectory))
            yield once(title.title_id, title.over_on, _group_of(case, title, title.over_on), met=met)


def _group_of(case: Case, title: Title, day: date) -> Group:
    """That of the day, with this title's own kind and basis."""
    return replace(case.group(day, case.trajectory.main_stay_on(day)), civil_basis=title.civil_basis, title_kind=title.kind)


indicator(
    11,
    "lawfulness",
    "Rechtmatigheid",
    Variant(
        "uncovered-nights",
        "uncovered-night",
        Aggregate.NIGHTS,
        "nachten",
        "Aantal nachten van de periode in gesloten jeugdhulp zonder lopende titel, bij elkaar opgeteld; het streven is nul.",
    ),
    Variant(
        "plans-on-time",
        "plan-due",
        Aggregate.SHARE,
        "%",
        "Van de hulpverleningsplannen waarvan de laatste dag van de termijn in de periode valt het deel dat toen was vastgesteld.",
    ),
    Variant(
        "evaluations-on-time",
        "evaluation-due",
        Aggregate.SHARE,
        "%",
        "Van de evaluaties waarvan de laatste dag van de termijn in de periode valt het deel dat toen was gehouden.",
    ),
    Variant(
        "notices-on-time",
        "notice-due",
        Aggregate.SHARE,
        "%",
        "Van de mededelingen van een opname op een voorwaardelijke machtiging waarvan de laatste dag van de termijn in de periode valt het"
        " deel dat toen was gedaan.",
    ),
    Variant(
        "statements",
        "statement",
        Aggregate.SHARE,
        "%",
        "Van de machtigingen, spoedmachtigingen en voorwaardelijke machtigingen die in de periode zijn verleend het deel waarbij een"
        " toereikende verklaring van een gedragswetenschapper is vastgelegd.",
    ),
    Variant(
        "titles-ended",
        "title-ended",
        Aggregate.COUNT,
        "titels",
        "Aantal titels dat in de periode eindigt, uit te splitsen naar de grond waarop.",
        labels="grond van het einde",
    ),
    Variant(
        "never-executed",
        "title-used",
        Aggregate.SHARE,
        "%",
        "Van de machtigingen en spoedmachtigingen die in de periode eindigen het deel waaronder geen enkele nacht in gesloten jeugdhulp is"
        " doorgebracht.",
    ),
)

"""Indicator 11: nights without a title, and what had to be done in time."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.calendar import add_months, extended, with_two_working_days
from domain.codes import AdmissionTold, StatementFor, StatementOutcome, TitleKind
from domain.events import AdmissionNotified, BehaviouralScientistStatement, ConditionalAdmissionDecided, PlanAdopted, PlanEvaluated
from tests.second.closed import Series, admissions
from tests.second.counted import Counted, Window, one
from tests.second.law import over_on, titles
from tests.second.life import CHAPTER_6, ONE_DAY, Life, Stay

LAW_OF_2024 = date(2024, 1, 1)


def nights_without_a_title(life: Life, window: Window) -> Iterator[Counted]:
    all_titles = titles(life)
    for night in window.nights():
        stay = life.closed_stay(night)
        if stay is not None and not any(title.covers(night) for title in all_titles):
            yield one(life, night, stay)


def _closed_in(life: Life, day: date) -> Stay | None:
    """If he is in closed care on that day, or leaves it."""
    return next((stay for stay in life.closed_stays if stay.since <= day and (stay.until is None or day <= stay.until)), None)


def statements(life: Life) -> Iterator[Counted]:
    for title in life.titles:
        if title.kind in CHAPTER_6:
            found = [each.event for each in life.all(BehaviouralScientistStatement)]
            met = any(_suffices(each, title.title_id, title.kind, title.decided_on) for each in found)  # type: ignore[arg-type]
            yield one(life, title.decided_on, life.main_stay(title.decided_on), met=met)


def _suffices(statement: BehaviouralScientistStatement, title_id: str, kind: TitleKind, decided_on: date) -> bool:
    outcomes = [StatementOutcome.GRANTED]
    if kind is TitleKind.SPOEDMACHTIGING:
        outcomes.append(StatementOutcome.EXAM_IMPOSSIBLE)
    if statement.outcome not in outcomes:
        return False
    if statement.title_id is not None:
        return statement.title_id == title_id
    return statement.for_ == StatementFor(str(kind)) and -91 <= (statement.occurred_on - decided_on).days <= 14


def titles_ended(life: Life) -> Iterator[Counted]:
    for title in titles(life):
        day = over_on(title)
        if day is not None:
            yield one(life, day, life.main_stay(day))


def titles_used(life: Life) -> Iterator[Counted]:
    for title in titles(life):
        day = over_on(title)
        if day is not None and title.kind in (TitleKind.MACHTIGING, TitleKind.SPOEDMACHTIGING):
            nights = {night for first, end in title.runs for night in _days(first, end)}
            used = any(title.covers(night) and life.closed_stay(night) is not None for night in nights)
            yield one(life, day, life.main_stay(day), met=not used)


def _days(first: date, end: date) -> Iterator[date]:
    while first < end:
        yield first
        first += ONE_DAY


def _last_day(start: date, end: date) -> date:
    """The last day on time, moved as the Algemene termijnenwet moves it."""
    return extended(with_two_working_days(start, end))


def _plans(life: Life, admission: Series) -> list[tuple[str, date, date]]:
    """Plans of an admission: the name, the day of adoption, and from when it was carried out; in order."""
    found = []
    names = {stay.stay_id for stay in admission.stays}
    for recorded in life.all(PlanAdopted):
        event = recorded.event
        assert isinstance(event, PlanAdopted)
        inside = admission.since <= event.occurred_on and (admission.until is None or event.occurred_on <= admission.until)
        if event.stay_id in names or (event.stay_id is None and inside):
            adopted = max(event.occurred_on, admission.since)
            found.append((event.plan_id or str(recorded.version), adopted, max(adopted, event.effective_from or adopted)))
    return found


def plans_due(life: Life) -> Iterator[Counted]:
    """Six weeks after each admission to closed care since 2024."""
    for admission in admissions(life):
        if admission.since >= LAW_OF_2024:
            last = _last_day(admission.since, admission.since + timedelta(weeks=6))
            in_time = any(adopted <= last for _, adopted, _ in _plans(life, admission))
            if in_time or admission.until is None or admission.until > last:
                yield one(life, last, _closed_in(life, last), met=in_time)


def evaluations_due(life: Life) -> Iterator[Counted]:
    """Four weeks after the plan began to be carried out, and each next one two months after the one before.

    A plan from before the law of 2024 has half a year for the first under it.
    """
    for admission in admissions(life):
        plans = _plans(life, admission)
        for number, (name, adopted, carried_out) in enumerate(plans):
            over = plans[number + 1][2] if number + 1 < len(plans) else date.max
            over = min(over, admission.until or date.max)
            held = sorted(e.event.occurred_on for e in life.all(PlanEvaluated) if e.event.plan_id == name)  # type: ignore[attr-defined]
            since = max(carried_out, LAW_OF_2024)
            last = _last_day(since, since + timedelta(weeks=4))
            if max(adopted, admission.since) < LAW_OF_2024:
                last = add_months(LAW_OF_2024, 6)
            for day in [*(day for day in held if carried_out < day <= over and day >= LAW_OF_2024), None]:
                in_time = day is not None and day <= last
                if in_time or over > last:
                    yield one(life, last, _closed_in(life, last), met=in_time)
                if day is not None:
                    since = day
                    last = _last_day(since, add_months(since, 2))


def notices_due(life: Life) -> Iterator[Counted]:
    """Four days after each decision to admit on a conditional title."""
    all_titles = titles(life)
    for recorded in life.all(ConditionalAdmissionDecided):
        event = recorded.event
        assert isinstance(event, ConditionalAdmissionDecided)
        title = next(each for each in all_titles if each.title_id == event.title_id)
        conditional = next(each for each in title.conditionals if each.version == recorded.version)
        told = [event.notice_to_youth_on] if event.notice_to_youth_on is not None else []
        for other in life.all(AdmissionNotified):
            notified = other.event
            assert isinstance(notified, AdmissionNotified)
            to_this = notified.title_id in (None, event.title_id) and notified.occurred_on >= event.occurred_on
            if AdmissionTold.JEUGDIGE in notified.to and to_this:
                told.append(notified.occurred_on)
        last = _last_day(event.occurred_on, event.occurred_on + timedelta(days=4))
        over = min(day or date.max for day in (conditional.annulled_from, over_on(title), add_months(event.occurred_on, 6), life.died_on))
        in_time = any(day <= last for day in told)
        if in_time or over > last:
            yield one(life, last, _closed_in(life, last), met=in_time)

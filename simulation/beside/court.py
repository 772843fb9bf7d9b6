"""What leads to a title of chapter 6 and follows from it: statements, requests, consent, papers, lapse."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.calendar import add_days, add_months
from domain.codes import (
    AdmissionTold,
    AnnulmentBy,
    ConsentBy,
    DocumentKind,
    FiledBy,
    LapseGround,
    ReferralBasis,
    Role,
    ScientistCategory,
    StatementFor,
    StatementOutcome,
    SuspensionTold,
    TitleBasis,
    TitleKind,
)
from domain.events import (
    AdmissionNotified,
    Annulled,
    AnnulmentRefused,
    AnnulmentRequested,
    BehaviouralScientistStatement,
    ConditionalAdmissionDecided,
    ConsentGiven,
    ConsentWithdrawn,
    DocumentNoted,
    FamilyGroupPlanOffered,
    SuspensionNotified,
    SuspensionWithdrawn,
    TitleGranted,
    TitleLapsed,
    TitleRefused,
    TitleRequested,
    TitleSuspended,
)
from domain.words import Words
from simulation.course import Course
from simulation.deed import AT_THE_DESK, Deed, Undoing
from simulation.figures import (
    ANNULMENT_IS_REFUSED,
    CONSENT_IS_WITHDRAWN,
    COURT_IS_LATE,
    DECISION_IS_FILED,
    EXAMINATION_IS_IMPOSSIBLE,
    EXAMINED_LONG_BEFORE,
    FAMILY_PLAN_IS_OFFERED,
    FAMILY_PLANS,
    LAPSE_IS_CONFIRMED,
    NOTICE_IS_IN_TIME,
    STATEMENT_IS_MISSING,
    STATEMENT_REFUSES,
)
from simulation.life import working_day

_FOR = {
    TitleKind.MACHTIGING: StatementFor.MACHTIGING,
    TitleKind.SPOEDMACHTIGING: StatementFor.SPOEDMACHTIGING,
    TitleKind.VOORWAARDELIJKE_MACHTIGING: StatementFor.VOORWAARDELIJKE_MACHTIGING,
}
"""The titles of chapter 6 of the Jeugdwet, and what a scientist is asked for them."""

_CATEGORIES = {
    ScientistCategory.GZ_PSYCHOLOOG: 0.4,
    ScientistCategory.ORTHOPEDAGOOG_GENERALIST: 0.3,
    ScientistCategory.NIP_KINDER_EN_JEUGDPSYCHOLOOG: 0.2,
    ScientistCategory.SKJ_POSTMASTER_ORTHOPEDAGOOG: 0.1,
}


def requests(course: Course) -> Iterator[Deed]:
    """The family group plan, the scientist, the consent and the request that came before each decision of the court."""
    offered: set[date] = set()
    for deed, title in course.of(TitleGranted):
        if title.kind is TitleKind.MUHP:
            yield _requested(course, title.kind, _filed_of_a_muhp(course, title, deed.day), title.title_id, title.prolongs)
        if title.kind not in _FOR:
            continue
        filed_on = _filed(course, title, deed.day)
        stretch = course.opened_before(deed.day)
        if title.kind is not TitleKind.SPOEDMACHTIGING and stretch not in offered:
            offered.add(stretch)
            yield from _family_plan(course, filed_on)
        if title.civil_basis is TitleBasis.CONSENT and title.prolongs is None and title.replaces is None:
            by = course.dice.pick({ConsentBy.PARENTS: 0.6, ConsentBy.MOTHER: 0.3, ConsentBy.FATHER: 0.1})
            yield Deed(ConsentGiven(occurred_on=filed_on, by=by, basis_title_id=title.title_id))
        yield from _statement(course, _FOR[title.kind], filed_on, title.title_id, urgent=title.kind is TitleKind.SPOEDMACHTIGING)
        yield _requested(course, title.kind, filed_on, title.title_id, title.prolongs)
    for _, refusal in course.of(TitleRefused):
        filed_on = course.before(refusal.occurred_on, 4, 7)
        yield from _statement(course, StatementFor.MACHTIGING, filed_on, None, refusal_share=0.4)
        yield _requested(course, refusal.kind, filed_on, None, None)
    for _, suspension in course.of(TitleSuspended):
        yield from _statement(course, StatementFor.SCHORSING, suspension.occurred_on, suspension.title_id)


def what_follows(course: Course) -> Iterator[Deed]:
    """Notices, copies, documents; and what falls away without any decision."""
    for deed, title in course.of(TitleGranted):
        if course.dice.chance(DECISION_IS_FILED):
            noted_on = course.dice.days_after(deed.day, 1, 9)
            document = DocumentNoted(occurred_on=noted_on, kind=DocumentKind.BESCHIKKING, dated_on=deed.day, title_id=title.title_id)
            yield course.by_the_gi(document)
    yield from _asked_to_undo(course)
    yield from _suspensions_told(course)
    yield from _copies(course)
    yield from _fallen_away(course)


def _asked_to_undo(course: Course) -> Iterator[Deed]:
    """The court is asked to annul every admission that it annuls, and some that it leaves as they are (Jeugdwet 6.1.7)."""
    annulled = {deed.target: deed.day for deed, _ in course.of(Annulled) if isinstance(deed, Undoing)}
    for deed, _ in course.of(ConditionalAdmissionDecided):
        dice, decided_on = course.dice.of(f"vervallen {deed.day}"), annulled.get(deed)
        by = dice.pick({AnnulmentBy.JEUGDIGE: 0.6, AnnulmentBy.LEGAL_REPRESENTATIVE: 0.4})
        refused = dice.chance(ANNULMENT_IS_REFUSED)
        first, last = add_days(deed.day, dice.between(1, 4)), add_days(decided_on, -dice.between(4, 19)) if decided_on else deed.day
        if decided_on is None and not refused:
            continue
        asked = AnnulmentRequested(occurred_on=max(first, last), target_version=AT_THE_DESK, by=by)
        yield Undoing(asked, by=Role.GI if course.life.under_measure else Role.PROCESREGISSEUR, target=deed)
        if decided_on is None:
            heard_on = working_day(dice.days_after(asked.occurred_on, 8, 18))
            yield Undoing(AnnulmentRefused(occurred_on=heard_on, target_version=AT_THE_DESK), target=deed)


def _filed(course: Course, title: TitleGranted, decided_on: date) -> date:
    """Within three weeks before the decision; in urgency on the day itself."""
    if title.kind is TitleKind.SPOEDMACHTIGING:
        return decided_on
    if course.is_inside_on(decided_on):
        return course.before(decided_on, 22, 34) if course.dice.chance(COURT_IS_LATE) else course.before(decided_on, 7, 20)
    return course.before(decided_on, 5, 19)


def _filed_of_a_muhp(course: Course, title: TitleGranted, decided_on: date) -> date:
    """To prolong one, as a rule two months before it ends: by then the Raad would have heard that it does (BW 1:265j, first paragraph)."""
    if title.prolongs is None or title.valid_from is None or not course.dice.chance(NOTICE_IS_IN_TIME):
        return course.before(decided_on, 10, 40)
    return min(course.before(title.valid_from, 62, 95), course.before(decided_on, 1, 5))


def _family_plan(course: Course, filed_on: date) -> Iterator[Deed]:
    if course.dice.chance(FAMILY_PLAN_IS_OFFERED):
        outcome = course.dice.pick(FAMILY_PLANS)
        yield course.by_the_gi(FamilyGroupPlanOffered(occurred_on=course.before(filed_on, 1, 12), outcome=outcome))


def _statement(
    course: Course,
    purpose: StatementFor,
    asked_on: date,
    title_id: str | None,
    *,
    urgent: bool = False,
    refusal_share: float = STATEMENT_REFUSES,
) -> Iterator[Deed]:
    dice = course.dice
    if dice.chance(STATEMENT_IS_MISSING):
        return
    given_on = asked_on if urgent else course.before(asked_on, 0, 6)
    outcome, examined_on = StatementOutcome.GRANTED, add_days(given_on, -dice.between(0, 6))
    if dice.chance(refusal_share):
        outcome = StatementOutcome.REFUSED
    elif urgent and dice.chance(EXAMINATION_IS_IMPOSSIBLE):
        outcome = StatementOutcome.EXAM_IMPOSSIBLE
    elif not urgent and dice.chance(EXAMINED_LONG_BEFORE):
        examined_on = add_days(given_on, -dice.between(16, 40))
    statement: dict[str, Any] = {
        "occurred_on": given_on,
        "for": purpose,
        "outcome": outcome,
        "examined_on": None if outcome is StatementOutcome.EXAM_IMPOSSIBLE else examined_on,
        "category": dice.pick(_CATEGORIES),
        "registration_no": Words(str(dice.between(10_000_000_000, 99_999_999_999))),
        "title_id": title_id,
    }
    yield course.by_the_gi(BehaviouralScientistStatement.model_validate(statement))


def _requested(course: Course, kind: TitleKind, filed_on: date, title_id: str | None, prolongs: str | None) -> Deed:
    life = course.life
    filed_by = FiledBy.GI if life.under_measure else FiledBy.COLLEGE
    if life.basis_on(filed_on) is ReferralBasis.VOTS:
        filed_by = FiledBy.RAAD
    inside = course.is_inside_on(add_days(filed_on, -1))
    return course.by_the_gi(
        TitleRequested(occurred_on=filed_on, kind=kind, filed_by=filed_by, already_in_closed=inside, title_id=title_id, prolongs=prolongs)
    )


def _suspensions_told(course: Course) -> Iterator[Deed]:
    """Of a suspension, and of its end, the Raad and the college are told."""
    suspended = [(deed.day, event.title_id) for deed, event in course.of(TitleSuspended)]
    withdrawn = [(deed.day, event.title_id) for deed, event in course.of(SuspensionWithdrawn)]
    for day, title_id in (*suspended, *withdrawn):
        told_on = course.dice.days_after(day, 1, 4)
        yield course.by_the_gi(SuspensionNotified(occurred_on=told_on, title_id=title_id, to=(SuspensionTold.RAAD, SuspensionTold.COLLEGE)))


def _copies(course: Course) -> Iterator[Deed]:
    """The copies of a conditional admission that did not go out with the decision."""
    for _, decision in course.of(ConditionalAdmissionDecided):
        sent = decision.copies_sent
        if sent is not None and sent.registrar is None:
            sent_on = course.dice.days_after(decision.occurred_on, 1, 3)
            yield Deed(AdmissionNotified(occurred_on=sent_on, to=(AdmissionTold.REGISTRAR,), title_id=decision.title_id))


def _fallen_away(course: Course) -> Iterator[Deed]:
    """Titles that nothing comes of any more once their closed stay is over."""
    replaced = {title.replaces for _, title in course.of(TitleGranted)}
    ended = {lapse.title_id for _, lapse in course.of(TitleLapsed)}
    closed = {title.title_id for _, title in course.of(TitleGranted) if title.kind is TitleKind.MACHTIGING} - replaced - ended
    for episode in course.episodes:
        since, left_on = episode[0].since, episode[-1].until
        standing = [
            (title, until)
            for deed, title in course.of(TitleGranted)
            if title.title_id in closed and deed.day <= left_on and (until := _runs_until(title, since)) > left_on
        ]
        for title, until in standing:
            again = any(left_on < other[0].since < until for other in course.episodes)
            if not again:
                yield from _falls_away(course, title, left_on, until)


def _runs_until(title: TitleGranted, executed_on: date) -> date:
    if title.valid_until is not None:
        return title.valid_until
    assert title.duration_days is not None
    return add_days(executed_on, title.duration_days)


def _falls_away(course: Course, title: TitleGranted, left_on: date, until: date) -> Iterator[Deed]:
    """The parents withdraw their consent, and he leaves; or the title lapses because three months go by (Jeugdwet 6.1.12)."""
    dice = course.dice
    assert title.title_id is not None
    if title.civil_basis is TitleBasis.CONSENT and dice.chance(CONSENT_IS_WITHDRAWN):
        withdrawn_on = course.before(left_on, 3, 12)
        lapses_on, ground = add_days(withdrawn_on, 14), LapseGround.CONSENT
        yield Deed(ConsentWithdrawn(occurred_on=withdrawn_on, by=ConsentBy.PARENTS, basis_title_id=title.title_id))
    else:
        lapses_on, ground = add_months(left_on, 3), LapseGround.NOT_EXECUTED
    if lapses_on < until and dice.chance(LAPSE_IS_CONFIRMED):
        yield course.by_the_gi(TitleLapsed(occurred_on=lapses_on, title_id=title.title_id, ground=ground))

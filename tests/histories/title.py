"""Titles, and on the way to one: statements, requests, consent."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from domain.calendar import add_days
from domain.codes import (
    AdmissionTold,
    AnnulmentBy,
    ConsentBy,
    FiledBy,
    LapseGround,
    PlanOffer,
    ScientistCategory,
    StatementFor,
    StatementOutcome,
    SuspensionTold,
    TitleBasis,
    TitleKind,
)
from domain.events import (
    AdmissionNotified,
    AnnulmentRefused,
    AnnulmentRequested,
    BehaviouralScientistStatement,
    ConditionalAdmissionDecided,
    ConsentGiven,
    ConsentWithdrawn,
    Event,
    FamilyGroupPlanOffered,
    LapseNotified,
    NonProlongationNotified,
    SuspensionNotified,
    SuspensionWithdrawn,
    TitleGranted,
    TitleLapsed,
    TitleRefused,
    TitleRequested,
    TitleSuspended,
)
from domain.events.title import CopiesSent
from domain.trajectory import Title, Trajectory
from tests.histories.proposal import Proposal, Proposals, about_a_title, always, has_title, some

_OFTENER = (TitleKind.VOORWAARDELIJKE_MACHTIGING, TitleKind.VOORWAARDELIJKE_MACHTIGING, TitleKind.VOORWAARDELIJKE_MACHTIGING)
"""Only this kind leads to decisions of admission."""

_STILL_TO_COME = ("titel-1", "titel-2")
"""Names for titles that are asked for, or stated about, before they are granted."""


def _title(p: Proposal) -> Event:
    day = p.past_day()
    common: dict[str, Any] = {
        "occurred_on": day,
        "title_id": p.of(_STILL_TO_COME) if p.seldom() else None,
        "kind": p.of((*TitleKind, *_OFTENER)),
        "civil_basis": p.of((*TitleBasis, TitleBasis.CONSENT, None)),
        "case_number": p.words(),
        "prolongs": p.some_title_id() if p.seldom() else None,
        "replaces": p.some_title_id() if p.seldom() else None,
        "authorised_admitter": "directeur" if p.seldom() else None,
    }
    if p.seldom():
        latest = add_days(day, p.number(0, 28))
        return TitleGranted(**common, starts="on_execution", duration_days=p.number(1, 200), latest_start=latest)
    start = add_days(day, p.number(-3, 10))
    return TitleGranted(**common, valid_from=start, valid_until=p.day_after(start, 400))


def _title_refused(p: Proposal) -> Event:
    return TitleRefused(occurred_on=p.past_day(), kind=p.of(TitleKind), ends_title_id=p.some_title_id())


def _lapsed(p: Proposal) -> Event:
    return TitleLapsed(occurred_on=p.past_day(), title_id=p.title_id(), ground=p.of(LapseGround))


def _lapse_notified(p: Proposal) -> Event:
    title = p.of([title for title in p.state.titles if _has_lapsed(title)])
    return LapseNotified(occurred_on=p.day_since(title.ends[-1].day), title_id=title.title_id)


def _has_lapsed(title: Title) -> bool:
    return any(end.status == "lapsed" for end in title.ends)


def _conditional_admission(p: Proposal) -> Event:
    conditional = _conditional(p.state)
    title = p.of(conditional) if conditional and p.often() else None
    day = p.draw(st.dates(title.decided_on, p.today)) if title else p.past_day()
    told = p.seldom()
    return ConditionalAdmissionDecided(
        occurred_on=day,
        title_id=title.title_id if title else p.title_id(),
        decided_by=p.of(("directeur", "groepsleider")),
        state_checked_on=p.day_before(day) if p.often() else None,
        notice_to_youth_on=day if told else None,
        copies_sent=CopiesSent(requester=day, lawyer=day if p.often() else None) if told else None,
        reasons=p.words(),
    )


def _admission_notified(p: Proposal) -> Event:
    to = p.some(AdmissionTold, most=6, least=1)
    return AdmissionNotified(occurred_on=p.day_in_stay(), to=to, stay_id=p.some_stay_id(), title_id=p.some_title_id())


def _suspension_notified(p: Proposal) -> Event:
    suspended = [title for title in p.state.titles if title.suspensions]
    title = p.of(suspended) if suspended and p.often() else None
    return SuspensionNotified(
        occurred_on=p.day_since(title.suspensions[-1].span.since if title else None),
        title_id=title.title_id if title else p.title_id(),
        to=p.some(SuspensionTold, most=2, least=1),
    )


def _family_group_plan(p: Proposal) -> Event:
    return FamilyGroupPlanOffered(occurred_on=p.past_day(), outcome=p.of(PlanOffer))


def _statement(p: Proposal) -> Event:
    day = p.past_day()
    body = {
        "occurred_on": day,
        "for": p.of(StatementFor),
        "outcome": p.of((StatementOutcome.GRANTED, *StatementOutcome)),
        "examined_on": p.day_before(day) if p.often() else None,
        "category": p.of(ScientistCategory),
        "registration_no": p.words(),
        "title_id": _named_title(p),
        "measure_id": p.id_of(measure.measure_id for measure in p.state.measures) if p.state.measures and p.seldom() else None,
    }
    return BehaviouralScientistStatement.model_validate(body)


def _named_title(p: Proposal) -> str | None:
    """One that is granted, one that is still to come, or none."""
    return p.some_title_id() if p.often() else p.of(_STILL_TO_COME)


def _title_requested(p: Proposal) -> Event:
    return TitleRequested(
        occurred_on=p.past_day(),
        kind=p.of(TitleKind),
        filed_by=p.of(FiledBy),
        already_in_closed=p.seldom(),
        title_id=p.of(_STILL_TO_COME) if p.often() else None,
        prolongs=p.some_title_id(),
    )


def _annulment_requested(p: Proposal) -> Event | None:
    open_to_it = (ConditionalAdmissionDecided, SuspensionWithdrawn)
    targets = [recorded for recorded in p.history.effective if isinstance(recorded.event, open_to_it)]
    if not targets:
        return None
    target = p.of(targets)
    day = p.day_since(target.event.occurred_on)
    return AnnulmentRequested(occurred_on=day, target_version=target.version, by=p.of(AnnulmentBy))


def _annulment_refused(p: Proposal) -> Event:
    request = p.of(p.state.annulment_requests)
    return AnnulmentRefused(occurred_on=p.day_since(request.filed_on), target_version=request.target_version)


def _consent_given(p: Proposal) -> Event:
    return ConsentGiven(occurred_on=p.past_day(), by=p.of(ConsentBy), basis_title_id=_on_consent(p))


def _consent_withdrawn(p: Proposal) -> Event:
    return ConsentWithdrawn(occurred_on=p.past_day(), by=p.of(ConsentBy), basis_title_id=_on_consent(p))


def _on_consent(p: Proposal) -> str | None:
    """Mostly a title that rests on consent."""
    resting = [title.title_id for title in p.state.titles if title.civil_basis is TitleBasis.CONSENT]
    return p.of(resting) if resting and p.often() else p.some_title_id()


def _non_prolongation(p: Proposal) -> Event:
    measures = [protection.measure_id for protection in p.state.protections]
    return NonProlongationNotified(
        occurred_on=p.past_day(),
        title_id=p.some_title_id(),
        measure_id=p.of(measures) if measures and p.often() else None,
        ends_on=add_days(p.today, p.number(0, 90)) if p.often() else None,
    )


def _conditional(state: Trajectory) -> list[Title]:
    return [title for title in state.titles if title.kind is TitleKind.VOORWAARDELIJKE_MACHTIGING]


def _is_suspended(state: Trajectory, today: date) -> object:
    return any(title.suspensions for title in state.titles)


def _can_be_undone(state: Trajectory, today: date) -> object:
    return any(title.conditional_admissions or any(each.withdrawn_on for each in title.suspensions) for title in state.titles)


def _rests_on_consent(state: Trajectory, today: date) -> object:
    return any(title.civil_basis is TitleBasis.CONSENT for title in state.titles)


PROPOSALS: Proposals = (
    (always, (_title, _title, _title_refused)),
    (has_title, (_lapsed, about_a_title(TitleSuspended))),
    (some(_conditional), (_conditional_admission,) * 4),
    (_is_suspended, (about_a_title(SuspensionWithdrawn),) * 4),
)

BESIDE: Proposals = (
    (always, (_family_group_plan, _statement, _statement, _title_requested, _consent_given, _consent_withdrawn, _title)),
    (has_title, (_non_prolongation, _admission_notified, about_a_title(TitleSuspended))),
    (_is_suspended, (_suspension_notified,) * 3),
    (some(lambda state: [title for title in state.titles if _has_lapsed(title)]), (_lapse_notified,)),
    (_can_be_undone, (_annulment_requested,) * 2),
    (some(lambda state: state.annulment_requests), (_annulment_refused,)),
    (_rests_on_consent, (_consent_withdrawn,) * 3),
)

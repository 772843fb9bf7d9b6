"""The review by the interdisciplinary team: how soon, with whom, and what becomes of it (indicator 10)."""

from collections.abc import Iterator
from datetime import date

from domain.codes import Presence, Setting, Team
from domain.envelope import Recorded
from domain.events import IdtAdviceGiven, TeamReviewHeld
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.trajectory import Referral

_HEARD = frozenset({Presence.PRESENT, Presence.REPRESENTED, Presence.SPOKEN_BEFORE})


def idt_reviews(case: Case) -> list[tuple[Recorded, TeamReviewHeld]]:
    return [(recorded, event) for recorded, event in case.events(TeamReviewHeld) if event.team is Team.IDT]


def idt_advices(case: Case) -> Iterator[tuple[int, date, Setting]]:
    """Version, day and setting of every advice: of a review by this team, or given after one."""
    for recorded, event in case.events(TeamReviewHeld, IdtAdviceGiven):
        if isinstance(event, IdtAdviceGiven) or (isinstance(event, TeamReviewHeld) and event.team is Team.IDT):
            yield recorded.version, event.occurred_on, event.advice.setting


def _referrals_with_next(case: Case) -> Iterator[tuple[Referral, date | None]]:
    """Each referral with the day on which another takes its place."""
    referrals = case.trajectory.referrals
    for number, referral in enumerate(referrals):
        yield referral, referrals[number + 1].received_on if number + 1 < len(referrals) else None


@measure("referral-reviewed")
def how_soon_a_referral_is_reviewed(case: Case) -> Iterator[Counted]:
    """The first review by the interdisciplinary team on or after each referral, before the day of the next one. Amount: days between.

    About the version of the referral.
    """
    for referral, following in _referrals_with_next(case):
        days = [event.occurred_on for _, event in idt_reviews(case) if _is_about(referral, following, event.occurred_on)]
        if days:
            group = case.group(days[0], setting=referral.requested_setting)
            yield once(referral.version, days[0], group, amount=float((days[0] - referral.received_on).days))


def _is_about(referral: Referral, following: date | None, day: date) -> bool:
    return referral.received_on <= day and (following is None or day < following)


@measure("review-decided")
def how_soon_a_review_is_decided_on(case: Case) -> Iterator[Counted]:
    """The first decision on or after each review by that team, before the day of the next one. Amount: days between.

    About the version of the review.
    """
    reviews = idt_reviews(case)
    for number, (recorded, event) in enumerate(reviews):
        held_on = event.occurred_on
        following = reviews[number + 1][1].occurred_on if number + 1 < len(reviews) else None
        decisions = case.trajectory.decisions
        taken = [each for each in decisions if held_on <= each.taken_on and (following is None or each.taken_on < following)]
        if taken:
            group = case.group(taken[0].taken_on, setting=taken[0].setting)
            yield once(recorded.version, taken[0].taken_on, group, amount=float((taken[0].taken_on - held_on).days))


@measure("review-with-youth")
def who_takes_part(case: Case) -> Iterator[Counted]:
    """Each review by that team, on its day; met if the jeugdige was there, was represented or was spoken with before. About its version.

    Label: how he took part (`Presence`).
    """
    for recorded, event in idt_reviews(case):
        yield _held(case, recorded, event, event.youth)


@measure("review-with-parents")
def whether_the_parents_take_part(case: Case) -> Iterator[Counted]:
    """The same of the parents, where it is recorded."""
    for recorded, event in idt_reviews(case):
        yield _held(case, recorded, event, event.parents)


def _held(case: Case, recorded: Recorded, event: TeamReviewHeld, part: Presence | None) -> Counted:
    group = case.group(event.occurred_on, setting=event.advice.setting)
    return once(recorded.version, event.occurred_on, group, met=part in _HEARD if part else None, label=part)


@measure("decision")
def whether_the_advice_is_followed(case: Case) -> Iterator[Counted]:
    """Each decision after an advice of that team; met if it says that it follows it, and names the setting of the last one before it.

    An advice of the same day is before it. About the version of the decision.
    """
    advices = list(idt_advices(case))
    for decision in case.trajectory.decisions:
        before = [setting for _, day, setting in advices if day <= decision.taken_on]
        if before:
            group = case.group(decision.taken_on, setting=decision.setting)
            yield once(decision.version, decision.taken_on, group, met=decision.follows_advice and decision.setting is before[-1])


@measure("closed-request-advised")
def what_is_advised_when_closed_care_is_asked_for(case: Case) -> Iterator[Counted]:
    """The first advice of that team on or after each referral for closed care, before the day of the next one. Label: what is advised.

    Met if it is for lighter care. About the version of the referral.
    """
    for referral, following in _referrals_with_next(case):
        if referral.requested_setting is not Setting.GESLOTEN:
            continue
        advised = [(day, setting) for _, day, setting in idt_advices(case) if _is_about(referral, following, day)]
        if advised:
            day, setting = advised[0]
            met = setting.lighter_than(Setting.GESLOTEN)
            yield once(referral.version, day, case.group(day, setting=setting), met=met, label=setting)


indicator(
    10,
    "review",
    "Interdisciplinair team",
    Variant(
        "lead-time",
        "referral-reviewed",
        Aggregate.MEDIAN,
        "dagen",
        "Mediaan van het aantal dagen tussen de aanmelding en de eerste bespreking door het interdisciplinair team daarna, van"
        " besprekingen in de periode.",
    ),
    Variant("lead-time-p90", "referral-reviewed", Aggregate.P90, "dagen", "Negentigste percentiel van datzelfde aantal dagen."),
    Variant(
        "decision-time",
        "review-decided",
        Aggregate.MEDIAN,
        "dagen",
        "Mediaan van het aantal dagen tussen de bespreking en het eerste besluit daarna, van besluiten in de periode.",
    ),
    Variant("decision-time-p90", "review-decided", Aggregate.P90, "dagen", "Negentigste percentiel van datzelfde aantal dagen."),
    Variant(
        "with-youth",
        "review-with-youth",
        Aggregate.SHARE,
        "%",
        "Van de besprekingen in de periode het deel waarbij de jeugdige aanwezig of vertegenwoordigd was, of vooraf is gesproken.",
        labels="deelname",
    ),
    Variant(
        "with-parents",
        "review-with-parents",
        Aggregate.SHARE,
        "%",
        "Van de besprekingen in de periode waarvan de deelname van de ouders is vastgelegd het deel waarbij zij aanwezig of"
        " vertegenwoordigd waren, of vooraf zijn gesproken.",
        labels="deelname",
    ),
    Variant(
        "advice-followed",
        "decision",
        Aggregate.SHARE,
        "%",
        "Van de besluiten in de periode na een advies het deel dat het advies volgt en dezelfde vorm noemt.",
    ),
    Variant(
        "diverted",
        "closed-request-advised",
        Aggregate.SHARE,
        "%",
        "Van de aanmeldingen voor gesloten jeugdhulp die in de periode hun eerste advies kregen het deel waarvoor een lichtere vorm is"
        " geadviseerd.",
        labels="geadviseerde vorm",
    ),
)

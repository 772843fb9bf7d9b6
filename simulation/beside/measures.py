"""Restrictive measures: out of the plan, and in an emergency (Jeugdwet 6.3), and who is told of them (6.7)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from domain.calendar import add_days, add_months
from domain.codes import MeasureCode, MeasureTold, Role, Setting
from domain.events import (
    EmergencyDecisionsProvided,
    MeasureDecided,
    MeasureEnded,
    MeasureReported,
    MeasureReviewed,
    MeasureStarted,
)
from domain.since import RECHTSPOSITIE
from simulation import sentences
from simulation.beside.inside import Plan
from simulation.course import Course, Sojourn
from simulation.deed import Deed
from simulation.figures import (
    EMERGENCIES,
    MEASURE_IN_AN_OPEN_GROUP,
    MEASURE_IS_TOLD,
    MEASURES_IN_EMERGENCIES,
    PLANNED_MEASURES,
    REVIEWED_TOO_LATE,
    SECLUSIONS,
    USE_IS_REPORTED,
)

_TOLD_CHAPTERS = frozenset({"VERPL"})
_TOLD = frozenset({MeasureCode.BEW_D, MeasureCode.BEW_F})
"""Of these, parents and GI are told (Jeugdwet 6.7.1)."""


def measures(course: Course, plans: Sequence[Plan]) -> Iterator[Deed]:
    applied = list(_applied(course, plans))
    yield from applied
    for episode in course.episodes:
        yield from _reported(course, episode, applied)


def _reported(course: Course, episode: Sequence[Sojourn], applied: Sequence[Deed]) -> Iterator[Deed]:
    """Of every half-year since a measure that nobody was told of yet: to the GI under a supervision, and otherwise to the parents."""
    dice, told_on = course.dice.of(f"verslag {episode[0].since}"), episode[0].since
    supervised = course.life.under_measure
    while first := min((d.day for d in applied if isinstance(d.event, MeasureStarted) and _inside(episode, told_on, d)), default=None):
        told_on = add_days(add_months(max(first, RECHTSPOSITIE), 6), -dice.between(1, 25))
        if told_on >= episode[-1].until:
            return
        if dice.chance(USE_IS_REPORTED):
            yield Deed(
                MeasureReported(
                    occurred_on=told_on,
                    to=MeasureTold.GI if supervised else MeasureTold.PARENTS,
                    jeugdige_consents=True if course.age_on(told_on) >= 16 else None,
                    needed_for_ots=supervised,
                ),
                by=Role.PROVIDER,
                organisation=next(stay.provider for stay in reversed(episode) if stay.since <= told_on),
            )


def _inside(episode: Sequence[Sojourn], since: date, deed: Deed) -> bool:
    return deed.day >= RECHTSPOSITIE and since <= deed.day < episode[-1].until


def _applied(course: Course, plans: Sequence[Plan]) -> Iterator[Deed]:
    for plan in plans:
        if (plan.until - plan.episode[0].since).days >= 60 and plan.allows:
            yield from _planned(course, plan)
    for episode in course.episodes:
        if (episode[-1].until - episode[0].since).days >= 21 and course.dice.chance(EMERGENCIES):
            yield from _emergency(course, episode)
    for stay in course.stays:
        if stay.setting is Setting.OPEN_RESIDENTIEEL and stay.days > 30 and course.dice.chance(MEASURE_IN_AN_OPEN_GROUP):
            yield from _without_ground(course, stay)


def _planned(course: Course, plan: Plan) -> Iterator[Deed]:
    """Decided and begun on one day, judged when it lasts, ended before the stay is over."""
    dice, stay = course.dice, plan.episode[0]
    days_left = (plan.until - plan.adopted_on).days
    for _ in range(dice.pick(PLANNED_MEASURES)):
        if days_left < 30:
            return
        code, measure_id = dice.one_of(plan.allows), course.new_id()
        since = dice.days_after(plan.adopted_on, 2, days_left - 16)
        until = dice.days_after(since, 1, 14)
        yield course.at_the_house(
            stay,
            MeasureDecided(
                occurred_on=since,
                measure_id=measure_id,
                code=code,
                decided_by="groepsleiding",
                reasons=dice.one_of(sentences.REASONS_FOR_A_MEASURE),
                copy_to_youth_on=since,
            ),
        )
        yield course.at_the_house(stay, MeasureStarted(occurred_on=since, measure_id=measure_id, code=code, stay_id=stay.name))
        if (until - since).days > 7:
            yield course.at_the_house(stay, MeasureReviewed(occurred_on=add_days(since, 5), measure_id=measure_id, continues=True))
        yield course.at_the_house(stay, MeasureEnded(occurred_on=until, measure_id=measure_id))
        yield from _told(course, stay, code, measure_id, until)


def _emergency(course: Course, episode: Sequence[Sojourn]) -> Iterator[Deed]:
    """Begun at some hour; judged by the scientist within hours, as a rule; over within three days, an insluiting within one."""
    dice, stay = course.dice, episode[0]
    since = dice.days_after(stay.since, 3, (episode[-1].until - stay.since).days - 6)
    secluded = dice.chance(SECLUSIONS) and course.age_on(since) >= 12
    code = MeasureCode.BEW_F if secluded else dice.pick(MEASURES_IN_EMERGENCIES)
    began = datetime.combine(since, time(dice.between(8, 18), dice.between(0, 59)))
    lasted = timedelta(minutes=dice.between(40, 600) if secluded else dice.between(30, 2400))
    soon = timedelta(minutes=dice.between(20, 170) if secluded else dice.between(120, 700))
    waited = soon + timedelta(hours=3 if secluded else 12) if dice.chance(REVIEWED_TOO_LATE) else soon
    measure_id = course.new_id()
    yield course.at_the_house(
        stay,
        MeasureDecided(
            occurred_on=since, measure_id=measure_id, code=code, emergency=True, decided_by="dienstdoende", copy_to_youth_on=since
        ),
    )
    yield course.at_the_house(
        stay,
        MeasureStarted(
            occurred_on=since,
            occurred_at=began.time(),
            measure_id=measure_id,
            code=code,
            emergency=True,
            stay_id=stay.name,
            reasons=dice.one_of(sentences.REASONS_FOR_A_MEASURE),
        ),
    )
    if waited < lasted:
        judged = began + waited
        yield course.at_the_house(
            stay, MeasureReviewed(occurred_on=judged.date(), occurred_at=judged.time(), measure_id=measure_id, continues=True)
        )
    over = began + lasted
    yield course.at_the_house(stay, MeasureEnded(occurred_on=over.date(), occurred_at=over.time(), measure_id=measure_id))
    yield from _told(course, stay, code, measure_id, over.date())
    yield from _provided(course, stay, over.date())


def _provided(course: Course, stay: Sojourn, over_on: date) -> Iterator[Deed]:
    """Copies of the decision, for who takes part in the next evaluation of the plan (Jeugdwet 6.7.2(2))."""
    dice = course.dice.of(f"afschriften {over_on}")
    if over_on >= RECHTSPOSITIE and dice.chance(MEASURE_IS_TOLD):
        day, supervised = dice.days_after(over_on, 1, 4), course.life.under_measure
        yield course.at_the_house(
            stay,
            EmergencyDecisionsProvided(
                occurred_on=day,
                to=MeasureTold.GI if supervised else MeasureTold.PARENTS,
                jeugdige_consents=True if course.age_on(day) >= 16 else None,
                needed_for_ots=supervised,
            ),
        )


def _without_ground(course: Course, stay: Sojourn) -> Iterator[Deed]:
    """Where there is no title there is no ground for it; it was done, and so it is recorded."""
    measure_id, since = course.new_id(), course.dice.days_after(stay.since, 10, stay.days - 5)
    code = course.dice.pick({MeasureCode.ONDZ_D: 0.7, MeasureCode.BEW_E: 0.3})
    yield course.at_the_house(stay, MeasureStarted(occurred_on=since, measure_id=measure_id, code=code, emergency=True, stay_id=stay.name))
    yield course.at_the_house(stay, MeasureEnded(occurred_on=add_days(since, 1), measure_id=measure_id))


def _told(course: Course, stay: Sojourn, code: MeasureCode, measure_id: str, day: date) -> Iterator[Deed]:
    """Parents are told; from sixteen on if the jeugdige consents, and the GI where the supervision needs it (Jeugdwet 6.7.2)."""
    must = code in _TOLD or code.chapter in _TOLD_CHAPTERS
    if not course.dice.chance(MEASURE_IS_TOLD if must else 0.15):
        return
    told_on, grown = course.dice.days_after(day, 1, 4), course.age_on(day) >= 16
    supervised = course.life.under_measure
    yield course.at_the_house(
        stay,
        MeasureReported(
            occurred_on=told_on,
            to=MeasureTold.GI if supervised else MeasureTold.PARENTS,
            measure_id=measure_id,
            jeugdige_consents=True if grown else None,
            needed_for_ots=supervised,
        ),
    )

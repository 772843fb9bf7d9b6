"""How often the jeugdige is heard (indicator 13)."""

from collections.abc import Iterator
from datetime import date

from domain.codes import Team, VoiceAbout
from domain.events import PlanAdopted, PlanChanged, PlanEvaluated, TeamReviewHeld
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.indicators.hearing import is_heard
from domain.indicators.moves import changes_of_place
from domain.trajectory import Stay


@measure("voice")
def about_what_he_is_heard(case: Case) -> Iterator[Counted]:
    """Each review of the interdisciplinary team, admission, change of place, plan, evaluation and departure; met if he was heard about it.

    A voice is about the review, the admission, the move, the plan (also for its evaluation) or the discharge, not that he declined, of the
    thirty days before, the day, or fourteen days after. A change of place is a move or a relocation; an admission a main stay that is
    none and took no other's place; a plan its adoption and each change; a departure the end of a main stay with a destination. Label:
    review, admission, move, plan, evaluation or discharge. About the label with the version of a paper, or the stay_id of a stay.
    """
    papers = case.events(TeamReviewHeld, PlanAdopted, PlanChanged, PlanEvaluated)
    for recorded, event in papers:
        if isinstance(event, TeamReviewHeld) and event.team is Team.IDT:
            yield _counted(case, "review", VoiceAbout.REVIEW, recorded.version, event.occurred_on)
    for kinds, label in (((PlanAdopted, PlanChanged), "plan"), ((PlanEvaluated,), "evaluation")):
        for recorded, event in papers:
            if isinstance(event, kinds):
                yield _counted(case, label, VoiceAbout.PLAN, recorded.version, event.occurred_on)
    changes = {change.to.stay_id for change in changes_of_place(case.trajectory)}
    for stay in case.main_stays:
        if stay.stay_id in changes:
            yield _counted(case, "move", VoiceAbout.MOVE, stay.stay_id, stay.since, stay)
        elif stay.came_from is None:
            yield _counted(case, "admission", VoiceAbout.ADMISSION, stay.stay_id, stay.since, stay)
        if stay.until is not None and stay.destination is not None:
            yield _counted(case, "discharge", VoiceAbout.DISCHARGE, stay.stay_id, stay.until, stay)


def _counted(case: Case, label: str, about: VoiceAbout, name: object, day: date, stay: Stay | None = None) -> Counted:
    there = stay or case.trajectory.main_stay_on(day)
    return once(f"{label}:{name}", day, case.group(day, there), met=is_heard(case.trajectory, about, day), label=label)


indicator(
    13,
    "voice",
    "Stem van de jeugdige",
    Variant(
        "heard",
        "voice",
        Aggregate.SHARE,
        "%",
        "Van de teambesprekingen, opnames, verplaatsingen, plannen, evaluaties en vertrekken in de periode het deel waarover de stem van de"
        " jeugdige is vastgelegd, van dertig dagen ervoor tot en met veertien dagen erna.",
        labels="soort gebeurtenis",
    ),
)

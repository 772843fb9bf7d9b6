"""What a court or committee undid."""

from datetime import date
from functools import reduce

from domain.calendar import earlier
from domain.envelope import Recorded
from domain.events import Annulled
from domain.fold.request import annulment_decided
from domain.fold.step import on
from domain.fold.title import with_title
from domain.trajectory import Leave, Plan, Protection, Readiness, Stay, Title, Trajectory
from domain.values import replace


@on(Annulled)
def _annulled(trajectory: Trajectory, recorded: Recorded, event: Annulled) -> Trajectory:
    """What was decided ends in law on `effective_on`; a stay that rested on it ends then too, or when the jeugdige left.

    That a stay ended later in fact is not undone: its nights since have no ground.
    """
    day = event.effective_on or event.occurred_on
    fallen = next((title for title in trajectory.titles if _rests_on(title, event.target_version)), None)
    titles = tuple(_title_annulled(title, event.target_version, day) for title in trajectory.titles)
    after = with_title(trajectory.but(titles=titles), event.revives_title_id, lambda title: title.revived(day, event.new_valid_until))

    def annulled(stay: Stay) -> Stay:
        if stay.version == event.target_version:
            return replace(_fallen(stay, event, day), annulled_from=day)
        if fallen is not None and _loses_its_ground(after, stay, fallen, day):
            return _fallen(stay, event, day)
        return stay

    stays = tuple(map(annulled, after.stays))
    readiness = _no_longer(after.readiness, after.stays, stays)
    decided = annulment_decided(after.but(stays=stays, readiness=readiness), recorded, event.target_version)
    return _beside_the_titles(decided, event.target_version, day)


def _no_longer(readiness: tuple[Readiness, ...], before: tuple[Stay, ...], after: tuple[Stay, ...]) -> tuple[Readiness, ...]:
    """Who was ready to leave a main stay that ended with its ground waits for no other place any more."""
    fell_on = [now.until for was, now in zip(before, after, strict=True) if now.is_main and now.until not in (was.until, None)]
    return tuple(replace(ready, until=reduce(earlier, fell_on, ready.until)) for ready in readiness) if fell_on else readiness


def _beside_the_titles(trajectory: Trajectory, target: int, day: date) -> Trajectory:
    """What is no ground of a stay: a measure of child protection, a consent of the court, a version of a plan, a measure, leave."""
    if all(stay.version != target for stay in trajectory.stays) and not any(_rests_on(title, target) for title in trajectory.titles):
        return trajectory.but(
            protections=tuple(_protection_without(each, target, day) for each in trajectory.protections),
            court_consents=tuple(
                replace(each, annulled_from=day) if each.version == target else each for each in trajectory.court_consents
            ),
            plans=tuple(_plan_without(plan, target, day) for plan in trajectory.plans),
            measures=tuple(replace(each, annulled_from=day) if each.version == target else each for each in trajectory.measures),
            leaves=tuple(_leave_without(each, target, day) for each in trajectory.leaves),
        )
    return trajectory


def _protection_without(measure: Protection, target: int, day: date) -> Protection:
    if measure.version == target:
        return replace(measure, ended_on=day)
    if all(each.version != target for each in measure.prolongations):
        return measure
    prolongations = tuple(replace(each, annulled_from=day) if each.version == target else each for each in measure.prolongations)
    return replace(measure, prolongations=prolongations)


def _leave_without(leave: Leave, target: int, day: date) -> Leave:
    """Leave without ground ends in law, while the jeugdige may be away in fact; leave of which the withdrawal fell runs again."""
    if leave.version == target:
        return replace(leave, annulled_from=day)
    if leave.withdrawn_by == target and (leave.until is None or day <= leave.until):
        return replace(leave, ended_on=None, withdrawn_by=None)
    return leave


def _plan_without(plan: Plan, target: int, day: date) -> Plan:
    return replace(plan, versions=tuple(replace(each, annulled_from=day) if each.version == target else each for each in plan.versions))


def _rests_on(title: Title, version: int) -> bool:
    return title.version == version or any(admission.version == version for admission in title.conditional_admissions)


def _fallen(stay: Stay, event: Annulled, day: date) -> Stay:
    """A stay that fell is over when it is known to have ended, or when the jeugdige left, or at once: until his exit is recorded."""
    left_on = event.left_on if event.left_on is not None and stay.since <= event.left_on else None
    if stay.until is not None and (left_on is None or (stay.until <= left_on and not stay.fell)):
        return stay
    at_once = day if stay.since <= day else event.occurred_on
    return replace(stay, until=left_on or max(at_once, stay.since), fell=True, left_on=left_on)


def _loses_its_ground(after: Trajectory, stay: Stay, fallen: Title, day: date) -> bool:
    """Whether the fallen title was the ground of this stay from that day, or from its later beginning, and nothing else covers it."""
    day = max(day, stay.since)
    if stay.until is not None and stay.until <= day:
        return False
    if not stay.in_closed_care:
        return stay.title_id == fallen.title_id
    was_covered = stay.title_id == fallen.title_id or any(span.covers(day) for span in fallen.covered_nights())
    return was_covered and not any(span.covers(day) for title in after.titles for span in title.covered_nights())


def _title_annulled(title: Title, target: int, day: date) -> Title:
    admissions = tuple(
        replace(admission, annulled_from=day) if admission.version == target else admission for admission in title.conditional_admissions
    )
    suspensions = tuple(
        replace(suspension, span=suspension.span.up_to(day)) if suspension.version == target else suspension
        for suspension in title.suspensions
    )
    title = replace(title, conditional_admissions=admissions, suspensions=suspensions)
    return title.ended(day, "annulled") if title.version == target else title

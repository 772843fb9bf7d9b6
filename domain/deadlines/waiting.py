"""What somebody waits for: a review, a place, the end of a stay that was meant to be short, a second look at an advice."""

from collections.abc import Iterator
from datetime import date

from domain.calendar import add_days, earlier
from domain.codes import Setting
from domain.deadlines.catalogue import Due, deadline
from domain.parameters import policy
from domain.since import PILOT
from domain.trajectory import Referral, Trajectory, derived
from domain.values import dataclass

REVIEWED_SETTINGS = frozenset({Setting.INTENSIEF_KLINISCH, Setting.GESLOTEN})
"""A team reviews before anybody is admitted to these."""

DAYS_TO_A_REVIEW = policy("days-to-a-review", {PILOT: 14})
"""A referral for closed or intensive care is reviewed within so many days."""

DAYS_A_REVIEW_SERVES = policy("days-a-review-serves", {PILOT: 182})
"""A review counts for an admission or a referral up to so many days later."""

DAYS_TO_A_PLACE = policy("days-to-a-place", {PILOT: 14})
"""Who is ready to leave has a place within so many days."""

NIGHTS_OF_CRISIS_SHELTER = policy("nights-of-crisis-shelter", {PILOT: 7})
"""Crisis shelter lasts a week at most, after which help at home takes over (Zuid-Limburg)."""


@deadline("review", "Regionaal beleid: teambespreking vooraf", dutch="Bespreking in het team", lead=(7, 0), source="policy")
def referrals_are_reviewed(trajectory: Trajectory) -> Iterator[Due]:
    """A referral for closed or intensive care is reviewed within so many days; a recent review serves.

    Over when it is withdrawn, or the jeugdige is admitted: then the admission is judged (P1).
    """
    for referral in trajectory.referrals:
        if referral.requested_setting not in REVIEWED_SETTINGS:
            continue
        day = referral.received_on
        serves_from = add_days(day, -DAYS_A_REVIEW_SERVES.on(day))
        review = next((review for review in trajectory.reviews if serves_from <= review.held_on), None)
        yield Due(
            about=str(referral.version),
            since=day,
            due_on=add_days(day, DAYS_TO_A_REVIEW.on(day)),
            met_on=max(review.held_on, day) if review else None,
            met_by=review.version if review else None,
            over_on=_no_longer_asked(trajectory, referral),
        )


def _no_longer_asked(trajectory: Trajectory, referral: Referral) -> date | None:
    admitted_on = next((stay.since for stay in trajectory.stays if stay.is_main and referral.received_on <= stay.since), None)
    return earlier(earlier(referral.ended_on, admitted_on), end_of_interest(trajectory, referral.received_on))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A jeugdige who is ready to leave the stay, from a day until he left or was no longer ready."""

    stay_id: str
    since: date
    until: date | None
    left: bool


@derived
def waiting_to_leave(trajectory: Trajectory) -> tuple[Waiting, ...]:
    """Readiness that was recorded anew, because another place is needed or something else blocks it, goes on from its first day."""
    waits: list[Waiting] = []
    for ready in trajectory.readiness:
        stay = trajectory.main_stay_on(ready.since)
        if stay is None or ready.until == ready.since:
            continue
        left = ready.until is not None and ready.until == stay.until
        goes_on = bool(waits) and waits[-1].stay_id == stay.stay_id and waits[-1].until == ready.since
        since = waits.pop().since if goes_on else ready.since
        waits.append(Waiting(stay.stay_id, since, ready.until, left))
    return tuple(waits)


@deadline(
    "ready-to-leave",
    "Regionaal beleid: niet langer dan nodig",
    dutch="Klaar om te vertrekken",
    lead=(7, 0),
    weekly_after=True,
    source="policy",
)
def who_is_ready_has_a_place(trajectory: Trajectory) -> Iterator[Due]:
    """Who is ready to leave goes within so many days; over if he is no longer ready."""
    for wait in waiting_to_leave(trajectory):
        yield Due(
            about=wait.stay_id,
            since=wait.since,
            due_on=add_days(wait.since, DAYS_TO_A_PLACE.on(wait.since)),
            met_on=wait.until if wait.left else None,
            over_on=None if wait.left else wait.until,
        )


@deadline(
    "expected-end",
    "Regionaal beleid: verwachte duur",
    dutch="Verwacht einde van het verblijf",
    lead=(14, 0),
    weekly_after=True,
    source="policy",
)
def stays_end_as_expected(trajectory: Trajectory) -> Iterator[Due]:
    """A stay ends by the day that was expected when it began."""
    for stay in trajectory.stays:
        if stay.expected_until is not None:
            yield Due(about=stay.stay_id, since=stay.since, due_on=stay.expected_until, met_on=stay.until)


@deadline("crisis-end", "Regionaal beleid: crisisopvang", dutch="Einde crisisplaatsing", lead=(2, 0), source="policy")
def crisis_shelter_is_short(trajectory: Trajectory) -> Iterator[Due]:
    """Crisis shelter ends after so many nights; like a title, on the first night too many.

    An admission in crisis to closed or intensive care is no shelter: it has its title and its review (P1).
    """
    for stay in trajectory.stays:
        if stay.crisis and stay.setting not in REVIEWED_SETTINGS:
            ends_on = add_days(stay.since, NIGHTS_OF_CRISIS_SHELTER.on(stay.since))
            yield Due(
                about=stay.stay_id,
                since=stay.since,
                due_on=ends_on,
                breach_from=ends_on,
                met_on=stay.until,
                last_night=add_days(ends_on, -1),
            )


@deadline("review-by", "Regionaal beleid: herbespreking", dutch="Advies herzien", lead=(14, 0), source="policy")
def advices_are_looked_at_again(trajectory: Trajectory) -> Iterator[Due]:
    """An advice says by when it is looked at again: by a review, or by another advice."""
    for number, advice in enumerate(trajectory.advices):
        if advice.review_by is None or advice.review_by < advice.day:  # a slip of the pen asks for nothing
            continue
        following = trajectory.advices[number + 1 :]
        yield Due(
            about=str(advice.version),
            since=advice.day,
            due_on=advice.review_by,
            met_on=following[0].day if following else None,
            met_by=following[0].version if following else None,
            over_on=end_of_interest(trajectory, advice.day),
        )


def end_of_interest(trajectory: Trajectory, day: date) -> date | None:
    """When the trajectory was closed after that day, or the jeugdige died."""
    closed_on = next((span.since for span in trajectory.closings if day <= span.since), None)
    return earlier(closed_on, trajectory.died_on)

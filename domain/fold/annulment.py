"""What a court or committee undid."""

from dataclasses import replace
from datetime import date

from domain.calendar import earlier
from domain.codes import Setting
from domain.envelope import Recorded
from domain.events import Annulled
from domain.fold.step import on
from domain.fold.title import with_title
from domain.trajectory import Stay, Title, Trajectory


@on(Annulled)
def _annulled(trajectory: Trajectory, recorded: Recorded, event: Annulled) -> Trajectory:
    """What was decided ends in law on `effective_on`; a stay that rested on it ends then too, or when the jeugdige left."""
    day = event.effective_on or event.occurred_on
    fallen = next((title for title in trajectory.titles if _rests_on(title, event.target_version)), None)
    titles = tuple(_title_annulled(title, event.target_version, day) for title in trajectory.titles)
    after = with_title(replace(trajectory, titles=titles), event.revives_title_id, lambda title: title.revived(day, event.new_valid_until))

    def annulled(stay: Stay) -> Stay:
        falls = stay.version == event.target_version or (fallen is not None and _loses_its_ground(after, stay, fallen, day))
        left_on = max(event.left_on or day, stay.since)
        return replace(stay, annulled_from=day, until=earlier(stay.until, left_on)) if falls else stay

    return replace(after, stays=tuple(map(annulled, after.stays)))


def _rests_on(title: Title, version: int) -> bool:
    return title.version == version or any(admission.version == version for admission in title.conditional_admissions)


def _loses_its_ground(after: Trajectory, stay: Stay, fallen: Title, day: date) -> bool:
    """Whether the fallen title was the ground of this stay, and nothing else covers it from that day."""
    if not stay.is_open_on(day):
        return False
    if stay.setting is not Setting.GESLOTEN:
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

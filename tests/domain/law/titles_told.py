"""How the worked cases about titles are told: one line per event, and what is due."""

from datetime import date
from typing import Any

from domain.deadlines import deadlines
from domain.law.cover import legal_cover
from domain.law.lapse import title_in_law
from tests.domain.stories import IDENTITY, Story

NOT_UNDER_TEST = [f"L{n}" for n in range(1, 24)]
"""Passed by a line that is told only to come to the next one."""


def opened(born_on: str = "2009-02-14") -> Story:
    """A trajectory from 2016 on; who is told about is sixteen in 2025 unless said."""
    return Story.opened("2016-01-01", identity={**IDENTITY, "born_on": born_on})


def statement(story: Story, on: str, for_: str = "machtiging", outcome: str = "granted", **data: Any) -> Story:
    return story.and_("behavioural-scientist-statement", on, **{"for": for_, "outcome": outcome, **data})


def granted(story: Story, on: str, since: str, until: str, title_id: str = "T", kind: str = "machtiging", **data: Any) -> Story:
    """A title, decided on a day, from a day up to another."""
    dates = {"valid_from": since, "valid_until": until}
    return story.and_("title-granted", on, title_id=title_id, kind=kind, **dates, **data, despite=NOT_UNDER_TEST)


def closed(story: Story, on: str, stay_id: str = "S", **data: Any) -> Story:
    return story.and_("admitted", on, setting="gesloten", stay_id=stay_id, **data, despite=NOT_UNDER_TEST)


def placed(story: Story, on: str, setting: str = "pleegzorg", stay_id: str = "S", **data: Any) -> Story:
    return story.and_("admitted", on, setting=setting, stay_id=stay_id, **data, despite=NOT_UNDER_TEST)


def left(story: Story, on: str) -> Story:
    return story.and_("discharged", on, destination="home")


def conditional(
    until: str = "2025-08-01", admitter: str | None = "B. Zwart", decided: str | None = "2025-03-03", told: bool = False, **decision: Any
) -> Story:
    """A conditional title from 1 February 2025; on 3 March its authorised employee decides to admit, and he is admitted."""
    story = granted(
        opened(), "2025-02-01", "2025-02-01", until, kind="voorwaardelijke_machtiging", prolongation=True, authorised_admitter=admitter
    )
    if decided is None:
        return story
    if told:
        copies = {"requester": decided, "lawyer": decided, "registrar": decided}
        decision = {"state_checked_on": decided, "notice_to_youth_on": decided, "copies_sent": copies, **decision}
    story = story.and_(
        "conditional-admission-decided", decided, **{"title_id": "T", "decided_by": "B. Zwart", **decision}, despite=NOT_UNDER_TEST
    )
    return closed(story, decided)


def supervised(story: Story, on: str, until: str | None = None, measure_id: str = "O", kind: str = "ots") -> Story:
    return story.and_("protection-measure-started", on, measure_id=measure_id, kind=kind, until=until, despite=NOT_UNDER_TEST)


def found(story: Story, rule: str, about: str | None = None) -> list[tuple[str, str | None]]:
    """The days of each finding of a rule, about one thing if said."""
    findings = [finding for finding in story.case.findings if finding.rule == rule and about in (None, finding.about)]
    return [(finding.since.isoformat(), finding.until and finding.until.isoformat()) for finding in findings]


def covered(story: Story) -> list[tuple[str, str | None, str | None]]:
    """The closed nights, each stretch with its title."""
    return [(c.since.isoformat(), c.until and c.until.isoformat(), c.title_id) for c in legal_cover(story.trajectory)]


def due(story: Story, kind: str, about: str | None = None) -> list[tuple[str, str, str | None]]:
    """Each deadline of a kind: since when, its last day (or the first day without), and when it was met or over."""
    of_kind = [each for each in deadlines(story.trajectory) if each.kind == kind and about in (None, each.about)]
    return [(each.since.isoformat(), each.due_on.isoformat(), each.open_until and each.open_until.isoformat()) for each in of_kind]


def met(story: Story, kind: str) -> list[tuple[str | None, int | None]]:
    """Each deadline of a kind: when it was met, and by the event of which version."""
    return [(each.met_on and each.met_on.isoformat(), each.met_by) for each in deadlines(story.trajectory) if each.kind == kind]


def status(story: Story, title_id: str, on: str) -> str:
    """What a title is on a day, lapsed by law reckoned in."""
    title = title_in_law(story.trajectory, title_id)
    assert title is not None
    return title.status_on(date.fromisoformat(on))

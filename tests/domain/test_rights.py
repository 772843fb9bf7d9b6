"""Who may see a trajectory, and who may read words in it: today's rights, on the folded state."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.codes import Role
from domain.deadlines import deadlines_on
from domain.envelope import Actor
from domain.history import History
from domain.rights import rights
from tests.domain.stories import Story

TODAY = date(2026, 6, 1)


def actor(role: Role, organisation: str, subject: str = "iemand") -> Actor:
    return Actor(subject=subject, role=role, organisation=organisation)


def heerlen(subject: str = "pr-heerlen-1") -> Actor:
    return actor(Role.PROCESREGISSEUR, "GM0917", subject)


def test_a_procesregisseur_sees_trajectories_of_the_own_municipality() -> None:
    story = Story.opened()
    assert rights(heerlen(), story.trajectory, TODAY).sees
    assert not rights(actor(Role.PROCESREGISSEUR, "GM1954"), story.trajectory, TODAY).sees


def test_words_are_read_by_who_is_assigned_and_by_anybody_there_while_nobody_is() -> None:
    story = Story.opened()
    assert rights(heerlen("een ander"), story.trajectory, TODAY).reads_words
    story = story.and_("procesregisseur-assigned", "2025-02-01", subject="pr-heerlen-1")
    assert rights(heerlen(), story.trajectory, TODAY).reads_words
    assert not rights(heerlen("een ander"), story.trajectory, TODAY).reads_words


def test_after_a_change_of_home_municipality_the_new_one_sees_and_reads() -> None:
    story = Story.opened().and_("procesregisseur-assigned", "2025-02-01", subject="pr-heerlen-1")
    story = story.and_("home-municipality-determined", "2025-06-01", municipality="1954", **{"from": "2025-06-01"})
    assert not rights(heerlen(), story.trajectory, TODAY).sees
    assert rights(actor(Role.PROCESREGISSEUR, "GM1954"), story.trajectory, TODAY).reads_words


def test_a_provider_sees_until_thirty_days_after_its_stay() -> None:
    story = Story.opened().and_("admitted", "2025-02-01", setting="leefhuis").and_("discharged", "2026-05-01", destination="home")
    koraal = actor(Role.PROVIDER, "koraal")
    assert rights(koraal, story.trajectory, date(2026, 5, 31)).sees
    assert not rights(koraal, story.trajectory, date(2026, 6, 1)).sees
    assert not rights(koraal, story.trajectory, date(2026, 5, 31)).reads_words
    assert not rights(actor(Role.PROVIDER, "xonar"), story.trajectory, date(2026, 5, 31)).sees


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ADMINISTRATOR, Role.INTEGRATION, Role.JEUGDIGE])
def test_others_see_nothing(role: Role) -> None:
    assert not rights(actor(role, "GM0917"), Story.opened().trajectory, TODAY).sees


@pytest.mark.parametrize(("hours", "opened"), [(0, True), (2.9, True), (3, False), (30, False)])
def test_access_taken_in_an_emergency_opens_facts_and_words_for_three_hours(hours: float, opened: bool) -> None:
    story = Story.opened().and_("home-municipality-determined", "2025-06-01", municipality="1954", **{"from": "2025-06-01"})
    story = story.and_("glass-broken", "2026-03-01", break_id="nood-1", reason="De politie belt.")
    taken = story.trajectory.breaks[0]
    allowed = rights(taken.by, story.trajectory, TODAY, now=taken.at + timedelta(hours=hours))
    assert (allowed.sees, allowed.reads_words) == (opened, opened)
    assert allowed.ground == ("emergency" if opened else None)


def test_it_opens_nothing_to_anybody_else() -> None:
    story = Story.opened().and_("home-municipality-determined", "2025-06-01", municipality="1954", **{"from": "2025-06-01"})
    story = story.and_("glass-broken", "2026-03-01", break_id="nood-1", reason="De politie belt.")
    taken = story.trajectory.breaks[0]
    for another in (heerlen("een ander"), actor(Role.PROVIDER, "GM0917", taken.by.subject)):
        assert not rights(another, story.trajectory, TODAY, now=taken.at).sees


def test_it_is_looked_into_within_five_days() -> None:
    story = Story.opened().and_("glass-broken", "2026-03-02", break_id="nood-1", reason="De politie belt.")
    open_then = {d.kind: d for d in deadlines_on(story.trajectory, date(2026, 3, 2))}["glass-review"]
    assert (open_then.due_on, open_then.about) == (date(2026, 3, 7), "nood-1")
    assert date(2026, 3, 2) in open_then.alerts
    story = story.and_("glass-reviewed", "2026-03-04", break_id="nood-1", justified=True)
    assert "glass-review" not in {d.kind for d in deadlines_on(story.trajectory, date(2026, 3, 5))}


class TestAProviderThatIsAsked:
    def test_sees_from_the_request_for_a_place_until_thirty_days_after_it(self) -> None:
        story = Story.opened().and_("place-search-started", "2026-04-01", setting="leefhuis", provider="xonar")
        xonar = actor(Role.PROVIDER, "xonar")
        assert rights(xonar, story.trajectory, date(2026, 5, 1)).sees
        assert not rights(xonar, story.trajectory, date(2026, 5, 2)).sees
        assert not rights(actor(Role.PROVIDER, "koraal"), story.trajectory, date(2026, 5, 1)).sees

    def test_sees_nothing_once_it_declined(self) -> None:
        story = Story.opened().and_("place-offered", "2026-04-01", setting="leefhuis", provider="xonar")
        assert rights(actor(Role.PROVIDER, "xonar"), story.trajectory, date(2026, 4, 2)).sees
        story = story.and_("place-declined", "2026-04-03", setting="leefhuis", provider="xonar", by="provider")
        assert not rights(actor(Role.PROVIDER, "xonar"), story.trajectory, date(2026, 4, 3)).sees

    def test_a_search_that_asks_nobody_opens_it_to_nobody(self) -> None:
        story = Story.opened().and_("place-search-started", "2026-04-01", setting="leefhuis")
        assert not rights(actor(Role.PROVIDER, "xonar"), story.trajectory, date(2026, 4, 1)).sees

    def test_does_not_go_on_seeing_it_by_naming_itself(self) -> None:
        asked = Story.opened().and_("place-search-started", "2026-04-01", setting="leefhuis", provider="xonar").history.recorded[-1]
        itself = replace(asked, envelope=asked.envelope.model_copy(update={"actor": actor(Role.PROVIDER, "xonar")}))
        history = History((*Story.opened().history.recorded, itself))
        assert not rights(actor(Role.PROVIDER, "xonar"), history.trajectory, date(2026, 4, 2)).sees

"""Who may see a trajectory, and who may read words in it: today's rights, on the folded state."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from domain.calendar import AMSTERDAM
from domain.codes import ProtectionEnd, ProtectionKind, Role, SafetyLevel
from domain.deadlines import deadlines_on
from domain.envelope import Actor, Recorded
from domain.events import (
    REGISTER_ID,
    Annulled,
    Corrected,
    DeputyAppointed,
    Died,
    Event,
    HomeMunicipalityDetermined,
    MunicipalityListed,
    MunicipalityMerged,
    NoteAdded,
    ProcesregisseurAssigned,
    ProtectionMeasureEnded,
    ProtectionMeasureProlonged,
    ProtectionMeasureStarted,
    ProtectionMeasureTransferred,
    ProviderListed,
    ProviderSucceeded,
    SafetyFlagSet,
    Voided,
)
from domain.events.governance import GOVERNANCE_ID
from domain.governance import UNGOVERNED, Governance, governance_of
from domain.history import History
from domain.region import region_of
from domain.rights import (
    NOTHING,
    Rights,
    Succession,
    alone,
    may_lift,
    may_open,
    may_undo,
    own_events,
    own_period,
    own_words,
    reads_confided,
    rights,
    succession_of,
)
from domain.words import Words
from tests.domain.stories import TRAJECTORY, Story, envelope, refused
from tests.histories import tell, told

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


def home(determined_on: date, municipality: str, since: date) -> Event:
    return HomeMunicipalityDetermined.model_validate({"occurred_on": determined_on, "municipality": municipality, "from": since})


def assigned(day: date, subject: str) -> Event:
    return ProcesregisseurAssigned(occurred_on=day, subject=subject)


def known(*events: Event) -> History:
    """Of Heerlen, opened on 10 January 2024; each is recorded at noon on the day after it happened."""
    return History(tell(told()[0].event, *events))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), AMSTERDAM)


MAASTRICHT = actor(Role.PROCESREGISSEUR, "GM0935", "pr-maastricht-1")
KERKRADE = actor(Role.PROCESREGISSEUR, "GM1883")
LATER = date(2025, 1, 1)


class TestAFormerMunicipality:
    def test_keeps_what_was_known_before_the_change_was_recorded_also_where_that_holds_from_an_earlier_day(self) -> None:
        history = known(assigned(date(2024, 2, 1), "pr-heerlen-1"), home(date(2024, 6, 1), "0935", date(2024, 3, 1)))
        period = own_period(heerlen(), alone(heerlen()), history, LATER)
        assert period is not None
        assert period.ended_at == noon(date(2024, 6, 2))

    def test_one_that_was_announced_ends_it_on_the_day_from_which_it_holds(self) -> None:
        history = known(home(date(2024, 6, 1), "0935", date(2024, 8, 1)), NoteAdded(occurred_on=date(2024, 7, 1), text=Words("Belt.")))
        assert rights(heerlen(), history.trajectory, date(2024, 7, 31)).sees
        assert own_period(heerlen(), alone(heerlen()), history, date(2024, 7, 31)) is None
        period = own_period(heerlen(), alone(heerlen()), history, date(2024, 8, 1))
        assert period is not None
        assert period.ended_at == datetime(2024, 8, 1, tzinfo=AMSTERDAM)

    def test_its_words_are_for_who_was_assigned_just_before_the_change(self) -> None:
        history = known(
            assigned(date(2024, 2, 1), "pr-heerlen-0"),
            assigned(date(2024, 3, 1), "pr-heerlen-1"),
            home(date(2024, 6, 1), "0935", date(2024, 6, 1)),
            assigned(date(2024, 5, 1), "pr-heerlen-2"),
        )
        reads = {
            subject: period.reads_words
            for subject in ("pr-heerlen-0", "pr-heerlen-1", "pr-heerlen-2")
            if (period := own_period(heerlen(subject), alone(heerlen()), history, LATER))
        }
        assert reads == {"pr-heerlen-0": False, "pr-heerlen-1": True, "pr-heerlen-2": False}

    def test_where_nobody_was_assigned_nobody_reads_words(self) -> None:
        period = own_period(heerlen(), alone(heerlen()), known(home(date(2024, 6, 1), "0935", date(2024, 6, 1))), LATER)
        assert period is not None
        assert not period.reads_words

    def test_who_was_never_home_or_is_or_has_another_role_has_none(self) -> None:
        history = known(home(date(2024, 6, 1), "0935", date(2024, 6, 1)))
        for other in (KERKRADE, MAASTRICHT, actor(Role.PROVIDER, "GM0917"), actor(Role.ADMINISTRATOR, "GM0917")):
            assert own_period(other, alone(other), history, LATER) is None

    def test_a_change_that_was_voided_took_nothing_away_and_gave_nothing(self) -> None:
        change = home(date(2024, 6, 1), "0935", date(2024, 6, 1))
        history = known(change, Voided(occurred_on=date(2024, 7, 1), target_version=2, reason=Words("Vergist.")))
        assert rights(heerlen(), history.trajectory, LATER).sees
        assert own_period(heerlen(), alone(heerlen()), history, LATER) is None
        assert own_period(MAASTRICHT, alone(MAASTRICHT), history, LATER) is None

    def test_a_change_that_was_corrected_counts_as_corrected_from_when_it_was_recorded_first(self) -> None:
        change = home(date(2024, 6, 1), "0935", date(2024, 6, 1))
        mended = Corrected(occurred_on=date(2024, 7, 1), target_version=2, data={"municipality": "1883"}, reason=Words("Vergist."))
        history = known(change, mended)
        assert rights(KERKRADE, history.trajectory, LATER).sees
        assert own_period(MAASTRICHT, alone(MAASTRICHT), history, LATER) is None
        period = own_period(heerlen(), alone(heerlen()), history, LATER)
        assert period is not None
        assert period.ended_at == noon(date(2024, 6, 2))

    def test_who_was_home_twice_keeps_all_up_to_the_end_of_the_last_time(self) -> None:
        history = known(
            home(date(2024, 4, 1), "0935", date(2024, 4, 1)),
            home(date(2024, 6, 1), "0917", date(2024, 6, 1)),
            home(date(2024, 8, 1), "0935", date(2024, 8, 1)),
        )
        period = own_period(heerlen(), alone(heerlen()), history, LATER)
        assert period is not None
        assert period.ended_at == noon(date(2024, 8, 2))

    def test_a_change_that_is_put_in_between_afterwards_makes_the_period_no_longer(self) -> None:
        history = known(home(date(2024, 6, 1), "0935", date(2024, 6, 1)), home(date(2024, 9, 1), "1883", date(2024, 5, 1)))
        period = own_period(heerlen(), alone(heerlen()), history, LATER)
        assert period is not None
        assert period.ended_at == noon(date(2024, 6, 2))

    def test_a_home_that_came_before_the_first_recording_leaves_nothing_to_keep(self) -> None:
        assert own_period(MAASTRICHT, alone(MAASTRICHT), known(home(date(2024, 6, 1), "0935", date(2023, 1, 1))), LATER) is None


LIMBURG, BRABANT = actor(Role.GI, "gi-limburg"), actor(Role.GI, "gi-brabant")


def supervised(until: date | None = date(2024, 8, 1), kind: ProtectionKind = ProtectionKind.OTS, gi: str | None = "gi-limburg") -> Event:
    return ProtectionMeasureStarted(occurred_on=date(2024, 2, 1), measure_id="ots-1", kind=kind, until=until, gi=gi)


def days_of_sight(worker: Actor, history: History) -> tuple[date | None, date | None]:
    """The first and the last day on which that GI sees it, from 2024 to 2030."""
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(7 * 365)]
    seen = [day for day in days if rights(worker, history.trajectory, day).sees]
    assert not seen or len(seen) == (seen[-1] - seen[0]).days + 1, "without a gap"
    return (seen[0], seen[-1]) if seen else (None, None)


class TestAGi:
    """Each history is of a jeugdige born on 14 February 2009."""

    def test_sees_where_its_measure_runs_and_two_weeks_after_its_term(self) -> None:
        history = known(supervised())
        assert days_of_sight(LIMBURG, history) == (date(2024, 2, 1), date(2024, 8, 15))
        assert days_of_sight(BRABANT, history) == (None, None)
        assert rights(LIMBURG, history.trajectory, date(2024, 2, 1)).ground == "measure"
        assert not rights(LIMBURG, history.trajectory, date(2024, 2, 1)).reads_words

    def test_sees_as_long_as_the_measure_is_prolonged(self) -> None:
        history = known(supervised(), ProtectionMeasureProlonged(occurred_on=date(2024, 7, 1), measure_id="ots-1", until=date(2025, 2, 1)))
        assert days_of_sight(LIMBURG, history)[1] == date(2025, 2, 15)

    @pytest.mark.parametrize(
        "end",
        [
            ProtectionMeasureEnded(occurred_on=date(2024, 5, 1), measure_id="ots-1", reason=ProtectionEnd.LIFTED),
            Annulled.model_validate_json('{"occurred_on": "2024-05-01", "target_version": 2, "by": "gerechtshof"}'),
            Died(occurred_on=date(2024, 5, 1)),
        ],
        ids=["lifted", "annulled", "died"],
    )
    def test_its_measure_ends_when_it_is_lifted_or_annulled_or_the_jeugdige_dies(self, end: Event) -> None:
        assert days_of_sight(LIMBURG, known(supervised(), end)) == (date(2024, 2, 1), date(2024, 5, 15))

    def test_a_measure_without_a_term_ends_at_eighteen(self) -> None:
        assert days_of_sight(LIMBURG, known(supervised(None, ProtectionKind.VOOGDIJ))) == (date(2024, 2, 1), date(2027, 2, 28))

    def test_a_measure_that_goes_to_another_gi_goes_on_for_that_one(self) -> None:
        history = known(supervised(), ProtectionMeasureTransferred(occurred_on=date(2024, 5, 1), measure_id="ots-1", gi="gi-brabant"))
        assert days_of_sight(LIMBURG, history) == (date(2024, 2, 1), date(2024, 5, 15))
        assert days_of_sight(BRABANT, history) == (date(2024, 5, 1), date(2024, 8, 15))

    def test_a_measure_that_never_was_gives_no_sight(self) -> None:
        history = known(supervised(), Voided(occurred_on=date(2024, 3, 1), target_version=2, reason=Words("Ander kind.")))
        assert days_of_sight(LIMBURG, history) == (None, None)

    def test_a_measure_that_names_no_gi_gives_none_sight_until_it_is_transferred(self) -> None:
        history = known(supervised(gi=None))
        assert days_of_sight(LIMBURG, history) == (None, None)

    def test_to_have_sat_on_the_team_gives_no_sight(self) -> None:
        story = Story.opened().and_(
            "team-review-held",
            "2025-02-01",
            team="idt",
            participants=[{"role": "jeugdbeschermer", "organisation": "gi-limburg"}],
            youth="present",
            advice={"setting": "leefhuis"},
        )
        assert not rights(LIMBURG, story.trajectory, TODAY).sees


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


EMERGENCY = datetime(2026, 3, 2, 14, tzinfo=UTC)


@pytest.mark.parametrize(("hours", "opened"), [(0, True), (2.9, True), (3, False), (30, False)])
def test_access_taken_in_an_emergency_opens_facts_and_words_for_three_hours(hours: float, opened: bool) -> None:
    story = Story.opened().and_("home-municipality-determined", "2025-06-01", municipality="1954", **{"from": "2025-06-01"})
    story = story.at(EMERGENCY).and_("glass-broken", "2026-03-02", break_id="nood-1", reason="De politie belt.")
    taken = story.trajectory.breaks[0]
    allowed = rights(taken.by, story.trajectory, TODAY, now=taken.at + timedelta(hours=hours))
    assert (allowed.sees, allowed.reads_words) == (opened, opened)
    assert allowed.ground == ("emergency" if opened else None)


def test_it_opens_nothing_to_anybody_else() -> None:
    story = Story.opened().and_("home-municipality-determined", "2025-06-01", municipality="1954", **{"from": "2025-06-01"})
    story = story.at(EMERGENCY).and_("glass-broken", "2026-03-02", break_id="nood-1", reason="De politie belt.")
    taken = story.trajectory.breaks[0]
    for another in (heerlen("een ander"), actor(Role.PROVIDER, "GM0917", taken.by.subject)):
        assert not rights(another, story.trajectory, TODAY, now=taken.at).sees


def test_it_is_looked_into_within_five_days() -> None:
    story = Story.opened().at(EMERGENCY).and_("glass-broken", "2026-03-02", break_id="nood-1", reason="De politie belt.")
    open_then = {d.kind: d for d in deadlines_on(story.trajectory, date(2026, 3, 2))}["glass-review"]
    assert (open_then.due_on, open_then.about) == (date(2026, 3, 7), "nood-1")
    assert date(2026, 3, 2) in open_then.alerts
    story = story.at(EMERGENCY + timedelta(days=2)).and_("glass-reviewed", "2026-03-04", break_id="nood-1", justified=True)
    assert "glass-review" not in {d.kind for d in deadlines_on(story.trajectory, date(2026, 3, 5))}


@pytest.mark.parametrize(
    ("says", "impossible"), [("2026-03-02", set()), ("2026-03-01", set()), ("2026-02-28", {"I-date"}), ("2025-01-27", {"I-date"})]
)
def test_it_is_taken_on_the_day_of_recording_or_around_midnight_the_day_before(says: str, impossible: set[str]) -> None:
    proposed = Story.opened().at(EMERGENCY).when("glass-broken", says, break_id="nood-1", reason="De politie belt.")
    assert refused(proposed) == impossible


def test_the_days_to_look_into_it_count_from_when_it_was_recorded() -> None:
    story = Story.opened().at(EMERGENCY).and_("glass-broken", "2026-03-01", break_id="nood-1", reason="De politie belt.")
    open_then = {d.kind: d for d in deadlines_on(story.trajectory, date(2026, 3, 2))}["glass-review"]
    assert (open_then.since, open_then.due_on) == (date(2026, 3, 2), date(2026, 3, 7))


class TestAProviderThatIsAsked:
    ASKED = Story.opened().and_("place-search-started", "2026-04-01", setting="leefhuis", provider="xonar")

    def test_sees_for_as_long_as_the_request_stands(self) -> None:
        for day in (date(2026, 4, 1), date(2026, 5, 2), date(2027, 4, 1)):
            assert rights(actor(Role.PROVIDER, "xonar"), self.ASKED.trajectory, day).sees
            assert not rights(actor(Role.PROVIDER, "koraal"), self.ASKED.trajectory, day).sees

    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            pytest.param("place-declined", {"setting": "leefhuis", "provider": "xonar", "by": "provider"}, id="it declined"),
            pytest.param("place-declined", {"setting": "leefhuis", "by": "jeugdige"}, id="all were declined"),
            pytest.param("admitted", {"setting": "leefhuis", "provider": "koraal"}, id="he came to stay elsewhere"),
            pytest.param("trajectory-closed", {}, id="it was closed"),
            pytest.param("died", {}, id="he died"),
        ],
    )
    def test_sees_until_thirty_days_after_the_request_ended(self, kind: str, data: dict[str, Any]) -> None:
        ended = self.ASKED.and_(kind, "2026-05-20", **data)
        xonar = actor(Role.PROVIDER, "xonar")
        assert rights(xonar, ended.trajectory, date(2026, 6, 19)).sees
        assert not rights(xonar, ended.trajectory, date(2026, 6, 20)).sees

    def test_goes_on_seeing_it_if_another_declined_or_he_was_somewhere_before(self) -> None:
        # given: he is with koraal, and another place is looked for
        living = Story.opened().and_("admitted", "2026-04-01", setting="leefhuis", provider="koraal")
        asked = living.and_("place-search-started", "2026-04-01", setting="leefhuis", provider="xonar")
        # when another provider declines
        asked = asked.and_("place-declined", "2026-04-03", setting="leefhuis", provider="koraal", by="provider")
        # then the request to this one stands
        assert rights(actor(Role.PROVIDER, "xonar"), asked.trajectory, date(2026, 9, 1)).sees

    def test_a_search_that_asks_nobody_opens_it_to_nobody(self) -> None:
        story = Story.opened().and_("place-search-started", "2026-04-01", setting="leefhuis")
        assert not rights(actor(Role.PROVIDER, "xonar"), story.trajectory, date(2026, 4, 1)).sees

    def test_does_not_go_on_seeing_it_by_naming_itself(self) -> None:
        asked = Story.opened().and_("place-search-started", "2026-04-01", setting="leefhuis", provider="xonar").history.recorded[-1]
        itself = replace(asked, envelope=asked.envelope.model_copy(update={"actor": actor(Role.PROVIDER, "xonar")}))
        history = History((*Story.opened().history.recorded, itself))
        assert not rights(actor(Role.PROVIDER, "xonar"), history.trajectory, date(2026, 4, 2)).sees


def by(worker: Actor, recorded: Recorded) -> Recorded:
    """The same, recorded by somebody else."""
    return replace(recorded, envelope=recorded.envelope.model_copy(update={"actor": worker}))


KORAAL, XONAR = actor(Role.PROVIDER, "koraal"), actor(Role.PROVIDER, "xonar")


class TestOwnEvents:
    def test_are_what_the_organisation_recorded_as_a_provider(self) -> None:
        opened, *rest = Story.opened().and_("note-added", "2025-02-01", text="x").and_("note-added", "2025-02-02", text="y").recorded
        colleague = actor(Role.PROVIDER, "koraal", "een collega")
        history = History((opened, by(colleague, rest[0]), by(actor(Role.GI, "koraal"), rest[1])))
        assert [recorded.version for recorded in own_events(KORAAL, alone(KORAAL), history)] == [2]
        assert own_events(XONAR, alone(XONAR), history) == ()
        for role in set(Role) - {Role.PROVIDER}:
            assert own_events(actor(role, "koraal"), alone(KORAAL), history) == (), role


JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
THIRD = actor(Role.PROVIDER, "via-jeugd")


class TestAProviderThatIsSucceeded:
    """Koraal by XONAR on 1 January 2026, and XONAR by VIA Jeugd on 1 March."""

    REGION = region_of(
        Recorded(REGISTER_ID, number, number, noon(JANUARY), envelope(), entry)
        for number, entry in enumerate(
            (
                *(ProviderListed(occurred_on=date(2015, 1, 1), provider=code, name=code) for code in ("koraal", "xonar", "via-jeugd")),
                ProviderSucceeded(occurred_on=JANUARY, provider="koraal", successor="xonar"),
                ProviderSucceeded(occurred_on=MARCH, provider="xonar", successor="via-jeugd"),
            ),
            start=1,
        )
    )

    def seers(self, story: Story, day: date) -> list[str]:
        return [
            each.organisation
            for each in (KORAAL, XONAR, THIRD)
            if rights(each, story.trajectory, day, succession=succession_of(each, self.REGION, day)).sees
        ]

    @pytest.mark.parametrize(
        ("day", "seers"),
        [
            (date(2025, 12, 31), ["koraal"]),
            (date(2026, 1, 1), ["koraal", "xonar"]),
            (date(2026, 1, 31), ["koraal", "xonar"]),
            (date(2026, 2, 1), ["xonar"]),
            (date(2026, 3, 1), ["xonar", "via-jeugd"]),
            (date(2026, 3, 31), ["xonar", "via-jeugd"]),
            (date(2026, 4, 1), ["via-jeugd"]),
        ],
    )
    def test_hands_on_what_runs_to_who_took_over_and_sees_it_for_thirty_days_more(self, day: date, seers: list[str]) -> None:
        stay = Story.opened().and_("admitted", "2025-02-01", setting="leefhuis")
        assert self.seers(stay, day) == seers
        help_given = Story.opened().and_("help-started", "2025-02-01", kind="ambulant", provider="koraal")
        assert self.seers(help_given, day) == seers

    @pytest.mark.parametrize(
        ("left_on", "last_day"), [("2025-12-15", date(2026, 1, 14)), ("2026-01-15", date(2026, 2, 14)), ("2026-04-15", date(2026, 5, 15))]
    )
    def test_was_entitled_to_no_more_than_its_successor_is(self, left_on: str, last_day: date) -> None:
        left = Story.opened().and_("admitted", "2025-02-01", setting="leefhuis").and_("discharged", left_on, destination="home")
        assert self.seers(left, last_day)[-1] == ("via-jeugd" if last_day >= MARCH else "xonar")
        assert self.seers(left, last_day + timedelta(days=1)) == []

    def test_asked_for_a_place_it_hands_on_that_too(self) -> None:
        asked = Story.opened().and_("place-search-started", "2025-12-20", setting="leefhuis", provider="koraal")
        assert self.seers(asked, date(2026, 1, 19)) == ["koraal", "xonar"]
        assert self.seers(asked, date(2026, 4, 1)) == ["via-jeugd"]
        declined = asked.and_("place-declined", "2026-04-15", setting="leefhuis", provider="koraal", by="provider")
        assert self.seers(declined, date(2026, 5, 15)) == ["via-jeugd"]
        assert self.seers(declined, date(2026, 5, 16)) == []

    def test_leaves_what_it_recorded_to_be_read_and_put_right_by_its_successor(self) -> None:
        story = Story.opened().and_("plan-adopted", "2025-02-01", plan_id="plan-1", with_jeugdige=True, consulted=["parents"])
        plan = by(KORAAL, story.recorded[-1])
        history = History((story.recorded[0], plan))
        voided = Voided(occurred_on=TODAY, target_version=2, reason=Words("Vergist."))
        for worker, day, may in (
            (XONAR, date(2025, 12, 31), False),
            (XONAR, JANUARY, True),
            (THIRD, date(2026, 2, 28), False),
            (THIRD, MARCH, True),
            (XONAR, MARCH, True),
            (KORAAL, MARCH, True),
        ):
            succession = succession_of(worker, self.REGION, day)
            assert reads_confided(worker, succession, plan) == may
            assert may_undo(worker, succession, voided, plan, confided=True) == may
            assert bool(own_events(worker, succession, history)) == may

    def test_reads_nothing_of_what_its_successor_records(self) -> None:
        story = Story.opened().and_("plan-adopted", "2026-01-05", plan_id="plan-1", with_jeugdige=True, consulted=["parents"])
        succession = succession_of(KORAAL, self.REGION, MARCH)
        assert not reads_confided(KORAAL, succession, by(XONAR, story.recorded[-1]))
        assert own_events(KORAAL, succession, History((story.recorded[0], by(XONAR, story.recorded[1])))) == ()

    def test_is_succeeded_as_a_provider_alone(self) -> None:
        for role in set(Role) - {Role.PROVIDER}:
            assert succession_of(actor(role, "xonar"), self.REGION, JANUARY) == alone(XONAR), role


class TestAMunicipalityThatMerged:
    """Heerlen (0917) into Sittard-Geleen (1883) on 1 January 2026, and that into Beekdaelen (1954) on 1 March.
    Wet algemene regels herindeling 44, first paragraph: all its rights and duties go over on that day."""

    REGION = region_of(
        Recorded(REGISTER_ID, number, number, noon(JANUARY), envelope(), entry)
        for number, entry in enumerate(
            (
                *(MunicipalityListed(occurred_on=date(2015, 1, 1), municipality=code, name=code) for code in ("0917", "1883", "1954")),
                MunicipalityMerged(occurred_on=JANUARY, municipality="0917", into="1883"),
                MunicipalityMerged(occurred_on=MARCH, municipality="1883", into="1954"),
            ),
            start=1,
        )
    )
    HEERLEN = heerlen()
    SITTARD = actor(Role.PROCESREGISSEUR, "GM1883", "pr-sittard-1")
    BEEKDAELEN = actor(Role.PROCESREGISSEUR, "GM1954", "pr-beekdaelen-1")
    FEBRUARY = date(2026, 2, 1)

    def succession(self, worker: Actor, day: date) -> Succession:
        return succession_of(worker, self.REGION, day)

    def rights(self, worker: Actor, story: Story, day: date, governance: Governance = UNGOVERNED) -> Rights:
        return rights(worker, story.trajectory, day, governance, succession=self.succession(worker, day))

    def of_heerlen(self) -> Story:
        return Story.opened().and_("procesregisseur-assigned", "2025-02-01", subject="pr-heerlen-1")

    @pytest.mark.parametrize(
        ("day", "seers"),
        [
            (date(2025, 12, 31), ["GM0917"]),
            (date(2026, 1, 1), ["GM1883"]),
            (date(2026, 2, 28), ["GM1883"]),
            (date(2026, 3, 1), ["GM1954"]),
            (date(2027, 3, 1), ["GM1954"]),
        ],
    )
    def test_hands_on_all_its_trajectories_on_that_day_and_sees_none_any_more(self, day: date, seers: list[str]) -> None:
        story = self.of_heerlen()
        assert [each.organisation for each in (self.HEERLEN, self.SITTARD, self.BEEKDAELEN) if self.rights(each, story, day).sees] == seers

    def test_the_same_procesregisseur_reads_on_at_the_one_that_it_is_part_of_and_his_new_colleagues_do_not(self) -> None:
        story, same = self.of_heerlen(), actor(Role.PROCESREGISSEUR, "GM1883", "pr-heerlen-1")
        assert self.rights(same, story, self.FEBRUARY).ground == "assigned"
        assert self.rights(self.SITTARD, story, self.FEBRUARY).ground == "home municipality"
        assert not self.rights(self.SITTARD, story, self.FEBRUARY).reads_words
        assert self.rights(self.HEERLEN, story, self.FEBRUARY) == NOTHING

    def test_who_stood_in_for_him_goes_on_standing_in(self) -> None:
        june = {"from": date(2025, 6, 1), "until": date(2026, 7, 1)}
        about: dict[str, Any] = {
            "occurred_on": date(2025, 6, 1),
            "deputy_id": "w-1",
            "absent": "pr-heerlen-1",
            "deputy": "pr-heerlen-2",
            **june,
        }
        around = envelope().model_copy(update={"actor": actor(Role.ADMINISTRATOR, "GM0917")})
        appointed = governance_of([Recorded(GOVERNANCE_ID, 1, 1, noon(JANUARY), around, DeputyAppointed.model_validate(about))])

        deputy, elsewhere = (actor(Role.PROCESREGISSEUR, organisation, "pr-heerlen-2") for organisation in ("GM1883", "GM1954"))
        assert self.rights(deputy, self.of_heerlen(), self.FEBRUARY, appointed).ground == "deputy"
        assert not self.rights(elsewhere, self.of_heerlen(), self.FEBRUARY, appointed).sees

    def test_hands_on_the_period_that_it_kept_of_who_had_left_it(self) -> None:
        history = known(
            assigned(date(2024, 3, 1), "pr-heerlen-1"),
            home(date(2024, 6, 1), "0935", date(2024, 6, 1)),
        )
        same = actor(Role.PROCESREGISSEUR, "GM1883", "pr-heerlen-1")

        kept = own_period(self.HEERLEN, self.succession(self.HEERLEN, date(2025, 12, 31)), history, date(2025, 12, 31))
        assert kept is not None
        assert kept.reads_words
        assert own_period(same, self.succession(same, JANUARY), history, JANUARY) == kept
        assert own_period(self.SITTARD, self.succession(self.SITTARD, JANUARY), history, JANUARY) == replace(kept, reads_words=False)
        assert own_period(self.HEERLEN, self.succession(self.HEERLEN, JANUARY), history, JANUARY) is None

    def test_who_left_it_for_the_one_that_it_became_part_of_never_left(self) -> None:
        history = known(home(date(2024, 6, 1), "1883", date(2024, 6, 1)))
        succession = self.succession(self.SITTARD, JANUARY)
        assert rights(self.SITTARD, history.trajectory, JANUARY, succession=succession).sees
        assert own_period(self.SITTARD, succession, history, JANUARY) is None

    def test_what_it_recorded_and_is_confided_is_read_and_put_right_at_the_one_that_it_is_part_of(self) -> None:
        plan = by(self.HEERLEN, self.of_heerlen().and_("plan-adopted", "2025-03-01", plan_id="plan-1", with_jeugdige=True).recorded[-1])
        voided = Voided(occurred_on=TODAY, target_version=plan.version, reason=Words("Vergist."))
        for worker, day, may in (
            (self.HEERLEN, date(2025, 12, 31), True),
            (self.SITTARD, date(2025, 12, 31), False),
            (self.HEERLEN, JANUARY, False),
            (self.SITTARD, JANUARY, True),
            (self.BEEKDAELEN, JANUARY, False),
            (self.BEEKDAELEN, MARCH, True),
        ):
            assert reads_confided(worker, self.succession(worker, day), plan) == may
            assert may_undo(worker, self.succession(worker, day), voided, plan, confided=True) == may

    def test_what_began_before_that_day_is_opened_late_by_the_one_that_it_is_part_of(self) -> None:
        opening = self.of_heerlen().recorded[0].event
        for worker, day, may in (
            (self.HEERLEN, date(2025, 12, 31), True),
            (self.SITTARD, date(2025, 12, 31), False),
            (self.HEERLEN, JANUARY, False),
            (self.SITTARD, JANUARY, True),
            (self.BEEKDAELEN, MARCH, True),
        ):
            assert may_open(worker, self.succession(worker, day), opening) == may

    def test_access_that_was_taken_in_an_emergency_the_night_before_ends_with_it(self) -> None:
        taken = self.of_heerlen().when("glass-broken", "2025-12-31", reason="Spoed.").recorded
        midnight = datetime.combine(JANUARY, time(), AMSTERDAM)
        history = self.of_heerlen().history.with_next(replace(by(self.SITTARD, taken), recorded_at=midnight - timedelta(hours=1)))
        later = midnight + timedelta(hours=1)
        assert rights(self.SITTARD, history.trajectory, JANUARY, now=later).ground == "emergency"
        gone = Succession(frozenset(), JANUARY)
        assert rights(self.SITTARD, history.trajectory, JANUARY, now=later, succession=gone) == NOTHING

    def test_is_succeeded_in_the_work_of_a_municipality_alone(self) -> None:
        for role in set(Role) - {Role.PROCESREGISSEUR, Role.ADMINISTRATOR}:
            assert self.succession(actor(role, "GM0917"), JANUARY) == alone(self.HEERLEN), role
        for organisation in ("0917", "GM9999", "gm0917", "jeugdspoor"):
            somebody = actor(Role.ADMINISTRATOR, organisation)
            assert self.succession(somebody, JANUARY) == alone(somebody)


def safety(day: date, level: SafetyLevel = SafetyLevel.PLACE_HIDDEN) -> SafetyFlagSet:
    return SafetyFlagSet(occurred_on=day, level=level)


class TestWhoLifts:
    """Flags that Koraal and XONAR set: versions 2 and 3."""

    def history(self, *setters: Actor) -> History:
        opened, *flags = known(*(safety(date(2024, 2, number)) for number, _ in enumerate(setters, start=1))).recorded
        return History((opened, *(by(setter, flag) for setter, flag in zip(setters, flags, strict=True))))

    def may(self, worker: Actor, before: History, event: Event, *, succeeded: tuple[Actor, ...] = ()) -> bool:
        last = before.recorded[-1]
        added = by(worker, replace(last, version=last.version + 1, position=last.position + 1, event=event))
        succession = Succession(frozenset(each.organisation for each in (worker, *succeeded)))
        return may_lift(worker, succession, before, before.with_next(added))

    def test_the_procesregisseur_and_who_set_all_that_stand(self) -> None:
        lifted = safety(TODAY, SafetyLevel.LIFTED)
        assert self.may(heerlen(), self.history(KORAAL, XONAR), lifted)
        assert self.may(KORAAL, self.history(KORAAL, KORAAL), lifted)
        for worker in (KORAAL, XONAR, LIMBURG):
            assert not self.may(worker, self.history(KORAAL, XONAR), lifted)

    def test_who_succeeded_them(self) -> None:
        assert self.may(XONAR, self.history(KORAAL, XONAR), safety(TODAY, SafetyLevel.LIFTED), succeeded=(KORAAL,))

    def test_a_flag_that_was_lifted_already_is_nobody_s_any_more(self) -> None:
        opened, koraals, xonars = self.history(KORAAL, XONAR).recorded
        lifted = replace(xonars, version=3, position=3, event=safety(date(2024, 3, 1), SafetyLevel.LIFTED))
        anew = replace(xonars, version=4, position=4)
        assert self.may(XONAR, History((opened, koraals, lifted, anew)), safety(TODAY, SafetyLevel.LIFTED))

    def test_nobody_by_correcting_what_he_recorded_himself(self) -> None:
        to_lifted = Corrected(occurred_on=TODAY, target_version=3, data={"level": "lifted"}, reason=Words("Vergist."))
        assert not self.may(XONAR, self.history(KORAAL, XONAR), to_lifted)
        assert self.may(heerlen(), self.history(KORAAL, XONAR), to_lifted)

    def test_nobody_by_bringing_back_a_lifting_of_his_own(self) -> None:
        opened, xonars, koraals = self.history(XONAR, KORAAL).recorded
        lifted = by(XONAR, replace(xonars, version=3, position=3, event=safety(date(2024, 3, 1), SafetyLevel.LIFTED)))
        voided = Voided(occurred_on=TODAY, target_version=3, reason=Words("Toch niet."))
        taken_back = by(XONAR, replace(xonars, version=4, position=4, event=voided))
        history = History((opened, xonars, lifted, taken_back, replace(koraals, version=5, position=5)))
        assert not self.may(XONAR, history, Voided(occurred_on=TODAY, target_version=4, reason=Words("Toch wel.")))

    def test_whoever_records_anything_else_lifts_nothing(self) -> None:
        assert self.may(LIMBURG, self.history(KORAAL, XONAR), safety(TODAY))
        assert self.may(XONAR, self.history(KORAAL, XONAR), Voided(occurred_on=TODAY, target_version=3, reason=Words("Ander kind.")))


TOM = actor(Role.JEUGDIGE, "digid", str(TRAJECTORY))


class TestTheWordsThatAJeugdigeReads:
    """After the opening: 2 an own statement, 3 and 4 notes, 5 a correction of the last."""

    def told(self) -> Story:
        story = Story.opened().and_("own-statement-added", "2025-02-01", text="Ik wil naar huis.")
        story = story.and_("note-added", "2025-02-02", text="x").and_("note-added", "2025-02-03", text="y")
        return story.and_("corrected", "2025-02-04", target_version=4, data={"text": "z"}, reason="anders")

    def read(self, story: Story) -> set[int]:
        return set(own_words(TOM, alone(TOM), story.history))

    def test_are_the_own_until_inspection_is_granted_and_then_what_was_recorded_before(self) -> None:
        story = self.told()
        assert self.read(story) == {1, 2}
        story = story.and_("access-granted", "2025-03-01", by="jeugdige").and_("note-added", "2025-03-02", text="later")
        assert self.read(story) == {1, 2, 3, 4, 5}

    def test_are_none_of_what_is_left_out_nor_of_what_undoes_it(self) -> None:
        story = self.told().and_("voided", "2025-02-05", target_version=5, reason="toch niet")
        story = story.and_("access-granted", "2025-03-01", by="jeugdige", in_part=True, withheld=[4])
        assert self.read(story) == {1, 2, 3}

    def test_are_what_the_newest_grant_says(self) -> None:
        first = self.told().and_("access-granted", "2025-03-01", by="jeugdige", in_part=True, withheld=[3])
        assert self.read(first) == {1, 2, 4, 5}
        assert self.read(first.and_("access-granted", "2025-03-02", by="representative")) == {1, 2, 3, 4, 5, 6}
        assert self.read(first.and_("access-granted", "2025-03-02", by="jeugdige", in_part=True, withheld=[1, 2, 4])) == {1, 2, 3, 6}

    def test_are_what_the_grant_says_today(self) -> None:
        story = self.told().and_("access-granted", "2025-03-01", by="jeugdige")
        left_out = story.and_("corrected", "2025-03-02", target_version=6, data={"in_part": True, "withheld": [3]}, reason="over een ander")
        assert self.read(left_out) == {1, 2, 4, 5}
        assert self.read(story.and_("voided", "2025-03-02", target_version=6, reason="aan een ander")) == {1, 2}

    def test_a_grant_in_part_that_does_not_say_what_is_left_out_changes_nothing(self) -> None:
        story = self.told().and_("access-granted", "2025-03-01", by="jeugdige", in_part=True)
        assert self.read(story) == {1, 2}
        before = self.told().and_("access-granted", "2025-02-28", by="jeugdige")
        assert self.read(before.and_("access-granted", "2025-03-01", by="jeugdige", in_part=True)) == {1, 2, 3, 4, 5}

    @pytest.mark.parametrize("by", ["parents", "guardian"])
    def test_are_no_more_by_what_others_were_granted(self, by: str) -> None:
        assert self.read(self.told().and_("access-granted", "2025-03-01", by=by, despite=["L22"])) == {1, 2}

    def test_are_not_the_reason_that_somebody_gave_beside_the_own_identity(self) -> None:
        changed = Story.opened().and_("identity-changed", "2025-02-01", surname="Zwart")
        assert self.read(changed) == {1, 2}
        assert self.read(Story.opened().and_("identity-changed", "2025-02-01", surname="Zwart", despite=["L21"])) == {1}

    def test_are_read_so_by_no_other_role(self) -> None:
        history = self.told().and_("access-granted", "2025-03-01", by="jeugdige").history
        for role in set(Role) - {Role.JEUGDIGE}:
            worker = actor(role, "GM0917", TOM.subject)
            assert own_words(worker, alone(worker), history) == set(), role


class TestTheWordsThatAnOrganisationReads:
    """After the opening: 2 a note of koraal, 3 one of xonar, 4 koraal's correction of its own, 5 a note of the GI of the same name."""

    def history(self) -> History:
        story = Story.opened().and_("note-added", "2025-02-01", text="x").and_("note-added", "2025-02-02", text="y")
        story = story.and_("corrected", "2025-02-03", target_version=2, data={"text": "z"}, reason="anders")
        opened, *rest = story.and_("note-added", "2025-02-04", text="w").recorded
        authors = (KORAAL, XONAR, KORAAL, actor(Role.GI, "koraal"))
        return History((opened, *(by(author, each) for author, each in zip(authors, rest, strict=True))))

    def test_are_those_that_it_recorded_itself_in_that_role(self) -> None:
        for author, versions in ((KORAAL, {2, 4}), (XONAR, {3}), (actor(Role.GI, "koraal"), {5})):
            assert own_words(author, alone(author), self.history()) == versions

    def test_are_those_of_whom_it_succeeded(self) -> None:
        assert own_words(XONAR, Succession(frozenset({"xonar", "koraal"})), self.history()) == {2, 3, 4}

    def test_are_never_who_the_jeugdige_is(self) -> None:
        # given an import in which a provider stands as the recorder of the identity, and of its correction
        story = Story.opened().and_("identity-changed", "2025-02-01", surname="Zwart")
        story = story.and_("corrected", "2025-02-02", target_version=1, data={"gender": "female"}, reason="anders")
        history = History(tuple(by(KORAAL, each) for each in story.recorded))
        # then it reads none of it
        assert own_words(KORAAL, alone(KORAAL), history) == set()


class TestWhatIsConfided:
    """A plan that Koraal recorded as a provider, and what is done to it."""

    def plan(self) -> Recorded:
        story = Story.opened().and_("plan-adopted", "2025-02-01", plan_id="plan-1", with_jeugdige=True, consulted=["parents"])
        return by(KORAAL, story.recorded[-1])

    def test_is_read_by_the_organisation_in_the_role_in_which_it_recorded_it(self) -> None:
        assert reads_confided(actor(Role.PROVIDER, "koraal", "een collega"), alone(KORAAL), self.plan())
        for role in set(Role) - {Role.PROVIDER, Role.AUDITOR, Role.JEUGDIGE}:
            assert not reads_confided(actor(role, "koraal"), alone(KORAAL), self.plan()), role
        for role in (Role.AUDITOR, Role.JEUGDIGE):
            assert reads_confided(actor(role, "inspectie"), alone(actor(role, "inspectie")), self.plan())

    @pytest.mark.parametrize(
        "undoing",
        [
            Voided(occurred_on=TODAY, target_version=2, reason=Words("Vergist.")),
            Corrected(occurred_on=TODAY, target_version=2, data={"consulted": []}, reason=Words("Vergist.")),
        ],
        ids=["voided", "corrected"],
    )
    def test_is_put_right_by_that_organisation_alone(self, undoing: Voided | Corrected) -> None:
        assert may_undo(KORAAL, alone(KORAAL), undoing, self.plan(), confided=True)
        for other in (heerlen(), actor(Role.PROVIDER, "xonar"), actor(Role.GI, "koraal")):
            assert not may_undo(other, alone(other), undoing, self.plan(), confided=True)

    def test_what_is_not_is_put_right_by_the_procesregisseur_too(self) -> None:
        voided = Voided(occurred_on=TODAY, target_version=2, reason=Words("Vergist."))
        assert may_undo(heerlen(), alone(heerlen()), voided, self.plan(), confided=False)
        assert not may_undo(XONAR, alone(XONAR), voided, self.plan(), confided=False)

    def test_that_a_committee_annulled_it_the_procesregisseur_records(self) -> None:
        annulled = Annulled.model_validate_json('{"occurred_on": "2025-03-01", "target_version": 2, "by": "klachtencommissie"}')
        assert may_undo(heerlen(), alone(heerlen()), annulled, self.plan(), confided=True)
        assert not may_undo(LIMBURG, alone(LIMBURG), annulled, self.plan(), confided=True)


class TestWhatAnotherRoleOfTheOrganisationRecorded:
    """A worker and the privacy officer of a provider sign in for one organisation."""

    def test_is_put_right_by_who_could_have_recorded_it_alone(self) -> None:
        # given
        officer = actor(Role.PRIVACY_OFFICER, "koraal")
        hold = by(officer, Story.opened().and_("legal-hold-placed", "2025-02-01", ground="statutory_bar", reason="Procedure").recorded[-1])
        note = by(actor(Role.GI, "koraal"), Story.opened().and_("note-added", "2025-02-01", text="Gesproken").recorded[-1])
        voided = Voided(occurred_on=TODAY, target_version=2, reason=Words("Weg."))
        # then
        assert not may_undo(KORAAL, alone(KORAAL), voided, hold, confided=False)
        assert may_undo(heerlen(), alone(heerlen()), voided, hold, confided=False)
        assert may_undo(KORAAL, alone(KORAAL), voided, note, confided=False)


class TestADeputy:
    """Of `pr-heerlen-1`, in June 2026."""

    def appointed(self, organisation: str) -> Governance:
        june = {"from": date(2026, 6, 1), "until": date(2026, 7, 1)}
        about: dict[str, Any] = {"occurred_on": TODAY, "deputy_id": "w-1", "absent": "pr-heerlen-1", "deputy": "pr-heerlen-2", **june}
        around = envelope().model_copy(update={"actor": actor(Role.ADMINISTRATOR, organisation)})
        recorded = Recorded(GOVERNANCE_ID, 1, 1, noon(TODAY), around, DeputyAppointed.model_validate(about))
        return governance_of([recorded])

    def test_reads_words_within_the_organisation_that_made_the_appointment(self) -> None:
        trajectory = Story.opened().and_("procesregisseur-assigned", "2025-02-01", subject="pr-heerlen-1").trajectory
        deputy = heerlen("pr-heerlen-2")
        assert rights(deputy, trajectory, TODAY, self.appointed("GM0917")).ground == "deputy"
        assert not rights(deputy, trajectory, TODAY, self.appointed("GM1954")).reads_words
        assert not rights(deputy, trajectory, date(2026, 7, 1), self.appointed("GM0917")).reads_words
        assert not rights(heerlen("pr-heerlen-3"), trajectory, TODAY, self.appointed("GM0917")).reads_words

"""Legal cover: under which title each closed night was spent, in the cases where that is hard (L1, L3, L6, L11). Each names its article."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.codes import Setting
from domain.envelope import Recorded
from domain.events import REGISTER_ID, AccommodationDeregistered, LocationOpened, MunicipalityListed, ProviderListed, RegisterEvent
from domain.fold import title as fold
from domain.judging import Case, judge
from domain.law.cover import legal_cover
from domain.parameters import Dated
from domain.region import Region, region_of
from domain.rules import cover as rules
from tests.domain.law.titles_told import NOT_UNDER_TEST, closed, conditional, covered, found, granted, left, opened, placed
from tests.domain.stories import HEERLEN, LONG_AGO, NOW, Story, envelope, event, refused, stopped


class TestConditionalAdmissionTerm:
    """L3: Jeugdwet 6.1.6(5): the rest of the title, and no longer than six months."""

    def test_six_months_after_the_decision_it_is_over(self) -> None:
        story = conditional(until="2026-02-01")
        assert covered(story) == [("2025-03-03", "2025-09-03", "T"), ("2025-09-03", None, None)]
        assert found(story, "L3") == found(story, "L1") == [("2025-09-03", None)]

    def test_so_it_is_at_the_end_of_the_title(self) -> None:
        story = conditional(until="2025-08-01")
        assert found(story, "L3") == [("2025-08-01", None)]

    @pytest.mark.parametrize(("left_on", "expected"), [("2025-09-03", []), ("2025-09-04", [("2025-09-03", "2025-09-04")])])
    def test_who_leaves_in_time_breaches_nothing(self, left_on: str, expected: list[object]) -> None:
        assert found(left(conditional(until="2026-02-01"), left_on), "L3") == expected

    def test_a_machtiging_that_takes_over_ends_it(self) -> None:
        story = conditional(until="2026-02-01")
        assert found(granted(story, "2025-08-30", "2025-09-03", "2026-03-03", "M"), "L3") == []
        assert found(granted(story, "2025-09-05", "2025-09-06", "2026-03-03", "M"), "L3") == [("2025-09-03", "2025-09-06")]

    def test_nights_that_are_uncovered_later_are_not_its_own(self) -> None:
        story = granted(conditional(until="2026-02-01"), "2025-09-05", "2025-09-06", "2025-12-06", "M")
        assert found(story, "L3") == [("2025-09-03", "2025-09-06")]
        assert found(story, "L1") == [("2025-09-03", "2025-09-06"), ("2025-12-06", None)]

    def test_nor_are_nights_that_were_uncovered_before_its_end(self) -> None:  # 6.1.12(5): suspended, and still inside
        story = conditional(until="2026-02-01").and_("title-suspended", "2025-04-01", title_id="T", despite=NOT_UNDER_TEST)
        story = story.and_("suspension-withdrawn", "2025-04-05", title_id="T")
        assert found(story, "L3") == [("2025-09-03", None)]
        assert found(story, "L1") == [("2025-04-01", "2025-04-05"), ("2025-09-03", None)]

    def test_who_came_back_after_it_is_not_inside_on_it(self) -> None:
        story = closed(left(conditional(until="2026-02-01"), "2025-05-01"), "2025-09-03", "S2")
        assert found(story, "L3") == []
        assert found(story, "L1")[-1] == ("2025-09-03", None)

    def test_nor_who_came_after_the_title(self) -> None:
        story = left(conditional(until="2025-08-01"), "2025-07-31")
        assert found(closed(story, "2025-08-01", "S2"), "L3") == []

    def test_an_admission_that_was_annulled_is_not_too_long(self) -> None:  # RBLIM:2021:5625: L1 alone
        story = conditional(until="2026-02-01").and_(
            "annulled", "2025-03-20", target_version=3, by="kinderrechter", left_on="2025-03-24", despite=NOT_UNDER_TEST
        )
        assert found(story, "L3") == []
        assert found(story, "L1") == [("2025-03-20", "2025-03-24")]

    def test_a_second_decision_begins_a_new_term(self) -> None:
        story = left(conditional(until="2026-02-01"), "2025-05-01")
        story = story.and_("conditional-admission-decided", "2025-07-01", title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        story = closed(story, "2025-07-01", "S2")
        assert covered(story) == [("2025-03-03", "2025-05-01", "T"), ("2025-07-01", "2026-01-01", "T"), ("2026-01-01", None, None)]
        assert found(story, "L3") == [("2026-01-01", None)]

    def test_nights_beyond_two_admissions_are_found_once(self) -> None:  # 6.1.6(5): both end with the title
        story = left(conditional(until="2025-08-01"), "2025-05-01")
        story = story.and_("conditional-admission-decided", "2025-07-01", title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        story = closed(story, "2025-07-01", "S2")
        assert found(story, "L3") == [("2025-08-01", None)]

    def again(self, decided: str, *, left_on: str | None = None) -> Story:
        """Decided on 28 February and inside from 3 March, on a title to 10 January 2026; a second decision follows."""
        dates = ("2025-01-10", "2025-01-10", "2026-01-10")
        story = granted(opened(), *dates, kind="voorwaardelijke_machtiging", prolongation=True, authorised_admitter="B. Zwart")
        story = story.and_("conditional-admission-decided", "2025-02-28", title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        story = closed(story, "2025-03-03")
        story = left(story, left_on) if left_on else story
        story = story.and_("conditional-admission-decided", decided, title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        return closed(story, decided, "S2") if left_on else story

    @pytest.mark.parametrize("decided", ["2025-03-04", "2025-08-20", "2025-08-27", "2025-08-28", "2025-09-10"])
    def test_one_made_while_he_stays_adds_nothing(self, decided: str) -> None:  # 6.1.6(5): six months, however often it is decided
        story = self.again(decided)
        assert covered(story) == [("2025-03-03", "2025-08-28", "T"), ("2025-08-28", None, None)]
        assert found(story, "L1") == found(story, "L3") == [("2025-08-28", None)]

    @pytest.mark.parametrize("left_on", ["2025-08-19", "2025-08-20"])
    def test_one_made_after_he_left_is_new(self, left_on: str) -> None:  # a new admission, to the end of the title
        story = self.again("2025-08-20", left_on=left_on)
        assert covered(story)[-2:] == [(covered(story)[-2][0], "2026-01-10", "T"), ("2026-01-10", None, None)]

    def test_a_move_to_another_closed_house_is_no_leaving(self) -> None:
        story = conditional(until="2026-02-01").and_(
            "moved", "2025-06-02", setting="gesloten", location="gesloten-2", stay_id="S2", kind="overplaatsing", despite=NOT_UNDER_TEST
        )
        story = story.and_("conditional-admission-decided", "2025-06-03", title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        assert covered(story)[0] == ("2025-03-03", "2025-09-03", "T")

    def test_what_was_before_the_first_decision_is_no_leaving(self) -> None:
        story = conditional(until="2026-02-01", decided=None)
        story = left(closed(granted(story, "2025-02-10", "2025-02-10", "2025-03-03", "E", "spoedmachtiging"), "2025-02-10"), "2025-03-03")
        for day in ("2025-03-03", "2025-06-03"):
            story = story.and_("conditional-admission-decided", day, title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
            story = closed(story, "2025-03-04", "S2") if day == "2025-03-03" else story
        assert covered(story)[-2:] == [("2025-03-04", "2025-09-03", "T"), ("2025-09-03", None, None)]

    def test_one_before_he_came_inside_is_new(self) -> None:
        story = conditional(until="2026-02-01", decided=None)
        for day in ("2025-03-03", "2025-04-01"):
            story = story.and_("conditional-admission-decided", day, title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        assert covered(closed(story, "2025-04-01")) == [("2025-04-01", "2025-10-01", "T"), ("2025-10-01", None, None)]

    def test_one_after_the_first_was_annulled_is_new_though_he_is_still_inside(self) -> None:  # RBLIM:2021:5625
        story = conditional(until="2026-02-01").and_(
            "annulled",
            "2025-03-20",
            target_version=3,
            by="kinderrechter",
            left_on="2025-04-10",
            revives_title_id="T",
            despite=NOT_UNDER_TEST,
        )
        story = story.and_("conditional-admission-decided", "2025-03-24", title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        assert covered(story) == [("2025-03-03", "2025-03-20", "T"), ("2025-03-20", "2025-03-24", None), ("2025-03-24", "2025-04-10", "T")]

    def test_nights_of_a_first_admission_that_was_annulled_are_marked_and_those_of_the_second_are_not(self) -> None:
        story = conditional(until="2026-02-01").and_(
            "annulled", "2025-03-20", target_version=3, by="kinderrechter", revives_title_id="T", despite=NOT_UNDER_TEST
        )
        story = story.and_("conditional-admission-decided", "2025-06-02", title_id="T", decided_by="B. Zwart", despite=NOT_UNDER_TEST)
        story = left(closed(story, "2025-06-02", "S2"), "2025-06-20")
        assert [(c.since.isoformat(), c.title_id, c.annulled_later) for c in legal_cover(story.trajectory)] == [
            ("2025-03-03", "T", True),
            ("2025-06-02", "T", False),
        ]


class TestEffectInThePast:
    """A night is counted to the title that had been decided on by then, before one with effect in the past (Jeugdwet 6.1.2)."""

    def late(self, **data: object) -> Story:
        """M covers from 3 April; L is decided on 10 April, from 1 April, and lasts longer."""
        story = closed(granted(opened(), "2025-04-03", "2025-04-03", "2025-08-03", "M"), "2025-04-01")
        return granted(story, "2025-04-10", "2025-04-01", "2025-10-01", "L", **data)

    def test_the_nights_before_the_decision_stay_with_the_title_that_covered_them(self) -> None:
        assert covered(self.late()) == [
            ("2025-04-01", "2025-04-03", "L"),  # nothing else covers these
            ("2025-04-03", "2025-04-10", "M"),
            ("2025-04-10", "2025-10-01", "L"),
            ("2025-10-01", None, None),
        ]

    def test_also_where_the_stay_names_the_later_one(self) -> None:
        story = granted(opened(), "2025-04-03", "2025-04-03", "2025-08-03", "M")
        story = granted(closed(story, "2025-04-03"), "2025-04-10", "2025-04-01", "2025-10-01", "L")
        story = story.and_("corrected", "2025-04-11", target_version=3, data={"title_id": "L"}, reason="Aanvulling", despite=NOT_UNDER_TEST)
        assert covered(story)[:2] == [("2025-04-03", "2025-04-10", "M"), ("2025-04-10", "2025-10-01", "L")]

    def test_where_it_takes_the_place_of_the_earlier_one_there_is_no_other(self) -> None:
        assert covered(self.late(replaces="M"))[0] == ("2025-04-01", "2025-10-01", "L")


def at_eighteen(decided: str, since: str, until: str, **data: object) -> Story:
    """Born on 1 March 2007, so eighteen on 1 March 2025, and inside since January."""
    return granted(closed(opened("2007-03-01"), "2025-01-02"), decided, since, until, **data)


class TestEighteen:
    """Jeugdwet 6.1.1(1): a title that is in force at the eighteenth birthday goes on. L6: 6.1.2(4)(d)."""

    def test_a_title_in_force_goes_on_to_its_own_term(self) -> None:  # 6.1.1(1)
        story = at_eighteen("2025-01-02", "2025-01-02", "2026-01-02")
        assert covered(story) == [("2025-01-02", "2026-01-02", "T"), ("2026-01-02", None, None)]
        assert found(story, "L6") == []

    def test_one_granted_at_eighteen_ends_half_a_year_after_the_birthday(self) -> None:  # 6.1.2(4)(d)
        story = at_eighteen("2025-03-01", "2025-03-01", "2026-01-01", civil_basis="aged_18")
        assert found(story, "L6", "T") == [("2025-09-01", "2026-01-01")]
        assert covered(story)[1] == ("2025-03-01", "2026-01-01", "T")  # the title covers them: it is a finding of its own

    def test_granted_the_day_before_it_is_a_title_of_a_minor(self) -> None:
        assert found(at_eighteen("2025-02-28", "2025-03-01", "2026-01-01"), "L6") == []

    @pytest.mark.parametrize(("left_on", "expected"), [("2025-09-01", []), ("2025-09-02", [("2025-09-01", "2025-09-02")])])
    def test_to_the_night(self, left_on: str, expected: list[object]) -> None:
        assert found(left(at_eighteen("2025-03-01", "2025-03-01", "2026-01-01"), left_on), "L6", "T") == expected

    def test_a_prolongation_at_eighteen_is_bound_the_earlier_title_is_not(self) -> None:
        story = granted(at_eighteen("2025-01-02", "2025-01-02", "2025-10-01"), "2025-09-20", "2025-10-01", "2025-12-01", "T2", prolongs="T")
        assert found(story, "L6", "T2") == [("2025-10-01", "2025-12-01")]

    def test_a_zorgmachtiging_is_not_bound(self) -> None:  # Wvggz knows no age
        assert found(at_eighteen("2025-04-01", "2025-04-01", "2025-10-01", kind="zorgmachtiging"), "L6") == []

    def test_whether_one_granted_at_seventeen_is_bound_is_a_parameter(self, monkeypatch: pytest.MonkeyPatch) -> None:
        day = date(2025, 1, 2)
        monkeypatch.setattr(rules, "A_TITLE_GRANTED_BEFORE_18_ENDS_TOO", Dated({date(2015, 1, 1): False, day: True}))
        assert found(at_eighteen("2025-01-02", "2025-01-02", "2026-01-02"), "L6") == [("2025-09-01", "2026-01-02")]
        assert found(at_eighteen("2025-01-01", "2025-01-02", "2026-01-02"), "L6") == []


def a_region_with(registered: bool, *later: RegisterEvent) -> Region:
    entries = [
        MunicipalityListed(occurred_on=LONG_AGO, municipality=HEERLEN, name="Heerlen"),
        ProviderListed(occurred_on=LONG_AGO, provider="koraal", name="Koraal"),
        LocationOpened(
            occurred_on=LONG_AGO,
            location="gesloten-1",
            provider="koraal",
            name="Gesloten",
            setting=Setting.GESLOTEN,
            municipality=HEERLEN,
            capacity=8,
            registered=registered,
        ),
        *later,
    ]
    at = datetime(2022, 1, 1, tzinfo=UTC)
    return region_of(Recorded(REGISTER_ID, n, n, at, envelope(), entry) for n, entry in enumerate(entries, start=1))


class TestATitleAtEighteen:
    """Jeugdwet 6.1.1(1) and 6.1.2(4)(a) and (b): for who was under a title of the chapter when he turned eighteen, on 1 March 2025."""

    def before(self, until: str | None) -> Story:
        """Inside since November, under a machtiging up to that day."""
        return (
            closed(granted(opened("2007-03-01"), "2024-11-01", "2024-11-01", until, "T"), "2024-11-01") if until else opened("2007-03-01")
        )

    def missing(self, story: Story) -> dict[str, list[tuple[str, str | None]]]:
        after = granted(story, "2025-03-05", "2025-03-05", "2025-08-01", "M")
        names = ("M-at-18", "M-treatment", "M-plan")
        return {name: days for name in names if (days := found(after, "L6", name))}

    @pytest.mark.parametrize(
        ("until", "held"),
        [("2025-03-05", True), ("2025-03-02", True), ("2025-03-01", True), ("2025-02-28", False), (None, False)],
    )
    def test_is_for_who_was_under_one_at_that_moment(self, until: str | None, held: bool) -> None:
        # the paper may follow for fourteen days
        assert self.missing(self.before(until)).get("M-at-18") == (None if held else [("2025-03-20", "2025-08-01")])

    def test_asks_for_a_plan_from_before(self) -> None:
        planned = {"plan_id": "P", "with_jeugdige": True, "consulted": ["parents"]}
        before = self.before("2025-03-05").and_("plan-adopted", "2025-02-28", **planned)
        on_it, after = (self.before("2025-03-05").and_("plan-adopted", day, **planned) for day in ("2025-03-01", "2025-03-02"))

        missing = [("2025-03-20", "2025-08-01")]
        assert [self.missing(story).get("M-plan") for story in (before, on_it, after)] == [None, missing, missing]

    def test_and_for_a_treatment_from_before(self) -> None:
        assert "M-treatment" not in self.missing(self.before("2025-03-05"))
        assert self.missing(self.before(None))["M-treatment"] == [("2025-03-20", "2025-08-01")]
        for since, missing in (("2025-02-28", False), ("2025-03-01", True), ("2025-03-02", True)):
            assert ("M-treatment" in self.missing(placed(opened("2007-03-01"), since))) is missing
            helped = opened("2007-03-01").and_("help-started", since, help_id="H", provider="xonar", kind="ambulant")
            assert ("M-treatment" in self.missing(helped)) is missing

    def test_one_of_the_birthday_itself_is_one_at_eighteen_and_no_ground_of_its_own(self) -> None:  # 6.1.1(1)
        story = granted(opened("2007-03-01"), "2025-03-01", "2025-03-01", "2025-08-01", "M")
        assert found(story, "L6", "M-at-18") == [("2025-03-16", "2025-08-01")]
        # nor is one that was decided on later, with effect in the past
        late = granted(opened("2007-03-01"), "2025-03-05", "2025-02-20", "2025-08-01", "M")
        assert found(late, "L6", "M-at-18") == [("2025-03-20", "2025-08-01")]

    @pytest.mark.parametrize("kind", ["muhp", "zorgmachtiging"])
    def test_a_title_of_another_law_was_none(self, kind: str) -> None:  # 6.1.1(1): "op grond van dit hoofdstuk"
        story = granted(opened("2007-03-01"), "2024-11-01", "2024-11-01", "2025-04-01", "X", kind)
        assert "M-at-18" in self.missing(story)

    def test_a_spoedmachtiging_follows_the_third_paragraph_alone(self) -> None:  # 6.1.3(1)
        story = granted(self.before("2025-03-05"), "2025-03-05", "2025-03-05", "2025-04-01", "E", "spoedmachtiging")

        assert [found(story, "L6", f"E-{what}") for what in ("at-18", "treatment", "plan")] == [[], [], []]

    def test_what_is_not_recorded_stops_nobody(self) -> None:  # ADR 8
        about = {"kind": "machtiging", "title_id": "M", "valid_from": "2025-03-05", "valid_until": "2025-08-01", "civil_basis": "aged_18"}

        judgement = opened("2007-03-01").when("title-granted", "2025-03-05", **about)
        assert [rule for rule, *_ in stopped(judgement) if rule == "L6"] == []
        assert {finding.absence for finding in judgement.findings if finding.rule == "L6"} == {True}


class TestDeregistered:
    """L11: Jeugdwet 6.2.2(1): a registration that is struck off during a stay."""

    HALF_YEAR = ("2024-11-01", "2024-11-04", "2025-05-04")

    def inside(self, *later: RegisterEvent) -> Story:
        """In closed care since November 2024, with a title until May; the register as it was when that was recorded."""
        return self.admitted(granted(opened(), *self.HALF_YEAR), a_region_with(True, *later))

    def admitted(self, story: Story, region: Region) -> Story:
        judgement = judge(
            Case(story.history, region), envelope(), event("admitted", "2024-11-04", setting="gesloten", stay_id="S"), NOW, "S"
        )
        return Story([*story.recorded, judgement.recorded])

    def test_what_is_noted_during_the_stay_is_found_from_that_day_and_stops(self) -> None:
        noted = {"stay_id": "S", "registered": False}
        assert stopped(self.inside().when("accommodation-registration-noted", "2025-03-01", **noted)) == [
            ("L11", "2025-03-01", "2025-05-04")
        ]
        story = self.inside().and_("accommodation-registration-noted", "2025-03-01", **noted, despite=["L11"])
        assert found(story, "L11", "S") == [("2025-03-01", "2025-05-04")]

    def test_registered_again_it_is_over(self) -> None:
        story = self.inside().and_("accommodation-registration-noted", "2025-03-01", registered=False, despite=["L11"])
        story = story.and_("accommodation-registration-noted", "2025-04-01", registered=True)
        assert found(story, "L11") == [("2025-03-01", "2025-04-01")]

    def test_a_stay_that_is_recorded_when_it_is_known_already_is_found_at_once(self) -> None:
        struck_off = AccommodationDeregistered(occurred_on=date(2025, 3, 1), location="gesloten-1")
        assert found(self.inside(struck_off), "L11") == [("2025-03-01", "2025-05-04")]

    def test_who_left_before_is_not_concerned(self) -> None:
        struck_off = AccommodationDeregistered(occurred_on=date(2025, 3, 1), location="gesloten-1")
        assert found(left(self.inside(struck_off), "2025-03-01"), "L11") == []

    def test_what_will_be_so_from_a_later_day_is_noted_at_once_and_found_from_that_day(self) -> None:
        # when it is told in February that the registration ends in March
        told = self.inside().when("accommodation-registration-noted", "2025-02-10", stay_id="S", registered=False, **{"from": "2025-03-01"})
        # then nothing stops it, and the finding comes by itself
        assert told.is_recordable
        assert [(each.rule, f"{each.days.since}") for each in told.findings if each.rule == "L11"] == [("L11", "2025-03-01")]
        # and who left before that day is not concerned
        assert found(left(Story([*self.inside().recorded, told.recorded]), "2025-02-28"), "L11") == []

    def test_a_day_that_was_noted_can_turn_out_another(self) -> None:
        story = self.inside().and_("accommodation-registration-noted", "2025-02-10", registered=False, **{"from": "2025-03-01"})
        story = story.and_("accommodation-registration-noted", "2025-02-20", registered=True, **{"from": "2025-03-01"})
        story = story.and_("accommodation-registration-noted", "2025-02-20", registered=False, **{"from": "2025-04-01"})
        assert found(story, "L11") == [("2025-04-01", "2025-05-04")]

    def test_what_is_noted_of_a_stay_by_name_does_not_stand_in_the_way_of_recording_late_that_it_had_ended(self) -> None:
        story = self.inside().and_("accommodation-registration-noted", "2025-03-01", stay_id="S", registered=False, despite=["L11"])
        assert left(story, "2025-02-01")
        assert found(left(story, "2025-02-01"), "L11") == []

    def test_it_is_noted_of_a_closed_stay_of_that_day(self) -> None:
        assert refused(opened().when("accommodation-registration-noted", "2025-03-01", registered=False)) == {"I-order"}
        outside = left(self.inside(), "2025-02-01")
        assert refused(outside.when("accommodation-registration-noted", "2025-03-01", registered=False)) == {"I-order"}


class TestRegistered:
    """L11: Jeugdwet 6.2.2(1): a machtiging is executed in a registered accommodation only."""

    def admitted(self, story: Story, registered: bool | None) -> Story:
        """Inside from 3 February; `None`: recorded before the register said so."""
        case = Case(story.history, a_region_with(bool(registered)))
        recorded = judge(case, envelope(), event("admitted", "2025-02-03", setting="gesloten", stay_id="S"), NOW, "S").recorded
        if registered is None:
            recorded = recorded.saying(recorded.event.model_copy(update={"place_then": None}))
        return Story([*story.recorded, recorded])

    @pytest.mark.parametrize("kind", ["machtiging", "spoedmachtiging"])
    def test_elsewhere_its_nights_are_found(self, kind: str) -> None:
        story = granted(opened(), "2025-02-01", "2025-02-03", "2025-03-03", kind=kind)
        case = Case(story.history, a_region_with(registered=False))
        judgement = judge(case, envelope(), event("admitted", "2025-02-03", setting="gesloten", stay_id="S"), NOW, "S")
        assert ("L11", "2025-02-03", "2025-03-03") in stopped(judgement)
        assert found(self.admitted(story, registered=False), "L11", "S") == [("2025-02-03", "2025-03-03")]

    @pytest.mark.parametrize("registered", [True, None])
    def test_where_it_was_registered_or_that_is_unknown_nothing_is_found(self, registered: bool | None) -> None:
        story = granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03")
        assert found(self.admitted(story, registered), "L11") == []

    def test_a_zorgmachtiging_is_executed_elsewhere(self) -> None:  # Wvggz 1:2 has a register of its own
        story = granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03", kind="zorgmachtiging")
        assert found(self.admitted(story, registered=False), "L11") == []

    def test_a_weekend_elsewhere_executes_no_title(self) -> None:  # 6.2.2(1)
        story = self.admitted(granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03"), registered=True)
        assert found(story.and_("admitted", "2025-03-01", setting="pleegzorg", purpose="respite"), "L11") == []

    def test_without_title_it_is_l1_alone(self) -> None:
        story = self.admitted(opened(), registered=False)
        assert found(story, "L11") == []
        assert found(story, "L1") == [("2025-02-03", None)]


class TestRewritten:
    """Cover follows what is known to have happened."""

    def inside(self) -> Story:
        return closed(granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03"), "2025-02-03")

    def test_a_corrected_term_moves_the_cover(self) -> None:
        story = self.inside().and_(
            "corrected", "2025-03-01", target_version=2, data={"valid_until": "2025-07-03"}, reason="Typefout", despite=NOT_UNDER_TEST
        )
        assert covered(story) == [("2025-02-03", "2025-07-03", "T"), ("2025-07-03", None, None)]

    def test_a_corrected_withdrawal_moves_the_lapse(self) -> None:  # 6.1.2(7)
        story = closed(granted(opened(), "2025-02-01", "2025-02-03", "2025-08-03", civil_basis="consent"), "2025-02-03")
        story = story.and_("consent-withdrawn", "2025-03-01", by="mother")
        assert covered(story)[0] == ("2025-02-03", "2025-03-15", "T")
        story = story.and_(
            "corrected", "2025-03-20", target_version=4, data={"occurred_on": "2025-03-10"}, reason="Brief", despite=NOT_UNDER_TEST
        )
        assert covered(story)[0] == ("2025-02-03", "2025-03-24", "T")
        story = story.and_("voided", "2025-03-21", target_version=4, reason="Niet ingetrokken", despite=NOT_UNDER_TEST)
        assert covered(story)[0] == ("2025-02-03", "2025-08-03", "T")

    def test_a_suspension_leaves_the_nights_inside_uncovered_until_it_is_withdrawn(self) -> None:  # 6.1.12(5)
        story = self.inside().and_("title-suspended", "2025-04-01", title_id="T", despite=NOT_UNDER_TEST)
        story = story.and_("suspension-withdrawn", "2025-04-05", title_id="T")
        assert covered(story)[:3] == [
            ("2025-02-03", "2025-04-01", "T"),
            ("2025-04-01", "2025-04-05", None),
            ("2025-04-05", "2025-08-03", "T"),
        ]

    def test_a_title_that_was_annulled_and_revived_is_marked_for_its_first_nights_only(self) -> None:
        story = granted(self.inside(), "2025-04-01", "2025-04-01", "2025-10-01", "M", replaces="T")
        story = story.and_("annulled", "2025-04-10", target_version=4, by="gerechtshof", revives_title_id="T", despite=NOT_UNDER_TEST)
        story = story.and_("annulled", "2025-05-01", target_version=2, by="gerechtshof", left_on="2025-05-03", despite=NOT_UNDER_TEST)
        assert [(c.since.isoformat(), c.title_id, c.annulled_later) for c in legal_cover(story.trajectory)] == [
            ("2025-02-03", "T", True),
            ("2025-04-01", "M", True),
            ("2025-04-10", "T", True),
            ("2025-05-01", None, False),
        ]


WAITING: dict[str, Any] = {"kind": "machtiging", "starts": "on_execution", "duration_days": 90, "latest_start": "2025-03-01"}


def test_who_leaves_open_which_of_two_waiting_titles_is_executed_is_told_to_name_it() -> None:  # Jeugdwet 6.1.12(2)
    one = Story.opened().and_("title-granted", "2025-02-01", title_id="A", **WAITING)
    two = one.and_("title-granted", "2025-02-01", title_id="B", **WAITING)
    (found,) = two.when("admitted", "2025-02-03", setting="gesloten").stopping
    assert found.message.endswith("Geef title_id: er wachten meer titels op tenuitvoerlegging.")
    assert two.when("admitted", "2025-02-03", setting="gesloten", title_id="A").stopping == ()
    assert one.when("admitted", "2025-02-03", setting="gesloten").stopping == ()


def told_to_name_it(story: Story) -> list[bool]:
    """Of each stretch of nights without a title."""
    return ["title_id" in finding.message for finding in story.case.findings if finding.rule == "L1"]


def test_who_leaves_nothing_open_is_not() -> None:  # Jeugdwet 6.1.12(2)
    inside = closed(opened(), "2025-01-15")
    assert told_to_name_it(inside) == [False], "no title waits"
    one = granted(inside, "2025-01-20", "2025-01-20", "2025-01-25").and_("title-granted", "2025-02-01", title_id="A", **WAITING)
    assert told_to_name_it(one) == [False, False], "one waits, another has run out"
    named = closed(granted(opened(), "2025-01-15", "2025-01-15", "2025-02-01"), "2025-01-15", title_id="T")
    for title_id in ("A", "B"):
        named = named.and_("title-granted", "2025-01-20", title_id=title_id, **WAITING)
    weekend = named.and_("admitted", "2025-01-31", setting="pleegzorg", purpose="respite")
    assert told_to_name_it(named) == told_to_name_it(weekend) == [False], "two wait, and the stay names the one that ran out"


class TestASpoedmachtigingEndsWithTheDecisionOnTheMachtiging:
    """Jeugdwet 6.1.12(2): "tot het tijdstip waarop een beslissing op een verzoek om een machtiging is genomen", whichever it names."""

    def in_spoed(self) -> Story:
        return closed(granted(opened(), "2025-03-01", "2025-03-01", "2025-03-29", "S", "spoedmachtiging"), "2025-03-01")

    def test_a_refusal_that_names_nothing_ends_it_on_that_day(self) -> None:
        refused_ = self.in_spoed().and_("title-refused", "2025-03-17", kind="machtiging", despite=NOT_UNDER_TEST)

        assert covered(refused_) == [("2025-03-01", "2025-03-17", "S"), ("2025-03-17", None, None)]
        assert found(refused_, "L1") == [("2025-03-17", None)]

    def test_a_refusal_of_another_title_does_not(self) -> None:
        story = self.in_spoed().and_("title-refused", "2025-03-17", kind="muhp")

        assert covered(story) == [("2025-03-01", "2025-03-29", "S"), ("2025-03-29", None, None)]

    def test_the_nights_from_the_machtiging_on_are_spent_under_that(self) -> None:
        story = granted(self.in_spoed(), "2025-03-17", "2025-03-17", "2025-09-17", "M")

        assert covered(story) == [("2025-03-01", "2025-03-17", "S"), ("2025-03-17", "2025-09-17", "M"), ("2025-09-17", None, None)]

    def test_where_the_machtiging_is_suspended_no_cover_of_the_spoedmachtiging_is_left_behind(self) -> None:
        story = granted(self.in_spoed(), "2025-03-17", "2025-03-17", "2025-09-17", "M")
        suspended = story.and_("title-suspended", "2025-03-20", title_id="M", despite=NOT_UNDER_TEST)

        assert covered(suspended)[1:] == [("2025-03-17", "2025-03-20", "M"), ("2025-03-20", None, None)]

    @pytest.mark.parametrize(("at_once", "bare"), [(False, []), (True, [("2025-03-17", "2025-03-25")])])
    def test_whether_it_ends_before_the_machtiging_begins_is_a_parameter(
        self, monkeypatch: pytest.MonkeyPatch, at_once: bool, bare: list[object]
    ) -> None:
        monkeypatch.setattr(fold, "A_SPOEDMACHTIGING_ENDS_BEFORE_THE_MACHTIGING_BEGINS", Dated({LONG_AGO: at_once}))
        story = granted(self.in_spoed(), "2025-03-17", "2025-03-25", "2025-09-25", "M")

        assert [nights for nights in found(story, "L1") if nights[1] is not None] == bare

    def test_so_does_one_that_starts_on_execution(self) -> None:
        about = {"kind": "machtiging", "title_id": "M", "starts": "on_execution", "duration_days": 90, "latest_start": "2025-04-10"}
        story = self.in_spoed().and_("title-granted", "2025-03-17", **about)

        assert covered(story)[0] == ("2025-03-01", "2025-03-29", "S")

    def test_a_conditional_title_leaves_it(self) -> None:
        story = granted(self.in_spoed(), "2025-03-17", "2025-03-17", "2025-09-17", "V", "voorwaardelijke_machtiging")

        assert covered(story)[0] == ("2025-03-01", "2025-03-29", "S")

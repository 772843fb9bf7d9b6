"""L1 and legal cover: which closed nights have a ground. Dates are half-open; each case names its article."""

from datetime import date

from domain.law.cover import legal_cover
from tests.domain.stories import Story, refused, stopped

HALF_YEAR = {"valid_from": "2025-02-03", "valid_until": "2025-08-03"}


def reviewed() -> Story:
    return Story.opened().and_("team-review-held", "2025-01-20", team="idt", youth="present", advice={"setting": "gesloten"})


def granted(kind: str = "machtiging", on: str = "2025-02-01", **data: object) -> Story:
    return reviewed().and_("title-granted", on, kind=kind, title_id="T", **(data or HALF_YEAR))


def admitted(story: Story, on: str = "2025-02-03", **data: object) -> Story:
    return story.and_("admitted", on, setting="gesloten", stay_id="S", **data)


def cover(story: Story) -> list[tuple[str, str | None, str | None]]:
    return [(c.since.isoformat(), c.until.isoformat() if c.until else None, c.title_id) for c in legal_cover(story.trajectory)]


def test_an_admission_without_title_is_stopped_once_and_recorded_despite() -> None:  # Jeugdwet 6.1.2
    assert stopped(reviewed().when("admitted", "2025-02-03", setting="gesloten")) == [("L1", "2025-02-03", None)]
    story = reviewed().and_("admitted", "2025-02-03", setting="gesloten", despite=["L1"])
    assert story.findings("L1") == [("L1", "2025-02-03", None)]


def test_despite_must_name_every_rule_that_stops() -> None:
    assert stopped(reviewed().when("admitted", "2025-02-03", setting="gesloten", despite=["L2"])) == [("L1", "2025-02-03", None)]


def test_a_stay_is_covered_up_to_and_not_including_valid_until() -> None:  # 6.1.12(2); "tot"
    story = admitted(granted())
    assert story.findings("L1") == [("L1", "2025-08-03", None)]
    assert cover(story) == [("2025-02-03", "2025-08-03", "T"), ("2025-08-03", None, None)]


def test_a_finding_that_starts_later_does_not_stop_the_admission() -> None:
    judgement = granted().when("admitted", "2025-02-03", setting="gesloten")
    assert judgement.is_recordable
    assert [(f.rule, f.since.isoformat()) for f in judgement.findings if f.rule == "L1"] == [("L1", "2025-08-03")]


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    story = admitted(granted()).and_("discharged", "2025-08-03", destination="home")
    assert story.findings("L1") == []


def test_a_discharge_one_day_late_leaves_one_uncovered_night() -> None:
    story = admitted(granted()).and_("discharged", "2025-08-04", destination="home")
    assert story.findings("L1") == [("L1", "2025-08-03", "2025-08-04")]


def test_a_gap_between_two_titles_is_a_finding_on_its_own_nights_only() -> None:
    story = admitted(granted()).and_(
        "title-granted", "2025-08-01", kind="machtiging", title_id="T2", prolongs="T", valid_from="2025-08-06", valid_until="2026-02-06"
    )
    assert story.findings("L1") == [("L1", "2025-08-03", "2025-08-06"), ("L1", "2026-02-06", None)]
    assert cover(story)[:3] == [("2025-02-03", "2025-08-03", "T"), ("2025-08-03", "2025-08-06", None), ("2025-08-06", "2026-02-06", "T2")]


def test_a_muhp_never_covers_a_closed_night() -> None:  # BW 1:265b
    assert stopped(granted("muhp").when("admitted", "2025-02-03", setting="gesloten")) == [("L1", "2025-02-03", None)]


def test_titles_of_the_wvggz_and_wzd_cover_closed_nights() -> None:
    for kind in ("zorgmachtiging", "crisismaatregel", "voortzetting_crisismaatregel", "wzd"):
        story = granted(kind, valid_from="2025-02-03", valid_until="2025-02-05")
        assert story.when("admitted", "2025-02-03", setting="gesloten").is_recordable, kind


def test_a_conditional_title_covers_only_from_the_decision_to_admit() -> None:  # 6.1.6
    story = granted("voorwaardelijke_machtiging", valid_from="2025-02-01", valid_until="2025-07-01")
    assert stopped(story.when("admitted", "2025-03-03", setting="gesloten")) == [("L1", "2025-03-03", None)]
    story = story.and_("conditional-admission-decided", "2025-03-03", title_id="T", decided_by="B. Zwart")
    assert admitted(story, "2025-03-03").findings("L1") == [("L1", "2025-07-01", None)]


def test_an_admission_on_a_conditional_title_lasts_six_months_at_most() -> None:  # 6.1.6(5)
    story = granted("voorwaardelijke_machtiging", valid_from="2025-02-01", valid_until="2026-02-01", prolongation=True)
    story = story.and_("conditional-admission-decided", "2025-03-03", title_id="T", decided_by="B. Zwart")
    assert admitted(story, "2025-03-03").findings("L1") == [("L1", "2025-09-03", None)]


def test_a_suspension_takes_the_ground_away_until_it_is_withdrawn() -> None:  # 6.1.12(5)
    story = admitted(granted())
    assert stopped(story.when("title-suspended", "2025-04-01", title_id="T")) == [("L1", "2025-04-01", "2025-08-03")]
    story = story.and_("title-suspended", "2025-04-01", title_id="T", despite=["L1"])
    assert story.trajectory.title("T").status_on(story.now.date().replace(2025, 4, 2)) == "suspended"
    story = story.and_("suspension-withdrawn", "2025-04-05", title_id="T")
    assert story.findings("L1") == [("L1", "2025-04-01", "2025-04-05"), ("L1", "2025-08-03", None)]


def test_a_lapsed_title_covers_no_night_from_that_day() -> None:  # 6.1.12(4)
    story = admitted(granted()).and_("title-lapsed", "2025-04-01", title_id="T", ground="gi", despite=["L1"])
    assert story.findings("L1") == [("L1", "2025-04-01", None)]


def test_a_spoedmachtiging_ends_with_the_refusal_of_the_machtiging() -> None:  # 6.1.12(2)
    story = admitted(granted("spoedmachtiging", valid_from="2025-02-03", valid_until="2025-03-03"))
    story = story.and_("title-refused", "2025-02-20", kind="machtiging", ends_title_id="T", despite=["L1"])
    assert story.findings("L1") == [("L1", "2025-02-20", None)]


def test_a_title_that_is_replaced_gives_way_to_the_new_one() -> None:
    story = admitted(granted("spoedmachtiging", valid_from="2025-02-03", valid_until="2025-03-03"))
    story = story.and_(
        "title-granted", "2025-02-20", kind="machtiging", title_id="M", replaces="T", valid_from="2025-02-20", valid_until="2025-08-20"
    )
    assert cover(story)[:2] == [("2025-02-03", "2025-02-20", "T"), ("2025-02-20", "2025-08-20", "M")]
    assert story.trajectory.title("T").status_on(story.now.date()) == "replaced"


def test_a_title_that_starts_on_execution_runs_from_the_first_admission() -> None:
    story = granted(starts="on_execution", duration_days=28, latest_start="2025-03-01")
    assert story.trajectory.title("T").status_on(story.now.date().replace(2025, 2, 10)) == "future"
    story = admitted(story, "2025-02-10")
    assert story.findings("L1") == [("L1", "2025-03-10", None)]


def test_a_title_that_starts_on_execution_does_not_start_after_its_latest_day() -> None:
    story = granted(starts="on_execution", duration_days=28, latest_start="2025-03-01")
    assert stopped(story.when("admitted", "2025-03-02", setting="gesloten")) == [("L1", "2025-03-02", None)]


def test_leave_and_absconding_do_not_end_a_stay() -> None:
    story = admitted(granted()).and_("leave-granted", "2025-03-01", until="2025-03-03").and_("leave-ended", "2025-03-03")
    story = story.and_("absconded", "2025-03-10").and_("returned", "2025-03-12")
    assert cover(story)[0] == ("2025-02-03", "2025-08-03", "T")


def test_a_move_within_closed_care_adds_no_finding() -> None:
    judgement = admitted(granted()).when("moved", "2025-03-01", setting="gesloten", location="gesloten-2")
    assert [finding for finding in judgement.findings if finding.kind == "law"] == []


class TestAnnulled:
    """RBLIM:2021:5625, RBLIM:2023:3929: an admission on a conditional title falls, and the title revives."""

    def conditional(self) -> Story:
        story = granted("voorwaardelijke_machtiging", valid_from="2025-02-01", valid_until="2025-07-01")
        story = story.and_("conditional-admission-decided", "2025-03-03", title_id="T", decided_by="B. Zwart")
        return admitted(story, "2025-03-03")

    def test_the_admission_falls_and_the_jeugdige_goes_home(self) -> None:
        story = self.conditional().and_("annulled", "2025-03-20", target_version=4, by="kinderrechter", revives_title_id="T")
        assert story.trajectory.stays[0].until.isoformat() == "2025-03-20"
        assert story.trajectory.title("T").status_on(story.now.date().replace(2025, 4, 1)) == "running"
        assert story.findings("L1") == []
        assert [(c.title_id, c.annulled_later) for c in legal_cover(story.trajectory)] == [("T", True)]

    def test_nights_after_the_annulment_have_no_ground(self) -> None:
        judgement = self.conditional().when("annulled", "2025-03-20", target_version=4, by="kinderrechter", left_on="2025-03-22")
        assert stopped(judgement) == [("L1", "2025-03-20", "2025-03-22")]

    def test_a_court_may_annul_from_a_later_day(self) -> None:  # GHSHE:2018:1032: ruling 8 March, effect 12 March
        story = admitted(granted()).and_("annulled", "2025-03-08", target_version=3, by="gerechtshof", effective_on="2025-03-12")
        assert story.trajectory.stays[0].until.isoformat() == "2025-03-12"
        assert cover(story) == [("2025-02-03", "2025-03-12", "T")]
        assert story.trajectory.title("T").status_on(story.now.date()) == "annulled"

    def test_a_revived_title_runs_to_its_own_or_a_new_term(self) -> None:
        story = granted("spoedmachtiging", valid_from="2025-02-03", valid_until="2025-03-03").and_(
            "admitted", "2025-02-03", setting="gesloten"
        )
        story = story.and_(
            "title-granted", "2025-02-10", kind="machtiging", title_id="M", replaces="T", valid_from="2025-02-10", valid_until="2025-08-10"
        )
        story = story.and_(
            "annulled", "2025-02-20", target_version=5, by="gerechtshof", revives_title_id="T", new_valid_until="2025-03-10", despite=["L1"]
        )
        assert story.findings("L1") == [("L1", "2025-03-10", None)]
        assert story.trajectory.title("T").valid_until.isoformat() == "2025-03-10"

    def test_an_annulled_stay_has_no_ground_even_if_a_title_runs(self) -> None:
        story = admitted(granted()).and_(
            "annulled", "2025-03-01", target_version=4, by="kinderrechter", left_on="2025-03-04", despite=["L1"]
        )
        assert story.findings("L1") == [("L1", "2025-03-01", "2025-03-04")]

    def test_an_annulled_suspension_lets_the_title_run_again(self) -> None:
        story = admitted(granted()).and_("title-suspended", "2025-04-01", title_id="T", despite=["L1"])
        story = story.and_("annulled", "2025-04-10", target_version=5, by="kinderrechter", despite=["L1"])
        assert story.findings("L1") == [("L1", "2025-04-01", "2025-04-10"), ("L1", "2025-08-03", None)]

    def test_a_voided_annulment_leaves_everything_as_it_was(self) -> None:
        before = admitted(granted())
        story = before.and_("annulled", "2025-03-08", target_version=3, by="gerechtshof")
        story = story.and_("voided", "2025-03-09", target_version=5, reason="Ander dossier", despite=["L1"])
        assert story.trajectory == before.trajectory


class TestRewriting:
    """What rewrites the past is stopped by any finding of law that it would add."""

    def test_a_correction_that_uncovers_nights_is_stopped(self) -> None:
        judgement = admitted(granted()).when("corrected", "2025-06-01", target_version=3, data={"valid_until": "2025-07-01"}, reason="x")
        assert stopped(judgement) == [("L1", "2025-07-01", "2025-08-03")]

    def test_voiding_the_title_is_stopped(self) -> None:
        judgement = admitted(granted()).when("voided", "2025-06-01", target_version=3, reason="x")
        assert stopped(judgement) == [("L1", "2025-02-03", "2025-08-03")]

    def test_an_unrelated_correction_is_not(self) -> None:
        judgement = admitted(granted()).when("corrected", "2025-06-01", target_version=2, data={"team": "table"}, reason="x")
        assert refused(judgement) == set()
        assert judgement.is_recordable


class TestAnnulledInFact:
    """What is recorded of where the jeugdige was stands, whatever a ruling undoes in law."""

    def test_a_title_decided_between_ruling_and_effect_keeps_the_jeugdige_in(self) -> None:
        story = admitted(granted()).and_("annulled", "2025-03-01", target_version=3, by="gerechtshof", effective_on="2025-03-10")
        story = story.and_(
            "title-granted", "2025-03-08", kind="machtiging", title_id="N", valid_from="2025-03-10", valid_until="2025-09-10"
        )
        assert story.trajectory.stays[0].until is None
        assert cover(story) == [("2025-02-03", "2025-03-10", "T"), ("2025-03-10", "2025-09-10", "N"), ("2025-09-10", None, None)]

    def test_a_move_between_ruling_and_effect_ends_with_it(self) -> None:
        story = admitted(granted()).and_("annulled", "2025-03-01", target_version=3, by="gerechtshof", effective_on="2025-03-10")
        story = story.and_("moved", "2025-03-05", setting="gesloten", location="gesloten-2")
        assert [stay.until.isoformat() for stay in story.trajectory.stays] == ["2025-03-05", "2025-03-10"]

    def test_nights_until_a_recorded_discharge_are_not_forgotten(self) -> None:
        story = admitted(granted()).and_("discharged", "2025-03-10", destination="home")
        judgement = story.when("annulled", "2025-04-01", target_version=3, by="gerechtshof", effective_on="2025-03-01")
        assert stopped(judgement) == [("L1", "2025-03-01", "2025-03-10")]

    def test_a_ruling_that_reaches_back_over_a_move_leaves_the_move(self) -> None:
        story = admitted(granted()).and_("moved", "2025-03-05", setting="gesloten", location="gesloten-2")
        story = story.and_("annulled", "2025-03-10", target_version=3, by="gerechtshof", effective_on="2025-03-01", despite=["L1"])
        assert [stay.until.isoformat() for stay in story.trajectory.stays] == ["2025-03-05", "2025-03-10"]
        assert story.findings("L1") == [("L1", "2025-03-01", "2025-03-10")]

    def test_when_he_left_lies_not_before_the_annulment(self) -> None:
        story = admitted(granted())
        judgement = story.when(
            "annulled", "2025-03-08", target_version=3, by="gerechtshof", effective_on="2025-03-01", left_on="2025-02-20"
        )
        assert refused(judgement) == {"I-date"}

    def test_a_title_does_not_revive_itself(self) -> None:
        judgement = admitted(granted()).when("annulled", "2025-03-08", target_version=3, by="gerechtshof", revives_title_id="T")
        assert refused(judgement) == {"I-target"}

    def test_a_revived_title_expires_at_its_own_term(self) -> None:
        story = granted("spoedmachtiging", valid_from="2025-02-03", valid_until="2025-03-03")
        story = story.and_(
            "title-granted", "2025-02-10", kind="machtiging", title_id="M", replaces="T", valid_from="2025-02-10", valid_until="2025-08-10"
        )
        story = story.and_("annulled", "2025-02-20", target_version=4, by="gerechtshof", revives_title_id="T")
        statuses = [story.trajectory.title("T").status_on(date(2025, month, day)) for month, day in [(2, 15), (2, 25), (3, 3)]]
        assert statuses == ["replaced", "running", "expired"]


def test_a_title_for_closed_care_is_not_executed_in_an_open_place() -> None:  # 6.2.2
    story = granted(starts="on_execution", duration_days=28, latest_start="2025-03-01")
    story = story.and_("admitted", "2025-02-10", setting="leefhuis", title_id="T")
    assert story.trajectory.title("T").runs == ()


def test_a_closed_house_is_closed_whatever_is_chosen_from_a_list() -> None:
    assert refused(granted().when("admitted", "2025-02-03", setting="leefhuis", location="gesloten-1")) == {"I-code"}

"""Corrected, voided, annulled: what is known to have happened, out of what was recorded."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import add_days
from domain.envelope import Recorded
from domain.events import VoiceRecorded
from domain.fold import folded, opened
from domain.history import History
from domain.judging import Misfit
from domain.trajectory import Trajectory
from domain.words import Words
from tests.domain.stories import NOW, TRAJECTORY, Story, envelope, event, refused

VOICE = {"about": "review", "form": "conversation"}


def with_a_note() -> Story:
    return Story.opened().and_("note-added", "2025-02-01", text="Fout")


class TestCorrected:
    def test_a_corrected_field_reads_differently_and_the_rest_stays(self) -> None:
        story = Story.opened().and_("voice-recorded", "2025-02-01", **VOICE, summary="Wil naar huis")
        story = story.and_("corrected", "2025-03-01", target_version=2, data={"form": "own_words"}, reason="Brief gevonden")
        voice = story.history.effective_event(2)
        assert isinstance(voice, VoiceRecorded)
        assert (voice.form, voice.about, voice.summary) == ("own_words", "review", "Wil naar huis")

    def test_null_removes_an_optional_field(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-01", setting="leefhuis", expected_until="2025-08-01")
        story = story.and_("corrected", "2025-03-01", target_version=2, data={"expected_until": None}, reason="Niet afgesproken")
        assert story.history.effective_event(2).expected_until is None  # type: ignore[union-attr]

    def test_a_corrected_day_moves_the_event_in_the_order(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-10", setting="leefhuis").and_("discharged", "2025-03-01", destination="home")
        story = story.and_("corrected", "2025-03-02", target_version=2, data={"occurred_on": "2025-02-03"}, reason="Datum")
        assert story.trajectory.stays[0].since.isoformat() == "2025-02-03"

    def test_a_correction_that_makes_the_history_impossible_is_refused(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-10", setting="leefhuis").and_("discharged", "2025-03-01", destination="home")
        assert refused(story.when("corrected", "2025-03-02", target_version=2, data={"occurred_on": "2025-03-02"}, reason="x")) == {
            "I-order"
        }

    def test_data_that_do_not_fit_the_kind_are_malformed(self) -> None:
        for data in (
            {"text": None},
            {"onbekend": 1},
            {"onbekend": None},
            {"text": 5},
            {"occurred_on": "2025-02-30"},
            {"text": {"sealed": True}},
        ):
            with pytest.raises((Misfit, ValueError)):
                with_a_note().when("corrected", "2025-02-02", target_version=2, data=data, reason="x")

    def test_words_in_a_correction_are_sealed_apart(self) -> None:
        story = with_a_note().and_("corrected", "2025-02-02", target_version=2, data={"text": "Goed"}, reason="Typfout")
        dumped = story.recorded[-1].event.model_dump_json()
        assert "Goed" not in dumped
        assert "Typfout" not in dumped

    def test_a_correction_can_be_corrected(self) -> None:
        story = with_a_note().and_("corrected", "2025-02-02", target_version=2, data={"text": "Beter"}, reason="Typfout")
        story = story.and_("corrected", "2025-02-03", target_version=3, data={"data": {"text": "Goed"}}, reason="Nog een")
        assert story.history.effective_event(2).text == Words("Goed")  # type: ignore[union-attr]

    def test_a_voided_correction_leaves_what_was_recorded_first(self) -> None:
        story = with_a_note().and_("corrected", "2025-02-02", target_version=2, data={"text": "Goed"}, reason="Typfout")
        story = story.and_("voided", "2025-02-03", target_version=3, reason="Het was geen typfout")
        assert story.history.effective_event(2).text == Words("Fout")  # type: ignore[union-attr]

    def test_the_opening_can_be_corrected(self) -> None:
        story = Story.opened().and_("corrected", "2025-02-01", target_version=1, data={"gender": "female"}, reason="Typfout")
        assert story.trajectory.gender == "female"


class TestVoided:
    def test_what_was_voided_never_happened(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-01", setting="leefhuis")
        assert story.and_("voided", "2025-02-02", target_version=2, reason="Verkeerd dossier").trajectory.stays == ()

    def test_a_voided_voiding_brings_it_back(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-01", setting="leefhuis")
        story = story.and_("voided", "2025-02-02", target_version=2, reason="Verkeerd dossier")
        story = story.and_("voided", "2025-02-03", target_version=3, reason="Toch goed")
        assert len(story.trajectory.stays) == 1


class TestWhatWasKnown:
    def test_an_earlier_position_knows_nothing_of_later_recordings(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-01", setting="leefhuis")
        later = story.and_("corrected", "2025-03-01", target_version=2, data={"setting": "pleegzorg"}, reason="Verkeerd")
        known = later.history.as_of(story.recorded[-1].position)
        assert known is not None
        assert known.trajectory == story.trajectory

    def test_growing_gives_the_same_as_folding_each_prefix(self) -> None:
        story = Story.opened().and_("admitted", "2025-02-10", setting="leefhuis").and_("note-added", "2025-01-15", text="Eerder")
        story = story.and_("discharged", "2025-02-10", destination="home").and_("voided", "2025-02-11", target_version=4, reason="x")
        story = story.and_("moved", "2025-02-12", setting="pleegzorg")
        for grown in story.history.grown():
            prefix = story.history.as_of(grown.position)
            assert prefix is not None
            assert grown.trajectory == prefix.trajectory

    @given(st.permutations(range(40)))
    def test_a_long_history_that_is_recorded_in_any_order_has_the_states_of_one_folded_anew(self, days: list[int]) -> None:
        # given: so many events that states are kept between them, in whatever order they came in
        recorded = list(Story.opened().recorded)
        for day in days:
            on = add_days(date(2025, 2, 1), day).isoformat()
            moved = event("home-municipality-determined", on, municipality="1954" if day % 2 else "0917", **{"from": on}, disputed=False)
            told = moved if day % 3 == 0 else event("voice-recorded", on, **VOICE)
            recorded.append(Recorded(TRAJECTORY, len(recorded) + 1, len(recorded) + 1, NOW, envelope(), told))
        # when
        *_, grown = History(recorded).grown()
        # then
        anew = History(recorded)
        assert grown.trajectory == anew.trajectory
        for index in reversed(range(len(grown.effective))):
            assert _told(grown.before(index)) == _told(folded(opened(grown.effective[0]), anew.effective[:index]))


def _told(state: Trajectory) -> tuple[object, ...]:
    return state.municipalities, state.homes, state.voices


class TestWordsInCorrections:
    def test_words_in_a_corrected_correction_are_sealed_apart(self) -> None:
        story = Story.opened().and_("corrected", "2025-02-02", target_version=1, data={"gender": "female"}, reason="Typfout")
        identity = {"bsn": "999900018", "surname": "Zandlopersma", "given_names": "Iris", "born_on": "2009-02-14"}
        story = story.and_("corrected", "2025-02-03", target_version=2, data={"data": {"identity": identity}}, reason="Ander kind")
        dumped = story.recorded[-1].event.model_dump_json()
        assert "Zandlopersma" not in dumped
        assert "999900018" not in dumped
        assert story.trajectory.person.surname == "Zandlopersma"

    def test_data_inside_a_corrected_correction_must_fit_too(self) -> None:
        story = with_a_note().and_("corrected", "2025-02-02", target_version=2, data={"text": "Goed"}, reason="Typfout")
        with pytest.raises(Misfit):
            story.when("corrected", "2025-02-03", target_version=3, data={"data": {"onbekend": 1}}, reason="x")


@pytest.mark.parametrize(
    ("kind", "data"), [("corrected", {"data": {"text": "x"}, "reason": "x"}), ("voided", {"reason": "x"}), ("annulled", {"by": "rsj"})]
)
def test_an_event_about_itself_is_refused(kind: str, data: dict[str, object]) -> None:
    assert refused(with_a_note().when(kind, "2025-02-02", target_version=3, **data)) == {"I-target"}

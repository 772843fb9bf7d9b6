"""What was worked out of a state stands in the next one as long as nothing that it was read from has changed, and no longer."""

import pytest

from domain.trajectory import Derived, Trajectory, derived
from domain.trajectory.trajectory import PARTS
from tests.domain.stories import Story


class Asked:
    """A function of a state that counts how often it is worked out."""

    def __init__(self, part: str) -> None:
        self.times = 0
        self._part = part

    def __call__(self, trajectory: Trajectory) -> int:
        self.times += 1
        return len(getattr(trajectory, self._part))


@derived
def _closed(trajectory: Trajectory) -> int:
    return len(trajectory.closed_stays)


def granted(story: Story, kind: str) -> Story:
    days = {"valid_from": "2025-02-03", "valid_until": "2025-08-03", "court": "Rechtbank Limburg", "civil_basis": "voogdij_gi"}
    return story.and_("title-granted", "2025-02-03", kind=kind, title_id=kind, **days)


def in_closed_care() -> Story:
    return granted(Story.opened("2025-01-06"), "machtiging").and_("admitted", "2025-02-03", setting="gesloten", stay_id="A")


def elsewhere_since() -> Story:
    return in_closed_care().and_("stepped-down", "2025-03-03", setting="pleegzorg", stay_id="B", kind="doorplaatsing")


def left(story: Story) -> Story:
    return story.and_("discharged", "2025-04-07", stay_id="B", destination="home")


@pytest.mark.parametrize(("read", "times"), [("closed_stays", 1), ("stays", 2)])
def test_what_goes_by_the_closed_stays_alone_is_not_asked_again_when_another_stay_ends(read: str, times: int) -> None:
    # given: something that was read of a state in which he is in an open place after a closed one
    asked = Asked(read)
    number = Derived(f"test: {read}, another ends", asked)
    before = elsewhere_since().trajectory
    in_all = number(before)
    # when: he leaves the open place
    after = before.becoming(left(elsewhere_since()).trajectory)
    # then: what goes by the closed stays alone stands, and what goes by all stays is asked again
    assert (number(after), asked.times) == (in_all, times)


def test_what_goes_by_the_closed_stays_is_asked_again_when_one_of_them_ends() -> None:
    # given
    asked = Asked("closed_stays")
    number = Derived("test: closed stays, one of them ends", asked)
    before = in_closed_care().trajectory
    number(before)
    # when
    after = before.becoming(elsewhere_since().trajectory)
    # then
    assert (number(after), asked.times) == (1, 2)


def test_who_asks_another_goes_by_what_that_one_read() -> None:
    # given: what is read by way of another function
    times: list[Trajectory] = []

    def twice_as_many(trajectory: Trajectory) -> int:
        times.append(trajectory)
        return 2 * _closed(trajectory)

    twice = Derived("test: twice the closed stays", twice_as_many)
    story = elsewhere_since()
    in_an_open_place = story.trajectory
    assert (twice(in_an_open_place), len(times)) == (2, 1)
    # when: the open stay ends, and then a closed one begins
    home = in_an_open_place.becoming(left(story).trajectory)
    assert (twice(home), len(times)) == (2, 1)
    back = home.becoming(left(story).and_("admitted", "2025-05-05", setting="gesloten", stay_id="C").trajectory)
    # then: it stood, and is asked again
    assert (twice(back), len(times)) == (4, 2)


def test_a_title_beside_chapter_six_leaves_what_goes_by_that_chapter() -> None:
    # given
    asked = Asked("titles_of_chapter_6")
    number = Derived("test: titles of chapter 6", asked)
    opened = Story.opened("2025-01-06").trajectory
    number(opened)
    # when: a muhp is granted, and then a machtiging
    muhp = granted(Story.opened("2025-01-06"), "muhp")
    with_muhp = opened.becoming(muhp.trajectory)
    assert (number(with_muhp), asked.times) == (0, 1)
    with_both = with_muhp.becoming(granted(muhp, "machtiging").trajectory)
    # then
    assert (number(with_both), asked.times) == (1, 2)


@pytest.mark.parametrize("part", ["titles_with_an_admission", "suspended_titles"])
def test_a_title_that_is_granted_leaves_what_goes_by_admissions_or_suspensions(part: str) -> None:
    # given
    asked = Asked(part)
    number = Derived(f"test: {part}, another granted", asked)
    before = Story.opened("2025-01-06").trajectory
    number(before)
    # when
    after = before.becoming(granted(Story.opened("2025-01-06"), "machtiging").trajectory)
    # then
    assert (number(after), asked.times) == (0, 1)


def test_what_goes_by_suspensions_is_asked_again_when_a_title_is_suspended() -> None:
    # given
    asked = Asked("suspended_titles")
    number = Derived("test: suspended titles, one more", asked)
    before = in_closed_care().trajectory
    number(before)
    # when
    after = before.becoming(in_closed_care().and_("title-suspended", "2025-03-03", title_id="machtiging", despite=["L1"]).trajectory)
    # then
    assert (number(after), asked.times) == (1, 2)


@pytest.mark.parametrize(("part", "whole"), PARTS.items())
def test_a_part_is_taken_from_the_field_that_is_named_with_it_and_from_no_other(part: str, whole: str) -> None:
    # given: a state of which nothing else is known
    state = elsewhere_since().and_("title-suspended", "2025-03-10", title_id="machtiging").trajectory
    bare = state.but(**{name: None for name in vars(state) if name not in (whole, "memory")})
    # then: the part is the same
    assert getattr(bare, part) == getattr(state, part)

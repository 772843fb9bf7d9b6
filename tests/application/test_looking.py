"""Nothing about persons is shown before it is recorded who is shown it; what cannot be recorded is not shown."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from application.looking.access_log import controls
from application.looking.disclosing import Disclosed, DuplicateOf, Look, Looking
from application.problems import Duplicate, Forbidden, Impossible, Malformed, NotFound, NotYet, Problem, VersionStale, WouldBreach
from application.together import Together
from domain.codes import Role
from domain.envelope import Actor
from domain.purposes import PURPOSES
from eventlog import Databases, Unavailable
from eventlog.access import AccessLog, StoredAccess
from tests.conftest import Cluster

REGISSEUR = Actor(subject="pr-heerlen-1", role=Role.PROCESREGISSEUR, organisation="GM0917")
ONE, OTHER = UUID(int=1), UUID(int=2)
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def look(**changes: Any) -> Look:
    plain = {"purpose": "Zitting", "operation": "get_trajectory", "action": "R", "began_at": datetime.now(UTC), "sought": ONE}
    return Look(REGISSEUR, **(plain | changes))


@pytest.fixture
def databases(cluster: Cluster) -> Iterator[Databases]:
    fresh = cluster.fresh()
    yield fresh
    cluster.drop(fresh)


@pytest.fixture
def accesses(databases: Databases) -> Iterator[AccessLog]:
    with AccessLog(databases) as log:
        yield log


@pytest.fixture
def looking(accesses: AccessLog) -> Looking:
    return Looking(accesses)


def last(accesses: AccessLog) -> StoredAccess:
    return accesses.page(limit=1)[0]


class TestShowing:
    def test_what_is_shown_is_recorded_with_all_whom_it_is_about_each_once(self, looking: Looking, accesses: AccessLog) -> None:
        assert looking.show(look(), lambda _: Disclosed("the case", [ONE, OTHER, ONE], words=True)) == "the case"
        kept = last(accesses)
        assert (kept.outcome, kept.trajectories, kept.words, kept.sought) == ("shown", [ONE, OTHER], True, ONE)
        assert (kept.subject, kept.role, kept.organisation, kept.purpose) == ("pr-heerlen-1", "procesregisseur", "GM0917", "Zitting")

    def test_the_question_is_asked_as_who_is_recorded(self, looking: Looking) -> None:
        assert looking.show(look(), lambda actor: Disclosed(actor, [])) == REGISSEUR

    def test_the_ground_is_that_of_the_role_unless_another_is_named(self, looking: Looking, accesses: AccessLog) -> None:
        looking.show(look(), lambda _: Disclosed("", [ONE]))
        assert last(accesses).ground == "procesregisseur"
        looking.show(look(), lambda _: Disclosed("", [ONE], ground="deputy"))
        assert last(accesses).ground == "deputy"

    def test_a_search_that_finds_nobody_is_recorded(self, looking: Looking, accesses: AccessLog) -> None:
        looking.show(look(action="E", sought=None), lambda _: Disclosed([], []))
        assert (last(accesses).action, last(accesses).outcome, last(accesses).trajectories) == ("E", "shown", [])

    def test_one_about_very_many_is_recorded_in_parts(self, looking: Looking, accesses: AccessLog) -> None:
        ids = [uuid4() for _ in range(2001)]
        looking.show(look(action="E", sought=None), lambda _: Disclosed("all", ids))
        assert [len(each.trajectories) for each in accesses.page()] == [1, 1000, 1000]
        assert [id_ for each in reversed(accesses.page()) for id_ in each.trajectories] == ids

    @pytest.mark.parametrize(("refusal", "outcome"), [(NotFound, "not-found"), (Forbidden, "forbidden")])
    def test_a_refused_attempt_is_recorded_and_refused(
        self, looking: Looking, accesses: AccessLog, refusal: type[Problem], outcome: str
    ) -> None:
        with pytest.raises(refusal):
            looking.show(look(), lambda _: _refuse(refusal("No.")))
        kept = last(accesses)
        assert (kept.outcome, kept.sought, kept.trajectories, kept.ground) == (outcome, ONE, [], None)

    @pytest.mark.parametrize("refusal", [Malformed, NotYet])
    def test_a_question_that_was_not_asked_of_anybody_is_not_recorded(
        self, looking: Looking, accesses: AccessLog, refusal: type[Problem]
    ) -> None:
        with pytest.raises(refusal):
            looking.show(look(), lambda _: _refuse(refusal("No.")))
        assert accesses.page() == []


def _refuse(refusal: Problem) -> Disclosed[str]:
    raise refusal


class TestWhatCannotBeRecorded:
    @pytest.fixture(autouse=True)
    def _nothing_can_be_recorded(self, databases: Databases, accesses: AccessLog) -> None:
        with psycopg.connect(databases.owner) as conn:
            conn.execute("ALTER TABLE access.accesses RENAME TO elsewhere")

    def test_it_is_not_shown(self, looking: Looking) -> None:
        with pytest.raises(NotYet) as refused:
            looking.show(look(), lambda _: Disclosed("the case", [ONE]))
        assert "the case" not in str(refused.value)

    def test_nor_is_told_whether_it_is_there(self, looking: Looking) -> None:
        with pytest.raises(NotYet):
            looking.show(look(), lambda _: _refuse(NotFound("No.")))
        with pytest.raises(NotYet):
            looking.refused(look(), WouldBreach("No."))


class TestRefusedRecordings:
    @pytest.mark.parametrize("refusal", [WouldBreach, Impossible, VersionStale])
    def test_what_tells_something_of_a_trajectory_is_a_read(self, looking: Looking, accesses: AccessLog, refusal: type[Problem]) -> None:
        looking.refused(look(operation="record_admitted"), refusal("No."))
        assert (last(accesses).outcome, last(accesses).trajectories, last(accesses).operation) == ("refused", [ONE], "record_admitted")

    @pytest.mark.parametrize("told", [True, False])
    def test_a_duplicate_is_a_search_that_found_somebody(self, looking: Looking, accesses: AccessLog, told: bool) -> None:
        duplicate = DuplicateOf("There.", OTHER, told=told)
        looking.refused(look(action="E", sought=None), duplicate)
        assert (str(OTHER) in str(duplicate.extra)) == told
        assert last(accesses).trajectories == [OTHER]
        looking.refused(look(action="E", sought=None), Duplicate("There."))
        assert (last(accesses).position, last(accesses).trajectories) == (2, [])

    def test_an_opening_that_is_refused_for_what_it_says_itself_tells_of_nobody(self, looking: Looking, accesses: AccessLog) -> None:
        for refusal in (WouldBreach("No."), Impossible("No."), Forbidden("No."), Malformed("No.")):
            looking.refused(look(sought=None), refusal)
        assert accesses.page() == []

    def test_an_attempt_on_what_is_not_there_or_may_not_be_seen_is_recorded(self, looking: Looking, accesses: AccessLog) -> None:
        looking.refused(look(), NotFound("No."))
        assert (last(accesses).outcome, last(accesses).sought, last(accesses).trajectories) == ("not-found", ONE, [])


class TestTogether:
    def test_what_waits_while_a_commit_is_under_way_makes_one_commit(self) -> None:
        commits: list[int] = []
        first_is_under_way, go_on = threading.Event(), threading.Event()

        def commit(items: Sequence[int]) -> None:
            first_is_under_way.set()
            assert go_on.wait(60)
            commits.append(len(items))

        together = Together(commit)
        with ThreadPoolExecutor(20) as pool:
            done = [pool.submit(together.put, [0])]
            assert first_is_under_way.wait(60)
            done += [pool.submit(together.put, [number]) for number in range(19)]
            while len(together._waiting) < 19:  # all of them wait then
                time.sleep(0.001)
            go_on.set()
            for each in done:
                each.result(timeout=60)
        assert commits == [1, 19]

    def test_one_that_fails_does_not_harm_its_neighbours(self) -> None:
        committed: list[int] = []
        waiting = threading.Event()

        def commit(items: Sequence[int]) -> None:
            assert waiting.wait(60)
            if 13 in items:
                raise ValueError(13)
            committed.extend(items)

        together = Together(commit)
        with ThreadPoolExecutor(20) as pool:
            done = [pool.submit(together.put, [number]) for number in range(20)]
            waiting.set()
            assert [number for number, each in enumerate(done) if each.exception(timeout=60)] == [13]
        assert sorted(committed) == [number for number in range(20) if number != 13]

    def test_where_the_database_is_away_all_who_wait_are_told_at_once(self) -> None:
        tried: list[int] = []

        def commit(items: Sequence[int]) -> None:
            tried.append(len(items))
            raise Unavailable

        together = Together(commit)
        with ThreadPoolExecutor(20) as pool:
            done = [pool.submit(together.put, [number]) for number in range(20)]
            assert all(isinstance(each.exception(timeout=60), Unavailable) for each in done)
        assert sum(tried) == 20


def test_every_role_has_a_purpose() -> None:
    assert set(PURPOSES) == set(Role)
    assert all(0 < len(purpose) <= 200 and purpose.isprintable() for purpose in PURPOSES.values())


@pytest.mark.parametrize(
    ("ground", "found"),
    [
        ("assigned", "TTFF"),
        ("unassigned", "TTFF"),
        ("deputy", "TTFF"),
        ("referral", "TTFF"),
        ("stay, help or request", "TTFF"),
        ("measure", "TTFF"),
        ("provider", "TTFF"),  # a list
        ("home municipality", "TFFF"),
        ("procesregisseur", "TFFF"),
        ("own events", "TFFF"),
        ("own file", "TFFF"),
        ("office", "TFFF"),
        ("emergency", "TFFT"),
        (None, "FFFF"),
    ],
)
def test_what_was_found_when_it_was_judged_follows_from_the_ground_as_nen_7513_has_it(ground: str | None, found: str) -> None:
    kept = StoredAccess(
        1, NOW, "access/1", uuid4(), NOW, "R", "get_trajectory", "{}", "shown", *[""] * 3, None, "", None, ground, None, [], False
    )

    assert controls(kept) == found

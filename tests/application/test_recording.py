"""What recording promises, on the real database: one winner, nothing lost, nothing twice, and a clear order of judging."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg import Cursor

from application.doors.register import Register
from application.problems import (
    Duplicate,
    Forbidden,
    IdempotencyMismatch,
    Impossible,
    Malformed,
    NotFound,
    Problem,
    VersionMissing,
    VersionStale,
    WouldBreach,
)
from application.recording.committing import Recording
from application.recording.requests import Answer
from application.recording.writer import Writer
from domain.codes import Role, Setting
from domain.envelope import Actor
from domain.events import LocationOpened
from domain.zuid_limburg import register_events
from eventlog import EventLog, KeyStore
from eventlog.flight import Call, Flight
from tests.application.conftest import REGISSEUR, a_bsn, answered, note, opening, request

Open = Callable[[], UUID]

MAASTRICHT = Actor(subject="pr-maastricht-1", role=Role.PROCESREGISSEUR, organisation="GM0935")


class TestOneWins:
    def test_of_two_that_read_the_same_version_one_wins_and_the_other_learns_the_version(self, recording: Recording, opened: Open) -> None:
        trajectory = opened()
        first, second = recording.record([note(trajectory, 1, "Eerste"), note(trajectory, 1, "Tweede")])
        assert answered(first).version == 2
        assert second is None  # it waits for the next batch
        (again,) = recording.record([note(trajectory, 1, "Tweede")])
        assert isinstance(again, VersionStale)
        assert again.extra == {"current_version": 2}

    def test_two_processes_recording_on_one_trajectory_lose_and_double_nothing(
        self, recording: Recording, opened: Open, log: EventLog, keys: KeyStore
    ) -> None:
        trajectory = opened()
        other = Recording(log, keys, Register(log))
        with ThreadPoolExecutor(2) as pool:
            for version in range(1, 11):
                outcomes = list(pool.map(lambda r, v=version: r.record([note(trajectory, v)])[0], [recording, other]))
                assert {type(outcome) for outcome in outcomes} == {Answer, VersionStale}
        assert log.versions([trajectory])[trajectory] == 11

    def test_two_processes_opening_for_one_bsn_make_one_trajectory(self, recording: Recording, log: EventLog, keys: KeyStore) -> None:
        other = Recording(log, keys, Register(log))
        for _ in range(10):
            bsn = a_bsn()
            with ThreadPoolExecutor(2) as pool:
                outcomes = list(pool.map(lambda r, b=bsn: r.record([request("trajectory-opened", opening(b))])[0], [recording, other]))
            assert sorted(isinstance(outcome, Duplicate) for outcome in outcomes) == [False, True]
            assert any(isinstance(outcome, Answer) for outcome in outcomes)

    def test_a_refused_request_does_not_harm_its_neighbours(self, recording: Recording, opened: Open) -> None:
        trajectories = [opened() for _ in range(3)]
        batch = [
            note(trajectories[0], 1),
            note(trajectories[1], 7),
            note(trajectories[2], 1),
            note(uuid4(), 1),
            request("note-added", b"{", trajectories[1], version=1),
        ]
        outcomes = recording.record(batch)
        assert [type(outcome) for outcome in outcomes] == [Answer, VersionStale, Answer, NotFound, Malformed]

    def test_what_waits_together_stands_together(self, recording: Recording, opened: Open) -> None:
        outcomes = recording.record([note(opened(), 1) for _ in range(20)])
        positions = [answered(outcome).position for outcome in outcomes]
        assert positions == list(range(positions[0], positions[0] + 20))


def _noted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that are sent from now on: names of those in a flight, texts of others."""
    sent: list[str] = []
    execute, fly = Cursor.execute, Flight.__init__

    def noted(cursor: Any, query: Any, *args: Any, **more: Any) -> Any:
        sent.append(query)
        return execute(cursor, query, *args, **more)

    def noted_too(flight: Flight, conn: Any, *calls: Call) -> None:
        sent.extend(name for name, _ in calls)
        fly(flight, conn, *calls)

    monkeypatch.setattr(Cursor, "execute", noted)
    monkeypatch.setattr(Flight, "__init__", noted_too)
    return sent


class TestOnTheWay:
    def test_one_recording_takes_four_statements(self, recording: Recording, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each is CPU on both sides, which one client by himself pays alone."""
        # given: a trajectory that is being recorded on
        trajectory = opened()
        answered(recording.record([note(trajectory, 1, key="w-1")])[0])

        # when
        sent = _noted(monkeypatch)
        answered(recording.record([note(trajectory, 2, key="w-2")])[0])

        # then: keys and history together, and what appends together
        assert sent == ["open_keys", "standing", "lock", "append"]

    def test_of_who_records_together_it_takes_no_more(self, recording: Recording, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        trajectories = [opened() for _ in range(8)]
        recording.record([note(trajectory, 1) for trajectory in trajectories])

        sent = _noted(monkeypatch)
        outcomes = recording.record([note(trajectory, 2) for trajectory in trajectories])

        assert {type(outcome) for outcome in outcomes} == {Answer}
        assert len(sent) == 4


class TestIdempotency:
    def test_the_same_key_and_body_records_once_and_answers_the_same(self, recording: Recording, opened: Open, log: EventLog) -> None:
        trajectory = opened()
        first = answered(recording.record([note(trajectory, 1, key="k-1")])[0])
        again = answered(recording.record([note(trajectory, 1, key="k-1")])[0])
        assert again == first
        assert log.versions([trajectory])[trajectory] == 2

    def test_the_findings_of_the_answer_come_back_too(self, recording: Recording, opened: Open) -> None:
        body = {"occurred_on": "2025-02-01", "team": "idt", "youth": "not_offered", "advice": {"setting": "leefhuis"}}
        send = request("team-review-held", body, opened(), version=1, key="k-2")
        first, again = (answered(recording.record([send])[0]) for _ in range(2))
        assert [finding["rule"] for finding in first.findings] == ["P2"]
        assert again == first

    def test_opening_twice_with_one_key_opens_once(self, recording: Recording) -> None:
        send = request("trajectory-opened", opening(), key="k-3")
        assert answered(recording.record([send])[0]) == answered(recording.record([send])[0])

    def test_another_body_with_the_key_is_refused(self, recording: Recording, opened: Open) -> None:
        trajectory = opened()
        recording.record([note(trajectory, 1, key="k-4")])
        (outcome,) = recording.record([note(trajectory, 1, "Anders", key="k-4")])
        assert isinstance(outcome, IdempotencyMismatch)

    def test_the_key_of_somebody_else_is_another_key(self, recording: Recording, opened: Open) -> None:
        trajectory = opened()
        recording.record([note(trajectory, 1, key="k-5")])
        colleague = REGISSEUR.model_copy(update={"subject": "pr-heerlen-2"})
        assert answered(recording.record([note(trajectory, 2, key="k-5", actor=colleague)])[0]).version == 3

    def test_a_refusal_is_not_kept(self, recording: Recording, opened: Open) -> None:
        trajectory = opened()
        assert isinstance(recording.record([note(trajectory, 9, key="k-6")])[0], VersionStale)
        assert answered(recording.record([note(trajectory, 1, key="k-6")])[0]).version == 2

    def test_the_same_request_in_two_processes_at_once_records_once(
        self, recording: Recording, opened: Open, log: EventLog, keys: KeyStore
    ) -> None:
        other = Recording(log, keys, Register(log))
        for n in range(10):
            trajectory = opened()
            with ThreadPoolExecutor(2) as pool:
                outcomes = list(pool.map(lambda r, t=trajectory, k=f"both-{n}": r.record([note(t, 1, key=k)])[0], [recording, other]))
            assert answered(outcomes[0]) == answered(outcomes[1])
            assert log.versions([trajectory])[trajectory] == 2


class TestOrderOfJudging:
    """404, 403, idempotency, 428, 412, malformed, impossible, would-breach."""

    def outcome(self, recording: Recording, *args: object, **kwargs: object) -> Problem:
        (outcome,) = recording.record([request(*args, **kwargs)])  # type: ignore[arg-type]
        assert isinstance(outcome, Problem)
        return outcome

    def test_what_may_not_be_seen_is_not_there_whatever_else_is_wrong(self, recording: Recording, opened: Open) -> None:
        assert isinstance(self.outcome(recording, "note-added", b"{", opened(), actor=MAASTRICHT), NotFound)
        assert isinstance(self.outcome(recording, "note-added", b"{", uuid4()), NotFound)

    def test_a_bad_idempotency_key_comes_after_what_may_not_be_seen(self, recording: Recording, opened: Open) -> None:
        for key in ("", "\u00e9", "a" * 201, "a\nb"):
            assert isinstance(self.outcome(recording, "note-added", b"{", uuid4(), key=key), NotFound)
            assert isinstance(self.outcome(recording, "note-added", b"{", opened(), key=key), Malformed)

    def test_a_missing_version_comes_before_a_bad_body(self, recording: Recording, opened: Open) -> None:
        assert isinstance(self.outcome(recording, "note-added", b"{", opened()), VersionMissing)

    def test_a_stale_version_comes_before_a_bad_body(self, recording: Recording, opened: Open) -> None:
        assert isinstance(self.outcome(recording, "note-added", b"{", opened(), version=5), VersionStale)

    def test_a_bad_body_names_its_fields_and_repeats_nothing(self, recording: Recording, opened: Open) -> None:
        body = {"occurred_on": "gisteren", "text": 5, "geheim": "Zandlopersma"}
        problem = self.outcome(recording, "note-added", body, opened(), version=1)
        assert isinstance(problem, Malformed)
        assert {error["pointer"] for error in problem.extra["errors"]} == {"/occurred_on", "/text", "/geheim"}
        assert "Zandlopersma" not in json.dumps(problem.extra)

    def test_the_impossible_names_its_rule(self, recording: Recording, opened: Open) -> None:
        problem = self.outcome(recording, "discharged", {"occurred_on": "2025-02-01", "destination": "home"}, opened(), version=1)
        assert isinstance(problem, Impossible)
        assert problem.extra["rule"] == "I-order"

    def test_a_breach_is_stopped_once_and_goes_through_despite(self, recording: Recording, opened: Open) -> None:
        trajectory = opened()
        closed = next(entry for entry in register_events() if isinstance(entry, LocationOpened) and entry.setting is Setting.GESLOTEN)
        place = {"occurred_on": "2025-02-03", "setting": "gesloten", "provider": closed.provider, "location": closed.location}
        problem = self.outcome(recording, "admitted", place, trajectory, version=1)
        assert isinstance(problem, WouldBreach)
        assert [finding["rule"] for finding in problem.extra["findings"]] == ["L1"]
        despite = {**place, "despite": {"rules": ["L1"], "reason": "Titel volgt op papier"}}
        (outcome,) = recording.record([request("admitted", despite, trajectory, version=1)])
        that_day = {finding["rule"] for finding in answered(outcome).findings if finding["since"] <= "2025-02-03"}
        assert that_day == {"L1", "P1"}

    def test_a_role_records_its_own_kinds_only(self, recording: Recording) -> None:
        provider = Actor(subject="a.bakker", role=Role.PROVIDER, organisation="koraal")
        assert isinstance(self.outcome(recording, "trajectory-opened", opening(), actor=provider), Forbidden)

    def test_nobody_opens_for_another_municipality(self, recording: Recording) -> None:
        assert isinstance(self.outcome(recording, "trajectory-opened", opening(), actor=MAASTRICHT), Forbidden)


class TestBsn:
    def test_a_bsn_that_is_here_is_a_duplicate_and_names_the_trajectory_to_who_may_see_it(self, recording: Recording) -> None:
        bsn = a_bsn()
        first = answered(recording.record([request("trajectory-opened", opening(bsn))])[0])
        (mine,) = recording.record([request("trajectory-opened", opening(bsn))])
        (theirs,) = recording.record([request("trajectory-opened", opening(bsn, home_municipality="0935"), actor=MAASTRICHT)])
        assert isinstance(mine, Duplicate)
        assert mine.extra == {"trajectory_id": str(first.trajectory_id)}
        assert isinstance(theirs, Duplicate)
        assert theirs.extra == {}

    def test_a_bsn_cannot_be_taken_over_by_a_change_of_identity(self, recording: Recording, opened: Open) -> None:
        bsn = a_bsn()
        recording.record([request("trajectory-opened", opening(bsn))])
        change = {"occurred_on": "2025-02-01", "bsn": bsn}
        (outcome,) = recording.record([request("identity-changed", change, opened(), version=1)])
        assert isinstance(outcome, Duplicate)

    def test_a_bsn_that_was_recorded_by_mistake_is_free_again(self, recording: Recording) -> None:
        wrong, right = a_bsn(), a_bsn()
        first = answered(recording.record([request("trajectory-opened", opening(wrong))])[0])
        change = {"occurred_on": "2025-02-01", "bsn": right}
        answered(recording.record([request("identity-changed", change, first.trajectory_id, version=1)])[0])
        answered(recording.record([request("trajectory-opened", opening(wrong))])[0])

    def test_voiding_a_change_does_not_bring_back_a_bsn_that_is_anothers_now(self, recording: Recording) -> None:
        wrong, right = a_bsn(), a_bsn()
        first = answered(recording.record([request("trajectory-opened", opening(wrong))])[0])
        change = {"occurred_on": "2025-02-01", "bsn": right}
        answered(recording.record([request("identity-changed", change, first.trajectory_id, version=1)])[0])
        answered(recording.record([request("trajectory-opened", opening(wrong))])[0])
        undo = {"occurred_on": "2025-02-02", "target_version": 2, "reason": "Toch niet"}
        (outcome,) = recording.record([request("voided", undo, first.trajectory_id, version=2)])
        assert isinstance(outcome, Duplicate)

    def test_a_crash_between_claim_and_event_does_not_keep_a_jeugdige_out(self, recording: Recording, keys: KeyStore) -> None:
        # given a claim, and the keys, of an opening that never reached the log
        bsn = a_bsn()
        lost = uuid4()
        keys.make({lost})
        assert keys.claim_bsn(bsn, lost, lambda _: False) is None
        # when it is sent again, then it is opened
        answered(recording.record([request("trajectory-opened", opening(bsn))])[0])


class TestWriter:
    def test_everything_that_is_submitted_is_answered_and_stands_once(self, recording: Recording, opened: Open, log: EventLog) -> None:
        trajectories = [opened() for _ in range(8)]
        woken: list[None] = []
        writer = Writer(recording.record, lambda: woken.append(None))
        writer.start()
        futures = [writer.submit(note(trajectory, 1, f"{n}")) for trajectory in trajectories for n in range(3)]
        results = [future.exception() or future.result() for future in futures]
        writer.stop()
        assert sum(isinstance(result, Answer) for result in results) == 8
        assert sum(isinstance(result, VersionStale) for result in results) == 16
        assert set(log.versions(trajectories).values()) == {2}
        assert woken

    def test_what_waits_when_it_stops_is_still_recorded(self, recording: Recording, opened: Open) -> None:
        trajectories = [opened() for _ in range(5)]
        writer = Writer(recording.record, lambda: None)
        futures = [writer.submit(note(trajectory, 1)) for trajectory in trajectories]
        writer.start()
        writer.stop()
        assert all(future.result(timeout=0).version == 2 for future in futures)

    def test_a_failure_reaches_its_own_request_only(self, recording: Recording, opened: Open) -> None:
        good, bad = opened(), opened()

        def record(requests: list[object]) -> list[object]:
            if any(r.trajectory_id == bad for r in requests):  # type: ignore[attr-defined]
                raise ZeroDivisionError
            return recording.record(requests)  # type: ignore[arg-type,return-value]

        writer = Writer(record, lambda: None)  # type: ignore[arg-type]
        futures = [writer.submit(note(good, 1)), writer.submit(note(bad, 1))]
        writer.start()
        writer.stop()
        assert futures[0].result().version == 2
        with pytest.raises(ZeroDivisionError):
            futures[1].result()

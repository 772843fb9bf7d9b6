"""The write path: what waits is decided on, and what passes is committed together.

A batch looks up keys and histories in one query each, decides on every request by itself (`deciding`), and appends in one
transaction. A refused request never harms its neighbours; if another process was faster, the batch is decided anew under the
append lock.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from application.doors.granted import Granted
from application.doors.register import Register
from application.looking.disclosing import DuplicateOf
from application.problems import Duplicate, NotYet, Problem, TooLarge, no_such_trajectory
from application.recording.deciding import Known, Passed, decide
from application.recording.histories import Histories
from application.recording.requests import Answer, Request
from domain.calendar import amsterdam_day
from domain.envelope import Actor
from domain.events import OWN_STREAMS, REGISTER_ID
from domain.history import History
from domain.rights import rights, succession_of
from eventlog import Appended, Conflict, EventLog, KeyGone, KeyStore, NewEvent, Opened, OutcomeUnknown, Unavailable
from eventlog import TooLarge as RecordTooLarge

Outcome = Answer | Problem | None
"""`None`: it wants what another request of the batch is changing, and waits for the next batch."""

Decision = Passed | Outcome


class Recording:
    """Records batches of requests. One at a time per process; any number of processes beside each other."""

    def __init__(self, log: EventLog, keys: KeyStore, register: Register) -> None:
        self._log = log
        self._keys = keys
        self._register = register
        self._histories = Histories(log)
        self._granted = Granted(log)

    def record(self, requests: Sequence[Request]) -> list[Outcome]:
        """The outcome of each request, in order; what passes stands in the log, with one commit for all."""
        try:
            return self._record(requests)
        except (RecordTooLarge, KeyGone) as error:
            if len(requests) > 1:
                return [outcome for request in requests for outcome in self.record([request])]
            return [TooLarge("The event takes more than 65,535 bytes.") if isinstance(error, RecordTooLarge) else no_such_trajectory()]
        except Unavailable:
            return [NotYet.retry("Nothing was recorded. Send it again.")] * len(requests)
        except OutcomeUnknown:
            return [NotYet.retry("It may have been recorded. Send it again with the same Idempotency-Key, or read first.")] * len(requests)

    def rest(self) -> None:
        """To be called now and then while nothing is recorded: histories that are not needed any more are not kept."""
        self._histories.forget()

    def _record(self, requests: Sequence[Request]) -> list[Outcome]:
        fresh_ids = [uuid7() for _ in requests]
        with ExitStack() as held:
            known, opened = self._known(requests)
            decisions = self._claimed(self._decide(requests, known, fresh_ids), held)
            events = _events(decisions)
            try:
                return self._outcomes(decisions, self._log.append(events, opened) if events else [])
            except Conflict:
                pass  # somebody was faster

            claims = {(passed.trajectory_id, passed.bsn) for passed in decisions if isinstance(passed, Passed)}

            def decide_anew() -> list[NewEvent]:
                # With nobody in between, under the append lock. A claim made here could wait for ever, on somebody who holds it and
                # waits for this lock: what would need a new one waits for the next batch.
                anew = self._decide(requests, self._known(requests)[0], fresh_ids)
                decisions[:] = [None if isinstance(d, Passed) and d.bsn and (d.trajectory_id, d.bsn) not in claims else d for d in anew]
                return _events(decisions)

            return self._outcomes(decisions, self._log.append_under_lock(decide_anew))

    def _decide(self, requests: Sequence[Request], known: Known, fresh_ids: Sequence[UUID]) -> list[Decision]:
        """Each by itself; one at a time may change a trajectory, use a key or say a BSN."""
        changing: set[object] = set()
        decisions: list[Decision] = []
        for request, fresh_id in zip(requests, fresh_ids, strict=True):
            decision = None if {request.trajectory_id, request.key_hash} & changing else _decided(request, known, fresh_id)
            if isinstance(decision, Passed):
                if decision.bsn in changing:
                    decision = None
                else:
                    changing |= {request.trajectory_id, request.key_hash, decision.bsn} - {None}
            decisions.append(decision)
        return decisions

    def _known(self, requests: Sequence[Request]) -> tuple[Known, Opened]:
        """With the keys that what is recorded then is sealed with."""
        ids = {request.trajectory_id for request in requests if request.trajectory_id} - OWN_STREAMS
        versions = {**self._histories.versions(ids), REGISTER_ID: self._register.kept}
        standing = self._log.standing(versions, {hash_ for request in requests if (hash_ := request.key_hash)}, ids)
        region = self._register.brought_up(standing.since.pop(REGISTER_ID, None))
        histories = self._histories.brought_up(standing.since)
        known = Known(histories, self._histories.with_words, standing.answers, region, self._granted.current, datetime.now(UTC))
        return known, standing.opened

    def _outcomes(self, decisions: Sequence[Decision], appended: Sequence[Appended]) -> list[Outcome]:
        places, outcomes = iter(appended), list[Outcome]()
        for decision in decisions:
            if isinstance(decision, Passed):
                place = next(places)
                self._histories.appended(decision.read, place, decision.judgement.trajectory)
                outcomes.append(decision.answer(place))
            else:
                outcomes.append(decision)
        return outcomes

    # --- one jeugdige, one trajectory

    def _claimed(self, decisions: Sequence[Decision], held: ExitStack) -> list[Decision]:
        """Those that say a BSN claim it for their trajectory; nobody can take the claim over for as long as `held` lasts."""
        claimed = [self._claim(d, d.bsn) if isinstance(d, Passed) and d.bsn else d for d in decisions]
        wanted = {d.trajectory_id: d.bsn for d in claimed if isinstance(d, Passed) and d.bsn}
        lost = held.enter_context(self._keys.confirming(wanted))
        kept = [_duplicate() if isinstance(d, Passed) and d.trajectory_id in lost else d for d in claimed]
        return [self._unless_it_was_this_one(d, refused) for d, refused in zip(decisions, kept, strict=True)]

    def _unless_it_was_this_one(self, decision: Decision, outcome: Decision) -> Decision:
        """Who opens a trajectory is not refused because another process records this very request just now: the next batch finds that."""
        key = decision.request.key_hash if isinstance(decision, Passed) and isinstance(outcome, Duplicate) else None
        if key is None:
            return outcome
        is_being_recorded = not isinstance(outcome, DuplicateOf)
        return None if is_being_recorded or self._log.earlier_answers({key}) else outcome

    def _claim(self, passed: Passed, bsn: str) -> Passed | Duplicate:
        holder = self._keys.claim_bsn(bsn, passed.trajectory_id, lambda other: self._holds(other, bsn))
        if holder is None:
            return passed
        history = self._histories.current({holder}).get(holder)
        today = amsterdam_day(passed.judgement.recorded.recorded_at)
        return _duplicate(holder, told=history is not None and self._sees(passed.request.actor, history, today))

    def _sees(self, actor: Actor, history: History, today: date) -> bool:
        return rights(actor, history.trajectory, today, succession=succession_of(actor, self._register.current(), today)).sees

    def _holds(self, trajectory_id: UUID, bsn: str) -> bool:
        """Whether that trajectory is in the log and still of the jeugdige with this BSN."""
        history = self._histories.with_words(trajectory_id)
        return history is not None and history.trajectory.person.bsn == bsn


def _decided(request: Request, known: Known, fresh_id: UUID) -> Passed | Answer | Problem:
    try:
        return decide(request, known, fresh_id)
    except Problem as problem:
        return problem


def _events(decisions: Sequence[Decision]) -> list[NewEvent]:
    return [decision.as_new_event() for decision in decisions if isinstance(decision, Passed)]


def _duplicate(holder: UUID | None = None, *, told: bool = False) -> Duplicate:
    """`holder` is unknown where somebody took the claim over at this very moment."""
    detail = "A jeugdige with this BSN has a trajectory here: record in that one."
    return DuplicateOf(detail, holder, told=told) if holder else Duplicate(detail)

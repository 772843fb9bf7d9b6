"""The write path: what waits is judged, and what passes is committed together.

`Recording.record` takes a batch: it looks up keys and histories in one query each, decides on every request by itself,
and appends in one transaction. A refused request never harms its neighbours; if another process was faster, the batch
is decided anew under the append lock.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from application.problems import (
    Duplicate,
    Forbidden,
    IdempotencyMismatch,
    Impossible,
    Malformed,
    NotYet,
    Problem,
    TooLarge,
    VersionMissing,
    VersionStale,
    WouldBreach,
    finding_shown,
    no_such_trajectory,
)
from application.register import Register
from application.requests import Answer, Request, read_body
from domain.calendar import amsterdam_day
from domain.envelope import Circumstances, Envelope, Recorded, Source
from domain.events import REGISTER_ID, Corrected, Event, IdentityChanged, TrajectoryOpened, Voided
from domain.history import History
from domain.judging import Case, Judgement, Misfit, judge, judge_opening
from domain.region import Region
from domain.rights import may_open, may_record, rights
from eventlog import Appended, Conflict, EarlierAnswer, EventLog, Idempotency, KeyGone, KeyStore, NewEvent, OutcomeUnknown, Unavailable
from eventlog import TooLarge as RecordTooLarge

MANUAL = Source(kind="manual")

Outcome = Answer | Problem | None
"""`None`: it wants what another request of the batch is changing, and waits for the next batch."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A request whose event can be appended, with the BSN that must be its alone."""

    request: Request
    judgement: Judgement
    bsn: str | None

    @property
    def trajectory_id(self) -> UUID:
        return self.judgement.recorded.trajectory_id

    @property
    def findings(self) -> tuple[dict[str, object], ...]:
        return tuple(map(finding_shown, self.judgement.findings))

    def as_new_event(self) -> NewEvent:
        recorded, key_hash = self.judgement.recorded, self.request.key_hash
        answer = json.dumps({"body": self.request.body_hash, "findings": self.findings}).encode()
        idempotency = Idempotency(key_hash, answer) if key_hash else None
        return NewEvent(self.trajectory_id, recorded.version, recorded.envelope, recorded.event, idempotency=idempotency)

    def answer(self, appended: Appended) -> Answer:
        return Answer(self.trajectory_id, self.judgement.recorded.version, appended.position, self.findings)


Decision = Passed | Answer | Problem | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when a batch is judged: read after all that was committed before."""

    histories: Mapping[UUID, History]
    answers: Mapping[bytes, EarlierAnswer]
    region: Region
    now: datetime


class Recording:
    """Records batches of requests. One at a time per process; any number of processes beside each other."""

    def __init__(self, log: EventLog, keys: KeyStore, register: Register) -> None:
        self._log = log
        self._keys = keys
        self._register = register

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

    def _record(self, requests: Sequence[Request]) -> list[Outcome]:
        with ExitStack() as held:
            decisions = self._decide(requests, held)
            events = _events(decisions)
            try:
                return _outcomes(decisions, self._log.append(events) if events else [])
            except Conflict:
                pass  # somebody was faster: decide anew, with nobody in between
        with ExitStack() as held:

            def decide_anew() -> list[NewEvent]:
                held.close()
                decisions[:] = self._decide(requests, held)
                return _events(decisions)

            return _outcomes(decisions, self._log.append_under_lock(decide_anew))

    def _decide(self, requests: Sequence[Request], held: ExitStack) -> list[Decision]:
        """Decides on each request by itself; the BSNs of those that pass stay claimed for as long as `held` lasts."""
        known = self._known(requests)
        changing: set[object] = set()
        decisions: list[Decision] = []
        for request in requests:
            wants: set[object] = {request.trajectory_id or request, request.key_hash or request}
            decision = None if wants & changing else self._decide_one(request, known, changing)
            if isinstance(decision, Passed):
                changing |= {*wants, decision.bsn or request}
            decisions.append(decision)
        lost = held.enter_context(self._keys.confirming({p.trajectory_id: p.bsn for p in decisions if isinstance(p, Passed) and p.bsn}))
        return [_duplicate() if isinstance(d, Passed) and d.trajectory_id in lost else d for d in decisions]

    def _known(self, requests: Sequence[Request]) -> Known:
        answers = self._log.earlier_answers({hash_ for request in requests if (hash_ := request.key_hash)})
        histories = self._histories({request.trajectory_id for request in requests if request.trajectory_id})
        return Known(histories, answers, self._register.current(), datetime.now(UTC))

    def _histories(self, ids: set[UUID], *, words: bool = False) -> dict[UUID, History]:
        found = self._log.histories(ids - {REGISTER_ID}, words=words)
        legible = {id_: [entry for entry in entries if isinstance(entry, Recorded)] for id_, entries in found.items()}
        return {id_: History(tuple(entries)) for id_, entries in legible.items() if len(entries) == len(found[id_])}

    def _decide_one(self, request: Request, known: Known, changing: set[object]) -> Decision:
        try:
            history = self._seen(request, known)
            if earlier := known.answers.get(request.key_hash or b""):
                return _same_again(request, earlier)
            if history:
                _check_version(request, history)
            event, circumstances = read_body(request)
            judgement = self._judge(request, history, event, circumstances, known)
            bsn = judgement.trajectory.person.bsn or None
            if bsn in changing:
                return None
            if bsn is not None:
                self._claim(bsn, judgement.recorded.trajectory_id, request, known)
            return Passed(request, judgement, bsn)
        except Problem as problem:
            return problem

    def _seen(self, request: Request, known: Known) -> History | None:
        """The history that the actor may add to; `None` for a new one."""
        history = None
        if request.trajectory_id is not None:
            history = known.histories.get(request.trajectory_id)
            if history is None or not rights(request.actor, history.trajectory, amsterdam_day(known.now)).sees:
                raise no_such_trajectory()
        if not may_record(request.actor, request.kind):
            raise Forbidden(f"A {request.actor.role} does not record {request.kind.event_type}.")
        return history

    def _judge(self, request: Request, history: History | None, event: Event, circumstances: Circumstances, known: Known) -> Judgement:
        envelope = Envelope(event_id=uuid7(), actor=request.actor, source=MANUAL, **dict(circumstances))
        if history is None:
            if not may_open(request.actor, event):
                raise Forbidden("A procesregisseur opens trajectories of the own municipality.")
            judgement = judge_opening(uuid7(), envelope, event, known.region, known.now)
        else:
            if _concerns_identity(event, history) and request.trajectory_id:
                history = self._histories({request.trajectory_id}, words=True)[request.trajectory_id]
            try:
                judgement = judge(Case(history, known.region), envelope, event, known.now, str(uuid7()))
            except Misfit as misfit:
                raise Malformed.by(misfit.errors) from None
        if judgement.impossible:
            raise Impossible.by(judgement.impossible)
        if judgement.stopping:
            raise WouldBreach.by(judgement.stopping)
        return judgement

    def _claim(self, bsn: str, trajectory_id: UUID, request: Request, known: Known) -> None:
        holder = self._keys.claim_bsn(bsn, trajectory_id, lambda other: self._holds(other, bsn))
        if holder is not None:
            history = self._histories({holder}).get(holder)
            seen = history is not None and rights(request.actor, history.trajectory, amsterdam_day(known.now)).sees
            raise _duplicate(holder if seen else None)

    def _holds(self, trajectory_id: UUID, bsn: str) -> bool:
        """Whether that trajectory is in the log and still of the jeugdige with this BSN."""
        history = self._histories({trajectory_id}, words=True).get(trajectory_id)
        return history is not None and history.trajectory.person.bsn == bsn


def _events(decisions: Sequence[Decision]) -> list[NewEvent]:
    return [decision.as_new_event() for decision in decisions if isinstance(decision, Passed)]


def _outcomes(decisions: Sequence[Decision], appended: Sequence[Appended]) -> list[Outcome]:
    places = iter(appended)
    return [decision.answer(next(places)) if isinstance(decision, Passed) else decision for decision in decisions]


def _same_again(request: Request, earlier: EarlierAnswer) -> Answer:
    if earlier.answer is None:
        raise no_such_trajectory()
    answered = json.loads(earlier.answer)
    if answered["body"] != request.body_hash:
        raise IdempotencyMismatch("This Idempotency-Key was used for another body: take a new key.")
    return Answer(earlier.trajectory_id, earlier.version, earlier.position, tuple(answered["findings"]))


def _check_version(request: Request, history: History) -> None:
    if request.if_match is None:
        raise VersionMissing('Send If-Match with the version that you read, such as If-Match: "3".')
    if request.if_match != f'"{history.version}"':
        raise VersionStale.at(history.version)


def _concerns_identity(event: Event, history: History) -> bool:
    """Whether it can bring back an earlier BSN, so that the words are needed to judge it."""
    if not isinstance(event, Corrected | Voided) or event.target_version > history.version:
        return False
    return isinstance(history.recorded[event.target_version - 1].event, TrajectoryOpened | IdentityChanged | Corrected | Voided)


def _duplicate(trajectory_id: UUID | None = None) -> Duplicate:
    detail = "A jeugdige with this BSN has a trajectory here: record in that one."
    return Duplicate(detail, trajectory_id=str(trajectory_id)) if trajectory_id else Duplicate(detail)

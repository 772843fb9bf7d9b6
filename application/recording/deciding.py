"""Deciding on one request: the contract's order of judging, from top to bottom.

404, 403, idempotency, 428, 412, malformed, impossible, would-breach. Whatever refuses is raised as a `Problem`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from uuid import UUID

from uuid_utils.compat import uuid7

from application.problems import (
    Forbidden,
    Impossible,
    Malformed,
    Problem,
    VersionMissing,
    VersionStale,
    WouldBreach,
    finding_shown,
    no_such_trajectory,
    part_of_another,
)
from application.recording.requests import Answer, Request, answered_before, check_key, read_body
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Actor, Circumstances, Envelope, Recorded, Source
from domain.events import Annulled, Corrected, Event, GlassReviewed, IdentityChanged, TrajectoryOpened, Voided
from domain.governance import UNGOVERNED, Governance
from domain.history import History
from domain.judging import Case, Judgement, Misfit, judge, judge_opening
from domain.region import Region
from domain.rights import (
    Succession,
    keeps_something,
    may_lift,
    may_open,
    may_record,
    may_undo,
    own_words,
    rights,
    succession_of,
)
from domain.secrecy import Secrecy, kept_from
from eventlog import Appended, EarlierAnswer, Idempotency, NewEvent, as_read

MANUAL = Source(kind="manual")


@dataclass(frozen=True)
class Known:
    """What is known when a batch is decided on: read after everything that was committed before.

    Histories hold facts; `with_words` opens one again with its words. `governance` is asked for only where rights depend on it.
    """

    histories: Mapping[UUID, History]
    with_words: Callable[[UUID], History | None]
    answers: Mapping[bytes, EarlierAnswer]
    region: Region
    governance: Callable[[], Governance]
    now: datetime

    @cached_property
    def today(self) -> date:
        return amsterdam_day(self.now)

    @cached_property
    def succession(self) -> Callable[[Actor], Succession]:
        """For which organisations an actor speaks: a batch has many questions about few."""
        return cache(lambda actor: succession_of(actor, self.region, self.today))


@dataclass(frozen=True, slots=True)
class Passed:
    """A request whose event can be appended, with the BSN that must be its trajectory's alone, where it says one."""

    request: Request
    judgement: Judgement
    read: Recorded
    """What will be read of it, but for its place: what could not be read again is not recorded."""
    findings: tuple[dict[str, object], ...]
    """Those that it adds, as far as they may be told."""

    @property
    def trajectory_id(self) -> UUID:
        return self.judgement.recorded.trajectory_id

    @property
    def bsn(self) -> str | None:
        return self.judgement.trajectory.person.bsn or None

    def as_new_event(self) -> NewEvent:
        recorded, key_hash = self.judgement.recorded, self.request.key_hash
        answer = json.dumps({"body": self.request.body_hash, "findings": self.findings}).encode()
        idempotency = Idempotency(key_hash, answer) if key_hash else None
        return NewEvent(self.trajectory_id, recorded.version, recorded.envelope, recorded.event, idempotency=idempotency)

    def answer(self, appended: Appended) -> Answer:
        return Answer(self.trajectory_id, self.judgement.recorded.version, appended.position, self.findings)


def decide(request: Request, known: Known, fresh_id: UUID) -> Passed | Answer:
    """Passed, or what it was answered before; `fresh_id` names what it starts. Raises `Problem`."""
    history = _addressed(request, known)
    if history is None or _sees(request.actor, history, known):
        return _decided(request, history, known, fresh_id, based_on_sight=True)
    if not request.kind.opens_sight:
        if keeps_something(request.actor, known.succession(request.actor), history, known.today):
            raise Forbidden("What is left of a right that has ended is for reading.")
        raise no_such_trajectory()
    try:
        return _decided(request, history, known, fresh_id, based_on_sight=False)
    except Problem:
        # Who only tries whether a trajectory is there is told nothing: it must be on record that he looked.
        raise no_such_trajectory() from None


def _decided(request: Request, history: History | None, known: Known, fresh_id: UUID, *, based_on_sight: bool) -> Passed | Answer:
    """The order in which a request is judged is the contract's. Without sight there is no version to be based on."""
    succession = known.succession(request.actor)
    if not succession.organisations:
        raise part_of_another(request.actor, succession)
    if not may_record(request.actor, request.kind):
        raise Forbidden(f"A {request.actor.role} does not record {request.kind.event_type}.")
    check_key(request.idempotency_key)
    if earlier := known.answers.get(request.key_hash or b""):
        return _same_again(request, earlier)
    if history is not None and based_on_sight:
        _check_version(request, history)
        if not _is_his_to_record(request, history, known):
            raise Forbidden("Access in an emergency is for reading.")
    event, circumstances = read_body(request)
    judgement = _judged(request, history, event, circumstances, known, fresh_id)
    if judgement.impossible:
        raise Impossible.by(judgement.impossible)
    if judgement.stopping:
        raise WouldBreach.by(judgement.stopping)
    told = _secrecy(request.actor, judgement.history, known).found(judgement.findings)
    return Passed(request, judgement, as_read(judgement.recorded), tuple(map(finding_shown, told)))


def _addressed(request: Request, known: Known) -> History | None:
    """The history that is meant; `None` for a new one. Raises `NotFound`."""
    if request.trajectory_id is None:
        return None
    history = known.histories.get(request.trajectory_id)
    if history is None:
        raise no_such_trajectory()
    return history


def _sees(actor: Actor, history: History, known: Known) -> bool:
    governance = known.governance() if actor.role is Role.AUDITOR else UNGOVERNED
    return rights(actor, history.trajectory, known.today, governance, known.now, succession=known.succession(actor)).sees


def _is_his_to_record(request: Request, history: History, known: Known) -> bool:
    """Whether he sees it without taking access in an emergency, which is for reading; such access can be taken again."""
    actor = request.actor
    return request.kind.opens_sight or rights(actor, history.trajectory, known.today, succession=known.succession(actor)).sees


def _same_again(request: Request, earlier: EarlierAnswer) -> Answer:
    answered = answered_before(earlier, request.body_hash)
    return Answer(earlier.trajectory_id, earlier.version, earlier.position, tuple(answered["findings"]))


def _check_version(request: Request, history: History) -> None:
    if request.if_match is None:
        raise VersionMissing('Send If-Match with the version that you read, such as If-Match: "3".')
    if request.if_match != f'"{history.version}"':
        raise VersionStale.at(history.version)


def _judged(
    request: Request, history: History | None, event: Event, circumstances: Circumstances, known: Known, fresh_id: UUID
) -> Judgement:
    said = {name: getattr(circumstances, name) for name in circumstances.model_fields_set}
    envelope = Envelope(event_id=uuid7(), actor=request.actor, source=MANUAL, **said)
    succession = known.succession(request.actor)
    if history is None:
        if not may_open(request.actor, succession, event):
            raise Forbidden("A procesregisseur opens trajectories of the own municipality.")
        return judge_opening(fresh_id, envelope, event, known.region, known.now)
    _check_whose_it_is(request.actor, succession, event, history)
    _check_reads_what_it_puts_right(request.actor, event, history, known)
    if _concerns_identity(event, history):
        opened = known.with_words(history.recorded[0].trajectory_id)
        if opened is None:
            raise no_such_trajectory()
        history = opened
    try:
        judgement = judge(Case(history, known.region), envelope, event, known.now, str(fresh_id))
    except Misfit as misfit:
        raise Malformed.by(misfit.errors) from None
    if not may_lift(request.actor, succession, history, judgement.history):
        raise Forbidden("A flag that another organisation set is lifted by that one, or by the procesregisseur.")
    return judgement


def _check_whose_it_is(actor: Actor, succession: Succession, event: Event, history: History) -> None:
    """Of what is about something that was recorded before. Raises `Forbidden`."""
    match event:
        case Corrected() | Voided() | Annulled() if event.target_version <= history.version:
            target = history.recorded[event.target_version - 1]
            if not may_undo(actor, succession, event, target, confided=history.confides(target)):
                by = "that one" if history.confides(target) else "that one, or by the procesregisseur"
                raise Forbidden(f"What another organisation recorded is put right by {by}.")
        case GlassReviewed(break_id=taken):
            if any(each.break_id == taken and each.by.subject == actor.subject for each in history.trajectory.breaks):
                # In whichever role, for whichever organisation: a subject is one person.
                raise Forbidden("Access that one took oneself is looked into by somebody else.")


def _check_reads_what_it_puts_right(actor: Actor, event: Event, history: History, known: Known) -> None:
    """Of a place that is secret: what could not stand, once it is put right, would tell it. Raises `Forbidden`.

    Who recorded it himself knows it, as long as nobody else put it right.
    """
    if not isinstance(event, Corrected | Voided) or event.target_version > history.version:
        return
    secrecy, target = _secrecy(actor, history, known), history.recorded[event.target_version - 1]
    said = {target.version, *(each.version for each in history.recorded if _corrects(each, target.version))}
    if secrecy.hides_place_of(target) and not said <= own_words(actor, known.succession(actor), history):
        raise Forbidden("A place is kept secret there: who reads the words of this trajectory puts it right, or who recorded it.")


def _corrects(recorded: Recorded, version: int) -> bool:
    return isinstance(recorded.event, Corrected) and recorded.event.target_version == version


def _secrecy(actor: Actor, history: History, known: Known) -> Secrecy:
    """What is left out of what this actor is told of it."""
    if not history.trajectory.safety:
        return Secrecy(history)
    succession = known.succession(actor)
    allowed = rights(actor, history.trajectory, known.today, known.governance(), known.now, succession=succession)
    return kept_from(actor, succession.organisations, history, reads_words=allowed.reads_words)


def _concerns_identity(event: Event, history: History) -> bool:
    """Whether it can bring back an earlier BSN, so that the words are needed to judge it."""
    if not isinstance(event, Corrected | Voided) or event.target_version > history.version:
        return False
    return isinstance(history.recorded[event.target_version - 1].event, TrajectoryOpened | IdentityChanged | Corrected | Voided)

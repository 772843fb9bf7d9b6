"""Erasure: asked for, looked at, approved by somebody else, thought over, and begun. From there `destroying` carries it out."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from application.doors.door import Door
from application.doors.granted import Granted
from application.doors.loading import history_of
from application.doors.own_stream import OwnStream, read_said
from application.doors.register import Register
from application.erasing.destroying import Destroying
from application.looking.disclosing import Disclosed
from application.naming_nobody import may_be_somebodys
from application.pages import Page, page_of
from application.problems import Forbidden, Impossible, Malformed, NotFound, NotYet, no_such_trajectory
from domain.calendar import amsterdam_day
from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.erasures import OPEN, Erasure, Erasures, Status, holds_words, in_the_way, refused_before, words_that_go
from domain.events import (
    ERASURES_ID,
    DossierErased,
    ErasureApproved,
    ErasureBegun,
    ErasureEvent,
    ErasureRefused,
    ErasureRequested,
    ErasureWithdrawn,
    WordsErased,
)
from domain.history import History, with_what_undoes
from domain.judging import Case, judge
from domain.rights import Succession, rights, went_over_on
from eventlog import EventLog, NewEvent, NotRotated, Unavailable


class Erasing:
    """Every step is recorded in the stream of erasures, with who took it. `days_to_think`: between approving and carrying out."""

    def __init__(
        self, log: EventLog, erasures: OwnStream[Erasures], register: Register, destroying: Destroying, days_to_think: int
    ) -> None:
        self._log = log
        self._door = Door(log, Granted(log))
        self._erasures = erasures
        self._register = register
        self._destroying = destroying
        self._days_to_think = days_to_think

    # --- asking

    def erasures(self, actor: Actor, *, limit: int, cursor: str | None, min_position: int | None) -> Disclosed[Page]:
        """All for the privacy officer; for a procesregisseur those of the trajectories that he sees, and those that a procesregisseur of
        the own municipality, or one that is part of it, asked for or approved. The oldest first. Raises `Forbidden` and `NotYet`."""
        _only_who_guards(actor)
        self._door.awaited(min_position)
        succession = self._door.succession(actor, _today())
        standing, position = self._erasures.read()
        concerning = (each for each in standing.values() if self._concerns(actor, succession, each))
        mine = sorted(concerning, key=lambda each: each.erasure_id)
        page = page_of("erasures", mine, lambda each: each.erasure_id, partial(self._shown, actor), cursor, limit)
        return Disclosed(replace(page, position=position), (item["trajectory_id"] for item in page.items))

    def erasure(self, actor: Actor, erasure_id: str) -> Disclosed[dict[str, Any]]:
        """With the reasons, where it was refused. Raises `NotFound`."""
        _only_who_guards(actor)
        return self._now(actor, erasure_id)

    def about(self, erasure_id: str) -> UUID | None:
        """Of which trajectory it is, for the record of who looked; None where there is no such erasure."""
        erasure = self._erasures.current().get(erasure_id)
        return erasure.trajectory_id if erasure else None

    def certificate(self, actor: Actor, erasure_id: str) -> Disclosed[bytes]:
        """The signed statement of what was done, once it is. Raises `NotFound`."""
        _only_who_guards(actor)
        erasure = self._standing(self._erasures.current(), erasure_id, actor)
        if erasure.certificate is None:
            raise NotFound("It is not carried out yet: there is no certificate.")
        return Disclosed(erasure.certificate.encode(), [erasure.trajectory_id])

    # --- deciding

    def request(self, actor: Actor, body: bytes) -> Disclosed[dict[str, Any]]:
        """Asks for an erasure. Raises `NotFound`, `Malformed`, `Impossible` and `NotYet`."""
        _only_who_guards(actor)
        asked = read_said(ErasureRequested, body)
        if may_be_somebodys(asked.ground):
            message = "Name what it rests on, such as an article of law: a number of so many digits may be somebody's, and this is kept."
            raise Malformed("Mend the fields named in errors.", errors=[{"pointer": "/ground", "message": message}])
        if asked.asked_on is not None and asked.asked_on > asked.occurred_on:
            raise _wrong_day(f"It lies after today, {asked.occurred_on}.")
        history = self._history(actor, asked.trajectory_id)
        opened_on = history.trajectory.opened_on
        if asked.asked_on is not None and asked.asked_on < opened_on:
            raise _wrong_day(f"It was opened on {opened_on}: before that there was nothing to ask the destruction of.")
        if asked.version is not None:
            _check_words(history, asked.version)

        def requested(standing: Erasures) -> ErasureRequested:
            what = asked.trajectory_id, asked.version
            for same in standing.values():
                if (same.trajectory_id, same.version) == what and same.is_asked_once:
                    raise _out_of_order(f"Erasure {same.erasure_id} of the same is {same.status} already.")
            return asked

        self._erasures.record(actor, requested)
        return self._now(actor, str(asked.erasure_id))

    def approve(self, actor: Actor, erasure_id: str) -> Disclosed[dict[str, Any]]:
        """By another person than who asked for it. Raises `Forbidden`, `NotFound`, `Impossible` and `NotYet`."""

        def approved(erasure: Erasure) -> ErasureApproved:
            _expect(erasure, "requested")
            if actor.subject == erasure.requested_by.subject:
                raise Forbidden("Who asked for it does not approve it: somebody else does.")
            self._check_are_two(erasure.requested_by)
            self._history(actor, erasure.trajectory_id)
            return ErasureApproved(occurred_on=_today(), erasure_id=erasure_id)

        return self._decide(actor, erasure_id, approved)

    def refuse(self, actor: Actor, erasure_id: str, body: bytes) -> Disclosed[dict[str, Any]]:
        """On a ground of the law, with reasons: as a whole, or of a dossier as far as some of its events go; each time anew, and of each
        event once. That it was refused, and why, is told to whoever asked (Jeugdwet 7.3.9, second paragraph; AVG 12, fourth paragraph):
        another ground does not come in its place unseen.

        What is left of it goes on, with the days that it has. Raises `Forbidden`, `NotFound`, `Malformed`, `Impossible` and `NotYet`.
        """

        def refused(erasure: Erasure) -> ErasureRefused:
            _expect(erasure, *OPEN)
            history = self._history(actor, erasure.trajectory_id)
            refusal = read_said(ErasureRefused, body, erasure_id=erasure_id)
            if refusal.versions is not None:
                _check_part(erasure, history, refusal.versions)
            return refusal

        return self._decide(actor, erasure_id, refused)

    def withdraw(self, actor: Actor, erasure_id: str) -> Disclosed[dict[str, Any]]:
        """By who thought again, for as long as it has not begun. Raises `Forbidden`, `NotFound`, `Impossible` and `NotYet`."""

        def withdrawn(erasure: Erasure) -> ErasureWithdrawn:
            _expect(erasure, *OPEN)
            return ErasureWithdrawn(occurred_on=_today(), erasure_id=erasure_id)

        return self._decide(actor, erasure_id, withdrawn)

    def execute(self, actor: Actor, erasure_id: str) -> Disclosed[dict[str, Any]]:
        """Begins it, and waits a while until it is carried out; what takes longer goes on by itself.

        The end of the trajectory is recorded in one transaction with the beginning of its erasure. Raises `Forbidden`, `NotFound`,
        `Impossible` (too early, or something is to be kept) and `NotYet`.
        """
        _only_who_guards(actor)
        try:
            self._destroying.check()
        except NotRotated as reason:
            raise NotYet(str(reason)) from None

        def begun(standing: Erasures) -> tuple[ErasureBegun, list[NewEvent]] | None:
            erasure = self._standing(standing, erasure_id, actor)
            if erasure.status in ("begun", "executed"):
                return None  # by somebody who asked at the same time, or before
            _expect(erasure, "approved")
            first_day = erasure.may_begin_from(self._days_to_think)
            if first_day is None or _today() < first_day:
                raise _out_of_order(f"There is time to think again: it can be carried out from {first_day} on.")
            ends = self._ends(actor, erasure)
            versions = tuple(end.event.target_version for end in ends if isinstance(end.event, WordsErased)) if erasure.kept else None
            return ErasureBegun(occurred_on=_today(), erasure_id=erasure_id, versions=versions), ends

        self._erasures.record_with(actor, begun)
        self._destroying.carry_out()
        return self._now(actor, erasure_id)

    def _check_are_two(self, requested_by: Actor) -> None:
        """Whether who asked for it cannot have another subject by now: an issuer may give people new ones where organisations become one
        (ADR 15). Raises `Forbidden`."""
        gone_on = went_over_on(requested_by.organisation, self._register.asked().region, _today())
        if gone_on is not None:
            raise Forbidden(
                f"It was asked for on behalf of {requested_by.organisation}, in whose place another stands since {gone_on}: who asked may "
                "sign in as another now. Withdraw it, and let it be asked for anew."
            )

    def _decide(self, actor: Actor, erasure_id: str, decide: Callable[[Erasure], ErasureEvent]) -> Disclosed[dict[str, Any]]:
        _only_who_guards(actor)
        self._erasures.record(actor, lambda standing: decide(self._standing(standing, erasure_id, actor)))
        return self._now(actor, erasure_id)

    def _ends(self, actor: Actor, erasure: Erasure) -> list[NewEvent]:
        """What ends the trajectory, or the words of its events. Raises `NotFound` and `Impossible`."""
        history = self._history(actor, erasure.trajectory_id)
        ends: list[DossierErased | WordsErased] = [
            WordsErased(occurred_on=_today(), erasure_id=erasure.erasure_id, target_version=version)
            for version in _words_of(erasure, history)
        ]
        if not ends and erasure.kept:
            raise _out_of_order("No words are left of it but those that are kept: refuse it as a whole.")
        recorded: list[NewEvent] = []
        for end in ends or [DossierErased(occurred_on=_today(), erasure_id=erasure.erasure_id)]:
            envelope = self._erasures.envelope(actor)
            judgement = judge(Case(history, self._register.current()), envelope, end, datetime.now(UTC), erasure.erasure_id)
            if judgement.impossible:
                raise Impossible.by(judgement.impossible)
            recorded.append(NewEvent(erasure.trajectory_id, history.version + 1, envelope, end))
            history = judgement.history
        return recorded

    def _history(self, actor: Actor, trajectory_id: UUID) -> History:
        """What is recorded of it, for who guards it. Raises `NotFound`: not there, erased, or not this actor's."""
        history = self._seen(actor, self._door.succession(actor, _today()), trajectory_id)
        if history is None:
            raise no_such_trajectory()
        return history

    def _seen(self, actor: Actor, succession: Succession, trajectory_id: UUID) -> History | None:
        history = history_of(self._log, trajectory_id)
        sees = history is not None and rights(actor, history.trajectory, _today(), succession=succession).sees
        return history if sees else None

    def _concerns(self, actor: Actor, succession: Succession, erasure: Erasure) -> bool:
        """After it nobody can tell any more whose trajectory it was: the municipalities that decided on it stay, or who took their place.

        A privacy officer may be of an office that is called after one of them, and decides on the trajectories of all.
        """
        if actor.role is Role.PRIVACY_OFFICER:
            return True
        decided = (each for each in (erasure.requested_by, erasure.approved_by) if each)
        if any(each.role is actor.role and each.organisation in succession.organisations for each in decided):
            return True
        return self._seen(actor, succession, erasure.trajectory_id) is not None

    def _standing(self, erasures: Erasures, erasure_id: str, actor: Actor) -> Erasure:
        """Raises `NotFound`: not there, or not this actor's."""
        erasure = erasures.get(erasure_id)
        if erasure is None or not self._concerns(actor, self._door.succession(actor, _today()), erasure):
            raise NotFound("No such erasure.")
        return erasure

    # --- showing

    def _now(self, actor: Actor, erasure_id: str) -> Disclosed[dict[str, Any]]:
        erasure = self._standing(self._erasures.current(), erasure_id, actor)
        reasons = self._reasons(erasure) if erasure.status == "refused" or erasure.kept else []
        shown = self._shown(actor, erasure)
        for part, said in zip(shown.get("kept", ()), reasons, strict=False):
            part["reasons"] = said
        if erasure.status == "refused":
            shown["reasons"] = reasons[-1]
        return Disclosed(shown, [erasure.trajectory_id], words=bool(reasons))

    def _reasons(self, erasure: Erasure) -> list[str]:
        """Why it was refused, each time that it was: words, which are opened for who asks about that one alone."""
        try:
            stream = self._log.histories([ERASURES_ID], words=frozenset({ErasureRefused.event_type})).get(ERASURES_ID, [])
        except Unavailable:
            raise NotYet.retry("The log cannot be read just now.") from None
        steps = (entry.event for entry in stream if isinstance(entry, Recorded))
        return [str(step.reasons) for step in steps if isinstance(step, ErasureRefused) and step.erasure_id == erasure.erasure_id]

    def _shown(self, actor: Actor, erasure: Erasure) -> dict[str, Any]:
        shown = {name: value for name, value in asdict(erasure).items() if value not in (None, ())}
        shown |= {
            name: getattr(erasure, name).model_dump(mode="json") for name in ("requested_by", "approved_by", "begun_by") if name in shown
        }
        if erasure.status == "approved":
            shown["from"] = erasure.may_begin_from(self._days_to_think)
        if erasure.status in OPEN:
            shown["decide_by"] = erasure.decide_by
            # That a municipality asked for it, and has no part in the trajectory any more, tells it nothing of what came after.
            history = self._seen(actor, self._door.succession(actor, _today()), erasure.trajectory_id)
            if history is not None:
                refused = refused_before(self._erasures.current(), erasure)
                shown["in_the_way"] = [asdict(each) for each in (*in_the_way(history, erasure.version, _today()), *refused)]
        return shown


def _wrong_day(why: str) -> Malformed:
    message = f"{why} Give the day on which it was asked for, or leave it out if that is today."
    return Malformed("Mend the fields named in errors.", errors=[{"pointer": "/asked_on", "message": message}])


def _expect(erasure: Erasure, *statuses: Status) -> None:
    if erasure.status not in statuses:
        raise _out_of_order(f"It is {erasure.status}: that comes only when it is {' or '.join(sorted(statuses))}.")


def _words_of(erasure: Erasure, history: History) -> Sequence[int]:
    """The events of which only the words go; none where the whole dossier does."""
    if erasure.version is not None:
        return (erasure.version,)
    return words_that_go(history, (version for part in erasure.kept for version in part.versions)) if erasure.kept else ()


def _check_words(history: History, version: int, pointer: str = "/version") -> None:
    if version > history.version:
        raise Malformed("Mend the fields named in errors.", errors=[{"pointer": pointer, "message": "There is no such version."}])
    if not holds_words(history.recorded[version - 1]):
        raise _out_of_order(f"Version {version} holds no words.")


def _check_part(erasure: Erasure, history: History, versions: Collection[int]) -> None:
    """Whether these are a part of what it is of, and something is left. Raises `Malformed` and `Impossible`."""
    for version in versions:
        _check_words(history, version, "/versions")
    if len(set(versions)) < len(versions):
        raise _wrong_part("Name each event once.")
    for part in erasure.kept:
        if again := sorted(with_what_undoes(history.recorded, part.versions).intersection(versions)):
            raise _wrong_part(
                f"Version {again[0]} was refused already, for {part.refused_for}, and whoever asked is told so: that stands. Leave it out; "
                "to decide on it anew, withdraw this erasure and let it be asked for again."
            )
    before = (version for part in erasure.kept for version in part.versions)
    if erasure.version is not None or not words_that_go(history, (*before, *versions)):
        raise _wrong_part("No words would be left to destroy: leave versions out, and refuse it as a whole.")


def _wrong_part(message: str) -> Malformed:
    return Malformed("Mend the fields named in errors.", errors=[{"pointer": "/versions", "message": message}])


def _out_of_order(message: str) -> Impossible:
    return Impossible(message, rule="I-order", impossibilities=[])


def _only_who_guards(actor: Actor) -> None:
    if actor.role not in ErasureEvent.recorded_by:
        raise Forbidden("Erasure is for the privacy officer and the procesregisseur.")


def _today() -> date:
    return amsterdam_day(datetime.now(UTC))

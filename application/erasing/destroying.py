"""Erasure carried out: keys destroyed, the master key replaced, rows rewritten, and a signed statement of it all.

That an erasure has begun is on record before the first step. Each step can be taken again: what was interrupted goes on at the next start.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from application.doors.own_stream import OwnStream
from application.problems import NotYet
from domain.calendar import amsterdam_day
from domain.envelope import Actor
from domain.erasures import Erasure, Erasures
from domain.events import ErasureExecuted
from eventlog import EventLog, KeyStore, NotRotated, Unavailable, rotatable, rotate

PATIENCE = 20.0
"""Seconds that who asks for it waits for the end of it."""

ANEW = 60.0
"""Seconds after which what did not succeed is tried again."""


class Destroying:
    """A thread of its own: whatever is begun and not carried out is its work, whoever began it, in this process or another.

    `rewrite` makes the rows anew, without what was erased, and says what of their files it had to leave; it stops when it is told to.
    `signed` puts a signature under a text. `backups_kept`: days after which no backup is left that was made before.
    """

    def __init__(
        self,
        log: EventLog,
        keys: KeyStore,
        erasures: OwnStream[Erasures],
        rewrite: Callable[[threading.Event], Sequence[str]],
        signed: Callable[[str], str],
        master_key_file: Path,
        backups_kept: int,
    ) -> None:
        self._log = log
        self._keys = keys
        self._erasures = erasures
        self._rewrite = rewrite
        self._signed = signed
        self._master_key_file = master_key_file
        self._backups_kept = timedelta(days=backups_kept)
        self.trouble: str | None = None
        """Why something that was begun is not carried out yet: what to do."""
        self._wake = threading.Event()
        self._rested = threading.Condition()
        self._turns = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="erasure", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """After the step that is under way; the rest is done at the next start."""
        self._stopping.set()
        self._wake.set()
        self._thread.join()

    def check(self) -> None:
        """Before anything is begun: whether the master key can be replaced. Raises `NotRotated`, with what to do."""
        rotatable(self._keys, self._master_key_file)

    def carry_out(self) -> None:
        """What is begun, now; returns when it is done or has failed, or goes on for longer than anybody waits."""
        with self._rested:
            before = self._turns
            self._wake.set()
            # A turn that is under way may have looked before: then the next one does it.
            self._rested.wait_for(lambda: self._turns > before and (self.trouble is not None or not self._begun()), PATIENCE)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._turn()
            with self._rested:
                self._turns += 1
                self._rested.notify_all()
            self._wake.wait(ANEW)
            self._wake.clear()

    def _turn(self) -> None:
        try:
            self.carry_out_all()
            self.trouble = None
        except (NotYet, NotRotated, Unavailable) as reason:
            self.trouble = str(reason)
        except Exception as reason:  # whatever it is, it must be seen, and tried again
            self.trouble = f"{type(reason).__name__}: an erasure that was begun is not ended yet. It is tried again every minute."

    def carry_out_all(self) -> int:
        """All that is begun, here and now; gives how many. Raises `NotYet`, `NotRotated`, `Unavailable` and what `rewrite` raises."""
        begun, failed = self._begun(), []
        for done, erasure in enumerate(begun):
            if self._stopping.is_set():
                return done
            try:
                self._destroy(erasure)
            except Exception as reason:  # that one of them cannot be ended keeps no other from it
                failed.append(reason)
        if failed:
            raise failed[0]
        return len(begun)

    def _begun(self) -> list[Erasure]:
        return [each for each in self._erasures.current().values() if each.status == "begun"]

    def _destroy(self, erasure: Erasure) -> None:
        assert erasure.begun_by is not None
        for version in erasure.words:
            self._keys.erase_words(erasure.trajectory_id, version, lambda id_: self._log.versions([id_])[id_])
        if not erasure.words:
            self._keys.erase([erasure.trajectory_id])
        rotate(self._keys, self._master_key_file)
        destroyed_at = datetime.now(UTC)
        # Words stand in no row.
        left = () if erasure.words else self._rewrite(self._stopping)
        if self._stopping.is_set():
            return  # the rows may not be done
        certificate = self._signed(self._statement(erasure, destroyed_at, left))

        def executed(standing: Erasures) -> ErasureExecuted | None:
            if standing[erasure.erasure_id].status == "executed":
                return None  # by another process
            day = amsterdam_day(datetime.now(UTC))
            return ErasureExecuted(occurred_on=day, erasure_id=erasure.erasure_id, certificate=certificate)

        self._erasures.record(erasure.begun_by, executed)

    def _statement(self, erasure: Erasure, destroyed_at: datetime, left: Sequence[str]) -> str:
        """What was done, in Dutch: it may be given to the jeugdige. It names functions and organisations, no persons."""
        what = f"de woorden van gebeurtenis {_listed(erasure.words)}" if erasure.words else "het hele dossier"
        lines = [
            "Verklaring van vernietiging",
            f"vernietiging: {erasure.erasure_id}",
            f"dossier: {erasure.trajectory_id}",
            f"wat: {what}",
            f"grond: {erasure.ground}",
            *(f"geweigerd: de woorden van gebeurtenis {_listed(part.versions)}, {part.refused_for.label}" for part in erasure.kept),
            *(["niet gedaan: de feiten van het dossier, die alleen als geheel vernietigd kunnen worden"] if erasure.kept else []),
            *([f"verzocht op: {erasure.asked_on}"] if erasure.asked_on else []),
            f"gevraagd: {_by(erasure.requested_by, erasure.requested_at)}",
            f"goedgekeurd: {_by(erasure.approved_by, erasure.approved_at)}",
            f"begonnen: {_by(erasure.begun_by, erasure.begun_at)}, positie {erasure.begun_position}",
            f"sleutels vernietigd en hoofdsleutel vervangen: {_moment(destroyed_at)}",
            *([] if erasure.words else [f"rijen herschreven: {_moment(datetime.now(UTC))}"]),
            *(f"niet gedaan: {each}" for each in left),
            f"back-ups van voor {_moment(destroyed_at)} kunnen het bevatten tot {destroyed_at + self._backups_kept:%Y-%m-%d},",
            "en openen dan alleen met de hoofdsleutel van toen.",
        ]
        return "".join(f"{line}\n" for line in lines)


def _listed(versions: Sequence[int]) -> str:
    return ", ".join(map(str, versions))


def _by(actor: Actor | None, at: datetime | None) -> str:
    return f"{_moment(at)} door {actor.role} van {actor.organisation}" if actor and at else "niet"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

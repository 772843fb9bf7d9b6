"""A dossier for a court, an inspectorate or the jeugdige: the whole of one case in one document, as much of it as who asks may see.

Nothing is told that could not be asked for piece by piece (`cases`, `application.looking.access_log`): the same rights, the same
words, the same secret places. As a document to print it is set by `interchange.dossier`, from what is made here and nothing else.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from application.doors.door import PATIENCE, PAUSE, Door, Opened
from application.doors.register import Register
from application.looking.access_log import MAY_CARE, TOLD_WHO_LOOKED, looker, told_who_looked
from application.looking.disclosing import Disclosed
from application.one_case.shown import OPENING, cover_shown, event_shown, situation, whereabouts_shown
from application.problems import Malformed, NotYet, finding_shown
from domain.calendar import amsterdam_day
from domain.codes import AccessBy, Role, TitleKind
from domain.envelope import Actor, Recorded
from domain.events import Annulled, Corrected, IdentityChanged, TitleGranted, TrajectoryOpened, Voided
from domain.events.base import OfAnother, marked
from domain.history import History, voided_versions, with_what_undoes
from domain.law.lapse import titles_in_law
from domain.region import Region
from domain.rights import reads_confided
from domain.rules import findings, rules
from domain.secrecy import Secrecy
from domain.trajectory import Stay, Title
from eventlog import Unavailable
from eventlog.access import AccessLog, StoredAccess
from eventlog.notary import NotThere, Proofs
from eventlog.proof import Checkpoint, Note, to_base64

ARTICLES: Mapping[TitleKind, str] = {
    TitleKind.MACHTIGING: "Jeugdwet 6.1.2",
    TitleKind.SPOEDMACHTIGING: "Jeugdwet 6.1.3",
    TitleKind.VOORWAARDELIJKE_MACHTIGING: "Jeugdwet 6.1.4",
    TitleKind.MUHP: "BW 1:265b",
    TitleKind.ZORGMACHTIGING: "Wvggz 6:4",
    TitleKind.CRISISMAATREGEL: "Wvggz 7:1",
    TitleKind.VOORTZETTING_CRISISMAATREGEL: "Wvggz 7:8",
    TitleKind.WZD: "Wzd 24",
}
"""On which a title of that kind rests."""

_PAGE = 1000
"""Accesses that are read at once."""


class Dossiers:
    """Each goes through the door, and is closed until it is recorded who is given it (`application.looking`)."""

    def __init__(self, door: Door, register: Register, accesses: AccessLog, proofs: Proofs) -> None:
        self._door = door
        self._register = register
        self._accesses = accesses
        self._proofs = proofs

    def of(
        self,
        actor: Actor,
        trajectory_id: UUID,
        *,
        known_at: datetime | None,
        at_position: int | None,
        without: Collection[int],
        min_position: int | None,
    ) -> Disclosed[dict[str, Any]]:
        """All that was known at `known_at`, or at a position, up to that day; both default to now.

        `without`: versions of events with passages about another, which are left out; so are those of what corrects or undoes them. Each
        such event says so, and so does one of which the newest inspection that was given to the jeugdige left them out.

        Raises `NotFound` where nothing, or nothing but his own recordings, is for the actor to see; `Malformed` and `NotYet`.
        """
        opened = self._door.open(actor, trajectory_id, known_at, at_position=at_position, min_position=min_position, words=True)
        if unknown := sorted(set(without) - {each.version for each in opened.events}):
            raise Malformed(f"without names versions that are not in it: {', '.join(map(str, unknown))}.")
        made = _Made(actor, opened, self._sealed(actor, opened, with_what_undoes(opened.history.recorded, without)))
        dossier = {
            "trajectory_id": trajectory_id,
            "version": opened.history.version,
            "position": opened.moment.position,
            "known_at": opened.moment.known_at,
            "checkpoint": self._checkpoint(opened.history.position),
            "made_on": amsterdam_day(datetime.now(UTC)),
            "made_for": {"subject": actor.subject, "role": actor.role, "organisation": actor.organisation},
            "ground": opened.rights.ground or actor.role,
            "words": made.words,
            "without": sorted(set(without)),
            **made.dossier(self._register.asked().region),
            "accesses": self._accesses_shown(actor, opened),
            "accesses_told_to": TOLD_WHO_LOOKED,
        }
        return Disclosed(dossier, [trajectory_id], words=made.words != "none", **opened.disclosed_on)

    def _sealed(self, actor: Actor, opened: Opened, versions: Collection[int]) -> Mapping[int, Recorded]:
        """These, as they are read without words: what is left out is never opened, since a correction holds words as it holds facts."""
        if not versions:
            return {}
        closed = self._door.open(actor, opened.history.trajectory.trajectory_id, None, at_position=opened.moment.position)
        return {each.version: each for each in closed.events if each.version in versions}

    def _checkpoint(self, position: int) -> dict[str, Any] | None:
        """The newest that has the record at that position in it; None where it is not signed in time."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                note = self._proofs.checkpoint()
            except NotThere:
                note = None
            except Unavailable:
                raise NotYet.retry("The proofs cannot be read just now.") from None
            if note and (signed := Checkpoint.parse(note.text)).size >= position:
                return _checkpoint(signed, note)
            if time.monotonic() > deadline:
                return None
            time.sleep(PAUSE)

    def _accesses_shown(self, actor: Actor, opened: Opened) -> list[dict[str, Any]] | None:
        """Who looked before the moment that it is known at, the first one first; None for who may not know."""
        if not told_who_looked(actor):
            return None
        try:
            found = list(self._pages(opened.history.trajectory.trajectory_id, opened.moment.known_at))
        except Unavailable:
            raise NotYet.retry("The access log cannot be read just now.") from None
        return [_access(each, actor, opened.secrecy) for each in reversed(found)]

    def _pages(self, trajectory_id: UUID, to: datetime) -> Iterator[StoredAccess]:
        last: int | None = None
        while True:
            page = self._accesses.page(trajectory_id=trajectory_id, to=to, before=last, limit=_PAGE)
            yield from page
            if len(page) < _PAGE:
                return
            last = page[-1].position


class _Made:
    """How one case is told to one actor; of events that are `left_out`, by their version, as it is without words."""

    def __init__(self, actor: Actor, opened: Opened, left_out: Mapping[int, Recorded]) -> None:
        self._actor = actor
        self._opened = opened
        self._history = opened.history
        self._left_out = left_out
        self._not_given = with_what_undoes(opened.history.recorded, _not_given(actor, opened.secrecy.history))
        self._day = amsterdam_day(opened.moment.known_at)
        self._later = _undoing(opened.history, self._shows_contents)

    @property
    def words(self) -> Literal["all", "some", "none"]:
        """How many of the events it tells with their narrative and identity."""
        read = [self._reads_words_of(each.version) for each in self._opened.events]
        return "all" if all(read) else "some" if any(read) else "none"

    def dossier(self, region: Region) -> dict[str, Any]:
        chronological = sorted(self._opened.events, key=lambda recorded: (recorded.event.occurred_on, recorded.version))
        events = [self._event(each) for each in chronological]
        on_that_day = situation(self._history, self._day, self._opened.region, words=self._tells_who, secrecy=self._opened.secrecy)
        return {
            "situation": {"valid_on": self._day, **on_that_day},
            "names": _names(region, [on_that_day["home_municipality"], [each["data"] for each in events]]),
            "events": events,
            "whereabouts": [each for each in whereabouts_shown(self._history) if each["from"] <= self._day],
            "stays": [self._stay(stay, region) for stay in self._history.trajectory.stays],
            "titles": [self._title(title) for title in titles_in_law(self._history.trajectory) if title.decided_on <= self._day],
            "legal_cover": [each for each in cover_shown(self._history) if each["from"] <= self._day],
            "decisions": [
                _decision(recorded, event)
                for recorded, event in zip(chronological, events, strict=True)
                if recorded.event.is_decision or recorded.envelope.despite
            ],
            "findings": [
                finding_shown(each) for each in self._opened.secrecy.found(findings(self._history.trajectory)) if each.since <= self._day
            ],
        }

    @property
    def _tells_who(self) -> bool:
        """An identity is folded from several events: with the words of one of them left out, all of it is."""
        kept = not any(_tells_who(self._history, each) for each in self._left_out.values())
        return kept and self._opened.rights.reads_words_of(OPENING)

    def _reads_words_of(self, version: int) -> bool:
        return version not in self._left_out and self._opened.rights.reads_words_of(version)

    def _shows_contents(self, recorded: Recorded) -> bool:
        return not self._history.confides(recorded) or reads_confided(self._actor, self._opened.succession, recorded)

    def _event(self, recorded: Recorded) -> dict[str, Any]:
        version, secrecy = recorded.version, self._opened.secrecy
        contents = self._shows_contents(recorded)
        if version in self._left_out:
            recorded, secrecy = self._left_out[version], replace(secrecy, hides_others=True)
        return {
            **event_shown(recorded, words=self._reads_words_of(version), contents=contents, secrecy=secrecy),
            "left_out": "about another" if self._says_less(recorded, contents, secrecy) else None,
            "later": self._later.get(version, []),
        }

    def _says_less(self, recorded: Recorded, contents: bool, secrecy: Secrecy) -> bool:
        version = recorded.version
        if version in self._left_out or (version in self._not_given and not self._reads_words_of(version)):
            return True
        return contents and secrecy.hides_others and bool(marked(type(recorded.event), OfAnother))

    def _stay(self, stay: Stay, region: Region) -> dict[str, Any]:
        where: dict[str, Any] = {}
        if not self._opened.secrecy.hides_stay(stay):
            place, provider = region.location_on(stay.location, stay.since), region.providers.get(stay.provider)
            where = {
                "provider": stay.provider,
                "provider_name": provider.name if provider else None,
                "location": stay.location,
                "location_name": place.name if place else None,
            }
        return {
            "stay_id": stay.stay_id,
            "version": stay.version,
            "purpose": stay.purpose,
            "setting": stay.setting,
            **where,
            "since": stay.since,
            "until": stay.until,
            "title_id": stay.title_id,
        }

    def _title(self, title: Title) -> dict[str, Any]:
        granted = self._history.effective_event(title.version)
        return {
            "title_id": title.title_id,
            "version": title.version,
            "kind": title.kind,
            "article": ARTICLES[title.kind],
            "decided_on": title.decided_on,
            "court": granted.court if isinstance(granted, TitleGranted) else None,
            "civil_basis": title.civil_basis,
            "valid_from": title.valid_from,
            "valid_until": title.valid_until,
            "status": title.status_on(self._day),
        }


def _tells_who(history: History, recorded: Recorded) -> bool:
    """Whether an identity stands in it, or in what it corrects or undoes."""
    target = _target(recorded)
    if target is not None and target < recorded.version:
        return _tells_who(history, history.recorded[target - 1])
    return isinstance(recorded.event, TrajectoryOpened | IdentityChanged)


def _target(recorded: Recorded) -> int | None:
    return recorded.event.target_version if isinstance(recorded.event, Corrected | Voided | Annulled) else None


def _not_given(actor: Actor, history: History) -> frozenset[int]:
    """Versions whose words concern another, and were left out of the newest inspection that was given to the jeugdige."""
    if actor.role is not Role.JEUGDIGE:
        return frozenset()
    given = (grant for grant in history.trajectory.access_grants if grant.by in (AccessBy.JEUGDIGE, AccessBy.REPRESENTATIVE))
    newest = max((grant for grant in given if grant.says_what), key=lambda grant: grant.version, default=None)
    return newest.withheld if newest else frozenset()


def _undoing(history: History, shows_contents: Callable[[Recorded], bool]) -> Mapping[int, list[dict[str, Any]]]:
    """By the version of an event what was recorded of it later, and stands: that it was put right, never happened, or was undone."""
    later: dict[int, list[dict[str, Any]]] = defaultdict(list)
    voided = voided_versions(history.recorded)
    for recorded in history.recorded:
        target = _target(recorded)
        if target is not None and recorded.version not in voided and shows_contents(recorded):
            later[target].append({"version": recorded.version, "type": recorded.event.event_type})
    return later


def _names(region: Region, told: Any) -> dict[str, str]:
    """Of municipalities, providers and locations whose codes stand in what is told, as the register calls them."""
    found: dict[str, str] = {}
    for code in sorted(set(_texts(told))):
        if entry := region.municipalities.get(code) or region.providers.get(code) or region.locations.get(code):
            found[code] = entry.name
    return found


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for each in told.values():
            yield from _texts(each)
    elif isinstance(told, list | tuple):
        for each in told:
            yield from _texts(each)


_ARTICLES_OF_RULES = {rule.id: rule.article for rule in rules()}


def _decision(recorded: Recorded, event: Mapping[str, Any]) -> dict[str, Any]:
    """A decision, or what was recorded despite a finding of law, with what it rests on."""
    despite = event["despite"]
    passed = [{"rule": name, "article": _ARTICLES_OF_RULES.get(name)} for name in despite["rules"]] if despite else []
    return {
        "version": recorded.version,
        "occurred_on": event["occurred_on"],
        "summary": event["summary"],
        "title_id": event["data"].get("title_id"),
        "despite": {**despite, "rules": passed} if despite else None,
        "left_out": event["left_out"],
        "later": event["later"],
    }


def _access(access: StoredAccess, actor: Actor, secrecy: Secrecy) -> dict[str, Any]:
    """Of this trajectory alone, never with what or whom else was asked about; nor by which provider, where that tells a place: it
    may be handed on, so that who tried and was shown nothing is not named either."""
    return {
        "recorded_at": access.recorded_at,
        "action": access.action,
        "operation": access.operation,
        "outcome": access.outcome,
        "looked_by": looker(actor, access, unnamed=secrecy.hides_lookers and access.role in MAY_CARE),
        "purpose": access.purpose,
        "ground": access.ground,
        "words": access.words,
    }


def _checkpoint(signed: Checkpoint, note: Note) -> dict[str, Any]:
    return {"origin": signed.origin, "size": signed.size, "root": to_base64(signed.root), "note": note.data.decode()}

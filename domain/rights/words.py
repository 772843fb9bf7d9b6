"""Whose words and contents are read by whom, event by event."""

from collections.abc import Iterator

from domain.codes import AccessBy, Role
from domain.envelope import Actor, Recorded
from domain.events import Annulled, Corrected, IdentityChanged, OwnStatementAdded, TrajectoryOpened, Voided
from domain.history import History
from domain.rights.succession import Succession


def own_words(actor: Actor, succession: Succession, history: History) -> frozenset[int]:
    """Of which versions somebody reads the words because they are the own ones; of those who read all words, none.

    A provider or GI: of what its organisation recorded in that role, and those that it succeeded; it is the dossier that it keeps itself
    (Jeugdwet 7.3.8, first paragraph). Not who the jeugdige is. A jeugdige: in the own file.
    """
    match actor.role:
        case Role.PROVIDER | Role.GI:
            return frozenset(_recorded_by(actor, succession, history))
        case Role.JEUGDIGE:
            return frozenset(_in_the_own_file(actor, history))
    return frozenset()


def _recorded_by(actor: Actor, succession: Succession, history: History) -> Iterator[int]:
    for recorded in history.recorded:
        undone = history.recorded[recorded.event.target_version - 1] if isinstance(recorded.event, Corrected) else recorded
        tells_who = isinstance(undone.event, TrajectoryOpened | IdentityChanged)
        if recorded.is_by(actor.role, succession.organisations) and not tells_who:
            yield recorded.version


def _in_the_own_file(actor: Actor, history: History) -> set[int]:
    """Always: who he is, and what he said himself (Jeugdwet 7.3.8, second paragraph). The rest is read on request, but for what concerns
    another (7.3.10): as far as inspection was granted to him, or to who acts for him. What parents or a guardian were given
    says nothing of him. The newest grant decides, as it reads today, on all that was recorded before it.

    What corrects, voids or annuls something that is left out may tell it anew, and is left out with it. Who represents him may be the very
    one whom a safety flag keeps the address from: to him the identity is left out as long as one stands.
    """
    grants = [grant for grant in history.trajectory.access_grants if grant.by in _THE_JEUGDIGE and grant.says_what]
    newest = max(grants, key=lambda grant: grant.version, default=None)
    guarded = any(not flag.hides.is_empty for flag in history.trajectory.safety)
    read: set[int] = set()
    for recorded in history.recorded:
        undone = recorded.event.target_version if isinstance(recorded.event, Corrected | Voided | Annulled) else None
        given = newest is not None and newest.gives(recorded.version) and (undone is None or undone in read)
        if actor.representative and guarded and isinstance(recorded.event, TrajectoryOpened | IdentityChanged | Corrected):
            continue
        if given or _are_his_own_words(recorded):
            read.add(recorded.version)
    return read


_THE_JEUGDIGE = frozenset({AccessBy.JEUGDIGE, AccessBy.REPRESENTATIVE})


def _are_his_own_words(recorded: Recorded) -> bool:
    """Where a finding was passed despite its stopping, somebody else's reason stands beside them. Nothing stops an opening."""
    if isinstance(recorded.event, TrajectoryOpened) or recorded.envelope.actor.role is Role.JEUGDIGE:
        return True
    return isinstance(recorded.event, IdentityChanged | OwnStatementAdded) and recorded.envelope.despite is None


WITHHELD = "De inhoud is voor wie haar vastlegde en voor de jeugdige."
"""In the place of a sentence about what is confided (`Event.confided`)."""


def reads_confided(actor: Actor, succession: Succession, recorded: Recorded) -> bool:
    """Whether the actor, who sees the trajectory, reads contents that are for few: of measures, complaints, incidents and plans.

    The organisation that recorded them, in the role in which it did, and who succeeded it; the jeugdige; an auditor under assignment.
    """
    return recorded.is_by(actor.role, succession.organisations) or actor.role in (Role.AUDITOR, Role.JEUGDIGE)

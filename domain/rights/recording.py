"""Who may record what."""

from datetime import date

from domain.codes import Role, SafetyLevel
from domain.envelope import Actor, Recorded
from domain.events import Annulled, Corrected, Event, SafetyFlagSet, Voided
from domain.history import History
from domain.region import Region
from domain.rights.succession import Succession, succession_of

_MUNICIPALITY = "GM"
"""With which the organisation of a municipality begins; its CBS code follows."""


def may_open(actor: Actor, succession: Succession, event: Event) -> bool:
    """A procesregisseur opens trajectories of the own municipality only, and of those that are part of it, about a day before they were."""
    return actor.role in type(event).recorded_by and f"GM{getattr(event, 'home_municipality', '')}" in succession.organisations


def may_undo(actor: Actor, succession: Succession, undoing: Corrected | Voided | Annulled, target: Recorded, *, confided: bool) -> bool:
    """Whether the actor may say of what was recorded that it was wrong: of the own organisation's, or one's that it succeeded, if the role
    could have recorded it; the procesregisseur of anybody's.

    Of contents that are confided only who recorded them can say so: the procesregisseur cannot read them. That a court or committee
    annulled something, and from when, he knows from its decision.
    """
    if confided and not isinstance(undoing, Annulled):
        return target.is_by(actor.role, succession.organisations)
    if actor.role is Role.PROCESREGISSEUR or target.is_by(actor.role, succession.organisations):
        return True
    # What its privacy officer decided is no worker's to take away, though they have one organisation.
    return target.envelope.actor.organisation in succession.organisations and may_record(actor, type(target.event))


def may_record(actor: Actor, kind: type[Event]) -> bool:
    """Whether the role may record this kind at all."""
    return actor.role in kind.recorded_by


def keeps_the_register(administrator: Actor, region: Region, today: date) -> bool:
    """Whether it is one of a municipality of the region, or of its office: the register is the region's, and no provider's."""
    code = administrator.organisation.removeprefix(_MUNICIPALITY)
    elsewhere = administrator.organisation.startswith(_MUNICIPALITY) and not region.is_in_region(code, today)
    return administrator.role is Role.ADMINISTRATOR and not elsewhere and administrator.organisation not in region.providers


def deliveries_told(actor: Actor, region: Region, today: date) -> frozenset[str] | None:
    """The providers of whose periodic deliveries the actor is told; None where it is of all, and of the region's own; nobody's where empty.

    Whoever keeps, reports on, guards or examines the region is told of all; a provider, and its administrator, of itself and of those in
    whose place it stands. What the providers of a region deliver is nothing to the administrator of a municipality of elsewhere.
    """
    if actor.role in (Role.REPORTER, Role.PRIVACY_OFFICER, Role.AUDITOR) or keeps_the_register(actor, region, today):
        return None
    if actor.role is Role.PROVIDER or (actor.role is Role.ADMINISTRATOR and actor.organisation in region.providers):
        return succession_of(actor.model_copy(update={"role": Role.PROVIDER}), region, today).organisations
    return frozenset()


def may_lift(actor: Actor, succession: Succession, before: History, after: History) -> bool:
    """Whether the actor may record what makes `after` of `before`, as to the flags that it lifts.

    That nothing has to be kept secret any more is said by who set every flag that stands, and by the procesregisseur; in an event of its
    own, in a correction, or by bringing back what was said and voided.
    """
    if actor.role is Role.PROCESREGISSEUR or _lifts(after) <= _lifts(before):
        return True
    standing = (before.recorded[flag.version - 1] for flag in before.trajectory.safety if flag.lifted_on is None)
    return all(flag.envelope.actor.organisation in succession.organisations for flag in standing)


def _lifts(history: History) -> set[tuple[int, date]]:
    return {
        (recorded.version, recorded.event.occurred_on)
        for recorded in history.effective
        if isinstance(recorded.event, SafetyFlagSet) and recorded.event.level is SafetyLevel.LIFTED
    }

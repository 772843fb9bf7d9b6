"""Who may record what."""

from domain.codes import Role, SafetyLevel
from domain.envelope import Actor, Recorded
from domain.events import Annulled, Corrected, Event, SafetyFlagSet, Voided
from domain.history import History


def may_open(actor: Actor, event: Event) -> bool:
    """A procesregisseur opens trajectories of the own municipality only."""
    return actor.role in type(event).recorded_by and actor.organisation == f"GM{getattr(event, 'home_municipality', '')}"


def may_undo(actor: Actor, undoing: Corrected | Voided | Annulled, target: Recorded, *, confided: bool) -> bool:
    """Whether the actor may say of what was recorded that it was wrong: of the own organisation's; the procesregisseur of anybody's.

    Of contents that are confided only who recorded them can say so: the procesregisseur cannot read them. That a court or committee
    annulled something, and from when, he knows from its decision.
    """
    if confided and not isinstance(undoing, Annulled):
        return target.is_by(actor)
    return actor.role is Role.PROCESREGISSEUR or actor.organisation == target.envelope.actor.organisation


def may_record(actor: Actor, kind: type[Event]) -> bool:
    """Whether the role may record this kind at all."""
    return actor.role in kind.recorded_by


def may_lift(actor: Actor, history: History) -> bool:
    """Whether the actor may say that nothing has to be kept secret any more: who set every flag itself, and the procesregisseur."""
    setters = {
        recorded.envelope.actor.organisation
        for recorded in history.effective
        if isinstance(recorded.event, SafetyFlagSet) and recorded.event.level is not SafetyLevel.LIFTED
    }
    return actor.role is Role.PROCESREGISSEUR or setters <= {actor.organisation}

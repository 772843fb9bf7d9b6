"""Who may record what, and who may see which trajectory: judged on the folded state, with today's rights."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.calendar import add_days
from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.events import Event
from domain.governance import UNGOVERNED, Governance
from domain.parameters import Dated
from domain.since import JEUGDWET
from domain.trajectory import Trajectory

DAYS_AFTER_A_STAY = Dated({JEUGDWET: 30})
"""So many days after its stay or help has ended, a provider still sees the trajectory; one that was asked for a place, after that day."""

HOURS_OF_BROKEN_GLASS = timedelta(hours=3)
"""How long access that was taken in an emergency lasts."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What one actor may do with one trajectory."""

    sees: bool
    reads_words: bool = False
    ground: str | None = None
    """On what the actor may: what the access log says of it."""


NOTHING = Rights(sees=False)


def rights(actor: Actor, trajectory: Trajectory, today: date, governance: Governance = UNGOVERNED, now: datetime | None = None) -> Rights:
    """The rights of an actor on a trajectory today, whichever day or moment is asked about.

    A jeugdige signs in with the id of the own trajectory as subject. `now`, with offset, is for access taken in an emergency: without it
    that opens nothing.
    """
    if now is not None and any(each.by == actor and each.at <= now < each.at + HOURS_OF_BROKEN_GLASS for each in trajectory.breaks):
        return Rights(sees=True, reads_words=True, ground="emergency")
    match actor.role:
        case Role.PROCESREGISSEUR:
            if actor.organisation != f"GM{trajectory.home_municipality_on(today)}":
                return NOTHING
            assigned = trajectory.procesregisseur_of_home_on(today)
            if assigned in (None, actor.subject):
                return Rights(sees=True, reads_words=True, ground="assigned" if assigned else "unassigned")
            stands_in = governance.stands_in_for(actor.subject, assigned, today)
            return Rights(sees=True, reads_words=stands_in, ground="deputy" if stands_in else "home municipality")
        case Role.TEAM_SECRETARY:
            return _on("referral", bool(trajectory.referrals))
        case Role.PROVIDER:
            return _on("stay, help or request", _provides(actor.organisation, trajectory, today))
        case Role.GI:
            return _on("takes part", actor.organisation in trajectory.participants)
        case Role.AUDITOR:
            return _on("assignment", governance.scope_of(actor.subject, today).covers(trajectory.trajectory_id))
        case Role.PRIVACY_OFFICER:
            return _on("office", True)
        case Role.JEUGDIGE:
            return _on("own file", actor.subject == str(trajectory.trajectory_id))
    return NOTHING


def _on(ground: str, sees: bool) -> Rights:  # what is asked of the ground
    return Rights(sees=True, ground=ground) if sees else NOTHING


def often_reads_words(role: Role) -> bool:
    """Whether this role reads words of what it sees as a rule: others only in an emergency."""
    return role is Role.PROCESREGISSEUR


WITHHELD = "De inhoud is voor wie haar vastlegde en voor de jeugdige."
"""In the place of a sentence about what is confided (`Event.confided`)."""


def reads_confided(actor: Actor, recorded: Recorded) -> bool:
    """Whether the actor reads contents that are for few: of measures, complaints, incidents and plans."""
    return actor.organisation == recorded.envelope.actor.organisation or actor.role in (Role.AUDITOR, Role.JEUGDIGE)


def may_open(actor: Actor, event: Event) -> bool:
    """A procesregisseur opens trajectories of the own municipality only."""
    return actor.role in type(event).recorded_by and actor.organisation == f"GM{getattr(event, 'home_municipality', '')}"


def may_undo(actor: Actor, target: Recorded) -> bool:
    """Whether the actor may say of what was recorded that it was wrong: of the own organisation's; the procesregisseur of anybody's."""
    return actor.role is Role.PROCESREGISSEUR or actor.organisation == target.envelope.actor.organisation


def may_record(actor: Actor, kind: type[Event]) -> bool:
    """Whether the role may record this kind at all."""
    return actor.role in kind.recorded_by


def _provides(organisation: str, trajectory: Trajectory, today: date) -> bool:
    still = DAYS_AFTER_A_STAY.on(today)
    given = [(stay.provider, stay.until) for stay in trajectory.stays] + [(help_.provider, help_.until) for help_ in trajectory.helps]
    given += trajectory.asked
    return any(provider == organisation and (until is None or today <= add_days(until, still)) for provider, until in given)

"""Who sees which trajectory, and reads which of its words: judged on the folded state, with today's rights.

The rows say the same of sight (`projections/telling/models/access.py`).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from domain.calendar import add_days, earlier
from domain.codes import Role
from domain.envelope import Actor
from domain.governance import UNGOVERNED, Governance
from domain.parameters import Dated
from domain.rights.succession import Succession, alone
from domain.since import JEUGDWET
from domain.spans import Span
from domain.trajectory import PlaceAsked, Trajectory
from domain.values import dataclass

DAYS_AFTER_A_STAY = Dated({JEUGDWET: 30})
"""So many days after its stay or help has ended, or a request for a place, a provider still sees the trajectory."""

DAYS_AFTER_A_MEASURE = Dated({JEUGDWET: 14})
"""So many days after its measure has ended, a GI still sees the trajectory: the two weeks within which it answers what it was asked until
the last day (BW 1:265d, third paragraph), and records the end, or a prolongation that reached it late."""

TWELVE = 12
"""Years: from then on a jeugdige exercises his rights on the dossier himself (Jeugdwet 7.3.15, first paragraph)."""

HOURS_OF_BROKEN_GLASS = timedelta(hours=3)
"""How long access that was taken in an emergency lasts."""


Versions = Literal["all"] | frozenset[int]
"""All versions of a trajectory, or these."""

NONE: Versions = frozenset()


@dataclass(frozen=True, slots=True)
class Rights:
    """What one actor may do with one trajectory."""

    sees: bool
    words: Versions = NONE
    """Of which versions the words are read."""
    ground: str | None = None
    """On what the actor may: what the access log says of it."""
    on_behalf_of: str | None = None
    """The subject in whose place the actor stands, where that is the ground."""

    @property
    def reads_words(self) -> bool:
        """Whether all of them are read."""
        return self.words == "all"

    def reads_words_of(self, version: int) -> bool:
        return self.words == "all" or version in self.words


NOTHING = Rights(sees=False)


def rights(
    actor: Actor,
    trajectory: Trajectory,
    today: date,
    governance: Governance = UNGOVERNED,
    now: datetime | None = None,
    *,
    succession: Succession | None = None,
) -> Rights:
    """The rights of an actor on a trajectory today, whichever day or moment is asked about.

    A jeugdige signs in with the id of the own trajectory as subject; so does who represents him, until he is twelve. `now`, with offset,
    is for access taken in an emergency: without it that opens nothing. Without `succession`, an organisation is taken to have succeeded
    nobody, and to have been succeeded by nobody.
    """
    of = succession or alone(actor)
    broken = (each.at for each in trajectory.breaks if each.by == actor and of.organisations)
    if now is not None and any(at <= now < at + HOURS_OF_BROKEN_GLASS for at in broken):
        return Rights(sees=True, words="all", ground="emergency")
    match actor.role:
        case Role.PROCESREGISSEUR:
            if not is_home(of, trajectory, today):
                return NOTHING
            assigned = trajectory.procesregisseur_of_home_on(today)
            if assigned in (None, actor.subject):
                return Rights(sees=True, words="all", ground="assigned" if assigned else "unassigned")
            if governance.stands_in_for(actor.subject, of.organisations, assigned, today):
                return Rights(sees=True, words="all", ground="deputy", on_behalf_of=assigned)
            return _on("home municipality", True)
        case Role.TEAM_SECRETARY:
            return _on("referral", bool(trajectory.referrals))
        case Role.PROVIDER:
            last = ended_since(actor.role, today)
            given = (earlier(until, of.until) for provider, until in provided(trajectory) if provider in of.organisations)
            return _on("stay, help or request", any(until is None or until >= last for until in given))
        case Role.GI:
            last = ended_since(actor.role, today)
            run = (days for gi, days in carried_out(trajectory) if gi == actor.organisation)
            return _on("measure", any(days.since <= today and (days.until is None or days.until >= last) for days in run))
        case Role.AUDITOR:
            return _on("assignment", governance.scope_of(actor.subject, today).covers(trajectory.trajectory_id))
        case Role.PRIVACY_OFFICER:
            return _on("office", True)
        case Role.JEUGDIGE:
            if actor.subject != str(trajectory.trajectory_id):
                return NOTHING
            return _on("representative", today < trajectory.turns(TWELVE)) if actor.representative else _on("own file", True)
    return NOTHING


def _on(ground: str, sees: bool) -> Rights:  # what is asked of the ground
    return Rights(sees=True, ground=ground) if sees else NOTHING


def is_home(succession: Succession, trajectory: Trajectory, day: date) -> bool:
    return f"GM{trajectory.home_municipality_on(day)}" in succession.organisations


def ended_since(role: Role, today: date) -> date:
    """What ended on this day, or after it, still gives the role sight today. An end is the first day on which something holds no more."""
    match role:
        case Role.PROVIDER:
            return add_days(today, -DAYS_AFTER_A_STAY.on(today))
        case Role.GI:
            return add_days(today, -DAYS_AFTER_A_MEASURE.on(today))
    return add_days(today, 1)


def provided(trajectory: Trajectory) -> Iterator[tuple[str, date | None]]:
    """Each provider with the end of a stay or of help, or of a request to it for a place: None while that runs, or stands."""
    yield from ((stay.provider, stay.until) for stay in trajectory.stays)
    yield from ((given.provider, given.until) for given in trajectory.helps)
    yield from ((asked.provider, _stands_until(trajectory, asked)) for asked in trajectory.asked)


def _stands_until(trajectory: Trajectory, asked: PlaceAsked) -> date | None:
    """The day on which a request for a place ended: it was declined, the jeugdige came to stay somewhere, or the trajectory was closed."""
    came = [stay.since for stay in trajectory.stays if stay.is_main and (stay.since, stay.version) > (asked.asked_on, asked.version)]
    closed = [closing.since for closing in trajectory.closings if closing.since >= asked.asked_on]
    ended = min([*came, *closed], default=None)
    return earlier(earlier(asked.declined_on, ended), trajectory.died_on)


def carried_out(trajectory: Trajectory) -> Iterator[tuple[str, Span]]:
    """Each GI with the days on which a measure of child protection runs under it.

    A measure runs up to its term as prolonged, its end, its transfer to another GI, the eighteenth birthday or the death, whichever is
    first. To sit on a team that reviews, or to ask for a title, is no such ground.
    """
    ends_on = earlier(trajectory.turns(18), trajectory.died_on)
    for measure in trajectory.protections:
        for gi, days in measure.carried_out:
            if not (run := days.up_to(ends_on)).is_empty:
                yield gi, run


def often_reads_words(role: Role) -> bool:
    """Whether this role reads all words of what it sees as a rule: others some of them, or in an emergency."""
    return role is Role.PROCESREGISSEUR

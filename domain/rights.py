"""Who may record what, and who may see which trajectory: judged on the folded state, with today's rights.

`rights` says who sees a trajectory as it stands, in its case and in lists; the rows say the same (`projections/models/access.py`).
Of a right that has ended something can be left, in the case alone and for reading: to a former municipality its own period
(`own_period`), to a provider its own events (`own_events`). A jeugdige reads words of the own file event by event (`own_words`), in the
case alone too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from domain.calendar import AMSTERDAM, add_days, amsterdam_day, earlier
from domain.codes import AccessBy, Role
from domain.envelope import Actor, Recorded
from domain.events import Annulled, Corrected, Event, IdentityChanged, OwnStatementAdded, TrajectoryOpened, Voided
from domain.governance import UNGOVERNED, Governance
from domain.history import History
from domain.parameters import Dated
from domain.since import JEUGDWET
from domain.spans import Span
from domain.trajectory import Trajectory

DAYS_AFTER_A_STAY = Dated({JEUGDWET: 30})
"""So many days after its stay or help has ended, a provider still sees the trajectory; one that was asked for a place, after that day."""

DAYS_AFTER_A_MEASURE = Dated({JEUGDWET: 14})
"""So many days after its measure has ended, a GI still sees the trajectory: the two weeks within which it answers what it was asked until
the last day (BW 1:265d, third paragraph), and records the end, or a prolongation that reached it late."""

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

    @property
    def reads_words(self) -> bool:
        """Whether all of them are read."""
        return self.words == "all"

    def reads_words_of(self, version: int) -> bool:
        return self.words == "all" or version in self.words


NOTHING = Rights(sees=False)


def rights(actor: Actor, trajectory: Trajectory, today: date, governance: Governance = UNGOVERNED, now: datetime | None = None) -> Rights:
    """The rights of an actor on a trajectory today, whichever day or moment is asked about.

    A jeugdige signs in with the id of the own trajectory as subject. `now`, with offset, is for access taken in an emergency: without it
    that opens nothing.
    """
    if now is not None and any(each.by == actor and each.at <= now < each.at + HOURS_OF_BROKEN_GLASS for each in trajectory.breaks):
        return Rights(sees=True, words="all", ground="emergency")
    match actor.role:
        case Role.PROCESREGISSEUR:
            if not _is_home(actor, trajectory, today):
                return NOTHING
            assigned = trajectory.procesregisseur_of_home_on(today)
            if assigned in (None, actor.subject):
                return Rights(sees=True, words="all", ground="assigned" if assigned else "unassigned")
            if governance.stands_in_for(actor, assigned, today):
                return Rights(sees=True, words="all", ground="deputy")
            return _on("home municipality", True)
        case Role.TEAM_SECRETARY:
            return _on("referral", bool(trajectory.referrals))
        case Role.PROVIDER:
            last = ended_since(actor.role, today)
            given = (until for provider, until in provided(trajectory) if provider == actor.organisation)
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
            return _on("own file", actor.subject == str(trajectory.trajectory_id))
    return NOTHING


def _on(ground: str, sees: bool) -> Rights:  # what is asked of the ground
    return Rights(sees=True, ground=ground) if sees else NOTHING


def _is_home(actor: Actor, trajectory: Trajectory, day: date) -> bool:
    return actor.organisation == f"GM{trajectory.home_municipality_on(day)}"


def ended_since(role: Role, today: date) -> date:
    """What ended on this day, or after it, still gives the role sight today. An end is the first day on which something holds no more."""
    match role:
        case Role.PROVIDER:
            return add_days(today, -DAYS_AFTER_A_STAY.on(today))
        case Role.GI:
            return add_days(today, -DAYS_AFTER_A_MEASURE.on(today))
    return add_days(today, 1)


def provided(trajectory: Trajectory) -> Iterator[tuple[str, date | None]]:
    """Each provider with the end of a stay or of help, None while that runs; and each that was asked for a place, with the day of that."""
    yield from ((stay.provider, stay.until) for stay in trajectory.stays)
    yield from ((given.provider, given.until) for given in trajectory.helps)
    yield from trajectory.asked


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


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """What a former municipality keeps: the case as it was known just before `ended_at`, a moment with offset."""

    ended_at: datetime
    reads_words: bool


def own_period(actor: Actor, history: History, today: date) -> OwnPeriod | None:
    """The period of a municipality that was home and is not any more, to a procesregisseur of it; None for everybody else.

    It must be able to account for the help that it led to (Jeugdwet 7.4.0), and has no part in what comes after (7.3.11): it reads the
    recordings up to the change of home municipality (woonplaatsbeginsel, 1.1), and none that came later, about whichever day. Words are for
    who was assigned just before the change; nobody stands in for him any more.

    Which changes there were is read from the history as it is known today: one that was voided took nothing away and gave nobody anything,
    a corrected one counts as corrected, from the moment at which it was first recorded. A change that was recorded before the day from
    which it holds ends the period on that day. Who was home more than once keeps all up to the end of the last time. After that, the first
    of the later changes to be known ended the period, also where another was afterwards put in between.
    """
    trajectory = history.trajectory
    if actor.role is not Role.PROCESREGISSEUR:
        return None
    changes = [(each.from_, each.municipality, each.version) for each in trajectory.homes]
    first = trajectory.municipalities[0]
    homes = sorted([(first.day, first.value, 1), *changes], key=lambda home: home[0])
    homes = [home for home in homes if home[0] <= today]
    own = [number for number, (_, municipality, _) in enumerate(homes, start=1) if actor.organisation == f"GM{municipality}"]
    after = homes[own[-1] :] if own else []
    if not after:
        return None
    ended_at = min(max(history.recorded[version - 1].recorded_at, _beginning(day)) for day, _, version in after)
    known = [recorded for recorded in history.recorded if recorded.recorded_at < ended_at]
    return OwnPeriod(ended_at, _was_assigned(actor, History(known).trajectory, ended_at)) if known else None


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, AMSTERDAM)


def _was_assigned(actor: Actor, then: Trajectory, ended_at: datetime) -> bool:
    last_day = amsterdam_day(ended_at - timedelta.resolution)
    return _is_home(actor, then, last_day) and then.procesregisseur_of_home_on(last_day) == actor.subject


def own_events(actor: Actor, history: History) -> tuple[Recorded, ...]:
    """What the actor's organisation recorded itself, as a provider: it stays for its workers to read when their sight has ended."""
    return tuple(recorded for recorded in history.recorded if _recorded_it(actor, recorded)) if actor.role is Role.PROVIDER else ()


def _recorded_it(actor: Actor, recorded: Recorded) -> bool:
    """The organisation, in that role: who has another role in it, such as its privacy officer, did not record it."""
    by = recorded.envelope.actor
    return (actor.organisation, actor.role) == (by.organisation, by.role)


def own_words(actor: Actor, history: History) -> frozenset[int]:
    """Of which versions a jeugdige reads the words in the own file; none to everybody else.

    Always: who he is, and what he said himself (Jeugdwet 7.3.8, second paragraph). The rest is read on request, but for what concerns
    another (7.3.10): as far as inspection was granted to him, or to who acts for him. What parents or a guardian were given
    says nothing of him. The newest grant decides, as it reads today, on all that was recorded before it.

    What corrects, voids or annuls something that is left out may tell it anew, and is left out with it.
    """
    if actor.role is not Role.JEUGDIGE:
        return frozenset()
    grants = [grant for grant in history.trajectory.access_grants if grant.by in _THE_JEUGDIGE and grant.says_what]
    newest = max(grants, key=lambda grant: grant.version, default=None)
    read: set[int] = set()
    for recorded in history.recorded:
        undone = recorded.event.target_version if isinstance(recorded.event, Corrected | Voided | Annulled) else None
        given = newest is not None and newest.gives(recorded.version) and (undone is None or undone in read)
        if given or _are_his_own_words(recorded):
            read.add(recorded.version)
    return frozenset(read)


_THE_JEUGDIGE = frozenset({AccessBy.JEUGDIGE, AccessBy.REPRESENTATIVE})


def _are_his_own_words(recorded: Recorded) -> bool:
    """Where a finding was passed despite its stopping, somebody else's reason stands beside them. Nothing stops an opening."""
    if isinstance(recorded.event, TrajectoryOpened) or recorded.envelope.actor.role is Role.JEUGDIGE:
        return True
    return isinstance(recorded.event, IdentityChanged | OwnStatementAdded) and recorded.envelope.despite is None


def keeps_something(actor: Actor, history: History, today: date) -> bool:
    """Whether there is something left for an actor who does not see the trajectory as it stands."""
    return own_period(actor, history, today) is not None or bool(own_events(actor, history))


def often_reads_words(role: Role) -> bool:
    """Whether this role reads all words of what it sees as a rule: others some of them, or in an emergency."""
    return role is Role.PROCESREGISSEUR


WITHHELD = "De inhoud is voor wie haar vastlegde en voor de jeugdige."
"""In the place of a sentence about what is confided (`Event.confided`)."""


def reads_confided(actor: Actor, recorded: Recorded) -> bool:
    """Whether the actor, who sees the trajectory, reads contents that are for few: of measures, complaints, incidents and plans.

    The organisation that recorded them, in the role in which it did; the jeugdige; an auditor under assignment.
    """
    return _recorded_it(actor, recorded) or actor.role in (Role.AUDITOR, Role.JEUGDIGE)


def may_open(actor: Actor, event: Event) -> bool:
    """A procesregisseur opens trajectories of the own municipality only."""
    return actor.role in type(event).recorded_by and actor.organisation == f"GM{getattr(event, 'home_municipality', '')}"


def may_undo(actor: Actor, undoing: Corrected | Voided | Annulled, target: Recorded, *, confided: bool) -> bool:
    """Whether the actor may say of what was recorded that it was wrong: of the own organisation's; the procesregisseur of anybody's.

    Of contents that are confided only who recorded them can say so: the procesregisseur cannot read them. That a court or committee
    annulled something, and from when, he knows from its decision.
    """
    if confided and not isinstance(undoing, Annulled):
        return _recorded_it(actor, target)
    return actor.role is Role.PROCESREGISSEUR or actor.organisation == target.envelope.actor.organisation


def may_record(actor: Actor, kind: type[Event]) -> bool:
    """Whether the role may record this kind at all."""
    return actor.role in kind.recorded_by

"""What is left of a right that has ended, in the case alone and for reading.

To a former municipality its own period, to a provider its own events.
"""

from datetime import date, datetime, time, timedelta

from domain.calendar import AMSTERDAM, amsterdam_day
from domain.codes import Role
from domain.envelope import Actor, Recorded
from domain.history import History
from domain.rights.seeing import is_home
from domain.rights.succession import Succession
from domain.trajectory import Trajectory
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """What a former municipality keeps: the case as it was known just before `ended_at`, a moment with offset."""

    ended_at: datetime
    reads_words: bool


def own_period(actor: Actor, succession: Succession, history: History, today: date) -> OwnPeriod | None:
    """The period of a municipality that was home and is not any more, to a procesregisseur of it, or of the one that it is part of today;
    None for everybody else.

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
    own = [number for number, (_, municipality, _) in enumerate(homes, start=1) if f"GM{municipality}" in succession.organisations]
    after = homes[own[-1] :] if own else []
    if not after:
        return None
    ended_at = min(max(history.recorded[version - 1].recorded_at, _beginning(day)) for day, _, version in after)
    known = [recorded for recorded in history.recorded if recorded.recorded_at < ended_at]
    return OwnPeriod(ended_at, _was_assigned(actor, succession, History(known).trajectory, ended_at)) if known else None


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, AMSTERDAM)


def _was_assigned(actor: Actor, succession: Succession, then: Trajectory, ended_at: datetime) -> bool:
    last_day = amsterdam_day(ended_at - timedelta.resolution)
    return is_home(succession, then, last_day) and then.procesregisseur_of_home_on(last_day) == actor.subject


def own_events(actor: Actor, succession: Succession, history: History) -> tuple[Recorded, ...]:
    """What the actor's organisation recorded as a provider, and those that it succeeded: it stays for its workers to read when their sight
    has ended."""
    if actor.role is not Role.PROVIDER:
        return ()
    return tuple(recorded for recorded in history.recorded if recorded.is_by(actor.role, succession.organisations))


def keeps_something(actor: Actor, succession: Succession, history: History, today: date) -> bool:
    """Whether there is something left for an actor who does not see the trajectory as it stands."""
    return own_period(actor, succession, history, today) is not None or bool(own_events(actor, succession, history))

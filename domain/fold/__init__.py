"""The fold: what each kind of event changes in the state of a trajectory. One step per kind, by chapter.

`evolve` never fails on what was once recorded: an event that its state does not admit changes nothing (that it is
impossible is said by `domain.rules.impossible`, before it is recorded).

    @on(Died)
    def died(trajectory, recorded, event):
        return replace(trajectory, died_on=event.occurred_on)
"""

from collections.abc import Sequence
from operator import attrgetter

from domain.codes import Role
from domain.envelope import Recorded
from domain.fold import (  # noqa: F401  # each registers its steps
    absence,
    annulment,
    closing,
    complaint,
    help,
    measure,
    opening,
    plan,
    practice,
    protection,
    request,
    review,
    rights,
    safety,
    search,
    stay,
    title,
)
from domain.fold.opening import opened
from domain.fold.step import evolve, folded
from domain.trajectory import Trajectory

__all__ = ["evolve", "folded", "heard", "opened"]


_KEEP_THEIR_OWN = frozenset({Role.PROVIDER, Role.GI})
"""In which role an organisation keeps a dossier of its own (Jeugdwet 7.3.8, first paragraph)."""

_DAY, _MOMENT = attrgetter("event.occurred_on"), attrgetter("recorded_at")


def heard(trajectory: Trajectory, latest: Sequence[Recorded]) -> Trajectory:
    """The state with the days on which something happened, and when something was last recorded, and by which provider or GI: of every
    event, whatever its kind."""
    heard_on = trajectory.heard_on
    if len(latest) == 1 and heard_on and latest[0].event.occurred_on >= heard_on[-1]:
        day = latest[0].event.occurred_on
        heard_on = heard_on if day == heard_on[-1] else (*heard_on, day)
    else:
        heard_on = tuple(sorted({*heard_on, *map(_DAY, latest)}))
    changed_at = max(map(_MOMENT, latest))
    changed_by = {**trajectory.changed_by}
    for recorded in latest:
        by = recorded.envelope.actor
        if by.role in _KEEP_THEIR_OWN:
            whose = by.role, by.organisation
            changed_by[whose] = max(recorded.recorded_at, changed_by.get(whose, recorded.recorded_at))
    return trajectory.but(heard_on=heard_on, changed_at=max(changed_at, trajectory.changed_at or changed_at), changed_by=changed_by)

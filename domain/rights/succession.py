"""For which organisations somebody speaks: for the own one, and for those that it succeeded."""

from datetime import date

from domain.calendar import add_days
from domain.codes import Role
from domain.envelope import Actor
from domain.region import Region
from domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Succession:
    """An organisation with those in whose place it stands. `until`: the day from which another stands in its own place, if one does.

    For who still speaks for it, what was theirs ended on that day at the latest.
    """

    organisations: frozenset[str]
    until: date | None = None


def alone(actor: Actor) -> Succession:
    """Of an organisation that succeeded nobody, and that nobody succeeded."""
    return Succession(frozenset({actor.organisation}))


def succession_of(actor: Actor, region: Region, today: date) -> Succession:
    """That of a provider, by the register. One that was succeeded itself keeps those in whose place it stood until then.

    A succession is no move: what ran on its day runs on, with who took over.
    """
    if actor.role is not Role.PROVIDER:
        return alone(actor)
    until = region.succeeded_on(actor.organisation, today)
    stood_on = add_days(until, -1) if until else today
    return Succession(frozenset({actor.organisation}) | region.predecessors_of(actor.organisation, stood_on), until)

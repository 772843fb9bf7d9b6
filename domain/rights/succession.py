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

    For who still speaks for it, what was theirs ended on that day at the latest. `organisations` are none of a municipality that is part of
    another: nobody speaks for it any more.
    """

    organisations: frozenset[str]
    until: date | None = None


def alone(actor: Actor) -> Succession:
    """Of an organisation that succeeded nobody, and that nobody succeeded."""
    return Succession(frozenset({actor.organisation}))


def succession_of(actor: Actor, region: Region, today: date) -> Succession:
    """That of a provider or a municipality, by the register; everybody else speaks for the own organisation alone.

    A succession is no move: what ran on its day runs on, with who took over.
    """
    match actor.role:
        case Role.PROVIDER:
            return _of_a_provider(actor.organisation, region, today)
        case Role.PROCESREGISSEUR | Role.ADMINISTRATOR if actor.organisation.startswith(_MUNICIPALITY):
            return _of_a_municipality(actor.organisation, region, today)
    return alone(actor)


def went_over_on(organisation: str, region: Region, today: date) -> date | None:
    """The day from which, by today, another municipality or provider stands in its place, whoever speaks for it; None if none does."""
    if organisation.startswith(_MUNICIPALITY):
        return region.merged_on(organisation.removeprefix(_MUNICIPALITY), today)
    return region.succeeded_on(organisation, today)


def can_be_succeeded(role: Role) -> bool:
    """Whether the register must be asked for whom somebody in that role speaks."""
    return role in (Role.PROVIDER, Role.PROCESREGISSEUR, Role.ADMINISTRATOR)


_MUNICIPALITY = "GM"
"""With which the organisation of a municipality begins; its CBS code follows."""


def _of_a_provider(organisation: str, region: Region, today: date) -> Succession:
    """One that was succeeded itself keeps those in whose place it stood until then."""
    until = region.succeeded_on(organisation, today)
    stood_on = add_days(until, -1) if until else today
    return Succession(frozenset({organisation}) | region.predecessors_of(organisation, stood_on), until)


def _of_a_municipality(organisation: str, region: Region, today: date) -> Succession:
    """From the day of a merger all rights and duties are those of the municipality of which it became part, without any deed (Wet algemene
    regels herindeling 44, first paragraph).

    Nothing is left to the one that went: it has nothing to wind up, and to account for the help that it led to (Jeugdwet 7.4.0) is a duty
    that went over too. A provider can live on after its succession; a municipality does not.
    """
    code = organisation.removeprefix(_MUNICIPALITY)
    organisations = frozenset(f"{_MUNICIPALITY}{each}" for each in region.codes_of(code, today))
    return Succession(organisations, region.merged_on(code, today))

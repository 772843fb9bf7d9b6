"""Help without a stay: ambulant or by day, on its own or after a stay."""

from collections.abc import Iterator

from domain.codes import HelpKind
from domain.events import HelpEnded, HelpStarted, HomeMunicipalityDetermined, IdentityChanged
from simulation import sentences
from simulation.chapters.intake import assigned
from simulation.deed import Deed
from simulation.figures import END_REASONS, INHABITANTS
from simulation.life import Life

_PROVIDERS = {"xonar": 0.4, "koraal": 0.25, "via-jeugd": 0.15, "mondriaan": 0.2}

_KINDS = {HelpKind.AMBULANT: 0.78, HelpKind.DAGBEHANDELING: 0.14, HelpKind.CRISIS: 0.04, HelpKind.OTHER: 0.04}


def some_provider(life: Life, known: str | None) -> str:
    """Who gives the help: often the provider whom the jeugdige knows already."""
    return known if known in _PROVIDERS and life.dice.chance(0.6) else life.dice.pick(_PROVIDERS)


def started(life: Life, known: str | None = None) -> Iterator[Deed]:
    life.help_id, life.help_provider = life.new_id(), some_provider(life, known)
    yield Deed(
        HelpStarted(
            occurred_on=life.today,
            help_id=life.help_id,
            provider=life.help_provider,
            kind=life.dice.pick(_KINDS),
            hours_per_week=float(life.dice.one_of((1.5, 2, 3, 4, 6, 8))),
        ),
        by=life.house_recorder(),
        organisation=life.help_provider,
    )


def goes_on(life: Life, days: int) -> Iterator[Deed]:
    """So many days of help at home; in that time a family may move house."""
    if days > 90 and life.dice.chance(0.09):
        yield from moved_house(life, days // 2)
        days -= days // 2
    life.passes(days)


def ended(life: Life) -> Iterator[Deed]:
    if life.help_id is None:
        return
    yield Deed(
        HelpEnded(occurred_on=life.today, help_id=life.help_id, reason=life.dice.pick(END_REASONS)),
        by=life.house_recorder(),
        organisation=life.help_provider,
    )
    life.help_id = life.help_provider = None


def moved_house(life: Life, days_later: int) -> Iterator[Deed]:
    """The family moves: another municipality becomes responsible, and another procesregisseur takes over (Jeugdwet 1.1)."""
    elsewhere = {code: weight for code, weight in INHABITANTS.items() if code != life.jeugdige.municipality}
    life.passes(days_later)
    life.jeugdige = life.jeugdige.moved_to(life.dice.pick(elsewhere), life.dice)
    address = {"postcode": life.jeugdige.postcode, "house_number": life.jeugdige.house_number}
    yield Deed(IdentityChanged.model_validate({"occurred_on": life.today, **address}))
    yield Deed(
        HomeMunicipalityDetermined.model_validate(
            {
                "occurred_on": life.today,
                "municipality": life.jeugdige.municipality,
                "from": life.today,
                "disputed": life.dice.chance(0.15),
            }
        )
    )
    yield from assigned(life, handover=sentences.HANDED_OVER_ELSEWHERE)

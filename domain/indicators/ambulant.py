"""How much of the help is without a stay (indicator 5)."""

from collections.abc import Iterator

from domain.calendar import add_days
from domain.codes import Setting
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.fact import Counted, once
from domain.indicators.review import idt_advices
from domain.spans import Span, without
from domain.trajectory import Help, Stay

DAYS_TO_REALISE_AN_ADVICE = 28


@measure("care-day")
def days_with_help(case: Case) -> Iterator[Counted]:
    """Every day on which a stay or help runs, once, in the setting of the heaviest; met if that is without a stay.

    Of two in one setting the one that began first counts. About the stay_id or help_id.
    """
    given: list[Stay | Help] = sorted(
        (*case.trajectory.stays, *case.trajectory.helps), key=lambda each: (-_setting(each).weight, each.since)
    )
    taken: list[Span] = []
    for each in given:
        whole = Span(each.since, each.until)
        for days in without([whole], taken):
            for piece, group in case.pieces(days, each):
                yield Counted(_name(each), piece, group, met=isinstance(each, Help))
        taken.append(whole)


def _setting(given: Stay | Help) -> Setting:
    return given.setting if isinstance(given, Stay) else Setting.AMBULANT


def _name(given: Stay | Help) -> str:
    return given.stay_id if isinstance(given, Stay) else given.help_id


@measure("advice")
def what_the_team_advises(case: Case) -> Iterator[Counted]:
    """Each advice of the interdisciplinary team, on its day; met if it is for ambulant help. Label and setting: what it is for."""
    for version, day, setting in idt_advices(case):
        yield once(version, day, case.group(day, setting=setting), met=setting is Setting.AMBULANT, label=setting)


@measure("ambulant-advice-realised")
def what_becomes_of_advice_for_ambulant_help(case: Case) -> Iterator[Counted]:
    """Each advice for ambulant help, on the last of the days in which it can be realised.

    Met if help ran on one that is no night of a stay.
    """
    without_stay = without(
        (Span(given.since, given.until) for given in case.trajectory.helps), (stay.nights for stay in case.trajectory.stays)
    )
    for version, day, setting in idt_advices(case):
        if setting is Setting.AMBULANT:
            last = add_days(day, DAYS_TO_REALISE_AN_ADVICE)
            met = any(not (days & Span(day, add_days(last, 1))).is_empty for days in without_stay)
            yield once(version, last, case.group(last, setting=setting), met=met)


indicator(
    5,
    "ambulant",
    "Aandeel ambulant",
    Variant(
        "jeugdigen",
        "care-day",
        Aggregate.SHARE_OF_STOCK,
        "%",
        "Van de jeugdigen met een verblijf of hulp op de laatste dag van de periode het deel van wie de zwaarste vorm die dag zonder"
        " verblijf is.",
    ),
    Variant(
        "advices",
        "advice",
        Aggregate.SHARE,
        "%",
        "Van de adviezen van het interdisciplinair team in de periode het deel dat ambulante hulp adviseert.",
        labels="geadviseerde vorm",
    ),
    Variant(
        "care-days",
        "care-day",
        Aggregate.SHARE_OF_NIGHTS,
        "%",
        "Van alle dagen in de periode waarop een jeugdige een verblijf of hulp heeft het deel zonder verblijf.",
    ),
    Variant(
        "realised",
        "ambulant-advice-realised",
        Aggregate.SHARE,
        "%",
        "Van de adviezen voor ambulante hulp waarvan de achtentwintigste dag in de periode valt het deel waarna op of binnen die dagen hulp"
        " zonder verblijf liep.",
    ),
)

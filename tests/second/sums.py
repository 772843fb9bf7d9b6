"""From a list of what is counted to a figure. Nothing of nothing: 0 for a count, None for the rest."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from domain.spans import Span
from tests.second.counted import Counted


def within(counted: Iterable[Counted], period: Span) -> list[Counted]:
    return [each for each in counted if period.covers(each.day)]


def last_night(counted: Iterable[Counted], period: Span) -> list[Counted]:
    assert period.until is not None
    last = date.fromordinal(period.until.toordinal() - 1)
    return [each for each in counted if each.day == last]


def people(counted: Iterable[Counted]) -> int:
    return len({each.who for each in counted})


def percentage(counted: Iterable[Counted]) -> float | None:
    """Of those of which it can be said whether it is so."""
    answers = [each.met for each in counted if each.met is not None]
    return 100 * answers.count(True) / len(answers) if answers else None


def percentage_of_label(counted: Iterable[Counted], label: str) -> float | None:
    labels = [each.label for each in counted if each.label is not None]
    return 100 * labels.count(label) / len(labels) if labels else None


def amounts(counted: Iterable[Counted]) -> list[float]:
    return sorted(each.amount for each in counted if each.amount is not None)


def mean(counted: Iterable[Counted]) -> float | None:
    some = amounts(counted)
    return float(sum(map(Fraction, some)) / len(some)) if some else None


def quantile(counted: Iterable[Counted], part: Fraction) -> float | None:
    """Between the two amounts around the place `part` of the way from the first to the last."""
    some = amounts(counted)
    if not some:
        return None
    place = part * (len(some) - 1)
    below = int(place)
    if place == below:
        return float(some[below])
    return float(Fraction(some[below]) + (place - below) * (Fraction(some[below + 1]) - Fraction(some[below])))


def median(counted: Iterable[Counted]) -> float | None:
    return quantile(counted, Fraction(1, 2))


def p75(counted: Iterable[Counted]) -> float | None:
    return quantile(counted, Fraction(3, 4))


def p90(counted: Iterable[Counted]) -> float | None:
    return quantile(counted, Fraction(9, 10))


def kaplan_meier_median(counted: Iterable[Counted], on: date) -> float | None:
    """Step by step over the numbers of nights after which something ended, of what began; what goes on was followed up to the day."""
    followed = []
    for each in counted:
        ended = each.ends is not None and each.ends <= on
        last = each.ends if each.ends is not None and ended else on
        followed.append(((last - each.day).days, ended))
    left = Fraction(1)
    for nights in sorted({nights for nights, ended in followed if ended}):
        at_risk = sum(1 for each, _ in followed if each >= nights)
        ending = sum(1 for each, ended in followed if ended and each == nights)
        left *= Fraction(at_risk - ending, at_risk)
        if left <= Fraction(1, 2):
            return float(nights)
    return None

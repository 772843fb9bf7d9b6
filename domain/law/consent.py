"""Consent of the legal representative to closed care: for which title it is, who withdrew it, and who must give it again."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.codes import ConsentBy
from domain.trajectory import Consent, Title, Trajectory

_SPEAKS_FOR = {
    ConsentBy.PARENTS: {ConsentBy.MOTHER, ConsentBy.FATHER, ConsentBy.PARENT},
    ConsentBy.MOTHER: {ConsentBy.MOTHER, ConsentBy.PARENT},
    ConsentBy.FATHER: {ConsentBy.FATHER, ConsentBy.PARENT},
    ConsentBy.PARENT: {ConsentBy.PARENT},
    ConsentBy.GUARDIAN: set(ConsentBy),
}
"""Whose withdrawal a new consent makes good: of both parents each must consent again; a guardian has taken their place."""


def withdrawn(consents: Iterable[Consent]) -> set[ConsentBy]:
    """Who withdrew and did not consent again. One of two parents is enough (GHSHE:2018:1032)."""
    by: set[ConsentBy] = set()
    for consent in consents:
        if consent.given:
            by -= _SPEAKS_FOR[consent.by]
        elif consent.by is ConsentBy.PARENTS:
            by |= {ConsentBy.MOTHER, ConsentBy.FATHER}
        else:
            by.add(consent.by)
    return by


def consents_to(trajectory: Trajectory, title: Title) -> Iterator[Consent]:
    """What was said of consent to this title, to one that it replaces or prolongs, or to whatever rests on it; in order."""
    if trajectory.consents:
        named = {None, *_with_those_before(trajectory, title)}
        yield from (consent for consent in trajectory.consents if consent.title_id in named)


def consents_by(trajectory: Trajectory, title: Title, day: date) -> list[Consent]:
    """What was said of consent up to that day; of a withdrawal, before the decision: from then on it lets the title lapse (6.1.2(7))."""
    return [
        consent for consent in consents_to(trajectory, title) if (consent.day <= day if consent.given else consent.day < title.decided_on)
    ]


def is_consented_to(trajectory: Trajectory, title: Title) -> bool:
    """Whether consent was its basis when it was decided on: to this title, or to any. One to the title before it is none to this."""
    consents = consents_by(trajectory, title, title.decided_on)
    return any(consent.given and consent.title_id in (None, title.title_id) for consent in consents) and not withdrawn(consents)


def _with_those_before(trajectory: Trajectory, title: Title) -> set[str]:
    """The title, and those in whose place it came: who consents to closed care, or no longer does, names the one that he knows of."""
    line, open_ = {title.title_id}, [title.replaces, title.prolongs]
    while open_:
        before = trajectory.title(open_.pop())
        if before is not None and before.title_id not in line:
            line.add(before.title_id)
            open_ += [before.replaces, before.prolongs]
    return line

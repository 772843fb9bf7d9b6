"""Titles that lapsed by law, and titles of which the execution is suspended."""

from collections.abc import Iterator
from datetime import date
from functools import reduce

from domain.calendar import add_days, earlier, later
from domain.codes import LapseGround, StatementFor, StatementOutcome, SuspensionTold
from domain.law.lapse import lapses_by_law, standing_titles
from domain.parameters import Dated
from domain.rules.catalogue import Found, rule
from domain.rules.paper import when_the_paper_is_missed
from domain.since import JEUGDWET, RECHTSPOSITIE
from domain.trajectory import Statement, Suspension, Title, Trajectory


@rule("L4", "law", "Jeugdwet 6.1.12(3)")
def unexecuted_titles_lapse(trajectory: Trajectory) -> Iterator[Found]:
    """A title that was not executed for three months has lapsed: found until that is recorded, or its own term is over."""
    yield from _lapsed(trajectory, LapseGround.NOT_EXECUTED, UNEXECUTED)


UNEXECUTED = Dated({JEUGDWET: "De machtiging is vervallen doordat zij drie maanden niet ten uitvoer is gelegd; dat is niet vastgelegd."})


@rule("L5", "law", "Jeugdwet 6.1.2(7)")
def titles_lapse_without_consent(trajectory: Trajectory) -> Iterator[Found]:
    """A title that rests on consent has lapsed on the fourteenth day after it was withdrawn (GHSHE:2018:1032).

    Found until that is recorded, or its own term is over.
    """
    yield from _lapsed(trajectory, LapseGround.CONSENT, WITHOUT_CONSENT)


WITHOUT_CONSENT = Dated(
    {
        JEUGDWET: "Op de machtiging kan vanaf de veertiende dag na intrekking van de instemming niemand meer gesloten verblijven; "
        "dat zij is vervallen, is niet vastgelegd.",
        RECHTSPOSITIE: "De machtiging is vervallen op de veertiende dag na intrekking van de instemming; dat is niet vastgelegd.",
    }
)
"""By the day of the withdrawal. Until 2024 the law had the jeugdige stay "gedurende ten hoogste veertien dagen" and named no lapse."""


def _lapsed(trajectory: Trajectory, ground: LapseGround, messages: Dated[str]) -> Iterator[Found]:
    lapses = lapses_by_law(trajectory)
    if not lapses:
        return
    for title in standing_titles(trajectory):
        lapse = lapses.get(title.title_id)
        if lapse is not None and lapse.ground is ground:
            until = earlier(title.over_on, trajectory.died_on)
            yield Found(lapse.day, until, messages.on(lapse.since), about=title.title_id, article=lapse.article, absence=True)


DAYS_BACK_TO_A_STATEMENT_ON_SUSPENSION = Dated({JEUGDWET: 28})
"""A statement that names no title counts for a suspension up to so many days later. The law (Jeugdwet 6.1.12(5)) says no
more than that it comes first."""


@rule("L10", "law", "Jeugdwet 6.1.12(5)")
def suspensions_are_consented_to_and_told(trajectory: Trajectory) -> Iterator[Found]:
    """Execution is suspended only after a gedragswetenschapper consented; Raad and college are told of it, and of its withdrawal.

    A refusal contradicts the suspension from its day. What is not recorded may follow by post. So does the word of the college to the Raad
    that a machtiging lapsed because the GI found that living elsewhere is needed no longer (6.1.12(4) and (6)): about the title_id.
    """
    for title in trajectory.titles:
        yield from _lapse_untold(trajectory, title)
    for title in trajectory.suspended_titles:
        for suspension in title.suspensions:
            over = earlier(earlier(title.over_on, suspension.span.until), trajectory.died_on)
            yield from _without_statement(trajectory, title, suspension, over)
            yield from _untold(title, suspension, over)


def _without_statement(trajectory: Trajectory, title: Title, suspension: Suspension, over: date | None) -> Iterator[Found]:
    since = suspension.span.since
    statements = [statement for statement in trajectory.statements if _is_about(statement, title, suspension)]
    before = [statement for statement in statements if statement.given_on <= since]
    about = f"{suspension.version}-consent"
    if before and before[-1].outcome is StatementOutcome.REFUSED:
        message = "De gedragswetenschapper stemde niet in met de schorsing van de machtiging."
        yield Found(since, over, message, about=about)
    elif not before or before[-1].outcome is not StatementOutcome.GRANTED:
        consented = next((each.given_on for each in statements if each.given_on > since and each.outcome is StatementOutcome.GRANTED), None)
        message = "Bij de schorsing van de machtiging is geen instemming van een gedragswetenschapper vastgelegd."
        yield Found(when_the_paper_is_missed(since), earlier(over, consented), message, about=about, absence=True)


def _is_about(statement: Statement, title: Title, suspension: Suspension) -> bool:
    """Whether it is about this suspension, and not about an earlier one of the same title."""
    if statement.purpose is not StatementFor.SCHORSING or statement.title_id not in (None, title.title_id):
        return False
    since = suspension.span.since
    if statement.title_id is None and statement.given_on < add_days(since, -DAYS_BACK_TO_A_STATEMENT_ON_SUSPENSION.on(since)):
        return False
    return not any(statement.given_on <= other.span.since < since for other in title.suspensions)


def _untold(title: Title, suspension: Suspension, over: date | None) -> Iterator[Found]:
    since, withdrawn = suspension.span.since, suspension.withdrawn_on
    yield Found(
        when_the_paper_is_missed(since),
        earlier(over, _all_told(suspension, since)),
        "Van de schorsing is geen mededeling aan de Raad voor de Kinderbescherming en het college vastgelegd.",
        about=f"{suspension.version}-notice",
        article="Jeugdwet 6.1.12(6)",
        absence=True,
    )
    if withdrawn is not None:
        yield Found(
            when_the_paper_is_missed(withdrawn),
            earlier(title.over_on, _all_told(suspension, withdrawn)),
            "Van de intrekking van de schorsing is geen mededeling aan de Raad voor de Kinderbescherming en het college vastgelegd.",
            about=f"{suspension.version}-withdrawal",
            article="Jeugdwet 6.1.12(6)",
            absence=True,
        )


def _lapse_untold(trajectory: Trajectory, title: Title) -> Iterator[Found]:
    if title.lapsed_by_the_gi_on is not None:
        message = "Van het vervallen van de machtiging is geen mededeling aan de Raad voor de Kinderbescherming vastgelegd."
        missed, until = when_the_paper_is_missed(title.lapsed_by_the_gi_on), earlier(title.lapse_told_on, trajectory.turns(18))
        about, article = f"{title.title_id}-lapse", "Jeugdwet 6.1.12(6)"
        yield Found(missed, earlier(until, trajectory.died_on), message, about, article, absence=True)


def _all_told(suspension: Suspension, since: date) -> date | None:
    """The day by which Raad and college were both told, of what happened on that day."""
    days = [min((day for told, day in suspension.told if told is whom and day >= since), default=None) for whom in SuspensionTold]
    return reduce(later, days)

"""What a request for closed care needs: the consent of a gedragswetenschapper, and a civil basis."""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.calendar import add_days, earlier
from domain.codes import StatementFor, StatementOutcome, TitleBasis, TitleKind
from domain.law.consent import consents_by, is_consented_to, withdrawn
from domain.parameters import Dated
from domain.rules.catalogue import Found, rule
from domain.rules.paper import when_the_paper_is_missed
from domain.since import JEUGDWET
from domain.trajectory import Protection, Statement, Title, Trajectory, derived
from domain.values import dataclass

_STATEMENT_FOR = {
    TitleKind.MACHTIGING: StatementFor.MACHTIGING,
    TitleKind.SPOEDMACHTIGING: StatementFor.SPOEDMACHTIGING,
    TitleKind.VOORWAARDELIJKE_MACHTIGING: StatementFor.VOORWAARDELIJKE_MACHTIGING,
}

_FOR_A_TITLE = frozenset(_STATEMENT_FOR.values())

DAYS_BACK_TO_ITS_STATEMENT = Dated({JEUGDWET: 91})
"""A statement that names no title belongs to the first request or decision of its kind, up to so many days later."""

CONSENT_AFTER_A_REFUSAL_COUNTS = Dated({JEUGDWET: True})
"""May another gedragswetenschapper consent after one refused? A court would not wait for a second who may be willing
(RBDHA:2020:7171); the law asks for consent (Jeugdwet 6.1.2(5)), and a refusal may be reconsidered. Here the last word before the decision
counts."""

DAYS_SINCE_THE_EXAMINATION = Dated({JEUGDWET: 14})
"""Jeugdwet 6.1.2(5): examined "kort tevoren"; the law has no number."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request, or the title that was granted on it, on its day; `until` is when it is over."""

    about: str
    kind: TitleKind
    title_id: str | None
    day: date
    filed_on: date
    until: date | None


def _asked(trajectory: Trajectory) -> Iterator[_Asked]:
    filed_on = {request.decided_by: request.filed_on for request in trajectory.requests}
    for title in trajectory.titles_of_chapter_6:
        day = title.decided_on
        yield _Asked(title.title_id, title.kind, title.title_id, day, filed_on.get(title.version, day), _over(trajectory, title))
    for request in trajectory.requests:
        if request.kind in _STATEMENT_FOR:
            day = request.filed_on
            over = earlier(request.decided_on, trajectory.died_on)
            yield _Asked(str(request.version), request.kind, request.title_id, day, day, over)


def _over(trajectory: Trajectory, title: Title) -> date | None:
    """As far as is recorded: that a title will lapse if nothing happens does not mend what it lacks."""
    return earlier(title.over_on, trajectory.died_on)


@rule("L7", "law", "Jeugdwet 6.1.8(4)")
def a_scientist_consents_to_the_request(trajectory: Trajectory) -> Iterator[Found]:
    """A copy of the consent goes with every request, unless a spoedmachtiging is asked for and examination was impossible.

    Of a title granted against a refusal, or on the word of who could not examine the jeugdige where the law asks for it, from the day of
    decision; of what is not recorded, once the paper is missed.
    """
    for asked, statement in _answered(trajectory):
        if statement is not None and _suffices(statement, asked.kind):
            continue
        if statement is not None and statement.outcome is StatementOutcome.REFUSED:
            message = f"De gedragswetenschapper weigerde instemming met deze {asked.kind.label}."
            yield Found(asked.day, asked.until, message, about=asked.about)
            continue
        until = earlier(asked.until, _consented_after(trajectory, asked))
        if statement is not None:
            message = (
                f"De gedragswetenschapper kon de jeugdige niet onderzoeken; voor een {asked.kind.label} is dat niet genoeg. "
                "Leg de instemming vast van wie hem wel heeft onderzocht."
            )
            yield Found(asked.day, until, message, about=asked.about)
        else:
            message = f"Bij deze {asked.kind.label} is geen instemming van een gedragswetenschapper vastgelegd."
            yield Found(when_the_paper_is_missed(asked.day), until, message, about=asked.about, absence=True)


def _suffices(statement: Statement, kind: TitleKind) -> bool:
    """Jeugdwet 6.1.2(5), 6.1.3(3), 6.1.4(3)."""
    if statement.outcome is StatementOutcome.EXAM_IMPOSSIBLE:
        return kind is TitleKind.SPOEDMACHTIGING
    return statement.outcome is StatementOutcome.GRANTED


@derived
def _answered(trajectory: Trajectory) -> tuple[tuple[_Asked, Statement | None], ...]:
    """All that was asked, each with the statement that speaks for it."""
    statements = [each for each in trajectory.statements if each.purpose in _FOR_A_TITLE]
    return tuple((asked, _statement_of(trajectory, asked, statements) if statements else None) for asked in _asked(trajectory))


def _statement_of(trajectory: Trajectory, asked: _Asked, statements: Sequence[Statement]) -> Statement | None:
    """The statement that speaks for it: of those that name the title, or else of those of its kind and not long before.

    The last answer, yes or no; who could not examine him gives none, and speaks only where nobody else does.
    """
    oldest = add_days(asked.day, -DAYS_BACK_TO_ITS_STATEMENT.on(asked.day))
    purpose, day = _STATEMENT_FOR[asked.kind], asked.day
    speaking = [each for each in statements if each.title_id is not None and each.title_id == asked.title_id and each.given_on <= day] or [
        each
        for each in statements
        if each.title_id is None
        and each.purpose is purpose
        and oldest <= each.given_on <= day
        and not _decided_between(trajectory, asked, each.given_on, asked.day)
    ]
    if not CONSENT_AFTER_A_REFUSAL_COUNTS.on(asked.day):
        speaking.sort(key=lambda each: each.outcome is StatementOutcome.REFUSED)
    answers = [each for each in speaking if asked.kind is TitleKind.SPOEDMACHTIGING or _is_an_answer(each)]
    last_words = answers or speaking
    return last_words[-1] if last_words else None


def _is_an_answer(statement: Statement) -> bool:
    """Who could not examine the jeugdige says neither yes nor no; only for a spoedmachtiging that is enough (6.1.3(3))."""
    return statement.outcome is not StatementOutcome.EXAM_IMPOSSIBLE


def _consented_after(trajectory: Trajectory, asked: _Asked) -> date | None:
    """When consent was recorded of later than the request or decision."""
    days = (
        each.given_on
        for each in trajectory.statements
        if each.given_on > asked.day
        and each.purpose in _FOR_A_TITLE
        and _suffices(each, asked.kind)
        and (
            each.title_id == asked.title_id
            if each.title_id is not None
            else each.purpose is _STATEMENT_FOR[asked.kind]
            and not _decided_between(trajectory, asked, add_days(asked.day, 1), add_days(each.given_on, 1))
        )
    )
    return min(days, default=None)


def _decided_between(trajectory: Trajectory, asked: _Asked, since: date, until: date) -> bool:
    """Whether another title of the kind was decided on from `since` up to, and not including, `until`."""
    return any(
        title.kind is asked.kind and title.title_id != asked.title_id and since <= title.decided_on < until
        for title in trajectory.titles_of_chapter_6
    )


@rule("P8", "policy", "Jeugdwet 6.1.2(5)")
def the_examination_is_recent(trajectory: Trajectory) -> Iterator[Found]:
    """The gedragswetenschapper examined the jeugdige shortly before the request; where none is recorded, before the decision."""
    if not trajectory.statements:
        return
    for asked, statement in _answered(trajectory):
        if statement is None or statement.examined_on is None:
            continue
        days = DAYS_SINCE_THE_EXAMINATION.on(asked.day)
        if (asked.filed_on - statement.examined_on).days > days:
            message = f"Het onderzoek door de gedragswetenschapper was bij het verzoek ouder dan {days} dagen."
            yield Found(asked.day, asked.until, message, about=asked.about)


@rule("L8", "law", "Jeugdwet 6.1.2(3)")
def titles_have_a_civil_basis(trajectory: Trajectory) -> Iterator[Found]:
    """Who is under eighteen is admitted under supervision, with a GI as guardian, or with consent of the legal representative.

    Jeugdreclassering is no basis. What is recorded and contradicts the basis is found from the day of decision; where no basis is
    recorded, nor a measure or consent that gives one, once the paper is missed.
    """
    for title in trajectory.titles_of_chapter_6:
        over = _over(trajectory, title)
        if message := _contradiction(trajectory, title):
            mended = _consented_anew(trajectory, title) if title.civil_basis is TitleBasis.CONSENT else None
            yield Found(title.decided_on, earlier(over, mended), message, about=title.title_id)
        elif message := _gap(trajectory, title):
            yield Found(when_the_paper_is_missed(title.decided_on), over, message, about=title.title_id, absence=True)


def _contradiction(trajectory: Trajectory, title: Title) -> str | None:
    day = title.decided_on
    match title.civil_basis:
        case TitleBasis.AGED_18 if day < trajectory.turns(18):
            return "De jeugdige was bij de beslissing nog geen achttien; een grondslag voor een minderjarige is niet vastgelegd."
        case TitleBasis.CONSENT if withdrawn(consents_by(trajectory, title, day)):
            return "De instemming was voor de beslissing ingetrokken en is niet opnieuw gegeven."
        case TitleBasis.OTS | TitleBasis.VOTS | TitleBasis.VOOGDIJ_GI as basis:
            measures = _measures(trajectory, basis)
            if measures and (day >= trajectory.turns(18) or _have_ended_by(measures, day)):
                return "De kinderbeschermingsmaatregel waarop de machtiging rust, was voor de beslissing geëindigd."
    return None


def _gap(trajectory: Trajectory, title: Title) -> str | None:
    day = title.decided_on
    if title.civil_basis is None:
        given = any(each.days.covers(day) for each in trajectory.protections) or is_consented_to(trajectory, title)
        missing = day < trajectory.turns(18) and not given
        return f"Bij deze {title.kind.label} is geen civiele grondslag vastgelegd." if missing else None
    measures = _measures(trajectory, title.civil_basis)
    if measures and not any(each.days.covers(day) for each in measures):
        return "De maatregel waarop de machtiging rust, liep volgens de vastgelegde termijn niet op de dag van de beslissing."
    return None


def _measures(trajectory: Trajectory, basis: TitleBasis) -> list[Protection]:
    """The recorded measures that can be meant. A provisional supervision is a supervision too."""
    match basis:
        case TitleBasis.OTS | TitleBasis.VOTS:
            return [each for each in trajectory.protections if each.kind.is_supervision]
        case TitleBasis.VOOGDIJ_GI:
            return [each for each in trajectory.protections if not each.kind.is_supervision]
    return []


def _have_ended_by(measures: list[Protection], day: date) -> bool:
    """Whether the end of each is recorded.

    That its term is over says less: a prolongation may follow by post. So may the supervision that the last of them became.
    """
    ended = all(each.ended_on is not None and each.ended_on <= day for each in measures)
    return ended and not max(measures, key=lambda each: each.since).became_ots


def _consented_anew(trajectory: Trajectory, title: Title) -> date | None:
    """The first day on which nobody's consent was withdrawn any more: one after the decision, if it was withdrawn before."""
    days = sorted({consent.day for consent in trajectory.consents if consent.given})
    return next((day for day in days if not withdrawn(consents_by(trajectory, title, day))), None)

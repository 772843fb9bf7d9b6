"""Rights on the dossier, and who it is about."""

from collections.abc import Iterator
from datetime import date

from domain.codes import AccessBy, RefusalGround
from domain.deadlines.dossier import requests_for_destruction_are_answered
from domain.parameters import Dated
from domain.rules.catalogue import Found, rule
from domain.rules.late import late
from domain.rules.paper import when_the_paper_is_missed
from domain.since import JEUGDWET
from domain.trajectory import Trajectory

PARENTS_OF_TWELVE_MAY_INSPECT = Dated({JEUGDWET: True})
"""May those with authority over somebody of twelve to fifteen be given inspection without him?

7.3.11(2)(b) counts them as no "others" where their consent to help is asked (7.3.4(2)), or where none is asked. Here: yes. That says
that they may be given it, not that they can ask it in his place: whoever reads 7.3.10 with 7.3.15(1) so puts False here.
"""

_AUTHORITY = frozenset({AccessBy.PARENTS, AccessBy.GUARDIAN})
_THE_JEUGDIGE = frozenset({AccessBy.JEUGDIGE, AccessBy.REPRESENTATIVE})
"""Himself, or who acts for him: because he cannot weigh his interests (7.3.15(2) and (3)), or at his word."""


@rule("L20", "law", "Jeugdwet 7.3.9(2)")
def destruction_is_answered_and_refused_on_a_ground_of_the_law(trajectory: Trajectory) -> Iterator[Found]:
    """A request to destroy is answered within a month (AVG 12(3)), and refused with reasons, only for what 7.3.9(2) names.

    That the dossier has to be kept for twenty years is no such ground: 7.3.8(3) stands back for 7.3.9 (RBNHO:2021:4235). A refusal on
    that ground is a finding from its day; one of which no reasons are recorded (AVG 12(4)) once the paper is missed.
    """
    if not trajectory.dossier_requests:
        return
    message = "Het verzoek om vernietiging is niet binnen een maand beantwoord."
    yield from late(requests_for_destruction_are_answered(trajectory), message, article="AVG 12(3)", aspect="term")
    for request in trajectory.dossier_requests:
        if request.answered_on is None:
            continue
        if request.refused_for is RefusalGround.RETENTION_TERM:
            message = "Vernietiging is geweigerd met een beroep op de bewaartermijn."
            yield Found(request.answered_on, request.reconsidered_on, message, about=request.request_id)
        elif not request.reasoned:
            message = "De redenen om vernietiging te weigeren zijn niet vastgelegd."
            missed = when_the_paper_is_missed(request.answered_on)
            yield Found(missed, request.reconsidered_on, message, about=request.request_id, article="AVG 12(4)", absence=True)


@rule("L21", "law", "Jeugdwet 7.2.4")
def who_has_no_bsn_is_known_otherwise(trajectory: Trajectory) -> Iterator[Found]:
    """Without a BSN: surname, given names, day of birth, postcode and house number. The first three are asked of every opening.

    What is missing may follow by post; so long it is put off in urgent cases too (7.2.6).
    """
    for days in trajectory.person.unidentified:
        yield Found(when_the_paper_is_missed(days.since), days.until, "Er is geen BSN, en postcode en huisnummer ontbreken.", absence=True)


@rule("L22", "law", "Jeugdwet 7.3.15")
def rights_on_the_dossier_are_exercised_by_the_jeugdige(trajectory: Trajectory) -> Iterator[Found]:
    """Rights on the dossier are the jeugdige's own from twelve, unless he cannot weigh his interests (7.3.15(1) and (2)).

    What counts is the age on the day on which a request is met, since anything can be asked. Inspection is no longer given to those
    with authority once he is sixteen, unless he asked for it (7.3.11(1) and (2)(b)); for twelve to fifteen see the parameter.
    Destruction at their word alone ends at twelve. What was done is not undone: no day ends the finding.
    """
    for grant in trajectory.access_grants:
        if (
            grant.by in _AUTHORITY
            and not grant.asked_by & _THE_JEUGDIGE
            and grant.given_on >= _own_inspection_from(trajectory, grant.given_on)
        ):
            message = "Inzage is aan anderen verleend, zonder dat de jeugdige daarom vroeg."
            yield Found(grant.given_on, None, message, about=str(grant.version), article="Jeugdwet 7.3.11")
    destroyed = [
        (request, request.answered_on)
        for request in trajectory.dossier_requests
        if request.kind == "destruction" and request.answered_on is not None and request.refused_for is None
    ]
    for request, day in destroyed:
        if request.by not in _AUTHORITY or day < trajectory.turns(12):
            continue
        if not any(answered_on == day and other.by in _THE_JEUGDIGE for other, answered_on in destroyed):
            yield Found(day, None, "Op verzoek van anderen is vernietigd, zonder de jeugdige.", about=request.request_id)


def _own_inspection_from(trajectory: Trajectory, day: date) -> date:
    return trajectory.turns(16 if PARENTS_OF_TWELVE_MAY_INSPECT.on(day) else 12)

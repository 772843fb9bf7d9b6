"""Where somebody is placed, and how often he is moved."""

from collections.abc import Iterator
from typing import Literal

from domain.calendar import add_months, earlier
from domain.codes import MoveReason, Setting
from domain.parameters import policy, policy_in_words
from domain.rules.catalogue import Found, rule
from domain.since import PILOT
from domain.trajectory import Trajectory

PLACES_IN_A_LEEFHUIS = policy("places-in-a-leefhuis", {PILOT: 6})
"""A leefhuis is an ordinary house (pilot of 2018)."""

Nearness = Literal["region", "municipality"]

_QUESTION_CHANGED = frozenset({MoveReason.HEAVIER_NEEDED, MoveReason.NO_FITTING_HELP})

_REGION: Nearness = "region"

NEARNESS = policy_in_words("nearness", {PILOT: _REGION}, among=(_REGION, "municipality"))
"""How near home a place has to be: in the region, or in the home municipality itself."""

MOVES_TOO_MANY = policy("moves-too-many", {PILOT: 2})
MONTHS_OF_MOVES = policy("months-of-moves", {PILOT: 12})
"""So many moves within so many months call for attention."""


@rule("P6", "policy", "Regionaal beleid: leefhuis")
def a_leefhuis_is_small_and_keeps_who_lives_there(trajectory: Trajectory) -> Iterator[Found]:
    """A leefhuis has six places at most, and nobody is moved out of it because his question changed: the help comes to him.

    A leefhuis that is too large is a finding about the stay there; a move out of it about the stay that ended, as long as the next lasts.
    """
    for stay in trajectory.stays:
        if not stay.is_main:
            continue
        place, left = stay.place_then, stay.came_from
        if stay.setting is Setting.LEEFHUIS and place is not None and place.capacity > PLACES_IN_A_LEEFHUIS.on(stay.since):
            yield Found(stay.since, stay.until, "Leefhuis met meer plaatsen dan het beleid kent.", about=stay.stay_id, tells_place=True)
        if left is not None and left.setting is Setting.LEEFHUIS and stay.move_reason in _QUESTION_CHANGED:
            yield Found(stay.since, stay.until, "Verplaatst uit een leefhuis omdat de hulpvraag veranderde.", about=left.stay_id)


@rule("P9", "policy", "Regionaal beleid: thuis nabij")
def places_are_near_home(trajectory: Trajectory) -> Iterator[Found]:
    """A main stay is near home, as far as it is recorded what the place was. Unit: nights."""
    for stay in trajectory.stays:
        place = stay.place_then
        if not stay.is_main or place is None:
            continue
        if NEARNESS.on(stay.since) == _REGION:
            if not place.in_region:
                yield Found(stay.since, stay.until, "Verblijf buiten de regio.", about=stay.stay_id, tells_place=True)
        elif not place.lies_in(trajectory.home_municipality_on(stay.since)):
            yield Found(stay.since, stay.until, "Verblijf buiten de eigen gemeente.", about=stay.stay_id, tells_place=True)


@rule("P10", "policy", "Regionaal beleid: zo min mogelijk verplaatsen")
def moves_are_few(trajectory: Trajectory) -> Iterator[Found]:
    """A second or later move within twelve months calls for attention: from the move, until the earlier one is twelve months ago.

    Without a number of moves (0) none is too many.
    """
    moves = [stay for stay in trajectory.stays if stay.is_a_move]
    for number, stay in enumerate(moves):
        first = number + 1 - MOVES_TOO_MANY.on(stay.since)
        if 0 <= first <= number:
            months = MONTHS_OF_MOVES.on(stay.since)
            until = earlier(add_months(moves[first].since, months), stay.until)
            yield Found(stay.since, until, f"Opnieuw verplaatst binnen {months} maanden.", about=stay.stay_id)

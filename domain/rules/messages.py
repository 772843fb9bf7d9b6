"""Messages of the iJw."""

from collections.abc import Iterator

from domain.deadlines.practice import starts_are_told, stops_are_told
from domain.rules.catalogue import Found, rule
from domain.rules.late import late
from domain.trajectory import Trajectory


@rule("P11", "policy", "iJw OP271, OP272")
def starts_and_stops_are_told(trajectory: Trajectory) -> Iterator[Found]:
    """The start and the end of what has an assignment number are told within five working days."""
    yield from late(
        starts_are_told(trajectory), "Het startbericht is niet binnen vijf werkdagen verzonden.", article="iJw OP271", aspect="start"
    )
    yield from late(
        stops_are_told(trajectory), "Het stopbericht is niet binnen vijf werkdagen verzonden.", article="iJw OP272", aspect="stop"
    )

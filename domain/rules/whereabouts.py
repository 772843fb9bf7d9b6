"""Nobody is lost sight of: for every night it is known where a jeugdige is."""

from collections.abc import Iterator

from domain.rules.catalogue import Found, rule
from domain.spans import Span, without
from domain.trajectory import Trajectory
from domain.whereabouts import Where, is_always_known, whereabouts


@rule("P14", "policy", "Regionaal beleid: niemand uit het oog")
def it_is_known_where_he_is(trajectory: Trajectory) -> Iterator[Found]:
    """Where he went from a stay is recorded: that he is home, or the stay that came next. As long as the trajectory is open."""
    if is_always_known(trajectory):
        return
    for each in whereabouts(trajectory):
        if each.where is Where.UNKNOWN:
            for open_days in without([Span(each.since, each.until)], trajectory.closings):
                yield Found(open_days.since, open_days.until, "Niet is vastgelegd waar de jeugdige verblijft.", absence=True)

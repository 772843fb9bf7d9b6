"""Who comes back into closed care (indicator 9)."""

from collections.abc import Iterator
from itertools import zip_longest

from domain.calendar import add_days
from domain.indicators.case import Case
from domain.indicators.catalogue import Aggregate, Variant, indicator, measure
from domain.indicators.closed import episodes
from domain.indicators.fact import Counted, once

DAYS_IN_WHICH_TO_RETURN = 365


@measure("closed-episode-followed")
def who_comes_back_within_a_year(case: Case) -> Iterator[Counted]:
    """Each episode of closed care that ended, on the day on which its year is over; met if another began on that day or before.

    So a cohort is never judged before all of it could have come back. In the group of the day on which the episode ended. Who died within
    the year is left out. About the stay_id of its first stay.
    """
    all_episodes = episodes(case)
    died_on = case.trajectory.died_on
    for episode, following in zip_longest(all_episodes, all_episodes[1:]):
        if episode.until is None:
            continue
        last = add_days(episode.until, DAYS_IN_WHICH_TO_RETURN)
        if died_on is None or died_on > last:
            group = case.group(episode.until, episode.last)
            yield once(episode.first.stay_id, last, group, met=following is not None and following.since <= last)


indicator(
    9,
    "repeat",
    "Herhaalde plaatsing",
    Variant(
        "within-a-year",
        "closed-episode-followed",
        Aggregate.SHARE,
        "%",
        "Van de gesloten episodes waarvan de driehonderdvijfenzestigste dag na het einde in de periode valt het deel dat op of voor die dag"
        " door een nieuwe gesloten episode is gevolgd.",
    ),
    Variant(
        "cohort",
        "closed-episode-followed",
        Aggregate.SHARE,
        "%",
        "Van de gesloten episodes die in de periode eindigden en waarvan het jaar daarna voorbij is het deel dat op of voor de"
        " driehonderdvijfenzestigste dag na het einde door een nieuwe gesloten episode is gevolgd.",
        days_later=DAYS_IN_WHICH_TO_RETURN,
    ),
    Variant(
        "national-proxy",
        "closed-placement",
        Aggregate.REPEATED,
        "plaatsingen",
        "Aantal plaatsingen in een gesloten huis in de periode, min het aantal verschillende jeugdigen dat in de periode is geplaatst.",
    ),
)

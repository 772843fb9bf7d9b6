"""Which figure is made of which list: a line for every variant that is computed a second time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from domain.region import Region
from domain.spans import Span
from tests.second import advice, closed, hearing, lawfulness, moves, nights, quality, restrictions
from tests.second.counted import Counted, Window
from tests.second.life import Life
from tests.second.sums import (
    kaplan_meier_median,
    last_night,
    mean,
    median,
    p75,
    p90,
    people,
    percentage,
    percentage_of_label,
    within,
)

List = Callable[[Life], Iterator[Counted]]
Nightly = Callable[[Life, Window], Iterator[Counted]]


GROUPS = {"municipality": "municipality", "setting": "setting", "age_group": "age", "gender": "gender", "provider": "provider"}
"""By what figures are broken down here: the name of it, and that of the field of `Counted`."""


class Told:
    """A region as it was told, and the nights that are looked at."""

    def __init__(self, lives: Sequence[Life], region: Region, window: Window) -> None:
        self.lives, self.region, self.window = lives, region, window
        self.once = cache(self._once)
        self.nightly = cache(self._nightly)
        self.moves_within = cache(self._moves_within)

    def _once(self, what: List) -> list[Counted]:
        return [each for life in self.lives for each in what(life)]

    def _nightly(self, what: Nightly) -> list[Counted]:
        return [each for life in self.lives for each in what(life, self.window)]

    def _moves_within(self) -> list[Counted]:
        return [each for life in self.lives for each in moves.within_a_provider(life, self.region)]

    def values(self, by: str) -> set[str | None]:
        """Of all who were in care on some day."""
        return {self.group(each, by) for each in self.nightly(nights.days_of_care)}

    def group(self, each: Counted, by: str) -> str | None:
        """Of a municipality that merged, the one that it is part of on the day on which the thing counts."""
        if by == "municipality":
            return self.region.municipality_of_today(each.municipality, each.counted_on or each.day)
        if by == "provider" and each.provider is not None:
            day = each.counted_on or each.day
            return self.region.successor_of(each.provider, day) or each.provider
        return _text(getattr(each, GROUPS[by]))

    def places(self, day: date, by: str | None, value: str | None) -> int:
        there = self.region.locations_on(day)
        if by == "provider":
            return sum(each.capacity for each in there if (self.region.successor_of(each.provider, day) or each.provider) == value)
        return sum(each.capacity for each in there if by is None or value == str(each.setting))


class Asked:
    """One figure's question: a told region, the days of a period that were seen, the day asked about, and a group of it or all."""

    def __init__(self, told: Told, period: Span, on: date, by: str | None = None, value: str | None = None) -> None:
        assert period.until is not None
        self.told, self.on, self.by, self.value = told, on, by, value
        tomorrow = date.fromordinal(on.toordinal() + 1)
        self.period = Span(period.since, min(period.until, tomorrow))

    def _group(self, some: Iterable[Counted]) -> list[Counted]:
        if self.by is None:
            return list(some)
        return [each for each in some if self.told.group(each, self.by) == self.value]

    def of(self, what: List) -> list[Counted]:
        return within(self._group(self.told.once(what)), self.period)

    def known_by_now(self, what: List) -> list[Counted]:
        """Of which it can be said on the day asked about."""
        return [each for each in self.of(what) if each.ends is not None and each.ends <= self.on]

    def moves_within(self) -> list[Counted]:
        return within(self._group(self.told.moves_within()), self.period)

    def nights(self, what: Nightly) -> list[Counted]:
        return within(self._group(self.told.nightly(what)), self.period)

    def last(self, what: Nightly) -> list[Counted]:
        return last_night(self._group(self.told.nightly(what)), self.period)

    def places(self) -> int:
        assert self.period.until is not None
        return self.told.places(date.fromordinal(self.period.until.toordinal() - 1), self.by, self.value)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _by(number: int, nights: int) -> float | None:
    return 100 * number / nights if nights else None


Figure = Callable[[Asked], float | None]

SECOND: dict[tuple[str, str], Figure] = {
    ("inflow", "admissions"): lambda q: len(q.of(closed.who_is_admitted)),
    ("inflow", "unique"): lambda q: people(q.of(closed.who_is_admitted)),
    ("inflow", "placements"): lambda q: len(q.of(closed.who_is_placed)),
    ("inflow", "unique-placed"): lambda q: people(q.of(closed.who_is_placed)),
    ("inflow", "first-ever"): lambda q: percentage(q.of(closed.where_they_come_from)),
    ("inflow", "urgent"): lambda q: percentage(q.of(closed.who_is_admitted)),
    ("inflow", "origins"): lambda q: len(q.of(closed.where_they_come_from)),
    ("inflow", "from-home"): lambda q: percentage_of_label(q.of(closed.where_they_come_from), "home"),
    ("outflow", "exits"): lambda q: len(q.of(closed.who_leaves)),
    ("outflow", "unique"): lambda q: people(q.of(closed.who_leaves)),
    ("outflow", "placements"): lambda q: len(q.of(closed.who_leaves_a_house)),
    ("stand", "stays"): lambda q: len(q.last(nights.nights_in_a_main_stay)),
    ("stand", "closed"): lambda q: len(q.last(nights.nights_in_closed_care)),
    ("stand", "occupancy"): lambda q: _by(len(q.last(nights.nights_in_a_main_stay)), q.places()),
    ("stand", "nights"): lambda q: len(q.nights(nights.nights_in_a_main_stay)),
    ("length-of-stay", "median"): lambda q: median(q.of(closed.how_long_in_a_house)),
    ("length-of-stay", "mean"): lambda q: mean(q.of(closed.how_long_in_a_house)),
    ("length-of-stay", "p90"): lambda q: p90(q.of(closed.how_long_in_a_house)),
    ("length-of-stay", "under-a-month"): lambda q: percentage_of_label(q.of(closed.how_long_in_a_house), "under_a_month"),
    ("length-of-stay", "over-a-year"): lambda q: percentage_of_label(q.of(closed.how_long_in_a_house), "over_a_year"),
    ("length-of-stay", "survival"): lambda q: kaplan_meier_median(q.of(closed.how_long_it_lasts_in_a_house), q.on),
    ("length-of-stay", "episode-median"): lambda q: median(q.of(closed.how_long_in_an_episode)),
    ("length-of-stay", "episode-mean"): lambda q: mean(q.of(closed.how_long_in_an_episode)),
    ("length-of-stay", "episode-p90"): lambda q: p90(q.of(closed.how_long_in_an_episode)),
    ("length-of-stay", "episode-under-a-month"): lambda q: percentage_of_label(q.of(closed.how_long_in_an_episode), "under_a_month"),
    ("length-of-stay", "episode-over-a-year"): lambda q: percentage_of_label(q.of(closed.how_long_in_an_episode), "over_a_year"),
    ("length-of-stay", "episode-survival"): lambda q: kaplan_meier_median(q.of(closed.how_long_an_episode_lasts), q.on),
    ("ambulant", "jeugdigen"): lambda q: percentage(q.last(nights.days_of_care)),
    ("ambulant", "advices"): lambda q: percentage(q.of(nights.advice_for_ambulant_help)),
    ("ambulant", "care-days"): lambda q: percentage(q.nights(nights.days_of_care)),
    ("ambulant", "realised"): lambda q: percentage(q.of(nights.ambulant_advice_realised)),
    ("moves", "moves"): lambda q: len(q.of(moves.who_moves)),
    ("moves", "step-up"): lambda q: percentage_of_label(q.of(moves.who_moves), "step_up"),
    ("moves", "step-down"): lambda q: percentage_of_label(q.of(moves.who_moves), "step_down"),
    ("moves", "within-provider"): lambda q: percentage(q.moves_within()),
    ("moves", "in-a-year"): lambda q: mean(q.last(moves.moves_in_a_year)),
    ("moves", "in-a-year-median"): lambda q: median(q.last(moves.moves_in_a_year)),
    ("moves", "in-a-year-distribution"): lambda q: len(q.last(moves.moves_in_a_year)),
    ("moves", "ever"): lambda q: mean(q.last(moves.moves_ever)),
    ("moves", "ever-median"): lambda q: median(q.last(moves.moves_ever)),
    ("moves", "ever-distribution"): lambda q: len(q.last(moves.moves_ever)),
    ("moves", "unplanned"): lambda q: percentage(q.of(moves.who_moves)),
    ("moves", "told-late"): lambda q: percentage(q.of(moves.told_late)),
    ("moves", "heard"): lambda q: percentage(q.of(moves.heard_about_it)),
    ("moves", "explained"): lambda q: percentage(q.of(moves.explained)),
    ("moves", "relocations"): lambda q: len(q.of(moves.relocations)),
    ("moves", "temporary"): lambda q: len(q.of(moves.temporary)),
    ("nearness", "in-region"): lambda q: percentage(q.of(nights.where_they_are_placed)),
    ("nearness", "same-municipality"): lambda q: percentage_of_label(q.of(nights.where_they_are_placed), "same_municipality"),
    ("nearness", "outside-region"): lambda q: percentage_of_label(q.of(nights.where_they_are_placed), "outside_region"),
    ("nearness", "outside-province"): lambda q: percentage(q.of(nights.in_which_province)),
    ("nearness", "distance"): lambda q: median(q.of(nights.how_far)),
    ("nearness", "distance-p75"): lambda q: p75(q.of(nights.how_far)),
    ("nearness", "within-10-km"): lambda q: percentage(q.of(nights.how_far)),
    ("nearness", "distance-unknown"): lambda q: percentage_of_label(q.of(nights.how_far), "unknown"),
    ("nearness", "stand-same-municipality"): lambda q: percentage_of_label(q.last(nights.nights_in_a_main_stay), "same_municipality"),
    ("nearness", "same-school"): lambda q: percentage(q.of(nights.schools_kept)),
    ("waiting", "to-start"): lambda q: median(q.of(advice.from_referral_to_start)),
    ("waiting", "to-start-p90"): lambda q: p90(q.of(advice.from_referral_to_start)),
    ("waiting", "past-intended"): lambda q: median(q.of(advice.from_intended_to_real_start)),
    ("waiting", "past-intended-p90"): lambda q: p90(q.of(advice.from_intended_to_real_start)),
    ("waiting", "waiting-for-help"): lambda q: len(q.last(advice.waiting_for_help)),
    ("waiting", "ready-nights"): lambda q: len(q.nights(advice.nights_ready_to_leave)),
    ("waiting", "waiting-to-leave"): lambda q: len(q.last(advice.nights_ready_to_leave)),
    ("waiting", "ready-to-left"): lambda q: median(q.of(advice.ready_and_left)),
    ("repeat", "within-a-year"): lambda q: percentage(q.of(closed.who_comes_back)),
    ("repeat", "cohort"): lambda q: percentage(q.known_by_now(closed.who_of_those_who_left_comes_back)),
    ("repeat", "national-proxy"): lambda q: len(q.of(closed.who_is_placed)) - people(q.of(closed.who_is_placed)),
    ("review", "lead-time"): lambda q: median(q.of(advice.from_referral_to_review)),
    ("review", "lead-time-p90"): lambda q: p90(q.of(advice.from_referral_to_review)),
    ("review", "decision-time"): lambda q: median(q.of(advice.from_review_to_decision)),
    ("review", "decision-time-p90"): lambda q: p90(q.of(advice.from_review_to_decision)),
    ("review", "with-youth"): lambda q: percentage(q.of(advice.reviews_with_the_jeugdige)),
    ("review", "with-parents"): lambda q: percentage(q.of(advice.reviews_with_the_parents)),
    ("review", "advice-followed"): lambda q: percentage(q.of(advice.decisions_after_advice)),
    ("review", "diverted"): lambda q: percentage(q.of(advice.closed_requests_advised)),
    ("lawfulness", "uncovered-nights"): lambda q: len(q.nights(lawfulness.nights_without_a_title)),
    ("lawfulness", "plans-on-time"): lambda q: percentage(q.of(lawfulness.plans_due)),
    ("lawfulness", "evaluations-on-time"): lambda q: percentage(q.of(lawfulness.evaluations_due)),
    ("lawfulness", "notices-on-time"): lambda q: percentage(q.of(lawfulness.notices_due)),
    ("lawfulness", "statements"): lambda q: percentage(q.of(lawfulness.statements)),
    ("lawfulness", "titles-ended"): lambda q: len(q.of(lawfulness.titles_ended)),
    ("lawfulness", "never-executed"): lambda q: percentage(q.of(lawfulness.titles_used)),
    ("measures", "per-hundred-nights"): lambda q: _by(len(q.of(restrictions.in_closed_care)), len(q.nights(nights.nights_in_closed_care))),
    ("measures", "count"): lambda q: len(q.of(restrictions.in_closed_care)),
    ("measures", "jeugdigen"): lambda q: people(q.of(restrictions.in_closed_care)),
    ("measures", "emergencies"): lambda q: percentage(q.of(restrictions.in_closed_care)),
    ("measures", "seclusions"): lambda q: len(q.of(restrictions.seclusions)),
    ("measures", "seclusion-hours"): lambda q: mean(q.of(restrictions.seclusions)),
    ("measures", "seclusions-judged"): lambda q: percentage(q.of(restrictions.seclusions)),
    ("measures", "outside"): lambda q: len(q.of(restrictions.outside_closed_care)),
    ("voice", "heard"): lambda q: percentage(q.of(hearing.voices)),
    ("outcome", "drop-out"): lambda q: percentage(q.of(hearing.care_ended)),
    ("outcome", "ended"): lambda q: len(q.of(hearing.care_ended)),
    ("outcome", "grade"): lambda q: mean(q.of(hearing.grades)),
    ("outcome", "response"): lambda q: percentage(q.of(hearing.care_ended_and_measured)),
    ("outcome", "further-help"): lambda q: len(q.of(hearing.further_help)),
    ("outcome", "no-new-start"): lambda q: percentage(q.of(hearing.care_over)),
    ("stacking", "providers"): lambda q: median(q.of(closed.providers_before)),
    ("stacking", "settings"): lambda q: median(q.of(closed.settings_before)),
    ("stacking", "months"): lambda q: median(q.of(closed.months_before)),
    ("data-quality", "days-to-recording"): lambda q: median(q.of(quality.recordings)),
    ("data-quality", "corrected"): lambda q: percentage(q.of(quality.recordings)),
    ("data-quality", "silent-stays"): lambda q: len(q.last(quality.silent_nights)),
    ("data-quality", "ijw-differences"): lambda q: percentage(q.of(quality.messages)),
}
"""By indicator and variant, as `docs/indicators.md` names them."""

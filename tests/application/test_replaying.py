"""What changed in a situation, applied to the one before, gives the one after: on the day of recording, so that no time passed."""

from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import given

from application.one_case.replaying import changed
from application.one_case.shown import situation, standing
from domain.deadlines import Deadline
from domain.history import History
from domain.replay import replay
from domain.secrecy import kept_from_lists
from tests.histories import REGION, histories

INTERVALS = {"findings", "deadlines"}

FOUND = ("rule", "kind", "article", "since", "until", "message", "about")
DUE = ("kind", "source", "article", "about", "since", "due_on", "breach_from", "last_night")


def each_as_told(items: Iterable[Any], members: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The items of a situation, or those that they show, by what both have."""
    return {tuple(str(each[name] if isinstance(each, Mapping) else getattr(each, name)) for name in members) for each in items}


def plain(situation: Mapping[str, Any]) -> dict[str, Any]:
    """Without intervals, each title by its id, and nothing where there is no value."""
    kept = {name: value for name, value in situation.items() if name not in INTERVALS and value is not None}
    return _without_nulls({**kept, "titles": {title["title_id"]: title for title in kept.get("titles", ())}})


def _without_nulls(whole: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _without_nulls(value) if isinstance(value, dict) else value for name, value in whole.items() if value is not None}


def applied(whole: dict[str, Any], changes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    for change in changes:
        *outer, name = change["field"].split(".")
        within = whole
        for each in outer:
            within = within[each]
        assert (_without_nulls({name: within.get(name)}), change["before"] != change["after"]) == (
            _without_nulls({name: change["before"]}),
            True,
        )
        within[name] = change["after"]
    return _without_nulls(whole)


def still_open(deadlines: Iterable[Deadline], day: Any) -> list[Deadline]:
    return [each for each in deadlines if each.is_open_on(day)]


@given(histories())
def test_what_changed_makes_of_the_situation_before_the_one_after(history: History) -> None:
    secrecy = kept_from_lists(history)
    for step in replay(history):
        day, learned = step.recorded.recorded_on, step.learned
        before, after = (situation(known, day, REGION, words=True, secrecy=secrecy) if known else {} for known in (step.before, step.after))

        stood, stands = (standing(known, day, REGION, words=True, secrecy=secrecy) if known else {} for known in (step.before, step.after))

        assert applied(plain(stood), changed(stood, stands)) == plain(after)

        # Findings and deadlines stand beside it as whole intervals; on the day there are those that hold then.
        gone, added = learned.findings_gone, [each for each in learned.findings_added if each.days.covers(day)]
        found = each_as_told(before.get("findings", ()), FOUND) - each_as_told(gone, FOUND) | each_as_told(added, FOUND)
        assert found == each_as_told(after["findings"], FOUND)
        was, came = still_open(learned.deadlines_gone, day), still_open(learned.deadlines_added, day)
        due = each_as_told(before.get("deadlines", ()), DUE) - each_as_told(was, DUE) | each_as_told(came, DUE)
        assert due == each_as_told(after["deadlines"], DUE)

"""How a case is shown: the situation on a day, its events, where the jeugdige was, its legal cover."""

from datetime import date
from typing import Any

from application.doors.door import Opened
from application.problems import NotOpenYet, finding_shown
from domain.deadlines import Deadline, deadlines_on
from domain.envelope import Recorded
from domain.history import History
from domain.law.cover import ground_of, legal_cover
from domain.law.lapse import titles_in_law
from domain.region import Region
from domain.rights import WITHHELD
from domain.rules import findings
from domain.secrecy import Secrecy
from domain.spans import Span
from domain.trajectory import Person, Stay, Title, Trajectory
from domain.whereabouts import Whereabouts, whereabouts, whereabouts_on
from domain.words import erased, given_out, passages_in, with_words, without_words

OPENING = 1
"""The version that says who it is: who reads its words may know."""


def situation(history: History, day: date, region: Region, *, words: bool, secrecy: Secrecy) -> dict[str, Any]:
    """What is known of the situation on that day, with what is found and due on it."""
    return standing(history, day, region, words=words, secrecy=secrecy) | found_and_due(history, day, secrecy)


def not_open_yet(opened: Opened, day: date) -> NotOpenYet | None:
    """How a question about a day before the opening is answered, if it is one."""
    history = opened.history
    opened_on = history.trajectory.opened_on
    if opened_on <= day:
        return None
    return NotOpenYet.on(day, opened_on, opened.moment.position, begun_before_the_opening(history, day, opened.secrecy))


def begun_before_the_opening(history: History, day: date, secrecy: Secrecy) -> dict[str, Any]:
    """What is known of a day before the opening, when there was no situation yet, as the lists of that day tell it: the stay of that night,
    the titles, what is found and due."""
    trajectory = history.trajectory
    stay = trajectory.main_stay_on(day)
    return {
        "stay": _stay(trajectory, stay, day, secrecy) if stay else None,
        "titles": _titles(trajectory, day),
        **found_and_due(history, day, secrecy),
    }


def standing(history: History, day: date, region: Region, *, words: bool, secrecy: Secrecy) -> dict[str, Any]:
    """How things stand. Where safety flags stand on that day, `safety` says which, to who may know.

    The home municipality is that of the day: of one that merged, the one of which it is part by then.
    """
    trajectory = history.trajectory
    stay, where = trajectory.main_stay_on(day), whereabouts_on(trajectory, day)
    shown: dict[str, Any] = {
        "status": trajectory.status_on(day),
        "opened_on": trajectory.opened_on,
        "home_municipality": region.municipality_of_today(trajectory.home_municipality_on(day), day),
        "procesregisseur": trajectory.procesregisseur_on(day),
        "age": trajectory.age_on(day),
        "gender": trajectory.gender,
        "died_on": trajectory.died_on if trajectory.died_on and trajectory.died_on <= day else None,
        "stay": _stay(trajectory, stay, day, secrecy) if stay else None,
        "whereabouts": _where(where) if where else None,
        "titles": _titles(trajectory, day),
        "moves": trajectory.moves_until(day),
    }
    if safety := sorted({flag.level for flag in trajectory.safety if flag.days.covers(day) and not secrecy.hides_flag(flag.version)}):
        shown["safety"] = safety
    if words:
        shown["identity"] = _identity(trajectory.person)
    return shown


def found_and_due(history: History, day: date, secrecy: Secrecy) -> dict[str, Any]:
    """What is found on that day, and what is due and open on it."""
    trajectory = history.trajectory
    return {
        "findings": [finding_shown(finding) for finding in secrecy.found(findings(trajectory)) if finding.days.covers(day)],
        "deadlines": [_deadline(deadline) for deadline in secrecy.due(deadlines_on(trajectory, day))],
    }


def _stay(trajectory: Trajectory, stay: Stay, day: date, secrecy: Secrecy) -> dict[str, Any]:
    title = ground_of(trajectory, stay, day)
    where = {} if secrecy.hides_stay(stay) else {"provider": stay.provider, "location": stay.location}
    return {
        "stay_id": stay.stay_id,
        "setting": stay.setting,
        **where,
        "since": stay.since,
        "until": stay.until,
        "title_id": title.title_id if title else None,
    }


def _where(told: Whereabouts) -> dict[str, Any]:
    return {"where": told.where, "from": told.since, "until": told.until, "stay_id": told.stay_id}


def _titles(trajectory: Trajectory, day: date) -> list[dict[str, Any]]:
    return [_title(title, day) for title in titles_in_law(trajectory) if title.decided_on <= day]


def _title(title: Title, day: date) -> dict[str, Any]:
    return {
        "title_id": title.title_id,
        "kind": title.kind,
        "valid_from": title.valid_from,
        "valid_until": title.valid_until,
        "status": title.status_on(day),
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "kind": deadline.kind,
        "source": deadline.source,
        "due_on": deadline.due_on,
        "breach_from": deadline.breach_from,
        "since": deadline.since,
        "article": deadline.article,
        "about": deadline.about,
        "last_night": deadline.last_night,
        "due_at": deadline.due_at,
    }


def _identity(person: Person) -> dict[str, Any]:
    facts = {
        "bsn": person.bsn,
        "no_bsn_reason": person.no_bsn_reason,
        "surname": person.surname,
        "given_names": person.given_names,
        "postcode": person.postcode,
        "house_number": person.house_number,
    }
    return {name: _legible(value) for name, value in facts.items() if value is not None}


def _legible(value: Any) -> Any:
    return value if value else {"erased": True}


def event_shown(recorded: Recorded, *, words: bool, contents: bool, secrecy: Secrecy) -> dict[str, Any]:
    """One event as it was recorded; later corrections stand beside it, as events of their own. Without `contents`, only that it was."""
    envelope, event = recorded.envelope, recorded.event
    despite, actor = envelope.despite, envelope.actor
    whose = {} if secrecy.hides_recorder(recorded) else {"subject": actor.subject, "organisation": actor.organisation}
    return {
        "position": recorded.position,
        "version": recorded.version,
        "type": event.event_type,
        "schema": event.schema_number,
        "occurred_on": event.occurred_on,
        "recorded_at": recorded.recorded_at,
        "recorded_by": {"role": actor.role, **whose, **({"representative": True} if actor.representative else {})},
        "on_behalf_of": secrecy.on_behalf_of(recorded),
        "source": envelope.source.model_dump(mode="json"),
        "learned_on": envelope.learned_on,
        "certainty": envelope.certainty,
        "correlation": envelope.correlation if contents else None,
        "despite": _shown(despite, words=words and contents) if despite else None,
        "summary": secrecy.sentence(recorded) if contents else WITHHELD,
        "data": secrecy.facts(recorded, _shown(event, words=words)) if contents else {"withheld": True},
    }


def _shown(part: Any, *, words: bool) -> Any:
    facts = part.model_dump(mode="json", exclude_none=True)
    return given_out(erased(with_words(facts, passages_in(part))) if words else without_words(facts))


def whereabouts_shown(history: History, night: date | None = None) -> list[dict[str, Any]]:
    """Every night since the opening in order, each stretch with where the jeugdige was; or the stretch in which that night lies."""
    return [_where(each) for each in whereabouts(history.trajectory) if night is None or Span(each.since, each.until).covers(night)]


def cover_shown(history: History, night: date | None = None) -> list[dict[str, Any]]:
    """The closed nights in order, each stretch with its title or with none; or the stretch in which that night lies."""
    return [
        {
            "from": cover.since,
            "until": cover.until,
            "title_id": cover.title_id,
            "annulled_later": cover.annulled_later,
        }
        for cover in legal_cover(history.trajectory)
        if night is None or Span(cover.since, cover.until).covers(night)
    ]

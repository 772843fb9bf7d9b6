"""I-order: what its state does not admit. I-overlap: two main stays in one night. I-direction: a step the wrong way."""

from collections.abc import Iterator
from functools import cache

from domain.codes import StayPurpose
from domain.events import (
    Admitted,
    Annulled,
    Died,
    Event,
    MessageSent,
    PlanAdopted,
    SteppedDown,
    SteppedUp,
    TitleGranted,
    TitleRefused,
)
from domain.events.stay import StayStarted
from domain.fold import evolve
from domain.rules.impossible import conditions  # noqa: F401  # registers them
from domain.rules.impossible.condition import not_admitted
from domain.rules.impossible.view import Impossibility, View
from domain.trajectory import Stay, Trajectory


def impossible_order(view: View) -> Iterator[Impossibility]:
    event, before = view.recorded.event, view.before
    if reason := _after_the_end(before, event):
        yield view.impossible("I-order", reason)
    for reason in not_admitted(before, event):
        yield view.impossible("I-order", reason)
    for name in _fields_naming_titles(type(event)):
        title_id = getattr(event, name)
        if title_id is not None and view.history.trajectory.title(title_id) is None:
            yield view.impossible("I-order", f"No title {title_id} is recorded in this trajectory.", name)
    if isinstance(event, MessageSent):
        yield from _unknown_delivery(view, event)
    if isinstance(event, PlanAdopted) and event.stay_id is not None:
        yield from _unknown_stay(view, event.stay_id)
    if isinstance(event, Annulled) and event.left_on is not None and (stay := _left_later(view)):
        message = f"Stay {stay.stay_id} is recorded as left on {stay.until}, after left_on {event.left_on}: correct the one or the other."
        yield view.impossible("I-order", message, "left_on")
    if isinstance(event, Admitted) and (other := _overlapping(before, event)):
        yield view.impossible("I-overlap", f"A main stay runs already since {other.since}: record a move, or end that stay first.")
    if isinstance(event, _STEPS) and (reason := _wrong_way(before, event)):
        yield view.impossible("I-direction", reason, "setting")


_STEPS = (SteppedDown, SteppedUp)


def _after_the_end(before: Trajectory, event: Event) -> str | None:
    if event.outlives_the_trajectory:
        return None
    if before.died_on is not None and event.occurred_on >= before.died_on:
        return f"The jeugdige died on {before.died_on}."
    if before.is_closed_on(event.occurred_on) and not isinstance(event, Died):
        return "The trajectory is closed: reopen it first."
    return None


_NAMING_TITLES: dict[type[Event], tuple[str, ...]] = {
    StayStarted: ("title_id",),
    TitleGranted: ("prolongs", "replaces"),
    TitleRefused: ("ends_title_id",),
    Annulled: ("revives_title_id",),
}


@cache
def _fields_naming_titles(kind: type[Event]) -> tuple[str, ...]:
    """Each field of a title that must be recorded somewhere in the trajectory for the event to make sense."""
    return tuple(name for naming, fields in _NAMING_TITLES.items() if issubclass(kind, naming) for name in fields)


def _left_later(view: View) -> Stay | None:
    """The stay of which an annulment would cut off nights that are recorded, because it has the jeugdige leave before his exit."""
    fallen = {stay.version for stay in evolve(view.before, view.recorded).stays if stay.fell}
    recorded = (stay for stay in view.before.stays if stay.until is not None and not stay.fell)
    return next((stay for stay in recorded if stay.version in fallen), None)


def _unknown_delivery(view: View, message: MessageSent) -> Iterator[Impossibility]:
    """A message is about a stay or help that is recorded; on the day of its start too, where the message may come first."""
    if message.stay_id is not None:
        yield from _unknown_stay(view, message.stay_id)
    if message.help_id is not None and all(given.help_id != message.help_id for given in view.history.trajectory.helps):
        yield view.impossible("I-order", f"No help {message.help_id} is recorded in this trajectory.", "help_id")


def _unknown_stay(view: View, stay_id: str) -> Iterator[Impossibility]:
    """Wherever in the trajectory it is: a plan of the day of admission comes before it, as decisions come before starts."""
    if all(stay.stay_id != stay_id for stay in view.history.trajectory.stays):
        yield view.impossible("I-order", f"No stay {stay_id} is recorded in this trajectory.", "stay_id")


def _overlapping(before: Trajectory, event: Admitted) -> Stay | None:
    return before.stay_open_on(event.occurred_on, StayPurpose.MAIN) if event.purpose is StayPurpose.MAIN else None


def _wrong_way(before: Trajectory, event: SteppedDown | SteppedUp) -> str | None:
    left = before.stay_to_leave_on(event.occurred_on, event.purpose)
    if left is None:
        return None
    if isinstance(event, SteppedDown) and not event.setting.lighter_than(left.setting):
        return f"{event.setting} is not lighter than {left.setting}: record moved or stepped-up."
    if isinstance(event, SteppedUp) and not left.setting.lighter_than(event.setting):
        return f"{event.setting} is not heavier than {left.setting}: record moved or stepped-down."
    return None

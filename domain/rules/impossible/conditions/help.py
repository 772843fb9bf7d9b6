"""Help without a stay."""

from domain.events import HelpChanged, HelpEnded, HelpStarted
from domain.rules.impossible.condition import condition
from domain.trajectory import Trajectory


@condition(HelpStarted)
def _new_help(before: Trajectory, event: HelpStarted) -> str | None:
    used = {given.help_id for given in before.helps}
    return f"help_id {event.help_id} is taken by other help." if event.help_id in used else None


@condition(HelpEnded, HelpChanged)
def _has_help(before: Trajectory, event: HelpEnded | HelpChanged) -> str | None:
    running = [given for given in before.helps if given.until is None]
    if event.help_id is not None:
        return None if any(given.help_id == event.help_id for given in running) else f"No help {event.help_id} runs."
    if not running:
        return "No help runs."
    return None if len(running) == 1 else "More than one kind of help runs: give help_id."

"""Replaying one case in a terminal: facts alone, and on record as any other reading."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from sys import maxsize
from typing import Annotated, Any, TypeVar
from uuid import UUID

import typer
from pydantic_core import to_json
from rich.console import Console
from rich.text import Text

from application.doors.granted import Granted
from application.doors.machine import MachineDoor
from application.looking.disclosing import Disclosed, Looking
from application.one_case.replaying import Replaying
from application.problems import Problem
from domain.calendar import AMSTERDAM
from domain.envelope import Actor
from eventlog.access import AccessLog
from jeugdspoor.commands.looking import looks_at
from jeugdspoor.commands.opening import fail, opened_store
from jeugdspoor.commands.reading import DAY, MOMENT

T = TypeVar("T")


TrajectoryId = Annotated[UUID, typer.Argument(metavar="TRAJECTORY_ID", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="What HTTP answers, an item on each line.")]


def replay(
    trajectory_id: TrajectoryId,
    from_: Annotated[date | None, typer.Option("--from", parser=DAY, metavar="DAY", help="Recorded on this day or later.")] = None,
    to: Annotated[date | None, typer.Option(parser=DAY, metavar="DAY", help="Recorded before this day.")] = None,
    known_at: Annotated[
        datetime | None, typer.Option(parser=MOMENT, metavar="MOMENT", help="As known then, with its offset: 2025-03-01T12:00:00Z.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Go through one trajectory in the order of recording: what was recorded, by whom, how late, and what that changed.

    Facts alone: no words, no secret place, no contents that are for few. Who looked has it on record: the user of this machine.
    """
    asked: dict[str, Any] = {"from_": from_, "to": to, "known_at": known_at}
    with _asking(trajectory_id, "replay", asked) as (replaying, show):
        page = show(partial(replaying.replay, trajectory_id=trajectory_id, **asked, limit=maxsize, cursor=None, min_position=None))
    if as_json:
        _print_json(page.items)
    else:
        _print(line for item in page.items for line in _step(item))


def difference(
    trajectory_id: TrajectoryId,
    known_at: Annotated[datetime, typer.Argument(parser=MOMENT, metavar="KNOWN_AT", show_default=False)],
    other: Annotated[datetime, typer.Argument(parser=MOMENT, metavar="OTHER", show_default=False)],
    valid_on: Annotated[
        date | None, typer.Option(parser=DAY, metavar="DAY", help="The day of the situation; else that of the later moment.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what was learned of one trajectory from KNOWN_AT to OTHER, moments with their offset: 2025-03-01T12:00:00Z.

    Facts alone, as `replay` gives them. Who looked has it on record: the user of this machine.
    """
    asked: dict[str, Any] = {"known_at": known_at, "other": other, "valid_on": valid_on}
    with _asking(trajectory_id, "difference", asked) as (replaying, show):
        learned = show(partial(replaying.difference, trajectory_id=trajectory_id, **asked, min_position=None))
    if as_json:
        _print_json([learned])
    else:
        _print(_difference(learned))


@contextmanager
def _asking(
    trajectory_id: UUID, operation: str, asked: Mapping[str, date | None]
) -> Iterator[tuple[Replaying, Callable[[Callable[[Actor], Disclosed[T]]], T]]]:
    """The questions, and the way to have one answered once it is on record who asks."""
    parameters = {name.rstrip("_"): value.isoformat() for name, value in asked.items() if value is not None}
    look = looks_at(operation, trajectory_id, parameters)
    try:
        with opened_store() as opened, AccessLog(opened.databases) as accesses:
            yield Replaying(MachineDoor(opened.log, Granted(opened.log))), partial(Looking(accesses).show, look)
    except Problem as refusal:
        fail(refusal.detail)


def _print_json(items: Iterable[Mapping[str, Any]]) -> None:
    for item in items:
        print(to_json(item).decode())


def _print(lines: Iterable[Text]) -> None:
    """In colours on a terminal; in a pipe each line as it is, however long."""
    console = Console(highlight=False)
    for line in lines:
        console.print(line, soft_wrap=True)


def _step(item: Mapping[str, Any]) -> Iterator[Text]:
    yield from _event(item["event"], item["days_late"])
    yield from _learned(item)
    yield Text()


def _difference(learned: Mapping[str, Any]) -> Iterator[Text]:
    for name, position in (("known_at", "position"), ("other", "other_position")):
        yield Text(f"{_moment(learned[name])}  position {learned[position]}", "bold")
    yield Text(f"the situation on {learned['valid_on']}")
    yield Text()
    for event in learned["events"]:
        yield from _event(event)
    yield from _learned(learned)


def _event(event: Mapping[str, Any], days_late: int | None = None) -> Iterator[Text]:
    late = f", {days_late} {'day' if days_late == 1 else 'days'} late" if days_late else ""
    yield Text.assemble(
        (f"{_moment(event['recorded_at'])}  {event['position']}  ", "dim"),
        (f"{event['version']} {event['type']}", "bold"),
        f"  {event['occurred_on']}",
        (late, "yellow"),
    )
    yield Text(f"    {event['summary']}")
    yield Text(f"    {', '.join(_recorder(event))}", "dim")


def _recorder(event: Mapping[str, Any]) -> Iterator[str]:
    """Who recorded it, and on what ground."""
    by = event["recorded_by"]
    yield " ".join(by[name] for name in ("role", "subject", "organisation") if by.get(name))
    for name in ("on_behalf_of", "certainty", "learned_on", "correlation"):
        if event.get(name):
            yield f"{name} {event[name]}"
    yield f"source {event['source']['kind']}{' ' + event['source']['ref'] if event['source'].get('ref') else ''}"
    if event["despite"]:
        yield f"despite {' '.join(event['despite']['rules'])}"


def _learned(item: Mapping[str, Any]) -> Iterator[Text]:
    for each in item["changed"]:
        yield Text(f"    {each['field']}: {_value(each['before'])} -> {_value(each['after'])}")
    for sign, colour, what in (("-", "red", "gone"), ("+", "green", "added")):
        for finding in item[f"findings_{what}"]:
            about = f" {finding['about']}" if finding["about"] else ""
            yield Text(f"    {sign} {finding['rule']}{about}, {_days(finding)}: {finding['message']} ({finding['article']})", colour)
        for term in item[f"deadlines_{what}"]:
            met = f", met on {term['met_on']}" if term["met_on"] else ""
            yield Text(f"    {sign} {term['kind']} {term['about']}, due {term['due_on']}, open {_days(term)}{met}", colour)


def _days(interval: Mapping[str, Any]) -> str:
    return f"{interval['since']} to {interval['until'] or '...'}"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_value(part)}" for name, part in value.items() if part is not None)
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return "none" if value is None else str(value)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M:%S}"

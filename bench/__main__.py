"""`make bench`: records, rebuilds, judges, seals, fills scratch databases, asks, and prints what it took beside what others take.

Everything is measured in one go; `bench/latest.json` keeps the ratios. `--short` leaves out what needs very many trajectories.
"""

import argparse
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from math import isnan
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench import judging, notary, reports, rows, sizes, trust
from bench.figures import Figure, load
from bench.rebuilding import measured as rebuilding
from bench.recording import in_process, over_http
from bench.region import histories, register
from domain.calendar import amsterdam_day
from domain.history import History
from domain.region import Region

TRAJECTORIES = 100_000
SIMULATED, SIMULATED_FOR_SHORT = 500, 120
RECORDS = 100_000

SIZES = (10_000, 100_000, 1_000_000)
"""Trajectories that a question is asked of."""

LATEST = Path(__file__).with_name("latest.json")

GOAL = 100.0
"""Milliseconds for a question across all trajectories."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few minutes, without the large sizes")
    parser.add_argument("--trajectories", type=int, default=TRAJECTORIES, help="how many there are rows of")
    parser.add_argument("--simulated", type=int, default=SIMULATED, help="how many different lives they have")
    parser.add_argument("--records", type=int, default=RECORDS, help="how many stand in the tree")
    asked = parser.parse_args()
    today = amsterdam_day(datetime.now(UTC))
    console = Console()
    region = register()
    lives = histories(SIMULATED_FOR_SHORT if asked.short else asked.simulated, today, region)
    kept: dict[str, float] = {}
    for figure in _figures(console, lives, region, today, asked):
        console.print(_figure(figure))
        if figure.key and not isnan(figure.value):
            kept[figure.key] = figure.value
    _keep(kept, today, short=asked.short)


def _figures(console: Console, lives: Sequence[History], region: Region, today: date, asked: argparse.Namespace) -> Iterator[Figure]:
    yield load("before")
    console.print("Recording in process, by so many callers at once")
    yield from in_process.measured(lives, today, short=asked.short)
    console.print("Recording over HTTP, by so many clients at once")
    yield from over_http.measured(lives, today, short=asked.short)
    console.print("Rebuilding")
    yield from rebuilding.measured(lives, today, short=asked.short)
    console.print(_judging(judging.timed(lives, region, today)))
    if not asked.short:
        yield from _at_length(console, lives, today, asked)
    yield load("after")


def _at_length(console: Console, lives: Sequence[History], today: date, asked: argparse.Namespace) -> Iterator[Figure]:
    """What takes many minutes."""
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Sealing", total=asked.records)
        console.print("Sealing: what came out (goal), of what")
        yield from notary.measured(asked.records, lambda done, _: progress.update(task, completed=done))
    console.print("Recording with sealing, rights and notaries, and without: what came out, where it lies (95 %), goal, of what")
    yield from trust.recording(lives, asked.records, today)
    yield from _across(console, lives, today, asked.trajectories)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Filling", total=None)
        console.print("The same questions of few and of very many trajectories")
        yield from sizes.measured(lives, today, SIZES, lambda done, total: progress.update(task, completed=done, total=total))


def _across(console: Console, lives: Sequence[History], today: date, trajectories: int) -> Iterator[Figure]:
    """Questions across very many trajectories."""
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Filling", total=trajectories)
        with rows.filled(lives, trajectories, lambda done, _: progress.update(task, completed=done)) as databases:
            progress.update(task, description="Asking", total=None)
            console.print(f"Questions over {trajectories} trajectories: items, p50 ms, p95 ms (goal: {GOAL:g}), question, read by")
            for each in rows.measured(databases, today):
                console.print(_question(each))
            progress.update(task, description="Looking")
            console.print(
                f"Lists of {trust.LIMIT} over {trajectories} trajectories, as the application asks them: items, p50 ms, p95 ms, "
                f"p95 without the record of who looked (goal: {trust.GOAL:g} at p95), list, read by"
            )
            missed = 0
            for listed in trust.lists(databases, today):
                console.print(_listed(listed))
                missed += not listed.is_met
            console.print(f"Lists that take longer than their goal: {missed}")
            console.print(f"Reports over {trajectories} trajectories")
            yield from reports.measured(databases, today)


def _keep(figures: dict[str, float], today: date, *, short: bool) -> None:
    """For who compares over time: `rebuild_events_per_s` and the ratios, which alone hold on a machine that others use too."""
    measured = {"day": today.isoformat(), "short": short, "cores": os.cpu_count(), "ratios": figures}
    LATEST.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")


def _judging(timed: Iterable[judging.Timed]) -> Table:
    table = Table("judging", "trajectories", "events", "p50 ms", "p95 ms", "goal ms", title="Judging one proposal")
    for each in timed:
        table.add_row(
            each.what, str(each.trajectories), str(each.events), _ms(each.p50, each.goal), _ms(each.p95, each.goal), f"{each.goal:g}"
        )
    return table


def _figure(each: Figure) -> str:
    if isnan(each.value):
        return f"{'':10} {each.what}"
    goal = each.least or each.most
    said = f"{each.value:10.2f}" if each.is_met else f"[bold red]{each.value:10.2f}[/]"
    spread = f" \\[{each.low:.2f} to {each.high:.2f}]" if each.low is not None else ""
    return f"{said} {each.unit}{spread}{f' ({goal:g}: {_verdict(each)})' if goal else ''}  {each.what}"


def _verdict(each: Figure) -> str:
    if not each.is_sure:
        return "not sure, measure again on a quiet machine"
    return "met" if each.is_met else "not met"


def _listed(each: trust.Listed) -> str:
    bare = "" if each.bare_p95 is None else f"{each.bare_p95:.1f}"
    p95, met = (
        (f"{each.p95:8.1f}", "met") if each.is_met else (f"[bold red]{each.p95:8.1f}[/]", f"[bold red]not met[/] [dim]{each.indexes}[/]")
    )
    return f"{each.items:5} {each.p50:8.1f} {p95} {bare:>8}  {each.question}: {each.reader}  {met}"


def _question(each: rows.Measured) -> str:
    """One line, as soon as it is known: all of them take minutes."""
    return f"{each.items:5} {_ms(each.p50, GOAL):>8} {_ms(each.p95, GOAL):>8}  {each.question}  [dim]{each.indexes}[/]"


def _ms(took: float, goal: float) -> str:
    said = f"{took:.3f}" if goal < 10 else f"{took:.1f}"
    return said if took <= goal else f"[bold red]{said}[/]"


if __name__ == "__main__":
    main()

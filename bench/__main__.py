"""`make bench`: judges, seals, fills scratch databases, asks, and prints what it took."""

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench import judging, notary, reports, rows, trust
from bench.figures import Figure, load
from bench.region import histories, register
from domain.calendar import amsterdam_day

TRAJECTORIES = 100_000
SIMULATED = 500
RECORDS = 100_000

GOAL = 100.0
"""Milliseconds for a question across all trajectories."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--trajectories", type=int, default=TRAJECTORIES, help="how many there are rows of")
    parser.add_argument("--simulated", type=int, default=SIMULATED, help="how many different lives they have")
    parser.add_argument("--records", type=int, default=RECORDS, help="how many stand in the tree")
    asked = parser.parse_args()
    today = amsterdam_day(datetime.now(UTC))
    console = Console()
    region = register()
    lives = histories(asked.simulated, today, region)
    console.print(_figure(load("before")))
    console.print(_judging(judging.timed(lives, region, today)))
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Sealing", total=asked.records)
        console.print("Sealing: what came out (goal), of what")
        for figure in notary.measured(asked.records, lambda done, _: progress.update(task, completed=done)):
            console.print(_figure(figure))
    console.print("Recording with sealing, rights and notaries, and without: what came out, where it lies (95 %), goal, of what")
    for figure in trust.recording(lives, asked.records, today):
        console.print(_figure(figure))
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Filling", total=asked.trajectories)
        with rows.filled(lives, asked.trajectories, lambda done, _: progress.update(task, completed=done)) as databases:
            progress.update(task, description="Asking", total=None)
            console.print(f"Questions over {asked.trajectories} trajectories: items, p50 ms, p95 ms (goal: {GOAL:g}), question, read by")
            for each in rows.measured(databases, today):
                console.print(_question(each))
            progress.update(task, description="Looking")
            console.print(
                f"Lists of {trust.LIMIT} over {asked.trajectories} trajectories, as the application asks them: items, p50 ms, p95 ms, "
                f"p95 without the record of who looked (goal: {trust.GOAL:g} at p95), list, read by"
            )
            missed = 0
            for listed in trust.lists(databases, today):
                console.print(_listed(listed))
                missed += not listed.is_met
            console.print(f"Lists that take longer than their goal: {missed}")
            console.print(f"Reports over {asked.trajectories} trajectories")
            for figure in reports.measured(databases, today):
                console.print(_figure(figure))
    console.print(_figure(load("after")))


def _judging(timed: Iterable[judging.Timed]) -> Table:
    table = Table("judging", "trajectories", "events", "p50 ms", "p95 ms", "goal ms", title="Judging one proposal")
    for each in timed:
        table.add_row(
            each.what, str(each.trajectories), str(each.events), _ms(each.p50, each.goal), _ms(each.p95, each.goal), f"{each.goal:g}"
        )
    return table


def _figure(each: Figure) -> str:
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

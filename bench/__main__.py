"""`make bench`: records, rebuilds, judges, seals, fills scratch databases, asks, and prints what it took beside what others take.

Everything is measured in one go; `bench/latest.json` keeps it. `--short` leaves out what needs very many trajectories, `--only` all but
what is named; what was kept of the rest stays.
"""

import argparse
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import FrameType

from rich.console import Console
from rich.markup import escape

from bench import judging, notary, replaying, reports, rows, sizes, telling, trust
from bench.figures import Figure
from bench.rebuilding import measured as rebuilding
from bench.recording import in_process, over_http
from bench.region import histories, register
from bench.telling import Section
from domain.calendar import amsterdam_day
from domain.history import History
from jeugdspoor.collecting import collect_seldom

TRAJECTORIES = 100_000
SIMULATED, SIMULATED_FOR_SHORT = 500, 120
RECORDS = 100_000

SIZES = (10_000, 100_000, 1_000_000)
"""Trajectories that a question is asked of."""

GOAL = 100.0
"""Milliseconds for a question across all trajectories."""

WIDE = 160
"""Columns of a table where there is no terminal to be as wide as."""


@dataclass(frozen=True)
class Bench:
    """What all parts are made from."""

    console: Console
    lives: Sequence[History]
    today: date
    short: bool
    trajectories: int
    records: int
    sizes: Sequence[int]

    def section(self, title: str, figures: Generator[Figure]) -> Section:
        return telling.section(self.console, title, figures)


def main() -> None:
    asked = _asked()
    today = amsterdam_day(datetime.now(UTC))
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    _end_in_order()
    lives = histories(SIMULATED_FOR_SHORT if asked.short else asked.simulated, today, register())
    collect_seldom()  # as a server does; what is measured in this process is measured so on every side
    bench = Bench(console, lives, today, asked.short, asked.trajectories, asked.records, asked.sizes)
    sections: list[Section] = []
    for name in asked.only or (EVERY_DAY if asked.short else PARTS):
        sections.extend(PARTS[name](bench))
        # After each: it takes hours, and what ends it half way takes only the rest.
        telling.keep(sections, today, short=asked.short, beside=bool(asked.only))
    console.print(telling.ratios(sections, short=asked.short))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few minutes, without the large sizes")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="a part, or several: the option can be given again")
    parser.add_argument("--trajectories", type=int, default=TRAJECTORIES, help="how many there are rows of, in `across`")
    parser.add_argument("--simulated", type=int, default=SIMULATED, help="how many different lives they have")
    parser.add_argument("--records", type=int, default=RECORDS, help="how many stand in the tree")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="trajectories of each size that is compared, in `sizes`")
    return parser.parse_args()


def _end_in_order() -> None:
    """Whoever ends it ends all programs and databases that it started: Python unwinds, and a second signal does not disturb that."""
    # What is ignored already, as by nohup, stays so.
    signals = [each for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if signal.getsignal(each) is not signal.SIG_IGN]

    def end(number: int, _: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)

    for each in signals:
        signal.signal(each, end)


# --- the parts


def _in_process(bench: Bench) -> Iterator[Section]:
    yield bench.section("Recording in process", in_process.measured(bench.lives, bench.today, short=bench.short))


def _over_http(bench: Bench) -> Iterator[Section]:
    yield bench.section("Recording over HTTP", over_http.measured(bench.lives, bench.today, short=bench.short))


def _rebuilding(bench: Bench) -> Iterator[Section]:
    yield bench.section("Rebuilding", rebuilding.measured(bench.lives, bench.today, short=bench.short))


def _judging(bench: Bench) -> Iterator[Section]:
    yield bench.section("Judging one proposal", judging.measured(bench.lives, register(), bench.today))


def _replaying(bench: Bench) -> Iterator[Section]:
    yield bench.section("Replaying one case", replaying.measured(bench.lives, bench.today))


def _sealing(bench: Bench) -> Iterator[Section]:
    with telling.progress(bench.console) as told:
        yield bench.section("Sealing", notary.measured(bench.records, lambda done, total: told("Sealing", done, total)))
    yield bench.section("What sealing, rights and notaries cost", trust.recording(bench.lives, bench.records, bench.today))


def _sizes(bench: Bench) -> Iterator[Section]:
    with telling.progress(bench.console) as told:
        yield bench.section("Few and very many trajectories", sizes.measured(bench.lives, bench.today, bench.sizes, told))


def _across(bench: Bench) -> Iterator[Section]:
    """Questions across very many trajectories."""
    console, today, trajectories = bench.console, bench.today, bench.trajectories
    with (
        telling.progress(bench.console) as told,
        rows.filled(bench.lives, trajectories, lambda done, total: told("Filling", done, total)) as databases,
    ):
        console.print(f"Questions over {trajectories} trajectories: items, p50 ms, p95 ms (goal: {GOAL:g}), question, read by")
        for each in rows.measured(databases, today):
            console.print(_question(each))
        console.print(
            f"Lists of {trust.LIMIT} over {trajectories} trajectories, as the application asks them: items, p50 ms, p95 ms, "
            f"p95 without the record of who looked (goal: {trust.GOAL:g} at p95), list, read by"
        )
        missed = 0
        for listed in trust.lists(databases, today):
            console.print(_listed(listed))
            missed += not listed.is_met
        console.print(f"Lists that take longer than their goal: {missed}")
        yield bench.section(f"Reports over {trajectories} trajectories", reports.measured(databases, today))


PARTS: dict[str, Callable[[Bench], Iterator[Section]]] = {
    "in-process": _in_process,
    "http": _over_http,
    "rebuild": _rebuilding,
    "judging": _judging,
    "replay": _replaying,
    "sealing": _sealing,
    "across": _across,
    "sizes": _sizes,
}

EVERY_DAY = ("in-process", "http", "rebuild", "judging", "replay")


# --- how it is told


def _listed(each: trust.Listed) -> str:
    bare = "" if each.bare_p95 is None else f"{each.bare_p95:.1f}"
    p95, met = (
        (f"{each.p95:8.1f}", "met") if each.is_met else (f"[bold red]{each.p95:8.1f}[/]", f"[bold red]not met[/] {escape(each.indexes)}")
    )
    return f"{each.items:5} {each.p50:8.1f} {p95} {bare:>8}  {escape(each.question)}: {escape(each.reader)}  {met}"


def _question(each: rows.Measured) -> str:
    """One line, as soon as it is known: all of them take minutes."""
    return f"{each.items:5} {_ms(each.p50, GOAL):>8} {_ms(each.p95, GOAL):>8}  {escape(each.question)}  [dim]{escape(each.indexes)}[/]"


def _ms(took: float, goal: float) -> str:
    said = f"{took:.3f}" if goal < 10 else f"{took:.1f}"
    return said if took <= goal else f"[bold red]{said}[/]"


if __name__ == "__main__":
    main()

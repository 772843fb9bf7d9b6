"""How measurements are told: as tables for people, and in `bench/latest.json` for who compares over time."""

import json
import os
import platform
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, TaskID, TimeElapsedColumn
from rich.table import Table

from bench.figures import Figure
from jeugdspoor.embedded import VERSION

LATEST = Path(__file__).with_name("latest.json")

EVERY = 60.0
"""Seconds."""

LARGE = frozenset({"list_1m_vs_10k"})
"""What only the largest size tells."""

SHORT = "a short run leaves it out: it takes a million trajectories"

RATIOS = (
    "record_vs_library",
    "record_vs_emmett",
    "http_vs_noop",
    "rebuild_vs_library",
    "rebuild_vs_copy_out",
    "rebuild_events_per_s",
    "list_1m_vs_10k",
)
"""What is compared over time. All but one are ratios, which alone hold on a machine that others use too."""


@dataclass
class Section:
    """What was measured of one subject, and how busy the machine was meanwhile."""

    title: str
    figures: list[Figure] = field(default_factory=list)
    load_before: float = 0.0
    load_after: float = 0.0
    seconds: float = 0.0

    @property
    def said(self) -> str:
        return (
            f"load average {self.load_before:.1f} before and {self.load_after:.1f} after, {os.cpu_count()} cores; "
            f"{', '.join(f'{name} {of}' for name, of in VERSIONS.items())}; measured in {self.seconds:.0f} s"
        )


VERSIONS: Mapping[str, str] = {
    "Python": platform.python_version(),
    "PostgreSQL": str(VERSION),
    "eventsourcing": version("eventsourcing"),
    "FastAPI": version("fastapi"),
    "uvicorn": version("uvicorn"),
}
"""What was running; other programs are named where their figures are."""


def section(console: Console, title: str, figures: Generator[Figure]) -> Section:
    """Measures, and prints the table when everything in it is known."""
    console.print(f"{title} ...")
    told = Section(title, load_before=os.getloadavg()[0])
    began = time.perf_counter()
    with closing(figures) as measured:
        told.figures.extend(measured)
    told.load_after, told.seconds = os.getloadavg()[0], time.perf_counter() - began
    console.print(_table(told))
    return told


Told = Callable[[str, int, int], None]
"""What is being done, how much of it is done, of how much."""


@contextmanager
def progress(console: Console) -> Iterator[Told]:
    """How far it is, and how long it will be: as bars, each gone when it is full, or where nobody watches as a line every minute."""
    if console.is_terminal:
        with Progress(*Progress.get_default_columns(), TimeElapsedColumn(), console=console, transient=True) as bars:
            yield _Bars(bars)
    else:
        yield _Lines(console)


class _Bars:
    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(what)
        self._bars.update(self._tasks[what], completed=done, total=total, visible=done < total)


class _Lines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._what, self._began, self._told = "", 0.0, 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.perf_counter()
        if what != self._what:
            self._what, self._began, self._told = what, now, now
        if now - self._told >= EVERY or done >= total:
            self._told, spent = now, now - self._began
            left = spent * (total - done) / done if done else 0.0
            self._console.print(f"{what}: {done:,} of {total:,} in {spent / 60:.1f} min, some {left / 60:.0f} min to go")


def _table(told: Section) -> Table:
    table = _empty(told.title, told.said)
    for each in told.figures:
        table.add_row(*_row(each))
    return table


def ratios(sections: Sequence[Section], *, short: bool) -> Table:
    table = _empty("What is compared over time", "as kept in bench/latest.json")
    known = _by_key(sections)
    for key in RATIOS:
        each = known.get(key)
        if each is None or each.is_absent:
            table.add_row("", "", "", "", escape(f"{key}: none, since {_why_not(key, each, short=short)}"))
        else:
            table.add_row(*_row(each)[:4], f"[bold]{key}[/]: {escape(each.what)}")
    return table


def _empty(title: str, caption: str) -> Table:
    table = Table(title=title, caption=caption, title_justify="left", caption_justify="left", expand=True)
    for name in ("median", "unit", "95 % lies in", "goal"):
        table.add_column(name, justify="right" if name == "median" else "left", no_wrap=name != "goal")
    table.add_column("what", ratio=1, overflow="fold")
    return table


def _row(each: Figure) -> tuple[str, str, str, str, str]:
    if each.is_absent:
        return "", "", "", "", escape(each.what)
    value = number(each.value)
    spread = "" if each.low is None or each.high is None else f"{number(each.low)} to {number(each.high)}"
    return value if each.is_met else f"[bold red]{value}[/]", each.unit, spread, _goal(each), escape(each.what)


def number(value: float) -> str:
    """With as many digits as say something."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.4f}"


def _goal(each: Figure) -> str:
    if each.least is None and each.most is None:
        return ""
    limit = f"at least {each.least:.3g}" if each.least is not None else f"at most {each.most:.3g}"
    return f"{limit}: {_verdict(each)}"


def _verdict(each: Figure) -> str:
    if not each.is_sure:
        return "not sure, measure again on a quiet machine"
    return "met" if each.is_met else "not met"


def keep(sections: Sequence[Section], today: date, *, short: bool, beside: bool = False) -> None:
    """`ratios` has all of `RATIOS`; of one that is not known, None, and among `missing` why.

    `beside`: what was kept before stays, in so far as it was not measured now; each section says of which day it is.
    """
    before = json.loads(LATEST.read_text(encoding="utf-8")) if beside and LATEST.exists() else {"ratios": {}, "missing": {}, "sections": []}
    known = _by_key(sections)
    there = before["ratios"] | {key: None if each.is_absent else each.value for key, each in known.items()}
    missing = {key: before["missing"].get(key, _why_not(key, None, short=short)) for key in RATIOS if key not in known}
    missing |= {key: _why_not(key, each, short=short) for key, each in known.items()}
    titles = {each.title for each in sections}
    measured = {
        "day": today.isoformat(),
        "short": short,
        "machine": {"cores": os.cpu_count(), "memory_gb": _memory(), "system": platform.platform()},
        "versions": dict(VERSIONS),
        "ratios": {key: there.get(key) for key in RATIOS},
        "missing": {key: missing[key] for key in RATIOS if there.get(key) is None},
        "sections": [each for each in before["sections"] if each["title"] not in titles]
        + [_kept(each, today, short=short) for each in sections],
    }
    LATEST.write_text(json.dumps(measured, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _memory() -> int:
    return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9)


def _by_key(sections: Sequence[Section]) -> dict[str, Figure]:
    return {each.key: each for told in sections for each in told.figures if each.key}


def _why_not(key: str, each: Figure | None, *, short: bool) -> str:
    if each is not None:
        return each.what
    return SHORT if short and key in LARGE else "it was not measured"


def _kept(told: Section, today: date, *, short: bool) -> dict[str, Any]:
    return {
        "title": told.title,
        "day": today.isoformat(),
        "short": short,
        "load_before": round(told.load_before, 2),
        "load_after": round(told.load_after, 2),
        "seconds": round(told.seconds, 1),
        "figures": [_figure(each) for each in told.figures],
    }


def _figure(each: Figure) -> dict[str, Any]:
    goal = {name: value for name, value in (("least", each.least), ("most", each.most)) if value is not None}
    spread = {"low": each.low, "high": each.high} if each.low is not None else {}
    plan = {"plan": list(each.plan)} if each.plan else {}
    return {"what": each.what, "value": None if each.is_absent else each.value, "unit": each.unit, **spread, **goal, **plan}

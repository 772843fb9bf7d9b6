"""Whether the tests of the rules of law would notice a mistake in them: `make mutants`, some tens of minutes of one core.

Cosmic Ray makes the mutants: each file of `MUTATED` with one operator, number, decorator or condition changed. A mutant that no test of
`TESTS` fails on has survived: either a test is missing, or what was changed does not matter. docs/mutants.md says which is which.

Cosmic Ray's own way, a whole run of pytest for each of thousands of mutants, would take days. Here the tests are collected once, and each
mutant is a fork of that process in which the code of its functions has been replaced. It runs the tests that came by the changed
statement, and stops at the first that fails. A statement that runs while modules are loaded is changed before they are: in a fork of a
process that has loaded nothing of the project yet. Tests of random histories are left out, for a figure that is the same every time.
"""

import argparse
import ast
import contextlib
import gc
import importlib
import io
import json
import os
import pickle
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatch
from functools import _lru_cache_wrapper, cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from cosmic_ray.ast import Visitor, get_ast  # type: ignore[import-untyped]
from cosmic_ray.mutating import mutate_code  # type: ignore[import-untyped]
from cosmic_ray.plugins import get_operator, operator_names  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "build" / "mutants.jsonl"

MUTATED = ("domain/calendar.py", "domain/rules/**/*.py")
TESTS = ("tests/domain/law", *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("tests/domain/test_*.py"))))
"""All that asks the rules without a database. The tests of figures take long, and say little of rules."""

PROJECT = ("api", "application", "bench", "domain", "eventlog", "interchange", "jeugdspoor", "projections", "simulation", "tests")

RANDOM = ("core/VariableReplacer", "core/VariableInserter")
"""Operators that change something else each time, and have to be told which variable."""

SAME = ("Is_Eq", "IsNot_NotEq")
"""Operators that change nothing: what is compared by identity here are members of enumerations, and True, False and None."""

LONGEST = 60
"""Seconds of the processor after which a mutant that still runs is taken for one that never ends."""

MEMORY = 8 * 2**30

SURVIVED, KILLED, ENDLESS, LEFT_OUT = "survived", "killed", "endless", "left out"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: an operator of Cosmic Ray, in the so manieth place of the file that it suits; lines count from 1, columns from 0."""

    path: str
    operator: str
    occurrence: int
    line: int
    column: int

    @property
    def original(self) -> str:
        return _source(self.path)

    def source(self) -> str:
        return str(mutate_code(self.original, get_operator(self.operator)(), self.occurrence))

    def change(self) -> str:
        """What stands there, and in its place."""
        before, after = self.original.splitlines(), self.source().splitlines()
        at = next((n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), self.line - 1)
        return f"{before[at].strip()}  ->  {after[at].strip() if at < len(after) else ''}"


@cache
def _source(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


class _Places(Visitor):  # type: ignore[misc]  # as the library has it
    def __init__(self, operator: Any) -> None:
        self.operator, self.starts = operator, list[tuple[int, int]]()

    def visit(self, node: Any) -> Any:
        self.starts += [start for start, _ in self.operator.mutation_positions(node)]
        return node


def mutants(path: str) -> Iterator[Mutant]:
    """Every mutant of the file, those that are left out (`why_left_out`) too."""
    tree = get_ast(_source(path))
    for name in operator_names():
        if name not in RANDOM:
            places = _Places(get_operator(name)())
            places.walk(tree)
            for occurrence, (line, column) in enumerate(places.starts):
                yield Mutant(path, name, occurrence, line, column)


@cache
def _types(path: str) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    """Where types are named, from and to: (line, column)."""
    nodes = list(ast.walk(ast.parse(_source(path))))
    named = [node.annotation for node in nodes if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation]
    named += [node.returns for node in nodes if isinstance(node, ast.FunctionDef) and node.returns]
    return tuple(((each.lineno, each.col_offset), (each.end_lineno or 0, each.end_col_offset or 0)) for each in named)


def why_left_out(mutant: Mutant) -> str | None:
    """Those that would say nothing of the tests; they are counted apart."""
    if any(start <= (mutant.line, mutant.column) < end for start, end in _types(mutant.path)):
        return "in the name of a type: without any test it cannot be loaded"
    if mutant.operator.endswith(SAME):
        return "equality for identity, of members of enumerations: the same thing"
    return None


def statement(path: str, line: int) -> tuple[range, bool]:
    """The lines of the innermost statement there (of one with a body: before that), and whether it stands in a function."""
    lines, inside = range(1, 2), False
    for node in ast.walk(ast.parse(_source(path))):
        if isinstance(node, ast.stmt | ast.match_case | ast.ExceptHandler):
            first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
            body = getattr(node, "body", None)
            last = max(first, body[0].lineno - 1) if body else (node.end_lineno or first)  # type: ignore[union-attr]
            if isinstance(node, ast.FunctionDef) and first < line and body and body[0].lineno <= line <= (node.end_lineno or line):
                inside = True
            if first <= line <= last and first >= lines.start:
                lines = range(first, last + 1)
    return lines, inside


@dataclass
class Survey:
    """What the tests came by, in the files that are mutated: (path, line)."""

    loading: set[tuple[str, int]] = field(default_factory=set)
    tests: dict[str, set[tuple[str, int]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    libraries: list[str] = field(default_factory=list)


class _Session:
    """A plugin of pytest that does with the collected tests what it is told, in the place of running them."""

    def __init__(self, use: Callable[[list[pytest.Item]], None]) -> None:
        self.use = use

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("a test module cannot be loaded")
        self.use([item for item in session.items if not getattr(getattr(item, "obj", None), "is_hypothesis_test", False)])
        return True


def collected(use: Callable[[list[pytest.Item]], None], tests: Iterable[str] = TESTS) -> int:
    silent = ["-qq", "--noconftest", "--capture=no", "--no-header", "--no-summary", "-p", "no:cacheprovider"]
    return int(pytest.main([*silent, *tests], plugins=[_Session(use)]))


def fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    return any(report.failed for report in runtestprotocol(item, nextitem=following, log=False))


def survey(paths: Iterable[str]) -> Survey:
    """Runs the tests once and notes by which lines each of them came. For a process of its own: it loads the project."""
    made, by_file = Survey(), {str(ROOT / path): path for path in paths}
    passed = made.loading

    def trace(frame: FrameType, event: str, _: object) -> Any:
        path = by_file.get(frame.f_code.co_filename)
        if path is None:
            return None

        def line(frame: FrameType, event: str, _: object) -> Any:
            passed.add((path, frame.f_lineno))
            return line

        passed.add((path, frame.f_lineno))
        return line

    def run(items: list[pytest.Item]) -> None:
        nonlocal passed
        for number, item in enumerate(items, start=1):
            passed, began = made.tests.setdefault(item.nodeid, set()), time.perf_counter()
            if fails(item, items[number] if number < len(items) else None):
                made.failed.append(item.nodeid)
            made.seconds[item.nodeid] = time.perf_counter() - began

    _silent()
    sys.settrace(trace)
    importlib.import_module("domain.rules")
    passed = set()  # what runs while tests are collected makes what they tell, and is not what they ask
    code = collected(run)
    sys.settrace(None)
    if code:
        made.failed.append(f"pytest ended with {code}")
    made.libraries = [name for name in sys.modules if name.partition(".")[0] not in (*PROJECT, "__main__", "__mp_main__")]
    return made


def forked(work: Callable[[], object]) -> tuple[int, int]:
    """A fork that does the work, and the end of a pipe from which its answer can be read, pickled, once it is done."""
    reading, writing = os.pipe()
    if pid := os.fork():
        os.close(writing)
        return pid, reading
    os.close(reading)
    try:
        answer = work()
    except BaseException as error:
        answer = RuntimeError(repr(error))  # of any other it is not certain that it can be sent
    with open(writing, "wb") as out:
        pickle.dump(answer, out)
    os._exit(0)


def answered(pid: int, reading: int) -> Any:
    """None if it was ended before it answered."""
    with open(reading, "rb") as answer:
        said = answer.read()
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
    return pickle.loads(said) if said else None  # noqa: S301  # of this program's own forks


def first_failure(items: Sequence[pytest.Item]) -> str | None:
    """The test that kills, if one does."""
    for number, item in enumerate(items, start=1):
        if fails(item, items[number] if number < len(items) else None):
            return item.nodeid
    return None


def _silent() -> None:
    with open(os.devnull, "r+b") as nothing:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)


def _limited() -> None:
    _silent()
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _codes(const)


def replace_code(mutant: Mutant, functions: Iterable[FunctionType]) -> bool:
    """Gives every function of the file that is loaded its mutated code; False if one cannot have it."""
    path = str(ROOT / mutant.path)
    codes = {(code.co_qualname, code.co_firstlineno): code for code in _codes(compile(mutant.source(), path, "exec"))}
    for function in (each for each in functions if each.__code__.co_filename == path):
        code = codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
        if code is None or code.co_freevars != function.__code__.co_freevars:
            return False
        function.__code__ = code
    return True


def load_mutated(mutant: Mutant) -> None:
    """From now on the file is loaded as mutated."""
    path, get_code = str(ROOT / mutant.path), SourceFileLoader.get_code
    code = compile(mutant.source(), path, "exec")

    def mutated(self: SourceFileLoader, name: str) -> CodeType | None:
        return code if self.path == path else get_code(self, name)

    SourceFileLoader.get_code = mutated  # type: ignore[assignment, method-assign]


def _module(test: str) -> str:
    return test.partition("::")[0]


LOADING = "loading"
"""Says of itself that it is wrong, before any test does."""

NO_PYTHON = "not Python: what looks like an operator is none"

UNSUITED = "unsuited"
"""Its code cannot replace that of functions that are loaded."""


class Run:
    """The mutants of a run, in so many forks at once."""

    def __init__(self, made: Survey, processes: int, tell: Callable[[Mutant, str, str | None], None]) -> None:
        self.survey, self.processes, self.tell = made, processes, tell
        self.kills: Counter[tuple[str, str]] = Counter()
        self.unsuited: list[Mutant] = []

    def tests_of(self, mutant: Mutant, *, loading: bool) -> list[str]:
        """Those that came by the changed statement; first those that killed most in this file, then the quickest."""
        lines, _ = statement(mutant.path, mutant.line)
        places = {(mutant.path, line) for line in lines}
        came_by = [name for name, passed in self.survey.tests.items() if passed & places or (loading and passed)]
        own = {name for name in came_by if self.survey.tests[name] & places}
        return sorted(came_by, key=lambda name: (name not in own, -self.kills[mutant.path, name], self.survey.seconds[name]))

    def is_loading(self, mutant: Mutant) -> bool:
        lines, inside = statement(mutant.path, mutant.line)
        return not inside or any((mutant.path, line) in self.survey.loading for line in lines)

    def loaded(self, chosen: Sequence[Mutant]) -> list[Mutant]:
        """Those that can be put in place when all is loaded; gives those that cannot after all. In a process of its own."""

        def use(items: list[pytest.Item]) -> None:
            by_name = {item.nodeid: item for item in items}
            functions = [each for each in gc.get_objects() if isinstance(each, FunctionType)]
            for each in gc.get_objects():
                if isinstance(each, _lru_cache_wrapper) and each.__module__.startswith("domain."):
                    each.cache_clear()  # what was found out while tests were collected, without a mutant
            gc.freeze()
            self._all(chosen, lambda mutant: self._in_place(mutant, by_name, functions))

        collected(use)
        return self.unsuited

    def _in_place(self, mutant: Mutant, by_name: dict[str, pytest.Item], functions: Iterable[FunctionType]) -> str | None:
        _limited()
        try:
            if not replace_code(mutant, functions):
                return UNSUITED
        except SyntaxError:
            return NO_PYTHON
        return first_failure([by_name[name] for name in self.tests_of(mutant, loading=False)])

    def loading(self, chosen: Sequence[Mutant]) -> None:
        """Those that change how the project is loaded. This process has loaded nothing of it."""
        gc.freeze()
        self._all(chosen, self._anew)

    def _anew(self, mutant: Mutant) -> str | None:
        """First the modules that killed most in this file: to collect all of them takes longer than to run them."""
        _limited()
        try:
            load_mutated(mutant)
        except SyntaxError:
            return NO_PYTHON
        names = self.tests_of(mutant, loading=True)
        kills = Counter[str]()
        for (path, name), number in self.kills.items():
            if path == mutant.path:
                kills[_module(name)] += number
        first = [module for module, _ in kills.most_common(2)]
        return (self._failing(names, first) if first else None) or self._failing(names, TESTS)

    def _failing(self, names: Sequence[str], tests: Sequence[str]) -> str | None:
        failure: str | None = None

        def use(items: list[pytest.Item]) -> None:
            nonlocal failure
            by_name = {item.nodeid: item for item in items}
            expected = [name for name in names if tests is TESTS or _module(name) in tests]
            # Tests that are told apart by what is mutated have other names now.
            missing = any(name not in by_name for name in expected)
            failure = "collecting" if missing else first_failure([by_name[name] for name in expected])

        return LOADING if collected(use, tests) else failure

    def _all(self, chosen: Sequence[Mutant], judge: Callable[[Mutant], str | None]) -> None:
        running: dict[int, tuple[Mutant, int]] = {}
        waiting = list(reversed(chosen))
        while waiting or running:
            while waiting and len(running) < self.processes:
                mutant = waiting.pop()
                pid, reading = forked(lambda mutant=mutant: (judge(mutant),))  # type: ignore[misc]
                running[pid] = mutant, reading
            pid, _ = os.wait()
            mutant, reading = running.pop(pid)
            said = answered(pid, reading)
            if said is None:
                self.tell(mutant, ENDLESS, None)
            elif isinstance(said, BaseException):
                raise RuntimeError(f"{mutant} could not be judged") from said
            elif said[0] == NO_PYTHON:
                self.tell(mutant, LEFT_OUT, NO_PYTHON)
            elif said[0] == UNSUITED:
                self.unsuited.append(mutant)
            elif said[0] is None:
                self.tell(mutant, SURVIVED, None)
            else:
                self.kills[mutant.path, said[0]] += 1
                self.tell(mutant, KILLED, said[0])


def report(told: Sequence[dict[str, Any]]) -> str:
    """Counts per file, every survivor, and what was left out."""
    out = io.StringIO()
    judged = [each for each in told if each["state"] != LEFT_OUT]
    print(f"{'':48} mutants  killed survived", file=out)
    for path in [*sorted({each["path"] for each in judged}), "all"]:
        here = [each for each in judged if path in (each["path"], "all")]
        alive = sum(each["state"] == SURVIVED for each in here)
        share = 1 - alive / len(here) if here else 1
        print(f"{path:48} {len(here):7} {len(here) - alive:7} {alive:8}  {share:6.1%}", file=out)
    print(f"Of the killed {sum(each['state'] == ENDLESS for each in judged)} did not end by themselves.\n", file=out)
    for each in sorted((each for each in judged if each["state"] == SURVIVED), key=lambda each: (each["path"], each["line"])):
        print(f"{each['path']}:{each['line']}  {each['operator'].removeprefix('core/')}\n    {each['change']}", file=out)
    for reason, number in Counter(each["by"] for each in told if each["state"] == LEFT_OUT).items():
        print(f"Left out, {reason}: {number}", file=out)
    return out.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=1, help="mutants at once (1)")
    parser.add_argument("--only", action="append", help="a file, or a pattern of files; the other files keep their last results")
    parser.add_argument("--report", action="store_true", help="run nothing, tell the last results")
    options = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    if not options.report:
        paths = sorted({str(path.relative_to(ROOT)) for pattern in MUTATED for path in ROOT.glob(pattern)})
        chosen = [path for path in paths if not options.only or any(fnmatch(path, pattern) for pattern in options.only)]
        judge(paths, chosen, options.processes)
    print(report(results()))
    return 0


def results() -> list[dict[str, Any]]:
    return [json.loads(line) for line in RESULTS.read_text(encoding="utf-8").splitlines()] if RESULTS.exists() else []


def judge(paths: Sequence[str], chosen: Sequence[str], processes: int) -> None:
    """The mutants of the chosen files. Their results take the place of those of before as they come."""
    kept = [each for each in results() if each["path"] not in chosen]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("".join(f"{json.dumps(each)}\n" for each in kept), encoding="utf-8")

    def tell(mutant: Mutant, state: str, by: str | None) -> None:
        with RESULTS.open("a", encoding="utf-8") as out:
            change = mutant.change() if state == SURVIVED else None
            print(json.dumps({**asdict(mutant), "state": state, "by": by, "change": change}), file=out)
        if state != LEFT_OUT:
            print(".", end="", file=sys.stderr, flush=True)

    made = answered(*forked(lambda: survey(paths)))
    if not isinstance(made, Survey) or made.failed:
        raise SystemExit(f"The tests fail without mutants too: {made.failed if isinstance(made, Survey) else made}")
    for name in made.libraries:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    run = Run(made, processes, tell)
    judged = []
    for mutant in (mutant for path in chosen for mutant in mutants(path)):
        if reason := why_left_out(mutant):
            tell(mutant, LEFT_OUT, reason)
        else:
            judged.append(mutant)
    loading = [mutant for mutant in judged if run.is_loading(mutant)]
    loaded = [mutant for mutant in judged if not run.is_loading(mutant)]
    print(f"{len(made.tests)} tests; {len(loaded)} mutants while all is loaded, {len(loading)} before.", file=sys.stderr)
    unsuited = answered(*forked(lambda: run.loaded(loaded)))
    run.kills.update((each["path"], each["by"]) for each in results() if each["by"] in made.tests)
    run.loading([*loading, *unsuited])


if __name__ == "__main__":
    sys.exit(main())

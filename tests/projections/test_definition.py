"""By which definitions figures are made: by all that they go by, and by nothing else."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.resources import files

import pytest

from projections.generations import definition
from projections.generations.definition import FIGURES, FIGURES_BESIDE, definition_of_figures, imported

_LOADED = """
import json, sys
for name in json.loads(sys.argv[1]):
    __import__(name)
print(json.dumps([name for name in sys.modules if name.split(".")[0] == "domain"]))
"""


def loaded_with(*modules: str) -> set[str]:
    """What of the domain a program has loaded that imports these."""
    done = subprocess.run([sys.executable, "-c", _LOADED, json.dumps(modules)], capture_output=True, check=True, text=True)
    return set(json.loads(done.stdout))


def test_is_of_every_module_that_is_loaded_with_what_makes_figures() -> None:
    assert set(imported(FIGURES)) == loaded_with(*FIGURES)


def test_is_of_all_that_record_sets_go_by_too() -> None:
    assert loaded_with("interchange.cbs.record_set") <= set(imported(FIGURES))


@pytest.mark.parametrize("path", [path for path in FIGURES_BESIDE if path.endswith(".py")])
def test_is_of_all_that_keeps_and_counts_facts(path: str) -> None:
    tree = ast.parse(files("projections").joinpath(path.removeprefix("projections/")).read_bytes())
    asked = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("domain")]
    assert asked
    assert set(asked) <= set(imported(FIGURES))


def test_is_of_no_rule_right_or_judgement() -> None:
    assert not [name for name in imported(FIGURES) if name.startswith(("domain.rules", "domain.rights", "domain.judging", "domain.replay"))]


@pytest.mark.parametrize(
    ("module", "is_another"),
    [("domain.indicators.moves", True), ("domain.fold.stay", True), ("domain.events.title", True), ("domain.rules.cover", False)],
)
def test_is_another_where_something_is_that_figures_go_by(monkeypatch: pytest.MonkeyPatch, module: str, is_another: bool) -> None:
    before, read = definition_of_figures(), definition._text_of

    def changed(name: str) -> bytes | None:
        text = read(name)
        return text + b"\n# another" if text is not None and name == module else text

    monkeypatch.setattr(definition, "_text_of", changed)
    definition_of_figures.cache_clear()
    try:
        assert (definition_of_figures() != before) is is_another
    finally:
        definition_of_figures.cache_clear()


def test_is_of_the_tables_that_lie_in_packages_of_these_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    digested: dict[str, bytes] = {}

    def digest(sources: Iterable[tuple[str, bytes]]) -> str:
        digested.update(sources)
        return ""

    monkeypatch.setattr(definition, "_digest", digest)
    definition_of_figures.__wrapped__()
    assert digested["domain/geography/areas.csv"] == files("domain.geography").joinpath("areas.csv").read_bytes()


def test_is_not_of_what_is_imported_for_types_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: Mapping[str, bytes] = {
        "domain": b"",
        "domain.a": b"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from domain import b\nelse:\n    from domain import c\n",
        "domain.b": b"",
        "domain.c": b"def f():\n    import domain.d\n",
        "domain.d": b"",
    }
    monkeypatch.setattr(definition, "_text_of", texts.get)
    assert set(imported(["domain.a"])) == {"domain", "domain.a", "domain.c", "domain.d"}

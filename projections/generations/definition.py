"""What rows are made by: when it changes, they are made anew."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from domain.parameters import policies

MADE_BY = ("domain", "projections/telling", "projections/sql/policies")
"""Everything that rows, their tables and who may see them follow from. Nobody can forget to raise a number."""


@cache
def definition() -> str:
    """A digest of the text of all that rows are made by, and of the region's policy."""
    sources: list[tuple[str, bytes]] = []
    for path in MADE_BY:
        package, *below = path.split("/")
        sources += _texts(files(package).joinpath(*below), path)
    return _digest(sources)


_TABLE = ".csv"

FIGURES = ("domain.figures", "domain.indicators")
"""What makes facts of a history, and figures of facts: with all of the domain that it imports, whatever that is."""

FIGURES_BESIDE = (
    "projections/asking/counting.py",
    "projections/sql/policies/functions",
    "projections/telling/known.py",
    "projections/telling/models/facts.py",
)
"""What keeps and counts facts. These import nothing of the domain but what `FIGURES` does."""


@cache
def definition_of_figures() -> str:
    """A digest of the text of all that figures are made by, and of the region's policy: it knows nothing of a rule or a right, as long as
    no figure goes by it."""
    modules = imported(FIGURES)
    sources = sorted(modules.items())
    for path in (*_tables_beside(modules), *FIGURES_BESIDE):
        package, *below = path.split("/")
        sources += _texts(files(package).joinpath(*below), path)
    return _digest(sources)


def _tables_beside(modules: Iterable[str]) -> list[str]:
    """The tables in the packages among these modules: what they read besides each other."""
    places = {name.replace(".", "/"): files("domain").joinpath(*name.split(".")[1:]) for name in modules}
    inside = {path: place.iterdir() for path, place in places.items() if place.is_dir()}
    return sorted(f"{path}/{each.name}" for path, found in inside.items() for each in found if each.name.endswith(_TABLE))


def _digest(sources: Iterable[tuple[str, bytes]]) -> str:
    digest = sha256()
    for name, content in sources:
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    digest.update(repr(policies()).encode())
    return digest.hexdigest()


def imported(modules: Iterable[str]) -> Mapping[str, bytes]:
    """Those modules of the domain, all that they import of it, and the packages in which these lie: by name, with their text.

    Only what is asked for while types are checked is no part of it: it does not run.
    """
    found: dict[str, bytes] = {}
    left = list(modules)
    while left:
        name = left.pop()
        text = None if name in found else _text_of(name)
        if text is not None:
            found[name] = text
            left += [name.rpartition(".")[0], *_imports(ast.parse(text))]
    return found


def _text_of(module: str) -> bytes | None:
    """None for what is no module of the domain, such as a name in one."""
    package, *below = module.split(".")
    if package != "domain":
        return None
    place = files(package).joinpath(*below) if below else files(package)
    for each in (place.joinpath("__init__.py"), files(package).joinpath(*below[:-1], f"{below[-1]}.py") if below else place):
        if each.is_file():
            return each.read_bytes()
    return None


def _imports(node: ast.AST) -> Iterator[str]:
    """Every name that may be a module."""
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            inside: Iterable[ast.AST] = node.orelse
        case ast.Import(names=names):
            yield from (each.name for each in names)
            return
        case ast.ImportFrom(module=str(module), names=names):
            yield module
            yield from (f"{module}.{each.name}" for each in names)
            return
        case _:
            inside = ast.iter_child_nodes(node)
    for each in inside:
        yield from _imports(each)


def _texts(found: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if found.is_dir():
        for entry in sorted(found.iterdir(), key=lambda each: each.name):
            yield from _texts(entry, f"{name}/{entry.name}")
    elif name.endswith((".py", ".sql", _TABLE)):
        yield name, found.read_bytes()

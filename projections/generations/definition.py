"""What rows are made by: when it changes, they are made anew."""

from collections.abc import Iterator
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
    digest = sha256()
    for path in MADE_BY:
        package, *below = path.split("/")
        for name, content in _texts(files(package).joinpath(*below), path):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    digest.update(repr(policies()).encode())
    return digest.hexdigest()


def _texts(found: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if found.is_dir():
        for entry in sorted(found.iterdir(), key=lambda each: each.name):
            yield from _texts(entry, f"{name}/{entry.name}")
    elif name.endswith((".py", ".sql")):
        yield name, found.read_bytes()

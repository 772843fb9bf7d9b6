"""The read models: one file each, with a `TABLE` and a function `rows`. Adding a read model is adding one file here."""

from importlib import import_module
from pkgutil import iter_modules

from projections.table import ReadModel


def _model(name: str) -> ReadModel:
    module = import_module(f"{__name__}.{name}")
    return ReadModel(module.TABLE, module.rows)


MODELS: tuple[ReadModel, ...] = tuple(_model(found.name) for found in sorted(iter_modules(__path__), key=lambda each: each.name))
"""All of them, by name."""

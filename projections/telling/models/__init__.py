"""The read models: one file each, with a `TABLE` and a `MODEL`. Adding a read model is adding one file here."""

from importlib import import_module
from pkgutil import iter_modules

from projections.telling.teller import ReadModel


def _model(name: str) -> ReadModel:
    model: ReadModel = import_module(f"{__name__}.{name}").MODEL
    return model


MODELS: tuple[ReadModel, ...] = tuple(_model(found.name) for found in sorted(iter_modules(__path__), key=lambda each: each.name))
"""All of them, by name."""

"""A closed list, with what people read."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property


class Coded(StrEnum):
    """A closed list. The values are the contract's; `label` is what people read."""

    @cached_property
    def label(self) -> str:
        """The Dutch term, in lower case."""
        return _DUTCH.get(f"{type(self).__name__}.{self.name}", self.value.replace("_", " "))


_DUTCH: dict[str, str] = {}


def in_dutch(labels: Mapping[str, str]) -> None:
    """Gives the Dutch terms of a list, by `Class.NAME`, where they are not the value itself."""
    _DUTCH.update(labels)

"""Lines that are kept for ever, where no erasure reaches: nobody may be named in them by a number."""

import re

_LONG_NUMBER = re.compile(r"(\d[ .-]?){8,}")
"""A BSN has eight or nine digits."""


def may_be_somebodys(line: str) -> bool:
    """Whether a number of so many digits stands in it that it may be a BSN."""
    return _LONG_NUMBER.search(line) is not None

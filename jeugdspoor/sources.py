"""What the catalogue rests on: laws, standards, guidelines and agreements, as docstrings name them between parentheses.

>>> sources_in("Verlof geweigerd (Jeugdwet 6.4.1; 6.5.1, first paragraph, d), by whoever may.")
('Jeugdwet 6.4.1', 'Jeugdwet 6.5.1, first paragraph, d')
>>> sources_in("Aantekening toegevoegd.")
Traceback (most recent call last):
ValueError: No article of law, standard, guideline, agreement of the region or practice is named: Aantekening toegevoegd.
"""

import re
from collections.abc import Iterator

_ASIDE = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")

_SOURCE = re.compile(
    "|".join(
        (
            r"(?P<law>Jeugdwet|Besluit Jeugdwet|Regeling Jeugdwet|AVG|Wzd|Kinderrechtenverdrag) \d+[a-z]*(\.\d+[a-z]*)*\b.*",
            r"(?P<chaptered>BW|Awb|Wvggz) \d+:\d+[a-z]*\b.*",
            r"(?P<standard>iJw) (?:JW|OP|JZ|WJ|COD)\d{3}\b.*",
            r"Wet [a-z ]+",
            r"CBS gemeentecode",
            r"CBS Beleidsinformatie Jeugd v7, \d.*",
            r"NEN 75\d\d",
            r"Richtlijn [A-Z].*",
            r"(?:Regionaal beleid|Praktijk): [a-z].*",
        )
    )
)
"""Every way in which a source is named. Regionaal beleid: what the region agreed on; Praktijk: what people do, and nobody wrote down."""


def sources_in(described: str) -> tuple[str, ...]:
    """Each source that a docstring names, once, with its name in full. Raises `ValueError` where there is none, or one cannot be read."""
    asides = _ASIDE.findall(" ".join(described.split()))
    found = tuple(dict.fromkeys(source for aside in asides if _SOURCE.match(aside) for source in _each(aside)))
    if not found:
        raise ValueError(f"No article of law, standard, guideline, agreement of the region or practice is named: {described}")
    return found


def _each(aside: str) -> Iterator[str]:
    """Of more than one of the same law or standard only the first is named in full."""
    name = ""
    for part in aside.split("; "):
        named = _SOURCE.fullmatch(part) or _SOURCE.fullmatch(f"{name} {part}")
        if named is None:
            raise ValueError(f"This reads as no source: {part}.")
        name = named["law"] or named["chaptered"] or named["standard"] or ""
        yield named[0]

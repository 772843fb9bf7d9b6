"""Typesetting by Typst: one template of our own, and all else as data, which is never read as markup.

No clock, network, file or font of the machine comes into it: the same dossier gives the same bytes.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Final

import typst

from interchange.dossier.contents import contents

MEDIA_TYPE = "application/pdf"

ACCESSIBLE: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, so that it can be read aloud."""


def typeset(dossier: bytes) -> bytes:
    """The dossier, as its JSON says it (`GET /trajectories/{id}/dossier`), as PDF."""
    inputs = {"dossier": json.dumps(contents(json.loads(dossier)), ensure_ascii=False)}
    return typst.compile(_template(), sys_inputs=inputs, ignore_system_fonts=True, pdf_standards=ACCESSIBLE)


@cache
def _template() -> bytes:
    return files(__package__).joinpath("dossier.typ").read_bytes()

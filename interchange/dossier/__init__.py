"""A dossier as a document to print and to read aloud: PDF, typeset from the dossier as JSON and from nothing else.

>>> from interchange.dossier import typeset
>>> typeset(b'{"trajectory_id": ...}')[:5]  # doctest: +SKIP
b'%PDF-'
"""

from interchange.dossier.typesetting import MEDIA_TYPE, typeset

__all__ = ["MEDIA_TYPE", "typeset"]

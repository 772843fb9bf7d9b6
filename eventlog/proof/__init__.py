"""The mathematics and formats of the log's proof: nothing here reads a database, a file or a clock.

Anybody can check what this room makes, with tools of others: trees and proofs are those of RFC 6962, texts and files those of C2SP
(`tlog-tiles`, `tlog-checkpoint`, `signed-note`, `tlog-cosignature`). It imports nothing else of the project.

>>> from eventlog.proof import Checkpoint, Frontier, Note, leaf_hashes, sign
>>> frontier, rows = Frontier().append(leaf_hashes([b"an entry", b"another"]))
>>> checkpoint = Checkpoint("log.example", frontier.size, frontier.root)
>>> note = Note(checkpoint.text).signed(sign(checkpoint.text, "log.example", private))  # doctest: +SKIP
"""

from eventlog.proof.checkpoint import Checkpoint
from eventlog.proof.cosignature import WitnessKey, cosign, cosigned_at
from eventlog.proof.encoding import from_base64, from_decimal, to_base64
from eventlog.proof.errors import Malformed, NotProven, NotSigned
from eventlog.proof.note import Note, Signature, VerifierKey, sign
from eventlog.proof.tiles import Bundle, Piece, Tile, bundle, entries_of, parse_path, pieces, subtrees, tile_at
from eventlog.proof.tree import (
    EMPTY_ROOT,
    HASH_SIZE,
    Frontier,
    Row,
    Subtrees,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    node_hash,
    root,
    split,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "Bundle",
    "Checkpoint",
    "Frontier",
    "Malformed",
    "NotProven",
    "NotSigned",
    "Note",
    "Piece",
    "Row",
    "Signature",
    "Subtrees",
    "Tile",
    "VerifierKey",
    "WitnessKey",
    "bundle",
    "consistency_proof",
    "cosign",
    "cosigned_at",
    "entries_of",
    "from_base64",
    "from_decimal",
    "inclusion_proof",
    "leaf_hash",
    "leaf_hashes",
    "node_hash",
    "parse_path",
    "pieces",
    "root",
    "sign",
    "split",
    "subtrees",
    "tile_at",
    "to_base64",
    "verify_consistency",
    "verify_inclusion",
]

"""The log as files that an outsider checks offline: C2SP `tlog-tiles`, and `verify.py` beside them.

`verify.py` is a second implementation: one file for the standard library, that nothing here imports and that imports nothing of here.

    with Proofs(databases, LOG) as proofs:
        write_bundle(proofs, key, Path("bundle"))
"""

from eventlog.bundle.writing import write_bundle

__all__ = ["write_bundle"]

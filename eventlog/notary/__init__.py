"""The notary: keeps the Merkle tree over the stored bytes of every record, signs its head, and proves what stands in it.

It works off the path of recording: a thread takes in what was appended, from the table itself, so that what is proven is what is stored.
Nothing here opens a seal: proofs are about ciphertext, and stay valid when its key is destroyed.

    with Notary(databases, LOG, key) as notary:
        notary.wake()
    Proofs(databases, LOG).inclusion(17, size=1000)
"""

from eventlog.notary.checking import Checked, NotAsProven, check_ledger
from eventlog.notary.following import Notary
from eventlog.notary.keeping import TreeDamaged, advance
from eventlog.notary.kept import Kept
from eventlog.notary.key import LogKey
from eventlog.notary.ledger import ACCESS, LOG, Ledger
from eventlog.notary.proofs import Consistency, Inclusion, NotThere, NotYetProven, Proofs

__all__ = [
    "ACCESS",
    "LOG",
    "Checked",
    "Consistency",
    "Inclusion",
    "Kept",
    "Ledger",
    "LogKey",
    "NotAsProven",
    "NotThere",
    "NotYetProven",
    "Notary",
    "Proofs",
    "TreeDamaged",
    "advance",
    "check_ledger",
]

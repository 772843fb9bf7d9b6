"""Who holds which BSN, so that no jeugdige is opened twice.

A claim comes before the event it is for, and may be left behind by a crash; so a claim alone never refuses anybody. What
counts is the log: whoever finds a claim that the log does not bear out takes it over.

A BSN has nine digits: whoever has the key of its hash can try them all. So that the claims in an old backup cannot be tried with the key
of today, that key is renewed when the master key is; and since nobody knows the BSNs then, the hash is one whose key can be renewed without
them: a point of the curve P-256 times a secret number (a Diffie-Hellman pseudo-random function), of which the first coordinate is stored.
"""

import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from eventsourcing.persistence import PersistenceError
from psycopg import Cursor
from psycopg.rows import TupleRow

from eventlog.errors import KeyGone, Unavailable
from eventlog.keys.master import MasterKey
from eventlog.keys.wrapping import Wrapping
from eventlog.seal import new_key
from eventlog.statements import statement

HOLDING = "15s"
"""How long claims may be held while the log commits."""

HASHING, TURNING = "bsn", "claims"
"""The store's own keys: of the hash that gives the point, which stays, and of the number it is multiplied by, which is renewed."""

_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF_00000000_FFFFFFFF_FFFFFFFF_BCE6FAAD_A7179E84_F3B9CAC2_FC632551


@dataclass(frozen=True, slots=True)
class ClaimKeys:
    """The unwrapped keys of the claims; kept out of `repr`."""

    hashing: bytes = field(repr=False)
    turning: bytes = field(repr=False)

    @classmethod
    def made(cls) -> "ClaimKeys":
        return cls(new_key(), new_key())

    @classmethod
    def opened(cls, curs: Cursor[TupleRow], master: MasterKey) -> "ClaimKeys":
        """Raises `KeyDamaged`."""
        wrapped: dict[str, bytes] = dict(curs.execute("SELECT name, key FROM keys.store_keys").fetchall())
        return cls(*(master.unwrap(wrapped.get(name, b""), purpose_of(name)) for name in (HASHING, TURNING)))

    def wrapped(self, master: MasterKey) -> dict[str, bytes]:
        """By name."""
        return {name: master.wrap(key, purpose_of(name)) for name, key in ((HASHING, self.hashing), (TURNING, self.turning))}

    def hashed(self, bsn: str) -> bytes:
        """32 bytes."""
        return self.turned([hmac.new(self.hashing, bsn.encode(), sha256).digest()])[0]

    def turned(self, digests: Iterable[bytes]) -> list[bytes]:
        """The hashes of BSNs of which the HMACs are given."""
        return _times(_number(self.turning), map(_point, digests))

    def renewed(self) -> "ClaimKeys":
        """With another number, so that what was hashed before cannot be told from chance by who knows only these."""
        return ClaimKeys(self.hashing, new_key())

    def rehashed(self, hashes: Iterable[bytes], anew: "ClaimKeys") -> list[bytes]:
        """What `anew` makes of the BSNs whose hashes these keys made."""
        ratio = _number(anew.turning) * pow(_number(self.turning), -1, _ORDER) % _ORDER
        return _times(ratio, map(_lifted, hashes))


def purpose_of(name: str) -> bytes:
    return b"store\x00" + name.encode()


def _number(key: bytes) -> int:
    return int.from_bytes(key) % (_ORDER - 1) + 1


def _times(number: int, points: Iterable[ec.EllipticCurvePublicKey]) -> list[bytes]:
    secret = ec.derive_private_key(number, _CURVE)
    return [secret.exchange(ec.ECDH(), point) for point in points]


def _point(digest: bytes) -> ec.EllipticCurvePublicKey:
    """Every other number is the first coordinate of a point: tried until one is."""
    for attempt in count():
        try:
            return _lifted(sha256(digest + attempt.to_bytes(4)).digest())
        except ValueError:
            continue
    raise AssertionError("unreachable")


def _lifted(coordinate: bytes) -> ec.EllipticCurvePublicKey:
    """Either of the two points: any multiple of both has the same first coordinate. Raises `ValueError` where there is none."""
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, b"\x02" + coordinate)


# --- claiming


def claim(wrapping: Wrapping, bsn: str, trajectory_id: UUID, still_held: Callable[[UUID], bool]) -> UUID | None:
    """See `KeyStore.claim_bsn`."""
    with wrapping.shared() as (curs, master):
        if curs.execute("SELECT FROM keys.erased_trajectories WHERE trajectory_id = %s", (trajectory_id,)).fetchone() is not None:
            raise KeyGone(trajectory_id)
        bsn_hash = ClaimKeys.opened(curs, master).hashed(bsn)
        while True:
            if curs.execute(statement("claim_bsn"), (bsn_hash, trajectory_id)).rowcount:
                return None
            row = curs.execute("SELECT trajectory_id FROM keys.bsn_claims WHERE bsn_hash = %s FOR UPDATE", (bsn_hash,)).fetchone()
            if row is None:
                continue  # given up between the two statements
            holder: UUID = row[0]
            if holder == trajectory_id:
                return None
            if still_held(holder):
                return holder
            curs.execute(statement("take_over_bsn"), (trajectory_id, bsn_hash))
            return None


@contextmanager
def confirming(wrapping: Wrapping, wanted: Mapping[UUID, str]) -> Iterator[set[UUID]]:
    """See `KeyStore.confirming`."""
    body_done = False
    try:
        with wrapping.shared() as (curs, master):
            keys = ClaimKeys.opened(curs, master)
            hashes = {trajectory: keys.hashed(bsn) for trajectory, bsn in wanted.items()}
            curs.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", (HOLDING,))
            # In one order for everybody, so that two writers cannot wait for each other.
            rows = curs.execute(statement("hold_claims"), (sorted(hashes.values()),)).fetchall()
            holders: dict[bytes, UUID] = dict(rows)
            yield {trajectory for trajectory, bsn_hash in hashes.items() if holders.get(bsn_hash) != trajectory}
            body_done = True
    except (Unavailable, PersistenceError):
        # The log has committed: that this transaction, which only held locks, could not end well changes nothing.
        if not body_done:
            raise


@contextmanager
def nothing_to_confirm() -> Iterator[set[UUID]]:
    yield set()

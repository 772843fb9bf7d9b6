"""RFC 6962 section 2.1 word for word, over lists of entries: slow and obvious, to hold the real thing against."""

from hashlib import sha256


def mth(entries: list[bytes]) -> bytes:
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = largest_power_of_two_below(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: list[bytes]) -> list[bytes]:
    if len(entries) == 1:
        return []
    k = largest_power_of_two_below(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def proof(m: int, entries: list[bytes]) -> list[bytes]:
    return subproof(m, entries, True)


def subproof(m: int, entries: list[bytes], b: bool) -> list[bytes]:
    if m == len(entries):
        return [] if b else [mth(entries)]
    k = largest_power_of_two_below(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], b), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


def largest_power_of_two_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def complete(entries: list[bytes]):
    """The hashes of complete subtrees, worked out anew; an incomplete one is never asked for."""

    def subtree(level: int, index: int) -> bytes:
        below = entries[index << level : (index + 1) << level]
        assert len(below) == 1 << level
        return mth(below)

    return subtree


def way(index: int, size: int) -> str:
    """From the root of a tree to a leaf: where to turn."""
    if size == 1:
        return ""
    k = largest_power_of_two_below(size)
    return "L" + way(index, k) if index < k else "R" + way(index - k, size - k)


def roots_of(first: int, second: int, first_root: bytes, hashes: list[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a consistency proof gives when it is read by its definition; none when it has too many or too few hashes."""
    left = list(hashes)

    def taken(m: int, n: int, b: bool) -> tuple[bytes, bytes]:
        if m == n:
            both = first_root if b else left.pop(0)
            return both, both
        k = largest_power_of_two_below(n)
        if m <= k:
            old, new = taken(m, k, b)
            return old, sha256(b"\x01" + new + left.pop(0)).digest()
        old, new = taken(m - k, n - k, False)
        sibling = left.pop(0)
        return sha256(b"\x01" + sibling + old).digest(), sha256(b"\x01" + sibling + new).digest()

    try:
        both = taken(first, second, True)
    except IndexError:
        return None
    return None if left else both

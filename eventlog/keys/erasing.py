"""Destroying keys: of whole trajectories, or of the words of one event (see `KeyStore.erase` and `KeyStore.erase_words`)."""

import struct
from collections.abc import Callable, Collection
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import TupleRow

from eventlog.keys.master import MasterKey
from eventlog.seal import Place, new_key, words_key_of
from eventlog.statements import statement

UNDER_WAY = 64
"""Events of one trajectory that may be on their way into the log, sealed with a generation that is being ended."""


def purpose_of(trajectory_id: UUID, generation: int, kind: str, version: int = 0) -> bytes:
    """Binds a wrapped key to its row: moved to another, it does not open."""
    return struct.pack(">16sII", trajectory_id.bytes, generation, version) + kind.encode()


def erase(curs: Cursor[TupleRow], trajectory_ids: Collection[UUID]) -> None:
    parameters = {"trajectory_ids": list(trajectory_ids)}
    curs.execute(statement("bury_trajectories"), parameters)
    # The rows of single words go with them.
    curs.execute("DELETE FROM keys.trajectory_keys WHERE trajectory_id = ANY (%(trajectory_ids)b::uuid[])", parameters)
    curs.execute("DELETE FROM keys.bsn_claims WHERE trajectory_id = ANY (%(trajectory_ids)b::uuid[])", parameters)


def erase_words(curs: Cursor[TupleRow], master: MasterKey, place: Place, newest: Callable[[UUID], int]) -> None:
    """Only the newest generation has a root: of the older ones single keys are left, and of this event perhaps none any more."""
    trajectory_id, version = place
    generations = curs.execute(statement("hold_generations"), {"trajectory_id": trajectory_id}).fetchall()
    if not generations:
        return
    curs.execute("DELETE FROM keys.words_keys WHERE (trajectory_id, version) = (%s, %s)", place)
    generation, wrapped, after = generations[-1]
    if wrapped is None or version <= after:
        return
    head = newest(trajectory_id)
    if version > head:
        raise ValueError(f"Trajectory {trajectory_id} has no version {version}.")
    root = master.unwrap(wrapped, purpose_of(trajectory_id, generation, "words"))
    kept = [each for each in range(after + 1, head + UNDER_WAY + 1) if each != version]
    single = {each: words_key_of(root, Place(trajectory_id, each)) for each in kept}
    curs.execute(
        statement("keep_words_keys"),
        {
            "trajectory_id": trajectory_id,
            "generation": generation,
            "versions": kept,
            "keys": [master.wrap(key, purpose_of(trajectory_id, generation, "single", each)) for each, key in single.items()],
        },
    )
    curs.execute(
        "UPDATE keys.trajectory_keys SET words_key = NULL WHERE (trajectory_id, generation) = (%s, %s)", (trajectory_id, generation)
    )
    curs.execute(
        statement("begin_generation"),
        {
            "trajectory_id": trajectory_id,
            "generation": generation + 1,
            "facts_key": master.wrap(new_key(), purpose_of(trajectory_id, generation + 1, "facts")),
            "words_key": master.wrap(new_key(), purpose_of(trajectory_id, generation + 1, "words")),
            "after_version": head,
        },
    )

"""A dossier that was destroyed without an erasure is told from one that was erased, though the log is whole in both."""

from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest

from eventlog import Databases, EventLog, FileMasterKey, KeyStore
from eventlog.keys.checking import Gone, KeyLost, check_keys
from eventlog.seal import Place
from tests.conftest import Cluster
from tests.eventlog.recordings import noting, some_trajectory


@pytest.fixture
def databases(cluster: Cluster) -> Iterator[Databases]:
    """Of its own for every test: most of them damage it."""
    fresh = cluster.fresh()
    yield fresh
    cluster.drop(fresh)


@pytest.fixture
def keys(databases: Databases, master: FileMasterKey) -> Iterator[KeyStore]:
    with KeyStore(databases.keys, master) as store:
        yield store


@pytest.fixture
def log(databases: Databases, keys: KeyStore) -> Iterator[EventLog]:
    with EventLog(databases, keys) as log:
        yield log


@pytest.fixture
def ids(log: EventLog) -> list[UUID]:
    """Three trajectories, from positions 1, 4 and 7 on."""
    return [some_trajectory(log, events=3) for _ in range(3)]


def as_owner_of_the_keys(databases: Databases, statement: str, *parameters: object) -> None:
    with psycopg.connect(databases.keys_owner, autocommit=True) as conn:
        conn.execute(statement, parameters)


def lost(databases: Databases, keys: KeyStore) -> KeyLost:
    with pytest.raises(KeyLost) as found:
        check_keys(databases, keys)
    return found.value


class TestInOrder:
    def test_where_nothing_was_erased_nothing_is_gone(self, databases: Databases, keys: KeyStore, ids: list[UUID]) -> None:
        assert check_keys(databases, keys) == Gone({}, {})

    def test_an_erased_trajectory_is_told_with_its_first_position(self, databases: Databases, keys: KeyStore, ids: list[UUID]) -> None:
        keys.erase([ids[1]])
        assert check_keys(databases, keys) == Gone({ids[1]: 4}, {})

    def test_erased_words_are_told_with_their_event(self, databases: Databases, keys: KeyStore, log: EventLog, ids: list[UUID]) -> None:
        keys.erase_words(ids[2], 2, lambda _: 3)
        log.append([noting(ids[2], 4)])
        assert check_keys(databases, keys) == Gone({}, {Place(ids[2], 2): 8})


class TestAttacks:
    """By who owns the key store."""

    def test_keys_are_deleted(self, databases: Databases, keys: KeyStore, ids: list[UUID]) -> None:
        keys.erase([ids[0]])
        as_owner_of_the_keys(databases, "DELETE FROM keys.trajectory_keys WHERE trajectory_id = ANY (%s)", ids[1:])
        found = lost(databases, keys)
        assert (found.position, str(ids[1]) in str(found)) == (4, True)

    def test_all_keys_of_one_generation_are_deleted(self, databases: Databases, keys: KeyStore, log: EventLog, ids: list[UUID]) -> None:
        keys.erase_words(ids[0], 2, lambda _: 3)
        log.append([noting(ids[0], 4)])
        as_owner_of_the_keys(databases, "DELETE FROM keys.trajectory_keys WHERE trajectory_id = %s AND generation = 2", ids[0])
        assert lost(databases, keys).position == 10

    @pytest.mark.parametrize("column", ["facts_key", "words_key"])
    def test_a_key_is_spoiled(self, databases: Databases, keys: KeyStore, ids: list[UUID], column: str) -> None:
        flipped = f"set_byte({column}, 20, get_byte({column}, 20) # 1)"
        spoiled = f"UPDATE keys.trajectory_keys SET {column} = {flipped} WHERE trajectory_id = %s"  # noqa: S608  (no value of anybody)
        as_owner_of_the_keys(databases, spoiled, ids[1])
        found = lost(databases, keys)
        assert (found.position, "does not open" in str(found)) == (4, True)

    def test_a_key_of_another_trajectory_takes_its_place(self, databases: Databases, keys: KeyStore, ids: list[UUID]) -> None:
        moved = (
            "UPDATE keys.trajectory_keys SET facts_key = (SELECT facts_key FROM keys.trajectory_keys WHERE trajectory_id = %s) "
            "WHERE trajectory_id = %s"
        )
        as_owner_of_the_keys(databases, moved, ids[0], ids[2])
        assert lost(databases, keys).position == 7

    def test_the_key_of_all_words_is_deleted(self, databases: Databases, keys: KeyStore, ids: list[UUID]) -> None:
        as_owner_of_the_keys(databases, "UPDATE keys.trajectory_keys SET words_key = NULL WHERE trajectory_id = %s", ids[1])
        found = lost(databases, keys)
        assert (found.position, "words" in str(found)) == (4, True)

    def test_the_keys_of_more_words_than_were_erased_are_told_with_those(
        self, databases: Databases, keys: KeyStore, ids: list[UUID]
    ) -> None:
        keys.erase_words(ids[2], 2, lambda _: 3)
        as_owner_of_the_keys(databases, "DELETE FROM keys.words_keys WHERE trajectory_id = %s", ids[2])
        assert check_keys(databases, keys).words == {Place(ids[2], 1): 7, Place(ids[2], 2): 8, Place(ids[2], 3): 9}

    def test_the_keys_of_an_erased_trajectory_are_put_back(self, databases: Databases, keys: KeyStore, ids: list[UUID]) -> None:
        with psycopg.connect(databases.keys_owner, autocommit=True) as conn:
            conn.execute("CREATE TABLE keys.stolen AS SELECT * FROM keys.trajectory_keys WHERE trajectory_id = %s", (ids[1],))
            keys.erase([ids[1]])
            conn.execute("INSERT INTO keys.trajectory_keys SELECT * FROM keys.stolen")
        found = lost(databases, keys)
        assert (found.position, "there again" in str(found)) == (4, True)

"""Who looked is kept in order, only grows, and whatever is changed in it afterwards is found out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.errors import InsufficientPrivilege, RestrictViolation

from eventlog import Databases, Unavailable
from eventlog.access import Access, AccessLog, StoredAccess
from eventlog.access.record import MOST, leaf
from eventlog.notary import ACCESS, LogKey, Notary, NotAsProven, Proofs, check_ledger
from eventlog.proof import Checkpoint
from tests.conftest import Cluster

ONE, OTHER = UUID(int=1), UUID(int=2)


def access(**changes: object) -> Access:
    plain = Access(
        access_id=uuid4(),
        began_at=datetime(2026, 11, 1, 12, tzinfo=UTC),
        action="R",
        operation="get_trajectory",
        parameters='{"valid_on":"2026-11-01"}',
        outcome="shown",
        subject="pr-heerlen-1",
        role="procesregisseur",
        organisation="GM0917",
        on_behalf_of=None,
        purpose="Regie over het traject",
        address="192.0.2.7",
        ground="procesregisseur",
        sought=ONE,
        trajectories=(ONE,),
        words=True,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.fixture
def databases(cluster: Cluster) -> Iterator[Databases]:
    """Of its own for every test: some damage it."""
    fresh = cluster.fresh()
    yield fresh
    cluster.drop(fresh)


@pytest.fixture
def accesses(databases: Databases) -> Iterator[AccessLog]:
    with AccessLog(databases) as log:
        yield log


class TestOrder:
    def test_positions_have_no_gaps_and_moments_increase_whoever_writes_at_the_same_time(self, databases: Databases) -> None:
        with AccessLog(databases) as first, AccessLog(databases) as second, ThreadPoolExecutor(8) as pool:
            batches = [(log, [access() for _ in range(size)]) for size in (1, 3, 7) for log in (first, second) for _ in range(10)]
            list(pool.map(lambda batch: batch[0].record(batch[1]), batches))
            kept = first.page(limit=1000)
        kept.reverse()
        assert [each.position for each in kept] == list(range(1, 221))
        assert all(before.recorded_at < after.recorded_at for before, after in pairwise(kept))

    def test_a_batch_is_recorded_whole_or_not_at_all(self, accesses: AccessLog) -> None:
        too_many = access(trajectories=tuple(uuid4() for _ in range(MOST + 1)))
        with pytest.raises(Unavailable):
            accesses.record([access(), too_many])
        assert accesses.page() == []
        accesses.record([access()])
        assert accesses.page()[0].position == 1

    def test_everything_comes_back_as_it_was_given(self, accesses: AccessLog) -> None:
        whole = access(on_behalf_of="pr-heerlen-2", trajectories=(ONE, OTHER), began_at=datetime.now(UTC))
        bare = access(address=None, ground=None, sought=None, trajectories=(), words=False, outcome="forbidden")
        accesses.record([whole, bare])
        for given_, kept in zip((bare, whole), accesses.page(), strict=True):
            assert {name: kept._asdict()[name] for name in asdict(given_)} == {**asdict(given_), "trajectories": list(given_.trajectories)}


class TestQuestions:
    def test_by_trajectory_both_what_was_shown_and_what_was_sought(self, accesses: AccessLog) -> None:
        accesses.record(
            [
                access(sought=None, trajectories=(OTHER, ONE)),
                access(sought=ONE, trajectories=(), outcome="not-found"),
                access(sought=OTHER, trajectories=(OTHER,)),
            ]
        )
        assert [each.position for each in accesses.page(trajectory_id=ONE)] == [2, 1]
        assert [each.position for each in accesses.page(trajectory_id=OTHER)] == [3, 1]
        assert accesses.page(trajectory_id=uuid4()) == []

    def test_by_subject_by_moment_and_page_by_page(self, accesses: AccessLog) -> None:
        for subject in ("a", "b", "a", "a"):
            accesses.record([access(subject=subject)])
        assert [each.position for each in accesses.page(subject="a")] == [4, 3, 1]
        assert [each.position for each in accesses.page(subject="a", before=4, limit=1)] == [3]
        second = accesses.page()[2].recorded_at
        assert [each.position for each in accesses.page(from_=second)] == [4, 3, 2]
        assert [each.position for each in accesses.page(to=second)] == [1]
        assert [each.position for each in accesses.page(from_=second, to=second + timedelta(microseconds=1))] == [2]


CHANGES = ["UPDATE access.accesses SET purpose = 'x'", "DELETE FROM access.accesses", "TRUNCATE access.accesses"]


class TestRights:
    @pytest.mark.parametrize("change", CHANGES)
    def test_nobody_changes_what_was_recorded(self, databases: Databases, accesses: AccessLog, cluster: Cluster, change: str) -> None:
        accesses.record([access()])
        for login in ("access", "notary", "writer", "reader", "engine"):
            with psycopg.connect(asdict(databases)[login]) as conn, pytest.raises(InsufficientPrivilege):
                conn.execute(change)
        with psycopg.connect(databases.owner) as conn, pytest.raises(RestrictViolation, match="append-only"):
            conn.execute(change)
        with cluster.as_superuser(databases.owner) as conn:
            conn.execute("SET session_replication_role = replica")
            with pytest.raises(RestrictViolation, match="append-only"):
                conn.execute(change)

    @pytest.mark.parametrize("login", ["writer", "reader", "engine"])
    def test_who_looked_is_read_by_its_own_login_and_the_notary_alone(self, databases: Databases, login: str) -> None:
        with psycopg.connect(asdict(databases)[login]) as conn, pytest.raises(InsufficientPrivilege):
            conn.execute("SELECT FROM access.accesses")

    @pytest.mark.parametrize(
        "statement",
        ["SELECT FROM log.events", "SELECT FROM proof.tiles", "CREATE TABLE access.mine ()", "CREATE SCHEMA rows_1"],
    )
    def test_its_login_does_nothing_else(self, databases: Databases, statement: str) -> None:
        with psycopg.connect(databases.access) as conn, pytest.raises(InsufficientPrivilege):
            conn.execute(statement)

    def test_the_notary_writes_nothing_into_it(self, databases: Databases) -> None:
        with psycopg.connect(databases.notary) as conn, pytest.raises(InsufficientPrivilege):
            conn.execute("INSERT INTO access.accesses SELECT * FROM access.accesses")


class TestUnavailable:
    @pytest.mark.parametrize(
        "damage",
        [
            "ALTER TABLE access.accesses RENAME TO elsewhere",
            "REVOKE INSERT, SELECT ON access.accesses FROM jeugdspoor_access",
            "ALTER TABLE access.accesses ADD CONSTRAINT full_up CHECK (position < 1)",
        ],
    )
    def test_whatever_keeps_it_from_being_recorded_is_told(self, databases: Databases, accesses: AccessLog, damage: str) -> None:
        with psycopg.connect(databases.owner) as conn:
            conn.execute(damage)
        with pytest.raises(Unavailable):
            accesses.record([access()])

    def test_a_connection_that_died_meanwhile_is_replaced(self, databases: Databases, accesses: AccessLog, cluster: Cluster) -> None:
        accesses.record([access()])
        assert cluster.kill_connections(databases.access)
        accesses.record([access()])
        assert len(accesses.page()) == 2


# --- the leaf

_STORED = StoredAccess(
    position=7,
    recorded_at=datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
    format="access/1",
    access_id=UUID(int=5),
    began_at=datetime(1970, 1, 1, 0, 0, 0, 2, tzinfo=UTC),
    action="R",
    operation="op",
    parameters="{}",
    outcome="shown",
    subject="é",
    role="gi",
    organisation="o",
    on_behalf_of=None,
    purpose="p",
    address="a",
    ground=None,
    sought=UUID(int=1),
    trajectories=[UUID(int=1), UUID(int=2)],
    words=True,
)

_BYTES = (
    "0008" + b"access/1".hex() + "0000000000000007" + "00000000000f4240" + f"{5:032x}" + "0000000000000002"
    "00000001" + "52" + "00000002" + "6f70" + "00000002" + "7b7d" + "00000005" + b"shown".hex() + "00000002" + "c3a9"
    "00000002" + "6769" + "00000001" + "6f" + "00" + "00000001" + "70" + "01" + "00000001" + "61" + "00" + "01" + f"{1:032x}"
    "00000002" + f"{1:032x}" + f"{2:032x}" + "01"
)  # fmt: skip
"""By hand, from the description of the format."""

_texts, _moments = st.text(max_size=3), st.datetimes(timezones=st.just(UTC), min_value=datetime(1971, 1, 1), max_value=datetime(2100, 1, 1))
_ids = st.integers(0, 3).map(lambda number: UUID(int=number))
_rows = st.builds(
    StoredAccess,
    st.integers(1, 9), _moments, _texts, _ids, _moments, _texts, _texts, _texts, _texts, _texts, _texts, _texts,
    st.none() | _texts, _texts, st.none() | _texts, st.none() | _texts, st.none() | _ids, st.lists(_ids, max_size=2), st.booleans(),
)  # fmt: skip


class TestLeaf:
    def test_it_is_laid_out_as_described(self) -> None:
        assert leaf(_STORED).hex() == _BYTES

    @given(_rows, _rows)
    def test_two_rows_have_the_same_bytes_only_if_they_are_the_same(self, one: StoredAccess, other: StoredAccess) -> None:
        assert (leaf(one) == leaf(other)) == (one == other)

    @pytest.mark.parametrize("field", StoredAccess._fields)
    def test_every_column_stands_in_it(self, field: str) -> None:
        value = getattr(_STORED, field)
        other = {
            int: lambda: value + 1,
            bool: lambda: not value,
            str: lambda: value + "x",
            type(None): lambda: "",
            datetime: lambda: value + timedelta(microseconds=1),
            UUID: lambda: UUID(int=99),
            list: lambda: value[::-1],
        }[type(value)]()
        assert leaf(_STORED._replace(**{field: other})) != leaf(_STORED)

    def test_the_largest_fits_an_entry(self) -> None:
        longest = "€" * 200
        largest = _STORED._replace(
            parameters="x" * 4000, subject=longest, organisation=longest, purpose=longest, trajectories=[UUID(int=1)] * MOST
        )
        assert len(leaf(largest)) < 65_536


# --- the proof

RECORDED = 300

ATTACKS = {
    "a purpose": (["UPDATE access.accesses SET purpose = 'Iets anders' WHERE position = 57"], 57),
    "an id is taken out": (["UPDATE access.accesses SET trajectories = '{}' WHERE position = 299"], 299),
    "a moment": (["UPDATE access.accesses SET recorded_at = recorded_at + interval '1 microsecond' WHERE position = 300"], 300),
    "two change places": (
        [
            "UPDATE access.accesses SET position = -position WHERE position IN (100, 101)",
            "UPDATE access.accesses SET position = 201 + position WHERE position < 0",
        ],
        100,
    ),
    "one is dropped": (["DELETE FROM access.accesses WHERE position = 150"], 150),
    "the last is dropped": (["DELETE FROM access.accesses WHERE position = 300"], 300),
    "everything is gone": (["TRUNCATE access.accesses"], 1),
}


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> LogKey:
    return LogKey.at(tmp_path_factory.mktemp("log") / "log.key", make=True)


@pytest.fixture
def notary(databases: Databases, accesses: AccessLog, key: LogKey) -> Iterator[Notary]:
    accesses.record([access(trajectories=(UUID(int=number),)) for number in range(RECORDED)])
    with Notary(databases, ACCESS, key) as notary:
        notary.take_in()
        yield notary


class TestProof:
    def test_untouched_it_is_as_it_was_signed_under_a_name_of_its_own(self, databases: Databases, notary: Notary, key: LogKey) -> None:
        checked = check_ledger(databases, ACCESS, key.verifier(ACCESS.name))
        assert (checked.records, checked.proven) == (RECORDED, RECORDED)
        with Proofs(databases, ACCESS) as proofs:
            note = proofs.checkpoint()
        assert note.verified([key.verifier(ACCESS.name)])
        assert Checkpoint.parse(note.text).origin == f"{key.verifier('log').name}/access"

    @pytest.mark.parametrize("attack", ATTACKS)
    def test_the_first_bad_position_is_named(self, databases: Databases, notary: Notary, key: LogKey, attack: str) -> None:
        statements, position = ATTACKS[attack]
        with psycopg.connect(databases.owner) as conn:
            conn.execute("ALTER TABLE access.accesses DISABLE TRIGGER USER")
            for each in statements:
                conn.execute(each)
        with pytest.raises(NotAsProven) as found:
            check_ledger(databases, ACCESS, key.verifier(ACCESS.name))
        assert found.value.position == position, str(found.value)

    def test_who_changes_the_tree_too_is_found_out_by_a_checkpoint_kept_elsewhere(
        self, databases: Databases, notary: Notary, key: LogKey
    ) -> None:
        with Proofs(databases, ACCESS) as proofs:
            kept = proofs.checkpoint()
        with psycopg.connect(databases.owner) as conn:
            for table in ("access.accesses", "proof.tiles", "proof.checkpoints"):
                conn.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            conn.execute("UPDATE access.accesses SET subject = 'iemand anders' WHERE position = 3")
            conn.execute("DELETE FROM proof.tiles")
            conn.execute("DELETE FROM proof.checkpoints")
        notary.take_in()
        check_ledger(databases, ACCESS, key.verifier(ACCESS.name))
        with pytest.raises(NotAsProven, match="was signed"):
            check_ledger(databases, ACCESS, key.verifier(ACCESS.name), kept=(kept,))

    def test_what_is_recorded_is_taken_in_by_itself(self, databases: Databases, accesses: AccessLog, key: LogKey, tmp_path: Path) -> None:
        with Notary(databases, ACCESS, key) as notary:
            accesses.record([access()])
            notary.wake()
            with Proofs(databases, ACCESS) as proofs:
                deadline = datetime.now(UTC) + timedelta(seconds=20)
                while proofs.size() < 1 and datetime.now(UTC) < deadline:
                    pass
                assert proofs.size() == 1

"""Each login can do its own work and no other; append-only holds also for those who could do more."""

from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.errors import InsufficientPrivilege, OperationalError, RestrictViolation
from psycopg.sql import SQL, Identifier

from eventlog import Databases, EventLog, FileMasterKey, KeyStore, WrongDatabase, migrate
from eventlog.logins import prepare
from jeugdspoor.embedded import LOGINS
from tests.conftest import Cluster
from tests.eventlog.recordings import SURNAME, noting, opening, some_trajectory

CHANGES = ["UPDATE log.events SET version = version", "DELETE FROM log.events", "TRUNCATE log.events"]


@pytest.fixture(autouse=True)
def _something_recorded(log: EventLog) -> None:
    some_trajectory(log)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("login", ["writer", "reader", "engine"])
def test_no_login_of_the_program_may_change_what_is_recorded(databases: Databases, login: str, change: str) -> None:
    with psycopg.connect(asdict(databases)[login]) as conn, pytest.raises(InsufficientPrivilege):
        conn.execute(change)


@pytest.mark.parametrize("change", CHANGES)
def test_even_the_owner_and_a_superuser_are_stopped(databases: Databases, cluster: Cluster, change: str) -> None:
    with psycopg.connect(databases.owner) as conn, pytest.raises(RestrictViolation, match="append-only"):
        conn.execute(change)
    with cluster.as_superuser(databases.owner) as conn:
        # Ordinary triggers are silent in this mode.
        conn.execute("SET session_replication_role = replica")
        with pytest.raises(RestrictViolation, match="append-only"):
            conn.execute(change)


@pytest.mark.parametrize("login", ["reader", "engine"])
def test_only_the_writer_appends(databases: Databases, keys: KeyStore, login: str) -> None:
    before = EventLog(databases, keys, "writer")
    with EventLog(databases, keys, login) as log, before:
        head = log.head()
        with pytest.raises(Exception, match="permission denied"):
            log.append([opening()])
        assert before.head() == head


@pytest.mark.parametrize(
    ("login", "statement"),
    [
        ("reader", "SELECT * FROM log.idempotency"),
        ("engine", "SELECT * FROM log.idempotency"),
        ("reader", "SELECT log.sweep_idempotency()"),
        ("writer", "DELETE FROM log.idempotency"),
        ("writer", "UPDATE log.idempotency SET version = 1"),
        ("writer", "INSERT INTO log.migrations VALUES (99, 'x', 'x')"),
        ("writer", "CREATE SCHEMA rows_1"),
        ("reader", "CREATE SCHEMA rows_1"),
        ("reader", "CREATE TABLE public.mine ()"),
        ("engine", "CREATE TABLE log.mine ()"),
        ("keys", "UPDATE keys.store_keys SET key = ''"),
        ("keys", "CREATE SCHEMA mine"),
    ],
)
def test_what_a_login_may_not(databases: Databases, login: str, statement: str) -> None:
    with psycopg.connect(asdict(databases)[login]) as conn, pytest.raises(InsufficientPrivilege):
        conn.execute(statement)


def test_the_engine_makes_and_owns_schemas_of_rows(databases: Databases) -> None:
    with psycopg.connect(databases.engine) as conn:
        conn.execute("CREATE SCHEMA rows_1")
        conn.execute("CREATE UNLOGGED TABLE rows_1.placements (trajectory_id uuid)")
        conn.execute("DROP SCHEMA rows_1 CASCADE")


@pytest.mark.parametrize(("login", "elsewhere"), [("writer", "keys"), ("reader", "keys"), ("engine", "keys"), ("keys", "writer")])
def test_a_login_cannot_even_connect_to_the_other_database(databases: Databases, login: str, elsewhere: str) -> None:
    user, database = (conninfo_to_dict(asdict(databases)[each]) for each in (login, elsewhere))
    with pytest.raises(OperationalError, match="permission denied"):
        psycopg.connect(make_conninfo(asdict(databases)[login], dbname=database["dbname"], user=user["user"]))


# --- a PostgreSQL of your own


@pytest.fixture
def own(cluster: Cluster):
    """An owner as a hosting party would give, on an empty database; made with the given rights."""
    made: list[str] = []

    def make(region: str, rights: str = "CREATEROLE CREATEDB", *, owns: bool = True) -> str:
        owner = f"{region}_owner"
        with psycopg.connect(cluster.superuser, autocommit=True) as conn:
            conn.execute(SQL("CREATE ROLE {} LOGIN PASSWORD 'geheim' {}").format(Identifier(owner), SQL(rights)))
            conn.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(region), Identifier(owner if owns else "postgres")))
        made.append(region)
        return make_conninfo(cluster.superuser, dbname=region, user=owner, password="geheim")

    yield make
    with psycopg.connect(cluster.superuser, autocommit=True) as conn:
        # Databases first: what a role may do in any of them keeps it from being dropped.
        for name in (f"{region}{ending}" for region in made for ending in ("", "_keys")):
            conn.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        for name in (f"{region}_{kind}" for region in made for kind in ("writer", "reader", "engine", "notary", "access", "keys", "owner")):
            conn.execute(SQL("DROP ROLE IF EXISTS {}").format(Identifier(name)))


def test_an_owner_who_may_makes_logins_and_key_store_itself(own, master: FileMasterKey) -> None:
    url = own("limburg")

    for _ in range(2):  # the second start finds everything
        databases = prepare(url)
        migrate(databases)

    assert conninfo_to_dict(databases.writer)["user"] == "limburg_writer"
    assert conninfo_to_dict(databases.writer)["password"] == "geheim"
    with KeyStore(databases.keys, master) as keys, EventLog(databases, keys) as log:
        trajectory_id = some_trajectory(log)
        log.append([noting(trajectory_id, 2)])
        assert log.histories([trajectory_id], words=True)[trajectory_id][0].event.identity.surname == SURNAME
        log.sweep()


def test_two_regions_in_one_cluster_do_not_meet(own, master: FileMasterKey) -> None:
    first, second = prepare(own("noord")), prepare(own("zuid"))
    migrate(first)
    migrate(second)
    with pytest.raises(OperationalError, match="permission denied"):
        psycopg.connect(make_conninfo(first.writer, dbname="zuid"))


def test_a_url_in_the_usual_form_is_understood(own, cluster: Cluster) -> None:
    own("urlen")
    host = conninfo_to_dict(cluster.superuser)["host"]
    databases = prepare(f"postgresql://urlen_owner:geheim@/urlen?host={host}")
    migrate(databases)


def test_the_key_store_can_be_elsewhere(own, master: FileMasterKey) -> None:
    databases = prepare(own("apart"), own("kluis"))
    migrate(databases)
    keys, owner = conninfo_to_dict(databases.keys), conninfo_to_dict(databases.keys_owner)
    assert keys == owner | {"user": "apart_keys"}
    assert owner["user"] == "kluis_owner"
    with KeyStore(databases.keys, master) as keys, EventLog(databases, keys) as log:
        some_trajectory(log)


def test_a_superuser_is_refused(cluster: Cluster) -> None:
    with pytest.raises(WrongDatabase, match="superuser"):
        prepare(cluster.superuser)


def test_who_bypasses_row_security_is_refused(own) -> None:
    with pytest.raises(WrongDatabase, match="row security"):
        prepare(own("omzeilend", "BYPASSRLS"))


def test_an_owner_who_may_not_make_logins_is_told_what_to_run(own, cluster: Cluster) -> None:
    url = own("karig", "NOCREATEROLE")

    with pytest.raises(WrongDatabase) as refused:
        prepare(url)
    told = [line.strip() for line in str(refused.value).splitlines() if "CREATE ROLE" in line]
    assert len(told) == len(LOGINS.of_the_log())

    with psycopg.connect(cluster.superuser, autocommit=True) as administrator:
        for line in told:
            administrator.execute(line)
        with pytest.raises(WrongDatabase, match="karig_keys"):
            prepare(url)
        administrator.execute("CREATE ROLE karig_keys LOGIN")
        with pytest.raises(WrongDatabase, match="CREATE DATABASE"):
            prepare(url)
        administrator.execute("CREATE DATABASE karig_keys OWNER karig_owner")
    migrate(prepare(url))


def test_who_does_not_own_the_database_is_told_so(own) -> None:
    with pytest.raises(WrongDatabase, match="does not own"):
        prepare(own("vreemd", owns=False))


def test_a_login_with_rights_of_its_own_is_refused(own, cluster: Cluster) -> None:
    url = own("machtig")
    with psycopg.connect(cluster.superuser, autocommit=True) as conn:
        conn.execute("CREATE ROLE machtig_reader LOGIN SUPERUSER")
    with pytest.raises(WrongDatabase, match="machtig_reader"):
        prepare(url)


def test_a_database_that_is_not_there_is_named(scratch: Path) -> None:
    with pytest.raises(WrongDatabase, match="nergens"):
        prepare(f"postgresql://iemand@/nergens?host={scratch}")


# --- words at rest


def test_words_are_found_nowhere_in_the_database_files(log: EventLog, cluster: Cluster, databases: Databases, keys: KeyStore) -> None:
    trajectory_id = uuid4()
    log.append([opening(trajectory_id), noting(trajectory_id, 2, canary := "Kanarievogel-7f3a zit nergens in klare tekst.")])
    keys.claim_bsn("999900109", trajectory_id, lambda _: True)
    assert log.histories([trajectory_id], words=True)[trajectory_id][1].event.text == canary
    with cluster.as_superuser(databases.owner) as conn:
        conn.execute("CREATE TABLE public.plain (text text)")
        conn.execute("INSERT INTO public.plain VALUES ('Kanarievogel-plain')")
        conn.execute("CHECKPOINT")

    stored = [path.read_bytes() for path in cluster.embedded.data_dir.rglob("*") if path.is_file() and not path.is_socket()]

    # The search finds what does stand there, in tables and in the write-ahead log ...
    assert sum(b"Kanarievogel-plain" in each for each in stored) >= 2
    # ... and no words, nor who recorded them.
    for secret in ("Kanarievogel-7f3a", SURNAME, "p.vermeer", "999900109", "999900006"):
        assert not any(secret.encode() in each for each in stored), secret

"""Databases for the others, on the very server that ours are on: the same settings, and the same disk."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from eventlog import Databases
from eventlog.connections import database_of, user_of


@dataclass(frozen=True, slots=True)
class Own:
    """An empty database with an owner of its own, who signs in with a password as our logins do."""

    host: str
    name: str
    user: str
    password: str

    @property
    def url(self) -> str:
        return f"postgresql://{self.user}:{self.password}@{quote(self.host, safe='')}/{self.name}"

    def environment(self) -> Mapping[str, str]:
        """As the settings of the library `eventsourcing` are named."""
        return {
            "POSTGRES_DBNAME": self.name,
            "POSTGRES_HOST": self.host,
            "POSTGRES_PORT": "5432",
            "POSTGRES_USER": self.user,
            "POSTGRES_PASSWORD": self.password,
        }


def own(superuser: str, name: str) -> Own:
    """Made by the superuser of a server that goes away with its directory."""
    made = Own(str(conninfo_to_dict(superuser)["host"]), name, name, secrets.token_hex(16))
    with psycopg.connect(superuser, autocommit=True) as conn:
        conn.execute(SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(Identifier(name), made.password))
        conn.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(name), Identifier(name)))
    return made


def like_the_log(superuser: str, databases: Databases, name: str) -> str:
    """A copy of the log's database, which nobody may be connected to; gives the connection string of the writer."""
    with psycopg.connect(superuser, autocommit=True) as conn:
        copied = SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        conn.execute(copied.format(Identifier(name), Identifier(database_of(databases.owner)), Identifier(user_of(databases.owner))))
        conn.execute(SQL("GRANT CONNECT ON DATABASE {} TO {}").format(Identifier(name), Identifier(user_of(databases.writer))))
    return make_conninfo(databases.writer, dbname=name)

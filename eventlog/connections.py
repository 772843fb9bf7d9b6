"""Where the two databases are, and as whom to reach them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from psycopg.conninfo import conninfo_to_dict, make_conninfo

Login = Literal["writer", "reader", "engine", "notary", "access"]


@dataclass(frozen=True, slots=True)
class Logins:
    """Names of the database roles. Roles belong to a whole cluster: the region's name keeps two regions apart."""

    owner: str
    writer: str
    reader: str
    engine: str
    notary: str
    access: str
    keys: str

    @classmethod
    def of(cls, region: str, owner: str) -> "Logins":
        # A role name has at most 63 bytes.
        stem = region.encode()[:48].decode(errors="ignore")
        return cls(owner, f"{stem}_writer", f"{stem}_reader", f"{stem}_engine", f"{stem}_notary", f"{stem}_access", f"{stem}_keys")

    def working(self) -> tuple[str, ...]:
        """All but the owner."""
        return (*self.of_the_log(), self.keys)

    def of_the_log(self) -> tuple[str, ...]:
        """Those that work in the log's database."""
        return (self.writer, self.reader, self.engine, self.notary, self.access)


@dataclass(frozen=True, slots=True)
class Databases:
    """Connection strings. The log: its owner (migrates), writer, reader, engine, notary, access. The key store: its owner, and `keys`."""

    owner: str
    writer: str
    reader: str
    engine: str
    notary: str
    access: str
    keys_owner: str
    keys: str

    @classmethod
    def reached(cls, log: str, store: str, logins: Logins) -> "Databases":
        """Every login on the hosts of `log` and `store`, with their passwords."""
        return cls(
            owner=make_conninfo(log, user=logins.owner),
            writer=make_conninfo(log, user=logins.writer),
            reader=make_conninfo(log, user=logins.reader),
            engine=make_conninfo(log, user=logins.engine),
            notary=make_conninfo(log, user=logins.notary),
            access=make_conninfo(log, user=logins.access),
            keys_owner=store,
            keys=make_conninfo(store, user=logins.keys),
        )

    def of(self, login: Login) -> str:
        known: dict[Login, str] = {
            "writer": self.writer,
            "reader": self.reader,
            "engine": self.engine,
            "notary": self.notary,
            "access": self.access,
        }
        return known[login]

    def logins(self) -> Logins:
        each = (self.owner, self.writer, self.reader, self.engine, self.notary, self.access, self.keys)
        return Logins(*map(user_of, each))


def user_of(conninfo: str) -> str:
    return str(parts(conninfo).get("user") or "")


def database_of(conninfo: str) -> str:
    return str(parts(conninfo).get("dbname") or "")


def parts(conninfo: str) -> Mapping[str, object]:
    return conninfo_to_dict(conninfo)

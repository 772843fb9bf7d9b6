"""Settings, from the environment."""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _line(text: str) -> str:
    if text != text.strip() or not text.isascii() or not text.isprintable():
        raise ValueError("one printable line of ASCII, with no spaces around it.")
    return text


ERASURE_DAYS = 7
BACKUPS_KEPT_DAYS = 90

Line = Annotated[str, AfterValidator(_line)]
"""What is compared to the letter."""


class Settings(BaseSettings):
    """Each is an environment variable: `data_dir` is `JEUGDSPOOR_DATA_DIR`.

    data_dir: where the embedded database, the master key and the demo issuer's key live.
    database_url, keys_url: a PostgreSQL of your own (15 or newer), as its owner; the key store is a second database.
    master_key_file: 32 random bytes, never inside a database; default `master.key` in the data directory.
    master_key: the same as base64, for where somebody else keeps it (a vault, a secret of the platform): this program cannot rotate it.
    log_key_file: the key that signs the log's checkpoints, never inside a database; default `log.key` in the data directory.
    calendar_key_file: the key that signs the addresses of calendars, made if it is not there; default `calendar.key` in the data directory.
    Servers that stand beside each other have one and the same.
    witnesses_file: verifier keys of the witnesses whose signatures are kept, one to a line (C2SP `tlog-cosignature`).
    erasure_days: days to think again between approving an erasure and carrying it out; fewer than seven only in the demo, on its embedded
    database.
    backups_kept_days: after how many days no backup is left: until when a certificate of erasure says that one may hold what was erased.
    policy_file: the region's own policy, TOML (`jeugdspoor.policy`); default: that of Zuid-Limburg.
    oidc_issuer, oidc_audience: the OpenID Connect issuer whose access tokens sign in, and who they are for; without an issuer there is
    the demo issuer.
    oidc_algorithms: with which tokens may be signed, comma-separated; asymmetric only.
    oidc_token_type: the `typ` of access tokens; some issuers send `JWT`.
    oidc_role_claim, oidc_organisation_claim: where a token says in which role and for which organisation.
    oidc_refresh_seconds: how often the issuer's keys are fetched, so how long one still counts after it was withdrawn.
    oidc_keep_seconds: how long they count while the issuer does not answer.
    forwarded_allow_ips: addresses or networks of the proxies that are believed when they say whom they speak for, and that it is over TLS
    (`X-Forwarded-For`, `X-Forwarded-Proto`), comma-separated; default: nobody is.
    requests_per_minute: of one client, by its address; default: no limit.
    requests_at_once: under way in one process; beyond it, `503`. One client may have a quarter of them; beyond that, `429`. Both need
    forwarded_allow_ips behind a proxy: otherwise that is the one client.
    """

    model_config = SettingsConfigDict(env_prefix="JEUGDSPOOR_", env_ignore_empty=True)

    data_dir: Path = Path(".jeugdspoor")
    database_url: str | None = None
    keys_url: str | None = None
    master_key_file: Path | None = None
    master_key: SecretStr | None = None
    log_key_file: Path | None = None
    calendar_key_file: Path | None = None
    witnesses_file: Path | None = None
    erasure_days: Annotated[int, Field(ge=0, le=365)] = ERASURE_DAYS
    backups_kept_days: Annotated[int, Field(ge=0, le=3650)] = BACKUPS_KEPT_DAYS
    policy_file: Path | None = None

    oidc_issuer: Line | None = None
    oidc_audience: Line | None = None
    oidc_algorithms: Annotated[tuple[str, ...], NoDecode] = ("RS256", "PS256", "ES256", "EdDSA")
    oidc_token_type: Line = "at+jwt"  # noqa: S105  (no password)
    oidc_role_claim: Line = "role"
    oidc_organisation_claim: Line = "organisation"
    oidc_refresh_seconds: Annotated[int, Field(ge=10, le=3600)] = 300
    oidc_keep_seconds: Annotated[int, Field(ge=10, le=86400)] = 3600

    forwarded_allow_ips: Annotated[tuple[str, ...], NoDecode] = ()
    requests_per_minute: Annotated[int, Field(ge=1)] | None = None
    requests_at_once: Annotated[int, Field(ge=1)] | None = None

    @field_validator("oidc_algorithms", "forwarded_allow_ips", mode="before")
    @classmethod
    def _listed(cls, names: Any) -> Any:
        return tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else names

    @field_validator("forwarded_allow_ips")
    @classmethod
    def _networks(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            try:
                ip_network(name)
            except ValueError:
                raise ValueError("name the proxies by address or network, such as 10.0.0.7, 10.1.0.0/16.") from None
        return names

    @model_validator(mode="after")
    def _all_of_an_issuer(self) -> "Settings":
        if self.oidc_issuer and not self.oidc_audience:
            raise ValueError(
                "JEUGDSPOOR_OIDC_ISSUER needs JEUGDSPOOR_OIDC_AUDIENCE: without it, tokens for any other server would sign in."
            )
        # Without this, a mistyped name of the issuer's setting would leave the demo issuer in place.
        alone = [name for name in self.model_fields_set if name.startswith("oidc_")]
        if alone and not self.oidc_issuer:
            raise ValueError(f"{', '.join(f'JEUGDSPOOR_{name.upper()}' for name in sorted(alone))}: goes with JEUGDSPOOR_OIDC_ISSUER.")
        if self.oidc_keep_seconds < self.oidc_refresh_seconds:
            raise ValueError(
                "JEUGDSPOOR_OIDC_KEEP_SECONDS is at least JEUGDSPOOR_OIDC_REFRESH_SECONDS: keys must last until the next fetch."
            )
        return self

    @model_validator(mode="after")
    def _one_master_key(self) -> "Settings":
        if self.master_key and self.master_key_file:
            raise ValueError("JEUGDSPOOR_MASTER_KEY and JEUGDSPOOR_MASTER_KEY_FILE exclude each other: the master key is in one place.")
        return self

    @model_validator(mode="after")
    def _keys_beside_a_database(self) -> "Settings":
        if self.keys_url and not self.database_url:
            raise ValueError("JEUGDSPOOR_KEYS_URL goes with JEUGDSPOOR_DATABASE_URL.")
        return self

"""Settings, from the environment."""

from pathlib import Path

from pydantic import field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Each is an environment variable: `data_dir` is `JEUGDSPOOR_DATA_DIR`.

    data_dir: where the embedded database, the master key and the demo issuer's key live.
    database_url, keys_url: a PostgreSQL of your own (15 or newer), as its owner; the key store is a second database.
    master_key_file: 32 random bytes, never inside a database; default `master.key` in the data directory.
    policy_file: the region's own policy, TOML (`jeugdspoor.policy`); default: that of Zuid-Limburg.
    """

    model_config = SettingsConfigDict(env_prefix="JEUGDSPOOR_", env_ignore_empty=True)

    data_dir: Path = Path(".jeugdspoor")
    database_url: str | None = None
    keys_url: str | None = None
    master_key_file: Path | None = None
    policy_file: Path | None = None

    oidc_issuer: str | None = None

    @field_validator("oidc_issuer")
    @classmethod
    def _not_yet(cls, issuer: str | None) -> str | None:
        if issuer is not None:
            raise ValueError("Sign-in by your own identity provider is not there yet: unset JEUGDSPOOR_OIDC_ISSUER.")
        return issuer

    @model_validator(mode="after")
    def _keys_beside_a_database(self) -> "Settings":
        if self.keys_url and not self.database_url:
            raise ValueError("JEUGDSPOOR_KEYS_URL goes with JEUGDSPOOR_DATABASE_URL.")
        return self

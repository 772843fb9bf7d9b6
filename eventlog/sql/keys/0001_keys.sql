-- The key store: keys wrapped by the master key, which is in no database.

CREATE TABLE keys.trajectory_keys (
    trajectory_id uuid        NOT NULL,
    generation    bigint      NOT NULL CHECK (generation BETWEEN 1 AND 4294967295),
    facts_key     bytea       NOT NULL,
    words_key     bytea,      -- NULL: destroyed; what may still be read has its own row in keys.words_keys
    made_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_in_log   boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (trajectory_id, generation)
);

CREATE INDEX trajectory_keys_unseen ON keys.trajectory_keys (made_at) WHERE NOT seen_in_log;

-- The key of one event's words, kept apart once the words key it was derived from is destroyed.
CREATE TABLE keys.words_keys (
    trajectory_id uuid    NOT NULL,
    generation    bigint  NOT NULL,
    version       integer NOT NULL,
    key           bytea   NOT NULL,
    PRIMARY KEY (trajectory_id, generation, version),
    FOREIGN KEY (trajectory_id, generation) REFERENCES keys.trajectory_keys ON DELETE CASCADE
);

-- Keys that belong to the store itself, such as the one that hashes BSNs.
CREATE TABLE keys.store_keys (
    name text  NOT NULL PRIMARY KEY,
    key  bytea NOT NULL
);

-- Which trajectory a BSN belongs to. The hash is keyed: nine digits alone would be guessed in seconds.
CREATE TABLE keys.bsn_claims (
    bsn_hash      bytea       NOT NULL PRIMARY KEY,
    trajectory_id uuid        NOT NULL,
    claimed_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

GRANT USAGE ON SCHEMA keys TO {keys};
GRANT SELECT ON keys.migrations TO {keys};
GRANT SELECT, INSERT, UPDATE, DELETE ON keys.trajectory_keys, keys.words_keys, keys.bsn_claims TO {keys};
GRANT SELECT, INSERT ON keys.store_keys TO {keys};

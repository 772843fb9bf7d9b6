-- What proves the ledgers of this database: their Merkle trees as tiles, signed checkpoints, and what witnesses signed.
-- Hashes and signatures only: nothing here tells anything of anybody, and all of it may be given out.

CREATE TABLE proof.tiles (
    ledger text     NOT NULL,
    level  smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
    index  bigint   NOT NULL CHECK (index >= 0),
    hashes bytea    NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
    PRIMARY KEY (ledger, level, index)
);

-- Hashes do not compress: trying costs time at every addition.
ALTER TABLE proof.tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE proof.checkpoints (
    ledger    text        NOT NULL,
    size      bigint      NOT NULL CHECK (size > 0),
    note      bytea       NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (ledger, size)
);

CREATE TABLE proof.cosignatures (
    ledger  text        NOT NULL,
    size    bigint      NOT NULL,
    name    text        NOT NULL,
    key_id  bytea       NOT NULL,
    line    text        NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (ledger, size, name, key_id),
    FOREIGN KEY (ledger, size) REFERENCES proof.checkpoints
);

CREATE FUNCTION proof.refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    RAISE EXCEPTION 'proof.% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END;
$$;

-- A tile may become longer; what stands in it stays.
CREATE FUNCTION proof.refuse_other_hashes() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    IF (NEW.ledger, NEW.level, NEW.index) IS DISTINCT FROM (OLD.ledger, OLD.level, OLD.index)
        OR substring(NEW.hashes FOR octet_length(OLD.hashes)) IS DISTINCT FROM OLD.hashes
    THEN
        RAISE EXCEPTION 'proof.tiles only grows: other hashes are refused' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER grows BEFORE UPDATE ON proof.tiles FOR EACH ROW EXECUTE FUNCTION proof.refuse_other_hashes();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON proof.tiles FOR EACH STATEMENT EXECUTE FUNCTION proof.refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON proof.checkpoints FOR EACH STATEMENT EXECUTE FUNCTION proof.refuse_change();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON proof.cosignatures FOR EACH STATEMENT EXECUTE FUNCTION proof.refuse_change();

-- ALWAYS: `session_replication_role = replica` silences ordinary triggers.
ALTER TABLE proof.tiles ENABLE ALWAYS TRIGGER grows;
ALTER TABLE proof.tiles ENABLE ALWAYS TRIGGER kept;
ALTER TABLE proof.checkpoints ENABLE ALWAYS TRIGGER kept;
ALTER TABLE proof.cosignatures ENABLE ALWAYS TRIGGER kept;

GRANT USAGE ON SCHEMA proof TO {notary}, {reader};
GRANT SELECT ON proof.migrations TO {notary}, {reader};
GRANT SELECT, INSERT, UPDATE (hashes) ON proof.tiles TO {notary};
GRANT SELECT, INSERT ON proof.checkpoints, proof.cosignatures TO {notary};
GRANT SELECT ON proof.tiles, proof.checkpoints, proof.cosignatures TO {reader};

-- The notary reads the records that it hashes: ciphertext, without keys.
GRANT USAGE ON SCHEMA log TO {notary};
GRANT SELECT ON log.events TO {notary};

-- Erasure that is for ever, and a master key that can be replaced.

-- The id of an erased trajectory never serves again. That it was erased, and when, is all that stays.
CREATE TABLE keys.erased_trajectories (
    trajectory_id uuid        NOT NULL PRIMARY KEY,
    erased_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Versions up to and including this one were recorded before the generation began.
ALTER TABLE keys.trajectory_keys ADD COLUMN after_version integer NOT NULL DEFAULT 0;

-- Which master key everything here is wrapped with, by a name that tells nothing of it.
CREATE TABLE keys.master_key (
    only_one    boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_one),
    fingerprint bytea       NOT NULL,
    since       timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX bsn_claims_trajectory ON keys.bsn_claims (trajectory_id);

-- The login may not change the store's own keys, except all of them, together with the master key that they are wrapped with.
CREATE FUNCTION keys.replace_master(old bytea, new bytea, names text[], wrapped bytea[]) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
    UPDATE keys.master_key SET fingerprint = new, since = clock_timestamp() WHERE fingerprint = old;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the key store is wrapped with another master key' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    UPDATE keys.store_keys AS held SET key = given.key FROM unnest(names, wrapped) AS given (name, key) WHERE held.name = given.name;
    IF EXISTS (SELECT FROM keys.store_keys WHERE name <> ALL (names)) THEN
        RAISE EXCEPTION 'a key of the key store itself is left out' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
END;
$$;

REVOKE ALL ON FUNCTION keys.replace_master(bytea, bytea, text[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keys.replace_master(bytea, bytea, text[], bytea[]) TO {keys};
GRANT SELECT, INSERT ON keys.erased_trajectories, keys.master_key TO {keys};

-- Who looked: one record for every answer about persons, written before the answer leaves. It only grows.
-- It is kept for at least five years after it was written (NEN 7513 and the ministerial decision on its term): nothing deletes here. What
-- will, once a term has passed, begins at the lowest positions and leaves the tree: its hashes are all that the proofs of the rest need.

CREATE TABLE access.accesses (
    position     bigint      NOT NULL CONSTRAINT accesses_position PRIMARY KEY,
    recorded_at  timestamptz NOT NULL CONSTRAINT accesses_recorded_at UNIQUE,
    format       text        NOT NULL,
    access_id    uuid        NOT NULL,
    began_at     timestamptz NOT NULL,
    action       text        NOT NULL CHECK (action IN ('R', 'E')),
    operation    text        NOT NULL,
    parameters   text        NOT NULL,
    outcome      text        NOT NULL,
    subject      text        NOT NULL,
    role         text        NOT NULL,
    organisation text        NOT NULL,
    on_behalf_of text,
    purpose      text        NOT NULL,
    address      text,
    ground       text,
    sought       uuid,
    trajectories uuid[]      NOT NULL CHECK (cardinality(trajectories) <= 1000 AND array_position(trajectories, NULL) IS NULL),
    words        boolean     NOT NULL
) WITH (
    -- Nothing is ever updated or deleted: only the visibility map and the statistics need upkeep.
    autovacuum_vacuum_insert_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.02
);

CREATE INDEX accesses_subject ON access.accesses (subject, position);
CREATE INDEX accesses_sought ON access.accesses (sought, position) WHERE sought IS NOT NULL;
CREATE INDEX accesses_trajectories ON access.accesses USING gin (trajectories);

CREATE FUNCTION access.refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    RAISE EXCEPTION 'access.accesses is append-only: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END;
$$;

-- A second line behind the grants; a statement trigger, because row triggers do not see TRUNCATE.
CREATE TRIGGER append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON access.accesses
    FOR EACH STATEMENT EXECUTE FUNCTION access.refuse_change();

-- ALWAYS: `session_replication_role = replica` silences ordinary triggers.
ALTER TABLE access.accesses ENABLE ALWAYS TRIGGER append_only;

GRANT USAGE ON SCHEMA access TO {access}, {notary};
GRANT SELECT ON access.migrations TO {access};
GRANT SELECT, INSERT ON access.accesses TO {access};

-- The notary reads the records that it hashes.
GRANT SELECT ON access.accesses TO {notary};

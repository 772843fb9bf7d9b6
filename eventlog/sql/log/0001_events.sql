-- The log: append-only, ciphertext in `state`, everything else in clear.

CREATE TABLE log.events (
    position      bigint      NOT NULL CONSTRAINT events_position PRIMARY KEY,
    trajectory_id uuid        NOT NULL,
    version       integer     NOT NULL,
    recorded_at   timestamptz NOT NULL CONSTRAINT events_recorded_at UNIQUE,
    topic         text        NOT NULL,
    state         bytea       NOT NULL,
    CONSTRAINT events_version UNIQUE (trajectory_id, version)
) WITH (
    -- Nothing is ever updated or deleted: only the visibility map and the statistics need upkeep.
    autovacuum_vacuum_insert_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.02
);

-- Ciphertext does not compress: trying costs time on every insert.
ALTER TABLE log.events ALTER COLUMN state SET STORAGE EXTERNAL;

CREATE FUNCTION log.refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
    RAISE EXCEPTION 'log.events is append-only: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
END;
$$;

-- A second line behind the grants; a statement trigger, because row triggers do not see TRUNCATE.
CREATE TRIGGER append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON log.events
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

-- ALWAYS: `session_replication_role = replica` silences ordinary triggers.
ALTER TABLE log.events ENABLE ALWAYS TRIGGER append_only;

-- Called by the append when a supplied moment would break the order of recording.
CREATE FUNCTION log.refuse_moment(moment timestamptz, bound timestamptz, reason text) RETURNS timestamptz
    LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog AS
$$
BEGIN
    RAISE EXCEPTION 'recorded_at % is refused: %  (%)', moment, reason, bound USING ERRCODE = 'datetime_field_overflow';
END;
$$;

GRANT USAGE ON SCHEMA log TO {writer}, {reader}, {engine};
GRANT SELECT ON log.migrations TO {writer}, {reader}, {engine};
GRANT SELECT, INSERT ON log.events TO {writer};
GRANT SELECT ON log.events TO {reader}, {engine};

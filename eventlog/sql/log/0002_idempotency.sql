-- What was answered to a request with an Idempotency-Key; `answer` is sealed with the trajectory's facts key.

CREATE TABLE log.idempotency (
    key_hash      bytea       NOT NULL CONSTRAINT idempotency_key PRIMARY KEY,
    trajectory_id uuid        NOT NULL,
    version       integer     NOT NULL,
    answer        bytea       NOT NULL,
    made_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX idempotency_made_at ON log.idempotency (made_at);

GRANT SELECT, INSERT ON log.idempotency TO {writer};

-- The writer may not delete; it may ask for what has had its thirty days to be swept, and for nothing else.
CREATE FUNCTION log.sweep_idempotency() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
    WITH swept AS (DELETE FROM log.idempotency WHERE made_at < clock_timestamp() - interval '30 days' RETURNING 1)
    SELECT count(*) FROM swept
$$;

REVOKE ALL ON FUNCTION log.sweep_idempotency() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.sweep_idempotency() TO {writer};

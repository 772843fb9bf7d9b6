-- One statement for the whole batch, after the append lock: its snapshot sees the true head.
-- position = head + n; recorded_at = the database's clock, but always later than the head.
-- What is answered to idempotency keys is written by it too: neither stands there without the other.
WITH head AS MATERIALIZED (
    SELECT coalesce(newest.position, 0) AS position,
           coalesce(newest.recorded_at, '-infinity') AS recorded_at,
           clock_timestamp() AS now
    FROM (VALUES (true)) AS always
    LEFT JOIN LATERAL (SELECT position, recorded_at FROM log.events ORDER BY position DESC LIMIT 1) AS newest ON true
),
remembered AS (
    INSERT INTO log.idempotency (key_hash, trajectory_id, version, answer)
    SELECT *
    FROM unnest(%(key_hashes)b::bytea[], %(answered_ids)b::uuid[], %(answered_versions)b::integer[], %(answers)b::bytea[])
)
INSERT INTO log.events (position, trajectory_id, version, recorded_at, topic, state)
SELECT head.position + given.n,
       given.trajectory_id,
       given.version,
       CASE
           WHEN given.recorded_at IS NULL
               THEN greatest(head.now, head.recorded_at + interval '1 microsecond') + (given.n - 1) * interval '1 microsecond'
           WHEN given.recorded_at <= head.recorded_at
               THEN log.refuse_moment(given.recorded_at, head.recorded_at, 'not later than the newest event')
           WHEN given.recorded_at > head.now
               THEN log.refuse_moment(given.recorded_at, head.now, 'in the future')
           ELSE given.recorded_at
       END,
       given.topic,
       given.state
FROM head,
     unnest(%(trajectory_ids)b::uuid[], %(versions)b::integer[], %(topics)b::text[], %(states)b::bytea[], %(moments)b::timestamptz[])
         WITH ORDINALITY AS given (trajectory_id, version, topic, state, recorded_at, n)
ORDER BY given.n
RETURNING position, recorded_at

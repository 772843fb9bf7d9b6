SELECT answered.key_hash, answered.trajectory_id, answered.version, recorded.position, recorded.recorded_at, answered.answer, recorded.state
FROM log.idempotency AS answered
CROSS JOIN LATERAL (
    SELECT position, recorded_at, state
    FROM log.events
    WHERE (trajectory_id, version) = (answered.trajectory_id, answered.version)
    LIMIT 1
) AS recorded
WHERE answered.key_hash = ANY (%(key_hashes)b::bytea[])
  AND answered.made_at >= clock_timestamp() - interval '30 days'

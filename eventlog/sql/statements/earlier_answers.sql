SELECT answered.key_hash, answered.trajectory_id, answered.version, events.position, events.recorded_at, answered.answer, events.state
FROM log.idempotency AS answered
JOIN log.events USING (trajectory_id, version)
WHERE answered.key_hash = ANY (%(key_hashes)b::bytea[])
  AND answered.made_at >= clock_timestamp() - interval '30 days'

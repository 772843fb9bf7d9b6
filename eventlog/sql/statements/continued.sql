SELECT position, trajectory_id, version, recorded_at, topic, state
FROM log.events
WHERE trajectory_id = ANY (%(trajectory_ids)b::uuid[])
  AND version > %(after)b::bigint
ORDER BY version

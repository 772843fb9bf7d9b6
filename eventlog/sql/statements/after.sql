SELECT position, trajectory_id, version, recorded_at, topic, state
FROM log.events
WHERE position > %(after)b::bigint
ORDER BY position
LIMIT %(limit)b::bigint

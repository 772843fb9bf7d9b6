SELECT position, trajectory_id
FROM log.events
WHERE position > %(after)b::bigint
ORDER BY position
LIMIT %(limit)b::bigint

SELECT trajectory_id, version, topic, state, position
FROM log.events
WHERE position > %(after)s
  AND (%(stop)s::bigint IS NULL OR position <= %(stop)s)
  AND (%(topics)s::text[] IS NULL OR topic = ANY (%(topics)s))
ORDER BY position
LIMIT %(limit)s

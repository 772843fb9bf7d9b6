SELECT trajectory_id, version, topic, state
FROM log.events
WHERE trajectory_id = %(trajectory_id)s
  AND (%(gt)s::bigint IS NULL OR version > %(gt)s)
  AND (%(lte)s::bigint IS NULL OR version <= %(lte)s)
ORDER BY version DESC
LIMIT %(limit)s

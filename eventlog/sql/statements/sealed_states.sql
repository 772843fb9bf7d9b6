SELECT position, trajectory_id, version, state
FROM log.events
WHERE trajectory_id = ANY (%(trajectory_ids)s)
ORDER BY position

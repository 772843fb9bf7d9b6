SELECT trajectory_id, max(version)
FROM log.events
WHERE trajectory_id = ANY (%(trajectory_ids)b::uuid[])
GROUP BY trajectory_id

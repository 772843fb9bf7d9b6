SELECT given.trajectory_id, newest.version
FROM unnest(%(trajectory_ids)b::uuid[]) AS given (trajectory_id)
CROSS JOIN LATERAL (SELECT version FROM log.events WHERE trajectory_id = given.trajectory_id ORDER BY version DESC LIMIT 1) AS newest

SELECT position, trajectory_id, version, recorded_at, topic, state
FROM log.events
WHERE trajectory_id = ANY (%(trajectory_ids)b::uuid[])
  AND position <= %(up_to)b::bigint
ORDER BY trajectory_id, version

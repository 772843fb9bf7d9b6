-- Of each trajectory: the event of that version without its content, to know it again by, and all of what came after it.
SELECT position, trajectory_id, events.version, recorded_at, topic, CASE WHEN events.version > known.version THEN state END
FROM unnest(%(trajectory_ids)b::uuid[], %(versions)b::integer[]) AS known (trajectory_id, version)
JOIN log.events USING (trajectory_id)
WHERE events.version >= known.version
ORDER BY trajectory_id, events.version
